// A visitor opens rows: runs, attempts and their links; opened rows stay open.

import assert from "node:assert/strict";

import { SMALL, nightly, prs } from "./fixtures.mjs";
import { addressHas, countIs, openData, query, serveData, suite, until } from "./support.mjs";

const check = suite();

const QEMU = "run-k8s / tests (qemu, amd64)";
const CLH = "run-k8s / tests (clh, amd64)";
const LINT = "static / lint (amd64)";

const details = (app, n) =>
  until(
    app,
    () => app.hook("job-detail").count(),
    (it) => it === n,
    `${n} details`,
  );
const idOf = (app, job) => app.row(job).getAttribute("data-id");
const isOpen = async (app, job) => (await app.expand(job).getAttribute("aria-expanded")) === "true";

for (const [how, act] of [
  ["the chevron", (app) => app.expand(QEMU).click()],
  ["the name", (app) => app.row(QEMU).getByText("tests", { exact: false }).first().click()],
  ["Enter", (app) => app.row(QEMU).press("Enter")],
  ["Space", (app) => app.row(QEMU).press("Space")],
]) {
  check(`${how} opens a row and closes it`, async (app) => {
    await openData(app, SMALL);
    assert.ok(!(await isOpen(app, QEMU)));
    await act(app);
    await details(app, 1);
    assert.ok(await isOpen(app, QEMU));
    assert.equal(query(app).get("open"), await idOf(app, QEMU));
    await act(app);
    await details(app, 0);
    assert.ok(!(await isOpen(app, QEMU)));
    assert.equal(query(app).get("open"), null);
  });
}

