// A visitor uses the table with the keyboard alone.

import assert from "node:assert/strict";

import { SMALL, many } from "./fixtures.mjs";
import { addressHas, countIs, openData, query, suite, until } from "./support.mjs";

const check = suite();

const focusedJob = (app) => app.page.evaluate(() => document.activeElement?.dataset?.job ?? null);
const focusIs = (app, job) =>
  until(
    app,
    () => focusedJob(app),
    (it) => it === job,
    `focus on ${job}`,
  );
const details = (app, n) =>
  until(
    app,
    () => app.hook("job-detail").count(),
    (it) => it === n,
    `${n} details`,
  );
const stops = (app) => app.page.locator('#jobs-body [role="row"][tabindex="0"]').count();

check("j and k move, o and x open and close", async (app) => {
  await openData(app, SMALL);
  const rows = await app.rows();
  await app.page.keyboard.press("j");
  await focusIs(app, rows[1]);
  await app.page.keyboard.press("j");
  await focusIs(app, rows[2]);
  await app.page.keyboard.press("k");
  await focusIs(app, rows[1]);
  assert.equal(await stops(app), 1);
  await app.page.keyboard.press("o");
  await details(app, 1);
  assert.equal(query(app).get("open"), await app.row(rows[1]).getAttribute("data-id"));
  await app.page.keyboard.press("x");
  await details(app, 0);
  await app.page.keyboard.press("Enter");
  await details(app, 1);
  await app.page.keyboard.press("Escape");
  await details(app, 0);
  await focusIs(app, rows[1]);
});

check("arrow keys, Home and End move within the table", async (app) => {
  await openData(app, SMALL);
  const rows = await app.rows();
  await app.row(rows[0]).focus();
  await app.page.keyboard.press("ArrowDown");
  await focusIs(app, rows[1]);
  await app.page.keyboard.press("End");
  await focusIs(app, rows.at(-1));
  await app.page.keyboard.press("ArrowDown");
  await focusIs(app, rows.at(-1));
  await app.page.keyboard.press("Home");
  await focusIs(app, rows[0]);
  await app.page.keyboard.press("ArrowUp");
  await focusIs(app, rows[0]);
});

check("the table is one tab stop, and Tab leads through the whole page", async (app) => {
  await openData(app, SMALL);
  const seen = [];
  await app.page.keyboard.press("Tab");
  for (let n = 0; n < 80; n += 1) {
    const at = await app.page.evaluate(() => {
      const it = document.activeElement;
      return it === document.body ? null : (it.dataset.job ?? it.dataset.testid ?? it.textContent.trim());
    });
    if (at === null) break;
    seen.push(at);
    await app.page.keyboard.press("Tab");
  }
  const rows = await app.rows();
  assert.deepEqual(
    seen.filter((it) => rows.includes(it)),
    [rows[0]],
  );
  for (const name of ["tab-nightly", "tab-prs", "filter", "required", "status", "runs", "export-csv"]) {
    assert.ok(seen.includes(name), `${name} in ${seen}`);
  }
});

check("g n and g p go to the views, c and t and r do what the help sheet says", async (app) => {
  await app.open();
  await app.page.keyboard.press("g");
  await app.page.keyboard.press("p");
  await addressHas(app, "view", "prs");
  await app.page.keyboard.press("g");
  await app.page.keyboard.press("n");
  await addressHas(app, "view", "nightly");
  await app.page.keyboard.press("r");
  await addressHas(app, "required", "1");
  await app.page.keyboard.press("g");
  await app.page.keyboard.press("r");
  assert.equal(query(app).get("required"), "1", "a key behind g is not a key of its own");
  await app.page.keyboard.press("t");
  await app.page.waitForSelector('html[data-theme="light"]');
});

check("? opens the help sheet, which keeps the focus and gives it back", async (app) => {
  await openData(app, SMALL);
  const rows = await app.rows();
  await app.row(rows[0]).focus();
  await app.page.keyboard.press("?");
  const sheet = app.page.getByRole("dialog", { name: "Help" });
  await sheet.waitFor();
  assert.ok(await sheet.evaluate((it) => it.contains(document.activeElement)));
  await app.page.keyboard.press("j");
  assert.ok(await sheet.evaluate((it) => it.contains(document.activeElement)));
  assert.match(await sheet.innerText(), /hypervisor:clh,qemu/);
  await app.page.keyboard.press("Escape");
  await sheet.waitFor({ state: "hidden" });
  await focusIs(app, rows[0]);
});

