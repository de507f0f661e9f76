// A visitor narrows the table by typing.

import assert from "node:assert/strict";

import { SMALL } from "./fixtures.mjs";
import { addressHas, countIs, names, openData, query, suite, until } from "./support.mjs";

const check = suite();

const alerts = (app) => app.page.locator(".text-field__error").innerText();
const isFocused = (app) => app.filter().evaluate((input) => input === document.activeElement);
const historyLength = (app) => app.page.evaluate(() => history.length);

check("rows and count follow each key press", async (app) => {
  await openData(app, SMALL);
  const box = app.page.getByRole("combobox", { name: "Filter jobs" });
  await box.focus();
  for (const [typed, left] of [
    ["b", 6],
    ["u", 4],
    ["i", 4],
    ["l", 4],
    ["d", 4],
    [" ", 4],
    ["s", 1],
  ]) {
    await box.press(typed === " " ? "Space" : typed);
    await countIs(app, left, 12);
  }
  assert.deepEqual(await app.rows(), ["build / agent (s390x)"]);
});

check("the address follows typing without a new entry of the history", async (app) => {
  await openData(app, SMALL);
  const before = await historyLength(app);
  await app.filter().pressSequentially("lint arm64");
  await addressHas(app, "q", "lint arm64");
  assert.equal(await historyLength(app), before);
  await app.filter().fill("");
  await addressHas(app, "q", null);
  assert.equal(await historyLength(app), before);
});

for (const [text, jobs] of [
  ["QEMU", ["run-k8s / tests (qemu, amd64)"]],
  ["agent OR kernel arm64", ["build / agent (amd64)", "build / agent (s390x)", "build / kernel (arm64)"]],
  ["(agent OR kernel) -amd64", ["build / agent (s390x)", "build / kernel (arm64)"]],
  ['"boot time"', ["metrics / boot time"]],
  ["/^static .*64\\)$/", ["static / lint (amd64)", "static / lint (arm64)"]],
  ["is:broken", ["build / agent (s390x)"]],
  ["is:failing", ["run-k8s / tests (qemu, amd64)", "build / agent (amd64)"]],
  ["is:fixed", ["build / kernel (amd64)"]],
  ["is:mixed", ["run-k8s / tests (clh, amd64)"]],
  ["is:none", ["run-k8s / tests (stratovirt, arm64)"]],
  ["fails:>=3 required:yes", ["run-k8s / tests (qemu, amd64)", "build / agent (amd64)"]],
  ["rate:<75 -is:failing", ["metrics / boot time"]],
  ["hypervisor:qemu,clh", ["run-k8s / tests (qemu, amd64)", "run-k8s / tests (clh, amd64)"]],
  ["flakes:>0", ["run-k8s / tests (clh, amd64)"]],
  ["streak:>=3", ["run-k8s / tests (qemu, amd64)", "build / agent (amd64)"]],
  ["owner:none path:metrics", ["metrics / boot time", "metrics / density"]],
]) {
  check(`\`${text}\` leaves the jobs it means`, async (app) => {
    await openData(app, SMALL, { q: text });
    assert.equal(await app.filter().inputValue(), text);
    assert.equal(await alerts(app), "");
    assert.deepEqual(await names(app), jobs);
    await countIs(app, jobs.length, 12);
  });
}

check("the full name of a job, pasted, finds that job", async (app) => {
  await openData(app, SMALL);
  for (const job of ["run-k8s / tests (qemu, amd64)", "metrics / boot time"]) {
    await app.filter().fill(job);
    await countIs(app, 1, 12);
    assert.deepEqual(await app.rows(), [job]);
  }
  await app.filter().fill("build / ");
  await countIs(app, 4, 12);
});

for (const text of ["/[/", "/(a+/", `/${"a".repeat(300)}/`, "fails:>=x"]) {
  check(`\`${text.slice(0, 12)}\` is told under the box, and the last rows stay`, async (app) => {
    await openData(app, SMALL, { q: "lint" });
    const before = await app.rows();
    await app.filter().fill(text);
    await until(
      app,
      () => alerts(app),
      (said) => said !== "",
      "a message",
    );
    assert.deepEqual(await app.rows(), before);
    await countIs(app, 2, 12);
    assert.equal(await app.filter().getAttribute("aria-invalid"), "true");
    const described = await app.filter().getAttribute("aria-describedby");
    assert.equal(await app.page.locator(`[id="${described}"]`).innerText(), await alerts(app));
    await app.filter().fill("arm64");
    await until(
      app,
      () => alerts(app),
      (said) => said === "",
      "no message",
    );
    await countIs(app, 3, 12);
    assert.equal(await app.filter().getAttribute("aria-invalid"), null);
  });
}

check("a pattern that other engines choke on is harmless", async (app) => {
  await openData(app, SMALL);
  await app.filter().fill("/^(([a-z ])+.)+[A-Z]([a-z])+$/");
  await addressHas(app, "q", "/^(([a-z ])+.)+[A-Z]([a-z])+$/");
  await app.filter().fill("lint");
  await countIs(app, 2, 12);
});

check("an unknown key is answered with the one that may be meant", async (app) => {
  await openData(app, SMALL);
  await app.filter().fill("hypervisr:qemu");
  await until(
    app,
    () => alerts(app),
    (said) => /did you mean "hypervisor/.test(said),
    "a suggestion",
  );
  await app.filter().fill("is:brokn");
  await until(
    app,
    () => alerts(app),
    (said) => /did you mean "broken"/.test(said),
    "a suggestion",
  );
});

check("/ leads to the box, Esc clears it and then leaves it", async (app) => {
  await openData(app, SMALL);
  await app.page.keyboard.press("/");
  assert.ok(await isFocused(app));
  assert.equal(await app.filter().inputValue(), "", "the key itself is not typed");
  await app.page.keyboard.type("lint");
  await countIs(app, 2, 12);
  // Where typing paused there may have been offers, which Esc would close first.
  await app.page.getByRole("listbox", { name: "Completion" }).waitFor({ state: "hidden" });
  await app.page.keyboard.press("Escape");
  await countIs(app, 12, 12);
  assert.equal(await app.filter().inputValue(), "");
  assert.ok(await isFocused(app));
  await app.page.keyboard.press("Escape");
  assert.ok(!(await isFocused(app)));
});

check("a filter that leaves nothing says so and can be cleared", async (app) => {
  await openData(app, SMALL, { q: "nothing-like-this", required: "1", status: "failing" });
  await app.hook("empty").waitFor();
  await countIs(app, 0, 12);
  assert.equal(await app.tile("rate").getAttribute("data-value"), "n/a");
  await app.hook("empty").getByRole("button", { name: "Clear filters" }).click();
  await countIs(app, 12, 12);
  for (const key of ["q", "required", "status"]) assert.equal(query(app).get(key), null);
});

check("the button in the box clears it and keeps the focus there", async (app) => {
  await openData(app, SMALL, { q: "lint" });
  await app.page.getByRole("button", { name: "Clear", exact: true }).click();
  await countIs(app, 12, 12);
  assert.ok(await isFocused(app));
});

check("the count is announced", async (app) => {
  await openData(app, SMALL);
  const status = app.page.getByRole("status").filter({ hasText: "12 of 12 jobs" });
  await status.waitFor();
  await app.filter().fill("metrics");
  await app.page.getByRole("status").filter({ hasText: "2 of 12 jobs" }).waitFor();
});

check("an address of 10 KB in the filter does not hurt", async (app) => {
  await openData(app, SMALL, { q: `${"lint ".repeat(2000)}` });
  await app.filter().fill("lint");
  await countIs(app, 2, 12);
});