check("the details follow their row and tell since when it is broken", async (app) => {
  await openData(app, SMALL);
  await app.expand("build / agent (amd64)").click();
  await details(app, 1);
  const detail = app.hook("job-detail");
  assert.match(await detail.innerText(), /Since #98 · last good #97/);
  const order = await app.page.locator("#jobs-body > tr").evaluateAll((rows) => rows.map((row) => row.dataset.testid));
  const at = order.indexOf("job-detail");
  assert.equal(at, (await app.rows()).indexOf("build / agent (amd64)") + 1);
  await app.expand("build / agent (amd64)").click();
  await app.expand(QEMU).click();
  await until(
    app,
    () => detail.innerText(),
    (text) => /At least since #91 · never passed/.test(text),
  );
});

check("details push the rows below them down, and nothing lies over another", async (app) => {
  await openData(app, SMALL);
  await app.expand(QEMU).click();
  await app.expand(LINT).click();
  await details(app, 2);
  const overlaps = () =>
    app.page.locator("#jobs-body > tr").evaluateAll((rows) => {
      const boxes = rows.map((row) => row.getBoundingClientRect()).sort((a, b) => a.top - b.top);
      return boxes.filter((box, at) => at > 0 && boxes[at - 1].bottom > box.top + 1).length;
    });
  await until(app, overlaps, (n) => n === 0, "no overlap");
});

check("each run with each attempt, and a link for each", async (app) => {
  await openData(app, SMALL);
  await app.expand(CLH).click();
  await details(app, 1);
  const outcomes = await app.hook("attempt").evaluateAll((all) => all.map(({ dataset }) => dataset.outcome));
  assert.equal(outcomes.length, 13);
  assert.equal(outcomes.filter((outcome) => outcome === "failed").length, 3);
  const hrefs = await app
    .hook("attempt")
    .locator("a")
    .evaluateAll((all) => all.map((link) => link.href));
  assert.equal(new Set(hrefs).size, 13);
  assert.ok(hrefs.every((href) => /^https:\/\/github\.com\/example-org\/.+\/job\/\d+$/.test(href)));
  const links = await app
    .hook("job-detail")
    .locator('a:not([data-testid="whole-history"])')
    .evaluateAll((all) => all.map((link) => [link.rel, link.target]));
  assert.ok(links.every(([rel, target]) => rel === "noopener noreferrer" && target === "_blank"));
  assert.deepEqual(
    (await app.cells(CLH)).filter(({ attempts }) => attempts > 1),
    [
      { run: "99", verdict: "mixed", attempts: 2 },
      { run: "96", verdict: "mixed", attempts: 3 },
    ],
  );
});

check("the attempts of a nightly run of old files are no figures of its jobs, those of checks are", async (app) => {
  const job = { results: "P", older: { 0: "F" } };
  serveData(app, { "n.json": nightly({ job }), "p.json": prs({ job }) });
  const cell = app.page.locator('[data-testid="run-cell"]');
  const legend = app.page.getByRole("group", { name: "Legend" });
  await app.open("?data=data/n.json&data=data/p.json");
  assert.deepEqual([await cell.innerText(), await cell.getAttribute("data-attempts")], ["◐", "2"]);
  assert.doesNotMatch(await legend.innerText(), /small figure/);
  await app.tab("prs").click();
  await until(app, () => cell.innerText(), (text) => text === "◐²", "two attempts");
  assert.match(await legend.innerText(), /small figure: attempts listed/);
  // Attempts of checks are taken as published, so the first of them is known.
  await app.expand("job").click();
  const first = app.hook("job-detail").locator("dt", { hasText: "First attempts" }).locator("xpath=following-sibling::dd[1]");
  assert.match(await first.innerText(), /^0 % \(0 of 1\)/);
});

check("an older pass in nightly files proves nothing, and is not called one", async (app) => {
  await openData(app, nightly({ job: { results: "FP", older: { 0: "P" } } }));
  await app.expand("job").click();
  await details(app, 1);
  const outcomes = await app.hook("attempt").evaluateAll((all) => all.map(({ dataset }) => dataset.outcome));
  assert.deepEqual(outcomes.toSorted(), ["failed", "passed", "unknown"]);
  assert.deepEqual(
    (await app.cells("job")).map(({ verdict }) => verdict),
    ["failed", "passed"],
  );
  assert.equal(await app.tile("flaky").getAttribute("data-value"), "0");
});

check("several open rows survive filter, sort and closing of one", async (app) => {
  await openData(app, SMALL);
  for (const job of [QEMU, CLH, LINT]) await app.expand(job).click();
  await details(app, 3);
  const ids = await Promise.all([QEMU, CLH, LINT].map((job) => idOf(app, job)));
  await addressHas(app, "open", ids.join(","));
  await app.filter().fill("run-k8s");
  await countIs(app, 4, 12);
  await details(app, 2);
  await app.sort("name").click();
  await addressHas(app, "sort", "name");
  assert.ok((await isOpen(app, QEMU)) && (await isOpen(app, CLH)));
  await app.filter().fill("");
  await countIs(app, 12, 12);
  await details(app, 3);
  assert.equal(query(app).get("open"), ids.join(","));
  await app.expand(CLH).click();
  await details(app, 2);
  await addressHas(app, "open", `${ids[0]},${ids[2]}`);
});

check("opened rows that the data does not have are told", async (app) => {
  await openData(app, SMALL, { open: "000000000000" });
  assert.ok((await app.notices()).includes("open-unknown"));
  assert.equal(await app.hook("job-detail").count(), 0);
});

const HOSTILE = [
  "javascript:window.hurt=1",
  "data:text/html,<script>window.hurt=1</script>",
  "http://github.com/a/b",
  "https://github.com.evil.example/a",
  "https://evil.example/github.com/a",
  "https://github.com@evil.example/a",
  "https://github.com\\@evil.example/a",
  "//github.com/a",
];

check("links that do not lead to GitHub by https are text", { viewport: { width: 1500, height: 2600 } }, async (app) => {
  const jobs = HOSTILE.map((url, at) => [`job ${at}`, { results: "FP", url }]);
  const file = nightly(Object.fromEntries(jobs));
  for (const [at, [name]] of jobs.entries()) file[name].urls = file[name].urls.map(() => HOSTILE[at]);
  await openData(app, file);
  for (const [name] of jobs) await app.expand(name).click();
  await details(app, HOSTILE.length);
  assert.equal(await app.hook("attempt").count(), 2 * HOSTILE.length);
  assert.deepEqual(
    await app
      .hook("job-detail")
      .locator('a:not([data-testid="whole-history"])')
      .evaluateAll((all) => all.map((it) => it.outerHTML)),
    [],
  );
  assert.deepEqual(app.foreign, []);
});

/** Names as published, and as they are shown: on one line, without what cannot be seen, and cut. */
const NAMES = {
  '<img src=x onerror="window.hurt=1">': null,
  "<script>window.hurt=1</script>": null,
  "&lt;b&gt; &amp; {{7*7}} ${7*7}": null,
  "line one\nline two": "line one line two",
  "right \u202eto left\u202c again": "right to left again",
  "zero\u200bwidth": "zerowidth",
  [`flood e${"\u0301".repeat(50)}`]: `flood e${"\u0301".repeat(3)}`,
  "emoji 🐦 / leaf 🍃": null,
  constructor: null,
  [`long ${"x".repeat(20_000)}`]: `long ${"x".repeat(994)}…`,
};

check("names stay text, whatever is in them", async (app) => {
  await openData(app, nightly(Object.fromEntries(Object.keys(NAMES).map((name) => [name, "FP"]))));
  const shown = Object.entries(NAMES).map(([raw, name]) => name ?? raw);
  await countIs(app, shown.length, shown.length);
  assert.deepEqual((await app.rows()).toSorted(), shown.toSorted());
  assert.ok((await app.notices()).includes("input-issues"));
  const ids = await app.hook("job-row").evaluateAll((rows) => rows.map((row) => row.dataset.id));
  await app.open({ open: ids.join(","), data: "data/job_stats.json" });
  await until(
    app,
    () => app.hook("job-detail").count(),
    (n) => n > 1,
    "several details",
  );
  await app.filter().fill("<img src=x onerror=");
  await countIs(app, 1, shown.length);
  await details(app, 1);
  assert.match(await app.hook("job-detail").innerText(), /<img src=x onerror="window\.hurt=1">/);
  assert.equal(await app.page.locator("#jobs img, #jobs script, #jobs b").count(), 0);
  assert.equal(await app.page.evaluate(() => window.hurt), undefined);
  const sideways = await app.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(sideways <= 0, `${sideways} px beyond the window`);
});

check("a pull-request row shows the pull requests", async (app) => {
  await openData(app, prs({ check: "FPP" }));
  await app.expand("check").click();
  await details(app, 1);
  assert.match(await app.hook("job-detail").innerText(), /PR #500/);
  const hrefs = await app
    .hook("job-detail")
    .locator(".attempts__number a")
    .evaluateAll((all) => all.map((it) => it.href));
  assert.deepEqual(
    hrefs,
    [500, 499, 498].map((n) => `https://github.com/example-org/example-runtime/pull/${n}/checks`),
  );
});
