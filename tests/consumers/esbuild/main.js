import "scholion/define";

window.seen = [];
for (const name of ["scholion-ready", "scholion-citation-open"]) {
  document.addEventListener(name, () => window.seen.push(name));
}
