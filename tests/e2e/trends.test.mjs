// Figures over the nights: what each chart says is what the command line says, holes stay holes,
// and a window is chosen by dragging or by two days.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";

import { SMALL } from "./fixtures.mjs";
import { sameNights } from "./same.mjs";
import {
  DIST,
  addressHas,
  chartTable as figures,
  countIs,
  digits,
  drag,
  findCli,
  openData,
  query,
  serveData,
  stats,
  suite,
  until,
} from "./support.mjs";

const check = suite();
const SAMPLE = join(DIST, "sample");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const REAL_DATA = process.env.TAILORBIRD_REAL_DATA;

async function whole(app) {
  const source = () => app.page.locator(".bar__source").innerText();
  await until(app, source, (text) => !text.includes("loading"), "all months are there");
}

async function isClean(app) {
  const axe = new AxeBuilder({ page: app.page }).withTags(TAGS).setLegacyMode(true);
  const { violations } = await axe.analyze();
  assert.deepEqual(
    violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes[0].html.slice(0, 160)}`),
    [],
  );
}

for (const search of ["", "&q=k8s", "&required=1&runs=20"]) {
  check(`nights are those of the command line: ${search || "all"}`, async (app, context) => {
    if (!findCli()) return context.skip("the program `tailorbird` is not built");
    await app.open(`?view=trends${search}`);
    await whole(app);
    await sameNights(app, stats(SAMPLE, "--url", `?view=trends${search}`));
  });
}

check("a drag over a chart chooses a window, which is in the address and can be cleared", async (app, context) => {
  await app.open("?view=trends");
  await whole(app);
  await drag(app, "results", 0.3, 0.5);
  const day = /^\d{4}-\d\d-\d\d$/;
  await until(app, () => query(app).get("from"), (from) => day.test(from ?? ""), "from");
  const [from, to] = [query(app).get("from"), query(app).get("to")];
  assert.ok(day.test(to) && from < to, `${from} to ${to}`);
  assert.equal(await app.hook("window-from").inputValue(), from);
  if (findCli()) await sameNights(app, stats(SAMPLE, "--url", `?view=trends&from=${from}&to=${to}`));
  else context.diagnostic("not compared with the command line");
  await app.hook("window-clear").click();
  await addressHas(app, "from", null);
});

check("task: choose a fortnight by keyboard, and send the link", async (app) => {
  await app.open("?view=trends");
  await whole(app);
  const last = await app.hook("window-to").inputValue();
  const first = new Date(Date.parse(last) - 13 * 86_400_000).toISOString().slice(0, 10);
  await app.hook("window-from").focus();
  await app.hook("window-from").fill(first);
  await addressHas(app, "from", first);
  const rows = await figures(app, "rate");
  assert.equal(rows.length, 14);
  assert.equal(rows[0][0], first);
  const url = app.page.url();
  await app.page.goto("about:blank");
  await app.page.goto(url);
  await app.ready();
  await whole(app);
  assert.deepEqual(await figures(app, "rate"), rows);
});

check("days without a run are holes, and a window says what it holds", async (app) => {
  await app.open("?view=trends");
  await whole(app);
  const last = await app.hook("window-to").inputValue();
  const later = new Date(Date.parse(last) + 10 * 86_400_000).toISOString().slice(0, 10);
  const from = new Date(Date.parse(last) - 3 * 86_400_000).toISOString().slice(0, 10);
  await app.open(`?view=trends&from=${from}&to=${later}`);
  const rows = await figures(app, "results");
  assert.equal(rows.length, 14);
  const holes = rows.filter(([, held]) => held === "not fetched" || held === "no run");
  assert.ok(holes.length >= 10);
  assert.ok(holes.every(([, , ...values]) => values.every((value) => value === "n/a")));
  const gap = await app.page.locator(".plot__gap").first().getAttribute("d");
  assert.equal(gap.match(/M/g).length, holes.length);
  assert.match(await app.page.locator(".meta__legend").innerText(), /^14 nights: \d+ with runs/);
});

check("files without days: runs by number, and what they cannot tell is n/a", async (app) => {
  await openData(app, JSON.stringify(SMALL), { view: "trends" });
  await countIs(app, 12, 12);
  const results = await figures(app, "results");
  assert.equal(results.length, 10);
  assert.equal(results[0][0], "#91");
  assert.equal(results.at(-1)[0], "#100");
  // Newest run by hand: 6 passed, 3 failed, 1 skipped; `metrics / density` is not in it, and
  // `run-k8s / tests (dragonball, amd64)` passed.
  const letters = { passed: 0, failed: 0, skipped: 0 };
  for (const job of Object.values(SMALL)) {
    const at = job.run_nums.indexOf(100);
    if (at >= 0) letters[{ Pass: "passed", Fail: "failed", Skip: "skipped" }[job.results[at]]] += 1;
  }
  assert.deepEqual(
    results.at(-1).slice(2, 5).map(digits),
    [letters.passed, letters.failed, letters.skipped],
  );
  for (const id of ["durations", "queue"]) {
    assert.match(await app.hook(`trend-${id}`).innerText(), /n\/a/);
  }
  assert.equal(await app.hook("window-from").count(), 0);
});

check("no label below a chart is cut", async (app) => {
  for (const runs of ["7", "8", "30"]) {
    await app.open({ view: "trends", runs });
    await whole(app);
    const cut = await app.page.locator(".plot__mark").evaluateAll((all) =>
      all
        .filter((mark) => mark.getBoundingClientRect().right > mark.parentElement.getBoundingClientRect().right + 0.5)
        .map((mark) => mark.textContent),
    );
    assert.deepEqual(cut, [], runs);
    assert.ok((await app.page.locator(".plot__mark").count()) > 0);
  }
});

check("nothing left is told, with the way back", async (app) => {
  await openData(app, JSON.stringify(SMALL), { view: "trends", q: "nothing-like-this" });
  await app.hook("empty").waitFor();
  await app.hook("empty-act").click();
  await countIs(app, 12, 12);
});

for (const colorScheme of ["light", "dark"]) {
  check(`axe finds nothing, ${colorScheme}`, { colorScheme, reducedMotion: "reduce" }, async (app) => {
    await app.open("?view=trends");
    await whole(app);
    await figures(app, "results");
    await isClean(app);
  });
}

check("a phone: no sideways scrolling", { viewport: { width: 390, height: 844 } }, async (app) => {
  await app.open("?view=trends");
  await whole(app);
  const wide = await app.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(wide <= 0, `${wide} px too wide`);
  await isClean(app);
});

for (const file of ["job_stats.json", "check_stats.json"]) {
  check(`real files, ${file}: the page agrees with the command line`, async (app, context) => {
    const path = REAL_DATA && join(REAL_DATA, "legacy-2024-12-21", file);
    if (!path || !existsSync(path)) return context.skip("TAILORBIRD_REAL_DATA names no such file");
    if (!findCli()) return context.skip("the program `tailorbird` is not built");
    serveData(app, { [file]: readFileSync(path) });
    await app.open(`?view=trends&q=k8s&data=data/${file}`);
    await sameNights(app, stats(path, "--url", "?view=trends&q=k8s"));
  });
}
