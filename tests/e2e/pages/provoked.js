// Two articles and a core that is built with the feature `provoke`.
import "/www/scholion-define.js";
import { loadCore } from "/www/scholion.js";

loadCore("full", "/target/provoked/scholion_bg.wasm");
for (const [id, src] of [["one", "/www/articles/vitamin-k2.txt"], ["two", "/tests/e2e/articles/leading.txt"]]) {
  document.querySelector("main").append(Object.assign(document.createElement("scholion-article"), { id }));
  document.querySelector(`#${id}`).setAttribute("src", src);
}
