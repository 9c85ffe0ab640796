/** Has the site kept in the browser, so that it works without a network after the first visit. */
const worker = new URL("../../offline-worker.js", import.meta.url);
if ("serviceWorker" in navigator) {
  // A page that asks for Trusted Types takes an address of a script from a policy alone.
  const policy = globalThis.trustedTypes?.createPolicy("scholion-site", { createScriptURL: (address) => address });
  const address = policy?.createScriptURL(worker.href) ?? worker;
  // Where a browser does not want it, the site works as ever.
  navigator.serviceWorker.register(address, { scope: new URL("./", worker).pathname }).catch(() => {});
}
