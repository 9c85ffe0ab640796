// What goes wrong on the page, and what the element tells, from the first moment on.
window.seen = { errors: [], violations: [], events: [] };
addEventListener("error", (event) => seen.errors.push(String(event.message)));
addEventListener("unhandledrejection", (event) => seen.errors.push(String(event.reason)));
document.addEventListener("securitypolicyviolation", (event) =>
  seen.violations.push(`${event.violatedDirective} ${event.blockedURI}`),
);
for (const name of ["ready", "error", "citation-open", "citation-close", "section-toggle", "navigate"]) {
  document.addEventListener(`scholion-${name}`, () => seen.events.push(name));
}
