// A visitor goes anywhere with Ctrl-K and the keyboard alone.

import assert from "node:assert/strict";
import { AxeBuilder } from "@axe-core/playwright";

import { SMALL, many } from "./fixtures.mjs";
import { addressHas, openData, query, suite, until } from "./support.mjs";

const check = suite();
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

const dialog = (app) => app.page.getByRole("dialog", { name: "Go to" });
const places = (app) =>
  dialog(app)
    .getByRole("option")
    .evaluateAll((all) => all.map((it) => it.dataset.value));
const focused = (app) => app.hook("palette-text").evaluate((it) => it === document.activeElement);

async function opened(app, keys = "Control+k") {
  await app.page.keyboard.press(keys);
  await dialog(app).waitFor();
  await until(app, () => focused(app), Boolean, "the field has the focus");
}

check("Ctrl-K leads to a view", async (app) => {
  await openData(app, SMALL);
  await opened(app);
  assert.ok((await places(app)).includes("Tree"));
  await app.page.keyboard.type("tree");
  await until(app, () => places(app), (it) => it.length === 1);
  await app.page.keyboard.press("Enter");
  await addressHas(app, "view", "tree");
  await dialog(app).waitFor({ state: "hidden" });
});

check("a job is found by words of its name, from the filter too", async (app) => {
  await openData(app, SMALL);
  await app.filter().focus();
  await opened(app, "Meta+k");
  await app.page.keyboard.type("k8s CLH");
  const job = "run-k8s / tests (clh, amd64)";
  await until(app, () => places(app), (it) => it[0] === job && it.length === 1);
  await app.page.keyboard.press("Enter");
  await addressHas(app, "view", "job");
  assert.match(query(app).get("job"), /^[0-9a-f]{12}$/);
});

check("a run is found by its number; arrows choose; Esc leaves everything as it was", async (app) => {
  await openData(app, SMALL);
  const before = app.page.url();
  await opened(app);
  await app.page.keyboard.type("9");
  await until(app, () => places(app), (it) => it.length > 2 && it.every((label) => /9/.test(label)));
  const [, second] = await places(app);
  await app.page.keyboard.press("ArrowDown");
  const active = () =>
    app.hook("palette-text").evaluate((it) => document.getElementById(it.getAttribute("aria-activedescendant"))?.dataset.value);
  await until(app, active, (it) => it === second);
  await app.page.keyboard.press("Escape");
  await dialog(app).waitFor({ state: "hidden" });
  assert.equal(app.page.url(), before);
  await opened(app);
  assert.equal(await app.hook("palette-text").inputValue(), "");
  await app.page.keyboard.type("#98");
  await until(app, () => places(app), (it) => it.length === 1 && it[0] === "#98");
  await app.page.keyboard.press("Enter");
  await addressHas(app, "view", "run");
  await addressHas(app, "run", "98");
});

check("at most twenty places are listed, and a place can be pressed", async (app) => {
  await openData(app, many(300));
  await opened(app);
  await app.page.keyboard.type("part");
  await until(app, () => places(app), (it) => it.length === 20);
  await dialog(app).getByRole("option").nth(3).click();
  await addressHas(app, "view", "job");
});

for (const colorScheme of ["light", "dark"]) {
  check(`axe-core finds nothing, ${colorScheme}`, { colorScheme }, async (app) => {
    await openData(app, SMALL);
    await opened(app);
    const axe = new AxeBuilder({ page: app.page }).withTags(TAGS).include("dialog[open]").setLegacyMode(true);
    const { violations } = await axe.analyze();
    assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 160)}`), []);
  });
}
