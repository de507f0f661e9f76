// "Explain this number": what a figure counts and what it leaves out.

import assert from "node:assert/strict";

import { SMALL } from "./fixtures.mjs";
import { openData, suite, until } from "./support.mjs";

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
  assert.deepEqual(await left(app), ["7 skipped runs"]);
  // By keyboard: Esc closes, and the focus is back on the figure.
  await app.page.keyboard.press("Escape");
  await sheet(app).waitFor({ state: "hidden" });
  assert.equal(await app.page.evaluate(() => document.activeElement.className), "explain");
});

check("a tile's number is as many as it lists", async (app) => {
  await app.open();
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
