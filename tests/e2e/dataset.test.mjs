// A data set: the manifest is read first, then its shards; what only a data set knows is shown, and
// a part that is missing is told by name.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { gunzipSync } from "node:zlib";

import { sameTable } from "./same.mjs";
import { DIST, FIXTURES, SUB_PATH, addressHas, countIs, findCli, query, serveData, suite, until } from "./support.mjs";

const check = suite();
const FOLDER = resolve(FIXTURES, "../dataset/v1");
const SHARDS = readdirSync(join(FOLDER, "shards"));
const NIGHTLY = SHARDS.find((name) => name.startsWith("nightly"));
const JOB = "tests / run (qemu, small)";

const manifest = () => readFileSync(join(FOLDER, "manifest.json"), "utf8");
const notice = (app, code) => app.page.locator(`[data-testid="notice"][data-code="${code}"]`);
const shardRequests = (app) => app.server.requests.filter(({ path }) => path.includes("/shards/"));

function serve(app, folder = FOLDER) {
  app.server.mount(`${SUB_PATH}set/`, folder);
}

async function open(app, keys = {}) {
  serve(app);
  await app.open({ ...keys, data: "set/manifest.json" });
}

function run(...rest) {
  return execFileSync(findCli(), rest, { encoding: "utf8", maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "ignore"] });
}

/** Compares rows, order and figures of what is shown with the command line's. */
async function sameAsCli(app, input, view, project) {
  const told = JSON.parse(run("stats", input, "--view", view, "--project", project, "--format", "json"));
  await sameTable(app, told);
  return told;
}

check("a manifest opens with its shards, and a project is chosen in the bar", async (app) => {
  await open(app);
  await countIs(app, 1, 1);
  assert.equal(shardRequests(app).length, SHARDS.length);
  await app.hook("project").click();
  await app.page.getByRole("option", { name: "Kata Containers" }).click();
  await addressHas(app, "project", "kata");
  await countIs(app, 3, 3);
  assert.match(await app.page.locator(".bar__source").innerText(), /^as of 3 Dec 2025/);
  assert.ok(!(await app.notices()).includes("legacy-data"));
});

check("rows, verdicts and figures are those of the command line", async (app, context) => {
  if (!findCli()) return context.skip("the program `tailorbird` is not built");
  await open(app, { project: "kata" });
  const told = await sameAsCli(app, FOLDER, "nightly", "kata");
  assert.equal(Number(await app.tile("flaky").getAttribute("data-value")), told.totals.flaky);
});

check("an opened row has durations, failing step and tests, and its suspects", async (app) => {
  await open(app, { project: "kata" });
  assert.match(await app.row(JOB).locator(".jobs__cell--p50").innerText(), /40m 00s/);
  await app.expand(JOB).click();
  await app.hook("job-detail").waitFor();
  const failures = app.hook("failure");
  assert.ok((await failures.count()) > 0);
  const all = (await failures.allInnerTexts()).join("\n");
  assert.match(all, /failed at step/);
  assert.match(await app.hook("job-detail").innerText(), /Suspects:/);
  const href = await app.hook("suspect").locator("a").getAttribute("href");
  assert.match(href, /^https:\/\/github\.com\/kata-containers\/kata-containers\/compare\/\w+\.\.\.\w+$/);
});

check("durations are a line with a sentence", async (app) => {
  await open(app, { project: "kata" });
  await app.expand(JOB).click();
  const chart = app.hook("durations").getByRole("img");
  assert.match(await chart.getAttribute("aria-label"), /^Durations, oldest run first: newest .+, shortest .+, longest .+/);
});

check("looked at again after a while, the list is fetched anew and the place is kept", async (app) => {
  await open(app, { project: "kata" });
  await app.expand(JOB).click();
  await app.hook("job-detail").waitFor();
  const lists = () => app.server.requests.filter(({ path }) => path.endsWith("/set/manifest.json")).length;
  const looksAgain = () => app.page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  const had = lists();
  await looksAgain();
  await app.page.evaluate(() => {
    const now = Date.now();
    Date.now = () => now + 400_000;
  });
  await looksAgain();
  await until(app, lists, (n) => n === had + 1, "the list is fetched once more, not twice");
  await until(app, () => app.hook("reload").isEnabled(), Boolean, "loading is over");
  assert.equal(await app.hook("job-detail").count(), 1);
});

