// Which functions of the program the first views need: opens them in a page that tells, and writes the
// numbers of those that were called. `node profile.mjs OUT`; started by `cargo xtask profile`.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { launch, start } from "./browser.mjs";
import { SMALL, many, prs } from "./fixtures.mjs";
import { FIXTURES, SUB_PATH, findCli, serveData } from "./support.mjs";

const [out] = process.argv.slice(2);
const used = new Set();

const read = (folder, file) => readFileSync(join(folder, file));
const REAL = process.env.TAILORBIRD_REAL_DATA;
if (!REAL) console.log("TAILORBIRD_REAL_DATA names no folder: what only real files need will come later, and be waited for");

// Samples of other seeds and sizes: what is done with data differs more than what one sample shows.
const made = mkdtempSync(join(tmpdir(), "tailorbird-"));
const SAMPLES = [
  ["--seed", "101"],
  ["--seed", "102", "--jobs", "20", "--nights", "5", "--prs", "3"],
  ["--seed", "103", "--jobs", "400", "--nights", "40"],
  ["--legacy", "--seed", "104"],
  ["--legacy", "--seed", "105", "--jobs", "30", "--nights", "4", "--prs", "2"],
  ["--legacy", "--seed", "106", "--jobs", "500", "--nights", "30"],
];
const cli = (...options) => execFileSync(findCli(), options, { stdio: "ignore" });
SAMPLES.forEach((options, at) => cli("sample", ...options, "--out", join(made, String(at))));
if (REAL) {
  const real = (...files) => files.map((file) => join(REAL, file));
  const history = real("history/nightly-results.ndjson.gz", "history/pr-failures.ndjson.gz");
  for (const files of [history, real("ci-dashboard-2026-05-15/data.json", "ci-dashboard-2026-05-15/flaky-data.json")]) {
    cli("import", ...files, "--out", join(made, String(SAMPLES.length)));
    SAMPLES.push([]);
  }
}
const FILES = {
  "nightly.json": { ...SMALL, ...many(300) },
  "prs.json": prs({
    "run-k8s / tests (qemu, amd64)": { results: "PFFP", required: true, older: { 1: "PF" } },
    "build / agent": "PFS.P",
    "build / kernel (arm64)": "..PP",
  }),
  "old-nightly.json": read(FIXTURES, "keys10_nightly.json"),
  "old-prs.json": read(FIXTURES, "keys10_prs.json"),
  "both.json": read(FIXTURES, "keys13.json"),
  "nothing.json": "",
  "empty.json": "{}",
  "page.html": "<!doctype html><p>gone",
  "cut.json": '{"a": {"runs": 3',
  ...(REAL && {
    "real-nightly.json": read(REAL, "legacy-2024-12-21/job_stats.json"),
    "real-prs.json": read(REAL, "legacy-2024-12-21/check_stats.json"),
  }),
};

/**
 * Opens the page in a window of its own, does something there, and notes what was called. `slow` keeps the data
 * back for so many milliseconds; `kept` is what the browser remembers of earlier visits.
 */
async function visit(browser, query, act = async () => {}, { slow = 0, kept = {}, ...options } = {}) {
  const mounts = { [`${SUB_PATH}set/`]: join(FIXTURES, "../dataset/v1"), [`${SUB_PATH}made/`]: made };
  const app = await start({ browser, mounts, ...options });
  // What the page does once it is there is nothing that the first views need.
  app.server.override(/_later\.wasm$/, { hang: true });
  if (slow) app.server.override(/\/(data|set|sample)\//, { delay: slow });
  await app.page.addInitScript((words) => {
    for (const [key, word] of Object.entries(words)) {
      localStorage.setItem(`tailorbird:${location.pathname}:${key}`, word);
    }
  }, kept);
  await app.page.addInitScript(() => {
    window.tailorbirdCalls = new Set();
    window.tailorbirdUsed = (number) => window.tailorbirdCalls.add(number);
  });
  serveData(app, FILES);
  await app.goto(query);
  await app.page.waitForSelector("html[data-mounted]", { state: "attached" });
  await app.page.waitForTimeout(2 * slow);
  // What the page does by itself belongs to it too: a moment later, and where something happens to it.
  await app.page.waitForTimeout(1500);
  await app.page.mouse.move(300, 600, { steps: 5 });
  await app.page.keyboard.press("Shift");
  await app.page.evaluate(() => {
    for (const name of ["resize", "online", "offline", "focus", "scroll"]) dispatchEvent(new Event(name));
    for (const name of ["visibilitychange", "focusin"]) document.dispatchEvent(new Event(name));
  });
  await app.page.setViewportSize({ width: 1000, height: 700 });
  await app.page.waitForTimeout(300);
  await act(app);
  for (const number of await app.page.evaluate(() => [...window.tailorbirdCalls])) used.add(number);
  await app.close();
}

/** Both views, and the table scrolled. */
async function look(app) {
  for (const view of ["prs", "nightly"]) {
    // What asks whether something may be made ahead runs before the later part is there.
    for (const place of [app.hook("expand").first(), app.tab(view)]) {
      if (!(await place.isVisible())) continue;
      await place.hover();
      await app.page.waitForTimeout(100);
    }
    await app.tab(view).click();
    await app.page.waitForTimeout(400);
    for (let turn = 0; turn < 10; turn++) {
      await app.page.mouse.wheel(0, 400);
      await app.page.waitForTimeout(40);
    }
    await app.page.mouse.wheel(0, -9000);
  }
}

/** The address of the page on such a pair of files. */
const on = (kind) => `?data=data/${kind}nightly.json&data=data%2F${kind}prs.json`;
const phone = { viewport: { width: 390, height: 844 } };
const browser = await launch();
for (const query of ["?", on(""), on("old-"), "?data=data/both.json", ...(REAL ? [on("real-")] : [])]) {
  await visit(browser, query, look);
  await visit(browser, `${query}&view=prs`);
}
for (const [at, [form]] of SAMPLES.entries()) {
  const files = form === "--legacy" ? ["job_stats.json", "check_stats.json"] : ["manifest.json"];
  const query = `?${files.map((file) => `data=made/${at}/${file}`).join("&")}`;
  await visit(browser, query, look);
  await visit(browser, `${query}&view=prs`, async () => {}, phone);
}
const SETS = ["?data=set/manifest.json", "?data=set/manifest.json&view=prs", "?data=set/manifest.json&project=kata"];
for (const query of [...SETS, "?", on(""), "?data=data/nightly.json&view=prs", "?runs=banana"]) {
  await visit(browser, query, async () => {}, { slow: query.length > 20 ? 0 : 1200 });
}
await visit(browser, on("old-"), async () => {}, { slow: 1200 });
for (const file of ["not-there.json", "nothing.json", "empty.json", "page.html", "cut.json"]) {
  await visit(browser, `?data=data/${file}`);
}
const kept = { columns: "rate,p50", density: "compact", shortcuts: "off", theme: "light" };
await visit(browser, "?", look, { kept });
await visit(browser, "?data=data%2Fboth.json&theme=dark&project=Some%20project");
await visit(browser, "?runs=5&required=1", look, { ...phone, colorScheme: "dark" });
await visit(browser, `${on("")}&runs=all&required=1`, look, phone);
await browser.close();
rmSync(made, { recursive: true });
writeFileSync(out, JSON.stringify([...used].sort((a, b) => a - b)));
console.log(`${used.size} functions were called`);
