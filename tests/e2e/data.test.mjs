// A visitor opens published files by `data=`: every shape, one or two, from here or elsewhere.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { SMALL, nightly, prs } from "./fixtures.mjs";
import { DIST, FIXTURES, SUB_PATH, addressHas, countIs, names, openData, query, serveData, suite, until } from "./support.mjs";

const check = suite();
const fixture = (name) => readFileSync(join(FIXTURES, name), "utf8");
const text = (app, code) => app.page.locator(`[data-testid="notice"][data-code="${code}"]`).innerText();

for (const [name, jobs] of [
  ["keys6.json", 2],
  ["keys7.json", 2],
  ["keys10_nightly.json", 2],
]) {
  check(`${name} opens as nightly runs`, async (app) => {
    await openData(app, fixture(name));
    await countIs(app, jobs, jobs);
    assert.equal(await app.tab("nightly").getAttribute("aria-current"), "page");
    assert.ok((await app.notices()).includes("legacy-data"));
  });
}

check("a file of pull-request checks opens in their view", async (app) => {
  await openData(app, fixture("keys10_prs.json"));
  await countIs(app, 2, 2);
  assert.equal(await app.tab("prs").getAttribute("aria-current"), "page");
  assert.equal(query(app).get("view"), null);
});

check("a file with both kinds fills both views", async (app) => {
  await openData(app, fixture("keys13.json"));
  assert.deepEqual((await names(app)).sort(), ["nightly-only", "run-tests (qemu)"]);
  await app.tab("prs").click();
  await addressHas(app, "view", "prs");
  assert.deepEqual((await names(app)).sort(), ["gatekeeper", "run-tests (qemu)"]);
});

check("shapes without required show n/a, and required only says why nothing is left", async (app) => {
  await openData(app, fixture("keys6.json"), { required: "1" });
  await countIs(app, 0, 2);
  assert.ok((await app.notices()).includes("required-unknown"));
  assert.equal(await app.tile("required").getAttribute("data-value"), "n/a");
  assert.equal(await app.tile("flaky").getAttribute("data-value"), "n/a");
});

check("two files are opened together", async (app) => {
  serveData(app, { "n.json": nightly({ one: "P", two: "F" }), "p.json": prs({ check: "PF" }) });
  await app.open("?data=data/n.json&data=data/p.json");
  await countIs(app, 2, 2);
  await app.tab("prs").click();
  await countIs(app, 1, 1);
  assert.deepEqual(query(app).getAll("data"), ["data/n.json", "data/p.json"]);
});

check("files may be asked for by a path from the root or in full", async (app) => {
  serveData(app, { "n.json": nightly({ one: "P" }) });
  for (const address of [`${SUB_PATH}data/n.json`, app.server.url(`${SUB_PATH}data/n.json`)]) {
    await app.open({ data: address });
    await countIs(app, 1, 1);
    assert.ok(!(await app.notices()).includes("foreign-host"));
  }
});

check("the sample is the same asked for by name", async (app) => {
  const whole = async () => {
    const source = () => app.page.locator(".bar__source").innerText();
    await until(app, source, (text) => !text.includes("loading"), "all months are there");
    return [await app.count(), await app.rows()];
  };
  await app.open();
  const before = await whole();
  await app.open("?data=sample/manifest.json");
  assert.deepEqual(await whole(), before);
});

/** Stands in for a host on the internet: `how` is what it answers, or nothing for no answer. */
async function otherHost(app, how) {
  await app.page.route(/^https:\/\/data\.example(:8443)?\//, (route) =>
    how ? route.fulfill(how) : route.abort("failed"),
  );
  return "https://data.example/n.json";
}

check("results from another host stand under a banner that names it", async (app) => {
  const headers = { "access-control-allow-origin": "*" };
  const address = await otherHost(app, { body: JSON.stringify(SMALL), contentType: "application/json", headers });
  await app.open({ data: address });
  await countIs(app, 12, 12);
  const banner = app.page.getByRole("alert").filter({ hasText: "data.example" });
  await banner.waitFor();
  assert.ok((await app.notices()).includes("foreign-host"));
  assert.equal(await banner.getByRole("button").count(), 0, "it cannot be closed");
  await app.filter().fill("lint");
  await countIs(app, 2, 12);
  await app.tab("prs").click();
  await addressHas(app, "view", "prs");
  await banner.waitFor();
  assert.equal(query(app).get("data"), address);
});

