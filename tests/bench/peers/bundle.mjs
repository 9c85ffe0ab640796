// Bundles the peers, and our own modules for the cold start: `bundle.mjs FOLDER`. Prints nothing;
// a bundle that cannot be made is an error.
import { copyFile, mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const [folder] = process.argv.slice(2);

await mkdir(folder, { recursive: true });
const common = { outdir: folder, bundle: true, minify: true, format: "esm", target: "es2022", logLevel: "warning" };
await build({
  ...common,
  entryPoints: ["markdown-it", "marked", "kinder", "unified"].map((name) => here(`${name}.js`)),
});
for (const [name, other] of [["scholion", "reader"], ["reader", "scholion"]]) {
  await build({
    ...common,
    entryPoints: { [name]: here("../pages/scholion.js") },
    // A page that needs one build of the core never loads the other one's module.
    external: [`*/pkg/${other}.js`],
    // wasm-bindgen names a snippet once for every function of it.
    logOverride: { "duplicate-object-key": "silent" },
    // A script that is evaluated from its bytes has no address; the core is handed to it.
    define: { "import.meta.url": "location.href" },
    plugins: [
      {
        name: "paths of the server",
        setup({ onResolve }) {
          onResolve({ filter: /^\/www\// }, ({ path }) => ({ path: here(`../../..${path}`) }));
        },
      },
    ],
  });
}
await copyFile(here("../../../node_modules/littlefoot/dist/littlefoot.css"), `${folder}/littlefoot.css`);
