// "Explain this number": what a figure counts and what it leaves out.

import assert from "node:assert/strict";

import { SMALL } from "./fixtures.mjs";
import {
  addressHas,
  chartTable,
  countIs,
  counts,
  drag,
  explainedLines,
  explains,
  openData,
  openWhole,
  plain,
  query,
  suite,
  until,
} from "./support.mjs";

const check = suite();
const sheet = (app) => app.hook("explain-sheet");
const value = (app) => app.hook("explain-value").innerText();
const lines = explainedLines;
const left = (app) => app.hook("explain-left-out").locator("li").allInnerTexts();

check("figures of an opened job: each run counted, each left out", async (app) => {
  await openData(app, JSON.stringify(SMALL));
  const job = "run-k8s / tests (dragonball, amd64)"; // PPPSSSSSSS
  await app.expand(job).click();
  await app.hook("job-detail").getByRole("button", { name: "100 %" }).click();
  await until(app, () => value(app), (text) => text === "100 %");
  assert.deepEqual(
    (await lines(app)).map((line) => line.replace(/\s+/g, " ")),
    ["#100 passed", "#99 passed", "#98 passed"],
  );
  assert.deepEqual(await left(app), ["7 skipped results"]);
  // By keyboard: Esc closes, and the focus is back on the figure.
  await app.page.keyboard.press("Escape");
  await sheet(app).waitFor({ state: "hidden" });
  assert.equal(await app.page.evaluate(() => document.activeElement.className), "explain");
});

check("a tile's number is as many as it lists", async (app) => {
  await openWhole(app, {});
  for (const name of ["tile-broken", "tile-fixed", "tile-flaky"]) {
    const shown = await app.hook(name).getAttribute("data-value");
    await app.hook(name).getByRole("button").click();
    await until(app, () => value(app), (text) => text === shown, name);
    assert.equal((await lines(app)).length, Number(shown), name);
    await app.page.keyboard.press("Escape");
  }
});

check("the pass rate of the view: what it counts adds up to the command line's totals", async (app) => {
  await openData(app, JSON.stringify(SMALL));
  await app.hook("tile-rate").getByRole("button").click();
  await until(app, () => lines(app), (all) => all.length === 11);
  const sums = (await lines(app)).map((line) => line.match(/(\d+) passed, (\d+) failed/).slice(1).map(Number));
  const passed = sums.reduce((n, [p]) => n + p, 0);
  const failed = sums.reduce((n, [, f]) => n + f, 0);
  const rate = Number(await app.hook("tile-rate").getAttribute("data-value"));
  assert.equal(rate, passed / (passed + failed));
  assert.deepEqual(await left(app), ["17 skipped results"]);
});

/** The first place of each of these figures below `root`. */
async function explainsAll(app, root, figures) {
  for (const figure of figures) await explains(app, root.locator(`[data-explain="${figure}"]`).first());
}

const RUN = ["passed", "fails", "skips", "other", "rate", "required", "duration"];

check("cells of the table and heads of groups", async (app) => {
  await openWhole(app, { view: "nightly" });
  const row = app.hook("job-row").first();
  await explainsAll(app, row, ["state", "rate", "fails", "reruns", "skips", "flaky", "p50", "last"]);
  await openWhole(app, { view: "nightly", group: "path" });
  const group = app.hook("group-row").first();
  const note = group.locator("[data-explain=broken], [data-explain=jobs]");
  const [jobs, broken] = (await note.innerText()).match(/\d+/g);
  await explains(app, note, broken ?? jobs);
  await explains(app, group.locator("[data-explain=worst]"));
});

check("a list of runs, and a run", async (app) => {
  await openWhole(app, { view: "runs", project: "sample-runtime" });
  const row = app.hook("run-row").nth(1);
  await explainsAll(app, row, RUN);
  const word = await row.getAttribute("data-word");
  await row.locator('[data-col="date"]').click();
  await addressHas(app, "run", word);
  const head = app.hook("run-head");
  await head.waitFor();
  for (const figure of RUN) await explains(app, head.locator(`[data-explain="run::${figure}"]`));
  const list = app.page.locator('[data-testid="diff-list"] .explain').first();
  await explains(app, list);
});

