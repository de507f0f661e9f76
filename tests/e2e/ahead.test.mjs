// What is made while the pointer rests where it would press: nobody finds it before, and a press shows what
// the data and the address say then.

import assert from "node:assert/strict";

import { SMALL, nightly, prs } from "./fixtures.mjs";
import { countIs, openData, serveData, suite, until } from "./support.mjs";

const check = suite();

const QEMU = "run-k8s / tests (qemu, amd64)";
const PULLS = { "static / build": "PFS.P", "static / lint": "FFP.P", "static / unit": "PPPPP" };
const MORE = { "static / lint": "PPPF", "static / later": "FPPP" };

/** Details that were made ahead and are not shown. */
const unseen = (app) => app.page.locator("#jobs-body > tr[aria-hidden]");
const pointAt = async (app, place) => {
  await app.page.waitForSelector("html[data-whole]", { state: "attached" });
  await place.hover();
  await app.page.waitForTimeout(150);
};
const made = (results) => prs(Object.fromEntries(Object.entries(results).map(([job, results]) => [job, { results }])));
const both = { "n.json": SMALL, "p.json": made(PULLS) };
const openBoth = async (app) => {
  serveData(app, both);
  await app.open("?data=data/n.json&data=data/p.json");
};
const shown = (app) =>
  app.hook("job-row").evaluateAll((rows) =>
    rows.map((row) => [
      row.dataset.job,
      ...[...row.querySelectorAll('[data-testid="run-cell"]')].map(({ dataset, title }) => `${dataset.run} ${dataset.verdict} ${title}`),
      ...[...row.querySelectorAll("td")].map((cell) => cell.innerText),
    ]),
  );

check("details under a resting pointer are not seen, found or reached, and take no room", async (app) => {
  await openData(app, SMALL);
  const height = () => app.page.evaluate(() => document.documentElement.scrollHeight);
  const before = [await height(), await shown(app)];
  await pointAt(app, app.expand(QEMU));
  await unseen(app).waitFor({ state: "attached" });
  assert.equal(await app.hook("job-detail").count(), 0);
  assert.equal(await app.hook("attempt").count(), 0);
  assert.equal(await unseen(app).isVisible(), false);
  assert.equal(await unseen(app).locator("[id], [data-testid], [data-act]").count(), 0);
  assert.deepEqual([await height(), await shown(app)], before);
  const links = await unseen(app).locator("a, button").evaluateAll((all) => {
    for (const it of all) it.focus();
    return all.filter((it) => it === document.activeElement).length;
  });
  assert.equal(links, 0);
});

check("they are those of one row, and what a press opens is the same without them", async (app) => {
  const detail = () => app.hook("job-detail").evaluate((it) => [it.getAttribute("aria-hidden"), it.outerHTML.length, it.innerText]);
  await openData(app, SMALL);
  await app.expand(QEMU).dispatchEvent("click");
  const plain = await detail();
  await app.expand(QEMU).dispatchEvent("click");
  await pointAt(app, app.expand("static / lint (amd64)"));
  await pointAt(app, app.expand(QEMU));
  assert.equal(await unseen(app).count(), 1);
  await app.page.mouse.down();
  await app.page.mouse.up();
  assert.deepEqual(await detail(), plain);
  assert.equal(await unseen(app).count(), 0);
  await until(app, () => app.hook("job-detail").evaluate((it) => it.offsetHeight > 100), Boolean, "it has its height");
  await app.page.mouse.down();
  await app.page.mouse.up();
  await until(app, () => app.hook("job-detail").count(), (n) => n === 0, "closed");
});

check("details that were made of older data are not shown", async (app) => {
  await openData(app, nightly({ job: { results: "FP" }, other: { results: "PP" } }));
  await pointAt(app, app.expand("job"));
  await unseen(app).waitFor({ state: "attached" });
  serveData(app, { "job_stats.json": nightly({ job: { results: "PFFF" }, other: { results: "PP" } }) });
  await app.hook("reload").dispatchEvent("click");
  await until(app, () => app.hook("job-row").first().locator('[data-testid="run-cell"]').count(), (n) => n === 4, "the new data");
  await app.expand("job").dispatchEvent("click");
  assert.equal(await app.hook("attempt").count(), 4);
});

check("a view that was pointed at shows the same as one that was not", async (app) => {
  await openBoth(app);
  const nightlies = await shown(app);
  await app.tab("prs").dispatchEvent("click");
  await countIs(app, 3, 3);
  const pulls = await shown(app);
  for (const [view, lines] of [["nightly", nightlies], ["prs", pulls]]) {
    await pointAt(app, app.tab(view));
    await app.page.mouse.down();
    await app.page.mouse.up();
    await countIs(app, lines.length, lines.length);
    assert.deepEqual(await shown(app), lines, view);
  }
});

check("lines that were made of older data or for another filter are not shown", async (app) => {
  await openBoth(app);
  await pointAt(app, app.tab("prs"));
  serveData(app, { ...both, "p.json": made(MORE) });
  await app.hook("reload").dispatchEvent("click");
  await until(app, () => app.tab("prs").innerText(), (text) => /4$/.test(text), "the new data");
  await app.page.mouse.down();
  await app.page.mouse.up();
  await countIs(app, 2, 2);
  assert.deepEqual((await app.rows()).toSorted(), Object.keys(MORE).toSorted());
  await pointAt(app, app.tab("nightly"));
  await app.filter().evaluate((field) => field.focus());
  await app.page.keyboard.type("qemu");
  await app.page.waitForTimeout(200);
  await app.tab("nightly").dispatchEvent("click");
  await until(app, () => app.rows(), (rows) => rows.length > 0 && rows.every((row) => row.includes("qemu")), "the filter holds");
});
