// What Rust cannot say of the browser by itself, and the one way in which markup reaches it:
// `web-sys` would pass a bare string, which a page under `require-trusted-types-for 'script'`
// refuses.
const policy = globalThis.trustedTypes?.createPolicy("scholion", { createHTML: (html) => html });

/** Replaces what an element holds by markup that the Rust core has written. */
export function setMarkup(element, html) {
  // XSS-Safety: the core's one escaper has seen every character of the article in this string.
  element.innerHTML = policy ? policy.createHTML(html) : html;
}

/** Whether this engine can place a box beside another. */
export function hasAnchors() {
  return CSS.supports("anchor-name: --a") && CSS.supports("top: anchor(bottom)");
}

/** Whether a picture could not be loaded, before anybody listened. */
export function isLostPicture(picture) {
  // One that waits for the reader to come near is not complete.
  return picture.complete && picture.naturalWidth === 0 && picture.currentSrc !== "";
}

/**
 * Moves a node that is in the page to another place in it, before another node or to the end. With
 * `moveBefore` it keeps its state: what a frame has loaded, the focus, what plays.
 */
export function moveInto(home, node, before) {
  if (home.moveBefore && home.isConnected && node.isConnected) {
    home.moveBefore(node, before ?? null);
  } else {
    home.insertBefore(node, before ?? null);
  }
}

/** How deep a page is looked into. What lies deeper is taken as text. */
const DEEPEST = 500;

/**
 * What an element holds, as `Tree::from_snapshot` reads it: a text is a string, an element is
 * `[name, attributes, …children]`, anything else is null. `nodes` has the nodes in the same order,
 * null for the text of what lies too deep.
 */
export function snapshot(element) {
  const nodes = [];
  const take = (node, depth) => {
    nodes.push(node);
    if (node.nodeType === Node.TEXT_NODE || node.nodeType === Node.CDATA_SECTION_NODE) {
      return wellFormed(node.data);
    }
    if (node.nodeType !== Node.ELEMENT_NODE) {
      return null;
    }
    const attributes = {};
    for (const { name, value } of node.attributes) {
      attributes[name] = wellFormed(value);
    }
    const taken = [node.localName, attributes];
    if (depth >= DEEPEST) {
      nodes.push(null);
      taken.push(wellFormed(node.textContent));
      return taken;
    }
    for (const child of node.childNodes) {
      taken.push(take(child, depth + 1));
    }
    return taken;
  };
  return { json: JSON.stringify(take(element, 0)), nodes };
}

/** The sign of `quiet`: a noncharacter, which stands in no text. */
const BREAK = "\uFDD0";

/**
 * A page's source without names that do something: of handlers, of `style` and of style sheets. In a
 * page that is not shown nothing comes of them, but a browser that holds a policy reports each that it
 * parses. Names of attributes are broken by a sign that is taken out of what has been read, and a
 * style sheet becomes a `<noframes>`, which is parsed by the same rules wherever it stands
 * (https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-inhead).
 */
function quiet(text) {
  return text
    .replaceAll(BREAK, "\uFFFD")
    .replace(/(?<=(?:[\s"']|[^<]\/)o)(?=n[a-z])/gi, BREAK)
    .replace(/(?<=(?:[\s"']|[^<]\/)s)(?=tyle[\s=/>])/gi, BREAK)
    .replace(/(?<=<\/?)style(?=[\s/>])/gi, "noframes");
}

/** What the source of a page holds, as JSON. */
export function pageSnapshot(text) {
  const source = quiet(text);
  // XSS-Safety: in a document that is not shown nothing runs or is loaded; only its tree is read.
  const page = new DOMParser().parseFromString(policy ? policy.createHTML(source) : source, "text/html");
  return snapshot(page.documentElement).json.replaceAll(BREAK, "");
}

/** Half of a pair of units is no character; its place is kept. */
function wellFormed(text) {
  return text.isWellFormed?.() === false ? text.toWellFormed() : text;
}

/**
 * Takes every element inside that a selector finds out of speech and of the order of the Tab key,
 * or gives them back.
 */
export function leaveOut(element, selector, out) {
  for (const found of element.querySelectorAll(selector)) {
    if (out && !left.has(found)) {
      left.set(found, Object.keys(LEFT_OUT).map((name) => [name, found.getAttribute(name)]));
    }
    for (const [name, value] of out ? Object.entries(LEFT_OUT) : (left.get(found) ?? [])) {
      if (value === null) {
        found.removeAttribute(name);
      } else {
        found.setAttribute(name, value);
      }
    }
    if (!out) {
      left.delete(found);
    }
  }
}

/** What leaves an element out of speech and of the order of the Tab key. */
const LEFT_OUT = { "aria-hidden": "true", tabindex: "-1" };

/** What those that are left out had instead: a page's own markers may have something of theirs. */
const left = new WeakMap();

/** Calls back when the next frame has been painted; gives what calls it off. */
export function afterFrame(act) {
  let timer;
  const frame = requestAnimationFrame(() => {
    timer = setTimeout(act);
  });
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
}

/** Shows or hides a popover; does nothing where it is already so, or not in the page. */
export function setPopover(element, open) {
  if (element.isConnected && element.matches(":popover-open") !== open) {
    element.togglePopover(open);
  }
}

/**
 * Shows a popover that belongs to another element: Tab goes from that into it, in engines that
 * know the relation.
 */
export function showPopoverOf(element, source) {
  if (element.isConnected && !element.matches(":popover-open")) {
    element.showPopover({ source });
  }
}

/**
 * A watcher of what closes things on this machine (the Back of a telephone, Escape), or undefined
 * where there is none. It sends `close` once.
 */
export function closeWatcher() {
  return globalThis.CloseWatcher ? new CloseWatcher() : undefined;
}

/** Ends such a watcher. */
export function endWatcher(watcher) {
  watcher.destroy();
}

/**
 * A copy of what is selected, in the tree that an element is in; undefined where nothing is. What
 * is selected inside of a shadow tree is told only to who asks for that tree.
 */
export function selectedRange(beside) {
  const selection = getSelection();
  const root = beside.getRootNode();
  if (!(root instanceof ShadowRoot)) {
    return selection.rangeCount > 0 ? selection.getRangeAt(0).cloneRange() : undefined;
  }
  const [found] = selection.getComposedRanges?.({ shadowRoots: [root] }) ?? [];
  if (!found) {
    return undefined;
  }
  const range = document.createRange();
  range.setStart(found.startContainer, found.startOffset);
  range.setEnd(found.endContainer, found.endOffset);
  return range;
}

/** Puts text on the clipboard; resolves to whether that was allowed. `near` is what asked for it. */
export async function copyText(text, near) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text, near);
  }
}

/**
 * No secure context, or no permission: the old way, which asks for a selected field. It stands
 * beside what asked for it, so that the focus does not leave the card; focus and selection are
 * given back.
 */
function copyBySelection(text, near) {
  const focused = document.activeElement;
  const selection = getSelection();
  const range = selection.rangeCount > 0 ? selection.getRangeAt(0) : undefined;
  const field = document.createElement("textarea");
  field.value = text;
  field.readOnly = true;
  field.className = "sch-spoken";
  near.after(field);
  field.select();
  let done = false;
  try {
    done = document.execCommand("copy");
  } catch {
    // It stays false.
  }
  field.remove();
  focused?.focus?.({ preventScroll: true });
  if (range) {
    selection.removeAllRanges();
    selection.addRange(range);
  }
  return done;
}

/** Offers text as a file. */
export function saveFile(name, type, text) {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken the address by then.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
