// A visitor looks at the jobs as a tree of their names.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";

import { SMALL, many, nightly } from "./fixtures.mjs";
import { sameTree, treeLines, treeTold } from "./same.mjs";
import { DIST, addressHas, countIs, download, findCli, openData, query, serveData, stats, suite, until } from "./support.mjs";

const check = suite();
const SAMPLE = join(DIST, "sample");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const LEGACY = process.env.TAILORBIRD_REAL_DATA && join(process.env.TAILORBIRD_REAL_DATA, "legacy-2024-12-21");

/** The command line's view of the present address. */
function asked(app, ...inputs) {
  const url = `?${query(app)}`.replace(/&?data=[^&]*/g, "");
  return stats(...inputs, "--url", url);
}

const branch = (app, path) => app.page.locator(`[data-testid="tree-node"][data-path=${JSON.stringify(path)}]`);
const paths = async (app) => (await treeLines(app)).map(([, name]) => name);
const isOpen = async (app, path) => (await branch(app, path).getAttribute("aria-expanded")) === "true";
const opened = (app, path, is) =>
  until(
    app,
    () => isOpen(app, path),
    (it) => it === is,
    `${path} open: ${is}`,
  );

async function whole(app, keys) {
  await app.open(keys);
  const source = () => app.page.locator(".bar__source").innerText();
  await until(app, source, (text) => !text.includes("loading"), "all months are there");
}

for (const keys of [
  {},
  { open: "all" },
  { open: "none" },
  { q: "is:failing", sort: "-name" },
  { required: "1", runs: "30", sort: "-fails", open: "all" },
]) {
  check(`lines and sums are those of the command line: ${JSON.stringify(keys)}`, async (app, context) => {
    if (!findCli()) return context.skip("the program `tailorbird` is not built");
    await whole(app, { view: "tree", ...keys });
    const sheet = asked(app, SAMPLE);
    await sameTree(app, sheet);
    // The same link gives the same lines, and the export what is shown.
    const before = await treeLines(app);
    await app.page.goto(app.page.url());
    await app.ready();
    await until(app, () => treeLines(app), (now) => JSON.stringify(now) === JSON.stringify(before), "the same lines");
    const file = await download(app, () => app.hook("export-json").click());
    assert.equal(file.name, "tailorbird-tree.json");
    assert.deepEqual(treeTold(JSON.parse(file.text)), treeTold(sheet));
    // Lines of the first level add up to the whole.
    const first = sheet.rows.filter((row) => row.level === 1);
    for (const key of ["jobs", "passed", "failed", "skipped", "runs", "broken"]) {
      const all = key === "jobs" ? sheet.shown : sheet[key];
      assert.equal(first.reduce((sum, row) => sum + row[key], 0), all, key);
    }
  });
}

check("a branch opens and closes by a press, and the address remembers it", async (app) => {
  await openData(app, SMALL, { view: "tree" });
  assert.equal((await treeLines(app)).length, 4 + 12);
  assert.deepEqual((await paths(app)).slice(0, 2), ["run-k8s", "run-k8s / tests (qemu, amd64)"]);
  await branch(app, "build").locator(".tree__label").click();
  await opened(app, "build", false);
  assert.equal((await treeLines(app)).length, 4 + 8);
  const id = await branch(app, "build").getAttribute("data-id");
  await addressHas(app, "open", `-${id}`);
  await app.hook("collapse-all").click();
  await addressHas(app, "open", "none");
  await until(app, () => paths(app), (it) => it.length === 4, "four branches");
  await branch(app, "build").locator(".tree__label").click();
  await addressHas(app, "open", `none,${id}`);
  await app.page.reload();
  await app.ready();
  assert.ok(await isOpen(app, "build"));
  assert.ok(!(await isOpen(app, "metrics")));
  await app.hook("expand-all").click();
  await addressHas(app, "open", "all");
  await app.page.goBack();
  await opened(app, "metrics", false);
});

check("keys lead through the tree, which is one tab stop", async (app) => {
  await openData(app, SMALL, { view: "tree", open: "none" });
  const focused = () =>
    app.page.evaluate(() => document.activeElement?.dataset.path ?? document.activeElement?.dataset.job ?? null);
  const press = async (key, expected) => {
    await app.page.keyboard.press(key);
    await until(app, focused, (it) => it === expected, `${key} → ${expected}`);
  };
  const stops = () => app.page.locator('.tree [role="row"][tabindex="0"]').count();
  assert.equal(await stops(), 1);
  await app.page.locator('.tree [role="row"][tabindex="0"]').focus();
  const [first, second] = await paths(app);
  await press("ArrowDown", second);
  await press("Home", first);
  await app.page.keyboard.press("ArrowRight");
  await opened(app, first, true);
  assert.equal(await focused(), first);
  const job = (await paths(app))[1];
  await press("ArrowRight", job);
  assert.equal(await stops(), 1);
  await press("ArrowLeft", first);
  await app.page.keyboard.press("ArrowLeft");
  await opened(app, first, false);
  await app.page.keyboard.press("Enter");
  await opened(app, first, true);
  await press("End", (await paths(app)).at(-1));
  await press("Home", first);
  await press("ArrowDown", job);
  const id = await app.row(job).getAttribute("data-id");
  await app.page.keyboard.press("Enter");
  await addressHas(app, "view", "job");
  await addressHas(app, "job", id);
});

