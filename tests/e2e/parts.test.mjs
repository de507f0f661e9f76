// The program comes in two parts: the first views wait for the first one alone.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { SMALL, many } from "./fixtures.mjs";
import { FIXTURES, SUB_PATH, countIs, findCli, serveData, suite, until } from "./support.mjs";

const check = suite();
const LATER = /_later\.wasm$/;
const AT_ONCE = /_later\.wasm\?now$/;
const DATASET = join(FIXTURES, "../dataset/v1");
const LEGACY = { data: "data/nightly.json" };

/** The queries that the later part was asked for with. */
const asked = (app) => app.server.requests.filter(({ path }) => LATER.test(path)).map(({ search }) => search);

for (const [what, query, options] of [
  ["the sample", {}, {}],
  ["the sample's pull requests", { view: "prs" }, {}],
  ["files of the old dashboard", LEGACY, {}],
  ["a phone", { runs: "5" }, { viewport: { width: 390, height: 844 } }],
]) {
  check(`the first views show ${what} without the later part`, options, async (app) => {
    app.server.override(LATER, { hang: true });
    serveData(app, { "nightly.json": many(200) });
    await app.open(query);
    assert.ok((await app.rows()).length > 2);
    if (query.data === undefined) {
      for (const view of ["prs", "nightly"]) {
        await app.tab(view).click();
        await app.page.waitForSelector(`[data-testid="tab-${view}"][aria-current]`);
        assert.ok((await app.rows()).length > 2, view);
      }
    }
    const first = (await app.rows())[0];
    await app.page.mouse.move(300, 700);
    await app.page.mouse.wheel(0, 6000);
    await until(app, () => app.rows(), (rows) => !rows.includes(first), "scrolled");
    assert.deepEqual(await until(app, () => asked(app), (all) => all.length > 0), [""], "asked for in the background");
  });
}

check("where the pointer rests asks for no part of the program", async (app) => {
  app.server.override(LATER, { hang: true });
  await app.open();
  for (const place of [app.hook("expand").first(), app.tab("prs")]) {
    await place.hover();
    await app.page.waitForTimeout(300);
  }
  assert.equal(await app.page.locator("#jobs-body > tr[aria-hidden]").count(), 0);
  assert.ok(!asked(app).includes("?now"), asked(app).join(" "));
});

const COLUMNS = ({ key, word }) => localStorage.setItem(`tailorbird:${location.pathname}:${key}`, word);

