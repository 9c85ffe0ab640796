// Puts the site together in target/site: the demo, the playground, the gallery and the pages of the
// documentation, which `scholion build` has written there before. Any static server can have it,
// under any path.
//
//   node tests/tools/site.mjs
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { basename, join, relative, resolve, sep } from "node:path";
import { pathToFileURL } from "node:url";

import MiniSearch from "minisearch";
import { parse } from "parse5";

const SITE = "target/site";
const PACKAGE = "target/package/scholion";

/** What the site has of the repository as it is. */
const FILES = [
  "index.html",
  "www/host.css",
  "www/arabic.html",
  "www/elements.html",
  "www/gallery.html",
  "www/playground.html",
  "www/themes.html",
  "www/articles",
  "www/themes",
  "www/site/site.css",
  "www/site/playground.css",
  "www/site/playground.js",
  "www/site/search.js",
  "www/site/offline.js",
];

/** And of the package, into `www`. */
const WIDGET = /^(scholion(-define)?|core|reading|messages)\.js$|^scholion\.css$|^pkg$|^words$/;

for (const file of FILES) {
  cpSync(file, join(SITE, file), { recursive: true });
}
for (const name of readdirSync(PACKAGE).filter((name) => WIDGET.test(name))) {
  cpSync(join(PACKAGE, name), join(SITE, "www", name), { recursive: true, filter: (path) => !path.endsWith(".d.ts") });
}

await prerender("index.html");
search();
offline();

/**
 * Renders the article of a page into it, as a server would (`scholion/server`): it can be read before
 * any script has come, and needs the small build of the core alone.
 */
async function prerender(page) {
  const { renderArticle } = await import(pathToFileURL(resolve(PACKAGE, "server.js")).href);
  const path = join(SITE, page);
  const html = readFileSync(path, "utf8");
  const element = /<scholion-article src="([^"]+)">.*?<\/scholion-article>/s;
  const [, source] = element.exec(html) ?? [];
  const article = renderArticle(readFileSync(join(SITE, source)), { name: basename(source), language: "en" });
  writeFileSync(path, html.replace(element, () => article));
}

/** Every file of the site, with slashes. */
function files() {
  return readdirSync(SITE, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith("."))
    .map((entry) => relative(SITE, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .sort();
}

/** Writes the index of the documentation, a section an entry, and the library that reads it. */
function search() {
  const index = new MiniSearch({ fields: ["title", "text"], storeFields: ["title", "page", "place"] });
  const pages = files().filter((file) => /^docs\/[^/]+\.html$/.test(file));
  for (const file of pages) {
    index.addAll(sections(file, parse(readFileSync(join(SITE, file), "utf8"))));
  }
  const home = join(SITE, "docs/search");
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, "index.json"), JSON.stringify(index));
  cpSync("node_modules/minisearch/dist/es/index.js", join(home, "minisearch.js"));
  cpSync("node_modules/minisearch/LICENSE.txt", join(home, "minisearch.LICENSE.txt"));
}

/** The text of each section of a page that our renderer has written, by the heading before it. */
function sections(file, document) {
  const all = [];
  let page;
  const attribute = (node, name) => node.attrs?.find((one) => one.name === name)?.value;
  const classes = (node) => (attribute(node, "class") ?? "").split(" ");
  const text = (node) => (node.nodeName === "#text" ? node.value : (node.childNodes ?? []).map(text).join(""));
  const begin = (title, id) => {
    const place = `${file.slice("docs/".length)}${id ? `#${id}` : ""}`;
    all.push({ id: place, title: title.trim(), page: page ?? title.trim(), place, text: "" });
  };
  const walk = (node) => {
    const kind = classes(node);
    if (["script", "nav", "button"].includes(node.nodeName) && !kind.includes("sch-toggle")) {
      return;
    }
    if (kind.includes("sch-title") || /^h[1-6]$/.test(node.nodeName)) {
      begin(heading(node), page === undefined ? "" : identifier(node));
      page ??= all[0].title;
      return;
    }
    if (node.nodeName === "#text" && all.length > 0) {
      all.at(-1).text += ` ${node.value}`;
    }
    (node.childNodes ?? []).forEach(walk);
  };
  const heading = (node) => {
    const toggle = find(node, (one) => classes(one).includes("sch-toggle"));
    return text(toggle ?? node);
  };
  const identifier = (node) => {
    for (let around = node; around; around = around.parentNode) {
      const id = attribute(around, "id");
      // Inner parts, which no address leads to, have an underscore in theirs.
      if (id && !id.includes("_")) {
        return id;
      }
    }
    return "";
  };
  const find = (node, is) => (is(node) ? node : (node.childNodes ?? []).map((one) => find(one, is)).find(Boolean));
  const article = find(document, (node) => node.nodeName === "scholion-article");
  if (!article) {
    throw new Error(`${file} has no article in it`);
  }
  walk(article);
  if (all.length === 0) {
    throw new Error(`${file} has no title`);
  }
  return all.map((one) => ({ ...one, text: one.text.replace(/\s+/g, " ").trim() }));
}

/** Has every page kept in the browser. */
function offline() {
  for (const file of files().filter((file) => file.endsWith(".html"))) {
    const path = join(SITE, file);
    const page = readFileSync(path, "utf8");
    const up = "../".repeat(file.split("/").length - 1);
    const script = `<script type="module" src="${up}www/site/offline.js"></script>\n`;
    if (!page.includes(script)) {
      writeFileSync(path, page.replace("</head>", `${script}</head>`));
    }
  }
  const kept = files().filter((file) => file !== "offline-worker.js");
  const hash = createHash("sha256");
  for (const file of kept) {
    hash.update(file).update(readFileSync(join(SITE, file)));
  }
  const version = hash.digest("hex").slice(0, 16);
  const worker = readFileSync("www/site/offline-worker.js", "utf8")
    .replace('const VERSION = "";', `const VERSION = ${JSON.stringify(version)};`)
    .replace("const FILES = [];", `const FILES = ${JSON.stringify(kept)};`);
  writeFileSync(join(SITE, "offline-worker.js"), worker);
  console.log(`==> ${SITE}: ${kept.length} files, version ${version}`);
}
