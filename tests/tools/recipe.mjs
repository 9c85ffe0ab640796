// What docs/recipes.md says to do, as data: the files of a recipe by their names, and its commands.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const DOCS = new URL("../../docs/recipes.md", import.meta.url);

/** A recipe by its heading: `files`, a list of [path, text], and `commands`, a text for a shell. */
export function recipe(heading) {
  const text = readFileSync(DOCS, "utf8");
  const part = text.split(/^## /m).find((one) => one.startsWith(`${heading}\n`));
  if (!part) {
    throw new Error(`docs/recipes.md has no recipe for ${heading}`);
  }
  const files = [];
  let commands = "";
  for (const [, path, language, body] of part.matchAll(/(?:^`([^`\n]+)`:\n\n)?^```(\w+)\n(.*?)^```$/gms)) {
    if (path) {
      files.push([path, body]);
    } else if (language === "sh") {
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