check("branches of the tree, which stay as they are", async (app) => {
  await openWhole(app, { view: "tree", q: "k8s" });
  const branch = app.hook("tree-node").first();
  const open = await branch.getAttribute("aria-expanded");
  await explainsAll(app, branch, ["worst", "rate", "passed", "fails", "skips"]);
  await explainsAll(app, app.hook("job-row").first(), ["state", "rate", "passed"]);
  assert.equal(await branch.getAttribute("aria-expanded"), open);
});

check("both sides and the lists of a comparison", async (app) => {
  await openWhole(app, { view: "compare" });
  for (const side of ["side-base", "side-head"]) {
    for (const button of await app.hook(side).locator(".explain").all()) await explains(app, button);
  }
  const lists = await app.hook("compare-list").all();
  assert.ok(lists.length > 0);
  for (const list of lists) {
    const said = await explains(app, list.locator(".explain").first());
    assert.equal(said, await list.locator("[data-testid=compare-row]").count());
  }
});

check("the history of a job", async (app) => {
  await openData(app, JSON.stringify(SMALL), { view: "job", job: "build / kernel (amd64)" });
  const buttons = app.hook("figures").locator(".explain");
  await buttons.first().waitFor();
  assert.ok((await buttons.count()) > 15);
  for (const button of await buttons.all()) await explains(app, button);
});

check("pull requests: the list, one of them, and whose failure a check is", async (app) => {
  await openWhole(app, { view: "pr" });
  const row = app.hook("pr-row").filter({ has: app.page.locator("td.bad") }).first();
  await explainsAll(app, row, ["fails", "passed", "skips", "other", "required"]);
  await openWhole(app, { view: "pr", pr: await row.getAttribute("data-number") });
  const check_ = app.page.locator('[data-testid="pr-check"][data-class]').first();
  await explains(app, check_.locator("[data-explain=class]"));
  await explains(app, app.page.locator(".pr__title [data-explain=fails]"));
});

check("the grid: its counts, and a pinned cell", async (app) => {
  await openData(app, JSON.stringify(SMALL), { view: "grid" });
  await app.hook("grid-passed").waitFor();
  for (const verdict of ["passed", "failed", "mixed", "skipped", "none"]) {
    const place = app.hook(`grid-${verdict}`);
    const shown = await place.getAttribute("data-value");
    assert.equal(await explains(app, place.locator(".explain")), Number(shown), verdict);
  }
  await app.hook("scroll").focus();
  await app.page.keyboard.press("ArrowDown");
  await app.page.keyboard.press("ArrowRight");
  await app.page.keyboard.press("Enter");
  const word = app.hook("cell-card").locator(".explain");
  await word.waitFor();
  await until(app, () => query(app).get("at"), Boolean, "the address names the cell");
  await explains(app, word);
});

const count = (app) => app.hook("count").locator(".explain");
const missing = async (app) => {
  const named = await app.hook("explain-missing").locator("li").allInnerTexts();
  const more = Number(named.at(-1)?.match(/^and (\d+) more/)?.[1] ?? 0);
  return named.length - (more > 0 ? 1 : 0) + more;
};

check("the count above the table: which condition leaves how many out, and whom", async (app) => {
  const left = async (keys) => {
    await openWhole(app, { view: "nightly", ...keys });
    return counts(app);
  };
  const [required, all] = await left({ required: "1" });
  const [text] = await left({ q: "k8s" });
  const [both] = await left({ q: "k8s", required: "1" });
  assert.ok(both > 0 && both < Math.min(required, text));
  assert.equal(await explains(app, count(app)), both);
  // By keyboard too.
  await count(app).focus();
  await app.page.keyboard.press("Enter");
  await app.hook("explain-alone").waitFor();
  assert.deepEqual(
    (await app.hook("explain-alone").locator("li").allInnerTexts()).map(plain),
    [`required only ${all - required}`, `filter k8s ${all - text}`],
  );
  assert.equal(await missing(app), all - both);
  const named = await app.hook("explain-missing").locator("li").first().innerText();
  assert.match(plain(named), /(required only|filter k8s)$/);
});

