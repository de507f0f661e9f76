// A visitor who knows no key of the filter sees what there is to choose from, and presses it.

import assert from "node:assert/strict";
import { AxeBuilder } from "@axe-core/playwright";

import { App } from "./browser.mjs";
import { SMALL } from "./fixtures.mjs";
import { addressHas, countIs, counts, names, openData, query, suite, table, until } from "./support.mjs";

const check = suite();
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

const list = (app) => app.page.getByRole("listbox", { name: "Facets" });
const option = (app, id) => list(app).locator(`[role=option][data-value="${id}"]`);
const open = async (app) => {
  await app.hook("facets").click();
  await list(app).waitFor();
};
/** `key:value` → count, of all that is listed. */
const listed = (app) =>
  list(app)
    .getByRole("option")
    .evaluateAll((all) => Object.fromEntries(all.map((it) => [it.dataset.value, Number(it.querySelector(".menu__hint").textContent)])));
/** Ids that are chosen, and those that are left out with a `-`. */
const chosen = (app) =>
  list(app)
    .getByRole("option", { selected: true })
    .evaluateAll((all) => all.map((it) => (it.textContent.startsWith("not ") ? "-" : "") + it.dataset.value));
const active = (app) =>
  list(app).evaluate((it) => document.getElementById(it.getAttribute("aria-activedescendant"))?.dataset.value);

check("every key that the jobs have is listed with its values, and nothing before it is asked for", async (app) => {
  await openData(app, SMALL);
  assert.equal(await app.page.locator("[role=option]").count(), 0);
  await open(app);
  const groups = await list(app).getByRole("group").evaluateAll((all) => all.map((it) => it.ariaLabel));
  assert.deepEqual(groups, ["hypervisor", "arch", "runtime", "kind", "path"].filter((key) => groups.includes(key)));
  assert.ok(groups.includes("hypervisor") && groups.includes("arch") && groups.includes("path"), `${groups}`);
  const all = await listed(app);
  assert.deepEqual([all["hypervisor:clh"], all["arch:amd64"], all["arch:arm64"], all["path:run-k8s"]], [1, 6, 3, 4]);
});

check("each count is the number of jobs that a press leaves; a second press takes it out", async (app) => {
  await openData(app, SMALL, { q: "tests" });
  await open(app);
  for (const [id, n] of Object.entries(await listed(app))) {
    await option(app, id).click();
    await countIs(app, n, 12);
    assert.deepEqual(await chosen(app), [id]);
    await option(app, id).click();
    await addressHas(app, "q", "tests");
    await countIs(app, 4, 12);
  }
});

check("values of a key are chosen together, those of two keys narrow each other", async (app) => {
  await openData(app, SMALL);
  await open(app);
  const before = await listed(app);
  await option(app, "arch:arm64").click();
  await option(app, "arch:s390x").click();
  await addressHas(app, "q", "arch:arm64,s390x");
  await countIs(app, before["arch:arm64"] + before["arch:s390x"], 12);
  const now = await listed(app);
  assert.equal(now["arch:amd64"], before["arch:amd64"], "its own key is counted without it");
  assert.equal(now["path:build"], 2);
  assert.equal(now["hypervisor:clh"], 0);
  await option(app, "path:build").click();
  await countIs(app, 2, 12);
  assert.deepEqual(await names(app), ["build / agent (s390x)", "build / kernel (arm64)"].sort(), "both");
  await option(app, "arch:arm64").click();
  await addressHas(app, "q", "path:build arch:s390x");
  await countIs(app, 1, 12);
});

check("a value is left out by the sign at its end, or by -", async (app) => {
  await openData(app, SMALL);
  await open(app);
  await option(app, "arch:amd64").locator(".menu__not").click();
  await addressHas(app, "q", "-arch:amd64");
  await countIs(app, 6, 12);
  assert.deepEqual(await chosen(app), ["-arch:amd64"]);
  assert.equal(await active(app), "arch:amd64");
  await list(app).press("-");
  await addressHas(app, "q", null);
  await list(app).press("-");
  await addressHas(app, "q", "-arch:amd64");
  await list(app).press("Enter");
  await addressHas(app, "q", "arch:amd64");
  await countIs(app, 6, 12);
});

