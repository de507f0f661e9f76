// The style comes in two sheets: the first views wait for the first one alone.

import assert from "node:assert/strict";

import { SMALL, many } from "./fixtures.mjs";
import { serveData, suite, until } from "./support.mjs";

const check = suite();
const LATER = /_later\.css$/;
const AT_ONCE = /_later\.css\?now$/;
const FIRST = /style-[0-9a-f]+\.css$/;
const LEGACY = { data: "data/nightly.json" };

/** The queries that the later sheet was asked for with. */
const asked = (app) => app.server.requests.filter(({ path }) => LATER.test(path)).map(({ search }) => search);
const isThere = (app) => app.page.evaluate(() => window.__tailorbird.sheet.isThere && document.adoptedStyleSheets.length === 1);

/** Elements in sight whose looks the later sheet changes. */
const changed = (app) =>
  app.page.evaluate(async () => {
    const all = [...document.body.querySelectorAll("*")].filter((one) => one.checkVisibility());
    const looks = () => all.map((one) => ["", "::before", "::after"].map((part) => getComputedStyle(one, part).cssText).join());
    const { href, take } = window.__tailorbird.sheet;
    const text = await (await fetch(`${href}?test`)).text();
    const before = looks();
    take(text);
    const now = looks();
    return { n: all.length, changed: all.filter((_, at) => before[at] !== now[at]).map((one) => one.outerHTML.slice(0, 80)) };
  });

for (const [what, query, options] of [
  ["the nightly view", {}, {}],
  ["pull requests on a phone", { view: "prs" }, { viewport: { width: 390, height: 844 } }],
  ["files of the old dashboard", LEGACY, { colorScheme: "dark" }],
  ["data that cannot be read", { data: "data/none.json" }, {}],
]) {
  check(`${what}: nothing in sight is of the later sheet`, options, async (app) => {
    app.server.override(LATER, { hang: true });
    app.server.override(/\?test$/, {});
    serveData(app, { "nightly.json": many(12) });
    await app.goto(query);
    if (query.data === "data/none.json") await app.page.getByRole("alert").first().waitFor();
    else await app.ready();
    const { n, changed: all } = await changed(app);
    assert.ok(n > 100, `${n} elements`);
    assert.deepEqual(all, []);
    app.errors = [];
  });
}

const keys = (text) => (app) => app.page.keyboard.press(text);
const click = (place) => (app) => app.page.locator(place).first().click();
for (const [what, act, shown] of [
  ["the help", keys("?"), "dialog[open]"],
  ["the palette", keys("Control+k"), "dialog[open]"],
  ["what explains a figure", click(".tile__explain"), "dialog[open]"],
  ["an opened row", click('[data-testid="expand"]'), ".detail"],
  ["a menu of the filter", click(".filters .menu__button"), ".menu__panel"],
  ["the menu of facets", click(".popover--wide > button"), ".menu__panel"],
  ["what completes a filter", (app) => app.filter().pressSequentially("o"), ".suggest"],
  ["the runs", click('[data-testid="tab-runs"]'), ".runs"],
  ["the grid", click('[data-testid="tab-grid"]'), ".grid__box"],
  ["trends", click('[data-testid="tab-trends"]'), ".trend"],
  ["the tree", click('[data-testid="tab-tree"]'), ".tree"],
  ["a comparison", click('[data-testid="tab-compare"]'), ".compare"],
  ["paper", (app) => app.page.emulateMedia({ media: "print" }).then(() => app.page.evaluate(() => dispatchEvent(new Event("beforeprint")))), ".jobs"],
]) {
  check(`${what} waits for the later sheet`, async (app) => {
    app.server.override(LATER, { hang: true });
    app.server.override(AT_ONCE, {});
    await app.open();
    assert.equal(await isThere(app), false);
    // At the moment at which it is drawn first.
    await app.page.evaluate((place) => {
      const seen = new MutationObserver(() => {
        if (!document.querySelector(place)) return;
        seen.disconnect();
        window.wasStyled = window.__tailorbird.sheet.isThere;
      });
      seen.observe(document.body, { subtree: true, childList: true, attributes: true });
    }, shown);
    await act(app);
    await app.page.locator(shown).first().waitFor();
    await until(app, () => isThere(app), (there) => there, "styled");
    if (shown !== ".jobs") assert.equal(await app.page.evaluate(() => window.wasStyled), true);
    assert.deepEqual(asked(app), ["", "?now"]);
  });
}

for (const [what, path] of [
  ["later", LATER],
  ["first", FIRST],
]) {
  check(`a link to the grid is drawn with both sheets, the ${what} one slower`, async (app) => {
    app.server.override(path, { delay: 700 });
    await app.goto({ view: "grid" });
    await app.page.waitForSelector(".grid__box", { state: "attached" });
    assert.equal(await isThere(app), true);
    await app.ready();
    assert.deepEqual(asked(app), [""]);
    const looks = (place, name) => app.page.locator(place).first().evaluate((one, key) => getComputedStyle(one)[key], name);
    // Of a reset, a control and a view: the order of the layers is that of the first sheet.
    assert.equal(await looks(".grid__sizes .button", "borderTopWidth"), "1px");
    assert.equal(await looks(".grid__sizes + .button", "height"), "24px");
  });
}

check("where the later sheet cannot be had the page says so, once, and goes on", async (app) => {
  app.server.override(LATER, { status: 404, headers: { "cache-control": "no-store" } });
  serveData(app, { "nightly.json": SMALL });
  await app.open(LEGACY);
  await until(app, () => asked(app), (all) => all.length > 0);
  await app.page.keyboard.press("?");
  await app.page.getByRole("dialog").waitFor();
  const alert = app.page.locator(".boot__message");
  assert.match(await alert.innerText(), /looks plain\.\s+Its style cannot be loaded: status 404/);
  await app.page.keyboard.press("Escape");
  await app.tab("runs").click();
  await app.page.locator(".runs").waitFor();
  assert.deepEqual(asked(app), ["", "?now"]);
  app.server.reset();
  await alert.getByRole("button", { name: "Reload" }).click();
  await app.ready();
  await until(app, () => isThere(app), (there) => there, "styled");
});

check("a flipped byte in the later sheet is refused, however it is asked for", async (app) => {
  app.server.override(LATER, { flip: 100 });
  await app.open();
  await until(app, () => app.errors, (errors) => errors.some((error) => /integrity|digest/i.test(error)), "refused");
  await app.page.keyboard.press("?");
  assert.match(await app.page.locator(".boot__message").innerText(), /not the one that belongs to this page/);
  assert.equal(await isThere(app), false);
  app.errors = [];
});

check("a flipped byte in the first sheet is refused", async (app) => {
  app.server.override(FIRST, { flip: 100 });
  await app.goto();
  await until(app, () => app.errors, (errors) => errors.some((error) => /integrity|digest/i.test(error)), "refused");
  app.errors = [];
});