for (const view of ["prs", "runs", "tree", "grid", "trends", "compare", "pr", "job"]) {
  check(`the count of ${view} is as many as it lists, with and without a filter`, async (app) => {
    for (const keys of [{}, { q: "k8s" }]) {
      await openWhole(app, { view, ...keys });
      await count(app).waitFor();
      const [n, of] = await counts(app);
      assert.equal(await explains(app, count(app)), n);
      await count(app).click();
      await app.hook("explain-n").waitFor();
      assert.equal(await missing(app), of - n);
    }
  });
}

check("the counts of one run, of one pull request and of one job", async (app) => {
  for (const [view, row, key] of [["runs", "run-row", "run"], ["pr", "pr-row", "pr"]]) {
    await openWhole(app, { view });
    const one = app.hook(row).first();
    const word = await one.getAttribute(key === "run" ? "data-word" : "data-number");
    await openWhole(app, { view: key, [key]: word, q: "k8s" });
    await count(app).waitFor();
    const [n, of] = await counts(app);
    assert.ok(n < of);
    assert.equal(await explains(app, count(app)), n);
  }
  await openData(app, JSON.stringify(SMALL), { view: "job", job: "build / kernel (amd64)" });
  await count(app).waitFor();
  assert.equal(await explains(app, count(app)), (await counts(app))[0]);
});

check("values in the captions of charts", async (app) => {
  await openWhole(app, { view: "nightly" });
  const job = await app.hook("job-row").first().getAttribute("data-id");
  for (const keys of [{ view: "trends", q: "k8s" }, { view: "compare" }, { view: "job", job }]) {
    await openWhole(app, keys);
    const values = app.page.locator("[data-testid=caption] .explain");
    await values.first().waitFor();
    for (const value of await values.all()) await explains(app, value);
  }
});

/** Names and values of the figures that are told. */
async function figures(app) {
  const all = app.hook("explain-figure").locator("summary b");
  await all.first().waitFor();
  return all.allInnerTexts();
}

check("a press on a chart explains its night, a drag does not", async (app) => {
  await openWhole(app, { view: "trends" });
  const rows = await chartTable(app, "results");
  const url = app.page.url();
  const plot = app.hook("trend-results").locator("[data-plot]");
  await plot.scrollIntoViewIfNeeded();
  const { width, height } = await plot.boundingBox();
  const last = { x: width - width / rows.length / 2, y: height / 2 };
  await plot.click({ position: last });
  const newest = rows.at(-1).slice(2).map(plain);
  assert.deepEqual((await figures(app)).map(plain), newest);
  assert.equal(app.page.url(), url);
  await app.page.keyboard.press("Escape");
  await sheet(app).waitFor({ state: "hidden" });
  await drag(app, "results", 0.3, 0.5);
  await until(app, () => query(app).get("from"), Boolean, "the drag chose a window");
  assert.equal(await sheet(app).isVisible(), false);
  // The press behind it is one again.
  await plot.click();
  await figures(app);
});

check("points of a chart by keyboard", async (app) => {
  await openWhole(app, { view: "trends" });
  const rows = await chartTable(app, "results");
  const plot = app.hook("trend-results").locator("[data-plot]");
  await plot.focus();
  await app.page.keyboard.press("End");
  await app.page.keyboard.press("ArrowLeft");
  await app.page.keyboard.press("Enter");
  assert.deepEqual((await figures(app)).map(plain), rows.at(-2).slice(2).map(plain));
  await app.page.keyboard.press("Escape");
  await sheet(app).waitFor({ state: "hidden" });
  await app.page.keyboard.press("Home");
  await until(app, () => plot.getAttribute("data-figures"), (at) => at?.includes(rows[0][0]), "the first night");
  await app.page.keyboard.press("e");
  assert.deepEqual((await figures(app)).map(plain), rows[0].slice(2).map(plain));
});

