// Makes the element that the address asks for: every parameter is an attribute, but for
// `fallback` (what it holds), `second` (the source of a second article), `storage` (`denied` or
// `full`: what the browser says to whoever wants to store something) and `core` (where the
// WebAssembly is).
import { loadCore } from "/www/scholion.js";

const main = document.querySelector("main");

function add(attributes, fallback) {
  const element = document.createElement("scholion-article");
  for (const [name, value] of attributes) {
    element.setAttribute(name, value);
  }
  if (fallback) {
    const text = document.createElement("p");
    text.className = "fallback";
    text.textContent = fallback;
    element.append(text);
  }
  main.append(element);
}

const wanted = new URLSearchParams(location.search);
const own = ["fallback", "second", "storage", "core"];
const refuse = (name) => () => {
  throw new DOMException("not here", name);
};
if (wanted.get("storage") === "denied") {
  for (const name of ["localStorage", "sessionStorage"]) {
    Object.defineProperty(window, name, { get: refuse("SecurityError") });
  }
} else if (wanted.get("storage") === "full") {
  Storage.prototype.setItem = refuse("QuotaExceededError");
}
if (wanted.has("core")) {
  loadCore("full", wanted.get("core")).catch(() => {});
}
add([...wanted].filter(([name]) => !own.includes(name)), wanted.get("fallback"));
if (wanted.has("second")) {
  add([["src", wanted.get("second")], ["id", "two"]]);
}
