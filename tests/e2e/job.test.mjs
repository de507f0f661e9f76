// A visitor looks at one job: how long it has been red, what failed, every run; the figures are
// those of the command line.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";

import { SMALL } from "./fixtures.mjs";
import { jobFigure, sameJob } from "./same.mjs";
import {
  DIST,
  addressHas,
  chartTable,
  countIs,
  counts,
  digits,
  download,
  drag,
  findCli,
  openData,
  openWhole,
  query,
  serveData,
  stats,
  suite,
  until,
} from "./support.mjs";

const check = suite();
const SAMPLE = join(DIST, "sample");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

const QEMU = "run-k8s / tests (qemu, amd64)";
const CLH = "run-k8s / tests (clh, amd64)";

const shown = (app) => app.hook("job").waitFor();
const standing = (app) => app.hook("standing").innerText();

check("how long has this job been red: from the table to its whole history", async (app, context) => {
  if (!findCli()) return context.skip("the program `tailorbird` is not built");
  await openWhole(app, { status: "failing", sort: "state" });
  const name = (await app.rows())[0];
  await app.expand(name).click();
  await app.hook("whole-history").click();
  await shown(app);
  assert.equal(query(app).get("view"), "job");
  const id = query(app).get("job");
  const told = stats(SAMPLE, "--view", "job", "--url", `?view=job&job=${id}`);
  assert.equal(told.job, name);
  const text = await standing(app);
  assert.match(text, new RegExp(`^Red for (at least )?${told.streak} runs?, since ${told.broken_since} \\(\\d+ \\w+ \\d{4}`));
  assert.match(text, /\d+d \d\dh up to the newest run loaded/);
  assert.match(text, told.last_good ? new RegExp(`Last good: ${told.last_good} `) : /It never passed in what is loaded/);
  await sameJob(app, told);
  await app.page.goBack();
  await app.row(name).waitFor();
});

check("jobs of every state agree with the command line, nightly and of pull requests", async (app, context) => {
  if (!findCli()) return context.skip("the program `tailorbird` is not built");
  const seen = [];
  for (const view of ["nightly", "prs"]) {
    const { jobs } = stats(SAMPLE, "--url", `?view=${view}`);
    for (const state of ["failing", "broken", "flaky", "recovered", "passing"]) {
      const job = jobs.find((one) => one.state === state);
      if (job) seen.push(job.id);
    }
  }
  assert.ok(seen.length >= 6, `${seen.length} states`);
  for (const id of seen) {
    await openWhole(app, { view: "job", job: id });
    await shown(app);
    await sameJob(app, stats(SAMPLE, "--url", `?view=job&job=${id}`));
  }
});

check("its charts have the nights of the command line's runs, and a drag chooses a window", async (app, context) => {
  if (!findCli()) return context.skip("the program `tailorbird` is not built");
  const { jobs } = stats(SAMPLE, "--url", "?view=nightly");
  const { id } = jobs.find((job) => job.state === "flaky") ?? jobs[0];
  await openWhole(app, { view: "job", job: id });
  await shown(app);
  const told = stats(SAMPLE, "--url", `?view=job&job=${id}&runs=all`);
  const nights = new Map();
  for (const row of told.rows) {
    const night = new Date(row.created_at * 1_000).toISOString().slice(0, 10);
    nights.set(night, [...(nights.get(night) ?? []), row]);
  }
  const of = (rows, result) => rows?.filter((row) => row.result === result).length ?? null;
  const results = await chartTable(app, "results");
  assert.ok(results.length > 20);
  for (const [night, held, passed, failed, skipped] of results) {
    const rows = nights.get(night);
    assert.deepEqual(
      [passed, failed, skipped].map(digits),
      ["passed", "failed", "skipped"].map((result) => of(rows, result)),
      night,
    );
    if (!rows) assert.notEqual(held, "complete");
  }
  assert.deepEqual(
    results.filter(([night]) => nights.has(night)).length,
    nights.size,
    "every night is there",
  );
  const inSeconds = (text) => {
    const units = { d: 86_400, h: 3_600, m: 60, s: 1 };
    return [...text.matchAll(/(\d+)([dhms])/g)].reduce((sum, [, n, unit]) => sum + n * units[unit], 0);
  };
  let seen = 0;
  for (const [night, , p10, p50, p90] of await chartTable(app, "durations")) {
    const passed = nights.get(night)?.filter((row) => row.result === "passed") ?? [];
    if (passed.length === 0) assert.deepEqual([p10, p50, p90], ["n/a", "n/a", "n/a"], night);
    if (passed.length !== 1) continue;
    seen += 1;
    assert.ok(Math.abs(inSeconds(p50) - passed[0].duration_secs) < 60, `${night}: ${p50}`);
    assert.deepEqual([p10, p90], [p50, p50]);
  }
  assert.ok(seen > 10);
  for (const chart of ["results", "durations"]) {
    const one = app.hook(`trend-${chart}`);
    assert.ok((await one.locator(".plot__tick").count()) > 1 && (await one.locator(".plot__mark").count()) > 1, chart);
    assert.equal(await one.locator(".plot__strip").count(), 1);
    assert.match(await one.locator('[data-testid="caption"]').innerText(), /over \d+ nights?: newest/);
  }
  await drag(app, "results", 0.3, 0.6);
  await until(app, () => query(app).get("from"), Boolean, "from");
  const [from, to] = [query(app).get("from"), query(app).get("to")];
  const within = results.filter(([night]) => from <= night && night <= to);
  await until(app, async () => (await chartTable(app, "results")).length, (n) => n === within.length, "the window");
  assert.deepEqual(await chartTable(app, "results"), within);
  await app.hook("window-clear").click();
  await addressHas(app, "from", null);
});

