// Which columns are shown and how high lines are: chosen, remembered, and in the address.

import assert from "node:assert/strict";

import { SMALL } from "./fixtures.mjs";
import { addressHas, openData, suite } from "./support.mjs";

const check = suite();

for (const width of [1366, 1000, 768]) {
  check(`at ${width} pixels the chosen columns are there; without a choice those that fit`, { viewport: { width, height: 800 } }, async (app) => {
    const heads = () => app.page.locator("th[data-column]").evaluateAll((all) => all.filter((one) => one.checkVisibility()).map((one) => one.dataset.column));
    await openData(app, JSON.stringify(SMALL), { cols: "p50,last,fails" });
    assert.deepEqual(await heads(), ["name", "fails", "p50", "last"]);
    const wide = await app.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wide <= 0, `${wide} px too wide`);
    await openData(app, JSON.stringify(SMALL));
    assert.ok(!(await heads()).includes("p50"), "no room for it");
  });
}
const heads = (app) =>
  app.page
    .locator("th[data-column]")
    .evaluateAll((all) => all.filter((one) => one.getClientRects().length).map((one) => one.dataset.column));
const height = (app) =>
  app.hook("job-row").first().evaluate((row) => row.getBoundingClientRect().height);

check("columns go and come back; a link holds them, this browser remembers them", async (app) => {
  await openData(app, JSON.stringify(SMALL));
  const all = await heads(app);
  assert.equal(all.length, 11);
  await app.hook("columns").click();
  await app.page.getByRole("option", { name: "Skips" }).click();
  await app.page.getByRole("option", { name: "Weather" }).click();
  const left = all.filter((column) => column !== "skips" && column !== "weather");
  assert.deepEqual(await heads(app), left);
  const cells = await app.hook("job-row").first().locator("td").evaluateAll((cells) => {
    const shown = cells.filter((cell) => cell.getClientRects().length);
    const lefts = shown.map((cell) => cell.getBoundingClientRect().left);
    return { n: shown.length, inOrder: lefts.every((at, i) => i === 0 || at > lefts[i - 1]) };
  });
  assert.deepEqual(cells, { n: 11, inOrder: true });
  const link = app.page.url();
  await addressHas(app, "cols", "name,state,rate,fails,reruns,flaky,p50,last,required");
  await app.open({ data: "data/job_stats.json" });
  assert.deepEqual(await heads(app), left, "remembered");
  await app.page.evaluate(() => localStorage.clear());
  await app.page.goto(link);
  await app.ready();
  assert.deepEqual(await heads(app), left, "by the link alone");
});

check("low lines: more of them in sight", async (app) => {
  await openData(app, JSON.stringify(SMALL));
  assert.equal(await height(app), 34);
  await app.hook("columns").click();
  await app.hook("density").click();
  await addressHas(app, "density", "compact");
  assert.equal(await height(app), 26);
  await app.open({ data: "data/job_stats.json" });
  assert.equal(await height(app), 26, "remembered");
});
