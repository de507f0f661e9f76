// A visitor opens the dashboard with nothing in the address: the embedded sample is there, and its
// figures are those of the command line.

import assert from "node:assert/strict";
import { join } from "node:path";

import { DIST, SUB_PATH, addressHas, countIs, counts, findCli, names, stats, suite, table, until } from "./support.mjs";

const check = suite();
const SAMPLE = join(DIST, "sample");

/** Opens the page and waits for the older months too: states look at the whole history. */
async function openWhole(app, keys) {
  await app.open(keys);
  const source = () => app.page.locator(".bar__source").innerText();
  await until(app, source, (text) => !text.includes("loading"), "all months are there");
}


check("the sample is shown without anything being asked for", async (app) => {
  await app.open();
  await app.page.waitForLoadState("networkidle");
  const [left, listed] = await counts(app);
  assert.equal(left, listed);
  assert.ok(left > 100, `${left} jobs`);
  assert.ok((await app.rows()).length > 10);
  assert.equal(await app.page.locator("[aria-rowcount]").getAttribute("aria-rowcount"), `${left + 1}`);
  for (const name of ["last-run", "required"]) {
    assert.match(await app.tile(name).getAttribute("data-value"), /^\d+\/\d+$/, name);
  }
  for (const name of ["broken", "fixed", "flaky"]) {
    assert.match(await app.tile(name).getAttribute("data-value"), /^\d+$/, name);
  }
  assert.match(await app.tile("rate").getAttribute("data-value"), /^0\.\d+$/);
  assert.deepEqual(app.errors, []);
  assert.deepEqual(app.foreign, []);
});

check("everything comes from below the page's own path", async (app) => {
  await app.open();
  await app.page.waitForLoadState("networkidle");
  const outside = app.server.requests.filter(({ path }) => !path.startsWith(SUB_PATH));
  assert.deepEqual(outside, []);
});

check("the views are links, and each shows its own jobs", async (app) => {
  await app.open();
  const nightly = await counts(app);
  assert.equal(await app.tab("nightly").getAttribute("aria-current"), "page");
  const link = app.page.getByRole("link", { name: /^Pull requests/ });
  assert.match(await link.getAttribute("href"), /view=prs/);
  await link.click();
  await addressHas(app, "view", "prs");
  assert.equal(await app.tab("prs").getAttribute("aria-current"), "page");
  assert.equal(await app.tab("nightly").getAttribute("aria-current"), null);
  assert.notDeepEqual(await counts(app), nightly);
  assert.match(await app.page.title(), /^Pull requests/);
  await app.tab("nightly").click();
  await countIs(app, ...nightly);
});

for (const view of ["nightly", "prs"]) {
  check(`${view}: rows, order and figures are those of the command line`, async (app, context) => {
    if (!findCli()) return context.skip("the program `tailorbird` is not built");
    const told = stats(SAMPLE, "--view", view);
    await openWhole(app, { view });
    await countIs(app, told.totals.jobs, told.totals.listed);
    const shown = await table(app);
    assert.deepEqual(
      shown.map(({ job }) => job),
      told.jobs.map(({ name }) => name),
    );
    for (const [at, job] of told.jobs.entries()) {
      const row = shown[at];
      const cells = row.cells.filter(([, verdict]) => verdict !== "none");
      assert.deepEqual(
        cells,
        job.numbers.map((number, i) => [number, job.verdicts[i]]),
        job.name,
      );
      const figures = [row.fails, row.skips, row.reruns, row.required];
      const rerun = job.reruns === null ? "n/a" : `${job.reruns}`;
      const required = job.required === null ? "n/a" : job.required ? "required" : "";
      assert.deepEqual(figures, [`${job.failed}`, `${job.skipped}`, rerun, required]);
      assert.equal(row.weather, job.weather?.replace("-", " ") ?? "no weather", job.name);
    }
  });

  check(`${view}: tiles are what the command line adds up to`, async (app, context) => {
    if (!findCli()) return context.skip("the program `tailorbird` is not built");
    const { jobs, totals } = stats(SAMPLE, "--view", view);
    await openWhole(app, { view });
    const value = (name) => app.tile(name).getAttribute("data-value");
    // Nightly runs are those of several workflows, which the command line's jobs do not name.
    if (view === "prs") {
      const newest = Math.max(...jobs.flatMap(({ numbers }) => numbers));
      const inRun = (all) => all.filter((job) => job.numbers[0] === newest && job.results[0] !== "skipped");
      const ratio = (all) => `${inRun(all).filter((job) => job.results[0] === "passed").length}/${inRun(all).length}`;
      assert.equal(await value("last-run"), ratio(jobs));
      assert.equal(await value("required"), ratio(jobs.filter(({ required }) => required)));
    }
    assert.equal(await value("broken"), `${jobs.filter(({ state }) => state === "broken").length}`);
    assert.equal(await value("fixed"), `${jobs.filter(({ fixed }) => fixed).length}`);
    assert.equal(await value("flaky"), `${jobs.filter(({ flaky }) => flaky > 0).length}`);
    assert.equal(Number(await value("rate")), totals.passed / (totals.passed + totals.failed));
  });
}

check("all runs: more jobs may be listed, and the command line agrees", async (app, context) => {
  if (!findCli()) return context.skip("the program `tailorbird` is not built");
  const told = stats(SAMPLE, "--runs", "all", "--q", "required:yes fails:>=1");
  await openWhole(app, { runs: "all", q: "required:yes fails:>=1" });
  await countIs(app, told.totals.jobs, told.totals.listed);
  assert.deepEqual(
    await names(app),
    told.jobs.map(({ name }) => name),
  );
});
