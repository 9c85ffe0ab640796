// Follows the recipes of docs/recipes.md, and the first minutes, to the letter: what a user's site has already is in
// tests/recipes, the files and the commands are those of the page. What comes of it is kept in
// target/recipes, where tests/e2e opens it.
//
//   node tests/tools/recipes.mjs target/package/scholion-0.1.0.tgz NAME…
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, relative, resolve } from "node:path";

import { recipe, write } from "./recipe.mjs";

const SITES = "tests/recipes";
const BUILT = "target/recipes";

const ARTICLE = "tests/consumers/article";

/** The heading of each, where the site has its article, and where it is made. */
const RECIPES = {
  "first-minutes": { page: "first-minutes.md", heading: "A page, without building anything", home: "site", made: "site" },
  pandoc: { heading: "Pandoc", article: "article.md", made: "." },
  hugo: { heading: "Hugo", article: "static/articles/article.md", made: "public" },
  mdbook: { heading: "mdBook", article: "src/articles/article.markdown", made: "book" },
  wordpress: {
    heading: "WordPress",
    article: "articles/article.md",
    made: ".",
    // What a person does in WordPress's own pages.
    then: "./follow-up.sh",
    keep: /^(post\.html|articles.*|wp-content(\/plugins(\/scholion.*)?|\/themes.*)?|wp-includes(\/(css|js|blocks|fonts).*)?)$/,
  },
};

const [archive, ...names] = process.argv.slice(2);
let failed = 0;
for (const name of names) {
  try {
    follow(name);
    console.log(`test ${name} ... ok`);
  } catch (error) {
    failed += 1;
    console.log(`${error.stdout ?? ""}${error.stderr ?? ""}${error.message}\ntest ${name} ... FAILED`);
  }
}
console.log(`test result: ${failed ? "FAILED" : "ok"}. ${names.length - failed} passed; ${failed} failed; 0 ignored;`);
process.exitCode = failed ? 1 : 0;

function follow(name) {
  const { page, heading, article, home = ".", made, then = "", keep } = RECIPES[name];
  const { files, commands } = recipe(heading, page);
  const folder = mkdtempSync(join(tmpdir(), `scholion-${name}-`));
  try {
    if (existsSync(join(SITES, name))) {
      cpSync(join(SITES, name), folder, { recursive: true });
    }
    if (article) {
      cpSync(join(ARTICLE, "article.md"), join(folder, article));
      cpSync(join(ARTICLE, "works.bib"), join(folder, dirname(article), "works.bib"));
    }
    cpSync(archive, join(folder, basename(archive)));
    write(files, join(folder, home));
    execFileSync("bash", ["-euo", "pipefail", "-c", `${commands}\n${then}`], { cwd: folder, stdio: "pipe", encoding: "utf8" });
    mkdirSync(BUILT, { recursive: true });
    rmSync(join(BUILT, name), { recursive: true, force: true });
    const wanted = (path) => !keep || path === folder || keep.test(relative(folder, path));
    cpSync(join(folder, made), resolve(BUILT, name), { recursive: true, filter: wanted });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
