// How times are taken in a page.

/** Lays out what has changed, at once. */
export function layout(element) {
  return element.getBoundingClientRect().height;
}

/** What the next frame costs the page, in ms: from its first callback to behind its painting. */
export async function paint() {
  const begun = await new Promise((resolve) => requestAnimationFrame(() => resolve(performance.now())));
  await task();
  return performance.now() - begun;
}

/** Waits for a task of its own, which comes behind the frame that is under way. */
export function task() {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = resolve;
    port2.postMessage(0);
  });
}