check("by keyboard alone: keys one by one, values, Esc", async (app) => {
  await openData(app, SMALL);
  await app.hook("facets").focus();
  await app.page.keyboard.press("ArrowDown");
  await list(app).waitFor();
  assert.equal(await list(app).getAttribute("aria-multiselectable"), "true");
  const first = await until(app, () => active(app), Boolean);
  await app.page.keyboard.press("ArrowDown");
  assert.notEqual(await active(app), first);
  await app.page.keyboard.press("ArrowLeft");
  assert.equal(await active(app), first);
  await app.page.keyboard.press("ArrowRight");
  assert.equal((await active(app)).split(":")[0], "arch");
  await app.page.keyboard.press("Enter");
  await addressHas(app, "q", "arch:amd64");
  assert.equal(await active(app), "arch:amd64", "it keeps its place");
  await app.page.keyboard.press("End");
  await app.page.keyboard.press("Space");
  await until(app, () => query(app).get("q"), (q) => q.startsWith("arch:amd64 path:"));
  await app.page.keyboard.press("Escape");
  await list(app).waitFor({ state: "detached" });
  assert.ok(await app.hook("facets").evaluate((it) => it === document.activeElement));
});

check("the address is all of it: back undoes a press, a copied address shows the same", async (app) => {
  await openData(app, SMALL);
  await open(app);
  await option(app, "arch:amd64").click();
  await option(app, "path:build").click();
  await addressHas(app, "q", "arch:amd64 path:build");
  const copied = app.page.url();
  const mine = await names(app);
  await app.page.goBack();
  await addressHas(app, "q", "arch:amd64");
  await countIs(app, 6, 12);
  assert.equal(await app.filter().inputValue(), "arch:amd64");
  const context = await app.page.context().browser().newContext({ serviceWorkers: "block" });
  try {
    const other = new App(await context.newPage(), app.server);
    await other.page.goto(copied);
    await other.ready();
    assert.deepEqual(await names(other), mine);
    await open(other);
    assert.deepEqual(await chosen(other), ["arch:amd64", "path:build"]);
  } finally {
    await context.close();
  }
});

check("counts are of the jobs that the buttons leave", async (app) => {
  await openData(app, SMALL, { required: "1", status: "failing" });
  await open(app);
  const all = await listed(app);
  assert.equal(all["arch:amd64"], (await table(app)).filter(({ job }) => job.includes("amd64")).length);
  assert.equal(all["arch:arm64"], undefined, "none of them has it");
});

for (const view of ["prs", "runs", "pr", "tree", "grid", "trends", "compare"]) {
  check(`the view ${view} is narrowed by a press too`, async (app) => {
    await app.open({ view });
    await open(app);
    const [id] = Object.keys(await listed(app));
    await option(app, id).click();
    await addressHas(app, "q", id);
    assert.deepEqual(await chosen(app), [id]);
    if (view === "prs" || view === "tree") {
      const n = (await listed(app))[id];
      await until(app, () => counts(app), ([left]) => left === n, `${n} jobs`);
    }
  });
}

for (const colorScheme of ["light", "dark"]) {
  for (const viewport of [
    { width: 1500, height: 1000 },
    { width: 390, height: 844 },
  ]) {
    check(`axe-core finds nothing in the open menu, ${colorScheme}, ${viewport.width} px`, { colorScheme, viewport }, async (app) => {
      await openData(app, SMALL, { q: "arch:amd64 -path:build" });
      await open(app);
      // Below the menu lies the table, half covered.
      const axe = new AxeBuilder({ page: app.page }).withTags(TAGS).exclude("#jobs").exclude(".tiles").exclude(".meta").setLegacyMode(true);
      const { violations } = await axe.analyze();
      assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 160)}`), []);
    });
  }
}

check("on a phone it lies at the bottom, within the page, and scrolls", { viewport: { width: 390, height: 844 } }, async (app) => {
  await app.open();
  await open(app);
  const box = await app.page.locator(".menu__panel").boundingBox();
  assert.ok(box.x >= 0 && box.x + box.width <= 390 && box.y + box.height <= 844, JSON.stringify(box));
  assert.ok(await app.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  await list(app).press("End");
  const last = list(app).getByRole("option").last();
  await until(app, () => last.boundingBox(), (at) => at && at.y >= box.y && at.y + at.height <= box.y + box.height, "the last is in sight");
  const heights = await list(app).getByRole("option").evaluateAll((all) => all.map((it) => it.getBoundingClientRect().height));
  assert.ok(Math.min(...heights) >= 24, "high enough to be pressed");
});
