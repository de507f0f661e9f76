// The page against the command line, view by view: what is on the screen is read and held against
// `tailorbird stats`, `pr` and `diff` for the same address.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";

import { DIST, chartTable, countIs, counts, digits, findCli, stats, table, until } from "./support.mjs";

const WORDS = ["passed", "failed", "skipped", "cancelled", "running", "unknown"];
const VERDICTS = ["passed", "failed", "flaky", "mixed", "skipped", "cancelled", "running", "unknown", "none"];

/** Compares rows, order, figures and tiles of a table of jobs with the command line's. */
export async function sameTable(app, told) {
  await countIs(app, told.totals.jobs, told.totals.listed);
  const shown = await table(app);
  const text = (n) => (n === null ? "n/a" : `${n}`);
  const verdicts = (cells) => cells.map(([, verdict]) => verdict).filter((verdict) => verdict !== "none");
  assert.deepEqual(
    shown.map(({ job, fails, skips, reruns, cells }) => [job, fails, skips, reruns, verdicts(cells)]),
    told.jobs.map((job) => [job.name, `${job.failed}`, `${job.skipped}`, text(job.reruns), job.verdicts]),
  );
  const tile = (name) => app.tile(name).getAttribute("data-value");
  const { passed, failed } = told.totals;
  const of = (is) => told.jobs.filter(is).length;
  const broken = of((job) => job.state === "broken");
  const fixed = of((job) => job.fixed);
  // The tile counts jobs, the command line's sum results.
  const flakes = (job) => job.flaky ?? job.mixed;
  const flaky = told.jobs.every((job) => flakes(job) === null) ? null : of((job) => flakes(job) > 0);
  assert.deepEqual([await tile("broken"), await tile("fixed"), await tile("flaky")], [broken, fixed, flaky].map(text));
  const rate = await tile("rate");
  // Of pull requests of which only failures were published there is none.
  if (rate === "n/a") assert.ok(told.jobs.every((job) => job.pass_rate === null));
  else assert.ok(Math.abs(Number(rate) - passed / (passed + failed)) < 1e-12, rate);
}

/** Every row of the list as it is read. */
export function runRows(app) {
  return app.hook("run-row").evaluateAll((all) =>
    all.map((row) => {
      const text = (column) => row.querySelector(`[data-col="${column}"]`)?.textContent;
      const number = (words) => Number(text("new")?.match(`(\\d+) ${words}`)?.[1] ?? 0);
      return {
        run: row.dataset.word,
        number: Number(row.dataset.run),
        date: row.querySelector("time")?.dateTime ?? null,
        passed: Number(text("passed")),
        failed: Number(text("failed")),
        skipped: Number(text("skipped")),
        other: Number(text("other")),
        required: text("required"),
        reruns: text("reruns").split(" · ")[0],
        attempts: Number(text("reruns").match(/(\d+) attempts/)?.[1] ?? 1),
        hasDuration: text("duration") !== undefined && text("duration") !== "n/a",
        changes: text("new") === undefined || text("new") === "n/a" ? null : [number("newly failing"), number("fixed")],
        partial: text("name").includes("partial"),
      };
    }),
  );
}

/** The same from the command line. */
function runsTold(sheet) {
  const text = (n) => (n === null ? "n/a" : `${n}`);
  return sheet.rows.map((row) => ({
    run: row.run,
    number: row.number,
    date: row.created_at && new Date(row.created_at * 1000).toISOString().replace(".000", "").replace("T00:00:00Z", ""),
    passed: row.passed,
    failed: row.failed,
    skipped: row.skipped,
    other: row.cancelled + row.running + row.unknown,
    required: row.required ? `${row.required_passed}/${row.required}` : "n/a",
    reruns: text(row.reruns),
    attempts: row.attempts ?? 1,
    hasDuration: row.duration_secs !== null,
    changes: row.newly_failing === null ? null : [row.newly_failing, row.fixed],
    partial: row.partial,
  }));
}

/** Compares the list of runs with the command line's. */
export async function sameRuns(app, sheet) {
  await countIs(app, sheet.shown, sheet.listed);
  assert.deepEqual(await runRows(app), runsTold(sheet));
}

