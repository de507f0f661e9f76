// "Explain this number": what a figure counts and what it leaves out.

import assert from "node:assert/strict";

import { SMALL } from "./fixtures.mjs";
import { addressHas, openData, openWhole, query, suite, until } from "./support.mjs";

const check = suite();
const sheet = (app) => app.hook("explain-sheet");
const value = (app) => app.hook("explain-value").innerText();
const lines = (app) => app.hook("explain-counted").locator("li").allInnerTexts();
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

const plain = (text) => text.trim().replace(/\s+/g, " ");

/** Presses what shows a figure: the sheet has the same value, and as many lines as it says. */
async function explains(app, place, shown) {
  const text = plain(shown ?? (await place.innerText()));
  const before = app.page.url();
  await place.click();
  await until(app, async () => plain(await value(app)), (told) => told === text, `explains ${text}`);
  const said = Number((await app.hook("explain-n").innerText()).match(/\d+/)[0]);
  const listed = await lines(app);
  const more = Number(listed.at(-1)?.match(/^and (\d+) more/)?.[1] ?? 0);
  assert.equal(listed.length - (more > 0 ? 1 : 0) + more, said);
  assert.equal(app.page.url(), before, "nothing else happens");
  await app.page.keyboard.press("Escape");
  await sheet(app).waitFor({ state: "hidden" });
  return said;
}

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
