// A frame with one contender: `frame.html?contender=NAME`. Each has a realm, a document and style
// sheets of its own, and the page around them shows one at a time.
import { paint } from "./clock.js";
import { CORES } from "./core.js";
import { show } from "./show.js";

const BUILT = "/target/bench";
const NAME = new URLSearchParams(location.search).get("contender");

/** What the frames hold, by name: the module, and the sheet that it needs. */
const MODULES = {
  "markdown-it": [`${BUILT}/peers/markdown-it.js`, `${BUILT}/peers/littlefoot.css`],
  marked: [`${BUILT}/peers/marked.js`, `${BUILT}/peers/littlefoot.css`],
  kinder: [`${BUILT}/peers/kinder.js`],
  unified: [`${BUILT}/peers/unified.js`],
  limit: ["./limit.js"],
  scholion: ["./scholion.js", "/www/scholion.css"],
  reader: ["./scholion.js", "/www/scholion.css"],
};

const [path, sheet] = MODULES[NAME];
const contender = await import(path);
if (sheet) {
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: sheet });
  const linked = new Promise((resolve, reject) => Object.assign(link, { onload: resolve, onerror: reject }));
  document.head.append(link);
  await linked;
}
await contender.ready?.(CORES[NAME]?.build);
const host = document.querySelector("main");

/**
 * Shows an article once and takes it away again. In ms: `convert`, `insert`, `attach`, `layout`,
 * `total` of these, and `frame`, what the first frame then costs. `marks` says how many footnotes
 * or sources are marked in the page, `listeners` how many there are more than before.
 */
async function sample(article, form) {
  const before = listeners();
  const { times, remove } = await show(contender, host, article, form);
  const frame = await paint();
  const [start, converted, inserted, attached, end] = times;
  const taken = {
    convert: converted - start,
    insert: inserted - converted,
    attach: attached - inserted,
    layout: end - attached,
    total: end - start,
    frame,
    marks: host.querySelectorAll(contender.MARK).length,
    listeners: listeners() - before,
  };
  await remove?.();
  host.replaceChildren();
  return taken;
}

Object.assign(globalThis, { sample });
parent.frameReady(NAME);
