/**
 * The site without a network: all of its files are kept at the first visit. `make site` writes the
 * two constants; a changed file changes the version, and the next visit keeps everything anew.
 */
const VERSION = "";
const FILES = [];

const PREFIX = "scholion-site-";
const CACHE = PREFIX + VERSION;
const home = new URL("./", self.location);

self.addEventListener("install", (event) => {
  const keep = async () => {
    const cache = await caches.open(CACHE);
    await Promise.all(FILES.map((file) => fetched(cache, new URL(file, home))));
    await self.skipWaiting();
  };
  event.waitUntil(keep());
});

async function fetched(cache, url) {
  // What the browser has of an earlier version may be old.
  const response = await fetch(url, { cache: "no-cache" });
  if (!response.ok) {
    throw new Error(`${url} answered ${response.status}`);
  }
  // A page that came by a redirection could not be shown.
  await cache.put(url, response.redirected ? new Response(response.body, response) : response);
}

self.addEventListener("activate", (event) => {
  const tidy = async () => {
    const old = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
    await Promise.all(old.map((name) => caches.delete(name)));
    await self.clients.claim();
  };
  event.waitUntil(tidy());
});

self.addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  if (method === "GET" && url.startsWith(home.href)) {
    event.respondWith(answer(event.request));
  }
});

async function answer(request) {
  const url = new URL(request.url);
  // A folder is its page.
  if (url.pathname.endsWith("/")) {
    url.pathname += "index.html";
  }
  const kept = await caches.match(url.href, { cacheName: CACHE, ignoreSearch: true });
  return kept ?? fetch(request);
}