check("a press on a column of a comparison, and on a run of a file without days", async (app) => {
  await openWhole(app, { view: "compare" });
  const plot = app.hook("trend-results").locator("[data-plot]");
  await plot.scrollIntoViewIfNeeded();
  const { width, height } = await plot.boundingBox();
  await plot.click({ position: { x: width / 4, y: height / 2 } });
  const passed = app.hook("side-base").locator("[data-explain=passed]");
  assert.equal((await figures(app))[0], await passed.innerText());
  await openData(app, JSON.stringify(SMALL), { view: "trends" });
  await countIs(app, 12, 12);
  const rows = await chartTable(app, "results");
  // There is no window to choose: a drag does nothing.
  await drag(app, "results", 0.2, 0.7);
  await app.page.waitForTimeout(300);
  assert.equal(await sheet(app).isVisible(), false);
  await plot.click({ position: { x: 3, y: height / 2 } });
  assert.deepEqual(await figures(app), rows[0].slice(2));
});

check("streaks, failing steps and test cases, and machines of a job", async (app) => {
  await openWhole(app, { view: "nightly", q: "k8s", required: "1" });
  const job = await app.hook("job-row").first().getAttribute("data-id");
  await openWhole(app, { view: "job", job });
  for (const part of ["streaks", "failing-steps", "failing-tests", "runners"]) {
    const table = app.hook(part).locator("table").first();
    await table.waitFor();
    const all = await table.locator(".explain").all();
    assert.ok(all.length > 0, part);
    for (const figure of all) {
      const said = await explains(app, figure);
      assert.equal(said, Number((await figure.innerText()).match(/\d+/)[0]), part);
    }
  }
});

check("values over time", async (app) => {
  await openWhole(app, { view: "trends" });
  const rate = app.hook("trend-rate");
  await rate.locator("summary").click();
  const row = rate.locator("tr[data-night]").first();
  for (const cell of await row.locator("[data-explain]").all()) await explains(app, cell);
});

check("by keyboard all figures of the line with the focus are told", async (app) => {
  await openWhole(app, { view: "nightly" });
  await app.page.keyboard.press("j");
  await app.page.locator("[data-line]:focus").waitFor();
  await app.page.keyboard.press("e");
  const figures = app.hook("explain-figure");
  await until(app, () => figures.count(), (n) => n === 12);
  const rate = app.page.locator('[data-testid="explain-figure"][data-figure="rate"]');
  const shown = await app.page.locator("[data-line] [data-explain=rate]").nth(1).innerText();
  assert.equal(await rate.locator("summary b").innerText(), shown);
  // What they are figures of is said once.
  const job = await app.hook("job-row").nth(1).getAttribute("data-job");
  assert.equal(await sheet(app).locator("h3").first().innerText(), job);
  for (const words of await figures.locator("summary span").allInnerTexts()) assert.ok(words && !words.includes(job), words);
  await app.page.keyboard.press("Escape");
  await app.page.locator("[data-line]:focus").waitFor();
  assert.equal(query(app).get("open"), null);
});

check("selecting a text in a cell explains nothing", async (app) => {
  await openWhole(app, { view: "nightly" });
  const cell = app.hook("job-row").first().locator("[data-explain=state]");
  const { x, y, width, height } = await cell.locator("span").boundingBox();
  await app.page.mouse.move(x + 8, y + height / 2);
  await app.page.mouse.down();
  await app.page.mouse.move(x + width - 8, y + height / 2, { steps: 4 });
  await app.page.mouse.up();
  assert.notEqual(await app.page.evaluate(() => getSelection().toString()), "");
  assert.equal(await sheet(app).isVisible(), false);
});
