// All that the benchmark knows of Scholion's own interface. Whoever changes that interface changes
// this file, and no other of the benchmark.
import { ScholionArticle, loadCore } from "/www/scholion.js";

/** What marks a source or a note in the text. */
export const MARK = ".sch-marker";

/** Where the article begins to be worked with, for a pointer and for keys. */
export const PARTS = {
  toggle: ".sch-section .sch-toggle",
  expand: ".sch-expand",
  filter: ".sch-filter",
  card: ".sch-card:popover-open",
  sections: ".sch-section",
};

/** The event that says that the card is open. */
export const CARD_OPENS = "scholion-citation-open";

let memory;

/**
 * Loads a build of the core, `full` or `reader`, from its bytes where they are there already, and
 * registers the element.
 */
export async function ready(build = "full", wasm = undefined) {
  const core = await loadCore(build, wasm);
  // Asked again it gives what there is.
  ({ memory } = await core.default());
  customElements.define("scholion-article", ScholionArticle);
}

/** How much memory the core has, in bytes. */
export function memoryBytes() {
  return memory.buffer.byteLength;
}

/**
 * Shows an article in a new element, as a page would. Resolves when it can be used, with what
 * takes it away and with where the steps end (`show.js`): the core does all of them in one call,
 * and its one insertion parts them.
 */
export async function mount(host, article, form) {
  longest = [NaN, NaN];
  const element = document.createElement("scholion-article");
  // A hundred times over an article is longer than what is read by itself.
  element.setAttribute("limits", "read=8000000");
  host.append(element);
  await element.load(article[form], { format: form });
  const remove = async () => {
    element.remove();
    // An element that is only moved keeps its article: it looks a task later.
    await new Promise((resolve) => setTimeout(resolve));
  };
  return { steps: longest, remove, element };
}

/** When the longest insertion of markup since the last `mount` began, and when it ended. */
let longest = [NaN, NaN];

const markup = Object.getOwnPropertyDescriptor(Element.prototype, "innerHTML");
Object.defineProperty(Element.prototype, "innerHTML", {
  ...markup,
  set(html) {
    const begun = performance.now();
    markup.set.call(this, html);
    const ended = performance.now();
    if (!(ended - begun <= longest[1] - longest[0])) {
      longest = [begun, ended];
    }
  },
});
