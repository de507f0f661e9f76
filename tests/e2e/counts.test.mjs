// Every view on the imported half year of real results: what is on the screen is what the command line
// says for the same address. The legacy files are held against it in each view's own tests.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";

import {
  pullRows,
  pullsTold,
  sameCompare,
  sameGrid,
  sameGridTable,
  sameJob,
  sameNights,
  samePull,
  sameRun,
  sameRuns,
  sameTable,
  sameTree,
} from "./same.mjs";
import { SUB_PATH, countIs, findCli, openWhole, stats, suite, until } from "./support.mjs";

const check = suite();
const REAL = process.env.TAILORBIRD_REAL_DATA;
const ROWS = ["nightly-results", "pr-failures"].map((name) => join(REAL ?? "", "history", `${name}.ndjson.gz`));

let folder;
after(() => folder && rmSync(folder, { recursive: true }));

/** Imports the history once; null where it or the program is not there. */
function imported(context) {
  if (!REAL || !ROWS.every(existsSync)) {
    context.skip("TAILORBIRD_REAL_DATA names no folder with the history");
    return null;
  }
  if (!findCli()) {
    context.skip("the program `tailorbird` is not built");
    return null;
  }
  if (!folder) {
    folder = mkdtempSync(join(tmpdir(), "tailorbird-"));
    execFileSync(findCli(), ["import", ...ROWS, "--out", folder, "--project", "kata"], { stdio: "ignore" });
  }
  return folder;
}

/** Opens an address on the history, and gives the command line's answer to it. */
async function opened(app, keys) {
  app.server.mount(`${SUB_PATH}history/`, folder);
  await openWhole(app, { ...keys, data: "history/manifest.json" });
  return stats(folder, "--url", `?${new URLSearchParams(keys)}`);
}

const VIEWS = [
  [{ view: "nightly", runs: "30", q: "k8s" }, sameTable],
  [{ view: "nightly", project: "coco-charts" }, sameTable],
  [{ view: "prs", q: "arch:arm64,s390x" }, sameTable],
  [{ view: "runs", runs: "all" }, sameRuns],
  [{ view: "runs", runs: "30", q: "is:failing" }, sameRuns],
  [{ view: "tree", runs: "30" }, sameTree],
  [{ view: "tree", q: "k8s", open: "all" }, sameTree],
  [{ view: "grid", runs: "all" }, sameGrid],
  [{ view: "grid", runs: "14", q: "arm64", cell: "table" }, sameGridTable],
  [{ view: "trends" }, sameNights],
  [{ view: "trends", q: "s390x", from: "2026-03-01", to: "2026-05-31" }, sameNights],
  [{ view: "compare" }, sameCompare],
  [{ view: "compare", base: "2026-04-01..2026-04-30", head: "2026-05-01..2026-05-30", q: "k8s" }, sameCompare],
  [{ view: "pr" }, samePulls],
];

async function samePulls(app, told) {
  await countIs(app, told.shown, told.listed);
  assert.deepEqual(await pullRows(app), pullsTold(told.rows.slice(0, 200)));
}

for (const [view, same] of VIEWS) {
  const keys = { project: "kata", ...view };
  check(`the history agrees with the command line: ${new URLSearchParams(keys)}`, async (app, context) => {
    if (!imported(context)) return;
    const told = await opened(app, keys);
    assert.ok((told.totals?.jobs ?? told.shown) > 0, "there is something to compare");
    await same(app, told);
  });
}

check("single runs of the history agree with `stats` and `diff`", async (app, context) => {
  if (!imported(context)) return;
  const { rows } = stats(folder, "--url", "?view=runs&project=kata&runs=all");
  for (const { run } of [rows[0], rows[7], rows[60]]) {
    const keys = { view: "run", project: "kata", run };
    await opened(app, keys);
    await sameRun(app, [folder], `?${new URLSearchParams(keys)}`, ["--project", "kata"]);
  }
});

check("jobs of every state of the history agree with the command line", async (app, context) => {
  if (!imported(context)) return;
  const { jobs } = stats(folder, "--url", "?project=kata");
  const states = ["failing", "broken", "recovered", "passing", "flaky"];
  const some = states.map((state) => jobs.find((job) => job.state === state)).filter(Boolean);
  assert.ok(some.length >= 3, `${some.length} states`);
  for (const { id } of some) await sameJob(app, await opened(app, { view: "job", project: "kata", job: id }));
});

check("single pull requests of the history agree with `stats` and `pr`", async (app, context) => {
  if (!imported(context)) return;
  const { rows } = stats(folder, "--url", "?view=pr&project=kata");
  for (const { number } of [rows[0], rows[40], rows[200]]) {
    const keys = { project: "kata" };
    await opened(app, { ...keys, view: "pr", pr: number });
    await samePull(app, folder, number, keys);
  }
  await until(app, () => app.hook("partial").count(), (n) => n === 1, "that only failures were published is told");
});
