/**
 * A reader of one build of the core, at work on the article of an element.
 */
import { instanceOf, isFull, loadCore, loadWords } from "./core.js";

export class Reading {
  /** The reader of the Rust core. */
  reader;
  /** The build that it is of. */
  core;
  /** The structured article on the page and the one to come, as JSON, where the reader build alone has them. */
  #given;
  #taken;
  /** The instance of the build that made the reader: no other may hear of it. */
  #instance;

  /** Nothing changes on the page until something is shown. */
  constructor(core, home) {
    this.core = core;
    this.#instance = instanceOf(core);
    this.reader = new core.Reader(home);
    if (!this.isFull) {
      this.reader.setExporters({
        prepare: () => void loadCore("full").catch(() => {}),
        write: async (format, places) => (await loadCore("full")).exportFrom(this.#given, format, places),
        writeOwn: async (format, address) => (await loadCore("full")).exportOwn(this.#given, format, address),
      });
    }
  }

  get isFull() {
    return isFull(this.core);
  }

  /** The structured article on the page. */
  get article() {
    return this.isFull ? this.reader.article : JSON.parse(this.#given);
  }

  /** The references in a format. */
  async export(format) {
    if (this.isFull) {
      return this.reader.export(format);
    }
    return format === "text" ? this.reader.exportText() : (await loadCore("full")).exportFrom(this.#given, format);
  }

  /**
   * Takes a structured article, with the words that it needs. False where this is beyond the reader
   * build: formulae in TeX, and to say what is wrong with an article that is none.
   */
  async take(json, built = false) {
    if (!this.reader.take(json, built)) {
      return false;
    }
    this.#taken = json;
    await this.addWords();
    return true;
  }

  /** Adds the words that the reader build lacks. Without them it speaks English. */
  async addWords() {
    const language = this.reader.missingWords;
    if (language) {
      try {
        this.reader.addWords(await loadWords(language));
      } catch (error) {
        reportError(error);
      }
    }
  }

  /** Hands over bibliographies, in place of those before. */
  giveWorks(works, limits) {
    if (!this.isFull) {
      return;
    }
    this.reader.clearBibliographies();
    for (const work of works) {
      if (work.reason === undefined) {
        this.reader.addBibliography(work.source, work.name, limits);
      } else {
        this.reader.missBibliography(work.name, work.reason);
      }
    }
  }

  /** Puts what was taken or read on the page. */
  show() {
    this.#given = this.#taken;
    this.reader.show();
  }

  /** Takes over what stands in the page already. */
  adopt(busy) {
    this.#given = this.#taken;
    this.reader.adopt(busy);
  }

  free() {
    if (instanceOf(this.core) === this.#instance) {
      this.reader.free();
    }
  }
}