/** Jobs and lists of one run as they are read; passed ones are opened first. */
export async function oneRun(app) {
  const closed = app.page.locator('[data-testid="toggle-group"][aria-expanded="false"]');
  while ((await closed.count()) > 0) {
    const before = await closed.count();
    await closed.first().click();
    await until(app, () => closed.count(), (n) => n < before, "a group opens");
  }
  return app.page.evaluate(() => {
    const all = (id, read) => [...document.querySelectorAll(`[data-testid="${id}"]`)].map(read);
    const figure = (name) => document.querySelector(`[data-figure="${name}"]`).textContent;
    return {
      jobs: all("run-job", ({ dataset }) => [dataset.job, dataset.outcome, dataset.verdict, dataset.change ?? null]),
      groups: all("run-group", ({ dataset }) => [dataset.group, Number(dataset.count)]),
      lists: Object.fromEntries(
        all("diff-list", (list) => [
          list.dataset.part,
          [...list.querySelectorAll('[data-testid="diff-job"]')].map(({ dataset }) => dataset.job),
        ]),
      ),
      figures: Object.fromEntries(["passed", "failed", "skipped", "other", "required", "reruns"].map((n) => [n, figure(n)])),
    };
  });
}

/** Compares one run with the command line's `stats --view run` and `diff`. */
export async function sameRun(app, inputs, address, diffOptions) {
  const sheet = stats(...inputs, "--url", address);
  await countIs(app, sheet.shown, sheet.listed);
  const read = await oneRun(app);
  assert.deepEqual(
    read.jobs,
    sheet.rows.map((row) => [row.name, row.outcome, row.verdict, row.change]),
  );
  for (const word of WORDS)
    assert.equal(read.jobs.filter(([, outcome]) => outcome === word).length, sheet[word], word);
  const text = (n) => (n === null ? "n/a" : `${n}`);
  assert.deepEqual(read.figures, {
    passed: `${sheet.passed}`,
    failed: `${sheet.failed}`,
    skipped: `${sheet.skipped}`,
    other: `${sheet.cancelled + sheet.running + sheet.unknown}`,
    required: sheet.required ? `${sheet.required_passed}/${sheet.required}` : "n/a",
    reruns: text(sheet.reruns),
  });
  for (const [part, jobs] of Object.entries(read.lists)) assert.equal(jobs.length, sheet[part], part);
  if (diffOptions) {
    const options = ["--base", sheet.base, "--head", sheet.run, "--format", "json", "--config", join(DIST, "config.json")];
    const output = execFileSync(findCli(), ["diff", ...inputs, ...diffOptions, ...options], { encoding: "utf8", maxBuffer: 1 << 28 });
    const diff = JSON.parse(output);
    for (const part of ["newly_failing", "fixed", "still_failing", "new", "gone", "changed"])
      assert.deepEqual(read.lists[part] ?? [], diff[part].map(({ name }) => name), part);
    assert.deepEqual(read.lists.renamed ?? [], diff.renamed.map(({ to }) => to));
    for (const word of WORDS) assert.equal(sheet[word], diff.head[word], word);
  }
  return sheet;
}

/** The lines shown: level, name or path, worst state, passed, failed, skipped. */
export const treeLines = (app) =>
  app.page.locator(".tree__body > [role=row]").evaluateAll((rows) =>
    rows.map((row) => {
      const numbers = [...row.querySelectorAll(".tree__cell--number")].map((it) =>
        Number(it.textContent.replace(/\D/g, "")),
      );
      const name = row.dataset.path ?? row.dataset.job;
      return [Number(row.getAttribute("aria-level")), name, row.dataset.state, ...numbers];
    }),
  );

/** The same of the command line. */
export const treeTold = (sheet) =>
  sheet.rows.map((row) => [row.level, row.name, row.state, row.passed, row.failed, row.skipped]);

/** Compares the tree with the command line's; of very many lines the first 500 are drawn. */
export async function sameTree(app, sheet) {
  await countIs(app, sheet.shown, sheet.listed);
  await until(
    app,
    () => app.page.locator(".tree__body > [role=row]").count(),
    (n) => n === Math.min(sheet.rows.length, 500),
    "all lines",
  );
  assert.deepEqual(await treeLines(app), treeTold(sheet).slice(0, 500));
  const said = await app.page.locator(".meta__legend").innerText();
  assert.match(said, new RegExp(`${sheet.branches} branch`));
  assert.match(said, new RegExp(`${sheet.passed} passed`));
}

/** Numbers of cells by verdict, as the legend has them. */
const shownCounts = (app) =>
  app.page.evaluate(
    (verdicts) =>
      verdicts.map((verdict) => Number(document.querySelector(`[data-testid="grid-${verdict}"]`).dataset.value)),
    VERDICTS,
  );

