// A page with an article, as a reader has it. The runner handles it with a real pointer, real keys
// and a real wheel, and calls what stands at `window` here.
import { paint } from "./clock.js";
import * as scholion from "./scholion.js";
import { fetchArticle } from "./show.js";

const host = document.querySelector("main");
await scholion.ready();
let shown;

/** Shows an article, in place of the one before. */
async function showArticle(name, form) {
  await shown?.remove();
  const article = await fetchArticle(name, [form]);
  shown = await scholion.mount(host, article, form);
  await paint();
}

/** Shows an article and takes it away again, so many times over. Gives the core's bytes then. */
async function mountAgain(name, form, times) {
  const article = await fetchArticle(name, [form]);
  for (let time = 0; time < times; time += 1) {
    const { remove } = await scholion.mount(host, article, form);
    await remove();
  }
  return scholion.memoryBytes();
}

/**
 * Brings an element to the middle of the window, again and again: what was far away is laid out
 * only when it is near, and moves what follows. Gives its first box.
 */
async function bringIntoView(element) {
  for (let left = 20; left > 0; left -= 1) {
    element.scrollIntoView({ block: "center", behavior: "instant" });
    await paint();
    await paint();
    const [box] = element.getClientRects();
    if (box && box.top > 100 && box.bottom < innerHeight - 100) {
      return box;
    }
  }
  throw new Error(`${element.outerHTML.slice(0, 80)} does not come into view`);
}

/** Brings a marker into view, by its number. Gives the place to point at, and how many there are. */
async function showMarker(number) {
  const markers = [...host.querySelectorAll(scholion.MARK)];
  const { left, top, width, height } = await bringIntoView(markers[number % markers.length]);
  return { x: left + width / 2, y: top + height / 2, count: markers.length };
}

/** Brings something to be pressed into view, and puts the focus there. Gives its selector. */
async function reach(part) {
  const element = host.querySelector(scholion.PARTS[part]);
  await bringIntoView(element);
  element.focus({ preventScroll: true });
  return scholion.PARTS[part];
}

/**
 * Gets ready for the pointer's way to a marker. `cardTime()` then gives the ms from the event of
 * the pointer's first move on the marker to the frame with the card.
 */
function awaitCard() {
  let moved;
  const stop = new AbortController();
  const onMarker = ({ target, timeStamp }) => {
    if (target.closest?.(scholion.MARK)) {
      moved ??= timeStamp;
    }
  };
  addEventListener("pointermove", onMarker, { capture: true, signal: stop.signal });
  const opened = new Promise((resolve) =>
    host.addEventListener(scholion.CARD_OPENS, resolve, { once: true, signal: stop.signal }),
  );
  window.cardTime = async () => {
    await opened;
    const painted = await presented();
    stop.abort();
    if (!document.querySelector(scholion.PARTS.card)) {
      throw new Error("no card is open");
    }
    return painted - moved;
  };
}

/**
 * The same with a popover that holds a word, in the same page, which opens so many ms after the
 * pointer's first move on a marker. The article is told nothing of the pointer meanwhile. Less
 * than this no card can take.
 */
function awaitBare(intent) {
  const stop = new AbortController();
  const bare = Object.assign(document.createElement("div"), { popover: "manual", textContent: "bare" });
  document.body.append(bare);
  const opened = new Promise((resolve) => {
    let moved;
    const onPointer = (event) => {
      event.stopImmediatePropagation();
      if (moved === undefined && event.type === "pointermove" && event.target.closest?.(scholion.MARK)) {
        moved = event.timeStamp;
        setTimeout(() => {
          bare.showPopover();
          resolve(moved);
        }, intent);
      }
    };
    for (const type of ["pointermove", "pointerover", "pointerout", "pointerenter", "pointerleave"]) {
      addEventListener(type, onPointer, { capture: true, signal: stop.signal });
    }
  });
  window.cardTime = async () => {
    const moved = await opened;
    const painted = await presented();
    stop.abort();
    bare.remove();
    return painted - moved;
  };
}

/** When the next frame has been painted. */
async function presented() {
  await paint();
  return performance.now();
}

/** The interactions since the last call: the kind of the longest event of each, and its ms. */
const interactions = new Map();
new PerformanceObserver((list) => {
  for (const { interactionId, name, duration } of list.getEntries()) {
    if (interactionId && duration > (interactions.get(interactionId)?.duration ?? 0)) {
      interactions.set(interactionId, { name, duration });
    }
  }
}).observe({ type: "event", durationThreshold: 16 });

async function takeInteractions() {
  // Entries come behind the frame that they tell of.
  await new Promise((resolve) => setTimeout(resolve, 250));
  const taken = [...interactions.values()];
  interactions.clear();
  return taken;
}

/** What presses and keys change: how many parts are open, and what is in the filter. */
function state() {
  const open = host.querySelectorAll("[aria-expanded='true']").length;
  return [open, host.querySelector(scholion.PARTS.filter).value];
}

/** The long tasks since the last call, in ms. */
let tasks = [];
new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
  type: "longtask",
});

async function takeLongTasks() {
  await new Promise((resolve) => setTimeout(resolve, 250));
  const taken = tasks;
  tasks = [];
  return taken;
}

/**
 * How far the page has been scrolled, once that is further than before or cannot be; and how far it
 * can be.
 */
async function scrolled(before = -1) {
  const { scrollingElement: page } = document;
  for (let left = 120; left > 0; left -= 1) {
    await paint();
    if (page.scrollTop > before) {
      break;
    }
  }
  return { at: page.scrollTop, end: page.scrollHeight - page.clientHeight };
}

/** The names of the sections. */
function sections() {
  return [...host.querySelectorAll(scholion.PARTS.sections)].map(({ id }) => id).filter(Boolean);
}

/**
 * Goes to a fragment as a link does, and waits until nothing moves. Gives how far its top is from
 * where it should be: at the window's top, less the margin that its style sheet asks for.
 */
async function goTo(fragment) {
  location.hash = fragment;
  const target = document.getElementById(fragment);
  let before;
  for (let still = 0, left = 600; still < 15; left -= 1) {
    await paint();
    const { top } = target.getBoundingClientRect();
    still = top === before ? still + 1 : 0;
    before = top;
    if (left === 0) {
      throw new Error(`#${fragment} does not come to rest`);
    }
  }
  return before - (parseFloat(getComputedStyle(target).scrollMarginTop) || 0);
}

Object.assign(window, {
  showArticle, mountAgain, showMarker, reach, awaitCard, awaitBare, takeInteractions, state, takeLongTasks, scrolled, sections, goTo,
});
document.documentElement.dataset.ready = "";
