/**
 * Search in the documentation, in the browser alone: the index, which `make site` writes, and the
 * library that reads it come when somebody begins to search.
 */
const form = document.querySelector(".site-search");
const field = form?.querySelector("input");
const list = form?.querySelector("ul");
const said = form?.querySelector(".site-said");

/** So many places are shown. */
const MOST = 8;

let engine;

if (form) {
  form.hidden = false;
  field.addEventListener("focus", () => void ready(), { once: true });
  field.addEventListener("input", search);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    list.querySelector("a")?.click();
  });
  form.addEventListener("keydown", move);
  document.addEventListener("click", ({ target }) => {
    if (!form.contains(target)) {
      show([], "");
    }
  });
}

/** Loads what is searched by, once. */
function ready() {
  const home = new URL(form.dataset.index, document.baseURI);
  engine ??= Promise.all([
    import(new URL("minisearch.js", home).href),
    fetch(new URL("index.json", home)).then((response) => response.text()),
  ]).then(([{ default: MiniSearch }, json]) => ({
    index: MiniSearch.loadJSON(json, { fields: ["title", "text"], storeFields: ["title", "page", "place"] }),
    home,
  }));
  engine.catch(() => (engine = undefined));
  return engine;
}

async function search() {
  const wanted = field.value.trim();
  if (wanted === "") {
    show([], "");
    return;
  }
  let found = [];
  let home;
  try {
    const { index, home: from } = await ready();
    home = from;
    found = index.search(wanted, { prefix: true, fuzzy: 0.15, combineWith: "AND", boost: { title: 3 } });
  } catch (error) {
    show([], `The search could not be loaded (${error.message}).`);
    return;
  }
  // Whoever types on is answered by the next one.
  if (field.value.trim() === wanted) {
    const places = found.slice(0, MOST).map((one) => entry(one, home));
    show(places, found.length === 0 ? "Nothing found." : `${found.length} found.`);
  }
}

function entry({ title, page, place }, home) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = new URL(`../${place}`, home).href;
  link.textContent = title;
  if (page !== title) {
    const where = document.createElement("small");
    where.textContent = page;
    link.append(where);
  }
  item.append(link);
  return item;
}

function show(places, words) {
  list.replaceChildren(...places);
  said.textContent = words;
}

/** Arrows walk through what was found, Escape closes it. */
function move(event) {
  const links = [...list.querySelectorAll("a")];
  const at = links.indexOf(document.activeElement);
  if (event.key === "Escape") {
    field.value = "";
    field.focus();
    show([], "");
  } else if (event.key === "ArrowDown" && links.length > 0) {
    event.preventDefault();
    links[Math.min(at + 1, links.length - 1)].focus();
  } else if (event.key === "ArrowUp" && at >= 0) {
    event.preventDefault();
    (links[at - 1] ?? field).focus();
  }
}
