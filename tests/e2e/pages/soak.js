// What a long run needs of the page: articles that come and go, a thing to act upon, and whether
// everything is in order.
import "/www/scholion-define.js";
import { loadCore } from "/www/scholion.js";

const main = document.querySelector("main");

const core = await loadCore("full");
const { memory } = await core.default();

/** Bytes of the core's memory. */
window.coreBytes = () => memory.buffer.byteLength;

function made(src, id) {
  const element = document.createElement("scholion-article");
  element.setAttribute("src", src);
  if (id) {
    element.id = id;
  }
  return element;
}

function shown(element) {
  return new Promise((resolve, reject) => {
    element.addEventListener("scholion-ready", () => resolve(element), { once: true });
    element.addEventListener("scholion-error", ({ detail }) => reject(detail.error), { once: true });
    main.append(element);
  });
}

/** Shows an article and takes it away, so many times. */
window.comeAndGo = async (src, times) => {
  for (let time = 0; time < times; time += 1) {
    const element = await shown(made(src));
    element.querySelector(".sch-marker")?.focus({ preventScroll: true });
    element.remove();
    await new Promise((resolve) => setTimeout(resolve));
  }
};

/** Shows an article so many times beside itself. */
window.side = (src, times) => Promise.all(Array.from({ length: times }, () => shown(made(src))));

/** The place of something that can be seen, brought near; null where there is nothing. */
window.placeOf = async (selector, choice) => {
  const all = [...document.querySelectorAll(selector)].filter((one) => one.checkVisibility({ visibilityProperty: true }));
  const one = all[choice % all.length];
  if (!one) {
    return null;
  }
  if (!one.closest(":popover-open")) {
    one.scrollIntoView({ block: "center", behavior: "instant" });
  }
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  const box = one.getClientRects()[0];
  if (!box) {
    return null;
  }
  const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
  return x > 0 && y > 0 && x < innerWidth && y < innerHeight ? [x, y] : null;
};

/** What is not as it always has to be. */
window.disorder = () => {
  const wrong = [];
  const open = [...document.querySelectorAll(".sch-card")].filter((card) => card.matches(":popover-open"));
  if (open.length > 1) {
    wrong.push(`${open.length} cards are open`);
  }
  for (const card of open) {
    const box = card.getBoundingClientRect();
    if (box.left < -1 || box.right > document.documentElement.clientWidth + 1 || box.height < 20) {
      wrong.push(`a card is at ${JSON.stringify(box)} in a window of ${innerWidth} × ${innerHeight}`);
    }
    if (!document.querySelector("[data-sch-open]")) {
      wrong.push("a card is open of no marker");
    }
  }
  if (open.length === 0 && document.querySelector("[data-sch-open]")) {
    wrong.push("a marker is open without a card");
  }
  for (const element of document.querySelectorAll("scholion-article")) {
    if (element.state !== "ready") {
      continue;
    }
    for (const [selector, count] of [[":scope > .scholion", 1], [":scope > .sch-card", 1], [":scope > .sch-error", 0], [":scope > .sch-progress", 0]]) {
      const found = element.querySelectorAll(selector).length;
      if (found !== count) {
        wrong.push(`${found} × ${selector}`);
      }
    }
    for (const toggle of element.querySelectorAll(".sch-toggle")) {
      const body = document.getElementById(toggle.getAttribute("aria-controls"));
      if (!body || (toggle.getAttribute("aria-expanded") === "true") === body.hasAttribute("hidden")) {
        wrong.push(`${toggle.textContent.slice(0, 30)} says that it is ${toggle.getAttribute("aria-expanded")}`);
      }
    }
  }
  const ids = [...document.querySelectorAll("[id]")].map((one) => one.id);
  const twice = ids.filter((id, at) => ids.indexOf(id) !== at);
  if (twice.length > 0) {
    wrong.push(`ids stand twice: ${twice.slice(0, 3)}`);
  }
  return [...wrong, ...seen.errors, ...seen.violations];
};

// A link that leads elsewhere is followed as far as the page: what is looked at is here.
addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href]");
  if (link && new URL(link.href).pathname !== location.pathname) {
    event.preventDefault();
  }
});

const first = globalThis.navigation?.currentEntry?.index;

/** A step back, but not out of the page. */
window.goBack = () => {
  // Firefox has no entry for a moment while one is on its way.
  if (globalThis.navigation?.currentEntry?.index > first) {
    history.back();
  }
};

document.documentElement.dataset.ready = "";