check("a filter keeps the branches above what it leaves", async (app) => {
  await openData(app, SMALL, { view: "tree", open: "none" });
  await app.filter().fill("arm64");
  await countIs(app, 3, 12);
  await app.hook("expand-all").click();
  await until(app, async () => (await paths(app)).length, (n) => n === 6, "three branches, three jobs");
  await app.filter().fill("nothing-like-this");
  await app.hook("empty").waitFor();
  await countIs(app, 0, 12);
  await app.hook("empty").getByRole("button", { name: "Clear filters" }).click();
  await countIs(app, 12, 12);
});

check("few matches of many jobs are opened", async (app) => {
  await openData(app, many(400), { view: "tree" });
  assert.equal((await treeLines(app)).length, 20);
  await app.filter().fill("part 0001");
  await countIs(app, 11, 400);
  await until(app, async () => (await treeLines(app)).length, (n) => n === 22, "eleven branches, eleven jobs");
  await app.filter().fill("");
  await until(app, async () => (await treeLines(app)).length, (n) => n === 20, "branches");
  assert.ok((await treeLines(app)).every(([level]) => level === 1));
});

check("more lines than are drawn at once are shown when asked for", async (app) => {
  await openData(app, many(700), { view: "tree", open: "all" });
  assert.equal((await treeLines(app)).length, 500);
  await app.hook("more").click();
  await until(app, async () => (await treeLines(app)).length, (n) => n === 720, "all lines");
});

check("names with slashes in parentheses, and jobs named as branches", async (app) => {
  await openData(app, nightly({ "a / b (x / y)": "P", a: "F", "<img src=x>": "P" }), { view: "tree" });
  assert.deepEqual(await paths(app), ["a", "<img src=x>", "a", "a / b (x / y)"]);
});

for (const colorScheme of ["light", "dark"]) {
  check(`axe-core finds nothing, ${colorScheme}`, { colorScheme }, async (app) => {
    await openData(app, SMALL, { view: "tree" });
    const axe = new AxeBuilder({ page: app.page }).withTags(TAGS).setLegacyMode(true);
    const { violations } = await axe.analyze();
    assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 160)}`), []);
  });
}

check("on a phone a job is found by two words and opened", { viewport: { width: 390, height: 844 } }, async (app) => {
  await openData(app, SMALL, { view: "tree" });
  await app.filter().pressSequentially("clh tests");
  await countIs(app, 1, 12);
  const inside = await app.page.evaluate(() => {
    const main = document.querySelector("main").getBoundingClientRect();
    const rows = [...document.querySelectorAll(".tree__body > [role=row]")];
    return rows.length > 0 && rows.every((row) => row.scrollWidth <= row.clientWidth + 1 && row.getBoundingClientRect().right <= main.right);
  });
  assert.ok(inside, "lines fit the page");
  const job = "run-k8s / tests (clh, amd64)";
  const id = await app.row(job).getAttribute("data-id");
  await app.page.keyboard.press("Escape");
  await app.filter().fill("clh tests");
  await app.row(job).getByRole("link").click();
  await addressHas(app, "view", "job");
  await addressHas(app, "job", id);
});

check("real files: lines and sums are those of the command line", async (app, context) => {
  if (!LEGACY || !existsSync(join(LEGACY, "job_stats.json"))) return context.skip("TAILORBIRD_REAL_DATA is not set");
  if (!findCli()) return context.skip("the program `tailorbird` is not built");
  for (const [name, jobs] of [
    ["job_stats.json", 166],
    ["check_stats.json", 325],
  ]) {
    const file = join(LEGACY, name);
    serveData(app, { [name]: readFileSync(file) });
    await app.open({ view: "tree", open: "all", runs: "all", data: `data/${name}` });
    await countIs(app, jobs, jobs);
    const sheet = asked(app, file);
    assert.equal(sheet.shown, jobs);
    assert.deepEqual(await treeLines(app), treeTold(sheet));
  }
});

check("jobs outside the window are counted, and one press shows them", async (app) => {
  await openData(app, nightly({ old: ".".repeat(12) + "FP", here: "P".repeat(14) }), { view: "tree" });
  await app.page.getByRole("button", { name: "1 job not seen in this window" }).click();
  await addressHas(app, "runs", "all");
  await countIs(app, 2, 2);
});