/** Compares the grid with the command line's. */
export async function sameGrid(app, told) {
  await countIs(app, told.shown, told.listed);
  const grid = app.hook("grid");
  assert.equal(await grid.getAttribute("data-rows"), `${told.rows.length}`);
  assert.equal(await grid.getAttribute("data-columns"), `${told.runs}`);
  assert.deepEqual(
    await shownCounts(app),
    VERDICTS.map((verdict) => told[verdict]),
  );
}

/** Compares the table of the grid with the command line's, row by row. */
export async function sameGridTable(app, told) {
  await countIs(app, told.shown, told.listed);
  for (let n = 0; n < 9 && (await app.hook("grid-more").count()) > 0; n += 1) await app.hook("grid-more").click();
  const rows = await app.hook("grid-row").evaluateAll((all) =>
    all.map((row) => [row.dataset.job, [...row.querySelectorAll("td")].map((cell) => cell.dataset.verdict)]),
  );
  assert.deepEqual(
    rows,
    told.rows.map(({ name, verdicts }) => [name, verdicts.split(" ")]),
  );
}

/** Compares the nights of the page with those of a sheet. */
export async function sameNights(app, told) {
  await countIs(app, told.shown, told.listed);
  const results = await chartTable(app, "results");
  assert.deepEqual(
    results.map(([night, held, passed, failed, skipped]) => [night, held, digits(passed), digits(failed), digits(skipped)]),
    told.rows.map((row) => {
      const has = row.passed + row.failed + row.skipped + row.cancelled + row.running + row.unknown > 0;
      const counts = [row.passed, row.failed, row.skipped].map((n) => (has ? n : null));
      return [row.night, row.coverage, ...counts];
    }),
  );
  const jobs = await chartTable(app, "jobs");
  assert.deepEqual(
    jobs.map(([, , n]) => digits(n) ?? 0),
    told.rows.map((row) => row.jobs ?? 0),
  );
}

/** What became of which job, in order. */
export const compareRows = (app) => app.hook("compare-row").evaluateAll((all) => all.map(({ dataset }) => [dataset.what, dataset.job]));

/** Compares both sides and all lists with the command line's. */
export async function sameCompare(app, facts) {
  assert.deepEqual(await counts(app), [facts.shown, facts.listed]);
  for (const side of ["base", "head"]) {
    assert.equal(await app.hook(`side-${side}`).getAttribute("data-word"), facts[side], side);
    const text = await app.hook(`side-${side}`).innerText();
    for (const what of ["passed", "failed", "skipped"]) {
      const n = facts[`${side}_${what}`];
      if (n > 0) assert.match(text, new RegExp(` ${n} ${what}`), `${side} ${what}`);
    }
  }
  assert.deepEqual(
    await compareRows(app),
    facts.rows.map((row) => [row.what, row.job]),
  );
}

/** The chart of both sides has the figures of the command line. */
export async function sidesAre(app, facts) {
  const sides = await chartTable(app, "results");
  assert.deepEqual(
    sides.map(([side, , ...values]) => [side, ...values.map(digits)]),
    [["Older", "base"], ["Newer", "head"]].map(([name, side]) => [
      name,
      ...["passed", "failed", "skipped", "other"].map((what) => facts[`${side}_${what}`]),
    ]),
  );
}

/** A figure over all that is loaded and over the window, as shown. */
export async function jobFigure(app, key) {
  const row = app.page.locator(`[data-figure="${key}"] td`);
  return row.allInnerTexts();
}

/** Compares the history of a job with the command line's. */
export async function sameJob(app, told) {
  const [left, listed] = await counts(app);
  assert.deepEqual([left, listed], [told.shown, told.listed]);
  assert.equal(await app.hook("job").getAttribute("data-job"), told.job);
  assert.equal(await app.hook("job-state").getAttribute("data-state"), told.state);
  for (const key of ["runs", "passed", "failed", "skipped"]) {
    assert.deepEqual(await jobFigure(app, key), [`${told[key]}`, `${told[`window_${key}`]}`], key);
  }
  const verdicts = await app.hook("run-cell").evaluateAll((cells) => cells.map(({ dataset }) => dataset.verdict));
  assert.equal(verdicts.filter((verdict) => verdict !== "none").length, told.runs);
  const flaky = verdicts.filter((verdict) => verdict === "flaky" || verdict === "mixed");
  assert.equal(flaky.length, told.flakes);
  const cells = await app.hook("run-cell").evaluateAll((all) =>
    all.filter(({ dataset }) => dataset.verdict !== "none").map(({ dataset }) => [Number(dataset.run), dataset.verdict, Number(dataset.attempts)]),
  );
  assert.deepEqual(
    cells.slice(0, told.shown),
    told.rows.map((row) => [row.number, row.verdict, row.attempts]),
  );
  if (told.kind === "nightly") {
    assert.equal(await app.page.locator('[data-testid="streaks"] tbody tr').count(), told.streaks);
  }
}

