// One pull request and the list of all: what is shown is what the command line says, whose a red
// check is can be read and passed on, and every choice is in the address.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";

import { prs } from "./fixtures.mjs";
import { checks, pr, pullRows, pullsTold, samePull } from "./same.mjs";
import {
  DIST,
  addressHas,
  countIs,
  download,
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
/** A pull request of the sample whose red checks are of several classes. */
const NUMBER = 11866;
const ONE = { view: "pr", pr: NUMBER };
const RED = '[data-testid="pr-check"][data-class]';

const address = (keys) => `?${new URLSearchParams(keys)}`;

/** Skips where the command line's program is not built. */
function cli(context) {
  if (!findCli()) context.skip("the program `tailorbird` is not built");
  return findCli();
}

check("the list has every pull request with the figures of the command line", async (app, context) => {
  if (!cli(context)) return;
  await openWhole(app, { view: "pr" });
  const told = stats(SAMPLE, "--view", "pr");
  await countIs(app, told.shown, told.listed);
  assert.deepEqual(await pullRows(app), pullsTold(told.rows));
  assert.ok(told.rows.some((row) => row.failed > 0) && told.rows.some((row) => row.required_of > 0));
  const saved = await download(app, () => app.hook("export-json").click());
  assert.equal(saved.name, "tailorbird-pr.json");
  assert.deepEqual(JSON.parse(saved.text), told);
  // A filter leaves pull requests that have such a check, and counts these alone.
  const keys = { view: "pr", required: "1", status: "failed", q: "kata-containers-ci-on-push" };
  await openWhole(app, keys);
  const left = stats(SAMPLE, "--url", address(keys));
  assert.ok(left.shown > 0 && left.shown < left.listed);
  await countIs(app, left.shown, left.listed);
  assert.deepEqual(await pullRows(app), pullsTold(left.rows));
});

check("a pull request is found by text and opened by its number", async (app) => {
  await openWhole(app, { view: "pr" });
  const all = (await pullRows(app)).length;
  await app.hook("pr-search").fill("PR #11866");
  await countIs(app, 1, all);
  assert.deepEqual((await pullRows(app)).map((row) => row[0]), [NUMBER]);
  const saved = await download(app, () => app.hook("export-csv").click());
  assert.equal(saved.text.trim().split("\n").length, 2, "the export has what is shown");
  await app.hook("pr-search").fill("nothing like this");
  await app.hook("empty").waitFor();
  await app.hook("empty").getByRole("button").click();
  await countIs(app, all, all);
  await app.hook("pr-search").fill("WAIT for the guest before mounting");
  await until(app, () => app.hook("pr-row").count(), (n) => n < all, "titles are searched");
  await app.hook("pr-row").locator("a").first().click();
  await app.hook("pr-sentence").waitFor();
  await app.hook("all-prs").click();
  await addressHas(app, "pr", null);
  await app.hook("pr-number").fill("#11895");
  await app.hook("pr-number").press("Enter");
  await addressHas(app, "pr", "11895");
  assert.match(await app.page.locator("h2").first().innerText(), /^PR #11895/);
  await app.page.goBack();
  await addressHas(app, "pr", null);
  await app.hook("pr-row").first().waitFor();
});

check("what is searched for is in the address, and the command line finds the same", async (app, context) => {
  if (!cli(context)) return;
  await openWhole(app, { view: "pr", q: "k8s" });
  const entries = () => app.page.evaluate(() => history.length);
  const before = await entries();
  await app.hook("pr-search").pressSequentially("wait for", { delay: 20 });
  await addressHas(app, "find", "wait for");
  assert.equal(await entries(), before, "typing makes no entries");
  const told = stats(SAMPLE, "--url", address({ view: "pr", q: "k8s", find: "wait for" }));
  assert.ok(told.shown > 0 && told.shown < told.listed);
  await countIs(app, told.shown, told.listed);
  assert.deepEqual(await pullRows(app), pullsTold(told.rows));
  await app.page.goto(app.page.url());
  await app.ready();
  await countIs(app, told.shown, told.listed);
  assert.equal(await app.hook("pr-search").inputValue(), "wait for");
  await app.hook("pr-row").locator("a").first().click();
  await app.hook("pr-sentence").waitFor();
  await app.page.goBack();
  await addressHas(app, "pr", null);
  await countIs(app, told.shown, told.listed);
  await app.page.getByRole("button", { name: "Clear filters" }).first().click();
  await addressHas(app, "find", null);
  assert.equal(query(app).get("q"), null);
  assert.equal(await app.hook("pr-search").inputValue(), "");
});

check("checks, classes, sentence and figures are those of the command line", async (app, context) => {
  if (!cli(context)) return;
  for (const { number } of stats(SAMPLE, "--view", "pr").rows.filter((_, at) => at % 6 === 1)) {
    await openWhole(app, { view: "pr", pr: number });
    await samePull(app, SAMPLE, number);
  }
  await openWhole(app, ONE);
  const told = await samePull(app, SAMPLE, NUMBER);
  assert.ok(new Set(told.rows.map((row) => row.class)).size > 3, "several classes occur");
  const saved = await download(app, () => app.hook("export-json").click());
  assert.deepEqual(JSON.parse(saved.text), stats(SAMPLE, "--url", address(ONE)));
});

check("the filter, required and results leave checks, and the link has it all", async (app, context) => {
  if (!cli(context)) return;
  for (const keys of [{ required: "1" }, { status: "failed" }, { q: "build-checks" }, { status: "passed,running", required: "1" }]) {
    await openWhole(app, { ...ONE, ...keys });
    const told = await samePull(app, SAMPLE, NUMBER, keys);
    assert.ok(told.shown > 0 && told.shown < told.listed, JSON.stringify(keys));
  }
  // States of a job are no results: they leave all.
  await openWhole(app, { ...ONE, status: "failing" });
  await samePull(app, SAMPLE, NUMBER, { status: "failing" });
  await openWhole(app, { ...ONE, q: "nothing-like-this" });
  await app.hook("empty").waitFor();
  await app.hook("empty").getByRole("button", { name: "Clear filters" }).click();
  await addressHas(app, "q", null);
  await app.page.locator(RED).first().waitFor();
  await app.filter().fill("s390x");
  await addressHas(app, "q", "s390x");
  await app.page.locator(`${RED} [data-testid="expand"]`).first().click();
  await app.hook("attempt").first().waitFor();
  const before = [await checks(app), await app.count(), await app.hook("attempt").count()];
  await app.page.goto(app.page.url());
  await app.ready();
  await app.hook("attempt").first().waitFor();
  assert.deepEqual([await checks(app), await app.count(), await app.hook("attempt").count()], before);
});

check(
  "is my PR's red check mine: read it, see why, and pass it on",
  { permissions: ["clipboard-read", "clipboard-write"] },
  async (app, context) => {
    if (!cli(context)) return;
    await openWhole(app, ONE);
    assert.match(await app.hook("pr-sentence").innerText(), /^\d+ failures? looks? like yours/);
    const told = pr(SAMPLE, NUMBER, "json");
    for (const one of told.checks.filter((it) => it.judged)) {
      const row = app.page.locator(`${RED}[data-job=${JSON.stringify(one.name)}]`);
      assert.equal(await row.getAttribute("data-class"), one.judged.class);
      const evidence = row.locator('[data-testid="evidence"]');
      assert.deepEqual(
        await evidence.evaluateAll((all) => all.map((it) => [it.textContent, it.querySelector("a")?.href ?? null])),
        one.judged.evidence.map(({ text, url }) => [text, url]),
      );
      const text = await row.innerText();
      for (const missing of one.judged.missing) assert.ok(text.includes(missing), missing);
      const { passed, failed } = one.judged.since;
      if (passed + failed > 0) assert.ok(text.includes(`ince then ${passed} passed, ${failed} failed elsewhere`));
      assert.equal(text.includes("required"), one.required === true);
    }
    const yours = app.page.locator('[data-class="yours"]').first();
    assert.match(await yours.innerText(), /yours, likely/);
    assert.match(await yours.innerText(), /results elsewhere passed/);
    await app.hook("copy-markdown").click();
    await until(app, () => app.hook("copy-markdown").innerText(), (text) => text === "Copied", "it is said");
    const copied = await app.page.evaluate(() => navigator.clipboard.readText());
    assert.equal(copied.trim(), pr(SAMPLE, NUMBER, "markdown").trim());
  },
);

check("a red check of which nobody can tell leads to what was seen elsewhere", async (app) => {
  await openWhole(app, { view: "pr", pr: 11900 });
  const build = app.page.locator(`${RED}[data-job*="build-asset (firecracker, test)"]`);
  assert.equal(await build.getAttribute("data-class"), "unknown", "its failing test is not known");
  assert.match(await build.innerText(), /the failing test is not known/);
  const unknown = app.page.locator('[data-class="unknown"]');
  assert.ok((await unknown.count()) > 1);
  for (const row of await unknown.all()) {
    const links = row.locator('[data-testid="evidence"] a');
    assert.ok((await links.count()) > 1, await row.innerText());
    assert.match(await links.first().getAttribute("href"), /^https:\/\/github\.com\/.+\/job\/\d+$/);
  }
  await build.locator('[data-testid="expand"]').click();
  await build.locator('[data-testid="attempt"]').first().waitFor();
  assert.ok((await build.locator('[data-testid="evidence"] a').count()) > 1, "when it is opened, too");
});

check("published failures: the same test elsewhere is counted, listed and led to", async (app, context) => {
  const folder = process.env.TAILORBIRD_REAL_DATA && join(process.env.TAILORBIRD_REAL_DATA, "history");
  if (!folder || !existsSync(folder)) return context.skip("TAILORBIRD_REAL_DATA names no folder with a history");
  if (!cli(context)) return;
  const out = mkdtempSync(join(tmpdir(), "tailorbird-pulls-"));
  try {
    const files = ["nightly-results.ndjson.gz", "pr-failures.ndjson.gz"].map((name) => join(folder, name));
    execFileSync(findCli(), ["import", ...files, "--out", out], { stdio: "ignore" });
    const shards = readdirSync(join(out, "shards")).map((name) => `shards/${name}`);
    const all = ["manifest.json", ...shards].map((name) => [name, readFileSync(join(out, name))]);
    serveData(app, Object.fromEntries(all));
    await openWhole(app, { data: "data/manifest.json", project: "kata", view: "pr", pr: 13127 });
    await app.hook("pr-sentence").waitFor();
    const row = app.page.locator(`${RED}[data-job*="run-k8s-tests-on-arm64 (qemu-runtime-rs, kubeadm)"]`);
    await until(app, () => row.innerText(), (text) => text.includes("18 other pull requests"), "older months are there");
    assert.match(await row.innerText(), /the same test failed in 18 other pull requests in the 14 days before, of commits that are not known/);
    const facts = await row.locator('[data-testid="evidence"]').evaluateAll((lines) => lines.map((it) => [it.textContent, it.querySelector("a")?.href]));
    const same = facts.filter(([text]) => text.startsWith("the same test, "));
    const numbers = new Set(same.flatMap(([text]) => text.match(/#\d+/g)));
    assert.equal(numbers.size, 18);
    assert.ok(facts.every(([, href]) => href?.startsWith("https://github.com/kata-containers/")));
  } finally {
    rmSync(out, { recursive: true });
  }
});

check("every attempt of a check is reached by keyboard", async (app, context) => {
  if (!cli(context)) return;
  await openWhole(app, ONE);
  const told = pr(SAMPLE, NUMBER, "json").checks.find((one) => one.judged && one.attempts.length > 1);
  const row = app.page.locator(`${RED}[data-job=${JSON.stringify(told.name)}]`);
  await app.hook("copy-markdown").focus();
  const focused = () => app.page.evaluate(() => document.activeElement.id);
  const wanted = await row.locator('[data-testid="expand"]').getAttribute("id");
  for (let n = 0; n < 80 && (await focused()) !== wanted; n += 1) await app.page.keyboard.press("Tab");
  assert.equal(await focused(), wanted, "Tab leads to it");
  await app.page.keyboard.press("Enter");
  await until(app, () => row.locator('[data-testid="expand"]').getAttribute("aria-expanded"), (it) => it === "true");
  assert.deepEqual(
    await row.locator('[data-testid="attempt"]').evaluateAll((all) => all.map((it) => it.dataset.outcome)),
    told.attempts.map((one) => one.outcome),
  );
  const text = await row.innerText();
  for (const step of told.attempts.map((one) => one.failing_step).filter(Boolean)) assert.ok(text.includes(step), step);
  assert.equal(await focused(), wanted, "the focus stays");
  assert.equal(query(app).get("open"), wanted.replace("check-", ""));
  await app.page.keyboard.press("Space");
  await addressHas(app, "open", null);
  const group = app.hook("check-group").first();
  await group.focus();
  await app.page.keyboard.press("Enter");
  await addressHas(app, "open", "passed");
  assert.deepEqual(await app.notices().then((all) => all.filter((code) => code === "open-unknown")), []);
  await app.page.goBack();
  await until(app, () => group.getAttribute("aria-expanded"), (it) => it === "false");
});

check("a number that the data does not have is told, with the list", async (app, context) => {
  await openWhole(app, { view: "pr", pr: 3 });
  await app.hook("empty").waitFor();
  assert.match(await app.hook("empty").innerText(), /PR #3 is not in this data[^]*newest one in the data is #11900/);
  await app.hook("all-prs").click();
  await app.hook("pr-row").first().waitFor();
  if (!cli(context)) return;
  assert.throws(() => stats(SAMPLE, "--url", "?view=pr&pr=3"));
});

check("from the table of checks to a pull request", async (app) => {
  await openWhole(app, { view: "prs" });
  await app.expand((await app.rows())[0]).click();
  const lead = app.hook("job-detail").getByRole("button", { name: /^All checks of PR #/ }).first();
  const number = (await lead.getAttribute("aria-label")).match(/\d+/)[0];
  await lead.click();
  await addressHas(app, "pr", number);
  await app.hook("pr-sentence").waitFor();
  assert.equal(query(app).get("view"), "pr");
});

const LEGACY = prs({
  "build / agent (amd64)": { results: "FPP", required: true, older: { 0: "P" } },
  "build / agent (arm64)": { results: "PPF", older: { 0: "F" } },
  lint: { results: "SP.", required: true },
});

check("files of 2024 say what they can and no more", async (app, context) => {
  await openData(app, LEGACY, { view: "pr", pr: 500 });
  await countIs(app, 3, 3);
  assert.equal(await app.hook("pr-sentence").innerText(), "1 failure is unknown.");
  const red = app.page.locator(RED);
  assert.equal(await red.count(), 1);
  assert.equal(await red.getAttribute("data-class"), "unknown");
  assert.match(await red.innerText(), /files of 2024 and 2025 know no times/);
  await red.locator('[data-testid="expand"]').click();
  await until(app, () => red.locator('[data-testid="attempt"]').count(), (n) => n === 2, "both attempts");
  assert.match(await app.page.locator("h2 a").getAttribute("href"), /\/pull\/500\/checks$/);
  assert.doesNotMatch(await app.page.locator("main").innerText(), /head|undefined|null|NaN/);
  await app.hook("all-prs").click();
  await countIs(app, 3, 3);
  assert.deepEqual(await pullRows(app), [
    [500, "1", "1", "1", "0", "0 of 1"],
    [499, "0", "3", "0", "0", "2 of 2"],
    [498, "1", "1", "0", "0", "1 of 1"],
  ]);
  assert.equal(await app.page.getByRole("columnheader", { name: "Newest run" }).count(), 0);
});

check("a reason that all unknown failures share is told once", async (app) => {
  await openData(app, prs({ lint: "FP", unit: "FP", docs: "PP" }), { view: "pr", pr: 500 });
  await countIs(app, 3, 3);
  assert.equal(await app.hook("reason").innerText(), "Unknown checks, each: files of 2024 and 2025 know no times and no failing tests.");
  const red = app.page.locator(RED);
  assert.equal(await red.count(), 2);
  for (const text of await red.allInnerTexts()) assert.doesNotMatch(text, /Why|no times/);
});

check("data without pull requests says so", async (app) => {
  serveData(app, { "n.json": "{}" });
  await openWhole(app, { view: "pr", data: "data/n.json" });
  await app.hook("empty").waitFor();
  assert.match(await app.hook("empty").innerText(), /No pull-request results/);
});

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
async function isClean(app) {
  const axe = new AxeBuilder({ page: app.page }).withTags(TAGS).setLegacyMode(true);
  const { violations } = await axe.analyze();
  assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes.length} × ${nodes[0].html.slice(0, 160)}`), []);
}

/** Nothing of the view is wider than the window, but what scrolls sideways in a row of its own. */
async function fits(app) {
  const wide = await app.page.evaluate(() => {
    const all = [...document.querySelectorAll("main *")];
    const isWide = (it) => it.getBoundingClientRect().right > innerWidth + 1;
    const scrolls = (it) => it && (getComputedStyle(it).overflowX === "auto" || scrolls(it.parentElement));
    return all.filter((it) => isWide(it) && !scrolls(it.parentElement)).map((it) => it.outerHTML.slice(0, 120));
  });
  assert.deepEqual(wide, []);
}

for (const colorScheme of ["light", "dark"]) {
  for (const viewport of [{ width: 1500, height: 1000 }, { width: 390, height: 844 }]) {
    const size = `${colorScheme}, ${viewport.width} px`;
    check(`axe finds nothing, nothing is too wide: ${size}`, { colorScheme, viewport, reducedMotion: "reduce" }, async (app) => {
      await openWhole(app, { view: "pr" });
      await isClean(app);
      await fits(app);
      await openWhole(app, { ...ONE, open: "passed" });
      await app.page.locator(`${RED} [data-testid="expand"]`).first().click();
      await app.hook("attempt").first().waitFor();
      await app.page.locator(".classes summary").click();
      await app.page.evaluate(() => scrollTo(0, 0));
      await isClean(app);
      await fits(app);
      await openWhole(app, { view: "pr", pr: 3 });
      await isClean(app);
    });
  }
}

const REAL = process.env.TAILORBIRD_REAL_DATA;
const FILE = REAL && join(REAL, "legacy-2024-12-21/check_stats.json");

check("published files of 2024: page and command line agree on every pull request", async (app, context) => {
  if (!FILE || !existsSync(FILE)) return context.skip("TAILORBIRD_REAL_DATA names no folder with check_stats.json");
  if (!cli(context)) return;
  serveData(app, { "check_stats.json": readFileSync(FILE) });
  const data = "data/check_stats.json";
  await openWhole(app, { view: "pr", data });
  const told = stats(FILE, "--view", "pr");
  await countIs(app, told.shown, told.listed);
  assert.deepEqual(await pullRows(app), pullsTold(told.rows));
  for (const { number } of told.rows) {
    await openWhole(app, { view: "pr", pr: number, data });
    await samePull(app, FILE, number);
  }
});
