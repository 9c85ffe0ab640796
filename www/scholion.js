/**
 * The custom element `<scholion-article>`. This module defines the class and registers nothing;
 * `scholion-define.js` does. Reading and rendering happen in the Rust core (`core.js`), which is
 * loaded once for all elements of a page.
 */
import { CoreError, faultOf, loadCore, whenEnded } from "./core.js";
import { part, say } from "./messages.js";
import { Reading } from "./reading.js";

export { loadCore };

/** How long a source may take before the reader is told that it is being loaded, in ms. */
const SLOW = 400;

/**
 * How much of a source is shown, and of a structured article read, in bytes, unless the attribute
 * `limits` says otherwise. The core has the same numbers, and others (`Limits` in the API's docs).
 */
const LIMITS = { read: 2_000_000, shown: 16_000_000 };

/** So many times as long as another source may be one that is structured. */
const VERBOSE = 4;

/** Inline sources: the types of a child `<script>` that are read, and their formats. */
const INLINE_TYPES = new Map([
  ["text/plain", "print"],
  ["text/markdown", "markdown"],
  ["application/json", "json"],
  ["application/jats+xml", "jats"],
  ["application/xml", "jats"],
  ["text/xml", "jats"],
]);

/** The article of a body that `scholion build` has written, which stands before it. */
const BUILT = ".scholion + script.sch-article[type='application/json']";

/** What can be pressed in such a body. Links lead where they lead without a script, too. */
const PRESSED = ":is(.sch-toggle, .sch-contents-toggle, .sch-actions button, .sch-tools button, .sch-contexts)";

/** What the core puts beside the article. */
const OWN = ".sch-meter, .sch-card, .sch-anchor, .sch-return, .sch-passage, .sch-spoken";

/** A server that renders pages imports this module without there being elements. */
const Base = globalThis.HTMLElement ?? class {};

/** The elements that have begun, each until it is removed. */
const begun = new Set();

export class ScholionArticle extends Base {
  static observedAttributes = ["src", "format", "bibliography", "quiet", "ui-lang"];

