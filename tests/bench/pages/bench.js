// The page around the contenders: one frame each, of which one at a time is shown. The runner
// calls what stands at `window` here.
import { paint } from "./clock.js";
import { fetchArticle } from "./show.js";

/** How long a frame may take to be ready, in ms. */
const PATIENCE = 60_000;

const frames = new Map();
let article;

/** Makes the frame of a contender; resolves when it is ready. */
async function openFrame(name) {
  const frame = document.createElement("iframe");
  const ready = new Promise((resolve, reject) => {
    window.frameReady = (which) => which === name && resolve();
    setTimeout(reject, PATIENCE, new Error(`${name} is not ready after ${PATIENCE} ms`));
  });
  frame.hidden = true;
  frame.src = `frame.html?contender=${name}`;
  document.body.append(frame);
  await ready;
  frames.set(name, frame);
}

/** Fetches the article that is shown from now on. */
async function setArticle(name) {
  article = await fetchArticle(name);
}

/** One showing by one contender, with nothing left to be cleared up for whoever came before. */
async function take(name, form) {
  for (const [each, frame] of frames) {
    frame.hidden = each !== name;
  }
  gc();
  await paint();
  return frames.get(name).contentWindow.sample(article, form);
}

Object.assign(window, { openFrame, setArticle, take });
document.documentElement.dataset.ready = "";
