// What is made while the pointer rests where it would press: nobody finds it before, and a press shows what
// the data and the address say then.

import assert from "node:assert/strict";

import { SMALL, nightly, prs } from "./fixtures.mjs";
import { countIs, openData, serveData, suite, until } from "./support.mjs";

const check = suite();

const QEMU = "run-k8s / tests (qemu, amd64)";
const PULLS = { "static / build": "PFS.P", "static / lint": "FFP.P", "static / unit": "PPPPP" };
const MORE = { "static / lint": "PPPF", "static / later": "FPPP" };

/** Lines and details that were made ahead and are not shown. */
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
  assert.equal(await unseen(app).locator("td").evaluate((it) => it.checkVisibility()), false);
  assert.equal(await unseen(app).locator("[id], [data-testid], [data-job], [tabindex]").count(), 0);
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

/** Opens a row: how far below its details the next line is then, before another frame or timer. */
const openAtOnce = (app, job) =>
  app.expand(job).evaluate(async (button) => {
    button.click();
    await new Promise((go) => setTimeout(go));
    const detail = document.querySelector('[data-testid="job-detail"]').getBoundingClientRect();
    const below = [...document.querySelectorAll('[data-testid="job-row"]')].map((row) => row.getBoundingClientRect().top);
    return [Math.min(...below.filter((top) => top > detail.top)) - detail.bottom, detail.height];
  });

check("an opened row has its place at once, with details that were made ahead and without", async (app) => {
  const jobs = (results) => nightly({ job: { results }, other: { results: "FF" }, last: { results: "PP" } });
  await openData(app, jobs("FP"));
  const [plain, then] = await openAtOnce(app, "job");
  assert.ok(Math.abs(plain) <= 1, plain);
  await app.expand("job").dispatchEvent("click");
  await until(app, () => app.hook("job-detail").count(), (n) => n === 0, "closed");
  await pointAt(app, app.expand("other"));
  await unseen(app).waitFor({ state: "attached" });
  const [ahead] = await openAtOnce(app, "other");
  assert.ok(Math.abs(ahead) <= 1, ahead);
  await app.expand("other").dispatchEvent("click");
  await until(app, () => app.hook("job-detail").count(), (n) => n === 0, "closed");
  // What was measured for older data is not what is opened.
  await pointAt(app, app.expand("job"));
  await unseen(app).waitFor({ state: "attached" });
  serveData(app, { "job_stats.json": jobs("FFFFFFFF") });
  await app.hook("reload").dispatchEvent("click");
  await until(app, () => app.hook("job-row").first().locator('[data-testid="run-cell"]').count(), (n) => n === 8, "the new data");
  const [older, now] = await openAtOnce(app, "job");
  assert.ok(Math.abs(now - then) > 10, `${then} ${now}`);
  assert.ok(Math.abs(older) <= 1, older);
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

check("lines of another view are laid out under a resting pointer, and nobody meets them", async (app) => {
  await openBoth(app);
  const page = () =>
    app.page.evaluate(() => {
      getSelection().selectAllChildren(document.getElementById("jobs"));
      const selected = getSelection().toString().trim();
      getSelection().removeAllRanges();
      return { height: document.documentElement.scrollHeight, selected, found: window.find("unit") };
    });
  const before = [await page(), await shown(app)];
  assert.equal(before[0].found, false);
  await pointAt(app, app.tab("prs"));
  await until(app, () => unseen(app).count(), (n) => n === 3, "three lines");
  assert.deepEqual([await page(), await shown(app)], before);
  assert.equal(await unseen(app).locator("xpath=descendant-or-self::*[@id or @data-testid or @data-job or @data-line or @tabindex]").count(), 0);
  const at = await app.hook("job-row").first().boundingBox();
  const hit = await app.page.evaluate(([x, y]) => document.elementFromPoint(x, y).closest("tr").dataset.testid, [at.x + 300, at.y + 5]);
  assert.equal(hit, "job-row");
  await app.page.mouse.down();
  await app.page.mouse.up();
  await countIs(app, 3, 3);
  assert.equal((await page()).found, true, "found once it is shown");
  await app.page.emulateMedia({ media: "print" });
  assert.deepEqual(await unseen(app).evaluateAll((all) => [...new Set(all.map((it) => getComputedStyle(it).display))]), ["none"]);
});

check("they are shown by the press, and those that were shown by the press that goes back", async (app) => {
  await openBoth(app);
  const mark = (name) => app.hook("job-row").evaluateAll((all, name) => all.forEach((it) => (it.mark = name)), name);
  const marks = () => app.hook("job-row").evaluateAll((all) => all.map((it) => it.mark));
  const [nightlies, jobs] = [await shown(app), await app.rows()];
  await mark("nightly");
  await pointAt(app, app.tab("prs"));
  await unseen(app).evaluateAll((all) => all.forEach((it) => (it.mark = "prs")));
  await app.page.mouse.down();
  await app.page.mouse.up();
  await countIs(app, 3, 3);
  assert.deepEqual(await marks(), ["prs", "prs", "prs"]);
  assert.equal(await app.page.locator('#jobs-body > [tabindex="0"]').count(), 1);
  await app.hook("job-row").first().focus();
  await app.page.keyboard.press("ArrowDown");
  const focused = () => app.page.evaluate(() => document.activeElement.dataset.job);
  await until(app, focused, (job) => job === "static / build", "the second line has the focus");
  await app.tab("nightly").dispatchEvent("click");
  await countIs(app, jobs.length, jobs.length);
  assert.deepEqual(await shown(app), nightlies);
  assert.deepEqual((await marks()).slice(0, 3), ["nightly", "nightly", "nightly"]);
});

check("a row that was opened has its details when one goes back to its view", async (app) => {
  await openBoth(app);
  await app.expand(QEMU).dispatchEvent("click");
  await pointAt(app, app.tab("prs"));
  await app.page.mouse.down();
  await app.page.mouse.up();
  await countIs(app, 3, 3);
  assert.equal(await app.hook("job-detail").count(), 0);
  await app.page.goBack();
  const height = () => app.hook("job-detail").evaluateAll((all) => all.map((it) => it.offsetHeight > 100));
  await until(app, height, (all) => all.length === 1 && all[0], "the details");
});

check("the focus stays on the line of its number, whichever view has it", async (app) => {
  await openBoth(app);
  const focused = () => app.page.evaluate(() => document.activeElement.id);
  await app.hook("job-row").first().focus();
  await app.page.keyboard.press("j");
  await until(app, focused, (id) => id === "line-1", "the second line");
  await pointAt(app, app.tab("prs"));
  for (const [view, count] of [["p", 3], ["n", 12], ["p", 3]]) {
    await app.page.keyboard.press("g");
    await app.page.keyboard.press(view);
    await countIs(app, count, count);
    await until(app, focused, (id) => id === "line-1", `the second line after g ${view}`);
    assert.equal(await app.page.locator('#jobs-body > [tabindex="0"]').count(), 1);
  }
});

check("a short list leaves no lines of another view below it", async (app) => {
  await app.page.setViewportSize({ width: 1500, height: 300 });
  await openBoth(app);
  await pointAt(app, app.tab("prs"));
  await app.page.mouse.down();
  await app.page.mouse.up();
  await countIs(app, 3, 3);
  await app.filter().fill("lint");
  await countIs(app, 1, 3);
  assert.ok((await unseen(app).count()) <= 1);
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