  static {
    whenEnded((end) => begun.forEach((element) => element.#ended(end)));
  }

  #reading;
  #state = "idle";
  #loading;
  #prefix;
  #started = false;
  /** What the article is put into, and when its style sheet is there. */
  #home = this;
  #styled;
  #messages;
  #own = {};
  /** Reads what is being read, or what is shown, once more. */
  #again;
  /** Shows what `load` was given once more: the attributes do not tell of it. */
  #given;

  /** `idle`, `loading`, `ready` or `error`. */
  get state() {
    return this.#state;
  }

  /** The structured article, or null while there is none. */
  get article() {
    return this.#state === "ready" ? this.#reading.article : null;
  }

  /**
   * What was noticed while a source was read: `{ code, severity, message, hint, line, column }`
   * each. Articles that are structured already are checked by `scholion check`.
   */
  get diagnostics() {
    return this.#reader?.diagnostics ?? [];
  }

  connectedCallback() {
    // The core comes while the page is still being parsed, where the attributes say which build.
    const build = this.#expected();
    if (build) {
      loadCore(build).catch(() => {});
    }
    // The element may be upgraded before the parser has reached its children.
    if (this.ownerDocument.readyState === "loading") {
      this.ownerDocument.addEventListener("DOMContentLoaded", () => this.#start(), { once: true });
    } else {
      this.#start();
    }
  }

  disconnectedCallback() {
    // Where it leaves the page, if only to come back elsewhere, the browser has closed its card.
    this.#reader?.close();
    // An element that is only moved is connected again within the same task.
    setTimeout(() => {
      if (!this.isConnected) {
        this.#release();
      }
    });
  }

  attributeChangedCallback(name, before, after) {
    if (name === "ui-lang") {
      this.#reader?.setUiLanguage(after ?? "");
      this.#reading?.addWords();
      return;
    }
    if (name === "quiet") {
      if (this.#reader) {
        this.#reader.quiet = after !== null;
      }
      return;
    }
    if (this.#started && before !== after) {
      this.#loadFromAttributes();
    }
  }

  /**
   * Reads a source: text or bytes in any format, or a structured article as an object.
   * Addresses of pictures and links in it are relative to `base`, which is the page if it is not
   * given. `name` is the source's file name: it helps to tell the format. `bibliographies` are those at hand, by their names: a text or bytes each. One that the
   * article names itself is not fetched then. Resolves when the article is on the page, rejects
   * with what went wrong.
   */
  async load(source, { format = this.getAttribute("format") ?? undefined, base, bibliographies = {}, name } = {}) {
    const structured = typeof source === "object" && !(source instanceof Uint8Array || source instanceof ArrayBuffer);
    const given = Object.entries(bibliographies).map(([name, work]) => ({ name, source: bytesOf(work) }));
    const get = async () => ({
      source,
      format,
      base: base === undefined ? undefined : new URL(base, this.baseURI),
      given,
      name,
    });
    return this.#run(get, { build: structured && given.length === 0 ? "reader" : buildFor(format), given: true });
  }

  /** Opens every section and box. */
  expandAll() {
    this.#reader?.expandAll();
  }

  /** Closes every section and box. */
  collapseAll() {
    this.#reader?.collapseAll();
  }

  /** Opens what hides a fragment and scrolls to it; false if the article does not have it. */
  goTo(fragment) {
    return this.#reader?.goTo(fragment.replace(/^#/, "")) ?? false;
  }

  /** Opens the card of a marker, given the marker's link or its id; false if there is none. */
  openCitation(marker) {
    return this.#reader?.openCitation(typeof marker === "string" ? marker : marker.id) ?? false;
  }

  /** Resolves to the references in a format: `bibtex`, `ris`, `csl-json` or `text`. */
  async export(format) {
    return this.#reading?.export(format) ?? "";
  }

  /** Whether the markers are dimmed and left out of speech. */
  get quiet() {
    return this.#reader?.quiet ?? this.hasAttribute("quiet");
  }

  set quiet(quiet) {
    this.toggleAttribute("quiet", Boolean(quiet));
    if (this.#reader) {
      this.#reader.quiet = Boolean(quiet);
    }
  }

  /**
   * The publisher's own words, or undefined: a plain object, as `docs/messages.md` has it. What is
   * wrong in it is left out and reported as an error.
   */
  get messages() {
    return this.#messages;
  }

  set messages(messages) {
    this.#messages = messages ?? undefined;
    const { own, errors } = part(this.#messages ?? {});
    this.#own = own;
    report(errors);
    this.#tellMessages();
  }

  /**
   * Gives back the page as it was before the element, with the attribute `adopt`, enhanced what it
   * holds. Removing the element does so, too.
   */
  restore() {
    if (this.hasAttribute("adopt")) {
      this.#release();
    }
  }

  /** Closes the card. */
  close() {
    this.#reader?.close();
  }

  #start() {
    if (!this.isConnected || this.#started) {
      return;
    }
    this.#started = true;
    this.#isolate();
    const moved = this.#takePlace();
    begun.add(this);
    if (!this.#loadFromAttributes() && (this.#state === "idle" || (moved && this.#state === "ready"))) {
      this.#given?.().catch(() => {});
    }
  }

  /**
   * The place among the articles of a tree decides the ids. It is kept as long as no other has it,
   * and one that comes later takes none from those that are there. True where the ids change by it.
   */
  #takePlace() {
    const root = this.getRootNode();
    const taken = new Set();
    for (const other of begun) {
      if (other !== this && other.getRootNode() === root) {
        taken.add(other.#prefix.place);
      }
    }
    const before = this.#prefix?.place;
    let place = before ?? [...root.querySelectorAll(this.localName)].indexOf(this) + 1;
    while (taken.has(place)) {
      place += 1;
    }
    this.#prefix = { place, id: this.#prefix?.id ?? this.id };
    return (before ?? 1) !== place;
  }

  /**
   * With the attribute `isolate` the article goes into a shadow tree, where no style sheet of the
   * page reaches it but by properties and parts. What the element holds stays outside and is shown
   * until the article comes.
   */
  #isolate() {
    // An article that stands in the page cannot be put out of its reach.
    if (!this.hasAttribute("isolate") || this.hasAttribute("adopt") || this.#home !== this) {
      return;
    }
    const make = (name, values) => Object.assign(this.ownerDocument.createElement(name), values);
    const sheet = make("link", { rel: "stylesheet", href: new URL("./scholion.css", import.meta.url).href });
    this.#styled = new Promise((resolve) => {
      for (const name of ["load", "error"]) {
        sheet.addEventListener(name, resolve, { once: true });
      }
    });
    this.#home = make("div", { className: "sch-isolated" });
    this.attachShadow({ mode: "open" }).append(sheet, this.#home, make("slot"));
  }

  /** What the attributes say, for the core. */
  #settings({ idPrefix }, base) {
    const says = (name, value) => this.getAttribute(name) === value;
    return {
      idPrefix: idPrefix(this.#prefix?.place ?? 1, this.#prefix?.id ?? ""),
      headingLevel: Number(this.getAttribute("heading-level")) || 1,
      collapse: this.getAttribute("collapse") ?? "",
      persist: this.getAttribute("persist") ?? "",
      source: this.getAttribute("src") ?? "",
      linkRel: this.getAttribute("link-rel") ?? "",
      referrerPolicy: this.getAttribute("referrer-policy") ?? "",
      base: base === undefined ? "" : addressFrom(new URL(this.baseURI), base),
      contents: !says("contents", "none"),
      tools: !says("tools", "none"),
      progress: !says("progress", "none"),
      isolate: this.#home !== this,
      history: !says("history", "off"),
    };
  }

  #release() {
    this.#loading?.abort();
    this.#loading = undefined;
    this.#reading?.free();
    this.#reading = undefined;
    this.#again = undefined;
    begun.delete(this);
    this.#state = "idle";
    this.#started = false;
  }

