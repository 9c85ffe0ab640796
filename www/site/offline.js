/** Has the site kept in the browser, so that it works without a network after the first visit. */
const worker = new URL("../../offline-worker.js", import.meta.url);
if ("serviceWorker" in navigator) {
  // Where a browser does not want it, the site works as ever.
  navigator.serviceWorker.register(worker, { scope: new URL("./", worker).pathname }).catch(() => {});
}
