// What a page ships for the widget, in bytes of brotli at its highest quality, as servers and CDNs
// store files. Each file and each build has a budget in tests/size.json; over it, this fails.
//
//   node tests/tools/size.mjs [--update]
//
// --update writes the budgets anew: what there is, and a hundredth more.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { brotliCompressSync, constants } from "node:zlib";

const BUDGETS = new URL("../size.json", import.meta.url);
const WWW = new URL("../../www/", import.meta.url);

const OWN = ["scholion.css", "scholion-define.js", "scholion.js", "core.js", "reading.js", "messages.js"];
const SNIPPETS = readdirSync(new URL("pkg/snippets", WWW), { recursive: true });
const EDGE = SNIPPETS.filter((file) => file.endsWith(".js")).map((file) => `pkg/snippets/${file}`);
const BUILDS = {
  reader: [...OWN, "pkg/reader.js", ...EDGE, "pkg/reader_bg.wasm"],
  full: [...OWN, "pkg/scholion.js", ...EDGE, "pkg/scholion_bg.wasm"],
};

const sizes = new Map();

function size(file) {
  if (!sizes.has(file)) {
    const bytes = readFileSync(new URL(file, WWW));
    const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
    sizes.set(file, brotliCompressSync(bytes, { params }).length);
  }
  return sizes.get(file);
}

/** The name of a snippet's folder holds a hash. */
const name = (file) => file.replace(/snippets\/[^/]+\//, "snippets/");

const measured = {};
for (const [build, files] of Object.entries(BUILDS)) {
  measured[build] = files.reduce((sum, file) => sum + size(file), 0);
}
for (const [file, bytes] of sizes) {
  measured[name(file)] = bytes;
}

if (process.argv.includes("--update")) {
  const budgets = Object.fromEntries(Object.entries(measured).map(([what, bytes]) => [what, Math.ceil(bytes * 1.01)]));
  writeFileSync(BUDGETS, `${JSON.stringify(budgets, null, 2)}\n`);
}

const budgets = JSON.parse(readFileSync(BUDGETS, "utf8"));
let failed = 0;
for (const [what, bytes] of Object.entries(measured)) {
  const over = budgets[what] === undefined || bytes > budgets[what];
  failed += over ? 1 : 0;
  console.log(`${String(bytes).padStart(9)} of ${String(budgets[what] ?? "no budget").padStart(9)}  ${what}${over ? "  OVER" : ""}`);
}
for (const what of Object.keys(budgets).filter((what) => measured[what] === undefined)) {
  failed += 1;
  console.log(`${what} has a budget and is not there`);
}
console.log(`test result: ${failed ? "FAILED" : "ok"}. ${Object.keys(measured).length - failed} passed; ${failed} failed; 0 ignored;`);
process.exitCode = failed ? 1 : 0;
