// On paper: every job of the view, none of the buttons.

import assert from "node:assert/strict";

import { countIs, suite, until } from "./support.mjs";

const check = suite();

check("a printed page holds every job, in order, and nothing to press", async (app) => {
  await app.open({ q: "is:failing" });
  const [, n] = (await app.count()).match(/^(\d+) of/);
  assert.ok(Number(n) > 5);
  await app.page.emulateMedia({ media: "print" });
  await app.page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
  await until(app, () => app.rows(), (rows) => rows.length === Number(n), "all rows");
  const tops = await app
    .hook("job-row")
    .evaluateAll((rows) => rows.map((row) => row.getBoundingClientRect().top));
  assert.ok(tops.every((top, at) => at === 0 || top > tops[at - 1]), "one below the other");
  const pressed = await app.page
    .locator("button:not(.jobs__sort):not(.bar .menu__button)")
    .evaluateAll((all) => all.filter((one) => one.checkVisibility()).length);
  assert.equal(pressed, 0);
  assert.ok((await app.page.pdf({ format: "A4", landscape: true })).length > 10_000);
  await app.page.emulateMedia({ media: "screen" });
  await app.page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
  await countIs(app, n);
  await until(app, () => app.rows(), (rows) => rows.length < Number(n) || Number(n) < 40, "few rows");
});