  /** Loads what the attributes and the element's children tell; false where they tell of nothing. */
  #loadFromAttributes() {
    const src = this.getAttribute("src");
    const format = this.getAttribute("format") ?? undefined;
    // What goes wrong is shown and sent as an event; nobody awaits this.
    const settled = () => {};
    const built = src === null && this.#home === this ? this.#child(BUILT) : null;
    if (built) {
      this.#adopt(built.textContent).catch(settled);
      return true;
    }
    if (src === null && this.hasAttribute("adopt")) {
      this.#enhance().catch(settled);
      return true;
    }
    if (src !== null) {
      const get = (signal) => fetchSource(new URL(src, this.baseURI), { format, signal, most: this.#limit("shown") });
      this.#run(get, { src, build: this.#expected() }).catch(settled);
      return true;
    }
    for (const script of this.children) {
      const inline = script.localName === "script" ? INLINE_TYPES.get(script.type) : undefined;
      if (inline) {
        const source = script.textContent;
        const known = format ?? inline;
        this.#run(async () => ({ source, format: known }), { build: buildFor(known) }).catch(settled);
        return true;
      }
    }
    return false;
  }

  /**
   * Takes over a body that `scholion build` has written: no node of it is replaced and nothing
   * moves. Should the core fail, every part opens, and the page is what it is without a script.
   */
  async #adopt(json, busy = false) {
    this.#loading?.abort();
    this.#again = () => this.#adopt(json, true);
    const loading = new AbortController();
    this.#loading = loading;
    this.#state = "loading";
    // Who is quicker than the core is answered when it is there.
    const pressed = [];
    const keep = ({ target }) => pressed.push(target.closest(PRESSED));
    this.addEventListener("click", keep, { signal: loading.signal });
    const watch = new AbortController();
    for (const name of ["wheel", "touchstart", "pointerdown", "keydown"]) {
      addEventListener(name, () => { busy = true; }, { signal: watch.signal, capture: true, passive: true });
    }
    let core;
    try {
      core = await loadCore("reader");
      const reading = await this.#take(core, json, { built: true, signal: loading.signal });
      this.#seat(reading);
      reading.adopt(busy);
      this.#state = "ready";
      this.#tell("scholion-ready", {});
    } catch (error) {
      const fault = faultOf(core, error);
      if (loading.signal.aborted) {
        return;
      }
      this.#state = "error";
      this.#again = undefined;
      this.#openAll();
      this.#tell("scholion-error", { message: fault.message, error: fault });
      throw fault;
    } finally {
      this.removeEventListener("click", keep);
      watch.abort();
    }
    pressed.forEach((button) => button?.click());
  }