for (const [what, query, prepare] of [
  ["data that is slower than the program", {}, (app) => app.server.override(/\/sample\//, { delay: 900 })],
  ["slow files of the old dashboard", LEGACY, (app) => app.server.override(/\/data\//, { delay: 900 })],
  ["chosen columns", {}, (app) => app.page.addInitScript(COLUMNS, { key: "columns", word: "rate,p50" })],
  ["another data set", { data: "set/manifest.json" }, (app) => app.server.mount(`${SUB_PATH}set/`, DATASET)],
]) {
  check(`${what}: the first rows do without the later part`, async (app) => {
    app.server.override(LATER, { hang: true });
    await prepare(app);
    serveData(app, { "nightly.json": SMALL });
    await app.open(query);
    assert.ok((await app.rows()).length > 0);
    assert.ok(!asked(app).includes("?now"), asked(app).join(" "));
  });
}

// Of other seeds and sizes than `cargo xtask profile` opens.
for (const options of [
  ["--seed", "7"],
  ["--seed", "8", "--jobs", "35", "--nights", "12", "--prs", "4"],
  ["--legacy", "--seed", "9"],
  ["--legacy", "--seed", "10", "--jobs", "320", "--nights", "25"],
]) {
  check(`no sample needs the later part for its first rows: ${options.join(" ")}`, async (app, context) => {
    if (findCli() === null) return context.skip("the command line is not built");
    const folder = mkdtempSync(join(tmpdir(), "tailorbird-"));
    context.after(() => rmSync(folder, { recursive: true }));
    execFileSync(findCli(), ["sample", ...options, "--out", folder], { stdio: "ignore" });
    app.server.mount(`${SUB_PATH}made/`, folder);
    app.server.override(LATER, { hang: true });
    const files = options[0] === "--legacy" ? ["job_stats.json", "check_stats.json"] : ["manifest.json"];
    for (const view of ["nightly", "prs"]) {
      await app.open(`?${files.map((file) => `data=made/${file}`).join("&")}&view=${view}`);
      assert.ok((await app.rows()).length > 2, view);
    }
    assert.ok(!asked(app).includes("?now"), asked(app).join(" "));
  });
}

for (const [what, content] of [
  ["an empty file", ""],
  ["a page instead of data", "<!doctype html><p>gone"],
  ["no file", undefined],
]) {
  check(`${what}: that it cannot be read is said without the later part`, async (app) => {
    app.server.override(LATER, { hang: true });
    if (content !== undefined) serveData(app, { "nightly.json": content });
    await app.goto(LEGACY);
    await app.page.getByRole("alert").first().waitFor();
    assert.ok(!asked(app).includes("?now"), asked(app).join(" "));
    app.errors = [];
  });
}

check("a pattern that cannot be used is told once the later part is there, which nothing waits for", async (app) => {
  app.server.override(LATER, { delay: 1500 });
  const body = { owners: [{ group: "nobody", patterns: ["/(/"] }] };
  app.server.override(`${SUB_PATH}config.json`, { body, type: "application/json" });
  serveData(app, { "nightly.json": SMALL });
  await app.open(LEGACY);
  assert.ok(!(await app.notices()).includes("input-issues"));
  await until(app, () => app.notices(), (all) => all.includes("input-issues"), "told");
  assert.deepEqual(asked(app), [""]);
});

check("what needs the later part before it has come waits for it", async (app) => {
  app.server.override(LATER, { hang: true });
  app.server.override(AT_ONCE, {});
  serveData(app, { "nightly.json": SMALL });
  await app.open(LEGACY);
  await app.page.keyboard.press("?");
  await app.page.getByRole("dialog").waitFor();
  await app.page.keyboard.press("Escape");
  await app.filter().fill("k8s -clh");
  await countIs(app, 3, 12);
  assert.equal((await asked(app)).filter((search) => search === "?now").length, 1);
});

check("where the later part cannot be had the page says so", async (app) => {
  app.server.override(LATER, { status: 404, headers: { "cache-control": "no-store" } });
  await app.open();
  await until(app, () => asked(app), (all) => all.length > 0);
  await app.page.keyboard.press("?");
  const alert = app.page.getByRole("alert").filter({ hasText: "The dashboard stopped." });
  assert.match(await alert.innerText(), /A part of the program cannot be loaded: status 404/);
  const before = asked(app).length;
  await app.page.keyboard.press("/");
  await app.page.keyboard.press("?");
  assert.equal(asked(app).length, before, "it is not asked for again and again");
  app.server.reset();
  await app.page.getByRole("button", { name: "Reload" }).click();
  await app.ready();
  await app.page.keyboard.press("?");
  await app.page.getByRole("dialog").waitFor();
  app.errors = [];
});

check("a flipped byte in the later part is refused, however it is asked for", async (app) => {
  app.server.override(LATER, { flip: 100 });
  await app.open();
  const refused = (errors) => errors.some((error) => /integrity|digest/i.test(error));
  await until(app, () => app.errors, refused, "refused by the browser");
  await app.page.keyboard.press("?");
  const alert = app.page.getByRole("alert").filter({ hasText: "The dashboard stopped." });
  assert.match(await alert.innerText(), /not the one that belongs to this page/);
  assert.deepEqual(asked(app), ["", "?now"]);
  app.errors = [];
});

for (const query of [{ view: "tree" }, { q: "k8s" }, { group: "path" }]) {
  const [[key, value]] = Object.entries(query);
  check(`a link with ${key}=${value} takes both parts at once, and each once`, async (app) => {
    // Late enough to be asked for on the spot, were it not under way.
    app.server.override(LATER, { delay: 700 });
    serveData(app, { "nightly.json": SMALL });
    await app.open({ ...LEGACY, ...query });
    assert.deepEqual(asked(app), [""]);
  });
}
