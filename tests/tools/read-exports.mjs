// Reads exported references as the programs do that they are made for, and prints what was read.
//
//   node read-exports.mjs < request.json > answer.json
//
// The request is { "bibtex": "…", "ris": "…", "csl-json": "…" }, the answer the same with a list of
// CSL-JSON items for each. BibTeX and RIS are read by Citation.js; CSL-JSON is read by it too, which
// drops what is no CSL.
import process from "node:process";

let core;
try {
  core = await import("@citation-js/core");
  await import("@citation-js/plugin-bibtex");
  await import("@citation-js/plugin-ris");
} catch (error) {
  console.error(`The npm packages are not installed: run make, or npm ci (${error.message})`);
  process.exit(1);
}
const { plugins } = core;

const TYPES = {
  bibtex: "@biblatex/text",
  ris: "@ris/file",
  "csl-json": "@else/json",
};

let input = "";
process.stdin.setEncoding("utf8");
for await (const chunk of process.stdin) input += chunk;

const answer = {};
for (const [format, text] of Object.entries(JSON.parse(input))) {
  answer[format] = plugins.input.chain(text, {
    forceType: TYPES[format],
    generateGraph: false,
    target: "@csl/list+object",
  });
}
process.stdout.write(JSON.stringify(answer));
