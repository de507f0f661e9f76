// What one visitor has filtered, ordered and opened, another sees by the link.

import assert from "node:assert/strict";

import { App } from "./browser.mjs";
import { addressHas, names, suite, until } from "./support.mjs";

const check = suite();

/** What stands on the screen: the count, the jobs in order, and which are opened. */
async function sight(app) {
  const opened = app.page.locator('[data-testid="expand"][aria-expanded="true"]');
  return {
    count: await app.count(),
    opened: await opened.evaluateAll((all) => all.map((it) => it.closest("[data-job]").dataset.job)),
    // Scrolls through, so that rows are put in order a little later.
    names: await names(app),
    order: await app.page.locator("th[aria-sort]:not([aria-sort=none])").evaluateAll((all) => all.map((it) => [it.dataset.column, it.ariaSort])),
  };
}

check("send this to a colleague: the copied link shows the same", { permissions: ["clipboard-read", "clipboard-write"] }, async (app) => {
  await app.open();
  const whole = async (it) => until(it, () => it.page.locator(".bar__source").innerText(), (text) => !text.includes("loading"));
  await whole(app);
  await app.filter().fill("k8s -arm64");
  await addressHas(app, "q", "k8s -arm64");
  await app.sort("name").click();
  await addressHas(app, "sort", "name");
  const [first, second] = await app.rows();
  for (const job of [second, first]) await app.expand(job).click();
  await until(app, () => app.hook("job-detail").count(), (n) => n === 2, "two rows are opened");
  await app.hook("copy-link").click();
  const copied = await until(app, () => app.page.evaluate(() => navigator.clipboard.readText()), Boolean, "a link is copied");
  const mine = await sight(app);
  assert.deepEqual(mine.opened, [first, second]);
  const browser = app.page.context().browser();
  const context = await browser.newContext({ viewport: { width: 1500, height: 1000 }, serviceWorkers: "block" });
  try {
    const other = new App(await context.newPage(), app.server);
    await other.page.goto(copied);
    await other.ready();
    await whole(other);
    await until(other, () => other.hook("job-detail").count(), (n) => n === 2, "the same rows are opened");
    assert.deepEqual(await sight(other), mine);
    assert.equal(await other.filter().inputValue(), "k8s -arm64");
  } finally {
    await context.close();
  }
});
