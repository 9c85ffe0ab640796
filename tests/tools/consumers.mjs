// Installs the npm package into projects as its users have them, each in a folder of its own outside
// of the repository, builds them with their own tools, and keeps what they made in
// target/consumers, where tests/e2e opens it. What the projects use is pinned by their lock files.
//
//   node tests/tools/consumers.mjs target/package/scholion-0.1.0.tgz [NAME…]
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { recipe, write } from "./recipe.mjs";

const PROJECTS = "tests/consumers";
const ARTICLE = join(PROJECTS, "article");
const BUILT = "target/consumers";

/**
 * Where a project wants the article before it is built, and what is put beside what it builds; or
 * the recipe that its files are taken from.
 */
const PLACES = {
  html: { made: "." },
  vite: { article: "public" },
  webpack: { beside: ["index.html"] },
  esbuild: { beside: ["index.html"] },
  react: { article: "public" },
  vue: { article: "public" },
  eleventy: { article: "articles", made: "_site", files: "Eleventy" },
  node: { article: "article", beside: ["node_modules/scholion"] },
};

const [archive, ...chosen] = process.argv.slice(2);
const names = chosen.length > 0 ? chosen : Object.keys(PLACES);
const unknown = readdirSync(PROJECTS).filter((name) => name !== "article" && !PLACES[name]);
if (!archive || unknown.length > 0) {
  throw new Error(archive ? `nothing is known of ${unknown}` : "which archive?");
}

let failed = 0;
for (const name of names) {
  const begun = Date.now();
  try {
    build(name);
    console.log(`test ${name} ... ok (${((Date.now() - begun) / 1000).toFixed(1)} s)`);
  } catch (error) {
    failed += 1;
    console.log(`${error.stdout ?? ""}${error.stderr ?? ""}${error.message}\ntest ${name} ... FAILED`);
  }
}
console.log(`test result: ${failed ? "FAILED" : "ok"}. ${names.length - failed} passed; ${failed} failed; 0 ignored;`);
process.exitCode = failed ? 1 : 0;

function build(name) {
  const { article, made = "dist", beside = [], files } = PLACES[name];
  const folder = mkdtempSync(join(tmpdir(), `scholion-${name}-`));
  const npm = (...args) =>
    execFileSync("npm", [...args, "--no-audit", "--no-fund", "--prefer-offline"], { cwd: folder, stdio: "pipe", encoding: "utf8" });
  try {
    cpSync(join(PROJECTS, name), folder, { recursive: true });
    if (files) {
      write(recipe(files).files, folder);
    }
    if (article) {
      cpSync(ARTICLE, join(folder, article), { recursive: true });
    }
    if (existsSync(join(folder, "package-lock.json"))) {
      npm("ci");
    }
    npm("install", "--no-save", "--no-package-lock", resolve(archive));
    bareInstall(folder);
    if (JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).scripts?.build) {
      npm("run", "build");
    }
    for (const file of beside) {
      cpSync(join(folder, file), join(folder, made, file), { recursive: true });
    }
    if (!article) {
      cpSync(ARTICLE, join(folder, made), { recursive: true });
    }
    mkdirSync(BUILT, { recursive: true });
    rmSync(join(BUILT, name), { recursive: true, force: true });
    cpSync(join(folder, made), join(BUILT, name), { recursive: true });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What an install of the package may not bring: programs that run by it, other packages. */
function bareInstall(folder) {
  const installed = JSON.parse(readFileSync(join(folder, "node_modules/scholion/package.json"), "utf8"));
  for (const field of ["scripts", "dependencies", "optionalDependencies", "peerDependencies", "bin"]) {
    if (installed[field]) {
      throw new Error(`the package has ${field}`);
    }
  }
}