  /**
   * Reads the article that the element holds, in the markup of whatever made the page, and enhances
   * it where it stands. Should the core fail, the page is as it was.
   */
  async #enhance() {
    this.#loading?.abort();
    const loading = new AbortController();
    this.#loading = loading;
    this.#state = "loading";
    let core;
    try {
      const [works] = await Promise.all([
        this.#fetchWorks(this.#bibliographies, this.baseURI, loading.signal),
        loadCore().then((loaded) => (core = loaded)),
      ]);
      loading.signal.throwIfAborted();
      const reading = this.#readingOf(core);
      reading.giveWorks(works, this.#limits);
      this.#seat(reading);
      reading.reader.enhance();
      this.#state = "ready";
      this.#tell("scholion-ready", {});
    } catch (error) {
      const fault = faultOf(core, error);
      if (loading.signal.aborted) {
        return;
      }
      this.#state = "error";
      this.#tell("scholion-error", { message: fault.message, error: fault });
      throw fault;
    }
  }

  /** Nothing could be opened again: everything is open, and what would do it is put away. */
  #openAll() {
    this.toggleAttribute("data-sch-static", true);
    for (const part of this.#home.querySelectorAll(".sch-content[hidden]")) {
      part.removeAttribute("hidden");
    }
    for (const toggle of this.#home.querySelectorAll(".sch-toggle")) {
      toggle.setAttribute("aria-expanded", "true");
      toggle.disabled = true;
    }
  }

  /**
   * The instance of the core has ended. An article that it had is read again, and taken over where it
   * stands. Where the fault was this one's, or nothing helps, it is left as it is, all of it open.
   */
  #ended({ core, error, host, anew }) {
    const had = this.#reading?.core === core;
    if (had) {
      this.#reading = undefined;
    }
    if (this.#state === "loading" ? !anew : !had) {
      return;
    }
    if (this.#again && anew && this.#home !== host) {
      this.#again().catch(() => {});
      return;
    }
    this.#state = "error";
    this.#loading?.abort();
    this.#openAll();
    for (const own of this.#home.querySelectorAll(`:scope > :is(${OWN})`)) {
      own.remove();
    }
    if (!this.hasAttribute("adopt")) {
      this.#note("alert", "sch-error", this.#say("stopped"), { text: error.message, lang: "en", dir: "ltr" });
    }
    this.#tell("scholion-error", { message: error.message, error });
  }

  get #reader() {
    return this.#reading?.reader;
  }

  /** A reader of this build, as the attributes want it: the one that is there, or a new one. */
  #readingOf(core, base) {
    let reading = this.#reading;
    if (reading?.core !== core) {
      reading = new Reading(core, this.#home);
      reading.reader.setUiLanguage(this.getAttribute("ui-lang") ?? "");
      this.#tellMessages(reading.reader);
    }
    reading.reader.configure(this.#settings(core, base));
    return reading;
  }

  /** A reader that has taken a structured article: of this build, or of the full one where that is needed. */
  async #take(core, json, { built = false, base, signal, works = [] }) {
    // Who takes over what stands in the page already is in no hurry.
    if (built) {
      await breath();
    }
    signal.throwIfAborted();
    const reading = this.#readingOf(core, base);
    reading.giveWorks(works, this.#limits);
    if (!(await reading.take(json, built))) {
      this.#drop(reading);
      return this.#take(await loadCore("full"), json, { built, base, signal, works });
    }
    if (built) {
      await breath();
    }
    if (signal.aborted) {
      this.#drop(reading);
    }
    signal.throwIfAborted();
    return reading;
  }

  /** A reader that has read a source. */
  async #read(core, { source, bytes, format, mediaType, name, base, given = [] }, works, signal) {
    if (bytes === undefined) {
      return this.#take(core, JSON.stringify(source), { base, signal, works });
    }
    const reading = this.#readingOf(core, base);
    if (!reading.isFull) {
      // The full build says what is wrong with one that is too long.
      if (bytes.length <= VERBOSE * this.#limit("read") && (await reading.take(new TextDecoder().decode(bytes)))) {
        return reading;
      }
      this.#drop(reading);
      return this.#read(await loadCore("full"), { bytes, format, mediaType, name, base, given }, works, signal);
    }
    // Those that the article itself names stand beside it.
    const atHand = new Set(given.map((work) => work.name));
    const named = core.bibliographies(bytes, format, mediaType, name).filter((work) => !atHand.has(work));
    if (named.length > 0) {
      works.push(...(await this.#fetchWorks(named, base ?? this.baseURI, signal)));
    }
    signal.throwIfAborted();
    reading.giveWorks(works, this.#limits);
    try {
      reading.reader.read(bytes, format, mediaType, name, this.#limits);
    } catch (error) {
      const fault = faultOf(core, error);
      this.#drop(reading);
      throw fault;
    }
    return reading;
  }

  /** From now on this reader has the article. */
  #seat(reading) {
    if (reading !== this.#reading) {
      // A card that is open closes, which is told.
      this.#reader?.close();
      this.#reading?.free();
      this.#reading = reading;
      reading.reader.quiet = this.hasAttribute("quiet");
    }
  }

  /** Forgets a reader that came to nothing. */
  #drop(reading) {
    if (reading !== this.#reading) {
      reading.free();
    }
  }

  /** The build that the attributes ask for, as far as they tell. */
  #expected() {
    if (this.hasAttribute("adopt") || this.hasAttribute("bibliography")) {
      return "full";
    }
    const src = this.getAttribute("src");
    if (src !== null) {
      const format = this.getAttribute("format");
      return format === null ? buildFor(/\.json$/i.test(src.replace(/[?#].*$/s, "")) ? "json" : "") : buildFor(format);
    }
    return this.hasAttribute("data-sch-built") ? "reader" : undefined;
  }

  /** The bibliographies that the attribute names, divided by blanks. */
  get #bibliographies() {
    return (this.getAttribute("bibliography") ?? "").split(/\s+/).filter(Boolean);
  }

  /** Gets a source while the core is loading, and renders it. The latest call wins. */
  async #run(get, { src, build = "full", before, given = false } = {}) {
    this.#again = () => this.#run(get, { src, build, before, given });
    this.#loading?.abort();
    const loading = new AbortController();
    this.#loading = loading;
    this.#state = "loading";
    this.setAttribute("aria-busy", "true");
    const slow = setTimeout(() => this.#note("status", "sch-progress", this.#say("loading")), SLOW);
    let core;
    try {
      const loaded = loadCore(this.hasAttribute("bibliography") ? "full" : build).then((loaded) => (core = loaded));
      const [got, works] = await Promise.all([
        get(loading.signal),
        before ? [...before.works] : this.#fetchWorks(this.#bibliographies, this.baseURI, loading.signal),
        loaded,
        this.#styled,
      ]);
      loading.signal.throwIfAborted();
      if (!before && got.given) {
        works.push(...got.given);
      }
      // Those that the article names itself are added to them, each time it is read.
      const known = [...works];
      const bytes = bytesOf(got.source, got.mediaType);
      const reading = await this.#read(core, { ...got, bytes }, works, loading.signal);
      loading.signal.throwIfAborted();
      this.#seat(reading);
      if (before) {
        reading.adopt(true);
      } else {
        reading.show();
      }
      this.#again = () => this.#run(async () => got, { src, build, before: { works: known }, given });
      this.#given = given ? () => this.#run(async () => got, { build, given }) : undefined;
      if (this.#home !== this) {
        // As it is without a shadow tree: the article stands in place of what was there, but for its source.
        this.replaceChildren(...this.querySelectorAll(":scope > script"));
        this.toggleAttribute("data-sch-isolated", true);
      }
      this.removeAttribute("data-sch-static");
      if (bytes?.length > this.#limit("shown")) {
        this.#open(this.#note("status", "sch-error", this.#say("cutShort")), src);
      }
      this.#state = "ready";
      this.#tell("scholion-ready", {});
    } catch (error) {
      const fault = faultOf(core, error);
      if (loading.signal.aborted) {
        return;
      }
      this.#fail(fault, src);
      throw fault;
    } finally {
      clearTimeout(slow);
      if (this.#loading === loading) {
        this.#child(".sch-progress")?.remove();
        this.removeAttribute("aria-busy");
      }
    }
  }

  /** Whatever the element held stays; a message says what failed. */
  #fail(error, src) {
    this.#state = "error";
    this.#again = undefined;
    this.#child(".sch-progress")?.remove();
    const reason =
      error instanceof CoreError ? this.#say("coreFailed", { reason: error.cause.message }) : { text: error.message, lang: "en", dir: "ltr" };
    const message = this.#note("alert", "sch-error", this.#say("failed"), reason);
    if (!this.#child(":not(.sch-error, .sch-card, script)")) {
      this.#open(message, src);
    }
    this.#tell("scholion-error", { message: error.message, error });
  }

  /** Adds a link to the source to a message, where it is one to follow: `src` may come from anywhere. */
  #open(message, src) {
    const link = this.ownerDocument.createElement("a");
    link.href = src ?? "";
    if (src !== undefined && ["http:", "https:", "file:"].includes(link.protocol)) {
      put(link, this.#say("openSource"));
      message.append(" ", link);
    }
  }

  /** How much is read, as the core understands it. */
  get #limits() {
    return this.getAttribute("limits") ?? undefined;
  }

  /** A limit in bytes, as the attribute or we have it. */
  #limit(name) {
    const said = new RegExp(`(?:^|\\s)${name}=(\\d+)`).exec(this.#limits ?? "");
    return said ? Number(said[1]) : LIMITS[name];
  }

  /** Fetches bibliographies. For one that cannot be had there is the reason instead of its source. */
  async #fetchWorks(names, base, signal) {
    const works = names.map(async (name) => {
      try {
        return await fetchSource(new URL(name, base), { signal, most: this.#limit("shown") });
      } catch (error) {
        signal.throwIfAborted();
        return { name, reason: error.message };
      }
    });
    return Promise.all(works);
  }

  /** Hands the words of the core over to it. */
  #tellMessages(reader = this.#reader) {
    const { core } = part(this.#messages);
    report(reader?.setMessages(core) ?? []);
  }

  /** A word of the element, in the language that is wanted around it. */
  #say(name, values) {
    const lang = this.#messages?.lang;
    const wanted = [this.getAttribute("ui-lang"), lang, this.closest("[lang]")?.lang];
    return say(name, { wanted, lang, own: this.#own, ...values });
  }

  /** The first of the element's own children that is so. The whole article is not looked through. */
  #child(selector) {
    return [...this.children].find((child) => child.matches(selector)) ?? null;
  }

  #note(role, name, word, reason) {
    this.#child(`.${name}`)?.remove();
    const note = this.ownerDocument.createElement("p");
    note.className = name;
    note.setAttribute("role", role);
    put(note, word, reason);
    this.append(note);
    return note;
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, detail }));
  }
}

