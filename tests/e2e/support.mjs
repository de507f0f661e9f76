// What every test file shares: one browser a file, one server and page a test, the whole table
// read by scrolling, and the command line as a second opinion.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

import { DIST, SUB_PATH, launch, start } from "./browser.mjs";

export { DIST, SUB_PATH };

const HERE = dirname(fileURLToPath(import.meta.url));

/** Fixtures that the native tests use too. */
export const FIXTURES = resolve(HERE, "../fixtures/legacy");

/**
 * Tests of one file. The returned function registers a test: a name, options for `start`, and a
 * body that gets the page. A page that breaks its own policy or throws fails every test.
 */
export function suite() {
  let browser;
  before(async () => {
    browser = await launch();
  });
  after(() => browser.close());
  return (name, ...rest) => {
    const body = rest.pop();
    test(name, async (context) => {
      const app = await start({ browser, ...rest[0] });
      try {
        await body(app, context);
        assert.deepEqual(app.violations, [], "violations of the policy");
        assert.deepEqual(unexpected(app), [], "errors in the console");
      } finally {
        await app.close();
      }
    });
  };
}

/** Errors in the console, without the browser's own notes of answers that were no success. */
function unexpected(app) {
  return app.errors.filter((error) => !/^Failed to load resource/.test(error));
}

/** Serves `files` (name → content) beside the page, under `data/`. */
export function serveData(app, files) {
  for (const [name, content] of Object.entries(files)) {
    app.server.mount(`${SUB_PATH}data/${name}`, content);
  }
}

/** Opens the page on one file of this content; `query` holds further keys of the address. */
export async function openData(app, content, query = {}) {
  serveData(app, { "job_stats.json": content });
  return app.open({ ...query, data: "data/job_stats.json" });
}

/** Waits until `read` gives a value for which `fits` holds, and returns it. */
export async function until(app, read, fits, what = "condition") {
  let last;
  for (let n = 0; n < 600; n += 1) {
    last = await read();
    if (fits(last)) return last;
    await app.page.evaluate(() => new Promise(requestAnimationFrame));
  }
  assert.fail(`${what} never held; last: ${JSON.stringify(last)}`);
}

/** Waits until the count reads `N of M …`. */
export function countIs(app, left, listed) {
  const wanted = listed === undefined ? `${left} of ` : `${left} of ${listed} `;
  return until(
    app,
    () => app.count(),
    (text) => text.startsWith(wanted),
    `count ${wanted}`,
  );
}

/** The two numbers of the count. */
export async function counts(app) {
  return (await app.count()).match(/\d+/g).map(Number);
}

/** Waits until a key of the address has this value (`null`: is not there). */
export function addressHas(app, key, value) {
  return until(
    app,
    () => query(app).get(key),
    (found) => found === value,
    `${key}=${value}`,
  );
}

/** The present query of the address. */
export function query(app) {
  return new URL(app.page.url()).searchParams;
}

/**
 * Every job of the table from first to last, read while scrolling: name, cells, state, rate and
 * figures as shown.
 */
export function table(app) {
  return app.page.evaluate(async () => {
    const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    const text = (row, column) => row.querySelector(`.jobs__cell--${column}`)?.textContent ?? "";
    const seen = new Map();
    const grid = document.querySelector("[aria-rowcount]");
    const all = Number(grid.getAttribute("aria-rowcount")) - 1;
    const before = scrollY;
    scrollTo(0, 0);
    for (let n = 0; n < 2000 && seen.size < all; n += 1) {
      await frame();
      for (const row of grid.querySelectorAll("[role=row][data-line]")) {
        const at = Number(row.getAttribute("aria-rowindex"));
        const cells = [...row.querySelectorAll('[data-testid="run-cell"]')];
        seen.set(at, {
          job: row.dataset.job,
          id: row.dataset.id,
          group: row.dataset.testid === "group-row" ? row.textContent : undefined,
          groupParts: [...row.querySelectorAll(".group__cell > span")].slice(0, 2).map((part) => part.textContent),
          cells: cells.map(({ dataset }) => [Number(dataset.run), dataset.verdict]),
          titles: cells.map((cell) => cell.title),
          state: text(row, "state"),
          rate: text(row, "rate"),
          fails: text(row, "fails"),
          reruns: text(row, "reruns"),
          skips: text(row, "skips"),
          flaky: text(row, "flaky"),
          p50: text(row, "p50"),
          last: text(row, "last"),
          weather: row.querySelector(".jobs__cell--weather")?.getAttribute("aria-label"),
          required: text(row, "required"),
        });
      }
      scrollBy(0, innerHeight / 2);
    }
    scrollTo(0, before);
    await frame();
    const rows = [...seen].sort(([a], [b]) => a - b);
    if (rows.length !== all) throw new Error(`${rows.length} of ${all} rows were reached`);
    return rows.map(([, row]) => row);
  });
}

