/**
 * The custom element `<scholion-article>`. This module defines the class and registers nothing:
 * import `scholion/define` for that.
 */
import type { Article } from "./article.js";

export type * from "./article.js";

/** What a source may be in. HTML has to be said: no source is taken for it. */
export type SourceFormat = "print" | "markdown" | "jats" | "json" | "html";

/** What references are exported in. */
export type ExportFormat = "bibtex" | "ris" | "csl-json" | "text";

/** Where the element is: nothing to read yet, reading, on the page, or failed. */
export type State = "idle" | "loading" | "ready" | "error";

/** What is closed at first. */
export type Collapse = "none" | "all" | "after-first" | "boxes";

/** Something that was noticed of a source. */
export interface Diagnostic {
  /** Which: `docs/diagnostics.md` lists them. */
  code: string;
  severity: "error" | "warning" | "info";
  /** What it is, in English. */
  message: string;
  /** What to do. */
  hint?: string;
  /** Where it stands in the source, from 1. */
  line?: number;
  /** Where in its line, in characters, from 1. */
  column?: number;
  /** The bibliography that it is of; without it, the article. */
  file?: string;
}

/** One of our words, said otherwise: a text, or one for each plural form of the language. */
export type Message = string | string[] | ({ other: string } & Partial<Record<Intl.LDMLPluralRule, string>>);

/** Words of a publisher's own, by name: `docs/messages.md` lists them. */
export interface Messages {
  /** The language of these words, as a BCP 47 tag. */
  lang?: string;
  [name: string]: Message | undefined;
}

export interface LoadOptions {
  /** What the source is in, where its content does not tell. */
  format?: SourceFormat;
  /** The file name of the source: it helps to tell the format. */
  name?: string;
  /** What addresses in the article are relative to; the page without it. */
  base?: string | URL;
  /** Bibliographies at hand, by their names. One that the article names itself is not fetched then. */
  bibliographies?: Record<string, string | Uint8Array | ArrayBuffer>;
}

/** The events of the element, each of which bubbles and leaves shadow trees. */
export interface ScholionArticleEventMap {
  /** The article is on the page. */
  "scholion-ready": CustomEvent<Record<string, never>>;
  /** Nothing could be shown, or the core has stopped: why. What the element held is still there. */
  "scholion-error": CustomEvent<{ message: string; error: Error }>;
  /** A card has opened, at the marker with this id; the ids of its references are divided by blanks. */
  "scholion-citation-open": CustomEvent<{ marker: string; references: string }>;
  /** The card has closed. */
  "scholion-citation-close": CustomEvent<Record<string, never> | null>;
  /** A section or box, by its id, has been opened or closed. */
  "scholion-section-toggle": CustomEvent<{ section: string; open: boolean }>;
  /** The reader has jumped to a part of the article, or back. */
  "scholion-navigate": CustomEvent<{ fragment: string }>;
}

/** `<scholion-article>`. */
export class ScholionArticle extends HTMLElement {
  static readonly observedAttributes: readonly string[];

  readonly state: State;
  /** The structured article, or null while there is none. */
  readonly article: Article | null;
  /** What was noticed of the source. Articles that came structured are checked by `scholion check`. */
  readonly diagnostics: Diagnostic[];
  /** Whether the markers are dimmed and left out of speech: the attribute `quiet`. */
  quiet: boolean;
  /** The publisher's own words. What is wrong in them is left out and reported as an error. */
  get messages(): Messages | undefined;
  set messages(messages: Messages | null | undefined);

  /**
   * Reads a source and puts it on the page: text or bytes in any format, or a structured article.
   * Rejects with what went wrong; what the element held stays then.
   */
  load(source: string | Uint8Array | ArrayBuffer | Article, options?: LoadOptions): Promise<void>;
  /** Opens every section and box. */
  expandAll(): void;
  /** Closes every section and box. */
  collapseAll(): void;
  /** Opens what hides a fragment and scrolls to it; false if the article does not have it. */
  goTo(fragment: string): boolean;
  /** Opens the card of a marker, given the marker's link or its id; false if there is none. */
  openCitation(marker: string | Element): boolean;
  /** Resolves to the references in a format. */
  export(format: ExportFormat): Promise<string>;
  /** Takes back what `adopt` has done to the page. */
  restore(): void;
  /** Closes the card. */
  close(): void;

  addEventListener<K extends keyof ScholionArticleEventMap>(
    type: K,
    listener: (this: ScholionArticle, event: ScholionArticleEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener<K extends keyof HTMLElementEventMap>(
    type: K,
    listener: (this: ScholionArticle, event: HTMLElementEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
  removeEventListener<K extends keyof ScholionArticleEventMap>(
    type: K,
    listener: (this: ScholionArticle, event: ScholionArticleEventMap[K]) => unknown,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener<K extends keyof HTMLElementEventMap>(
    type: K,
    listener: (this: ScholionArticle, event: HTMLElementEventMap[K]) => unknown,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | EventListenerOptions,
  ): void;
}

/**
 * Loads a build of the core, once for all elements of a page. Call it early to warm up, or, where the
 * WebAssembly lies elsewhere than in `pkg/`, with its address, a response or its bytes, before an
 * element asks for it. `reader` shows articles that are structured or built already, `full` reads
 * every format.
 */
export function loadCore(
  build?: "reader" | "full",
  wasm?: string | URL | Response | PromiseLike<Response> | BufferSource,
): Promise<unknown>;

/** The attributes of the element, as HTML and templates have them. */
export interface ScholionArticleAttributes {
  src?: string;
  format?: SourceFormat;
  bibliography?: string;
  collapse?: Collapse;
  "heading-level"?: 1 | 2 | 3 | 4 | 5 | 6 | "1" | "2" | "3" | "4" | "5" | "6";
  contents?: "none";
  tools?: "none";
  history?: "off";
  progress?: "none";
  persist?: "session" | "local";
  "ui-lang"?: string;
  "link-rel"?: string;
  "referrer-policy"?: ReferrerPolicy;
  limits?: string;
  theme?: "light" | "dark" | "auto";
  isolate?: boolean | "";
  adopt?: boolean | "";
  quiet?: boolean | "";
}

declare global {
  interface HTMLElementTagNameMap {
    "scholion-article": ScholionArticle;
  }
  /** They bubble, and leave shadow trees: a page may hear all of them in one place. */
  interface DocumentEventMap extends ScholionArticleEventMap {}
  interface HTMLElementEventMap extends ScholionArticleEventMap {}
}