check("a missing shard is told by name, and the others are shown", async (app) => {
  serve(app);
  app.server.override(new RegExp(NIGHTLY), { status: 404 });
  await app.open({ data: "set/manifest.json", view: "prs", project: "kata" });
  await notice(app, "shard-missing").waitFor();
  assert.match(await notice(app, "shard-missing").innerText(), new RegExp(NIGHTLY));
  assert.ok((await app.rows()).length > 0);
  app.server.reset();
  await app.hook("retry").click();
  await notice(app, "shard-missing").waitFor({ state: "detached" });
  await app.tab("nightly").click();
  await countIs(app, 3, 3);
});

check("a shard of other bytes than the manifest says is refused", async (app) => {
  serve(app);
  app.server.override(new RegExp(NIGHTLY), { flip: 200 });
  await app.open({ data: "set/manifest.json", view: "prs", project: "kata" });
  await notice(app, "shard-missing").waitFor();
  assert.match(await notice(app, "shard-missing").innerText(), new RegExp(NIGHTLY));
  app.errors = app.errors.filter((error) => !/integrity/.test(error));
});

check("a list that changed while its shards were replaced is read once more", async (app) => {
  serve(app);
  const old = manifest().replace(NIGHTLY, "nightly-2025-12-0000000000000000.json");
  let n = 0;
  app.server.mount(`${SUB_PATH}set/manifest.json`, () => (n++ ? manifest() : old));
  await app.open({ data: "set/manifest.json", project: "kata" });
  await countIs(app, 3, 3);
  assert.ok(!(await app.notices()).includes("shard-missing"));
  app.errors = app.errors.filter((error) => !/integrity/.test(error));
});

check("a newer format is refused with the version that is needed", async (app) => {
  serveData(app, { "manifest.json": manifest().replace('"version":1', '"version":2') });
  await app.goto({ data: "data/manifest.json" });
  const failed = app.hook("failed");
  await failed.waitFor();
  assert.match(await failed.innerText(), /version 2/);
});

check("a reload of the same data set fetches its list alone", async (app) => {
  await open(app, { project: "kata" });
  await countIs(app, 3, 3);
  const before = shardRequests(app).length;
  const lists = () => app.server.requests.filter(({ path }) => path.endsWith("/set/manifest.json")).length;
  const had = lists();
  await app.hook("reload").click();
  await until(app, lists, (n) => n > had, "the list is fetched again");
  await until(app, () => app.hook("reload").isEnabled(), Boolean, "loading is over");
  assert.equal(shardRequests(app).length, before);
  await countIs(app, 3, 3);
});

check("a data set in one file opens by address and from the visitor's disk", async (app, context) => {
  if (!findCli()) return context.skip("the program `tailorbird` is not built");
  const folder = mkdtempSync(join(tmpdir(), "tailorbird-"));
  try {
    const file = join(folder, "set.json");
    run("bundle", FOLDER, "-o", file);
    serveData(app, { "set.json": readFileSync(file) });
    await app.open({ data: "data/set.json", project: "kata" });
    await countIs(app, 3, 3);
    await app.open({ project: "kata" });
    await app.hook("file-input").setInputFiles(file);
    await countIs(app, 3, 3);
    assert.equal(query(app).get("project"), "kata");
  } finally {
    rmSync(folder, { recursive: true });
  }
});

const REAL = process.env.TAILORBIRD_REAL_DATA && join(process.env.TAILORBIRD_REAL_DATA, "history");
const ROWS = ["nightly-results.ndjson.gz", "pr-failures.ndjson.gz"];

/**
 * Passed and failed cells of scheduled runs by month, from the published rows alone: the newest attempt
 * of a job in a run that passed or failed is its result, the first day of a run its night.
 */
function monthsOf(file, project) {
  const lines = gunzipSync(readFileSync(file)).toString().split("\n").filter(Boolean).map((line) => JSON.parse(line));
  const nights = new Map();
  const results = new Map();
  const attempts = lines.filter((row) => !row.prs?.length && row.source === project);
  attempts.sort((a, b) => a.job_id - b.job_id);
  for (const row of attempts) {
    const night = nights.get(row.run_id);
    if (!night || row.date < night) nights.set(row.run_id, row.date);
    const word = { passed: "passed", failed: "failed", not_run: "failed" }[row.status];
    if (word) results.set(`${row.run_id} ${row.job.trim().split(/\s+/).join(" ")}`, word);
  }
  const months = new Map();
  for (const [cell, word] of results) {
    const month = nights.get(Number(cell.split(" ")[0])).slice(0, 7);
    const sums = months.get(month) ?? { passed: 0, failed: 0 };
    sums[word] += 1;
    months.set(month, sums);
  }
  const name = (month) => new Date(`${month}-01T00:00:00Z`).toLocaleString("en", { month: "short", timeZone: "UTC" });
  return [...months].sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([month, sums]) => [`${name(month)} ${month.slice(0, 4)}`, sums.passed, sums.failed]);
}

