/**
 * The Rust core, in two builds. `reader` shows articles that are structured (JSON) or built into the
 * page already; `full` reads every source and writes references in every format. Each is loaded
 * once for all elements of a page, and only when one of them needs it.
 */
import { say } from "./messages.js";

/** The core could not be loaded; `cause` says why. */
export class CoreError extends Error {}

/** The core has ended by a fault of its own; the message says where. */
export class CoreFault extends Error {}

// Addresses are written out, as `new URL("…", import.meta.url)`: bundlers know files by that.
const BUILDS = {
  reader: {
    module: () => import("./pkg/reader.js"),
    wasm: new URL("./pkg/reader_bg.wasm", import.meta.url).href,
  },
  full: {
    module: () => import("./pkg/scholion.js"),
    wasm: new URL("./pkg/scholion_bg.wasm", import.meta.url).href,
  },
};

/** The words of languages that the reader build does not have. */
const WORDS = {
  ar: new URL("./words/ar.json", import.meta.url).href,
  de: new URL("./words/de.json", import.meta.url).href,
};

const builds = new Map();

/**
 * Loads a build of the core; every call gives the same promise. Call it early to warm up, or with
 * the address of the wasm file where that is not in `pkg/`. A page that preloads the file with its
 * hash has it held against that. Whoever asks for `reader` is given `full` where that is coming.
 */
export function loadCore(build = "full", wasm = BUILDS[build].wasm) {
  if (last) {
    return Promise.reject(last);
  }
  const wanted = build === "reader" && builds.has("full") ? "full" : build;
  if (!builds.has(wanted)) {
    builds.set(
      wanted,
      load(BUILDS[wanted].module, wasm).catch((error) => {
        builds.delete(wanted);
        const { text } = say("coreFailed", { wanted: ["en"], reason: error.message });
        throw new CoreError(text, { cause: error });
      }),
    );
  }
  return builds.get(wanted);
}

/** Whether this is the full build. */
export const isFull = (core) => "exportFrom" in core;

/** Module and wasm come side by side; the wasm is compiled while it comes. */
async function load(module, wasm) {
  const bytes = fetched(wasm);
  // Where the module fails first, nobody waits for this any more.
  bytes.catch?.(() => {});
  const core = await module();
  await core.default({ module_or_path: bytes });
  watch(core);
  return core;
}

/** Those who hear when an instance of the core has ended. */
const hearers = new Set();

/** The builds whose instances have just ended, and the faults. */
const ended = new Map();

/** How often the instance of a build has been made anew. */
const numbers = new Map();

/** So often a new instance is made. After that something is wrong that does not pass. */
const MOST_INSTANCES = 5;
let instances = 0;

/** The fault after which there is no other. */
let last;

/**
 * Calls back when an instance of the core has ended by a fault of its own: with the build, the
 * error, the element whose event was being handled (if it was one), and whether there is a new
 * instance. Readers of the old one are of no use any more.
 */
export function whenEnded(hearer) {
  hearers.add(hearer);
}

/** Which of its instances a build is at. */
export function instanceOf(core) {
  return numbers.get(core) ?? 0;
}

/** What an error is that a call of the core has thrown: where its instance has ended by it, a fault. */
export function faultOf(core, error) {
  const ends = error instanceof WebAssembly.RuntimeError || error instanceof RangeError || error.name === "InternalError";
  if (!ends || !core) {
    return error;
  }
  if (!ended.has(core)) {
    // No panic, of which it would have told: it has run out of memory, or its stack has.
    try {
      core.giveUp();
    } catch {
      // Of its stack: then it can be asked for nothing any more.
      instances = MOST_INSTANCES;
    }
    end(core, error.message);
  }
  return ended.get(core);
}

function watch(core) {
  core.onPanic((reason, host) => end(core, reason, host));
}

function end(core, reason, host) {
  const error = new CoreFault(reason);
  ended.set(core, error);
  numbers.set(core, instanceOf(core) + 1);
  let anew = false;
  // Before anybody else calls it.
  queueMicrotask(() => {
    instances += 1;
    if (instances > MOST_INSTANCES) {
      last = error;
      return;
    }
    try {
      core.beginAnew();
      watch(core);
      anew = true;
    } catch {
      last = error;
    }
  });
  // Behind whoever has called it, and has to deal with the error.
  setTimeout(() => {
    ended.delete(core);
    hearers.forEach((hearer) => hearer({ core, error, host, anew }));
  });
}

/** What is fetched from an address; a response or bytes are what they are. */
function fetched(wasm) {
  return typeof wasm === "string" || wasm instanceof URL ? fetchHeld(String(wasm)) : wasm;
}

/** Fetches a file and holds it against its hash, where the page says one: at its preload, or in its import map. */
function fetchHeld(address) {
  const preloads = document.querySelectorAll("link[rel=preload][as=fetch][integrity]");
  const preload = [...preloads].find((link) => link.href === address);
  const integrity = preload?.integrity ?? mapped(address);
  return fetch(address, integrity ? { integrity } : {});
}

/** The hash that the page's import map has of a file. */
function mapped(address) {
  for (const { textContent } of document.querySelectorAll("script[type=importmap]")) {
    try {
      const [, hash] =
        Object.entries(JSON.parse(textContent).integrity ?? {}).find(
          ([file]) => new URL(file, document.baseURI).href === address,
        ) ?? [];
      if (hash) {
        return hash;
      }
    } catch {
      // A map that is none is the page's own affair.
    }
  }
  return undefined;
}

const translations = new Map();

/** The words of a language that the reader build does not have, as a text of JSON. */
export function loadWords(language) {
  if (!translations.has(language)) {
    const words = fetchHeld(WORDS[language]).then(async (response) => {
      if (!response.ok) {
        throw new Error(`${response.url} answered ${response.status}`);
      }
      return response.text();
    });
    words.catch(() => translations.delete(language));
    translations.set(language, words);
  }
  return translations.get(language);
}
