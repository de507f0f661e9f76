// What is taken away is what is shown: groups, columns and order of an exported table, links that are
// copied, and the same from the command line.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { SMALL } from "./fixtures.mjs";
import { DIST, SUB_PATH, addressHas, download, findCli, openData, query, suite, table, until } from "./support.mjs";

const check = suite();
const SAMPLE = join(DIST, "sample");
const CONFIG = ["--config", join(DIST, "config.json")];
const CLIPBOARD = { permissions: ["clipboard-read", "clipboard-write"] };

const cli = (...rest) =>
  execFileSync(findCli(), rest, { encoding: "utf8", maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "ignore"] });

/** Waits until all parts of the data are there. */
const whole = (app) => app.page.waitForSelector("html[data-loaded]", { state: "attached" });

const exported = async (app, form) => (await download(app, () => app.hook(`export-${form}`).click())).text;

/** Columns that are on the screen, from left to right, with their titles. */
const heads = (app) =>
  app.page.locator("th[data-column]").evaluateAll((all) =>
    all
      .filter((one) => one.getClientRects().length)
      .map((one) => [one.dataset.column, one.querySelector("button").firstChild.textContent]),
  );

/** The table as it is read: titles of the columns, and a list of texts for each job, its group in front. */
async function onScreen(app) {
  const columns = await heads(app);
  const lines = [];
  let group = [];
  for (const row of await table(app)) {
    if (row.group === undefined) lines.push([...group, ...columns.map(([id]) => plain(id === "name" ? row.job : row[id]))]);
    else group = row.groupParts;
  }
  const titles = columns.map(([, title]) => title);
  return [group.length ? ["group", "group state", ...titles] : titles, ...lines];
}

const plain = (text) => text.replaceAll(/\s/g, " ").trim();

/** The lines of a Markdown table, cell by cell, as they are rendered. */
function markdownCells(text) {
  const cells = (line) => line.replace(/^\| /, "").replace(/ \|$/, "").split(" | ").map(rendered);
  const [head, rule, ...lines] = text.trim().split("\n");
  assert.match(rule, /^[| -]+$/);
  return [head, ...lines].map(cells);
}

