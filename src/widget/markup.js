// The one way in which markup reaches the browser. `web-sys` would pass a bare string, which a
// page under `require-trusted-types-for 'script'` refuses.
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

/** Shows or hides a popover; does nothing where it is already so, or not in the page. */
export function setPopover(element, open) {
  if (element.isConnected && element.matches(":popover-open") !== open) {
    element.togglePopover(open);
  }
}
