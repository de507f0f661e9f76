// Light, dark, or as the system has it: by address, by button, remembered.

import assert from "node:assert/strict";

import { DIST, SUB_PATH, query, suite, until } from "./support.mjs";

const check = suite();

const background = (app) => app.page.evaluate(() => getComputedStyle(document.body).backgroundColor);
const theme = (app) => app.page.evaluate(() => document.documentElement.dataset.theme ?? null);
const press = (app) => app.page.getByRole("button", { name: /^Theme/ }).click();
const DARK = "rgb(13, 17, 23)";
const LIGHT = "rgb(246, 248, 250)";

for (const [colorScheme, colour] of [
  ["dark", DARK],
  ["light", LIGHT],
]) {
  check(`without a choice a ${colorScheme} system gets a ${colorScheme} page`, { colorScheme }, async (app) => {
    await app.open();
    assert.equal(await theme(app), null);
    assert.equal(await background(app), colour);
  });
}

check("the page follows the system while it is open", { colorScheme: "light" }, async (app) => {
  await app.open();
  await app.page.emulateMedia({ colorScheme: "dark" });
  assert.equal(await background(app), DARK);
});

check(
  "the button goes from light to dark to the system's, and it is remembered",
  { colorScheme: "dark" },
  async (app) => {
    await app.open();
    await press(app);
    await app.page.waitForSelector('html[data-theme="light"]');
    assert.equal(await background(app), LIGHT);
    await app.page.reload();
    await app.ready();
    assert.equal(await theme(app), "light");
    assert.equal(await background(app), LIGHT);
    await press(app);
    await app.page.waitForSelector('html[data-theme="dark"]');
    await press(app);
    await app.page.waitForSelector("html:not([data-theme])", { state: "attached" });
    await app.page.reload();
    await app.ready();
    assert.equal(await theme(app), null);
  },
);

check(
  "the address wins over what is remembered and is not remembered itself",
  { colorScheme: "light" },
  async (app) => {
    await app.open("?theme=dark");
    assert.equal(await background(app), DARK);
    assert.equal(query(app).get("theme"), "dark");
    await app.open();
    assert.equal(await background(app), LIGHT);
    await app.open("?theme=dark&runs=5");
    await press(app);
    assert.equal(query(app).get("theme"), null, "the choice replaces the address's");
    assert.equal(query(app).get("runs"), "5");
  },
);

check("the remembered theme is there before the program is", { colorScheme: "dark" }, async (app) => {
  await app.page.addInitScript((key) => localStorage.setItem(key, "light"), `tailorbird:${SUB_PATH}:theme`);
  app.server.override(/_bg\.wasm$/, { hang: true });
  await app.goto();
  await app.page.waitForSelector("#boot");
  // The style sheet may still be on its way.
  await until(app, () => background(app), (colour) => colour === LIGHT);
});

check("two dashboards on one host remember apart", async (app) => {
  app.server.mount("/other/", DIST);
  await app.open();
  await press(app);
  await app.page.waitForSelector("html[data-theme]");
  await app.page.goto(app.server.url("/other/"));
  await app.ready();
  assert.equal(await theme(app), null);
  await app.page.goto(app.server.url(SUB_PATH));
  await app.ready();
  assert.equal(await theme(app), "light");
});
