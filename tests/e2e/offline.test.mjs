// Without a network: the page and the data of the last load, as one whole, and an end to it.

import assert from "node:assert/strict";

import { SMALL, nightly } from "./fixtures.mjs";
import { SUB_PATH, countIs, serveData, suite, until } from "./support.mjs";

const check = suite();
const ALLOWED = { serviceWorkers: "allow" };
const DATA = { data: "data/job_stats.json" };

/** Names of the caches of this page. */
const caches = (app) => app.page.evaluate(() => globalThis.caches.keys());
/** Waits until the last load is kept. */
const kept = (app) =>
  until(app, () => caches(app), (names) => names.some((name) => name.endsWith(":current")), "kept");
/** Loads the page again, through its worker, and waits until what it loaded is kept. */
async function again(app, query) {
  const before = await pointer(app);
  await app.open(query);
  await until(app, () => pointer(app), (now) => now !== before && now !== null, "kept again");
}
/** Which cache is the present generation. */
const pointer = (app) =>
  app.page.evaluate(async () => {
    const name = (await caches.keys()).find((key) => key.endsWith(":current"));
    if (!name) return null;
    const cache = await caches.open(name);
    const [request] = await cache.keys();
    return request ? (await cache.match(request)).text() : null;
  });

check("the last load opens without a network, and says so", ALLOWED, async (app) => {
  serveData(app, { "job_stats.json": JSON.stringify(SMALL) });
  await app.open(DATA);
  const rows = await app.rows();
  const count = await app.count();
  await kept(app);
  await app.server.close();
  await app.open({ ...DATA, sort: "name" });
  assert.equal(await app.count(), count);
  assert.deepEqual([...(await app.rows())].sort(), [...rows].sort());
  const notice = app.page.locator('[data-code="offline-copy"]');
  assert.match(await notice.innerText(), /network did not answer/);
  app.errors.length = 0;
});

check("each load replaces the one before as a whole", ALLOWED, async (app) => {
  serveData(app, { "job_stats.json": JSON.stringify(SMALL) });
  await app.open(DATA);
  await kept(app);
  const one = nightly({ "only / job": "PF" });
  serveData(app, { "job_stats.json": JSON.stringify(one) });
  await again(app, DATA);
  await countIs(app, 1, 1);
  // A host that answers with faults counts as none.
  app.server.override(/./, { status: 503 });
  await app.open(DATA);
  await countIs(app, 1, 1);
  assert.equal(await app.hook("notice").filter({ hasText: "network did not answer" }).count(), 1);
  const names = await caches(app);
  assert.ok(names.every((name) => name.startsWith(`tailorbird:${SUB_PATH}:`)), names.join(" "));
});

check("a load that fails in part replaces nothing", ALLOWED, async (app) => {
  serveData(app, { "job_stats.json": JSON.stringify(SMALL) });
  await app.open(DATA);
  await kept(app);
  const first = await pointer(app);
  app.server.override(`${SUB_PATH}data/job_stats.json`, { status: 404 });
  await app.goto(DATA);
  await app.page.getByText("could not be opened").first().waitFor();
  assert.equal(await pointer(app), first);
});

for (const [what, path] of [
  ["a part of the program", /_later\.wasm$/],
  ["a later sheet", /_later\.css$/],
]) {
  check(`${what} that is not the right one is not kept`, ALLOWED, async (app) => {
    serveData(app, { "job_stats.json": JSON.stringify(SMALL) });
    app.server.override(path, { body: "<p>soon", headers: { "cache-control": "no-store" } });
    await app.open(DATA);
    await until(app, () => caches(app), (names) => names.length > 0, "something is kept");
    await app.page.waitForTimeout(1500);
    assert.equal(await pointer(app), null, "and is no generation");
    app.server.reset();
    await app.open(DATA);
    await kept(app);
    await app.server.close();
    await app.open(DATA);
    await app.page.keyboard.press("?");
    await app.page.getByRole("dialog").waitFor();
    app.errors.length = 0;
  });
}

check("chosen columns and every part are there without a network", ALLOWED, async (app) => {
  serveData(app, { "job_stats.json": JSON.stringify(SMALL) });
  app.server.override(/./, { headers: { "cache-control": "no-store" } });
  await app.page.addInitScript(() => localStorage.setItem(`tailorbird:${location.pathname}:columns`, "rate,p50"));
  await app.open(DATA);
  await kept(app);
  await app.server.close();
  await app.open({ ...DATA, runs: "5" });
  await countIs(app, 11, 11);
  await app.tab("grid").click();
  await app.page.waitForSelector('[data-testid="tab-grid"][aria-current]');
  assert.equal(await app.page.locator(".boot__message").count(), 0);
  assert.equal(await app.page.evaluate(() => window.__tailorbird.sheet.isThere), true);
  app.errors.length = 0;
});

check("the configuration ends it: no worker and no cache is left", ALLOWED, async (app) => {
  serveData(app, { "job_stats.json": JSON.stringify(SMALL) });
  await app.open(DATA);
  await kept(app);
  app.server.mount(`${SUB_PATH}config.json`, { version: 1, offline: false });
  await app.open(DATA);
  await until(app, () => caches(app), (names) => names.length === 0, "no cache");
  const left = () => app.page.evaluate(() => navigator.serviceWorker.getRegistrations());
  await until(app, left, (all) => all.length === 0, "no worker");
  // One that was stopped and started again has forgotten that it is ended, and has kept something.
  const other = "tailorbird:/another/:current";
  const late = [`tailorbird:${SUB_PATH}:late`, other];
  await app.page.evaluate((names) => Promise.all(names.map((name) => globalThis.caches.open(name))), late);
  await app.open(DATA);
  await until(app, () => caches(app), (names) => names.join() === other, "no cache but that of another page");
});

check("a page that may be installed: its manifest leads back to it", async (app) => {
  await app.open();
  const href = await app.page.locator('link[rel="manifest"]').getAttribute("href");
  const manifest = await app.page.evaluate(async (at) => (await fetch(at)).json(), href);
  assert.deepEqual([manifest.start_url, manifest.scope, manifest.display], ["./", "./", "standalone"]);
});