/** `tailorbird pr` with the page's own configuration. */
export function pr(input, number, format, ...more) {
  const options = [...more, "--format", format, "--config", join(DIST, "config.json")];
  const output = execFileSync(findCli(), ["pr", input, `${number}`, ...options], { encoding: "utf8" });
  return format === "json" ? JSON.parse(output) : output;
}

/** The checks that are shown: name, class and result of each, in order. */
export const checks = (app) =>
  app.hook("pr-check").evaluateAll((all) =>
    all.map((it) => [it.dataset.job, it.dataset.class ?? null, it.querySelector(".check__mark .visually-hidden").textContent]),
  );

/** The pull requests that are listed: number, failed, passed, skipped, other, required. */
export const pullRows = (app) =>
  app.hook("pr-row").evaluateAll((rows) =>
    rows.map((row) => [Number(row.dataset.number), ...[...row.querySelectorAll("td.num")].map((cell) => cell.textContent)]),
  );

/** What `pullRows` has to show of rows of the command line. */
export const pullsTold = (rows) =>
  rows.map((row) => [
    row.number,
    `${row.failed}`,
    `${row.passed}`,
    `${row.skipped}`,
    `${row.other}`,
    row.required_of ? `${row.required_passed} of ${row.required_of}` : "n/a",
  ]);

/** The figures beside the count, by their words. */
async function pullFigures(app) {
  const words = await app.page.locator(".meta__legend span").allInnerTexts();
  const of = (word) => Number(words.find((text) => new RegExp(`^\\d+ ${word}$`).test(text))?.split(" ")[0] ?? 0);
  const required = words.find((text) => text.startsWith("required"))?.match(/\d+/g)?.map(Number);
  return { failed: of("failed"), passed: of("passed"), skipped: of("skipped"), other: of("other"), required };
}

/** Opens every folded group, by keyboard: after a jump rows get their heights a frame later, and move below a pointer. */
export async function unfold(app) {
  const folded = () => app.page.locator('[data-testid="check-group"][aria-expanded="false"]');
  while ((await folded().count()) > 0) {
    const before = await folded().count();
    await folded().first().press("Enter");
    await until(app, () => folded().count(), (n) => n < before, "a group opens");
  }
}

/** Compares what is shown of a pull request with the command line's two programs. */
export async function samePull(app, input, number, keys = {}) {
  const told = stats(input, "--url", `?${new URLSearchParams({ ...keys, view: "pr", pr: number })}`);
  await countIs(app, told.shown, told.listed);
  const shown = await pullFigures(app);
  const { failed, passed, skipped, other } = told;
  assert.deepEqual(
    shown,
    { failed, passed, skipped, other, required: told.required_of ? [told.required_passed, told.required_of] : undefined },
    "figures",
  );
  const sentence = (await app.hook("pr-sentence").innerText()).toLowerCase();
  assert.equal(sentence, `${told.sentence}.`.toLowerCase());
  await unfold(app);
  const rows = told.rows.map((row) => [row.name, row.class, row.result]);
  const sort = (all) => all.map((row) => row.join(" | ")).sort();
  const all = await checks(app);
  assert.deepEqual(sort(all), sort(rows));
  // Red ones stand first, in the command line's order.
  assert.deepEqual(all.filter((row) => row[2] === "failed"), rows.filter((row) => row[2] === "failed"));
  const { project, ...filters } = keys;
  if (Object.keys(filters).length === 0) {
    const whole = pr(input, number, "json", ...(project ? ["--project", project] : []));
    assert.equal(whole.sentence, told.sentence);
    assert.deepEqual(
      whole.checks.map((one) => [one.name, one.judged?.class ?? null, one.result]),
      rows,
    );
  }
  return told;
}
