// Opens the page without a network, as it was seen last.
//
// What one load of the page fetched (page, program, style, configuration, data) is one generation
// in a cache of its own. It takes the place of the one before once the page says that all of it is
// there; until then, and whenever the network fails, the one before answers, whole. Names carry the
// page's path: one host may hold many dashboards. `"offline": false` in config.json ends it.
"use strict";

const PREFIX = "tailorbird:" + new URL(registration.scope).pathname + ":";
const CURRENT = PREFIX + "current";
const PAGE = registration.scope;
const CONFIG = new URL("config.json", PAGE).href;
/** A page that does not answer for so long comes from the last generation, where there is one. */
const PATIENCE_MS = 8000;
/** The configuration has switched it off: what is still on the way is not kept. */
let ended = false;

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));

addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !/^https?:/.test(request.url)) return;
  if (request.mode === "navigate") event.respondWith(open(event));
  else if (event.clientId) event.respondWith(load(event));
});

addEventListener("message", (event) => {
  if (event.data && Array.isArray(event.data.loaded)) {
    const { loaded, hashes } = event.data;
    event.waitUntil(unlessEnded(() => finish(event.source.id, loaded, hashes)));
  }
});

/** The page itself: from the network, else of the last generation. */
async function open(event) {
  const { request } = event;
  const last = await current();
  const late = new Promise((_, fail) => {
    if (last) setTimeout(() => fail(new Error("late")), PATIENCE_MS);
  });
  try {
    const answer = await Promise.race([fetch(request), late]);
    if (answer.ok && event.resultingClientId) {
      keep(event, event.resultingClientId, PAGE, answer.clone());
    }
    if (answer.status < 500 || !last) return answer;
  } catch (error) {
    if (!last) throw error;
  }
  return (await last.match(PAGE)) || fetch(request);
}

/** What the page asks for. Built files have their hash in their name; all else is asked anew. */
async function load(event) {
  const { request, clientId } = event;
  const last = await current();
  const kept = last && (await last.match(request.url));
  const isBuilt = /-[0-9a-f]{8,}(_bg|_later)?\.(js|wasm|css)$/.test(new URL(request.url).pathname);
  if (kept && isBuilt) {
    keep(event, clientId, request.url, kept.clone());
    return kept;
  }
  let answer;
  try {
    answer = await fetch(request);
  } catch (error) {
    if (!kept) throw error;
  }
  if (answer && answer.ok) {
    if (request.url === CONFIG) event.waitUntil(heed(answer.clone()));
    keep(event, clientId, request.url, answer.clone());
    return answer;
  }
  if (answer && (!kept || answer.status < 500)) return answer;
  return aged(kept);
}

/** What was kept, and since when: the page says so. */
function aged(kept) {
  const headers = new Headers(kept.headers);
  headers.set("x-tailorbird-kept", kept.headers.get("date") || "");
  return new Response(kept.body, { status: kept.status, headers });
}

function keep(event, client, url, answer) {
  event.waitUntil(unlessEnded(() => put(PREFIX + client, url, answer)).catch(() => {}));
}

async function put(name, url, answer) {
  await (await caches.open(name)).put(url, answer);
}

/** Does what writes; where it is ended meanwhile, what was written is taken away again. */
async function unlessEnded(write) {
  if (ended) return;
  try {
    await write();
  } finally {
    if (ended) await clear();
  }
}

/**
 * The last whole generation. Looked up by name only: opening a cache makes it where there is none,
 * and it may just have been taken away.
 */
async function current() {
  const pointer = await caches.match(PAGE, { cacheName: CURRENT });
  const cacheName = pointer && (await pointer.text());
  if (!cacheName || !(await caches.has(cacheName))) return null;
  return { match: (url) => caches.match(url, { cacheName }) };
}

/** The page of this client has loaded everything: what it fetched is the new generation. */
async function finish(client, urls, hashes) {
  const name = PREFIX + client;
  const cache = await caches.open(name);
  // The first time the page was loaded before there was anybody to keep what it fetched.
  for (const url of [PAGE, ...urls]) {
    if (await cache.match(url)) continue;
    // What is not as it should be is not kept, and with it nothing of this load.
    const integrity = (hashes && hashes[url]) || "";
    await cache.add(new Request(url, { credentials: "same-origin", integrity }));
  }
  await (await caches.open(CURRENT)).put(PAGE, new Response(name));
  const alive = (await clients.matchAll({ includeUncontrolled: true })).map((c) => PREFIX + c.id);
  for (const old of await caches.keys()) {
    if (old.startsWith(PREFIX) && old !== CURRENT && old !== name && !alive.includes(old)) {
      await caches.delete(old);
    }
  }
}

/** Ends itself where the configuration says so. */
async function heed(answer) {
  const config = await answer.json().catch(() => ({}));
  if (!config || config.offline !== false) return;
  ended = true;
  await registration.unregister();
  await clear();
}

async function clear() {
  for (const name of await caches.keys()) {
    if (name.startsWith(PREFIX)) await caches.delete(name);
  }
}
