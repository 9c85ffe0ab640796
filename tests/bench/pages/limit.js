// The limit: HTML that is ready, in sections that are laid out when they are seen; and as its
// conversion, pulldown-cmark's own HTML, which is thrown away. Less than these two no reader of
// Markdown can do.
import init, { convert } from "/target/bench/pulldown/bare_pulldown.js";

/** Loads pulldown-cmark. */
export async function ready() {
  await init();
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("section { content-visibility: auto; contain-intrinsic-size: auto 40rem; }");
  document.adoptedStyleSheets.push(sheet);
}

/** As `show.js` says. */
export function mount(host, { markdown, html }) {
  convert(markdown);
  const converted = performance.now();
  // XSS-Safety: the runner has made it of our own article.
  host.innerHTML = html;
  return { steps: [converted, performance.now()] };
}

/** What marks a footnote. */
export const MARK = "sup.footnote-reference";
