// A visitor follows a number to the rows behind it, and narrows by pressing values of the matrix.

import assert from "node:assert/strict";
import { rmSync } from "node:fs";

import { SMALL, nightly, prs } from "./fixtures.mjs";
import { addressHas, countIs, importRows, names, openData, query, suite, until } from "./support.mjs";

const check = suite();

const value = (app, name) => app.tile(name).getAttribute("data-value");

for (const [name, condition, jobs] of [
  ["broken", "is:broken", ["build / agent (s390x)"]],
  ["fixed", "is:fixed", ["build / kernel (amd64)"]],
  ["flaky", "flakes:>0", ["run-k8s / tests (clh, amd64)"]],
]) {
  check(`the number of ${name} jobs leads to exactly those`, async (app) => {
    await openData(app, SMALL);
    assert.equal(Number(await value(app, name)), jobs.length);
    const link = app.tile(name).getByRole("link");
    assert.equal(await link.innerText(), `${jobs.length}`);
    await link.click();
    await addressHas(app, "q", condition);
    await countIs(app, jobs.length, 12);
    assert.deepEqual(await names(app), jobs);
    assert.equal(await app.filter().inputValue(), condition);
    await app.page.goBack();
    await countIs(app, 12, 12);
  });
}

for (const [view, leads] of [
  ["nightly", ["run", "100"]],
  ["prs", ["pr", "500"]],
]) {
  check(`${view}: the newest run's number leads to it`, async (app) => {
    await openData(app, view === "prs" ? prs({ lint: "FPP" }) : SMALL, { view });
    await app.tile("last-run").getByRole("link").click();
    await addressHas(app, leads[0], leads[1]);
    assert.equal(query(app).get("view"), leads[0]);
    await app.page.goBack();
    await app.tile("last-run").waitFor();
  });
}

for (const view of ["nightly", "prs"]) {
  for (const name of ["broken", "fixed", "flaky"]) {
    check(`${view}: the sample's tile ${name} counts the rows it leads to`, async (app) => {
      await app.open({ view });
      const told = Number(await value(app, name));
      await app.tile(name).getByRole("link").click();
      await countIs(app, told);
      assert.equal(Number(await value(app, name)), told);
    });
  }
}

check("a tile keeps the filter that is there, with or", async (app) => {
  await openData(app, SMALL, { q: "kernel OR agent", required: "1" });
  assert.equal(await value(app, "fixed"), "1");
  assert.equal(await value(app, "broken"), "0");
  await app.tile("fixed").getByRole("link").click();
  await addressHas(app, "q", "(kernel OR agent) is:fixed");
  assert.equal(query(app).get("required"), "1");
  await countIs(app, 1, 12);
});

check("a tile's number opens in a new tab with the browser's own keys", async (app) => {
  await openData(app, SMALL);
  const [popup] = await Promise.all([
    app.page.context().waitForEvent("page"),
    app
      .tile("broken")
      .getByRole("link")
      .click({ modifiers: ["ControlOrMeta"] }),
  ]);
  await popup.waitForURL(/q=is(:|%3A)broken/);
  assert.equal(query(app).get("q"), null);
});

check("tiles follow the filter", async (app) => {
  await openData(app, SMALL);
  assert.equal(await value(app, "last-run"), "7/10");
  assert.equal(await value(app, "required"), "2/4");
  assert.equal(await value(app, "rate"), `${78 / 98}`);
  await app.filter().fill("agent");
  await countIs(app, 2, 12);
  assert.equal(await value(app, "last-run"), "0/2");
  assert.equal(await value(app, "required"), "0/1");
  assert.equal(await value(app, "broken"), "1");
  assert.equal(await value(app, "rate"), `${16 / 20}`);
});

