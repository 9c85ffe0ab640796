import { deepEqual, equal, match, throws } from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";

import { bibliographiesOf, readArticle, renderArticle } from "scholion/server";

const source = readFileSync("article/article.md", "utf8");
const names = bibliographiesOf(source, { name: "article.md" });
deepEqual(names, ["works.bib"]);
const works = readFileSync("article/works.bib", "utf8");

// What was noticed is told with its place, and with the bibliography that it is of.
const { article, diagnostics } = readArticle(`${source}\nA claim [@nobody].\n`, {
  name: "article.md",
  bibliographies: { "works.bib": `${works}@article{doe2015, title = {Again}}\n` },
});
equal(article.references?.length, 3);
const told = diagnostics.map(({ code, file, line }) => [code, file, line]);
deepEqual(told, [
  ["duplicate-reference", "works.bib", 4],
  ["dangling-citation", undefined, 17],
]);

throws(() => readArticle(""), /has no text/);
throws(() => renderArticle(source, { attributes: { colour: "red" } as {} }), /"colour"/);

// An article that was read is rendered as its source is.
const options = { language: "en", attributes: { id: "tendons", collapse: "boxes" } } as const;
const read = readArticle(source, { bibliographies: [works] });
deepEqual(read.diagnostics, []);
const element = renderArticle(read.article, options);
equal(element, renderArticle(source, { ...options, bibliographies: [readFileSync("article/works.bib")] }));
match(element, /^<scholion-article id="tendons"[^>]* collapse="boxes"/);

mkdirSync("dist", { recursive: true });
writeFileSync(
  "dist/index.html",
  `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Tendons</title>
<script type="importmap">{ "imports": { "scholion/define": "./node_modules/scholion/scholion-define.js" } }</script>
<script type="module">import "scholion/define";</script>
${element}
`,
);
