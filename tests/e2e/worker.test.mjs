// The worker itself, on a store whose steps come in any order: what a browser shows once in a
// thousand loads is shown here by one of a few hundred orders, each the same at every run.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { setImmediate } from "node:timers/promises";
import vm from "node:vm";

import { DIST } from "./browser.mjs";

const HOST = "https://host/any/";
const FILES = ["app-0123456789abcdef.js", "app-0123456789abcdef_bg.wasm", "style.css", "data.json"].map((name) => HOST + name);

/** Steps that take a while each, by chance but the same for one seed. */
function chance(seed) {
  let state = seed * 2654435761 + 1;
  const next = () => (state = (state * 1103515245 + 12345) % 2147483648) / 2147483648;
  return async () => {
    for (let left = Math.floor(next() * 6); left > 0; left -= 1) await setImmediate();
  };
}

/** A store as browsers have it: opening makes a cache, looking up by name does not. */
function store(step) {
  const all = new Map();
  const opened = (files) => ({
    match: async (url) => (await step(), files.get(String(url))?.clone()),
    put: async (url, answer) => (await step(), void files.set(String(url), answer)),
    add: async (request) => (await step(), void files.set(request.url, new Response("added"))),
  });
  return {
    names: () => [...all.keys()],
    has: async (name) => (await step(), all.has(name)),
    keys: async () => (await step(), [...all.keys()]),
    delete: async (name) => (await step(), all.delete(name)),
    match: async (url, { cacheName }) => (await step(), all.get(cacheName)?.get(String(url))?.clone()),
    async open(name) {
      await step();
      if (!all.has(name)) all.set(name, new Map());
      return opened(all.get(name));
    },
  };
}

/** The worker in a world of its own. */
function worker(seed, config) {
  const step = chance(seed);
  const listeners = new Map();
  const caches = store(step);
  const world = vm.createContext({
    URL, Request, Response, Headers, Promise, setTimeout: () => 0, caches,
    registration: { scope: HOST, unregister: step },
    clients: { claim: step, matchAll: async () => [] },
    skipWaiting() {},
    addEventListener: (name, heard) => listeners.set(name, heard),
    async fetch(request) {
      await step();
      return new Response(request.url.endsWith("config.json") ? JSON.stringify(config()) : "here");
    },
  });
  vm.runInContext(readFileSync(`${DIST}/sw.js`, "utf8"), world);
  const send = async (name, event) => {
    const waits = [];
    const all = { ...event, waitUntil: (one) => waits.push(one), respondWith: (one) => waits.push(one) };
    listeners.get(name)(all);
    // What is waited for may ask for more waiting.
    for (let n = 0; n < waits.length; n += 1) await waits[n];
  };
  const get = (url, client) => send("fetch", { request: { url, method: "GET", mode: "cors" }, clientId: client });
  return {
    caches,
    /** One load: the page, then all its files at once, and where it `says` so, that all are there. */
    async load(client, says) {
      const page = { url: HOST, method: "GET", mode: "navigate" };
      await send("fetch", { request: page, resultingClientId: client });
      const files = [...FILES, `${HOST}config.json`].map((url) => get(url, client));
      const said = says && send("message", { data: { loaded: FILES, hashes: {} }, source: { id: client } });
      // What is asked for after the rest, sooner or later.
      const late = (async () => {
        for (let left = 3 * client.length + (seed % 40); left > 0; left -= 1) await setImmediate();
        await get(`${HOST}late.json`, client);
      })();
      await Promise.all([...files, said, late]);
    },
  };
}

test("in whatever order its steps come, an ended worker leaves no cache", async () => {
  for (let seed = 1; seed <= 300; seed += 1) {
    let config = {};
    const one = worker(seed, () => config);
    await one.load("first", true);
    assert.deepEqual(one.caches.names().sort(), ["tailorbird:/any/:current", "tailorbird:/any/:first"]);
    config = { offline: false };
    // A page that has read its configuration says nothing; one before that may have.
    await one.load("second", seed % 2 === 0);
    assert.deepEqual(one.caches.names(), [], `order ${seed}`);
  }
});
