// Makes the element that the address asks for: every parameter is an attribute, but for
// `fallback` (what it holds), `second` (the source of a second article) and `inline` (a source of
// its own).
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
const own = ["fallback", "second"];
add([...wanted].filter(([name]) => !own.includes(name)), wanted.get("fallback"));
if (wanted.has("second")) {
  add([["src", wanted.get("second")], ["id", "two"]]);
}
