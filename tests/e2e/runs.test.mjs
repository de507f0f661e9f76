// Runs and pull requests a row each, one run by job, and what is new in it against another.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";

import { SMALL, nightly } from "./fixtures.mjs";
import { oneRun, runRows, sameRun, sameRuns } from "./same.mjs";
import { DIST, addressHas, countIs, download, findCli, openData, query, serveData, stats, suite, until } from "./support.mjs";

const check = suite();
const SAMPLE = join(DIST, "sample");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

function hasCli(context) {
  if (!findCli()) context.skip("the program `tailorbird` is not built");
  return findCli();
}

for (const keys of [
  "",
  "project=sample-runtime&runs=20",
  "project=sample-runtime&required=1",
  "project=sample-runtime&q=arm64&runs=all",
  "project=sample-runtime&q=is:failing",
  "project=sample-runtime&from=2026-01-08&to=2026-01-12",
  "project=sample-runtime&kind=prs",
  "kind=prs&q=-e2e&runs=all",
]) {
  check(`runs of the sample are those of the command line: ${keys || "no keys"}`, async (app, context) => {
    if (!hasCli(context)) return;
    await app.open(`?view=runs&${keys}`);
    await sameRuns(app, stats(SAMPLE, "--url", `?view=runs&${keys}`));
  });
}

check("the export is what the command line prints", async (app, context) => {
  if (!hasCli(context)) return;
  for (const address of ["?view=runs&project=sample-runtime&q=k8s", "?view=run&project=sample-runtime&required=1"]) {
    await app.open(address);
    const file = await download(app, () => app.hook("export-json").click());
    assert.deepEqual(JSON.parse(file.text), stats(SAMPLE, "--url", address));
  }
});

check("nights stand together, newest first, with their dates for programs", async (app) => {
  await app.open({ view: "runs", project: "sample-runtime" });
  const dates = (await runRows(app)).map(({ date }) => date);
  assert.ok(dates.every((date) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(date)));
  assert.deepEqual(dates, dates.toSorted().reverse());
  assert.equal(new Set((await runRows(app)).map(({ run }) => run.split(":")[0])).size, 2, "two workflows");
});

check("a switch leads to pull requests and each to its own view", async (app) => {
  await app.open({ view: "runs", project: "sample-runtime" });
  const before = (await runRows(app)).map(({ run }) => run);
  await app.hook("kind-prs").click();
  await addressHas(app, "kind", "prs");
  await until(app, () => app.count(), (text) => text.includes("pull request"));
  assert.equal(await app.hook("kind-prs").getAttribute("aria-pressed"), "true");
  const [first] = await runRows(app);
  assert.equal(first.changes, null, "pull requests are no history");
  const href = await app.hook("run-row").first().getByRole("link").first().getAttribute("href");
  const keys = new URLSearchParams(href);
  assert.deepEqual([keys.get("view"), keys.get("pr")], ["pr", `${first.number}`]);
  await app.page.goBack();
  await until(app, async () => (await runRows(app)).map(({ run }) => run), (now) => now.join() === before.join());
});

check("a run opens by keyboard, and back returns to it", async (app) => {
  await app.open({ view: "runs", project: "sample-runtime" });
  const { run } = (await runRows(app))[3];
  const link = app.hook("run-row").nth(3).getByRole("link").first();
  await link.focus();
  await app.page.keyboard.press("Enter");
  await addressHas(app, "run", run);
  assert.equal(query(app).get("view"), "run");
  await app.hook("run-head").waitFor();
  await app.page.goBack();
  await app.hook("run-row").first().waitFor();
  await until(app, () => app.page.evaluate(() => document.activeElement.id), (id) => id === `run-${run}`, "focus");
});