check("single keys can be switched off, which is remembered; ? still leads to the switch", async (app) => {
  await openData(app, SMALL);
  await app.page.keyboard.press("?");
  const shortcuts = app.page.getByRole("button", { name: "Single-key shortcuts" });
  await shortcuts.click();
  assert.equal(await shortcuts.getAttribute("aria-pressed"), "false");
  await app.page.keyboard.press("Escape");
  const nothingHappens = async () => {
    for (const key of ["r", "j", "t", "/"]) await app.page.keyboard.press(key);
    assert.equal(query(app).get("required"), null);
    assert.equal(await app.page.locator("html[data-theme]").count(), 0);
    assert.ok(!(await app.filter().evaluate((it) => it === document.activeElement)));
  };
  await nothingHappens();
  await app.page.reload();
  await app.ready();
  await nothingHappens();
  const rows = await app.rows();
  await app.row(rows[0]).focus();
  await app.page.keyboard.press("ArrowDown");
  await focusIs(app, rows[1]);
  await app.page.keyboard.press("?");
  await shortcuts.click();
  await app.page.keyboard.press("Escape");
  await app.page.keyboard.press("r");
  await addressHas(app, "required", "1");
});

check("keys typed into a field are text", async (app) => {
  await openData(app, SMALL);
  await app.filter().focus();
  await app.page.keyboard.type("gprxjkoct");
  assert.equal(await app.filter().inputValue(), "gprxjkoct");
  await addressHas(app, "q", "gprxjkoct");
  assert.deepEqual([...query(app).keys()], ["q", "data"]);
});

check("keys with Ctrl, Alt or Meta are the browser's", async (app) => {
  await openData(app, SMALL);
  for (const key of ["Control+r", "Alt+r", "Meta+j"]) {
    await app.page.evaluate((text) => {
      const [modifier, name] = text.split("+");
      const held = { [`${modifier.toLowerCase().replace("control", "ctrl")}Key`]: true };
      document.body.dispatchEvent(new KeyboardEvent("keydown", { key: name, bubbles: true, ...held }));
    }, key);
  }
  assert.equal(query(app).get("required"), null);
  assert.equal(await focusedJob(app), null);
});

check("moving keeps the row in sight, not below what sticks to the top", async (app) => {
  await openData(app, many(200));
  const rows = await app.rows();
  await app.row(rows[0]).focus();
  const inSight = () =>
    app.page.evaluate(() => {
      const row = document.activeElement;
      const box = row.getBoundingClientRect();
      const hit = document.elementFromPoint(box.left + 60, box.top + box.height / 2);
      return box.top >= 0 && box.bottom <= innerHeight + 1 && row.contains(hit);
    });
  for (const [key, times] of [
    ["PageDown", 4],
    ["ArrowDown", 5],
    ["ArrowUp", 20],
    ["PageUp", 2],
    ["j", 3],
  ]) {
    for (let n = 0; n < times; n += 1) {
      const before = await focusedJob(app);
      await app.page.keyboard.press(key);
      await until(
        app,
        () => focusedJob(app),
        (job) => job !== null && job !== before,
        `${key} moves`,
      );
      await until(app, inSight, Boolean, `the row is in sight after ${key}`);
    }
  }
});

check("a key held down leaves the focus on a row once the page is still", async (app) => {
  await openData(app, many(200));
  const isOrdered = () =>
    app.page
      .locator("#jobs-body > [data-line]")
      .evaluateAll((rows) => rows.every((row, at) => at === 0 || row.dataset.line - rows[at - 1].dataset.line > 0));
  await app.row((await app.rows())[0]).focus();
  for (const key of ["ArrowDown", "j", "ArrowUp"]) {
    for (let n = 0; n < 45; n += 1) await app.page.keyboard.press(key);
    await until(app, isOrdered, Boolean, "order");
    assert.notEqual(await focusedJob(app), null, key);
  }
});

check("the row keeps the focus while the page scrolls", async (app) => {
  await openData(app, many(500));
  const job = (await app.rows())[3];
  await app.row(job).focus();
  for (const y of [2000, 6000, 12000, 0]) {
    await app.page.evaluate((to) => scrollTo(0, to), y);
    await until(
      app,
      () => app.page.evaluate(() => scrollY),
      (at) => Math.abs(at - y) < 2,
    );
    await focusIs(app, job);
  }
  await app.page.evaluate(() => scrollTo(0, 9000));
  await app.page.keyboard.press("ArrowDown");
  const next = await until(
    app,
    () => focusedJob(app),
    (it) => it !== null && it !== job,
    "the next row",
  );
  await until(app, () => app.row(next).isVisible(), Boolean);
});

check("focus is visible on every control of the bar and the table", async (app) => {
  await openData(app, SMALL);
  await app.page.keyboard.press("Tab");
  for (let n = 0; n < 30; n += 1) {
    const bare = await app.page.evaluate(() => {
      const it = document.activeElement;
      if (it === document.body) return null;
      const shows = (node) => {
        const style = getComputedStyle(node);
        return style.outlineStyle !== "none" || style.boxShadow !== "none";
      };
      return shows(it) || shows(it.parentElement) ? null : it.outerHTML.slice(0, 200);
    });
    assert.equal(bare, null);
    await app.page.keyboard.press("Tab");
  }
  await countIs(app, 12, 12);
});
