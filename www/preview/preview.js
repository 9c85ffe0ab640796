/**
 * The preview: shows what the server has read of an article, and anew whenever that changes. The
 * reader stays where they are, and what they have closed stays closed.
 *
 * The server tells the revision by `/events`; `/preview.json` holds what is to be shown:
 * `{ preview, name, base, article, failure, findings }`. A finding is as `scholion check --format
 * json` has it, with its `place` in the page: behind the element with the `id`, or the `element`
 * itself (`[kind, number]`), or the `words` that follow on `before`.
 */
import "../widget/scholion-define.js";

const element = document.querySelector("scholion-article");
const marks = document.querySelector("#marks");
const list = document.querySelector("#findings");
const tally = document.querySelector("#tally");
const failure = document.querySelector("#failure");

/** The line at which somebody reads, as a share of the window's height. */
const LINE = 0.25;
/** How long the place is kept while pictures are still coming, in ms. */
const HELD = 1500;
/** How long the server may be silent before that is said, in ms. */
const PATIENCE = 3000;
/** How far behind its landmark a finding's words are looked for, in characters. */
const REACH = 20_000;
/** Words as short as this are not looked for by themselves. */
const SHORT = 4;
/** The size of a mark; marks nearer to one another than `NEAR` are one, in px. */
const MARK = 24;
const NEAR = 18;
/** How far beside the text marks stand where there is room, and how much of it there has to be. */
const BEYOND = 30;
const ROOM = 64;

const BLOCKS =
  ":is(.sch-header, .sch-main) :is(h1, h2, h3, h4, h5, h6, p, li, dt, dd, figure, table, pre, blockquote, .sch-math)";

const COUNTED = {
  image: "img, .sch-missing:not(img + .sch-missing)",
  formula: ".sch-formula, .sch-math",
  table: ".sch-table",
};

/** What a closed part holds: laid out or not, it is not seen. */
const CLOSED = ".sch-content[hidden]";

/** What has a heading. */
const PARTS = ".sch-section, .sch-box";

const SEVERITIES = ["error", "warning", "info"];

let shown = {};
let findings = [];
/** The finding that was chosen, by its name. */
let chosen;

/* What is to be shown, one after the other. */

/** The revision that the server has told of, and the one that is shown. */
let told;
let done;
let busy = false;

async function update() {
  if (busy) {
    return;
  }
  busy = true;
  while (told !== done) {
    const next = told;
    try {
      const response = await fetch("/preview.json");
      await show(await response.json());
    } catch (error) {
      say(failure, `The preview could not be brought up to date: ${error.message}`);
    }
    done = next;
  }
  busy = false;
}

const events = new EventSource("/events");
let silence;

events.addEventListener("message", ({ data }) => {
  told = data;
  update();
});

events.addEventListener("error", () => {
  // It is asked again in any case; most often it answers.
  silence ??= setTimeout(() => {
    done = undefined;
    say(failure, "The server does not answer. The preview goes on when it is there again.");
  }, PATIENCE);
});

events.addEventListener("open", () => {
  clearTimeout(silence);
  silence = undefined;
});

async function show(next) {
  if (shown.preview !== undefined && shown.preview !== next.preview) {
    location.reload();
    return;
  }
  document.querySelector("#file").textContent = next.name;
  const article = JSON.stringify(next.article);
  if (next.article && (article !== shown.text || next.base !== shown.base)) {
    await swap(next.article, next.base);
    const title = element.querySelector(".sch-title")?.textContent;
    document.title = title ? `${title} – ${next.name}` : next.name;
  }
  shown = { preview: next.preview, text: article, base: next.base };
  say(failure, next.failure && withStop(next.failure));
  tell(next.findings, next.failure);
}

function say(home, text) {
  home.hidden = !text;
  if (home.textContent !== (text ?? "")) {
    home.textContent = text ?? "";
  }
}

