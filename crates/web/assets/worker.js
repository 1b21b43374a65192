// The app without a network. Keeps the files that pages are drawn with, and of each home the page as it was shown last; that is shown
// again, and says of when it is, while the server cannot be reached. Who signs in, signs out, comes by a link or has no home any more
// finds none of them. And shows notices that come while it is closed.

const PAGES = "pages";
const FILES = "files";
const LAST = "/app";
/** What is shown where nothing was kept: it is of nobody. */
const NOTHING = "/app/offline";
/** All are put in by the server. */
const [ICON, STYLE, KEY] = ["/assets/app-192.png", "/assets/style.css", "PUSH_KEY"];
/** A line that is dead behind a Wi-Fi that works answers nothing at all. */
const PATIENCE = 5_000;

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(keepNothing().catch(() => {}));
});
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim().then(keepOpenPages)));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin) return;
  if (request.method !== "GET") {
    // Forms go their own way: who sends them is not to be hidden. But what was theirs ends with them, whether the answer comes or not.
    if (/^\/app\/(sign-out|account\/sign-outs|homes\/[0-9a-f-]+\/departure)$/.test(pathname)) event.waitUntil(caches.delete(PAGES));
    return;
  }
  if (/^\/(assets|brand|logos)\//.test(pathname)) event.respondWith(file(event));
  else if (request.headers.has("portico-live") && isHome(pathname)) event.respondWith(live(event, pathname));
  else if (request.mode === "navigate" && /^\/app(\/|$)/.test(pathname)) event.respondWith(page(event, pathname));
});

const isHome = (pathname) => /^\/app\/homes\/[0-9a-f-]+$/.test(pathname);

/** The addresses of files tell what is in them, so what was kept is right for ever. */
async function file(event) {
  const kept = await caches.match(event.request);
  if (kept) return kept;
  const fresh = await fetch(event.request);
  if (fresh.ok) later(event, keepFile(event.request, fresh.clone()));
  return fresh;
}

async function keepFile(request, fresh) {
  const files = await caches.open(FILES);
  // Of a release before: the same name with another digest.
  const name = (url) => new URL(url).pathname.replace(/\.[0-9a-f]{16}\./, ".");
  const old = (await files.keys()).filter((it) => it.url !== request.url && name(it.url) === name(request.url));
  await Promise.all(old.map((it) => files.delete(it)));
  await files.put(request, fresh);
}

/** An open page that asks by itself: what it is shown is the last known state from then on. */
async function live(event, pathname) {
  const fresh = await fetch(event.request);
  if (fresh.ok && !fresh.redirected) later(event, keepPage(pathname, fresh.clone()));
  // Whoever may not see it any more keeps nothing of it.
  else if (fresh.redirected || [401, 403, 404].includes(fresh.status)) later(event, caches.delete(PAGES));
  return fresh;
}

async function page(event, pathname) {
  const kept = isHome(pathname) || pathname === LAST ? await asItWas(pathname) : null;
  let fresh;
  try {
    fresh = await withPatience(event.request, kept ? PATIENCE : undefined);
  } catch (error) {
    const nothing = kept ?? (await caches.match(NOTHING));
    if (nothing) return nothing;
    throw error;
  }
  // A server that is away, or has too much to do, says nothing of who may see what.
  if (fresh.status >= 500 || fresh.status === 429) return kept ?? fresh;
  later(event, keepPage(pathname, fresh.clone()));
  return fresh;
}

/** Gives up when nothing at all has come in this time; what has begun to come may take as long as it takes. */
async function withPatience(request, patience) {
  const given = new AbortController();
  const timer = patience && setTimeout(() => given.abort(), patience);
  try {
    return await fetch(request, { signal: given.signal });
  } finally {
    clearTimeout(timer);
  }
}

/** What is kept is kept beside the answer, which it neither delays nor spoils. */
function later(event, work) {
  event.waitUntil(work.catch(() => {}));
}

async function keepPage(pathname, fresh) {
  // The first page leads on to the home of whoever has one; shown itself, there may be none any more.
  const leadsOn = fresh.type === "opaqueredirect";
  if (isHome(pathname) && fresh.ok) {
    const pages = await caches.open(PAGES);
    await pages.put(pathname, fresh.clone());
    await pages.put(LAST, fresh);
  } else if (!leadsOn && !/^\/app\/(set-up|agreements|account)(\/|$)/.test(pathname)) {
    await caches.delete(PAGES);
  }
}

async function keepNothing() {
  const files = await caches.open(FILES);
  // As nobody in particular.
  await files.addAll([new Request(NOTHING, { credentials: "omit" }), STYLE]);
}

/** Pages that were open before there was a worker. */
async function keepOpenPages() {
  for (const client of await self.clients.matchAll({ type: "window" })) {
    const { pathname } = new URL(client.url);
    if (!isHome(pathname)) continue;
    const fresh = await fetch(client.url).catch(() => null);
    if (fresh?.ok && !fresh.redirected) await keepPage(pathname, fresh);
  }
}

/** The page that was kept, or on the first page the last one of any home; with the note that says of when it is. */
async function asItWas(pathname) {
  const kept = await (await caches.open(PAGES)).match(pathname);
  if (!kept) return null;
  const text = (await kept.text()).replace("data-as-it-was hidden", "data-as-it-was");
  return new Response(text, { headers: kept.headers });
}

/** What we sent, and only we could: a title, a sentence, the page that it opens, and of when it is. */
self.addEventListener("push", (event) => {
  const { title, body, page, tag, at } = event.data.json();
  const options = { body, tag, renotify: true, timestamp: at, icon: ICON, data: { page } };
  event.waitUntil(self.registration.showNotification(title, options));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data.page));
});

/** The click lets one window be brought forward, and only at once. */
async function open(page) {
  const windows = await self.clients.matchAll({ type: "window" });
  const path = (it) => new URL(it.url).pathname;
  const shown = windows.find((it) => path(it) === page) ?? windows.find((it) => path(it).startsWith("/app"));
  if (!shown) return self.clients.openWindow(page);
  await shown.focus().catch(() => {});
  if (path(shown) !== page) await shown.navigate(page).catch(() => self.clients.openWindow(page));
}

/** The browser changed the address by itself. Whether notices are heard here at all, the server knows. */
self.addEventListener("pushsubscriptionchange", (event) => event.waitUntil(moved(event.newSubscription)));

async function moved(made) {
  const options = { userVisibleOnly: true, applicationServerKey: KEY };
  const { endpoint, keys } = (made ?? (await self.registration.pushManager.subscribe(options))).toJSON();
  const body = new URLSearchParams({ endpoint, ...keys, moved: "true" });
  await fetch("/app/account/phones", { method: "POST", body });
}
