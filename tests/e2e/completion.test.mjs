// What may stand next in the filter is offered while it is typed.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";

import { SMALL } from "./fixtures.mjs";
import { DIST, addressHas, countIs, download, findCli, openData, query, suite, until } from "./support.mjs";

const check = suite();
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

const list = (app) => app.page.getByRole("listbox", { name: "Completion" });
const offers = (app) =>
  list(app)
    .getByRole("option")
    .evaluateAll((all) => all.map((it) => it.dataset.value));
const offered = (app, ...expected) =>
  until(
    app,
    () => offers(app),
    (it) => JSON.stringify(it) === JSON.stringify(expected),
    `offers ${expected}`,
  );
const active = (app) =>
  app.filter().evaluate((it) => {
    const id = it.getAttribute("aria-activedescendant");
    return id && document.getElementById(id)?.dataset.value;
  });
const isFocused = (app) => app.filter().evaluate((input) => input === document.activeElement);

check("keys, then values with counts: a job is narrowed down without a word spelt out", async (app) => {
  await openData(app, SMALL);
  await app.filter().focus();
  assert.equal(await list(app).count(), 0, "an empty box offers nothing by itself");
  await app.page.keyboard.type("hy");
  await offered(app, "hypervisor:");
  assert.equal(await app.filter().getAttribute("aria-expanded"), "true");
  assert.equal(await active(app), null);
  await app.page.keyboard.press("ArrowDown");
  await until(app, () => active(app), (it) => it === "hypervisor:");
  await app.page.keyboard.press("Enter");
  await offered(app, "clh", "dragonball", "qemu", "stratovirt");
  assert.equal(await app.filter().inputValue(), "hypervisor:");
  const notes = await list(app).locator(".suggest__note").allInnerTexts();
  assert.deepEqual(notes, ["1", "1", "1", "1"]);
  await app.page.keyboard.type("Q");
  await offered(app, "qemu");
  await app.page.keyboard.press("ArrowDown");
  await app.page.keyboard.press("Tab");
  await addressHas(app, "q", "hypervisor:qemu");
  await countIs(app, 1, 12);
  assert.ok(await isFocused(app));
  assert.equal(await list(app).count(), 0);
});

check("an arrow key right after typing moves in the list of what is written, and keeps its choice", async (app) => {
  await openData(app, SMALL);
  await app.filter().focus();
  await app.page.keyboard.type("h");
  await offered(app, "hypervisor:", "host:");
  // All in one task, as quick as no hand is: the list is still the one of "h".
  await app.filter().evaluate((it) => {
    it.value = "ho";
    it.setSelectionRange(2, 2);
    it.dispatchEvent(new InputEvent("input", { bubbles: true }));
    it.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowDown", bubbles: true, cancelable: true }));
  });
  await offered(app, "host:");
  assert.equal(await active(app), "host:");
  await app.page.waitForTimeout(400);
  assert.equal(await active(app), "host:", "no later look takes it away");
  await app.page.keyboard.press("Enter");
  assert.equal(await app.filter().inputValue(), "host:");
});

check("the count beside an offer is the number of jobs it leaves", async (app) => {
  await openData(app, SMALL, { required: "1" });
  await app.filter().focus();
  await app.page.keyboard.type("build is:");
  await until(app, () => offers(app), (it) => it.includes("failing"), "words of is:");
  const options = await list(app)
    .getByRole("option")
    .evaluateAll((all) => all.map((it) => [it.dataset.value, Number(it.querySelector(".suggest__note").textContent)]));
  for (const [word, n] of options.filter(([, n]) => n > 0)) {
    await app.filter().fill(`build is:${word}`);
    await countIs(app, n);
  }
});

check("Esc closes the list, then clears, then leaves; Enter and Tab are as ever without a choice", async (app) => {
  await openData(app, SMALL);
  await app.filter().focus();
  await app.page.keyboard.type("is:f");
  await offered(app, "failing", "flaky", "fixed");
  await app.page.keyboard.press("Escape");
  await until(app, () => list(app).count(), (n) => n === 0);
  assert.equal(await app.filter().inputValue(), "is:f");
  await app.page.keyboard.press("Escape");
  assert.equal(await app.filter().inputValue(), "");
  await app.page.keyboard.press("Escape");
  assert.ok(!(await isFocused(app)));
  await app.filter().focus();
  await app.page.keyboard.type("is:f");
  await offered(app, "failing", "flaky", "fixed");
  await app.page.keyboard.press("Enter");
  await until(app, () => list(app).count(), (n) => n === 0);
  assert.equal(await app.filter().inputValue(), "is:f");
  await app.page.keyboard.press("ArrowDown");
  await offered(app, "failing", "flaky", "fixed");
  assert.equal(await active(app), "failing");
  await app.page.keyboard.press("ArrowUp");
  await until(app, () => active(app), (it) => it === "fixed", "going round");
  await app.page.keyboard.press("Escape");
  await app.page.keyboard.press("Tab");
  assert.ok(!(await isFocused(app)));
  assert.equal(await app.filter().inputValue(), "is:f");
});

check("the arrow key offers all keys in an empty box; the pointer takes one; leaving closes", async (app) => {
  await openData(app, SMALL);
  await app.filter().focus();
  await app.page.keyboard.press("ArrowDown");
  await until(app, () => offers(app), (it) => it.includes("owner:") && it.includes("arch:"), "all keys");
  await list(app).getByRole("option", { name: /^required:/ }).click();
  await offered(app, "yes", "no");
  assert.ok(await isFocused(app));
  await list(app).getByRole("option", { name: /^yes/ }).click();
  await addressHas(app, "q", "required:yes");
  await app.page.keyboard.type(" -ar");
  await offered(app, "arch:");
  await app.hook("copy-link").focus();
  await until(app, () => list(app).count(), (n) => n === 0, "closed");
});

