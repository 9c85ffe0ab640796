// Holds pages against the standard of HTML, as html-validate knows it.
//
//   node validate-pages.mjs FILE… > answer.json
//
// The answer is a list of strings, one for each error. The rules are those of its preset
// `standard`: what the standard asks for, and nothing of style. None is switched off.
import process from "node:process";

let validator;
try {
  const { HtmlValidate, StaticConfigLoader } = await import("html-validate");
  const config = { root: true, extends: ["html-validate:standard"] };
  validator = new HtmlValidate(new StaticConfigLoader(config));
} catch (error) {
  console.error(`The npm packages are not installed: run make, or npm ci (${error.message})`);
  process.exit(1);
}

const errors = [];
for (const file of process.argv.slice(2)) {
  const report = await validator.validateFile(file);
  for (const { line, ruleId, message, selector } of report.results.flatMap((result) => result.messages)) {
    errors.push(`${file}:${line}: ${ruleId}: ${message} (${selector})`);
  }
}
process.stdout.write(JSON.stringify(errors));