function rendered(cell) {
  const text = cell.replaceAll(/\\([\\|`*_[\]~!])/g, "$1").replaceAll(/&#(\d+);/g, (_, n) => String.fromCodePoint(n));
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&").trim();
}

/** The lines of a CSV, each an object by the head. */
function csvLines(text) {
  const fields = (line) =>
    [...`,${line}`.matchAll(/,(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain);
  const [head, ...lines] = text.trim().split("\n").map(fields);
  return [head, lines.map((line) => Object.fromEntries(head.map((name, at) => [name, line[at]])))];
}

/** The three forms of the page are those of the command line for the same address. */
async function sameAsCli(app, input, config = []) {
  const address = new URL(app.page.url()).search;
  const told = (form) => cli("stats", input, ...config, "--url", address, "--format", form);
  assert.equal(await exported(app, "csv"), told("csv"), address);
  assert.equal(await exported(app, "markdown"), told("markdown"), address);
  const [page, line] = [JSON.parse(await exported(app, "json")), JSON.parse(told("json"))];
  // Where the data lies and what is odd in the configuration is the reader's own.
  for (const one of [page, line]) for (const key of ["input", "issues"]) delete one[key];
  assert.deepEqual(page, line, address);
}

const TABLES = {
  "in groups": { group: "arch" },
  "with chosen columns": { cols: "name,state,fails" },
  "in groups with chosen columns, sorted": { view: "prs", group: "owner", cols: "last,reruns,flaky,p50,weather", sort: "-reruns" },
  "in groups of two projects' second": { project: "sample-charts", group: "path", cols: "required,rate,skips", sort: "name" },
  "with all columns": { view: "prs", q: "k8s" },
};

for (const [what, keys] of Object.entries(TABLES)) {
  check(`a table ${what}: exports are what is on the screen, and what the command line prints`, async (app, context) => {
    await app.open(keys);
    await whole(app);
    const shown = await onScreen(app);
    assert.ok(shown.length > 3, `${shown.length} lines`);
    assert.deepEqual(markdownCells(await exported(app, "markdown")), shown);
    const [head, lines] = csvLines(await exported(app, "csv"));
    const grouped = keys.group !== undefined;
    const at = (title) => shown[0].indexOf(title);
    assert.deepEqual(
      lines.map((line) => [grouped ? line.group || "none" : "", line.name.replace(/^'/, "")]),
      shown.slice(1).map((line) => [grouped ? line[0] : "", line[at("Job")]]),
    );
    for (const [title, field] of [["Fails", "failed"], ["Skips", "skipped"], ["Reruns", "reruns"], ["Required", "required"]]) {
      assert.equal(head.includes(field), at(title) >= 0, field);
      const text = (value) => ({ "": "n/a", true: "required", false: "" })[value] ?? value;
      if (at(title) >= 0) assert.deepEqual(lines.map((line) => text(line[field])), shown.slice(1).map((line) => line[at(title)]));
    }
    const { jobs } = JSON.parse(await exported(app, "json"));
    assert.deepEqual(jobs.map(({ name, group }) => [name, group]), lines.map(({ name, group }) => [name.replace(/^'/, ""), grouped ? group || null : undefined]));
    assert.ok(jobs.every((job) => "p50_secs" in job && "results" in job), "JSON is complete");
    if (!findCli()) return context.skip("the program `tailorbird` is not built");
    await sameAsCli(app, SAMPLE, CONFIG);
  });
}

check("what this browser remembers of columns and lines is in exports, copied links and saved views", CLIPBOARD, async (app) => {
  await openData(app, JSON.stringify(SMALL));
  await app.page.evaluate(() => {
    for (const key of Object.keys(localStorage)) localStorage.removeItem(key);
  });
  await app.hook("columns").click();
  for (const name of ["Skips", "Weather", "Last fail"]) await app.page.getByRole("option", { name }).click();
  await app.hook("density").click();
  await app.open({ data: "data/job_stats.json" });
  assert.deepEqual([query(app).get("cols"), query(app).get("density")], [null, null], "the address is plain");
  const shown = await onScreen(app);
  assert.equal(shown[0].length, 8);
  assert.deepEqual(markdownCells(await exported(app, "markdown")), shown);
  const [head] = csvLines(await exported(app, "csv"));
  assert.deepEqual(head.slice(0, 4), ["name", "required", "state", "streak"]);
  assert.ok(!head.includes("skipped") && !head.includes("weather"), `${head}`);

  await app.page.getByRole("button", { name: "Copy link" }).click();
  await until(app, () => app.hook("toast").innerText(), (said) => said === "Link copied");
  const copied = await app.page.evaluate(() => navigator.clipboard.readText());
  const keys = new URL(copied).searchParams;
  assert.deepEqual([keys.get("cols"), keys.get("density")], ["name,state,rate,fails,reruns,flaky,p50,required", "compact"]);
  assert.equal(query(app).get("cols"), null, "the address stays plain");

  await app.hook("saved").click();
  await app.hook("saved-name").fill("Mine");
  await app.hook("saved-add").click();
  await app.hook("saved-sheet").locator("summary").click();
  assert.match(await app.hook("saved-text").inputValue(), /^Mine\t\?.*cols=name,state.*&density=compact/);

  // Somebody else's browser remembers nothing.
  await app.page.evaluate(() => localStorage.clear());
  await app.page.goto(copied);
  await app.ready();
  assert.deepEqual(await onScreen(app), shown);
  const height = await app.hook("job-row").first().evaluate((row) => row.getBoundingClientRect().height);
  assert.equal(height, 26);
});

check("who is sent all columns sees all, also where the browser remembers fewer", CLIPBOARD, async (app) => {
  await openData(app, JSON.stringify(SMALL));
  const shown = await onScreen(app);
  await app.page.getByRole("button", { name: "Copy link" }).click();
  await until(app, () => app.hook("toast").innerText(), (said) => said === "Link copied");
  const copied = await app.page.evaluate(() => navigator.clipboard.readText());
  assert.equal(new URL(copied).searchParams.get("cols"), "all");
  await app.hook("columns").click();
  for (const name of ["Skips", "Weather"]) await app.page.getByRole("option", { name }).click();
  await app.open({ data: "data/job_stats.json" });
  assert.equal((await onScreen(app))[0].length, shown[0].length - 2, "this browser remembers fewer");
  await app.page.goto(copied);
  await app.ready();
  assert.deepEqual(await onScreen(app), shown);
  // From there they are hidden as ever.
  await app.hook("columns").click();
  await app.page.getByRole("option", { name: "Skips" }).click();
  await addressHas(app, "cols", "name,state,rate,fails,reruns,flaky,p50,weather,last,required");
});

check("a copied link of a view without those columns says nothing of them", CLIPBOARD, async (app) => {
  await openData(app, JSON.stringify(SMALL), { cols: "name,state" });
  await app.hook("columns").click();
  await app.page.getByRole("option", { name: "Fails" }).click();
  await app.open({ view: "tree", data: "data/job_stats.json" });
  await app.page.keyboard.press("c");
  await until(app, () => app.hook("toast").innerText(), (said) => said === "Link copied");
  const copied = await app.page.evaluate(() => navigator.clipboard.readText());
  assert.equal(new URL(copied).searchParams.get("cols"), null);
});

const TOLD = {
  "one pull request": { view: "pr", pr: "11866" },
  "two runs": { view: "compare" },
  "a run": { view: "run" },
  "the pull requests": { view: "pr" },
  runs: { view: "runs" },
};

for (const [what, keys] of Object.entries(TOLD)) {
  check(`Markdown of ${what}: a head in words, no keys and no ids; times of CSV are ISO 8601`, async (app, context) => {
    await app.open(keys);
    await whole(app);
    const text = await exported(app, "markdown");
    const head = text.slice(0, text.indexOf("\n| "));
    assert.match(head, /^\*\*.+\*\*\n/);
    assert.match(head, /\d+ of \d+ shown, as of \d+ \w{3} \d{4} \d\d:\d\d UTC\./);
    assert.doesNotMatch(head, /_|\bpartial\b|: false|\d{9}/);
    assert.doesNotMatch(text, /\| id \||\b[0-9a-f]{12}\b \|/);
    if (keys.pr) assert.match(head, /\[pull request 11866\]\(https:.*\): .+\*\*\n\n.*\. Newest run: \d+ \w{3} \d{4}/);
    const [, lines] = csvLines(await exported(app, "csv"));
    for (const { created_at: at } of lines) {
      if (at) assert.match(at, /^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\dZ)?$/);
    }
    if (!findCli()) return context.skip("the program `tailorbird` is not built");
    await sameAsCli(app, SAMPLE, CONFIG);
  });
}

check("times of a job's runs: ISO 8601 in CSV, seconds in JSON", async (app) => {
  await app.open();
  await whole(app);
  const id = await app.hook("job-row").first().getAttribute("data-id");
  await app.open({ view: "job", job: id });
  await whole(app);
  const [, lines] = csvLines(await exported(app, "csv"));
  const { rows } = JSON.parse(await exported(app, "json"));
  assert.ok(lines.length > 3);
  for (const [at, { created_at: secs }] of rows.entries()) {
    assert.equal(Date.parse(lines[at].created_at), secs * 1000);
    assert.match(lines[at].created_at, /Z$/);
  }
});

check("the imported history of half a year: exports are those of the command line", async (app, context) => {
  const real = process.env.TAILORBIRD_REAL_DATA;
  const files = ["nightly-results", "pr-failures"].map((name) => join(real ?? "", "history", `${name}.ndjson.gz`));
  if (!real || !files.every(existsSync)) return context.skip("TAILORBIRD_REAL_DATA names no folder with the history");
  if (!findCli()) return context.skip("the program `tailorbird` is not built");
  const folder = mkdtempSync(join(tmpdir(), "tailorbird-"));
  try {
    const config = join(DIST, "../examples/kata-containers/tailorbird.toml");
    cli("import", ...files, "--config", config, "--out", folder);
    app.server.mount(`${SUB_PATH}history/`, folder);
    for (const keys of [
      { project: "kata" },
      { project: "kata", runs: "30", group: "owner" },
      { project: "kata", view: "prs" },
      { project: "coco-caa", cols: "name,state,last" },
    ]) {
      await app.open({ ...keys, data: "history/manifest.json" });
      await whole(app);
      await sameAsCli(app, folder);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
