// Between the pages and the network: the last feed and a page that says so where there is no connection. The server puts "version" and
// "shell" above: a version is a worker of its own, with caches of its own, and takes over when the pages of the one before are closed.
const assets = `assets-${version}`, feed = "feed";
const patience = { feed: 4_000, page: 20_000 };
const most = { photos: 24, bytes: 8 * 1024 * 1024, html: 1024 * 1024 };

const icon = "/favicon.svg";
const outside = () => new Request("/offline", { cache: "reload" });

// Grows whenever what is of a person is forgotten; what was under way then comes too late.
let era = 0;

addEventListener("install", (event) => event.waitUntil(caches.open(assets).then((cache) => cache.addAll([outside(), icon, ...shell]))));
addEventListener("activate", (event) => event.waitUntil(dropOld()));

async function dropOld() {
  for (const name of await caches.keys()) if (name !== assets && name !== feed) await caches.delete(name);
}

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  const here = url.origin === location.origin;
  if (request.method !== "GET") {
    if (here && /^\/sign(in|up|out)$/.test(url.pathname)) event.waitUntil(forget());
  } else if (request.mode === "navigate") {
    if (here) event.respondWith(url.pathname === "/" && !url.search ? home(event) : inTime(fetch(request), patience.page).catch(offline));
  } else if (here && url.pathname.startsWith("/assets/")) event.respondWith(asset(request, url));
  else if (request.destination === "image") event.respondWith(image(request, url));
});

// A page that is open says what of the feed it shows.
addEventListener("message", (event) => event.waitUntil(keepParts(event.data)));

const kept = (url) => caches.match(url, { cacheName: feed, ignoreVary: true });

const inTime = (fresh, limit) => Promise.race([fresh, new Promise((_, late) => setTimeout(late, limit))]);

async function home(event) {
  const fresh = fetch(event.request);
  const now = era;
  // What comes too late to be shown is still the last that came.
  event.waitUntil(fresh.then((response) => keep(response.clone(), now)).catch(() => {}));
  const last = await kept("/");
  return inTime(fresh, last ? patience.feed : patience.page).catch(() => last ? asLast(last) : offline());
}

/** The feed as it was, with the word that it is. */
const asLast = async (page) => html((await page.text()).replace(/(<p class="kept"[^>]*) hidden(="")?/, "$1"), page);

async function offline() {
  const page = await caches.match("/offline", { cacheName: assets, ignoreVary: true });
  const text = await page.text();
  return html(await kept("/") ? text.replace(/( data-last-feed(="")?) hidden(="")?/, "$1") : text, page);
}

function html(text, { headers }) {
  const same = new Headers(headers);
  for (const name of ["content-encoding", "content-length"]) same.delete(name);
  return new Response(text, { headers: same });
}

async function keep(response, now) {
  if (!response.ok) return;
  const text = await response.text();
  // The front page of who is not signed in.
  if (!text.includes('<p class="kept"')) return forget();
  const cache = await caches.open(feed);
  if (now !== era || text.length > most.html) return;
  await cache.put("/", html(text, response));
  await speakAlike(text);
}

/** The page without a connection is in the language and as bright as the feed. */
async function speakAlike(text) {
  const look = (page) => page.match(/<html[^>]*>/)?.[0];
  const cache = await caches.open(assets);
  const mine = await cache.match("/offline", { ignoreVary: true });
  if (!mine || look(await mine.text()) !== look(text)) await cache.add(outside());
}

async function keepParts({ photos, parts }) {
  const now = era;
  if (!await kept("/")) await keep(await fetch("/"), now);
  if (!await kept("/") || now !== era) return;
  // Signed out meanwhile, this cache is gone, and what is put into it with it.
  const cache = await caches.open(feed);
  for (const request of await cache.keys()) if (new URL(request.url).pathname !== "/" && !photos.includes(request.url)) await cache.delete(request);
  let bytes = 0;
  for (const url of photos.slice(0, most.photos)) {
    const photo = await cache.match(url, { ignoreVary: true }) ?? await fetchPhoto(url);
    if (!photo?.ok) continue;
    bytes += (await photo.clone().blob()).size;
    if (bytes > most.bytes || now !== era) break;
    await cache.put(url, photo);
  }
  for (const part of parts) if (!await caches.match(part, { ignoreVary: true })) await asset(new Request(part), new URL(part));
}

/** A bucket says that we may read a photo only where it is asked by a script; the browser may have it from where an image asked. */
const fetchPhoto = (url) => fetch(url, { credentials: "omit", cache: new URL(url).origin === location.origin ? "default" : "reload" }).catch(() => null);

/** What is of a person: the feed, and what they are told while the site is closed. */
async function forget() {
  era++;
  await caches.delete(feed);
  await (await registration.pushManager?.getSubscription())?.unsubscribe();
}

async function asset(request, url) {
  const cache = await caches.open(assets);
  const known = await cache.match(request, { ignoreVary: true });
  if (known) return known;
  try {
    const response = await fetch(request);
    if (response.headers.get("cache-control")?.includes("immutable")) await cache.put(request, response.clone());
    return response;
  } catch {
    // The last feed may be of the version before.
    return await cache.match(`/assets/${version}/${url.pathname.split("/").pop()}`, { ignoreVary: true }) ?? Response.error();
  }
}

const image = async (request, url) => await kept(request.url) ?? fetch(request).catch(() => url.pathname.startsWith("/favicon.") ? caches.match(icon) : Response.error());

addEventListener("push", (event) => {
  const { title, body, url, tag } = event.data.json();
  event.waitUntil(registration.showNotification(title, { body, tag, icon: "/icons/icon-192.png", data: url }));
});

addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(show(new URL(event.notification.data, location.origin)));
});

/** In the page that shows it, else in a new one; what somebody writes in another is left alone. */
async function show(url) {
  const pages = await clients.matchAll({ type: "window", includeUncontrolled: true });
  const page = pages.find((page) => page.url.split("#")[0] === url.href.split("#")[0]);
  await (page ? page.focus() : clients.openWindow(url));
}
