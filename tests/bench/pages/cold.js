// A contender's first run in a browser that has never seen it: `cold(NAME)` gives the ms from its
// bytes in hand (script, wasm, article) to the article laid out.
import { paint } from "./clock.js";
import { CORES } from "./core.js";
import { fetchArticle, show } from "./show.js";

async function bytes(address) {
  const response = await fetch(address);
  if (!response.ok) {
    throw new Error(`${response.url}: ${response.status}`);
  }
  return response.arrayBuffer();
}

async function cold(name, article, form) {
  const script = await bytes(`/target/bench/peers/${name}.js`);
  const core = CORES[name];
  const wasm = core && (await bytes(core.wasm));
  const forms = await fetchArticle(article, [form]);
  const host = document.querySelector("main");
  // What a page that has just been loaded is still busy with is not the contender's.
  await new Promise((resolve) => setTimeout(resolve, 300));
  await paint();
  const start = performance.now();
  const address = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  const contender = await import(address);
  await contender.ready?.(core?.build, wasm);
  const { times } = await show(contender, host, forms, form);
  const end = times.at(-1);
  const marks = host.querySelectorAll(contender.MARK).length;
  return { cold: end - start, marks };
}

Object.assign(window, { cold });
document.documentElement.dataset.ready = "";
