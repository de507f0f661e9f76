// On paper: every job of the view, none of the buttons.

import assert from "node:assert/strict";

import { many, nightly } from "./fixtures.mjs";
import { countIs, openData, suite, until } from "./support.mjs";

const check = suite();

/** A sheet of A4 at 96 pixels an inch, in the dark. */
const SHEET = { viewport: { width: 794, height: 1123 }, colorScheme: "dark" };

async function toPaper(app) {
  await app.page.emulateMedia({ media: "print" });
  await app.page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
}

async function toScreen(app) {
  await app.page.emulateMedia({ media: "screen" });
  await app.page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
}

/**
 * Where a line of these is not as it should be: its cells lie over each other or beyond the sheet, or
 * what a cell holds does (a count of attempts stands out of its square by a little).
 */
function misplaced(app, lines) {
  return app.page.locator(lines).evaluateAll((rows) => {
    const found = [];
    for (const row of rows) {
      const cells = [...row.children].filter((cell) => cell.checkVisibility());
      const boxes = cells.map((cell) => cell.getBoundingClientRect());
      boxes.forEach((box, at) => {
        const content = document.createRange();
        content.selectNodeContents(cells[at]);
        const inside = content.getBoundingClientRect();
        const out = inside.width > 0 && (inside.left < box.left - 4 || inside.right > box.right + 4);
        const over = boxes.some((other, n) => n > at && other.left < box.right - 1 && box.left < other.right - 1
          && other.top < box.bottom - 1 && box.top < other.bottom - 1);
        const cut = cells[at].scrollWidth > cells[at].clientWidth + 4;
        if (out || over || cut || box.right > innerWidth) found.push(`${cells[at].className}: ${cells[at].textContent}`);
      });
    }
    return { lines: rows.length, found: found.slice(0, 5) };
  });
}

check("a page that scrolls is printed whole and in order", async (app) => {
  await app.open();
  const [, n] = (await app.count()).match(/^(\d+) of/);
  await app.page.mouse.move(700, 600);
  for (let turn = 0; turn < 6; turn += 1) await app.page.mouse.wheel(0, 700);
  await until(app, () => app.page.evaluate(() => scrollY), (y) => y > 2000, "scrolled");
  await app.page.emulateMedia({ media: "print" });
  await app.page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
  await until(app, () => app.rows(), (rows) => rows.length === Number(n), "all rows");
  const numbers = await app.hook("job-row").evaluateAll((rows) => rows.map((row) => Number(row.dataset.line)));
  assert.deepEqual(numbers, [...numbers.keys()], "as they stand in the document");
  await app.page.emulateMedia({ media: "screen" });
  await app.page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
});

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
    .locator("button:not(.jobs__sort, .bar .menu__button, .explain)")
    .evaluateAll((all) => all.filter((one) => one.checkVisibility()).length);
  assert.equal(pressed, 0);
  // What a count is made of cannot be pressed on paper, but it stays.
  assert.ok((await app.hook("count").innerText()).startsWith(`${n} of `));
  assert.ok((await app.page.pdf({ format: "A4", landscape: true })).length > 10_000);
  await app.page.emulateMedia({ media: "screen" });
  await app.page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
  await countIs(app, n);
  await until(app, () => app.rows(), (rows) => rows.length < Number(n) || Number(n) < 40, "few rows");
});

const LONG = nightly(
  Object.fromEntries(
    Array.from({ length: 12 }, (_, n) => [
      `ci-on-push / run-a-very-long-name-of-a-workflow-on-s390x / build-and-publish-part-${n} (cloud-hypervisor, containerd, experimental)`,
      { results: "FPFPPPPPPF", required: n % 2 === 0, older: { 2: "F", 5: "FF" } },
    ]),
  ),
);

for (const [what, query, lines] of [
  ["the nightly jobs", { view: "nightly" }, "[data-testid=job-row]"],
  ["jobs in groups", { view: "nightly", group: "path" }, "[data-testid=job-row]"],
  ["jobs without the column of fails", { view: "nightly", cols: "state,rate" }, "[data-testid=job-row]"],
  ["the tree", { view: "tree", open: "all" }, "[role=row][data-line]"],
  ["the grid", { view: "grid" }, "[data-testid=grid-row]"],
]) {
  check(`${what} on A4: no cell runs over another, and names are whole`, SHEET, async (app) => {
    await openData(app, LONG, query);
    await toPaper(app);
    await app.page.locator(lines).first().waitFor();
    const told = await misplaced(app, lines);
    assert.deepEqual(told.found, []);
    assert.ok(told.lines >= 12, `${told.lines} lines`);
    if (query.view === "nightly") {
      const names = await app.page.locator("td.jobs__cell--name").allInnerTexts();
      for (const name of names) assert.match(name.replace(/\s+/g, " "), /ci-on-push.*part-\d+.*experimental/);
      assert.equal(await app.page.locator(".jobs__line .cell").first().isVisible(), true);
    }
  });
}

for (const [what, query, lines] of [
  ["pull requests by job", { view: "prs" }, "[data-testid=job-row]"],
  ["runs", { view: "runs" }, "[data-testid=run-row]"],
  ["pull requests as rows", { view: "runs", kind: "prs" }, "[data-testid=run-row]"],
  ["the list of pull requests", { view: "pr" }, "[data-testid=pr-row]"],
]) {
  check(`${what} of the sample on A4: no cell runs over another`, SHEET, async (app) => {
    await app.open({ project: "sample-runtime", ...query });
    await toPaper(app);
    const told = await misplaced(app, lines);
    assert.deepEqual(told.found, []);
    assert.ok(told.lines >= 5, `${told.lines} lines`);
  });
}

