// The address is the model of the view: back and forward, copied links, old links, odd values.

import assert from "node:assert/strict";

import { SMALL, many } from "./fixtures.mjs";
import { SUB_PATH, addressHas, countIs, names, openData, query, serveData, suite, table, until } from "./support.mjs";

const check = suite();

const QEMU = "run-k8s / tests (qemu, amd64)";
const scrollY = (app) => app.page.evaluate(() => Math.round(window.scrollY));
const details = (app, n) =>
  until(
    app,
    () => app.hook("job-detail").count(),
    (it) => it === n,
    `${n} details`,
  );

check("back and forward restore filter, choices, order and opened rows", async (app) => {
  await openData(app, SMALL);
  await app.filter().fill("amd64");
  await addressHas(app, "q", "amd64");
  await app.hook("required").click();
  await countIs(app, 4, 12);
  await app.sort("name").click();
  await app.expand(QEMU).click();
  await details(app, 1);
  const last = { url: app.page.url(), rows: await app.rows() };

  await app.page.goBack();
  await details(app, 0);
  await app.page.goBack();
  await addressHas(app, "sort", null);
  assert.equal((await app.rows())[0], QEMU);
  await app.page.goBack();
  await countIs(app, 6, 12);
  assert.equal(await app.hook("required").getAttribute("aria-pressed"), "false");
  assert.equal(await app.filter().inputValue(), "amd64");

  for (let n = 0; n < 3; n += 1) await app.page.goForward();
  await details(app, 1);
  assert.deepEqual({ url: app.page.url(), rows: await app.rows() }, last);
});

check("back restores scroll position and focus", async (app) => {
  await openData(app, many(300));
  await app.page.evaluate(() => scrollTo(0, 4000));
  const job = await until(
    app,
    async () => (await app.rows())[20],
    (it) => it !== undefined,
  );
  await until(app, () => app.row(job).isVisible(), Boolean);
  await app.row(job).focus();
  const before = await scrollY(app);
  await app.row(job).press("Enter");
  await details(app, 1);
  await app.page.evaluate(() => scrollTo(0, 0));
  await until(
    app,
    () => scrollY(app),
    (y) => y === 0,
  );
  await app.page.goBack();
  await until(
    app,
    () => scrollY(app),
    (y) => Math.abs(y - before) <= 1,
    `scrolled to ${before}`,
  );
  const focused = () => app.page.evaluate(() => document.activeElement.dataset.job);
  await until(app, focused, (it) => it === job, "focus on the row");
});

check("a choice does not scroll to the top", async (app) => {
  await openData(app, many(300));
  await app.page.evaluate(() => scrollTo(0, 3000));
  await until(
    app,
    () => scrollY(app),
    (y) => y === 3000,
  );
  // A row in the middle of the window: pressing one that is covered would scroll by itself.
  const inMiddle = () =>
    app.page.evaluate(() => {
      const at = document.elementFromPoint(innerWidth / 3, innerHeight / 2);
      return at?.closest("[data-testid=job-row]")?.dataset.job;
    });
  const job = await until(app, inMiddle, Boolean, "a row in the middle");
  await app.expand(job).click();
  await details(app, 1);
  assert.equal(await scrollY(app), 3000);
});

check("a link opened elsewhere reproduces rows and order", async (app) => {
  await openData(app, SMALL);
  await app.filter().fill("amd64 OR s390x");
  await addressHas(app, "q", "amd64 OR s390x");
  await app.sort("fails").click();
  await app.expand(QEMU).click();
  await details(app, 1);
  const here = await table(app);
  const context = await app.page
    .context()
    .browser()
    .newContext({ viewport: { width: 1500, height: 1000 } });
  try {
    const page = await context.newPage();
    await page.goto(app.page.url());
    await page.waitForSelector('html[data-ready="true"]', { state: "attached" });
    const there = Object.assign(Object.create(app), { page });
    await details(there, 1);
    assert.deepEqual(await table(there), here);
    assert.equal(page.url(), app.page.url());
  } finally {
    await context.close();
  }
});

check("the address does not change when it is opened", async (app) => {
  serveData(app, { "n.json": SMALL });
  const text = "?q=amd64&runs=5&sort=-name&data=data/n.json&future=yes&theme=dark";
  await app.open(text);
  assert.equal(new URL(app.page.url()).search, text);
});

