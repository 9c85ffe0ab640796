// Puts the npm package together in target/package/scholion, from the built widget and from
// www/package. Own modules and the style sheet are minified one by one, with maps that hold their
// sources: nothing is bundled, so that a page may load them as they are and a bundler may see
// what each imports.
//
//   node tests/tools/package.mjs
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { transformSync } from "esbuild";

const ROOT = new URL("../../", import.meta.url);
const WWW = new URL("www/", ROOT);
const OUT = new URL("target/package/scholion/", ROOT);

/** What a page loads. */
const MODULES = ["scholion.js", "scholion-define.js", "core.js", "reading.js", "messages.js"];
const STYLE = "scholion.css";

/** What goes as it is: from where, and as what. */
const FILES = [
  ["www/scholion.d.ts"],
  ["www/scholion-define.d.ts"],
  ["www/article.d.ts"],
  ["www/words", "words"],
  ["www/package/react.d.ts"],
  ["www/package/vue.d.ts"],
  ["www/package/server.js"],
  ["www/package/server.d.ts"],
  ["docs/article.schema.json"],
  ["CHANGELOG.md"],
  ["LICENSE-APACHE"],
  ["LICENSE-MIT"],
];

const read = (path) => readFileSync(new URL(path, ROOT), "utf8");
const write = (path, text) => writeFileSync(new URL(path, OUT), text);

if (!existsSync(new URL("pkg/scholion_bg.wasm", WWW))) {
  throw new Error("the widget is not built: run `make build`");
}
rmSync(OUT, { recursive: true, force: true });
mkdirSync(OUT, { recursive: true });

for (const file of [...MODULES, STYLE]) {
  const { code, map } = transformSync(read(`www/${file}`), {
    loader: file.endsWith(".css") ? "css" : "js",
    minify: true,
    sourcemap: "external",
    sourcefile: file,
    sourcesContent: true,
  });
  const named = `sourceMappingURL=${file}.map`;
  write(file, file.endsWith(".css") ? `${code}/*# ${named} */\n` : `${code}//# ${named}\n`);
  write(`${file}.map`, map);
}

// What the types and the change log point to.
mkdirSync(new URL("docs", OUT));
for (const file of readdirSync(new URL("docs", ROOT)).filter((name) => name.endsWith(".md"))) {
  cpSync(new URL(`docs/${file}`, ROOT), new URL(`docs/${file}`, OUT));
}

for (const [from, to = from.split("/").at(-1)] of FILES) {
  cpSync(new URL(from, ROOT), new URL(to, OUT), { recursive: true });
}

write("README.md", readme());

// What wasm-pack has written beside the builds describes a package of its own.
const PACKED = /\.(js|wasm|d\.ts)$/;
const LEFT_OUT = /_bg\.wasm\.d\.ts$/;
for (const file of readdirSync(new URL("pkg", WWW), { recursive: true, withFileTypes: true })) {
  const path = `${file.parentPath}/${file.name}`.slice(fileURLToPath(WWW).length);
  if (file.isFile() && PACKED.test(path) && !LEFT_OUT.test(path)) {
    cpSync(new URL(path, WWW), new URL(path, OUT));
  }
}

const version = /^version = "([^"]+)"/m.exec(read("Cargo.toml"))?.[1];
if (!version) {
  throw new Error("Cargo.toml has no version");
}
write("package.json", json({ ...JSON.parse(read("www/package/package.json")), version }));
write("custom-elements.json", json(manifest()));
console.log(fileURLToPath(OUT));

function json(value) {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** The package's own page: what it is, how it is used (docs/frameworks.md from its second heading on). */
function readme() {
  const place = "<!-- docs/frameworks.md -->\n";
  const [before, after] = read("www/package/README.md").split(place);
  const ways = read("docs/frameworks.md").split(/(?=^## )/m).slice(1).join("");
  if (after === undefined || ways === "") {
    throw new Error("the package's README has no place for docs/frameworks.md, or that has no headings");
  }
  return `${before}${ways}${after}`;
}

/**
 * The Custom Elements Manifest: its attributes are those of docs/element.md, its custom properties
 * and parts those of docs/theming.md, with what is said of them there. What an attribute may be is
 * said by the types.
 */
function manifest() {
  const whole = JSON.parse(read("www/package/custom-elements.json"));
  const element = whole.modules[0].declarations[0];
  const types = attributeTypes(read("www/scholion.d.ts"));
  element.attributes = rows(read("docs/element.md"), "| attribute | what it does |").map(([cell, description]) => {
    const name = code(cell);
    return { name, ...(types.has(name) && { type: { text: types.get(name) } }), description };
  });
  const named = element.attributes.filter(({ type }) => type).length;
  if (named !== element.attributes.length || named !== types.size) {
    throw new Error("docs/element.md and ScholionArticleAttributes of www/scholion.d.ts name different attributes");
  }
  element.cssProperties = rows(read("docs/theming.md"), "| property | default | what it sets |").map(
    ([name, value, description]) => ({ name: code(name), default: code(value), description }),
  );
  element.cssParts = rows(read("docs/theming.md"), "| part | what it is |").map(([name, description]) => ({
    name: code(name),
    description,
  }));
  return whole;
}

/** The type of each attribute by its name, from the interface that has them; our own names are spelled out. */
function attributeTypes(text) {
  const [, body] = /interface ScholionArticleAttributes \{\n([^}]*)\}/.exec(text);
  const aliases = new Map([...text.matchAll(/^export type (\w+) = (.+);$/gm)].map(([, name, type]) => [name, type]));
  return new Map(
    [...body.matchAll(/^ {2}"?([\w-]+)"?\?: (.+);$/gm)].map(([, name, type]) => [name, aliases.get(type) ?? type]),
  );
}

/** The rows of every table of Markdown that has this head. */
function rows(text, head) {
  const tables = text.split(`${head}\n`).slice(1);
  const all = tables.flatMap((table) => {
    const lines = table.split("\n");
    return lines.slice(1, lines.findIndex((line) => !line.startsWith("|")));
  });
  if (all.length === 0) {
    throw new Error(`no table begins with ${head}`);
  }
  return all.map((line) => line.split(/(?<!\\)\|/).slice(1, -1).map((cell) => cell.trim()));
}

/** What stands between backticks. */
function code(cell) {
  return /^`([^`]+)`/.exec(cell)?.[1] ?? cell;
}
