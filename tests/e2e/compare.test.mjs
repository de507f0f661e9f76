// A visitor compares two nights, or two weeks; what is listed is what the command line lists.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";

import { SMALL, nightly } from "./fixtures.mjs";
import { compareRows, sameCompare, sidesAre } from "./same.mjs";
import {
  DIST,
  addressHas,
  chartTable,
  countIs,
  counts,
  download,
  drag,
  findCli,
  openData,
  openWhole,
  query,
  serveData,
  stats,
  suite,
  until,
} from "./support.mjs";

const check = suite();
const SAMPLE = join(DIST, "sample");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

const shown = (app) => app.hook("compare").waitFor();

/** The same of the command line. */
const told = (file, text) => stats(file, "--view", "compare", "--url", text);

/** `tailorbird diff … --format json`. */
function diff(file, ...rest) {
  const output = execFileSync(findCli(), ["diff", file, ...rest, "--format", "json", "--config", join(DIST, "config.json")], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  return JSON.parse(output);
}

/** The lists of `diff`, as the page's rows. */
function ofDiff(found) {
  const lists = [
    ["newly failing", found.newly_failing],
    ["fixed", found.fixed],
    ["still failing", found.still_failing],
    ["other result", found.changed],
    ["new", found.new],
    ["gone", found.gone],
  ];
  const all = lists.flatMap(([what, list]) => list.map(({ name }) => [what, name]));
  return [...all, ...found.renamed.map(({ to }) => ["renamed", to])];
}

check("compare last night with a week ago", async (app, context) => {
  if (!findCli()) return context.skip("the program `tailorbird` is not built");
  await openWhole(app, { view: "compare" });
  await shown(app);
  await sameCompare(app, told(SAMPLE, "?view=compare"));
  await app.page.getByRole("link", { name: "Last night and a week ago" }).click();
  await until(app, () => query(app).get("base"), Boolean, "a base");
  const [base, head] = [query(app).get("base"), query(app).get("head")];
  const titles = await Promise.all(["base", "head"].map((side) => app.hook(`side-${side}`).locator("p").first().innerText()));
  const [then, now] = titles.map((text) => Date.parse(`${text.match(/\d+ \w{3} \d{4}/)[0]} UTC`));
  const days = (now - then) / 86_400_000;
  assert.ok(days >= 7 && days < 10, `${days} days apart: ${titles}`);
  const facts = told(SAMPLE, `?view=compare&base=${base}&head=${head}`);
  await sameCompare(app, facts);
  await sidesAre(app, facts);
  assert.equal(await app.hook("trend-rate").count(), 0, "two runs are no nights");
  assert.deepEqual(await compareRows(app), ofDiff(diff(SAMPLE, "--base", base, "--head", head)));
  const [what, job] = (await compareRows(app))[0];
  assert.equal(what, "newly failing");
  await app.hook("compare-row").first().getByRole("link").click();
  await app.hook("job").waitFor();
  assert.equal(await app.hook("job").getAttribute("data-job"), job);
});

check("two weeks, with what is more than chance", async (app, context) => {
  if (!findCli()) return context.skip("the program `tailorbird` is not built");
  await openWhole(app, { view: "compare" });
  await app.page.getByRole("link", { name: "Newest 10 runs and the 20 before" }).click();
  await until(app, () => query(app).get("base"), Boolean, "a base");
  const facts = told(SAMPLE, `?view=compare&base=${query(app).get("base")}&head=${query(app).get("head")}`);
  await until(app, () => app.hook("side-base").getAttribute("data-word"), (word) => word === facts.base);
  await sameCompare(app, facts);
  await sidesAre(app, facts);
  assert.equal(await app.hook("trend-rate").count(), 1);
  const [from, to] = [facts.base.split("..")[0], facts.head.split("..")[1]];
  const nights = stats(SAMPLE, "--url", `?view=trends&from=${from}&to=${to}`).rows;
  const rates = await chartTable(app, "rate");
  assert.deepEqual(rates.map(([night, held]) => [night, held]), nights.map((row) => [row.night, row.coverage]));
  for (const [at, [night, , all]] of rates.entries()) {
    const { all_rate: rate } = nights[at];
    assert.ok(rate === null ? all === "n/a" : Math.abs(parseFloat(all.replace(/^[<>] /, "")) - rate * 100) < 0.51, `${night}: ${all}`);
  }
  assert.equal(await app.hook("trend-rate").locator(".plot__chosen").count(), 2, "both sides are marked");
  assert.ok(facts.tests > 0);
  assert.match(await app.page.locator("#meta").innerText(), new RegExp(`${facts.tests} tests adjusted together`));
  for (const row of facts.rows.filter(({ q }) => q !== null)) {
    assert.ok(row.p <= row.q && row.q < 0.05, `${row.job}: ${row.p} ${row.q}`);
  }
  const text = (await download(app, () => app.hook("export-json").click())).text;
  assert.deepEqual(JSON.parse(text), facts);
  await drag(app, "rate", 0.8, 0.95);
  await until(app, () => query(app).get("head"), (head) => head !== facts.head, "another newer side");
  const [first, last] = query(app).get("head").split("..");
  assert.ok(facts.base.split("..")[0] < first && first < last && last <= to, `${first} to ${last}`);
  assert.equal(query(app).get("base"), facts.base);
});

check("filters hold, and the sides stay", async (app, context) => {
  if (!findCli()) return context.skip("the program `tailorbird` is not built");
  await openWhole(app, { view: "compare", base: "1175", head: "1195" });
  await shown(app);
  const [, listed] = await counts(app);
  await app.hook("required").click();
  await addressHas(app, "required", "1");
  const facts = told(SAMPLE, "?view=compare&required=1&base=1175&head=1195");
  await countIs(app, facts.shown, listed);
  await sameCompare(app, facts);
  await app.filter().fill("nothing-like-this");
  await app.hook("empty").waitFor();
  await app.hook("empty").getByRole("button", { name: "Clear filters" }).click();
  await countIs(app, listed, listed);
});

check("sides are swapped, and chosen by run", async (app) => {
  await openData(app, SMALL, { view: "compare" });
  await shown(app);
  const word = (side) => app.hook(`side-${side}`).getAttribute("data-word");
  const before = [await word("base"), await word("head")];
  const broke = (await compareRows(app)).filter(([what]) => what === "newly failing");
  await app.hook("swap").click();
  await until(app, () => word("base"), (it) => it === before[1]);
  assert.equal(await word("head"), before[0]);
  assert.deepEqual(
    (await compareRows(app)).filter(([what]) => what === "fixed").map(([, job]) => job),
    broke.map(([, job]) => job),
  );
  await app.page.goBack();
  await until(app, () => word("base"), (it) => it === before[0]);
  await app.hook("choose-base").selectOption("93");
  await addressHas(app, "base", "93");
  assert.equal(query(app).get("head"), before[1]);
  await until(app, () => word("base"), (it) => it === "93");
  const copied = app.page.url();
  const found = await compareRows(app);
  await app.page.goto(copied);
  await app.ready();
  await shown(app);
  assert.deepEqual(await compareRows(app), found);
  assert.equal(await app.page.locator('input[type="date"]').count(), 0, "there are no dates in old files");
});

check("days are chosen by their fields", async (app) => {
  await openWhole(app, { view: "compare" });
  await app.page.getByRole("link", { name: "Last 7 days and the 7 before" }).click();
  await until(app, () => query(app).get("head"), Boolean, "a head");
  const head = query(app).get("head");
  const field = app.page.getByLabel("Older side: first day");
  const [from, to] = query(app).get("base").split("..");
  assert.equal(await field.inputValue(), from);
  const earlier = new Date(Date.parse(from) - 2 * 86_400_000).toISOString().slice(0, 10);
  await field.fill(earlier);
  await addressHas(app, "base", `${earlier}..${to}`);
  assert.equal(query(app).get("head"), head);
});

check("nothing differs, and sides that are not there", async (app) => {
  await openData(app, nightly({ a: { results: "PP" }, b: { results: "SS" } }), { view: "compare" });
  await app.hook("same").waitFor();
  assert.match(await app.hook("same").innerText(), /Nothing differs/);
  assert.equal(await app.hook("export-csv").count(), 1);
  await openData(app, SMALL, { view: "compare", base: "7" });
  await app.hook("empty").waitFor();
  assert.match(await app.hook("empty").innerText(), /find a run `7`/);
  assert.equal(await app.hook("export-csv").count(), 0, "there is nothing to save");
  await app.hook("empty").getByRole("button").click();
  await shown(app);
  await openData(app, SMALL, { view: "compare", base: "2025-12-01..2025-12-07" });
  await app.hook("empty").waitFor();
  assert.match(await app.hook("empty").innerText(), /no dates/);
});

for (const colorScheme of ["light", "dark"]) {
  check(`axe-core finds nothing, ${colorScheme}`, { colorScheme }, async (app) => {
    const isClean = async () => {
      const { violations } = await new AxeBuilder({ page: app.page }).withTags(TAGS).setLegacyMode(true).analyze();
      assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 200)}`), []);
    };
    await openWhole(app, { view: "compare" });
    await shown(app);
    await isClean();
    await app.page.getByRole("link", { name: "Newest 10 runs and the 20 before" }).click();
    await until(app, () => query(app).get("base"), Boolean, "a base");
    await isClean();
  });
}

check("nothing is wider than a phone", { viewport: { width: 390, height: 844 } }, async (app) => {
  await openWhole(app, { view: "compare" });
  await shown(app);
  assert.ok(await app.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
});

check("published files: what differs is what the command line says", async (app, context) => {
  const folder = process.env.TAILORBIRD_REAL_DATA && join(process.env.TAILORBIRD_REAL_DATA, "legacy-2024-12-21");
  const file = folder && join(folder, "job_stats.json");
  if (!file || !existsSync(file)) return context.skip("TAILORBIRD_REAL_DATA names no folder with the file");
  if (!findCli()) return context.skip("the program `tailorbird` is not built");
  serveData(app, { "job_stats.json": readFileSync(file) });
  for (const n of [1, 7]) {
    const { jobs } = stats(file, "--runs", "all");
    const head = Math.max(...jobs.flatMap(({ numbers }) => numbers));
    const base = head - n;
    await app.open({ view: "compare", base, head, data: "data/job_stats.json" });
    await shown(app);
    await sameCompare(app, told(file, `?view=compare&base=${base}&head=${head}`));
    assert.deepEqual(await compareRows(app), ofDiff(diff(file, "--base", `${base}`, "--head", `${head}`)));
  }
});