/** Puts a word into an element, and in place of `{reason}` a reason in a language of its own. */
function put(element, { text, lang, dir }, reason) {
  Object.assign(element, { lang, dir });
  const [before, behind] = text.split("{reason}");
  element.textContent = before;
  if (behind !== undefined && reason) {
    const inner = element.ownerDocument.createElement("bdi");
    put(inner, reason);
    element.append(inner, behind);
  }
}

/** Tells the page's error handlers and its console of errors that nothing breaks by. */
function report(errors) {
  for (const error of errors) {
    reportError(new TypeError(error));
  }
}

/**
 * A source as the core reads it. It knows UTF-8, and UTF-16 by its mark; any other encoding, named
 * by the response or by an XML declaration (RFC 7303 puts them in this order), is the browser's to
 * decode. What is UTF-8 in spite of its declaration stays as it is.
 */
function toUtf8(bytes, mediaType) {
  const head = String.fromCharCode(...bytes.subarray(0, 256));
  const label =
    /;\s*charset\s*=\s*"?([\w.:-]+)/i.exec(mediaType ?? "")?.[1] ??
    /^\s*<\?xml\s[^>]*?\bencoding\s*=\s*["']([\w.:-]+)/.exec(head)?.[1];
  let decoder;
  try {
    decoder = new TextDecoder(label);
  } catch {
    // An encoding that nobody knows is none.
    return bytes;
  }
  if (decoder.encoding.startsWith("utf-")) {
    return bytes;
  }
  if (decoder.encoding !== "iso-2022-jp") {
    try {
      new TextDecoder("utf-8", { fatal: true }).decode(bytes);
      return bytes;
    } catch {
      // It is what it says.
    }
  }
  return new TextEncoder().encode(decoder.decode(bytes));
}

/** The build that reads a format. */
function buildFor(format) {
  return format === "json" ? "reader" : "full";
}

/** Fetches a source: `most` bytes of it, and some more where there are more. */
async function fetchSource(url, { format, signal, most }) {
  const wait = async (what) => {
    try {
      return await what;
    } catch (error) {
      signal.throwIfAborted();
      throw new Error(`${url} could not be fetched (${error.message})`);
    }
  };
  const response = await wait(fetch(url, { signal }));
  if (!response.ok) {
    throw new Error(`${url} answered ${response.status} ${response.statusText}`.trimEnd());
  }
  const mediaType = response.headers.get("content-type") ?? undefined;
  const source = await wait(bytesOfBody(response.body, most));
  // A redirect leads to where the source's neighbours are.
  const base = new URL(response.url || url);
  return { source, format, mediaType, name: url.pathname, base };
}

/**
 * The address of a source as a page may write it, to have others relative to it: none where both
 * are in one folder, or where nothing is relative to the source (`data:`, `blob:`).
 */
function addressFrom(page, source) {
  const folder = ({ origin, pathname }) => origin + pathname.slice(0, pathname.lastIndexOf("/") + 1);
  if (!["http:", "https:", "file:"].includes(source.protocol) || folder(page) === folder(source)) {
    return "";
  }
  return page.origin === source.origin && page.protocol === source.protocol ? source.pathname : source.href;
}

/** What a body holds, up to its first piece that goes beyond so many bytes: one may never end. */
async function bytesOfBody(body, most) {
  const pieces = [];
  let length = 0;
  const reader = body?.getReader();
  while (reader && length <= most) {
    const { done, value } = await reader.read();
    if (done) {
      break;
    }
    pieces.push(value);
    length += value.length;
  }
  reader?.cancel().catch(() => {});
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

/** A moment in which the page answers its reader, between two things that take long. */
function breath() {
  return globalThis.scheduler?.yield?.() ?? new Promise((resolve) => setTimeout(resolve));
}

/** A source of text as UTF-8; undefined for an article that is an object already. */
function bytesOf(source, mediaType) {
  if (typeof source === "string") {
    return new TextEncoder().encode(source);
  }
  if (source instanceof Uint8Array || source instanceof ArrayBuffer) {
    return toUtf8(new Uint8Array(source), mediaType);
  }
  return undefined;
}
