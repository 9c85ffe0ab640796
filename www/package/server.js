/**
 * Renders articles where there is no page: in Node, Deno or Bun, for servers and for generators of
 * sites. What comes out can be read without a script; in a page the widget takes it over.
 */
import { readFileSync } from "node:fs";

import { elementHtml, bibliographies as named, initSync } from "./pkg/scholion.js";

let ready = false;

/**
 * The element `<scholion-article>` with an article in it, as HTML.
 *
 * `source` is a text or bytes: print text, Markdown, JATS XML or Scholion's JSON. `name` is its file
 * name and helps to tell the format, `format` overrules it; `bibliographies` are sources of BibTeX,
 * CSL-JSON or RIS; `language` is that of the page; `place` is the article's among those of its page,
 * from 1; `attributes` are the element's, as in HTML. Addresses in the article are as they are: they
 * are relative to the page.
 *
 * Throws where nothing of the source can be read.
 */
export function renderArticle(source, options = {}) {
  const { name, format, bibliographies = [], language, place = 1, attributes = {} } = options;
  prepare();
  const values = Object.entries(attributes).filter(([, value]) => value !== false && value != null);
  const texts = Object.fromEntries(values.map(([key, value]) => [key, value === true ? "" : String(value)]));
  return elementHtml(bytesOf(source), format, name, bibliographies.map(bytesOf), language, place, texts);
}

/** The bibliographies that a source names itself: paths or addresses relative to it. */
export function bibliographiesOf(source, { name, format } = {}) {
  prepare();
  return named(bytesOf(source), format, undefined, name);
}

function prepare() {
  if (!ready) {
    initSync({ module: readFileSync(new URL("./pkg/scholion_bg.wasm", import.meta.url)) });
    ready = true;
  }
}

const bytesOf = (source) => (typeof source === "string" ? new TextEncoder().encode(source) : new Uint8Array(source));