check("the suspect range has its commits, and both commits in its link", async (app, context) => {
  if (!findCli()) return context.skip("the program `tailorbird` is not built");
  const { jobs } = stats(SAMPLE, "--url", "?status=failing,broken");
  const all = jobs.map(({ id }) => stats(SAMPLE, "--url", `?view=job&job=${id}`));
  const told = all.find((one) => one.compare_url);
  await openWhole(app, { view: "job", job: told.id });
  await shown(app);
  const link = app.page.locator('[data-testid="suspect"] a');
  assert.equal(await link.getAttribute("href"), told.compare_url);
  assert.equal(await link.getAttribute("rel"), "noopener noreferrer");
});

check("all runs are listed on request, and the export is what is listed", async (app) => {
  await openWhole(app, { view: "job" });
  await app.hook("job-link").first().locator("a").click();
  await shown(app);
  const [left, listed] = await counts(app);
  assert.equal(left, 20);
  assert.ok(listed > 20);
  await app.hook("show-all").click();
  await addressHas(app, "runs", "all");
  await countIs(app, listed, listed);
  assert.equal(await app.page.locator('[data-testid="runs"] .attempts__run').count(), listed);
  const told = JSON.parse((await download(app, () => app.hook("export-json").click())).text);
  assert.equal(told.rows.length, listed);
  const copied = app.page.url();
  await app.page.goto(copied);
  await app.ready();
  await shown(app);
  await countIs(app, listed, listed);
});