function withStop(text) {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

/* The article in place of the one before. */

async function swap(article, base) {
  const before = element.article && whereIAm();
  const folded = new Map(toggles().map((toggle) => [part(toggle), isOpen(toggle)]));
  const focus = element.contains(document.activeElement) ? address(document.activeElement) : undefined;
  if (before !== null && before !== undefined) {
    // A fragment of the address has been gone to long ago.
    history.replaceState(null, "", location.pathname + location.search);
  }
  await element.load(article, { base });
  for (const toggle of toggles()) {
    if (folded.has(part(toggle)) && folded.get(part(toggle)) !== isOpen(toggle)) {
      toggle.click();
    }
  }
  for (const picture of element.querySelectorAll("img")) {
    // Those that are known already are there at once, with their size.
    picture.loading = "eager";
    picture.decoding = "sync";
  }
  if (focus) {
    element.querySelector(focus)?.focus({ preventScroll: true });
  }
  if (before) {
    hold(before);
  }
}

function toggles() {
  return [...element.querySelectorAll(".sch-toggle")];
}

function part(toggle) {
  return toggle.getAttribute("aria-controls");
}

function isOpen(toggle) {
  return toggle.getAttribute("aria-expanded") === "true";
}

/** A selector of an element that will most probably be there again. */
function address(found) {
  if (found.id) {
    return `[id="${CSS.escape(found.id)}"]`;
  }
  const controls = found.getAttribute("aria-controls");
  return controls ? `[aria-controls="${CSS.escape(controls)}"]` : undefined;
}

function blocks() {
  return [...element.querySelectorAll(BLOCKS)];
}

/** What a block says, without its numbers: a new reference changes those of all that follow. */
function words(block) {
  return block.textContent.replace(/[\d\s]+/g, " ").trim();
}

/**
 * The block at the reading line: which one of the article's, what all of them say, and its
 * distance from the top of the window. Null where the article's beginning is in view, which stays
 * so; undefined where there is nothing to be held.
 */
function whereIAm() {
  if (scrollY < 1) {
    return null;
  }
  const all = blocks();
  const line = innerHeight * LINE;
  let at = -1;
  for (const [number, block] of all.entries()) {
    if (block.closest(CLOSED) || block.getClientRects().length === 0) {
      continue;
    }
    const { top, bottom } = block.getBoundingClientRect();
    if (top <= line && bottom > line) {
      // What stands in it follows.
      at = number;
    } else if (top > line) {
      at = at < 0 ? number : at;
      break;
    }
  }
  if (at < 0) {
    return undefined;
  }
  const { top } = all[at].getBoundingClientRect();
  return { at, top, said: all.map(words), text: all.map((block) => block.textContent) };
}

/** The block of the article as it is now that was at a place. */
function sameBlock({ at, said, text }) {
  const all = blocks();
  const now = all.map(words);
  let begin = 0;
  while (begin < said.length && begin < now.length && said[begin] === now[begin]) {
    begin += 1;
  }
  if (at < begin) {
    return all[at];
  }
  let end = 0;
  const most = Math.min(said.length, now.length) - begin;
  while (end < most && said[said.length - 1 - end] === now[now.length - 1 - end]) {
    end += 1;
  }
  if (at >= said.length - end) {
    return all[at + now.length - said.length];
  }
  // Among what has changed: the same words, or those of a neighbour, as near as can be.
  const changed = [...all.keys()].slice(begin, now.length - end);
  for (const [was, is] of [
    [text, all.map((block) => block.textContent)],
    [said, now],
  ]) {
    for (const near of [0, 1, -1, 2, -2]) {
      const found = changed.filter((number) => is[number] === was[at + near]);
      if (found.length > 0) {
        const nearest = found.reduce((one, other) => (Math.abs(other - near - at) < Math.abs(one - near - at) ? other : one));
        return all[Math.max(0, Math.min(nearest - near, all.length - 1))];
      }
    }
  }
  return all[Math.min(at, Math.max(begin, now.length - end - 1), all.length - 1)];
}

/** Keeps a place at its height until the reader moves, or until all is there. */
function hold(place) {
  const block = sameBlock(place);
  const keep = () => {
    const isSeen = block && !block.closest(CLOSED) && block.getClientRects().length > 0;
    const off = isSeen ? block.getBoundingClientRect().top - place.top : 0;
    if (Math.abs(off) >= 1) {
      scrollBy({ top: off, behavior: "instant" });
    }
  };
  keep();
  const observer = new ResizeObserver(keep);
  observer.observe(element);
  const moved = new AbortController();
  const end = () => {
    observer.disconnect();
    moved.abort();
  };
  for (const name of ["wheel", "touchmove", "pointerdown", "keydown"]) {
    addEventListener(name, end, { signal: moved.signal, passive: true, capture: true });
  }
  setTimeout(end, HELD);
}

/* What there is to say. */

function tell(found, failed) {
  const names = new Map();
  findings = found.map((finding) => {
    const name = nameOf(finding);
    const count = (names.get(name) ?? 0) + 1;
    names.set(name, count);
    return { ...finding, name: `${name} ${count}` };
  });
  const focused = document.activeElement?.dataset?.name;
  list.replaceChildren(...findings.map(item));
  if (focused !== undefined) {
    [...list.querySelectorAll(".finding")].find(({ dataset }) => dataset.name === focused)?.focus({ preventScroll: true });
  }
  const counts = SEVERITIES.map((severity) => found.filter((one) => one.severity === severity).length);
  const said = [counted(counts[0], "error"), counted(counts[1], "warning"), counts[2] ? `${counts[2]} to know` : ""];
  say(tally, said.filter(Boolean).join(" · ") || (failed ? "" : "Nothing to report"));
  tally.hidden = false;
  for (const finding of findings) {
    finding.target = target(finding.place);
  }
  setMarks();
  mark(findings.find(({ name }) => name === chosen));
}

function counted(count, word) {
  return count ? `${count} ${word}${count === 1 ? "" : "s"}` : "";
}

/** What a finding is still known by when lines have moved. */
function nameOf({ code, message, file }) {
  return `${code} ${message} ${file}`;
}

function make(tag, values, ...children) {
  const made = Object.assign(document.createElement(tag), values);
  made.append(...children.filter((child) => child !== undefined));
  return made;
}

/** A text whose `code` is set as such. */
function prose(text) {
  return text.split("`").map((piece, at) => (at % 2 ? make("code", { textContent: piece }) : piece));
}

function item(finding) {
  const { place, severity, code, message, hint, file, line, column } = finding;
  const word = severity === "info" ? "to know" : severity;
  const at = (name) => [name, line, column].filter((one) => one !== undefined).join(":");
  const button = make(
    place ? "button" : "div",
    { className: "finding" },
    make("span", { className: "severity" }, make("b", { textContent: word }), " ", make("code", { textContent: code })),
    make("span", { className: "message" }, ...prose(message)),
    hint && make("span", { className: "hint" }, ...prose(hint)),
    make("span", { className: "source", textContent: at(file.split(/[/\\]/).pop()), title: at(file) }),
  );
  button.dataset.severity = severity;
  button.dataset.name = finding.name;
  if (place) {
    button.type = "button";
    button.addEventListener("click", () => goTo(finding));
  }
  return make("li", {}, button);
}

/* Where it stands. */

/** The element, or the range of text, at a place; null where there is none. */
function target(place) {
  const root = element.querySelector(":scope > .scholion");
  if (!place || !root) {
    return null;
  }
  if (place.element) {
    const [kind, number] = place.element;
    const found = root.querySelectorAll(`:is(.sch-header, .sch-main) :is(${COUNTED[kind]})`)[number];
    if (found) {
      return found;
    }
  }
  const landmark = place.id === undefined ? null : document.getElementById(place.id);
  // Of a part it is the heading.
  const head = landmark?.matches(PARTS) ? landmark.querySelector(".sch-heading") : null;
  return (place.words && range(root, landmark, place)) || head || landmark || root.querySelector(".sch-title") || root;
}

/** The words of a place, behind its landmark. */
function range(root, landmark, { words: said, before = "" }) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const start = landmark ?? root.querySelector(".sch-header") ?? root;
  walker.currentNode = start;
  const nodes = [];
  let text = "";
  while (text.length < REACH && walker.nextNode()) {
    if (!walker.currentNode.parentElement.closest(".sch-contents, .sch-actions, .sch-tools")) {
      nodes.push([text.length, walker.currentNode]);
      text += walker.currentNode.data.replace(/\s/g, " ");
    }
  }
  // In the page the signs of the markup are gone.
  const plain = (source) => source.replace(/[*_`^~[\](){}#>|$\\]/g, "");
  for (const form of [(source) => source, plain]) {
    const own = form(said).trim();
    for (const ahead of [form(before), form(before).slice(-8), ""]) {
      const at = own && (ahead || own.length > SHORT) ? text.indexOf(ahead + own) : -1;
      if (at >= 0) {
        return rangeOf(nodes, at + ahead.length, own.length);
      }
    }
  }
  return null;
}

function rangeOf(nodes, at, length) {
  const made = document.createRange();
  const point = (offset, isEnd) => {
    const fits = ([begin]) => (isEnd ? begin < offset : begin <= offset);
    const [begin, node] = nodes.findLast(fits);
    return [node, Math.min(offset - begin, node.length)];
  };
  made.setStart(...point(at, false));
  made.setEnd(...point(at + length, true));
  return made;
}

function elementOf(found) {
  return found instanceof Range ? found.startContainer.parentElement : found;
}

/** Where a target is seen: itself, or the heading of what hides it. */
function rectOf(found) {
  if (!found) {
    return undefined;
  }
  let closed;
  for (let at = elementOf(found).closest(CLOSED); at; at = at.parentElement.closest(CLOSED)) {
    closed = at;
  }
  if (closed) {
    return toggles().find((toggle) => part(toggle) === closed.id)?.getClientRects()[0];
  }
  return (found instanceof Range ? found : seen(found)).getClientRects()[0];
}

/** An element, or what is seen of it: a picture that could not be loaded has no box of its own. */
function seen(found) {
  let at = found;
  while (at !== element && at.getClientRects().length === 0) {
    at = at.parentElement;
  }
  return at;
}

/* Marks in the margin. */

let placing;

function setMarks() {
  cancelAnimationFrame(placing);
  placing = requestAnimationFrame(placeMarks);
}

function placeMarks() {
  const home = marks.getBoundingClientRect();
  const text = element.querySelector(".sch-main")?.getBoundingClientRect();
  const groups = [];
  const placed = findings
    .map((finding) => ({ finding, rect: rectOf(finding.target) }))
    .filter(({ rect }) => rect && text)
    .map(({ finding, rect }) => ({ finding, y: rect.top + Math.min(rect.height, 28) / 2 - home.top }))
    .sort((one, other) => one.y - other.y);
  for (const { finding, y } of placed) {
    const last = groups.at(-1);
    if (last && y - last.y < NEAR) {
      last.findings.push(finding);
    } else {
      groups.push({ y, findings: [finding] });
    }
  }
  const rtl = text && getComputedStyle(element.querySelector(".sch-main")).direction === "rtl";
  // Where there is room, beyond what hangs out of the text.
  const far = text && Math.min(text.left - home.left, home.right - text.right) > ROOM ? BEYOND : 4;
  const x = text && (rtl ? text.right + far : text.left - far - MARK) - home.left;
  const focused = marks.contains(document.activeElement) ? [...marks.children].indexOf(document.activeElement) : -1;
  while (marks.children.length > groups.length) {
    marks.lastElementChild.remove();
  }
  for (const [number, group] of groups.entries()) {
    const button = marks.children[number] ?? marks.appendChild(make("button", { className: "mark", type: "button" }, make("span")));
    const { severity } = group.findings.reduce((one, other) =>
      SEVERITIES.indexOf(other.severity) < SEVERITIES.indexOf(one.severity) ? other : one,
    );
    const said = group.findings.map(({ severity: how, message }) => `${how === "info" ? "to know" : how}: ${message}`).join("\n");
    button.dataset.severity = severity;
    button.toggleAttribute("data-several", group.findings.length > 1);
    button.firstElementChild.textContent = group.findings.length > 1 ? group.findings.length : "";
    button.title = said;
    button.setAttribute("aria-label", group.findings.length > 1 ? `${group.findings.length} findings\n${said}` : said);
    button.style.left = `${x}px`;
    button.style.top = `${group.y - MARK / 2}px`;
    button.onclick = () => showItem(group.findings);
  }
  if (focused >= 0) {
    marks.children[focused]?.focus({ preventScroll: true });
  }
}

new ResizeObserver(setMarks).observe(element);
addEventListener("resize", setMarks);
element.addEventListener("scholion-section-toggle", setMarks);

/** From a mark to what it says; from one to the next where there are several. */
function showItem(group) {
  const at = group.findIndex(({ name }) => name === chosen);
  const finding = group[(at + 1) % group.length];
  mark(finding);
  const found = list.children[findings.indexOf(finding)];
  found?.scrollIntoView({ block: "nearest", behavior: "instant" });
  found?.firstElementChild.focus({ preventScroll: true });
}

/** From a finding to its place. */
function goTo(finding) {
  if (!finding.target) {
    return;
  }
  for (let at = elementOf(finding.target); at && at !== element; at = at.parentElement) {
    if (at.matches(CLOSED)) {
      toggles().find((toggle) => part(toggle) === at.id)?.click();
    }
  }
  mark(finding);
  const rect = rectOf(finding.target);
  if (rect && (rect.top < innerHeight * 0.1 || rect.bottom > innerHeight * 0.9)) {
    scrollBy({ top: rect.top - innerHeight * 0.35, behavior: "instant" });
  }
}

/** Marks the place of a finding, and no other. */
function mark(finding) {
  chosen = finding?.name;
  for (const other of list.querySelectorAll(".finding[aria-current]")) {
    other.removeAttribute("aria-current");
  }
  for (const other of element.querySelectorAll("[data-finding]")) {
    other.removeAttribute("data-finding");
  }
  globalThis.CSS.highlights?.delete("finding");
  if (!finding) {
    return;
  }
  list.children[findings.indexOf(finding)]?.firstElementChild.setAttribute("aria-current", "true");
  if (finding.target instanceof Range && globalThis.CSS.highlights) {
    CSS.highlights.set("finding", new Highlight(finding.target));
  } else if (finding.target) {
    seen(elementOf(finding.target)).setAttribute("data-finding", "");
  }
}
