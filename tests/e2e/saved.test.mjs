// Saved views: named links that stay in the browser, leave it as text, and come back.

import assert from "node:assert/strict";

import { SMALL } from "./fixtures.mjs";
import { addressHas, countIs, openData, suite, until } from "./support.mjs";

const check = suite();
const sheet = (app) => app.hook("saved-sheet");
const names = (app) => sheet(app).locator("li a").allInnerTexts();

async function save(app, name) {
  await app.hook("saved").click();
  await app.hook("saved-name").fill(name);
  await app.hook("saved-add").click();
  await until(app, () => names(app), (all) => all.includes(name), name);
}

check("a view is saved under a name, and opened by it", async (app) => {
  await openData(app, JSON.stringify(SMALL), { q: "s390x" });
  await countIs(app, 1, 12);
  await save(app, "Ours on s390x");
  await app.page.keyboard.press("Escape");
  await app.filter().fill("");
  await countIs(app, 12, 12);
  await app.hook("saved").click();
  await sheet(app).getByRole("link", { name: "Ours on s390x" }).click();
  await countIs(app, 1, 12);
  await addressHas(app, "q", "s390x");
  // It stays when the page is opened anew.
  await app.page.reload();
  await app.ready();
  await app.hook("saved").click();
  assert.deepEqual(await names(app), ["Ours on s390x"]);
});

check("Enter in the name saves", async (app) => {
  await openData(app, JSON.stringify(SMALL));
  await app.hook("saved").click();
  await app.hook("saved-name").fill("By key");
  await app.hook("saved-name").press("Enter");
  await until(app, () => names(app), (all) => all.length === 1 && all[0] === "By key", "By key");
  assert.equal(await app.hook("saved-name").inputValue(), "");
});

check("a name that is taken is taken over, which is told and can be undone", async (app) => {
  await openData(app, JSON.stringify(SMALL), { q: "s390x" });
  await save(app, "One");
  assert.ok((await sheet(app).innerText()).includes("Saved."));
  await app.page.keyboard.press("Escape");
  await app.filter().fill("arm64");
  await addressHas(app, "q", "arm64");
  await save(app, "One");
  assert.deepEqual(await names(app), ["One"]);
  assert.ok((await sheet(app).innerText()).includes("in place of the one that had this name"));
  await app.hook("saved-undo").click();
  const link = () => sheet(app).getByRole("link", { name: "One" }).getAttribute("href");
  await until(app, link, (href) => href.includes("q=s390x"), "the first one again");
});

check("what is removed comes back by undo", async (app) => {
  await openData(app, JSON.stringify(SMALL));
  await save(app, "One");
  await sheet(app).getByRole("button", { name: "Remove One" }).click();
  await until(app, () => names(app), (all) => all.length === 0);
  await app.hook("saved-undo").click();
  await until(app, () => names(app), (all) => all.length === 1);
});

check("all go out as text, and text comes in, with what is wrong in it", async (app) => {
  await openData(app, JSON.stringify(SMALL));
  await save(app, "One");
  await sheet(app).locator("summary").click();
  const text = app.hook("saved-text");
  assert.match(await text.inputValue(), /^One\t\?cols=all&data=/);
  await text.fill(
    "Red\thttps://host.example/ci/?status=failing\nno address here\nevil\tjavascript:alert(1)\n" +
      "other\thttps://evil.example/x\nodd\thttps://evil.example/x?utm=1\n",
  );
  await app.hook("saved-import").click();
  await until(app, () => names(app), (all) => all.join() === "One,Red");
  assert.equal(
    await sheet(app).getByRole("status").evaluate((it) => it.firstChild.textContent),
    "1 read. Line 2 was not read: it has no tab before an address. " +
      "Line 3 was not read: its address has no ? with a view behind it. " +
      "Line 4 was not read: its address has no ? with a view behind it. " +
      "Line 5 was not read: nothing in its address is of a view.",
  );
  await sheet(app).getByRole("link", { name: "Red" }).click();
  await addressHas(app, "status", "failing");
});
