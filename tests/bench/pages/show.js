// How an article is shown by a contender, step by step.
import { layout } from "./clock.js";

/**
 * Shows an article, in one of its forms, in `host`. Gives the times at which the steps begin and
 * the last one ends (the start, behind conversion, insertion and attaching, behind the layout,
 * which is forced at once), and what takes the article away. A contender that does everything in
 * one call says itself where its steps end.
 */
export async function show(contender, host, article, form) {
  const start = performance.now();
  let steps, remove;
  if (contender.mount) {
    ({ steps, remove } = await contender.mount(host, article, form));
  } else {
    const html = contender.convert(article.markdown);
    const converted = performance.now();
    // XSS-Safety: a contender has cleaned it, and the article is ours.
    host.innerHTML = html;
    steps = [converted, performance.now()];
    remove = contender.attach?.(host);
  }
  const attached = performance.now();
  layout(host);
  return { times: [start, ...steps, attached, performance.now()], remove };
}

/** The forms of an article by their names, and the endings of their files. */
export const FORMS = { markdown: "md", html: "html", json: "json", print: "txt" };

/** Fetches an article in some of its forms, or in all. */
export async function fetchArticle(name, forms = Object.keys(FORMS)) {
  const fetched = forms.map(async (form) => {
    const response = await fetch(`/target/bench/articles/${name}.${FORMS[form]}`);
    if (!response.ok) {
      throw new Error(`${response.url}: ${response.status}`);
    }
    return [form, await response.text()];
  });
  return Object.fromEntries(await Promise.all(fetched));
}
