/**
 * Renders articles where there is no page: in Node, Deno or Bun, for servers and for generators of
 * sites. What comes out can be read without a script; in a page the widget takes it over.
 */
import { readFileSync } from "node:fs";

import { elementHtml, initSync, bibliographies as named, readArticle as readIn } from "./pkg/scholion.js";

let ready = false;

/**
 * A source as a structured article, with what was noticed of it and of its bibliographies.
 *
 * `source` is a text or bytes: print text, Markdown, JATS XML or Scholion's JSON; or a structured
 * article as an object. `name` is its file name and helps to tell the format, `format` overrules it;
 * `bibliographies` are sources of BibTeX, CSL-JSON or RIS, in an array or, so that what is noticed
 * tells of which, by their names.
 *
 * Throws where nothing of the source can be read.
 */
export function readArticle(source, options = {}) {
  prepare();
  return readIn(...given(source, options));
}

/**
 * The element `<scholion-article>` with an article in it, as HTML.
 *
 * Beside the options of `readArticle`: `language` is that of the page; `place` is the article's among
 * those of its page, from 1; `attributes` are the element's, as in HTML. Addresses in the article are
 * as they are: they are relative to the page.
 *
 * Throws where nothing of the source can be read.
 */
export function renderArticle(source, options = {}) {
  const { language, place = 1, attributes = {} } = options;
  prepare();
  const values = Object.entries(attributes).filter(([, value]) => value !== false && value != null);
  const texts = Object.fromEntries(values.map(([key, value]) => [key, value === true ? "" : String(value)]));
  return elementHtml(...given(source, options), language, place, texts);
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

/** A source as the core takes it: bytes, format, name, and bibliographies as pairs of a name and bytes. */
function given(source, { name, format, bibliographies = [] }) {
  const works = Object.entries(bibliographies).map(([key, work]) => [
    Array.isArray(bibliographies) ? `bibliography ${Number(key) + 1}` : key,
    bytesOf(work),
  ]);
  const structured = typeof source === "object" && !ArrayBuffer.isView(source) && !(source instanceof ArrayBuffer);
  return structured
    ? [bytesOf(JSON.stringify(source)), "json", name, works]
    : [bytesOf(source), format, name, works];
}

const bytesOf = (source) => (typeof source === "string" ? new TextEncoder().encode(source) : new Uint8Array(source));