/** What unfolds on paper: notices and excerpts of logs stay away. */
const FOLDED = "main details:not(.trend__data, .notice__more, .failure details:not(.failure__more))";

check("what is folded on the screen is open on paper, but for tables of charts", SHEET, async (app) => {
  const heights = (selector) =>
    app.page.locator(selector).evaluateAll((all) => all.map((it) => it.getBoundingClientRect().height - it.querySelector("summary").getBoundingClientRect().height));
  for (const keys of [{ view: "run", run: "ci-nightly.yaml:1200" }, { view: "pr", pr: "11866" }]) {
    await app.open({ project: "sample-runtime", ...keys });
    const before = await heights(FOLDED);
    assert.ok(before.length > 0 && before.every((height) => height < 8), `${before}`);
    await toPaper(app);
    const after = await heights(FOLDED);
    assert.ok(after.every((height) => height > 8), `${after}`);
    await toScreen(app);
  }
  await app.open({ project: "sample-runtime", view: "trends" });
  await toPaper(app);
  assert.equal(await app.page.locator(".trend__data").first().isVisible(), false);
});

check("across, the sheet has all columns; upright it says that it has not", async (app) => {
  const heads = () => app.page.locator("th[data-column]").evaluateAll((all) => all.filter((one) => one.checkVisibility()).map((one) => one.dataset.column));
  const note = () => app.page.locator(".meta--jobs").evaluate((it) => getComputedStyle(it, "::after").content);
  await openData(app, LONG);
  await toPaper(app);
  await app.page.setViewportSize({ width: 1032, height: 703 });
  for (const column of ["skips", "flaky", "p50", "weather", "last"]) assert.ok((await heads()).includes(column), column);
  assert.equal(await note(), "none");
  const told = await misplaced(app, "[data-testid=job-row]");
  assert.deepEqual(told.found, []);
  await app.page.setViewportSize({ width: 703, height: 1032 });
  assert.ok(!(await heads()).includes("weather"));
  assert.match(await note(), /Printed across/);
});

check("the head of a report: project, view, filters, time and count", SHEET, async (app) => {
  await app.open({ project: "sample-runtime", q: "k8s", required: "1", status: "failing" });
  await toPaper(app);
  const head = await app.page.locator("#bar").innerText();
  for (const words of ["Sample runtime", "Nightly", "as of 15 Jan 2026 18:00 UTC"]) assert.ok(head.includes(words), head);
  assert.ok(!head.includes("Trends"), head);
  const filters = await app.page.locator("#filters").evaluate((it) => ({
    shown: it.innerText.replace(/\s+/g, " "),
    told: getComputedStyle(it, "::before").content,
  }));
  assert.equal(filters.told, '"Filter: k8s"');
  assert.match(filters.shown, /Required only.*Status failing/);
  assert.doesNotMatch(filters.shown, /Copy link|Owner|Group/);
  assert.match(await app.count(), /^\d+ of \d+ jobs/);
});

check("the grid on paper has all jobs, and says which runs", SHEET, async (app) => {
  await app.open({ view: "grid", project: "sample-runtime" });
  const [, n] = (await app.count()).match(/^(\d+) of/);
  await toPaper(app);
  await until(app, () => app.hook("grid-row").count(), (rows) => rows === Number(n), "all rows");
  const told = `${n} of ${n} jobs and the newest 24 of 30 runs are here`;
  await until(app, () => app.hook("grid-printed").innerText(), (words) => words === told, told);
  const box = await app.page.locator(".grid__table").boundingBox();
  assert.ok(box.x >= 0 && box.x + box.width <= 794, JSON.stringify(box));
  await until(app, () => app.page.locator("canvas").count(), (all) => all === 0, "no canvas");
  await toScreen(app);
  await app.page.locator("canvas").waitFor();
  await until(app, () => app.hook("grid-row").count(), (all) => all === 0, "no table");
});

check("lines that are drawn on demand are all on paper", SHEET, async (app) => {
  await openData(app, many(700), { view: "tree", open: "all" });
  const lines = () => app.page.locator(".tree__body > [role=row]").count();
  assert.equal(await lines(), 500);
  await toPaper(app);
  await until(app, lines, (n) => n === 720, "all lines");
  await toScreen(app);
  await until(app, lines, (n) => n === 500, "as before");
});

check("trends on paper are charts without controls", SHEET, async (app) => {
  await app.open({ view: "trends", project: "sample-runtime" });
  await toPaper(app);
  const controls = await app.page
    .locator("main :is(input, button:not(.explain), summary, select)")
    .evaluateAll((all) => all.filter((one) => one.checkVisibility()).length);
  assert.equal(controls, 0);
  assert.ok(await app.hook("trend-rate").locator("svg").first().isVisible());
});

for (const view of ["nightly", "tree", "grid", "trends", "runs"]) {
  check(`${view} is printed in light colours from a dark page`, SHEET, async (app) => {
    await app.open({ view, project: "sample-runtime", theme: "dark" });
    const colours = () =>
      app.page.evaluate(() => {
        const { backgroundColor, color } = getComputedStyle(document.body);
        const sum = (text) => text.match(/[\d.]+/g).slice(0, 3).reduce((all, part) => all + Number(part), 0);
        const boxes = document.querySelectorAll("main :is(.tile, .jobs, .tree, .runs, .trend, .grid__table thead th)");
        const grounds = [...boxes].map((box) => sum(getComputedStyle(box).backgroundColor));
        return { ground: sum(backgroundColor), text: sum(color), darkest: Math.min(765, ...grounds) };
      });
    assert.ok((await colours()).ground < 200, "dark on the screen");
    await toPaper(app);
    const { ground, text, darkest } = await colours();
    assert.equal(ground, 765);
    assert.ok(text < 200 && darkest > 700, `text ${text}, darkest ${darkest}`);
  });
}
