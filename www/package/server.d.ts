/** Reads and renders articles where there is no page: in Node, Deno or Bun. */
import type { Article, Diagnostic, ScholionArticleAttributes, SourceFormat } from "./scholion.js";

/** A text, bytes, or a structured article. */
export type Source = string | Uint8Array | ArrayBuffer | Article;

export interface ReadOptions {
  /** The file name of the source: it helps to tell the format. */
  name?: string;
  /** What the source is in, where name and content do not tell. Pages of HTML are read in browsers alone. */
  format?: Exclude<SourceFormat, "html">;
  /**
   * Sources of BibTeX, CSL-JSON or RIS, with the references that the article cites: by their names,
   * so that what is noticed tells of which, or in an array.
   */
  bibliographies?: Record<string, string | Uint8Array> | (string | Uint8Array)[];
}

export interface RenderOptions extends ReadOptions {
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
 * A source as a structured article, with what was noticed of it and of its bibliographies. Throws
 * where nothing of the source can be read.
 */
export function readArticle(source: Source, options?: ReadOptions): { article: Article; diagnostics: Diagnostic[] };

/**
 * The element `<scholion-article>` with an article in it, as HTML: it can be read without a script,
 * and the widget takes it over. Throws where nothing of the source can be read.
 */
export function renderArticle(source: Source, options?: RenderOptions): string;

/** The bibliographies that a source names itself: paths or addresses relative to it. */
export function bibliographiesOf(
  source: string | Uint8Array | ArrayBuffer,
  options?: Pick<ReadOptions, "name" | "format">,
): string[];