check("a word in the middle is completed where it stands", async (app) => {
  await openData(app, SMALL);
  await app.filter().fill("tests arch: OR lint");
  await app.filter().evaluate((it) => it.setSelectionRange(11, 11));
  await app.filter().press("ArrowDown");
  await until(app, () => offers(app), (it) => it.includes("arm64"), "values");
  await list(app).getByRole("option", { name: /^arm64/ }).click();
  await addressHas(app, "q", "tests arch:arm64 OR lint");
  assert.equal(await app.filter().evaluate((it) => it.selectionStart), 16);
});

const told = (app) => app.page.locator(".text-field__error").innerText();
const isTold = (app, words) => until(app, () => told(app), (text) => text.includes(words), words);

check("a key that there is not is mended by a press, by keyboard too, or by an offer", async (app) => {
  for (const press of [(button) => button.click(), (button) => button.press("Enter")]) {
    await openData(app, SMALL, { q: "hipervisor:clh" });
    await isTold(app, 'did you mean "hypervisor"?');
    await press(app.page.getByRole("button", { name: "hypervisor:", exact: true }));
    await addressHas(app, "q", "hypervisor:clh");
    await countIs(app, 1, 12);
    assert.equal(await told(app), "");
    assert.ok(await isFocused(app));
  }
  await app.filter().fill("is:brokn lint");
  await app.page.getByRole("button", { name: "broken", exact: true }).click();
  await addressHas(app, "q", "is:broken lint");
  await app.filter().fill("");
  await app.page.keyboard.type("hipervisor:clh");
  await offered(app, "hypervisor:");
  await app.page.keyboard.press("ArrowDown");
  await app.page.keyboard.press("Enter");
  await addressHas(app, "q", "hypervisor:clh");
});

for (const viewport of [{ width: 1500, height: 1000 }, { width: 390, height: 844 }]) {
  check(`the list leaves the error and its remedy in sight, ${viewport.width}`, { viewport }, async (app) => {
    await openData(app, SMALL);
    await app.filter().focus();
    await app.page.keyboard.type("hypervizor:clh");
    await list(app).waitFor();
    const mend = app.page.getByTestId("mend");
    await mend.waitFor();
    const isSeen = await mend.evaluate((it) => {
      const { x, y, width, height } = it.getBoundingClientRect();
      return document.elementFromPoint(x + width / 2, y + height / 2) === it;
    });
    assert.ok(isSeen);
    await mend.click();
    await addressHas(app, "q", "hypervisor:clh");
  });
}

check("that a key has no value yet is no mistake while its values are offered", async (app) => {
  await openData(app, SMALL);
  await app.filter().focus();
  await app.page.keyboard.type("arch:");
  assert.equal(await told(app), "");
  await until(app, () => offers(app), (it) => it.includes("amd64"), "values");
  assert.equal(await told(app), "");
  assert.equal(await app.filter().getAttribute("aria-invalid"), null);
  await app.page.keyboard.press("Escape");
  await isTold(app, "needs a value");
  await app.page.keyboard.press("ArrowDown");
  await until(app, () => offers(app), (it) => it.includes("amd64"), "values again");
  await app.page.keyboard.type("a");
  await app.page.keyboard.press("Backspace");
  await until(app, () => told(app), (text) => text === "", "no message while it is typed");
  await app.hook("copy-link").focus();
  await isTold(app, "needs a value");
});

for (const colorScheme of ["light", "dark"]) {
  check(`axe-core finds nothing in an open list, ${colorScheme}`, { colorScheme }, async (app) => {
    await openData(app, SMALL);
    await app.filter().focus();
    await app.page.keyboard.press("ArrowDown");
    await list(app).waitFor();
    // Below the list lies the table, half covered.
    const axe = new AxeBuilder({ page: app.page }).withTags(TAGS).exclude("#jobs").exclude(".tiles").setLegacyMode(true);
    const { violations } = await axe.disableRules(["target-size"]).analyze();
    assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 160)}`), []);
  });
}

check("all failing jobs of one architecture, as CSV", async (app, context) => {
  if (!findCli()) return context.skip("the program `tailorbird` is not built");
  await app.open();
  const source = () => app.page.locator(".bar__source").innerText();
  await until(app, source, (text) => !text.includes("loading"), "all months are there");
  await app.filter().focus();
  const choose = async (typed, value) => {
    await app.page.keyboard.type(typed);
    await until(app, () => offers(app), (it) => it.includes(value), value);
    while ((await active(app)) !== value) await app.page.keyboard.press("ArrowDown");
    await app.page.keyboard.press("Enter");
  };
  await choose("arc", "arch:");
  await choose("s3", "s390x");
  await choose(" is:fa", "failing");
  await addressHas(app, "q", "arch:s390x is:failing");
  const file = await download(app, () => app.hook("export-csv").click());
  const folder = join(DIST, "sample");
  const options = ["stats", folder, "--q", query(app).get("q"), "--format", "csv", "--config", join(DIST, "config.json")];
  const told = execFileSync(findCli(), options, { encoding: "utf8" });
  assert.equal(file.text, told);
  assert.ok(file.text.split("\n").length > 2, "some job fails");
});
