// Two thousand jobs: only those in sight are in the document, and each can be reached.

import assert from "node:assert/strict";

import { many } from "./fixtures.mjs";
import { countIs, openData, suite, until } from "./support.mjs";

const check = suite();
const FILE = JSON.stringify(many(2000));

const lines = (app) =>
  app.page.locator("#jobs-body > [data-line]").evaluateAll((rows) => rows.map((row) => Number(row.dataset.line)));
const rising = (numbers) => numbers.every((number, at) => at === 0 || number > numbers[at - 1]);
const scrollTo = async (app, y) => {
  await app.page.evaluate((to) => window.scrollTo(0, to), y);
  await until(
    app,
    () => app.page.evaluate(() => window.scrollY),
    (at) => Math.abs(at - y) < 2,
  );
};

/** Every line that the window could show is drawn, at its place, each once. */
const isFilled = (app) =>
  app.page.evaluate(() => {
    const [head, body] = ["jobs-head", "jobs-body"].map((id) => document.getElementById(id).getBoundingClientRect());
    const top = Math.max(head.bottom, body.top);
    const boxes = [...document.querySelectorAll("#jobs-body > [data-line]")]
      .map((row) => row.getBoundingClientRect())
      .filter((box) => box.bottom > top && box.top < innerHeight)
      .sort((a, b) => a.top - b.top);
    const joined = boxes.every((box, at) => at === 0 || Math.abs(box.top - boxes[at - 1].bottom) < 1);
    const bottom = Math.min(innerHeight, body.bottom);
    return joined && boxes.length > 0 && boxes[0].top <= top + 1 && boxes.at(-1).bottom >= bottom - 1;
  });

check("at most sixty rows are in the document, wherever it is scrolled", async (app) => {
  await openData(app, FILE);
  await countIs(app, 2000, 2000);
  for (const y of [0, 500, 517, 20_000, 60_000, 19_000, 0]) {
    await scrollTo(app, y);
    await until(app, () => isFilled(app), Boolean, `no gap at ${y}`);
    const drawn = await lines(app);
    assert.ok(drawn.length <= 60, `${drawn.length} rows`);
    assert.equal(new Set(drawn).size, drawn.length);
  }
});

check("rows stand in the document in their order once scrolling has ended", async (app) => {
  await openData(app, FILE);
  for (const y of [300, 340, 380, 900, 30_000, 29_900, 100]) {
    await scrollTo(app, y);
    await until(app, () => isFilled(app), Boolean, `no gap at ${y}`);
    await until(app, () => lines(app), rising, `order at ${y}`);
  }
  const places = () => app.hook("job-row").evaluateAll((rows) => rows.map((row) => Number(row.getAttribute("aria-rowindex"))));
  const inOrder = (all) => all.every((place, at) => at === 0 || all[at - 1] < place);
  await until(app, places, inOrder, "places in order");
});

check("a wheel turned fast leaves no gap behind", async (app) => {
  await openData(app, FILE);
  await app.page.mouse.move(700, 700);
  for (let n = 0; n < 15; n += 1) await app.page.mouse.wheel(0, 900);
  for (let n = 0; n < 5; n += 1) await app.page.mouse.wheel(0, -700);
  await until(app, () => isFilled(app), Boolean, "no gap");
  await until(app, () => lines(app), rising, "order");
});

check("a wheel turned over groups shows each head once, with its own rows below it", async (app) => {
  const two = FILE.replace(/(part \d+[13579]) \(amd64\)/g, "$1 (arm64)");
  await openData(app, two, { group: "arch", sort: "name" });
  const heads = () =>
    app.page.locator("#jobs-body > [data-line]").evaluateAll((all) =>
      all
        .map((line) => [Number(line.dataset.line), line.dataset.job ?? "", line.querySelector(".group__name")?.textContent ?? ""])
        .sort(([a], [b]) => a - b),
    );
  // Fast over the second head, which lies in the middle of the list, and back to it in steps.
  await app.page.mouse.move(700, 700);
  for (let turn = 0; turn < 45; turn += 1) await app.page.mouse.wheel(0, 900);
  const isOver = ([line, , head]) => head && line > 0;
  let seen = [];
  for (let turn = 0; turn < 100 && !seen.some(isOver); turn += 1) {
    await app.page.mouse.wheel(0, -400);
    await until(app, () => isFilled(app), Boolean, "no gap");
    await until(app, () => lines(app), rising, "order");
    seen = await heads();
  }
  const head = seen.findIndex(([line, , name]) => name && line > 0);
  assert.ok(head >= 0, "a head in sight");
  const [arch] = seen[head][2].match(/amd64|arm64/);
  const below = seen.slice(head + 1).filter(([, job]) => job);
  assert.ok(below.length > 0, "with rows");
  for (const [, job] of below) assert.ok(job.includes(arch), `${job} under ${arch}`);
  assert.equal(new Set(seen.map(([line]) => line)).size, seen.length, "each line once");
});

check("End reaches the last row, Home the first", async (app) => {
  await openData(app, FILE, { sort: "name" });
  await app.row((await app.rows())[0]).focus();
  await app.page.keyboard.press("End");
  const last = "area-9 / part 01989 (amd64)";
  await app.row(last).waitFor();
  const focused = () => app.page.evaluate(() => document.activeElement?.dataset?.job);
  await until(app, focused, (job) => job === last, "focus on the last row");
  assert.equal(await app.row(last).getAttribute("aria-rowindex"), "2001");
  assert.ok((await lines(app)).length <= 60);
  await app.page.keyboard.press("Home");
  await until(app, focused, (job) => job === "area-0 / part 00000 (amd64)", "focus on the first row");
});

check("a row that is scrolled away and back is still open, and its place is right", async (app) => {
  await openData(app, FILE);
  const job = (await app.rows())[2];
  const id = await app.row(job).getAttribute("data-id");
  await app.open({ open: id, data: "data/job_stats.json" });
  await app.hook("job-detail").waitFor();
  await scrollTo(app, 30_000);
  await app.hook("job-detail").waitFor({ state: "detached" });
  await until(app, () => isFilled(app), Boolean, "no gap");
  await scrollTo(app, 0);
  await app.hook("job-detail").waitFor();
  assert.equal(await app.expand(job).getAttribute("aria-expanded"), "true");
});

check("filter and sort work on all rows, not on those in sight", async (app) => {
  await openData(app, FILE);
  await scrollTo(app, 40_000);
  await app.filter().fill("01777");
  await countIs(app, 1, 2000);
  await until(
    app,
    () => app.rows(),
    (rows) => rows.length === 1,
    "one row",
  );
  assert.deepEqual(await app.rows(), ["area-17 / part 01777 (amd64)"]);
  await app.filter().fill("");
  await app.sort("name").click();
  await app.sort("name").click();
  await until(
    app,
    () => app.rows(),
    (rows) => rows[0] === "area-9 / part 01989 (amd64)",
    "the last name first",
  );
});

check("the table says how many rows it has", async (app) => {
  await openData(app, FILE, { q: "area-7" });
  const grid = app.page.getByRole("grid", { name: "Jobs" });
  await until(
    app,
    () => grid.getAttribute("aria-rowcount"),
    (count) => count === "101",
    "aria-rowcount",
  );
});
