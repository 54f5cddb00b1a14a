// Lets the page below /inspections/phone/ open without a network, and nothing else. VERSION and
// FILES are put in front of this by the server. What is kept is the same for everybody: the page
// and its scripts. Nobody's work, drafts or photos ever go through here.

const NAME = "inspections-" + VERSION;

self.addEventListener("install", (event) => {
  event.waitUntil(fill().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(forgetOlder().then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const address = new URL(event.request.url);
  if (event.request.method !== "GET" || address.origin !== self.location.origin) return;
  if (FILES.includes(address.pathname)) event.respondWith(kept(event.request, address.pathname));
});

async function fill() {
  const cache = await caches.open(NAME);
  // All of one version or nothing; a redirect to the sign-in is no page of ours.
  const asked = FILES.map((one) => new Request(one, { cache: "reload", redirect: "error" }));
  await cache.addAll(asked);
}

async function forgetOlder() {
  const names = await caches.keys();
  const older = names.filter((one) => one.startsWith("inspections-") && one !== NAME);
  await Promise.all(older.map((one) => caches.delete(one)));
}

async function kept(request, path) {
  const cache = await caches.open(NAME);
  return (await cache.match(path, { ignoreSearch: true })) ?? fetch(request);
}
