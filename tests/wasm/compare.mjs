// Renders articles by the built WebAssembly, in Node, and compares them with what is expected. One
// request a line comes in: { source, name, language, settings, expected }, the first and the last
// being paths. One line a request goes out: `same`, or where they differ.
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { articleHtml, initSync } from "../../www/pkg/scholion.js";

initSync({ module: readFileSync(new URL("../../www/pkg/scholion_bg.wasm", import.meta.url)) });

/** Enough around a difference to see what it is. */
const AROUND = 60;

function difference(found, expected) {
  if (found === expected) {
    return "same";
  }
  let at = 0;
  while (found[at] === expected[at]) {
    at += 1;
  }
  const piece = (text) => JSON.stringify(text.slice(Math.max(0, at - AROUND), at + AROUND));
  return `differs at ${at}: ${piece(found)} instead of ${piece(expected)}`;
}

for await (const line of createInterface({ input: process.stdin })) {
  const { source, name, language, settings, expected } = JSON.parse(line);
  const html = articleHtml(readFileSync(source), undefined, name, language, settings);
  console.log(difference(html, readFileSync(expected, "utf8")));
}
