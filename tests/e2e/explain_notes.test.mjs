// Figures in the line above a view, in sentences, in cells of a comparison and at the heads of groups:
// pressed, each tells what it is made of.

import assert from "node:assert/strict";

import { explainedLines, explains, openWhole, plain, suite, until } from "./support.mjs";

const check = suite();
const PROJECT = { project: "sample-runtime" };

/** The number that a text begins with, or the first in it. */
const first = (text) => Number(text.match(/\d+/)[0]);

/** Explains each figure in the line above the view but the count; the numbers they count. */
async function ofLine(app) {
  const buttons = app.page.locator(".meta__legend .explain");
  await buttons.first().waitFor();
  const told = [];
  for (const button of await buttons.all()) {
    const words = plain(await button.innerText());
    // The value is shown with its word; the sheet has the figure alone, or the words.
    await button.click();
    await app.hook("explain-value").waitFor();
    const value = plain(await app.hook("explain-value").innerText());
    assert.ok(words.includes(value), `${words}: ${value}`);
    told.push([words, first(await app.hook("explain-n").innerText())]);
    await app.page.keyboard.press("Escape");
    await app.hook("explain-sheet").waitFor({ state: "hidden" });
  }
  return told;
}

check("the tree: branches and sums over all jobs", async (app) => {
  await openWhole(app, { ...PROJECT, view: "tree", q: "k8s" });
  const told = await ofLine(app);
  assert.deepEqual(told.map(([words]) => words.replace(/[\d.]+/g, "n")), ["n branches", "n passed", "n failed", "n skipped", "pass rate n %"]);
  for (const [words, n] of told.slice(0, 4)) assert.equal(n, first(words), words);
  assert.equal(told[4][1], told[1][1] + told[2][1], "a rate counts what passed and failed");
});

check("runs, grid, trends and one pull request: what the line counts", async (app) => {
  for (const [keys, n] of [
    [{ view: "runs", q: "k8s" }, 1],
    [{ view: "grid", runs: "20" }, 1],
    [{ view: "trends", runs: "20" }, 1],
    [{ view: "pr", pr: "11866" }, 4],
  ]) {
    await openWhole(app, { ...PROJECT, ...keys });
    const told = await ofLine(app);
    assert.ok(told.length >= n, `${keys.view}: ${told.length}`);
    if (keys.view === "trends") continue; // Nights without runs are left out and told apart.
    for (const [words, counted] of told.filter(([words]) => !words.startsWith("required"))) assert.equal(counted, first(words), words);
  }
});

check("two spans of days: the tests that are adjusted, and both sides of a job", async (app) => {
  await openWhole(app, { ...PROJECT, view: "compare", base: "2026-01-01..2026-01-07", head: "2026-01-08..2026-01-15" });
  const [[words, n]] = await ofLine(app);
  assert.equal(n, first(words));
  const row = app.hook("compare-row").filter({ hasText: / of \d+ passed/ }).first();
  const cell = row.locator("td .explain").first();
  const [passed, decided] = (await cell.innerText()).match(/\d+/g).map(Number);
  await cell.click();
  const figure = (name) => app.page.locator(`[data-testid="explain-figure"][data-figure="${name}"] summary b`).innerText();
  await app.hook("explain-figure").first().waitFor();
  assert.deepEqual([Number(await figure("passed")), Number(await figure("passed")) + Number(await figure("fails"))], [passed, decided]);
});

check("a sentence over a pull request, and that of a job", async (app) => {
  await openWhole(app, { ...PROJECT, view: "pr", pr: "11866" });
  await app.hook("pr-sentence").locator(".explain").click();
  await app.hook("explain-value").waitFor();
  const red = await app.page.locator('[data-testid="pr-check"][data-class]').count();
  assert.equal((await explainedLines(app)).length, red);
  await openWhole(app, { ...PROJECT, status: "failing" });
  const job = await app.hook("job-row").first().getAttribute("data-id");
  await openWhole(app, { ...PROJECT, view: "job", job });
  const sentence = app.hook("standing").locator(".explain");
  const n = first((await sentence.innerText()).replace("at least ", ""));
  await sentence.click();
  await until(app, async () => first(await app.hook("explain-n").innerText()), (told) => told === n, "as many runs");
  await app.page.keyboard.press("Escape");
  await app.hook("explain-sheet").waitFor({ state: "hidden" });
  await explains(app, app.hook("job-state"));
});

check("the heads of a run's groups, and what still fails", async (app) => {
  await openWhole(app, { ...PROJECT, view: "run", run: "ci-nightly.yaml:1200" });
  const groups = app.hook("run-group");
  assert.ok((await groups.count()) >= 3);
  for (const group of await groups.all()) {
    const n = await explains(app, group.locator(".run__number .explain"));
    assert.equal(n, Number(await group.getAttribute("data-count")));
  }
  const still = app.page.locator('[data-testid="diff-list"][data-part="still_failing"]');
  await still.locator("summary").click();
  await still.locator(".explain").click();
  await app.hook("explain-value").waitFor();
  assert.equal((await explainedLines(app)).length, Number(await still.getAttribute("data-count")));
});