check("unknown keys are kept through every change", async (app) => {
  await openData(app, SMALL, { tool: "x/y z", flag: "" });
  await app.filter().fill("lint");
  await addressHas(app, "q", "lint");
  await app.sort("name").click();
  await addressHas(app, "sort", "name");
  assert.equal(query(app).get("tool"), "x/y z");
  assert.equal(query(app).get("flag"), "");
  assert.deepEqual(await app.notices(), ["legacy-data"]);
});

check("defaults are left out and the rest keeps one order", async (app) => {
  await openData(app, SMALL, { sort: "name", q: "lint", required: "1", runs: "10" });
  await app.sort("name").click();
  await addressHas(app, "sort", "-name");
  assert.equal(new URL(app.page.url()).search, "?q=lint&required=1&sort=-name&data=data/job_stats.json");
  assert.equal(new URL(app.page.url()).pathname, SUB_PATH);
});

for (const [asked, code] of [
  ["q=%E0%A4%A", "url-value"],
  ["q=%zz&runs=5", "url-value"],
  ["runs=0", "url-value"],
  ["runs=lots", "url-value"],
  ["sort=nonsense", "url-value"],
  ["status=failing,nonsense", "url-value"],
  ["required=maybe", "url-value"],
  ["view=nonsense", "url-value"],
  ["group=nonsense", "group-unknown"],
  ["from=2024-01-01", "dates-unknown"],
  ["from=2024-13-01", "url-value"],
  ["project=other", "project-unknown"],
  ["theme=pink", "url-value"],
]) {
  check(`?${asked} is told, and the view opens`, async (app) => {
    serveData(app, { "n.json": SMALL });
    await app.open(`?${asked}&data=data/n.json`);
    assert.ok((await app.notices()).includes(code), `${await app.notices()}`);
    assert.ok((await app.rows()).length > 0);
    assert.equal(await app.tab("nightly").getAttribute("aria-current"), "page");
  });
}

for (const [old, view, q, jobs] of [
  ["display=nightly&value=lint&value=agent&matchMode=or", "nightly", "lint OR agent", 4],
  ["display=nightly&value=lint&value=arm64&matchMode=and", "nightly", "lint arm64", 1],
  ["display=nightly&matchMode=and&value=boot%2520time", "nightly", '"boot time"', 1],
  ["display=nightly&value=build%20%2F%20agent%20(amd64)&value=lint&matchMode=or", "nightly", null, 3],
  ["value=lint", null, "lint", 2],
]) {
  check(`the old link ?${old} works and is rewritten`, async (app) => {
    await openData(app, SMALL);
    await app.page.goto(`${app.address()}?${old}&data=data/job_stats.json`);
    await app.ready();
    await countIs(app, jobs, 12);
    const now = query(app);
    assert.equal(now.get("view"), view);
    if (q !== null) assert.equal(now.get("q"), q);
    for (const key of ["display", "value", "matchMode"]) assert.equal(now.get(key), null, key);
    assert.equal(await app.filter().inputValue(), now.get("q"));
  });
}

check("an old link to the pull requests leads there", async (app) => {
  await app.open("?display=prchecks&value=amd64");
  await addressHas(app, "view", "prs");
  assert.equal(await app.tab("prs").getAttribute("aria-current"), "page");
  assert.ok((await names(app)).every((job) => job.includes("amd64")));
});

check("an old link to one pull request names it, and the way back is there", async (app) => {
  await app.open("?display=prsingle&pr=10686");
  await addressHas(app, "view", "pr");
  assert.equal(query(app).get("pr"), "10686");
  await until(app, () => app.page.locator("main").innerText(), (text) => text.includes("10686"));
  await app.tab("nightly").click();
  await addressHas(app, "view", "nightly");
  assert.ok((await app.rows()).length > 0);
});

check("a query of a megabyte does not hurt", async (app) => {
  serveData(app, { "n.json": SMALL });
  await app.open();
  await app.page.evaluate(() => {
    history.replaceState(0, "", `?future=${"x".repeat(1_100_000)}`);
    dispatchEvent(new PopStateEvent("popstate", { state: 0 }));
  });
  await until(
    app,
    () => app.notices(),
    (all) => all.includes("url-value"),
    "a notice",
  );
  assert.ok((await app.rows()).length > 0);
});
