/**
 * The playground: an article that is dropped, pasted or chosen, with its findings, in the browser
 * alone. It uses the element as any page may.
 */
import { loadCore } from "../scholion.js";

/** How long after the last key an article is read again, in ms. */
const PAUSE = 250;

/** Endings of files that are bibliographies. */
const BIBLIOGRAPHY = /\.(bib|bibtex|ris|nbib)$/i;

const find = (id) => document.getElementById(id);
const [source, works, format, article] = ["source", "bibliography", "format", "article"].map(find);

/** The name of the article's file, where it came as one, and that of its bibliography. */
const names = { article: "", works: "" };
let pending;

article.addEventListener("scholion-ready", told);
article.addEventListener("scholion-error", told);

source.addEventListener("input", () => {
  if (source.value.trim() === "") {
    forget();
  }
  soon();
});
// What is pasted in place of everything is another article.
source.addEventListener("paste", () => {
  if (source.value !== "" && source.selectionStart === 0 && source.selectionEnd === source.value.length) {
    forget();
  }
});
works.addEventListener("input", soon);
format.addEventListener("change", read);
find("open").addEventListener("click", () => find("files").click());
find("files").addEventListener("change", ({ target }) => {
  take(target.files);
  // The same files may be chosen again.
  target.value = "";
});
find("example").addEventListener("change", ({ target }) => example(target.value));
find("download").addEventListener("click", download);

for (const name of ["dragenter", "dragover"]) {
  addEventListener(name, (event) => {
    event.preventDefault();
    document.body.classList.add("dropping");
  });
}
for (const name of ["dragleave", "drop"]) {
  addEventListener(name, (event) => {
    // Between two elements of the page nothing is left.
    if (name === "drop" || event.relatedTarget === null) {
      document.body.classList.remove("dropping");
    }
  });
}
addEventListener("drop", (event) => {
  event.preventDefault();
  const { files } = event.dataTransfer;
  const text = event.dataTransfer.getData("text/plain");
  if (files.length > 0) {
    take(files);
  } else if (text) {
    put({ name: "", text });
  }
});
addEventListener("paste", ({ clipboardData }) => {
  if (clipboardData.files.length > 0) {
    take(clipboardData.files);
  }
});

const asked = new URLSearchParams(location.search).get("article");
if (asked) {
  const known = [...find("example").options].find(({ value }) => value.split(" ")[0] === asked);
  find("example").value = known?.value ?? "";
  example(known?.value ?? "");
} else {
  // What was typed before this came, or what the browser has kept.
  read();
}

/** Takes over files: bibliographies by their endings, and an article. */
async function take(files) {
  const read = [...files].map(async (file) => ({ name: file.name, text: await decoded(file) }));
  const all = await Promise.all(read);
  const bibliographies = all.filter(isBibliography);
  put(all.find((one) => !isBibliography(one)), bibliographies);
}

/** Whether a file has references and no article: by its ending, or JSON that is not an article's. */
function isBibliography({ name, text }) {
  return BIBLIOGRAPHY.test(name) || (/\.json$/i.test(name) && !/"scholion"\s*:/.test(text));
}

/** The article to come has no name, by which it would be read, and is of no format yet. */
function forget() {
  names.article = "";
  format.value = "";
  find("example").value = "";
}

/** Puts what was taken into its fields; what did not come stays where it belongs to the rest. */
function put(taken, bibliographies = []) {
  if (taken) {
    source.value = taken.text;
    names.article = taken.name;
    format.value = "";
    works.value = "";
    names.works = "";
  }
  if (bibliographies.length > 0) {
    works.value = bibliographies.map(({ text }) => text).join("\n");
    names.works = bibliographies.length === 1 ? bibliographies[0].name : "";
    find("works").open = true;
  }
  find("works-name").textContent = names.works;
  read();
}

/** The text of a file: UTF-8, or what its mark or its XML declaration says. */
async function decoded(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const head = String.fromCharCode(...bytes.subarray(0, 200));
  const declared = /^\s*<\?xml\s[^>]*?\bencoding\s*=\s*["']([\w.:-]+)/.exec(head)?.[1];
  const label = head.startsWith("\xff\xfe") ? "utf-16le" : head.startsWith("\xfe\xff") ? "utf-16be" : (declared ?? "utf-8");
  try {
    return new TextDecoder(label).decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes);
  }
}