check("half a year of real results: what is shown is what the command line says", async (app, context) => {
  const there = REAL && ROWS.every((name) => existsSync(join(REAL, name)));
  if (!there) return context.skip("TAILORBIRD_REAL_DATA names no folder with the history");
  if (!findCli()) return context.skip("the program `tailorbird` is not built");
  const folder = mkdtempSync(join(tmpdir(), "tailorbird-"));
  try {
    run("import", ...ROWS.map((name) => join(REAL, name)), "--out", folder);
    serve(app, folder);
    for (const [view, project] of [
      ["nightly", "kata"],
      ["nightly", "coco-charts"],
      ["prs", "kata"],
    ]) {
      await app.open({ data: "set/manifest.json", view, project });
      const source = () => app.page.locator(".bar__source").innerText();
      await until(app, source, (text) => !text.includes("loading"), "all shards are there");
      await sameAsCli(app, folder, view, project);
      // Of pull requests only failures were published: that must be said.
      const told = (await app.notices()).includes("partial-window");
      assert.equal(told, view === "prs", view);
    }
    await app.open({ data: "set/manifest.json", view: "nightly", project: "kata", runs: "all" });
    const months = () => app.page.locator("[data-testid=tile-rate] tbody tr").evaluateAll((rows) => rows.map((row) => {
      const [name, passed, failed] = [...row.children].map((cell) => cell.textContent);
      return [name, Number(passed), Number(failed)];
    }));
    const expect = monthsOf(join(REAL, ROWS[0]), "kata");
    await until(app, months, (shown) => shown.length === expect.length, "there is a bar for each month");
    assert.deepEqual(await months(), expect);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

const OLDER = readdirSync(join(DIST, "sample/shards")).find((name) => name.startsWith("nightly-2025-12"));
const DECEMBER = { project: "sample-runtime", from: "2025-12-18", to: "2025-12-20" };
const ASKED_OF_DECEMBER = [
  [{ ...DECEMBER, view: "runs" }, "No nightly runs here"],
  [{ ...DECEMBER, view: "trends" }, "No run in this window"],
  [{ project: "sample-runtime", view: "compare", base: "2025-12-18..2025-12-20", head: "2026-01-10..2026-01-12" }, "cannot be compared"],
  [{ project: "sample-runtime", view: "run", run: "1" }, "is not there"],
  [{ project: "sample-runtime", view: "job", job: "nope" }, "No such job"],
];

check("what is in a part that cannot be read is not told as not there", async (app) => {
  app.server.override(`${SUB_PATH}sample/shards/${OLDER}`, { status: 500, body: "", type: "text/plain" });
  for (const [keys, title] of ASKED_OF_DECEMBER) {
    await app.open(keys);
    const text = await app.hook("empty").innerText();
    assert.ok(text.includes(title) && text.includes("A part of the data is missing."), text);
  }
  await app.open({ project: "sample-runtime", view: "trends", from: "2025-12-15" });
  const held = await app.page.locator(".meta").first().innerText();
  // One night of January has no run; nothing is known of those of December.
  assert.match(held, /1 without a run, 17 not fetched/);
  app.errors = app.errors.filter((error) => !/integrity/.test(error));
});

check("while older parts are on their way the page says so where they are asked for", async (app) => {
  const held = [];
  await app.page.route(`**/${OLDER}`, (route) => held.push(route));
  // The part is asked for once the first rows are painted, which may be after they can be read.
  const open = async (keys) => {
    held.length = 0;
    await app.goto(keys);
    await app.ready();
    await until(app, () => held.length, (n) => n === 1, "the older part is asked for");
  };
  for (const [keys, title] of ASKED_OF_DECEMBER) {
    await open(keys);
    const text = await app.hook("empty").innerText();
    assert.ok(text.includes(title) && text.includes("More of the data is still loading."), text);
  }
  await open(ASKED_OF_DECEMBER[0][0]);
  await held[0].continue();
  await app.hook("run-row").first().waitFor();
});