check("a press anywhere in a row opens it, but on its way out", async (app) => {
  await app.open({ view: "runs", project: "sample-runtime" });
  const row = app.hook("run-row").nth(1);
  const out = row.getByRole("link", { name: "Open on GitHub" });
  assert.match(await out.getAttribute("href"), /^https:\/\/github\.com\//);
  assert.equal(await out.getAttribute("rel"), "noopener noreferrer");
  const word = await row.getAttribute("data-word");
  await row.locator('[data-col="date"]').click();
  await addressHas(app, "run", word);
});

for (const keys of ["", "&q=amd64", "&required=1&runs=all", "&status=failed", "&sort=name"]) {
  check(`one run of the sample is that of the command line: ${keys || "no filter"}`, async (app, context) => {
    if (!hasCli(context)) return;
    for (const run of ["ci-nightly.yaml:1200", "ci-nightly.yaml:1195", "ci-nightly-s390x.yaml:316"]) {
      const address = `?view=run&project=sample-runtime&run=${run}${keys}`;
      await app.open(address);
      await sameRun(app, [SAMPLE], address, keys === "" || keys === "&sort=name" ? ["--project", "sample-runtime"] : null);
    }
  });
}

check("groups stand worst first; passed jobs are a press away, and the address knows", async (app) => {
  await app.open({ view: "run", project: "sample-runtime", run: "ci-nightly.yaml:1200" });
  const words = () => app.hook("run-group").evaluateAll((all) => all.map(({ dataset }) => dataset.group));
  const order = ["failed", "flaky", "cancelled", "running", "unknown", "skipped", "passed"];
  const shown = await words();
  assert.deepEqual(shown, order.filter((word) => shown.includes(word)));
  const passed = app.page.locator('[data-group="passed"]');
  assert.equal(await passed.locator('[data-testid="run-job"]').count(), 0);
  await passed.getByTestId("toggle-group").click();
  await addressHas(app, "open", "passed");
  assert.equal(await passed.locator('[data-testid="run-job"]').count(), Number(await passed.getAttribute("data-count")));
  await passed.getByTestId("toggle-group").click();
  await addressHas(app, "open", null);
});

check("a run is compared with any other of its workflow, and the link says which", async (app) => {
  await app.open({ view: "run", project: "sample-runtime", run: "ci-nightly.yaml:1200" });
  assert.equal(await app.hook("base").inputValue(), "ci-nightly.yaml:1199");
  await app.hook("base").selectOption("ci-nightly.yaml:1190");
  await addressHas(app, "base", "ci-nightly.yaml:1190");
  const chosen = (await oneRun(app)).lists;
  if (findCli()) await sameRun(app, [SAMPLE], new URL(app.page.url()).search, ["--project", "sample-runtime"]);
  const link = new URL(app.page.url()).search;
  await app.open(link);
  assert.deepEqual((await oneRun(app)).lists, chosen, "the link reproduces it");
  assert.equal(await app.hook("base").inputValue(), "ci-nightly.yaml:1190");
  await app.open({ view: "run", project: "sample-runtime", run: "ci-nightly.yaml:1200", base: "ci-nightly-s390x.yaml:318" });
  assert.match(await app.hook("no-diff").innerText(), /another workflow/);
});

check("neighbours lead on, and the oldest run says that it is", async (app) => {
  await app.open({ view: "run", project: "sample-runtime", run: "ci-nightly.yaml:1199" });
  await app.hook("newer-run").click();
  await addressHas(app, "run", "ci-nightly.yaml:1200");
  await app.hook("newer-run").waitFor({ state: "detached" });
  await app.hook("older-run").click();
  await addressHas(app, "run", "ci-nightly.yaml:1199");
  await openData(app, SMALL, { view: "run", run: "91" });
  assert.match(await app.hook("no-diff").innerText(), /oldest run/);
  assert.equal(await app.hook("older-run").count(), 0);
  await app.hook("all-runs").click();
  await addressHas(app, "view", "runs");
});

check("a run that is not there is told, with a way to the list", async (app) => {
  await app.open({ view: "run", project: "sample-runtime", run: "4711" });
  assert.match(await app.hook("empty").innerText(), /4711/);
  await app.hook("all-runs").click();
  await addressHas(app, "view", "runs");
  await app.hook("run-row").first().waitFor();
});

for (const view of ["runs", "run"]) {
  check(`${view}: a filter that leaves nothing can be cleared`, async (app) => {
    await app.open({ view, project: "sample-runtime", q: "nothing-like-this" });
    await app.hook("empty").getByRole("button", { name: "Clear filters" }).click();
    await addressHas(app, "q", null);
    await app.hook(view === "runs" ? "run-row" : "run-job").first().waitFor();
  });
}

check("old files say what they can: counts, mixed, what is new; no times", async (app) => {
  await openData(app, SMALL, { view: "runs" });
  await countIs(app, 10, 10);
  const [newest] = await runRows(app);
  assert.deepEqual(newest, {
    run: "100",
    number: 100,
    date: null,
    passed: 7,
    failed: 3,
    skipped: 1,
    other: 0,
    required: "2/4",
    reruns: "n/a",
    attempts: 1,
    hasDuration: false,
    changes: [1, 1],
    partial: false,
  });
  await openData(app, nightly({ a: "P" }), { view: "runs" });
  await countIs(app, 1, 1);
  assert.equal((await runRows(app))[0].changes, null, "there is no run before it");
});

check("what broke last night, and since which commit", async (app) => {
  await app.open({ project: "sample-runtime" });
  await app.tab("runs").click();
  const newest = app.page.locator('[data-testid="run-row"][data-word="ci-nightly.yaml:1200"]');
  const words = await newest.locator('[data-col="new"]').innerText();
  const [, broken] = words.match(/(\d+) newly failing/);
  await newest.getByRole("link", { name: /newly failing/ }).click();
  const list = app.page.locator('[data-testid="diff-list"][data-part="newly_failing"]');
  await list.waitFor();
  assert.equal(await list.getAttribute("data-count"), broken);
  // The commits between both runs are a press away, here already.
  assert.match(await app.hook("suspect").first().locator("a").getAttribute("href"), /\/compare\/\w+\.\.\.\w+$/);
  const job = app.hook("diff-job").first();
  const name = await job.getAttribute("data-job");
  const href = await job.getByRole("link").getAttribute("href");
  const keys = new URLSearchParams(href);
  assert.equal(keys.get("view"), "job");
  await app.open({ project: "sample-runtime", open: keys.get("job"), q: name });
  const detail = app.hook("job-detail");
  await detail.waitFor();
  assert.match(await detail.innerText(), /Since #1200 · last good #1199/);
  assert.match(await detail.locator('[data-testid="suspect"] a').getAttribute("href"), /\/compare\/\w+\.\.\.\w+$/);
});

const STATES = {
  runs: (app) => app.open({ view: "runs", project: "sample-runtime" }),
  "pull requests": (app) => app.open({ view: "runs", project: "sample-runtime", kind: "prs" }),
  "one run": (app) => app.open({ view: "run", project: "sample-runtime", run: "ci-nightly.yaml:1200", open: "passed" }),
  "a run that is not there": (app) => app.open({ view: "run", run: "4711" }),
};

for (const colorScheme of ["light", "dark"]) {
  for (const [state, reach] of Object.entries(STATES)) {
    check(`${state}: clean for axe-core, ${colorScheme}`, { colorScheme, reducedMotion: "reduce" }, async (app) => {
      await reach(app);
      const { violations } = await new AxeBuilder({ page: app.page }).withTags(TAGS).setLegacyMode(true).analyze();
      const found = violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.length} × ${nodes[0].html.slice(0, 200)}`);
      assert.deepEqual(found, []);
    });
  }
}

check("a run of files that cannot tell why attempts differ has mixed jobs, never flaky ones", async (app) => {
  await openData(app, nightly({ steady: { results: "P" }, odd: { results: "P", older: { 0: "F" } } }));
  await app.open("?view=run&data=data/job_stats.json");
  const group = app.page.locator('[data-group="mixed"]');
  await group.waitFor();
  assert.match(await group.innerText(), /^Mixed, passed in the end 1\s+◐/);
  const told = (await app.page.locator("main").innerText()).replace("not proven flaky", "");
  assert.match(told, /mixed\s+1\n/);
  assert.doesNotMatch(told, /flaky/i);
});

check("a phone loses nothing sideways", { viewport: { width: 390, height: 844 } }, async (app) => {
  for (const reach of Object.values(STATES)) {
    await reach(app);
    const sideways = await app.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(sideways <= 0, `${sideways} px`);
  }
});

const REAL_DATA = process.env.TAILORBIRD_REAL_DATA;
const FOLDER = REAL_DATA && join(REAL_DATA, "legacy-2024-12-21");

for (const [file, keys] of [
  ["job_stats.json", ""],
  ["job_stats.json", "&required=1&runs=all"],
  ["check_stats.json", ""],
  ["check_stats.json", "&q=arm64&runs=all"],
]) {
  check(`published ${file} agrees with the command line${keys}`, async (app, context) => {
    if (!FOLDER || !existsSync(join(FOLDER, file))) return context.skip("TAILORBIRD_REAL_DATA names no folder with the file");
    if (!hasCli(context)) return;
    const input = join(FOLDER, file);
    serveData(app, { [file]: readFileSync(input) });
    await app.open(`?view=runs${keys}&data=data/${file}`);
    const sheet = stats(input, "--url", `?view=runs${keys}`);
    assert.ok(sheet.rows.length > 5);
    await sameRuns(app, sheet);
    if (file !== "job_stats.json") return;
    for (const { run } of sheet.rows.slice(0, 3)) {
      const address = `?view=run${keys}&run=${run}`;
      await app.open(`${address}&data=data/${file}`);
      await sameRun(app, [input], address, keys === "" ? [] : null);
    }
  });
}

check("what the filters leave out of a comparison is not told as equal", async (app) => {
  await app.open({ project: "sample-runtime", view: "run", q: "nothing-like-this" });
  const told = await app.hook("run-diff").innerText();
  assert.match(told, /Of the jobs that the filters leave none differs/);
});
