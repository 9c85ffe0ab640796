/**
 * Registers `<scholion-article>` and links the style sheet beside this file, once, unless the
 * page has done either. On a server, where there is no page, it does nothing.
 */
import { ScholionArticle } from "./scholion.js";

if (globalThis.customElements) {
  link(new URL("./scholion.css", import.meta.url).href);
  if (!customElements.get("scholion-article")) {
    customElements.define("scholion-article", ScholionArticle);
  }
}

function link(sheet) {
  if ([...document.querySelectorAll("link[rel~=stylesheet]")].some(({ href }) => href === sheet)) {
    return;
  }
  const element = document.createElement("link");
  element.rel = "stylesheet";
  element.href = sheet;
  // Before the page's own sheets, so that its rules come later.
  document.head.prepend(element);
}