check("mixed results, streaks and holes of old files", async (app) => {
  await openData(app, SMALL, { view: "job", job: CLH });
  await shown(app);
  const cells = await app.hook("run-cell").evaluateAll((all) => all.map(({ dataset }) => dataset.verdict));
  assert.equal(cells.length, 10);
  assert.equal(cells.filter((verdict) => verdict === "mixed").length, 2);
  assert.match(await app.hook("flakes").innerText(), /^Mixed results/);
  assert.equal(await app.page.locator('[data-testid="flakes"] .attempts__run').count(), 2);
  assert.match(await app.hook("failing-steps").innerText(), /No failing step is known/);
  assert.deepEqual(await jobFigure(app, "p50_secs"), ["n/a", "n/a"]);
  await openData(app, SMALL, { view: "job", job: QEMU });
  await shown(app);
  assert.match(await standing(app), /^Red for at least \d+ runs, since #91\.\s+It never passed/);
  const strip = app.page.locator('a[data-testid="run-cell"]');
  assert.match(await strip.first().getAttribute("href"), /^https:\/\/github\.com\//);
});

check("a chip leads to the table with that filter, and the name to its row", async (app) => {
  await openData(app, SMALL, { view: "job", job: CLH });
  await shown(app);
  await app.page.locator(".chip").filter({ hasText: "hypervisor:clh" }).click();
  await addressHas(app, "q", "hypervisor:clh");
  assert.equal(query(app).get("job"), null);
  await app.page.goBack();
  await shown(app);
  await app.page.getByRole("link", { name: "In the table" }).click();
  await countIs(app, 1);
  await app.row(CLH).waitFor();
  assert.deepEqual(await app.rows(), [CLH]);
});

check("jobs are searched by typing and chosen with the keyboard", async (app) => {
  await openData(app, SMALL, { view: "job" });
  await app.hook("choose").waitFor();
  await app.filter().fill("qemu");
  const links = app.hook("job-link");
  await until(app, () => links.count(), (n) => n > 0 && n < 12);
  await links.first().locator("a").focus();
  await app.page.keyboard.press("Enter");
  await shown(app);
  const first = app.hook("run-cell").first();
  await first.focus();
  await app.page.keyboard.press("ArrowRight");
  await app.page.keyboard.press("ArrowRight");
  const focused = () => app.page.evaluate(() => document.activeElement.id);
  assert.equal(await focused(), "cell-2");
  await app.page.keyboard.press("End");
  assert.equal(await focused(), "cell-9");
  await app.page.keyboard.press("Home");
  assert.equal(await focused(), "cell-0");
});

check("the whole name stands above the job and in the title of the page", async (app) => {
  await openData(app, SMALL, { view: "job", job: QEMU });
  await shown(app);
  assert.equal(await app.page.locator(".history__name").innerText(), QEMU);
  await until(app, () => app.page.title(), (title) => title.startsWith(`${QEMU} · `), "the title");
  await openData(app, SMALL, { view: "job" });
  await until(app, () => app.page.title(), (title) => !title.includes(QEMU), "no job in the title");
});

check("what is not there is said, with a way on", async (app) => {
  await openData(app, SMALL, { view: "job", job: "no such job" });
  await app.hook("empty").waitFor();
  assert.match(await app.hook("empty").innerText(), /no such job/);
  assert.equal(await app.hook("export-csv").count(), 0, "there is nothing to save");
  await app.hook("empty").getByRole("button").click();
  await app.hook("choose").waitFor();
  await app.filter().fill("nothing-like-this");
  await app.hook("empty").waitFor();
  await app.hook("empty").getByRole("button", { name: "Clear filters" }).click();
  await app.hook("choose").waitFor();
});

for (const colorScheme of ["light", "dark"]) {
  check(`axe-core finds nothing, ${colorScheme}`, { colorScheme }, async (app) => {
    const isClean = async () => {
      const { violations } = await new AxeBuilder({ page: app.page }).withTags(TAGS).setLegacyMode(true).analyze();
      assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 200)}`), []);
    };
    await openWhole(app, { view: "job" });
    await app.hook("job-link").first().locator("a").click();
    await shown(app);
    await isClean();
    await openData(app, SMALL, { view: "job" });
    await isClean();
  });
}

check("nothing is wider than a phone", { viewport: { width: 390, height: 844 } }, async (app) => {
  await openWhole(app, { view: "job" });
  const fits = () => app.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
  assert.ok(await fits());
  await app.hook("job-link").first().locator("a").click();
  await shown(app);
  assert.ok(await fits());
});

check("published files: each job agrees with the command line", async (app, context) => {
  const folder = process.env.TAILORBIRD_REAL_DATA && join(process.env.TAILORBIRD_REAL_DATA, "legacy-2024-12-21");
  const file = folder && join(folder, "job_stats.json");
  if (!file || !existsSync(file)) return context.skip("TAILORBIRD_REAL_DATA names no folder with the file");
  if (!findCli()) return context.skip("the program `tailorbird` is not built");
  serveData(app, { "job_stats.json": readFileSync(file) });
  const { jobs } = stats(file);
  const some = ["failing", "broken", "recovered", "passing", "none"].map((state) => jobs.find((job) => job.state === state));
  for (const { id } of some.filter(Boolean)) {
    await app.open({ view: "job", job: id, data: "data/job_stats.json" });
    await shown(app);
    await sameJob(app, stats(file, "--url", `?view=job&job=${id}`));
  }
});

check("the window of a pull request names it, also before it is found", async (app) => {
  await app.open({ project: "sample-runtime", view: "pr", pr: "7" });
  await until(app, () => app.page.title(), (title) => title.startsWith("PR #7 · One PR · "), "the title");
});
