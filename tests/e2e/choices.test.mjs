// A visitor narrows the table with the buttons beside the filter: required, status, owner, group,
// runs; by mouse and by keyboard.

import assert from "node:assert/strict";

import { SMALL, nightly } from "./fixtures.mjs";
import { addressHas, countIs, counts, names, openData, query, suite, table } from "./support.mjs";

const check = suite();

const button = (app, name) => app.page.getByRole("button", { name });
const list = (app, name) => app.page.getByRole("listbox", { name });

check("required only, switched on and off", async (app) => {
  await openData(app, SMALL);
  const required = button(app, "Required only");
  assert.equal(await required.getAttribute("aria-pressed"), "false");
  await required.click();
  await countIs(app, 4, 12);
  await addressHas(app, "required", "1");
  assert.equal(await required.getAttribute("aria-pressed"), "true");
  assert.ok((await table(app)).every((row) => row.required === "required"));
  await required.press("Space");
  await countIs(app, 12, 12);
  await addressHas(app, "required", null);
});

check("required only holds together with the text, and so do the tiles", async (app) => {
  await openData(app, SMALL, { q: "amd64" });
  await button(app, "Required only").click();
  await countIs(app, 4, 12);
  assert.equal(await app.tile("last-run").getAttribute("data-value"), "2/4");
  assert.equal(await app.tile("required").getAttribute("data-value"), "2/4");
  assert.equal(query(app).get("q"), "amd64");
});

check("status: several may be chosen, by keyboard alone", async (app) => {
  await openData(app, SMALL);
  await button(app, /^Status/).focus();
  await app.page.keyboard.press("ArrowDown");
  const options = list(app, "Status");
  await options.waitFor();
  assert.equal(await options.getAttribute("aria-multiselectable"), "true");
  await app.page.keyboard.press("Enter");
  await addressHas(app, "status", "failing");
  await countIs(app, 2, 12);
  await app.page.keyboard.press("ArrowDown");
  await app.page.keyboard.press("Space");
  await addressHas(app, "status", "failing,broken");
  await countIs(app, 3, 12);
  const chosen = options.getByRole("option", { selected: true });
  assert.deepEqual(await chosen.evaluateAll((all) => all.map((one) => one.dataset.value)), ["failing", "broken"]);
  await app.page.keyboard.press("Home");
  await app.page.keyboard.press("Enter");
  await countIs(app, 1, 12);
  await app.page.keyboard.press("Escape");
  await options.waitFor({ state: "detached" });
  assert.ok(await button(app, /^Status/).evaluate((it) => it === document.activeElement));
  assert.deepEqual(await names(app), ["build / agent (s390x)"]);
});

for (const [status, left] of [
  ["passing", 5],
  ["recovered", 3],
  ["none", 1],
  ["fixed", 1],
  ["mixed", 1],
  ["failed", 3],
  ["skipped", 1],
  ["flaky", 0],
  ["cancelled", 0],
  ["failing,none", 3],
]) {
  check(`status=${status} in the address`, async (app) => {
    await openData(app, SMALL, { status });
    await countIs(app, left, 12);
  });
}

check("owner: groups of the configuration and nobody", async (app) => {
  await app.open();
  const [, all] = await counts(app);
  await button(app, /^Owner/).click();
  await list(app, "Owner").getByRole("option", { name: "s390x" }).click();
  await addressHas(app, "owner", "s390x");
  const [some] = await counts(app);
  assert.ok(some > 0 && some < all);
  assert.ok((await app.rows()).every((job) => /s390x|zvsi/i.test(job)));
  await list(app, "Owner").getByRole("option", { name: "nobody" }).click();
  await addressHas(app, "owner", "s390x,none");
  await app.page.keyboard.press("Escape");
  const [more] = await counts(app);
  assert.ok(more > some && more < all);
});

check("group: heads with their jobs below them, and back", async (app) => {
  await openData(app, SMALL);
  await button(app, /^Group/).focus();
  await app.page.keyboard.press("Enter");
  await list(app, "Group").waitFor();
  await app.page.keyboard.press("p");
  await app.page.keyboard.press("Enter");
  await list(app, "Group").waitFor({ state: "detached" });
  await addressHas(app, "group", "path");
  const rows = await table(app);
  const heads = rows.filter(({ group }) => group).map(({ group }) => group);
  assert.equal(heads.length, 4);
  assert.ok(
    heads.some((head) => /^build(failing|newly broken).*4 jobs, \d+ red$/.test(head)),
    `${heads}`,
  );
  let present;
  for (const { group, job } of rows) {
    if (group) present = group;
    else assert.ok(present.startsWith(job.split(" / ")[0]), `${job} under ${present}`);
  }
  await countIs(app, 12, 12);
  await button(app, /^Group/).click();
  await list(app, "Group").getByRole("option", { name: "none" }).click();
  await addressHas(app, "group", null);
  assert.equal(await app.hook("group-row").count(), 0);
});

check("runs: fewer or all, from the list or typed", async (app) => {
  const letters = { old: ".".repeat(12) + "FP", here: "P".repeat(14), other: "F".repeat(3) + "P".repeat(11) };
  await openData(app, nightly(letters));
  await countIs(app, 2, 2);
  const strip = async (job) => (await app.cells(job)).length;
  assert.equal(await strip("here"), 10);
  await button(app, /^Last \d|^Last all/).press("Enter");
  await app.page.keyboard.press("Home");
  await app.page.keyboard.press("Enter");
  await addressHas(app, "runs", "5");
  assert.equal(await strip("here"), 5);
  await button(app, /^Last \d|^Last all/).click();
  await list(app, "Last").getByRole("option", { name: "all" }).click();
  await addressHas(app, "runs", "all");
  await countIs(app, 3, 3);
  assert.equal(await strip("here"), 14);
  assert.deepEqual((await app.cells("old")).map(({ verdict }) => verdict).slice(11), ["none", "failed", "passed"]);
  await button(app, /^Last \d|^Last all/).click();
  await app.page.getByRole("spinbutton", { name: "Other" }).fill("3");
  await app.page.keyboard.press("Enter");
  await addressHas(app, "runs", "3");
  assert.deepEqual(
    await app.cells("other"),
    [100, 99, 98].map((run) => ({ run: `${run}`, verdict: "failed", attempts: 1 })),
  );
  assert.match(await app.row("other").innerText(), /failing 3/);
});

check("jobs outside the window are counted, and one press shows them", async (app) => {
  await openData(app, nightly({ old: ".".repeat(12) + "FP", here: "P".repeat(14) }));
  await button(app, "1 job not seen in this window").click();
  await addressHas(app, "runs", "all");
  await countIs(app, 2, 2);
});

check("the streak goes back beyond the window", async (app) => {
  await openData(app, nightly({ long: "F".repeat(12) + "PP", other: "P".repeat(14) }), { runs: "3" });
  assert.match(await app.row("long").innerText(), /failing 12/);
});

check("a press outside closes a list and keeps what was chosen", async (app) => {
  await openData(app, SMALL);
  await button(app, /^Status/).click();
  await list(app, "Status").getByRole("option", { name: "newly broken" }).click();
  await app.hook("count").click();
  await list(app, "Status").waitFor({ state: "detached" });
  await countIs(app, 1, 12);
});
