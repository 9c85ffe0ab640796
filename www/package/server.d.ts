/** Renders articles where there is no page: in Node, Deno or Bun. */
import type { ScholionArticleAttributes, SourceFormat } from "./scholion.js";

export interface RenderOptions {
  /** The file name of the source: it helps to tell the format. */
  name?: string;
  /** What the source is in, where name and content do not tell. Pages of HTML are read in browsers alone. */
  format?: Exclude<SourceFormat, "html">;
  /** Sources of BibTeX, CSL-JSON or RIS, with the references that the article cites. */
  bibliographies?: (string | Uint8Array)[];
  /** The language of the page, as a BCP 47 tag. */
  language?: string;
  /** The place of the article among those of its page, from 1. */
  place?: number;
  /** The element's attributes, `id` among them. */
  attributes?: { id?: string } & Omit<
    ScholionArticleAttributes,
    "src" | "format" | "bibliography" | "limits" | "isolate" | "adopt"
  >;
}

/**
 * The element `<scholion-article>` with an article in it, as HTML: it can be read without a script,
 * and the widget takes it over. Throws where nothing of the source can be read.
 */
export function renderArticle(source: string | Uint8Array | ArrayBuffer, options?: RenderOptions): string;

/** The bibliographies that a source names itself: paths or addresses relative to it. */
export function bibliographiesOf(
  source: string | Uint8Array | ArrayBuffer,
  options?: Pick<RenderOptions, "name" | "format">,
): string[];