async function example(value) {
  if (!value) {
    return;
  }
  const [name, bibliography] = value.split(" ");
  const get = async (file) => {
    const response = await fetch(new URL(`../articles/${file}`, import.meta.url));
    return { name: file, text: await response.text() };
  };
  const [text, bib] = await Promise.all([get(name), bibliography ? get(bibliography) : undefined]);
  put(text, bib ? [bib] : []);
}

function soon() {
  clearTimeout(pending);
  pending = setTimeout(read, PAUSE);
}

async function read() {
  clearTimeout(pending);
  if (source.value.trim() === "") {
    // Nothing has been put in yet, or all of it has been taken out.
    if (article.state !== "idle") {
      await article.load({ scholion: 1, title: [], children: [], references: [] }).catch(() => {});
      find("status").textContent = "";
    }
    return;
  }
  const options = { name: names.article || undefined, format: format.value || undefined };
  options.bibliographies = works.value.trim() ? { [names.works || (await wanted(options))]: works.value } : {};
  // Pictures of the examples are there. What goes wrong is told by the event.
  await article.load(source.value, { ...options, base: new URL("articles/", document.baseURI) }).catch(() => {});
}

/** The name under which the article asks for a bibliography, which somebody has pasted. */
async function wanted({ name, format }) {
  const core = await loadCore("full");
  const [first] = core.bibliographies(new TextEncoder().encode(source.value), format, undefined, name);
  return first ?? "bibliography";
}

/** Shows what was noticed. */
function told({ type, detail }) {
  const found = article.diagnostics;
  find("download").disabled = type !== "scholion-ready";
  if (type === "scholion-error") {
    find("status").textContent = detail.message;
  } else {
    const markers = article.querySelectorAll(".sch-marker[data-sch-references]").length;
    const references = article.article.references?.length ?? 0;
    find("status").textContent = `${counted(markers, "citation")}, ${counted(references, "reference")}, ${counted(found.length, "finding")}`;
  }
  find("findings").replaceChildren(...found.map(entry));
}

const counted = (count, what) => `${count} ${what}${count === 1 ? "" : "s"}`;

function entry({ code, severity, message, hint, line, column, file }) {
  const item = document.createElement("li");
  item.className = severity;
  const place = document.createElement(line ? "button" : "span");
  place.className = "place";
  place.textContent = [file, line, column].filter(Boolean).join(":") || "article";
  if (line) {
    place.type = "button";
    place.addEventListener("click", () => goTo(file === undefined ? source : works, line));
  }
  const what = document.createElement("span");
  what.textContent = ` ${severity}: ${message} `;
  const name = document.createElement("code");
  name.textContent = code;
  item.append(place, what, name);
  if (hint) {
    const more = document.createElement("small");
    more.textContent = hint;
    item.append(more);
  }
  return item;
}

/** Selects a line of a field, and brings it into view. */
function goTo(field, line) {
  if (field === works) {
    find("works").open = true;
  }
  const lines = field.value.split("\n");
  const start = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
  field.focus();
  field.setSelectionRange(start, start + lines[line - 1].length);
  // A selection is brought into view by what is typed alone. How high the lines before it are, which
  // are wrapped, tells a copy of the field.
  const before = field.cloneNode();
  before.id = "";
  before.value = field.value.slice(0, start);
  Object.assign(before.style, { position: "absolute", visibility: "hidden", blockSize: "0", minBlockSize: "0", inlineSize: `${field.offsetWidth}px` });
  field.after(before);
  field.scrollTop = before.scrollHeight - field.clientHeight / 3;
  before.remove();
}

async function download() {
  const target = find("target").value;
  const stem = names.article.replace(/\.[^.]*$/, "") || "article";
  const endings = { json: "json", html: "html", bibtex: "bib", ris: "ris", "csl-json": "csl.json", text: "txt" };
  const blob = new Blob([await converted(target)], { type: "application/octet-stream" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = `${stem}.${endings[target]}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

/** What `scholion convert` writes. */
async function converted(target) {
  const structured = JSON.stringify(article.article, null, 2);
  switch (target) {
    case "json":
      return `${structured}\n`;
    case "html": {
      const core = await loadCore("full");
      return `${core.articleHtml(new TextEncoder().encode(structured), "json", undefined, undefined, {})}\n`;
    }
    default:
      return article.export(target);
  }
}