check("a link to data of a configured host stands under no banner", async (app) => {
  const headers = { "access-control-allow-origin": "*" };
  const address = await otherHost(app, { body: JSON.stringify(SMALL), contentType: "application/json", headers });
  app.server.override(`${SUB_PATH}config.json`, { body: { data: [address] }, type: "application/json" });
  for (const asked of [{}, { data: address }]) {
    await app.open(asked);
    await countIs(app, 12, 12);
    assert.deepEqual(await app.notices(), ["legacy-data"]);
  }
  await app.open({ data: address.replace("data.example", "data.example:8443") });
  assert.ok((await app.notices()).includes("foreign-host"), "another port is another host");
});

check("a host that gives no answer is named, with what may be the cause", async (app) => {
  await app.goto({ data: await otherHost(app, null) });
  await app.hook("failed").waitFor();
  assert.match(await app.hook("failed").innerText(), /data\.example\/n\.json .*no answer.*CORS/s);
});

for (const address of [
  "javascript:alert(1)",
  "data:application/json,{}",
  "blob:x",
  "JaVaScRiPt:alert(1)",
  "http://data.example/n.json",
  "https://someone@data.example/n.json",
]) {
  check(`data=${address} is refused with a notice`, async (app) => {
    await app.open({ data: address });
    assert.ok((await app.notices()).includes("url-value"), `${await app.notices()}`);
    assert.match(await text(app, "url-value"), /data: .*not opened/);
    assert.deepEqual(app.foreign, []);
    assert.ok((await app.rows()).length > 0, "the configured data is shown instead");
  });
}

check("without a configuration the page says so and still opens what is asked for", async (app) => {
  app.server.override(`${SUB_PATH}config.json`, { status: 404 });
  await openData(app, SMALL);
  await countIs(app, 12, 12);
  assert.ok((await app.notices()).includes("input-issues"));
  await app.page.getByText("Show them").click();
  await app.page
    .getByText(/config\.json.*defaults/)
    .first()
    .waitFor();
});

check("a damaged configuration is told, and its defaults hold", async (app) => {
  app.server.override(`${SUB_PATH}config.json`, { body: '{"runs": ', type: "application/json" });
  await openData(app, SMALL);
  await countIs(app, 12, 12);
  assert.ok((await app.notices()).includes("input-issues"));
});

for (const [what, also] of [
  ["", []],
  [", also beside a file that is not there", ["data/none.json"]],
]) {
  check(`patterns that cannot be used are told in order, and the others hold${what}`, async (app) => {
    const owners = [{ group: "kernel", patterns: ["/[/", "*kernel*", ""] }];
    const categories = [{ name: "Odd", patterns: ["/(/"] }];
    const renames = [{ from: "a", to: "" }];
    const body = { owners, categories, renames };
    app.server.override(`${SUB_PATH}config.json`, { body, type: "application/json" });
    serveData(app, { "job_stats.json": { ...SMALL, note: "no job" } });
    const data = ["data/job_stats.json", ...also].map((file) => ["data", file]);
    await app.open(`?${new URLSearchParams([...data, ["owner", "kernel"]])}`);
    const told = () => app.page.locator('[data-code="input-issues"] li').allTextContents();
    const all = await until(app, told, (all) => all.length > 4, "all are told");
    assert.deepEqual(
      ["owners: kernel: failed to read the pattern /[/", "owners: kernel: failed to read an empty", "categories: Odd", "renames: a", "note"]
        .map((text) => all.findIndex((line) => line.includes(text))),
      [0, 1, 2, 3, 4],
      all.join("\n"),
    );
    await countIs(app, 2, 12);
    app.errors = [];
  });
}

check("without data and configuration the page tells what to do", async (app) => {
  app.server.override(`${SUB_PATH}config.json`, { body: "{}", type: "application/json" });
  await app.goto();
  await app.hook("failed").waitFor();
  assert.match(await app.hook("failed").innerText(), /open a file/);
});

for (const [whose, projects, title, left] of [
  ["of its own project", [{ repository: "example-org/example-runtime" }], "Example CI", 2],
  ["without projects", [], "Example CI", 2],
  ["of another project", [{ repository: "example-org/other" }], "example-org/example-runtime", 0],
]) {
  check(`owners and title come from the configuration ${whose}`, async (app) => {
    const config = JSON.parse(readFileSync(join(DIST, "config.json"), "utf8"));
    const owners = [{ group: "kernel", patterns: ["*kernel*"] }];
    const body = { ...config, title: "Example CI", projects, owners };
    app.server.override(`${SUB_PATH}config.json`, { body, type: "application/json" });
    await openData(app, SMALL, { owner: "kernel" });
    await countIs(app, left, 12);
    await app.page.getByText(title, { exact: true }).waitFor();
  });
}
