// Makes the TypeScript types of the structured article from its JSON Schema.
//
//   node types.mjs < docs/article.schema.json > www/article.d.ts
import process from "node:process";

let compile;
try {
  ({ compile } = await import("json-schema-to-typescript"));
} catch (error) {
  console.error(`The npm packages are not installed: run make, or npm ci (${error.message})`);
  process.exit(1);
}

let input = "";
process.stdin.setEncoding("utf8");
for await (const chunk of process.stdin) input += chunk;

const types = await compile(JSON.parse(input), "Article", {
  additionalProperties: false,
  bannerComment:
    "// The structured article. Made from docs/article.schema.json, which is made from the Rust types:\n" +
    "// UPDATE=1 cargo test --features cli --test schema",
  format: true,
  unknownAny: true,
});
process.stdout.write(types);
