// The worker of the phone: opens its page without a connection, and lets no note fall between phone and server.
// `HOUSE` stands above this when it is served (see shell.py). It keeps pages and files that are the same for everybody,
// and nothing that anybody wrote.

const KEPT = `raakvlak-${HOUSE.version}`;
const PATIENCE = 10_000;

self.addEventListener("install", (event) => {
  const wanted = [HOUSE.page, ...HOUSE.files].map((url) => new Request(url, { cache: "no-cache" }));
  event.waitUntil(caches.open(KEPT).then((cache) => cache.addAll(wanted)).then(() => self.skipWaiting()));
});

async function becomeTheOne() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith("raakvlak-") && name !== KEPT);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

self.addEventListener("activate", (event) => event.waitUntil(becomeTheOne()));

async function kept(request, otherwise) {
  const cache = await caches.open(KEPT);
  return (await cache.match(request)) ?? otherwise();
}

function page() {
  return kept(HOUSE.page, () => fetch(HOUSE.page));
}

async function pageOrOurs(request) {
  try {
    return await fetch(request);
  } catch {
    return page();
  }
}

// A note that is sent from the desk's own page: when the server does not answer, it goes on from what that page kept.
async function sentOrKept(request) {
  const copy = request.clone();
  const abort = new AbortController();
  const waiting = setTimeout(() => abort.abort(), PATIENCE);
  try {
    return await fetch(request, { signal: abort.signal });
  } catch {
    const sent = await copy.formData();
    const hasPhoto = [...sent.values()].some((value) => value instanceof File && value.size);
    const what = new URLSearchParams({ bewaar: sent.get("key") ?? "", ...(hasPhoto && { foto: "1" }) });
    return Response.redirect(`${HOUSE.page}#${what}`, 303);
  } finally {
    clearTimeout(waiting);
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (request.mode === "navigate") {
    if (request.method === "POST" && HOUSE.notes.includes(url.pathname)) event.respondWith(sentOrKept(request));
    else if (request.method === "GET" && url.pathname === HOUSE.page) event.respondWith(page());
    else if (request.method === "GET") event.respondWith(pageOrOurs(request));
  } else if (request.method === "GET" && HOUSE.files.includes(url.pathname)) {
    event.respondWith(kept(request, () => fetch(request)));
  }
});
