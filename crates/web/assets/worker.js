// The app without a network. Keeps the files that pages are drawn with, and of each home the page as it was shown last; that is shown
// again, and says of when it is, while the server cannot be reached. Whoever signs out takes the pages along.

const PAGES = "pages";
const FILES = "files";
const LAST = "/app";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin) return;
  if (request.method === "GET" && /^\/(assets|brand|logos)\//.test(pathname)) event.respondWith(file(request));
  else if (request.mode === "navigate") event.respondWith(page(request, pathname));
});

/** The addresses of files tell what is in them, so what was kept is right for ever. */
async function file(request) {
  const kept = await caches.match(request);
  if (kept) return kept;
  const fresh = await fetch(request);
  if (fresh.ok) await (await caches.open(FILES)).put(request, fresh.clone());
  return fresh;
}

async function page(request, pathname) {
  let fresh;
  try {
    fresh = await fetch(request);
  } catch (error) {
    const kept = request.method === "GET" && (await asItWas(pathname));
    if (kept) return kept;
    throw error;
  }
  if (pathname.startsWith("/app/sign-")) await caches.delete(PAGES);
  else if (pathname.startsWith("/app/homes/")) await keep(pathname, fresh);
  return fresh;
}

async function keep(pathname, fresh) {
  const pages = await caches.open(PAGES);
  if (fresh.ok) {
    await pages.put(pathname, fresh.clone());
    await pages.put(LAST, fresh.clone());
  } else if (fresh.status >= 400 && fresh.status < 500) {
    // Theirs no more.
    await caches.delete(PAGES);
  }
}

/** The page that was kept, or the last one of any home, with the note that says of when it is. */
async function asItWas(pathname) {
  const pages = await caches.open(PAGES);
  const kept = (await pages.match(pathname)) ?? (await pages.match(LAST));
  if (!kept) return null;
  const text = (await kept.text()).replace("data-as-it-was hidden", "data-as-it-was");
  return new Response(text, { headers: kept.headers });
}
