/**
 * Registers `<scholion-article>` and links the style sheet beside this file, once, unless the
 * page has done either.
 */
import { ScholionArticle } from "./scholion.js";

const sheet = new URL("scholion.css", import.meta.url).href;
const linked = [...document.querySelectorAll("link[rel~=stylesheet]")].some((link) => link.href === sheet);
if (!linked) {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = sheet;
  // Before the page's own sheets, so that its rules come later.
  document.head.prepend(link);
}

if (!customElements.get("scholion-article")) {
  customElements.define("scholion-article", ScholionArticle);
}