check("the chart has a sentence and a table for those who cannot see it", async (app) => {
  await openData(app, SMALL);
  const chart = app.tile("rate");
  // It comes a moment after the chart.
  await chart.getByRole("table").waitFor({ state: "attached" });
  assert.equal(await chart.getByRole("table").count(), 1);
  const text = await chart.getByRole("table").evaluate((it) => it.textContent);
  assert.match(text, /#100/);
});

check("the legend names what is rare where it occurs", async (app) => {
  const legend = () => app.page.getByRole("group", { name: "Legend" }).innerText();
  await openData(app, nightly({ "build / agent": "PUPP", "build / kernel": "PPFP" }));
  assert.match(await legend(), /\? unknown result/);
  assert.doesNotMatch(await legend(), /running/);
  await app.page.getByTestId("filter").fill("kernel");
  await countIs(app, 1, 2);
  assert.doesNotMatch(await legend(), /unknown/);
});

check("without pull requests their tile says what it would be of", async (app) => {
  await openData(app, SMALL, { view: "prs" });
  const words = await app.tile("last-run").innerText();
  assert.match(words, /^\?\s+Newest pull request\s+n\/a\s+required n\/a/);
});

check("a chip writes its value into the filter, and pressed again takes it out", async (app) => {
  await openData(app, SMALL);
  const job = "run-k8s / tests (qemu, amd64)";
  await app.row(job).locator(".chip", { hasText: "qemu" }).click();
  await addressHas(app, "q", "hypervisor:qemu");
  await countIs(app, 1, 12);
  await app.row(job).locator(".chip", { hasText: "amd64" }).click();
  await addressHas(app, "q", "hypervisor:qemu arch:amd64");
  await app.row(job).locator(".chip", { hasText: "qemu" }).click();
  await addressHas(app, "q", "arch:amd64");
  await until(
    app,
    () => app.filter().inputValue(),
    (text) => text === "arch:amd64",
  );
  await countIs(app, 6, 12);
  assert.equal(await app.hook("job-detail").count(), 0, "the row is not opened by it");
});

check("chips of an opened row name their key", async (app) => {
  await openData(app, SMALL);
  await app.expand("build / agent (s390x)").click();
  await app.hook("job-detail").getByRole("button", { name: "arch:s390x" }).click();
  await addressHas(app, "q", "arch:s390x");
  await countIs(app, 1, 12);
});

check("all conditions can be cleared at once; the order stays", async (app) => {
  await openData(app, SMALL, { q: "amd64", required: "1", status: "failing", sort: "name" });
  await countIs(app, 2, 12);
  await app.hook("clear").click();
  await countIs(app, 12, 12);
  assert.equal(query(app).get("sort"), "name");
  await app.hook("clear").waitFor({ state: "detached" });
});

check("two workflows: their newest runs are named, and bars of a night are called nights", async (app, context) => {
  const row = (workflow, date, id) => ({
    source: "kata",
    repo: "example-org/example-runtime",
    kind: "nightly",
    workflow,
    job: `job of ${workflow}`,
    run_id: id,
    job_id: id * 10,
    date,
    conclusion: "success",
  });
  const workflows = ["ci.yaml", "ci-s390x.yaml"];
  const rows = ["2026-05-30", "2026-05-31"].flatMap((date, night) =>
    workflows.map((workflow, at) => row(workflow, date, 100 * (at + 1) + night)),
  );
  const folder = importRows(app, rows);
  if (!folder) return context.skip("the program `tailorbird` is not built");
  try {
    await app.open({ data: "set/manifest.json" });
    await countIs(app, 2, 2);
    const head = app.tile("last-run").getByRole("heading");
    const words = await head.innerText();
    assert.deepEqual(words.replace("Last nightly · ", "").split(", ").sort(), ["ci 31 May", "ci-s390x 31 May"]);
    assert.equal(await head.locator("span").first().getAttribute("title"), words, "also where it is cut");
    assert.match(await app.tile("rate").getByRole("heading").innerText(), /last 2 nights, 4 runs/);
    // The table comes a moment after the chart.
    await app.tile("rate").getByRole("table").waitFor({ state: "attached" });
    assert.equal(await app.tile("rate").locator("tbody tr").count(), 2, "a bar a night");
  } finally {
    rmSync(folder, { recursive: true });
  }
});