/** Names of all jobs of the table, in order. */
export async function names(app) {
  return (await table(app)).filter(({ job }) => job !== undefined).map(({ job }) => job);
}

/** The command line's program, or null where it is not built. */
export function findCli() {
  const built = resolve(HERE, "../../target/debug/tailorbird");
  const file = process.env.TAILORBIRD_CLI ?? built;
  return existsSync(file) ? file : null;
}

/** `tailorbird stats … --format json` with the page's own configuration. */
export function stats(...rest) {
  const options = ["--format", "json", "--config", join(DIST, "config.json")];
  const output = execFileSync(findCli(), ["stats", ...rest, ...options], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
    stdio: ["ignore", "pipe", "ignore"],
  });
  return JSON.parse(output);
}

/** The download that `act` starts, as text with its proposed name. */
export async function download(app, act) {
  const [file] = await Promise.all([app.page.waitForEvent("download"), act()]);
  const chunks = [];
  for await (const chunk of await file.createReadStream()) chunks.push(chunk);
  return { name: file.suggestedFilename(), text: Buffer.concat(chunks).toString("utf8") };
}

/** Opens an address, and waits until all months are there. */
export async function openWhole(app, keys) {
  await app.open(keys);
  await app.page.waitForSelector("html[data-loaded]", { state: "attached" });
}

/** The data table of a chart, oldest first: a list a row, without the night. */
export async function chartTable(app, id) {
  const chart = app.hook(`trend-${id}`);
  if ((await chart.locator("table").count()) === 0) await chart.getByText("Data table").click();
  await chart.locator("table").waitFor();
  const rows = await chart
    .locator("tbody tr")
    .evaluateAll((all) => all.map((row) => [row.dataset.night, ...[...row.cells].slice(1).map((c) => c.textContent)]));
  return rows.reverse();
}

/** The number in a cell; null where it says n/a. */
export const digits = (text) => (text === "n/a" ? null : Number(text.replace(/\D/g, "")));

/** Drags over a chart from one share of its width to another. */
export async function drag(app, id, from, to) {
  const plot = app.hook(`trend-${id}`).locator("[data-plot]");
  await plot.scrollIntoViewIfNeeded();
  const box = await plot.boundingBox();
  const y = box.y + box.height / 2;
  await app.page.mouse.move(box.x + box.width * from, y);
  await app.page.mouse.down();
  await app.page.mouse.move(box.x + box.width * to, y, { steps: 4 });
  await app.page.mouse.up();
}

/**
 * A folder with the data set that the command line makes of rows of any CI (docs/row-format.md), served
 * as `set/`; without the command line null. Remove it with `rmSync` in the end.
 */
export function importRows(app, rows) {
  if (!findCli()) return null;
  const folder = mkdtempSync(join(tmpdir(), "tailorbird-"));
  const file = join(folder, "rows.ndjson");
  writeFileSync(file, rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
  execFileSync(findCli(), ["import", file, "--out", join(folder, "set"), "--project", "kata"], { stdio: "ignore" });
  app.server.mount(`${SUB_PATH}set/`, join(folder, "set"));
  return folder;
}

/** A text without more than single spaces. */
export const plain = (text) => text.trim().replace(/\s+/g, " ");

/** The lines that a figure counts, as the sheet lists them. */
export const explainedLines = (app) => app.hook("explain-counted").locator("li").allInnerTexts();

/** Presses what shows a figure: the sheet has the same value, and as many lines as it says. */
export async function explains(app, place, shown) {
  const text = plain(shown ?? (await place.innerText()));
  const before = app.page.url();
  await place.click();
  await until(app, async () => plain(await app.hook("explain-value").innerText()), (told) => told === text, `explains ${text}`);
  const said = Number((await app.hook("explain-n").innerText()).match(/\d+/)[0]);
  const listed = await explainedLines(app);
  const more = Number(listed.at(-1)?.match(/^and (\d+) more/)?.[1] ?? 0);
  assert.equal(listed.length - (more > 0 ? 1 : 0) + more, said);
  assert.equal(app.page.url(), before, "nothing else happens");
  await app.page.keyboard.press("Escape");
  await app.hook("explain-sheet").waitFor({ state: "hidden" });
  return said;
}
