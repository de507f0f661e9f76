// Published files of December 2024, where TAILORBIRD_REAL_DATA names the folder that holds them:
// the page shows the counts that are known of them.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { addressHas, countIs, download, findCli, query, serveData, stats, suite, table } from "./support.mjs";

const check = suite();
const REAL_DATA = process.env.TAILORBIRD_REAL_DATA;
const FOLDER = REAL_DATA && join(REAL_DATA, "legacy-2024-12-21");
const JOBS = "job_stats.json";
const CHECKS = "check_stats.json";

function have(context) {
  const there = FOLDER && [JOBS, CHECKS].every((name) => existsSync(join(FOLDER, name)));
  if (!there) context.skip("TAILORBIRD_REAL_DATA names no folder with both files");
  return there;
}

async function open(app, files, keys = {}) {
  serveData(app, Object.fromEntries(files.map((name) => [name, readFileSync(join(FOLDER, name))])));
  const text = new URLSearchParams([...Object.entries(keys), ...files.map((name) => ["data", `data/${name}`])]);
  await app.open(`?${text}`);
}

const KNOWN = [
  { file: JOBS, view: "nightly", jobs: 166, required: 72, passed: 1340, failed: 159, skipped: 75 },
  { file: CHECKS, view: "prs", jobs: 325, required: 143, passed: 1549, failed: 259, skipped: 102 },
];

for (const { file, view, ...known } of KNOWN) {
  check(`${file}: jobs, required jobs and results are the known ones`, async (app, context) => {
    if (!have(context)) return;
    await open(app, [file], { runs: "all" });
    assert.equal(query(app).get("view"), null, "the view is chosen by the data");
    assert.equal(await app.tab(view).getAttribute("aria-current"), "page");
    await countIs(app, known.jobs, known.jobs);
    const rows = await table(app);
    const results = { passed: 0, failed: 0, skipped: 0 };
    const titles = rows.flatMap((row) => row.cells.map(([, verdict], at) => [verdict, row.titles[at]]));
    for (const [verdict, title] of titles) {
      if (verdict === "none") continue;
      const result = verdict === "mixed" ? title.match(/newest (passed|failed)/)[1] : verdict;
      results[result] += 1;
    }
    const { passed, failed, skipped } = known;
    assert.deepEqual(results, { passed, failed, skipped });
    assert.equal(Number(await app.tile("rate").getAttribute("data-value")), passed / (passed + failed));
    const told = JSON.parse((await download(app, () => app.hook("export-json").click())).text);
    assert.deepEqual([told.totals.passed, told.totals.failed, told.totals.skipped], [passed, failed, skipped]);
    assert.ok(told.jobs.every((job) => job.passed + job.failed + job.skipped === job.runs));
    await app.hook("required").click();
    await countIs(app, known.required, known.jobs);
  });

  check(`${file}: rows, order and figures are those of the command line`, async (app, context) => {
    if (!have(context)) return;
    if (!findCli()) return context.skip("the program `tailorbird` is not built");
    await open(app, [file], { q: "rate:<100" });
    const told = stats(join(FOLDER, file), "--q", "rate:<100");
    await countIs(app, told.totals.jobs, told.totals.listed);
    const shown = await table(app);
    const figures = shown.map(({ job, fails, skips, reruns }) => [job, fails, skips, reruns]);
    const text = (n) => (n === null ? "n/a" : `${n}`);
    assert.deepEqual(
      figures,
      told.jobs.map(({ name, failed, skipped, reruns }) => [name, `${failed}`, `${skipped}`, text(reruns)]),
    );
  });
}

check("both files together fill both views", async (app, context) => {
  if (!have(context)) return;
  await open(app, [JOBS, CHECKS]);
  await countIs(app, 166, 166);
  await app.tab("prs").click();
  await addressHas(app, "view", "prs");
  await countIs(app, 325, 325);
});

check("pasting any job's name finds that job", async (app, context) => {
  if (!have(context)) return;
  const all = Object.keys(JSON.parse(readFileSync(join(FOLDER, JOBS), "utf8")));
  await open(app, [JOBS]);
  for (const name of all.filter((_, at) => at % 12 === 0)) {
    await app.filter().fill(name);
    await addressHas(app, "q", name);
    assert.ok((await app.rows()).includes(name), name);
  }
});
