// What a page of the documentation says to do, as data: the files of a recipe by their names, and its
// commands.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const DOCS = new URL("../../docs/", import.meta.url);

/**
 * A recipe by its heading: `files`, a list of [path, text], and `commands`, a text for a shell. The
 * name of a file is the last one before what goes into it. Commands behind the first file of a page
 * other than the recipes are left to the reader: they serve what is there.
 */
export function recipe(heading, page = "recipes.md") {
  const text = readFileSync(new URL(page, DOCS), "utf8");
  const part = text.split(/^## /m).find((one) => one.startsWith(`${heading}\n`));
  if (!part) {
    throw new Error(`docs/${page} has no recipe for ${heading}`);
  }
  const files = [];
  let commands = "";
  let before = 0;
  for (const fence of part.matchAll(/^( *)```(\w+)\n(.*?)^\1```$/gms)) {
    const [whole, indent, language, lines] = fence;
    const path = /`([\w./-]+\.\w+)`:\s*$/.exec(part.slice(before, fence.index))?.[1];
    const body = lines.replace(new RegExp(`^${indent}`, "gm"), "");
    before = fence.index + whole.length;
    if (path) {
      files.push([path, body]);
    } else if (language === "sh" && (page === "recipes.md" || files.length === 0)) {
      commands += body;
    }
  }
  if (files.length === 0) {
    throw new Error(`the recipe for ${heading} has no files`);
  }
  return { files, commands };
}

/** Writes the files of a recipe into a folder. */
export function write(files, folder) {
  for (const [path, body] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), body);
  }
}
