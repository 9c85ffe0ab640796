// What goes wrong on the page, and what the element tells, from the first moment on.
window.seen = { errors: [], violations: [], events: [] };
// Caught on its way down, so that a file that cannot be loaded counts too.
addEventListener(
  "error",
  (event) => seen.errors.push(String(event.message ?? `no ${event.target.localName}`)),
  true,
);
addEventListener("unhandledrejection", (event) => seen.errors.push(String(event.reason)));
document.addEventListener("securitypolicyviolation", (event) =>
  seen.violations.push(`${event.violatedDirective} ${event.blockedURI}`),
);
for (const name of ["ready", "error", "citation-open", "citation-close", "section-toggle", "navigate"]) {
  document.addEventListener(`scholion-${name}`, () => seen.events.push(name));
}
