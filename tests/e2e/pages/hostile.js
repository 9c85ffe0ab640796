// Puts vectors into every position of every format, shows each article, and looks at what has
// become of it. `tryAll(address)` begins; `window.outcome` is there at the end.
import "/www/scholion-define.js";
import { FORMATS } from "./positions.js";

/** What articles are made of. Whatever else stands in one has come from a vector. */
const ELEMENTS = new Set(
  ("a abbr aside bdi blockquote br button caption cite code dd div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 header hr " +
    "img input kbd li mark nav ol option p path pre s section select small span strong sub sup svg table tbody td tfoot " +
    "th thead time tr u ul del " +
    "math mfrac mmultiscripts mover mpadded mphantom mprescripts mroot mrow mspace msqrt mstyle msub msubsup msup " +
    "mtable mtd mtr munder munderover merror mi mn mo ms mtext semantics").split(" "),
);

const CONTROLS = new Set(["button", "input", "select", "option"]);

/** Attributes that run, load or place something. */
const FORBIDDEN = /^(on|style$|srcdoc$|srcset$|action$|formaction$|ping$|background$|poster$|data$|code$|target$|name$|is$|slot$|xlink:|xmlns:|attributename$|nonce$|http-equiv$|autofocus$|contenteditable$|accesskey$)/i;

/**
 * Where links may lead, and what pictures may be loaded from: as the browser itself understands the
 * address. What it takes for none (`:`) leads nowhere.
 */
const LINKS = new Set(["http:", "https:", "mailto:", "tel:", ":"]);
const PICTURES = /^(https?:|data:image\/(png|jpeg|gif|webp|avif)[;,])/;

const host = document.querySelector("main");
const trips = [];
const trip = (what) => trips.push(what);

// Whatever a script of a vector would do to be noticed, is.
for (const name of ["alert", "confirm", "prompt", "print", "open", "eval"]) {
  window[name] = () => trip(name);
}
for (const name of ["write", "writeln", "execCommand"]) {
  document[name] = () => trip(`document.${name}`);
}
for (const name of ["xss", "pwned", "hacked", "_xss", "x5", "xxx"]) {
  Object.defineProperty(window, name, { configurable: false, get: () => undefined, set: () => trip(name) });
}
addEventListener("beforeunload", () => trip("the page is left"));
addEventListener("hashchange", () => trip("the fragment is changed"));
addEventListener("message", () => trip("a message"));

// What a page's scripts rely on, and no id of an article may stand for.
const RELIED_ON = ["body", "head", "cookie", "forms", "images", "links", "location", "defaultView", "documentElement", "createElement", "getElementById", "querySelector", "implementation", "scripts", "title", "domain", "referrer"];
const relied = RELIED_ON.map((name) => document[name]);

function look(root) {
  const found = [];
  for (const element of root.querySelectorAll("*")) {
    if (!ELEMENTS.has(element.localName)) {
      found.push(`<${element.localName}>`);
    }
    for (const { name, value } of element.attributes) {
      // The widget itself sets the place of its own anchor.
      if (FORBIDDEN.test(name) && !element.matches(".sch-anchor")) {
        found.push(`${element.localName} ${name}=${value}`);
      }
    }
    // Controls are the widget's, and only in these are drawings.
    if (CONTROLS.has(element.localName) && !element.closest("[class^=sch-]:is(button, input, select)")) {
      found.push(`<${element.localName}> of an article`);
    }
    if (element.localName === "svg" && !element.parentElement.matches("[class^=sch-]:is(button, a)")) {
      found.push("<svg> of an article");
    }
    if (element.localName === "a" && element.hasAttribute("href") && !LINKS.has(element.protocol)) {
      found.push(`a leads to ${element.href}`);
    }
    if (element.localName === "img" && !PICTURES.test(element.src)) {
      found.push(`img loads ${element.src}`);
    }
  }
  return found;
}

/** The tree that a parser makes of what another has written: it has to be the same, or markup could hide in it. */
function isStable(root) {
  // A carriage return is written bare by browsers, and read as a line feed.
  const markup = root.outerHTML.replaceAll("\r", "&#13;");
  // XSS-Safety: in a document that is not shown nothing runs or is loaded.
  const again = new DOMParser().parseFromString(markup, "text/html").body.firstElementChild;
  return again?.isEqualNode(root) ?? false;
}

/** Under a policy that lets the core alone write markup, nothing is parsed again here. */
const wanted = new URLSearchParams(location.search);
const parses = !wanted.has("strict");

/** Of all articles every third, say, from the second on: `part=2/3`. */
const [number, of] = (wanted.get("part") ?? "1/1").split("/").map(Number);
let articles = 0;

const outcome = { tried: 0, read: 0, refused: 0, found: [], trips, vectors: 0, positions: 0 };

function note(what, where, payload) {
  if (outcome.found.length < 20) {
    outcome.found.push(`${what} in ${where} by ${JSON.stringify(payload)}`);
  }
}

async function tryOne(format, position, payload) {
  articles += 1;
  if (articles % of !== number - 1) {
    return;
  }
  const where = `${format}, ${position}`;
  const element = document.createElement("scholion-article");
  host.append(element);
  const before = trips.length;
  let source;
  try {
    source = FORMATS[format][position](payload);
  } catch {
    element.remove();
    return;
  }
  outcome.tried += 1;
  try {
    await element.load(source, typeof source === "string" ? { format } : {});
    outcome.read += 1;
    for (const marker of [...element.querySelectorAll(".sch-marker, .sch-cross")].slice(0, 2)) {
      element.openCitation(marker);
    }
  } catch {
    // What cannot be read is refused with a message, which is looked at like the rest.
    outcome.refused += 1;
  }
  const found = look(element);
  const root = element.querySelector(".scholion");
  if (root && parses && !isStable(root)) {
    found.push("another tree when parsed again");
  }
  if (RELIED_ON.some((name, at) => document[name] !== relied[at])) {
    found.push("a property of the document is another one");
  }
  for (const what of found.slice(0, 3)) {
    note(what, where, payload);
  }
  if (trips.length > before) {
    note(`it ran (${trips.slice(before)})`, where, payload);
  }
  element.remove();
}

const formats = Object.entries(FORMATS).filter(([format]) => !wanted.has("only") || format === wanted.get("only"));

async function tryAll(address) {
  const vectors = await (await fetch(address)).json();
  // Half of a pair of units stands in no file.
  vectors.push({ payload: "\ud800<script>alert(1)</script>" });
  for (const { payload } of vectors) {
    for (const [format, positions] of formats) {
      for (const position of Object.keys(positions)) {
        await tryOne(format, position, payload);
      }
    }
    outcome.vectors += 1;
    // What a vector has left behind shows itself a task later.
    await new Promise((resolve) => setTimeout(resolve));
  }
  outcome.positions = formats.reduce((count, [, positions]) => count + Object.keys(positions).length, 0);
  window.outcome = outcome;
}

window.tryAll = tryAll;
document.documentElement.dataset.ready = "";
