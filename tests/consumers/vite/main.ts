import "scholion/define";
import type { Article, Diagnostic, ScholionArticle } from "scholion";

declare global {
  interface Window {
    seen: string[];
  }
}

window.seen = [];
const element: ScholionArticle = document.querySelector("scholion-article")!;
element.addEventListener("scholion-ready", () => {
  const article: Article | null = element.article;
  const found: Diagnostic[] = element.diagnostics;
  window.seen.push("scholion-ready");
  if (article?.scholion !== 1 || found.some(({ severity }) => severity === "error")) {
    throw new Error("the article is not what it should be");
  }
});
element.addEventListener("scholion-citation-open", ({ detail }) => {
  const marker: string = detail.marker;
  window.seen.push(marker && "scholion-citation-open");
});

// What the types have to refuse.
// @ts-expect-error there is no such format
void (() => element.export("endnote"));
// @ts-expect-error it is read alone
void (() => (element.state = "ready"));
