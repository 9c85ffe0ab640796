// Follows every link of the site and of the repository's own pages in Markdown: is there what it
// leads to, and has that the place which the fragment names? Addresses of other hosts are not asked.
//
//   node tests/tools/links.mjs target/site
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";

import GithubSlugger from "github-slugger";
import { marked } from "marked";
import { parse } from "parse5";

const [site] = process.argv.slice(2);
const broken = [];
let followed = 0;

const LINKS = { a: ["href"], link: ["href"], script: ["src"], img: ["src"], source: ["src"], "scholion-article": ["src", "bibliography"] };

/** What a page of HTML links, and the places in it. */
function page(file) {
  const [links, places] = [[], new Set(["", "top"])];
  const walk = (node) => {
    for (const { name, value } of node.attrs ?? []) {
      if (name === "id" || (name === "name" && node.nodeName === "a")) {
        places.add(value);
      }
      if (LINKS[node.nodeName]?.includes(name)) {
        links.push(value);
      }
    }
    (node.childNodes ?? []).forEach(walk);
    if (node.content) {
      walk(node.content);
    }
  };
  walk(parse(readFileSync(file, "utf8")));
  return { links, places };
}

/** The same of Markdown, with the places that code hosts give to headings. */
function text(file) {
  const [links, places] = [[], new Set([""])];
  const slugs = new GithubSlugger();
  marked.walkTokens(marked.lexer(readFileSync(file, "utf8")), (token) => {
    if (token.type === "link" || token.type === "image") {
      links.push(token.href);
    }
    if (token.type === "heading") {
      places.add(slugs.slug(token.text.replace(/[`*]/g, "").replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")));
    }
  });
  return { links, places };
}

const known = new Map();

function read(file) {
  if (!known.has(file)) {
    const reads = file.endsWith(".html") ? page : file.endsWith(".md") ? text : () => ({ links: [], places: undefined });
    known.set(file, reads(file));
  }
  return known.get(file);
}

function follow(from, link, root) {
  if (/^[a-z][a-z0-9+.-]*:|^\/\//i.test(link)) {
    return;
  }
  followed += 1;
  const [, path, fragment = ""] = /^([^?#]*)(?:\?[^#]*)?(?:#(.*))?$/s.exec(link);
  const fail = (why) => broken.push(`${relative(".", from)}: ${link}: ${why}`);
  if (path.startsWith("/")) {
    fail("it is not relative: the site could stand under no other path");
    return;
  }
  let target = path === "" ? from : join(dirname(from), decodeURIComponent(path));
  if (relative(root, target).startsWith("..")) {
    fail("it leads out of the site");
    return;
  }
  if (existsSync(target) && statSync(target).isDirectory()) {
    if (root === ".") {
      return;
    }
    target = join(target, "index.html");
  }
  if (!existsSync(target)) {
    fail("it is not there");
    return;
  }
  const { places } = read(target);
  // What a script puts into a page later is not in its source.
  const later = places && /<scholion-article[^>]* src=/.test(readFileSync(target, "utf8"));
  if (fragment && places && !later && !places.has(decodeURIComponent(fragment))) {
    fail("there is no such place");
  }
}

const pages = readdirSync(site, { recursive: true }).filter((file) => file.endsWith(".html"));
for (const file of pages.map((file) => join(site, file))) {
  read(file).links.forEach((link) => follow(file, link, site));
}
const texts = [...readdirSync("."), ...readdirSync("docs").map((name) => join("docs", name)), "www/package/README.md"];
for (const file of texts.filter((file) => file.endsWith(".md"))) {
  read(file).links.forEach((link) => follow(file, link, "."));
}

broken.forEach((line) => console.log(line));
const count = followed - broken.length;
console.log(`${pages.length} pages, ${followed} links followed`);
console.log(`test result: ${broken.length ? "FAILED" : "ok"}. ${count} passed; ${broken.length} failed; 0 ignored;`);
process.exitCode = broken.length ? 1 : 0;
