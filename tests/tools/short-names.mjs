// Gives the imports of a built module short names, in its wasm and in its JavaScript alike. What
// wasm-bindgen calls them holds a hash each, which nothing can compress and nobody reads.
//
//   node tests/tools/short-names.mjs FOLDER NAME
//
// FOLDER has NAME.js, minified, and NAME_bg.wasm.
import { readFileSync, renameSync, writeFileSync } from "node:fs";

/** The section of imports, and what is imported: functions alone. */
const IMPORTS = 2;
const FUNCTION = 0;

const [folder, name] = process.argv.slice(2);
const files = { js: `${folder}/${name}.js`, wasm: `${folder}/${name}_bg.wasm` };
const own = `./${name}_bg.js`;
const wasm = readFileSync(files.wasm);
let js = readFileSync(files.js, "utf8");

/** Reads a number of LEB128; gives it and where the next byte is. */
function number(at) {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = wasm[at++];
    value += (byte & 127) * 2 ** shift;
    if (byte < 128) {
      return [value, at];
    }
  }
}

function written(value) {
  const bytes = [];
  do {
    bytes.push((value % 128) + (value >= 128 ? 128 : 0));
    value = Math.floor(value / 128);
  } while (value);
  return Buffer.from(bytes);
}

function text(at) {
  const [length, start] = number(at);
  return [wasm.toString("utf8", start, start + length), start + length];
}

const string = (value) => Buffer.concat([written(Buffer.byteLength(value)), Buffer.from(value)]);

/** A name that is short and begins like one, instead of another in the JavaScript. */
function shortened(long, count) {
  const short = count.toString(36).replace(/^\d/, (digit) => `_${digit}`);
  const key = new RegExp(`([{,])${long}(?=[:(])`, "g");
  if (js.match(key)?.length !== 1) {
    throw new Error(`${files.js}: ${long} is not there once`);
  }
  js = js.replace(key, `$1${short}`);
  return short;
}

function imports(at) {
  let count;
  [count, at] = number(at);
  const parts = [written(count)];
  for (let done = 0; done < count; done += 1) {
    let module, field;
    [module, at] = text(at);
    [field, at] = text(at);
    if (wasm[at] !== FUNCTION) {
      throw new Error(`${files.wasm}: ${module} gives ${field}, which is no function`);
    }
    const start = at;
    [, at] = number(at + 1);
    parts.push(string(module), string(module === own ? shortened(field, done) : field), wasm.subarray(start, at));
  }
  return Buffer.concat(parts);
}

const parts = [wasm.subarray(0, 8)];
for (let at = 8; at < wasm.length; ) {
  const id = wasm[at];
  const [length, start] = number(at + 1);
  const section = id === IMPORTS ? imports(start) : wasm.subarray(start, start + length);
  parts.push(Buffer.from([id]), written(section.length), section);
  at = start + length;
}
writeFileSync(`${files.wasm}.tmp`, Buffer.concat(parts));
writeFileSync(files.js, js);
renameSync(`${files.wasm}.tmp`, files.wasm);
