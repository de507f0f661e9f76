// Keys lead through the lines of every view, and back leads to the line that one came from.

import assert from "node:assert/strict";

import { addressHas, query, suite, until } from "./support.mjs";

const check = suite();

/** The line with the focus: its kind, and its number among the lines. */
const line = (app) =>
  app.page.evaluate(() => {
    const now = document.activeElement?.closest("[data-step]");
    return now ? [now.dataset.testid, [...document.querySelectorAll("main [data-step]")].indexOf(now)] : null;
  });
const lineIs = (app, kind, at) =>
  until(app, () => line(app), (it) => it?.[0] === kind && it[1] === at, `${kind} ${at}`);

async function open(app, view, more = {}) {
  await app.open({ view, ...more });
  await app.page.locator("main [data-step]").nth(3).waitFor({ state: "attached" });
}

for (const [view, kind] of [
  ["runs", "run-row"],
  ["run", "diff-job"],
  ["pr", "pr-row"],
  ["compare", "compare-row"],
]) {
  check(`${view}: j and k move, Enter opens, back returns to the line`, async (app) => {
    await open(app, view);
    await app.page.keyboard.press("j");
    await lineIs(app, kind, 0);
    await app.page.keyboard.press("j");
    await app.page.keyboard.press("j");
    await lineIs(app, kind, 2);
    await app.page.keyboard.press("k");
    await lineIs(app, kind, 1);
    const before = app.page.url();
    await app.page.keyboard.press("Enter");
    await until(app, async () => app.page.url(), (url) => url !== before, "somewhere else");
    await app.page.goBack();
    await until(app, async () => app.page.url(), (url) => url === before, "back");
    await lineIs(app, kind, 1);
  });
}

check("checks of a pull request: o opens and closes, and no table of jobs hears of it", async (app) => {
  await open(app, "pr");
  const pr = await app.hook("pr-row").first().getAttribute("data-number");
  await open(app, "pr", { pr });
  await app.page.keyboard.press("j");
  await lineIs(app, "pr-check", 0);
  await app.page.keyboard.press("o");
  const first = app.hook("pr-check").first().locator("[aria-expanded]");
  await until(app, () => first.getAttribute("aria-expanded"), (it) => it === "true", "open");
  assert.equal(query(app).get("open").split(",").length, 1);
  await app.page.keyboard.press("x");
  await until(app, () => first.getAttribute("aria-expanded"), (it) => it === "false", "closed");
  assert.equal(query(app).get("open"), null);
});

check("the tree: j reaches the first line from anywhere, o closes a branch", async (app) => {
  await open(app, "tree");
  await app.page.keyboard.press("j");
  await lineIs(app, "tree-node", 0);
  await app.page.keyboard.press("j");
  await lineIs(app, "tree-node", 1);
  await app.page.keyboard.press("k");
  const first = app.hook("tree-node").first();
  const was = await first.getAttribute("aria-expanded");
  await app.page.keyboard.press("o");
  await until(app, () => first.getAttribute("aria-expanded"), (it) => it !== was, "turned");
});

for (const view of ["runs", "trends", "job"]) {
  check(`${view}: keys of the table of jobs change nothing`, async (app) => {
    await app.open({ view });
    await app.page.keyboard.press("j");
    await app.page.keyboard.press("o");
    await app.page.waitForTimeout(200);
    assert.equal(query(app).get("open"), null);
  });
}

check("another project has none of what was opened in the first", async (app) => {
  await app.open({ view: "pr" });
  const pr = await app.hook("pr-row").first().getAttribute("data-number");
  await app.open({ view: "pr", pr });
  await app.hook("project").click();
  await app.page.getByRole("option", { selected: false }).first().click();
  await until(app, () => query(app).get("project"), Boolean, "another project");
  assert.equal(query(app).get("pr"), null);
  assert.equal(query(app).get("view"), "pr");
});
