// Files that cannot be opened: a clear message, never a blank page, never a lost good snapshot.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { SMALL, nightly, prs } from "./fixtures.mjs";
import { FIXTURES, SUB_PATH, addressHas, countIs, openData, serveData, suite, until } from "./support.mjs";

const check = suite();

const fixture = (name) => readFileSync(join(FIXTURES, name), "utf8");
const FILE = `${SUB_PATH}data/bad.json`;
const good = JSON.stringify(SMALL);
const button = (app, name) => app.page.getByRole("button", { name });
const problem = (app) => app.page.getByRole("alert").filter({ hasText: "bad.json" });

const CONTENTS = [
  ["an empty file", "", /empty/],
  ["white space", " \n\t", /empty/],
  ["null", "null", /null where an object/],
  ["[]", "[]", /a list where an object/],
  ["a string", '"text"', /a string where an object/],
  ["a number", "42", /a number where an object/],
  ["a truncated file", good.slice(0, good.length / 2), /ends too early, in line \d+/],
  ["damaged JSON", good.replace(":", ";"), /damaged in line 1, column \d+/],
  ["log lines before the JSON", fixture("log_lines.json"), /begins in line 3/],
  ["a JavaScript file", fixture("script.js"), /JavaScript/],
  ["a web page", "<!doctype html><title>Not found</title>", /HTML or XML, not JSON/],
  ["no UTF-8", Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22]), /UTF-8.*offset 2/],
  ["a packed file", Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0]), /gzip/],
  ["an object of no jobs", '{"a": 1, "b": {"c": 2}}', /no entry has `results`/],
  ["a ci-dashboard file", '{"lastRefresh": "x", "sections": []}', /ci-dashboard/],
  ["JSON nested 100,000 deep", `{"a":${"[".repeat(100_000)}`, /damaged|too early/],
];

for (const [what, content, message] of CONTENTS) {
  check(`${what} is named and explained`, async (app) => {
    serveData(app, { "bad.json": content });
    await app.goto({ data: "data/bad.json" });
    await app.hook("failed").waitFor();
    assert.match(await problem(app).innerText(), message);
    await button(app, "Try again").waitFor();
    assert.ok(await app.filter().isVisible());
  });
}

for (const [status, message] of [
  [403, /answered 403 \(not allowed\)/],
  [404, /answered 404 \(no such file\)/],
  [429, /answered 429 .*try again/],
  [500, /answered 500 .*try again/],
]) {
  check(`status ${status} is told, and trying again helps once it is over`, async (app) => {
    serveData(app, { "bad.json": SMALL });
    app.server.override(FILE, { status });
    await app.goto({ data: "data/bad.json" });
    await app.hook("failed").waitFor();
    assert.match(await problem(app).innerText(), message);
    app.server.reset();
    await button(app, "Try again").click();
    await countIs(app, 12, 12);
    await app.hook("failed").waitFor({ state: "detached" });
    await app.ready();
  });
}

check("a connection that breaks off is told", async (app) => {
  serveData(app, { "bad.json": SMALL });
  app.server.override(FILE, { truncate: 200, headers: { "cache-control": "no-store" } });
  await app.goto({ data: "data/bad.json" });
  await app.hook("failed").waitFor();
  assert.match(await problem(app).innerText(), /broke off|no answer|ends too early/);
});

check("a server that never answers can be given up", async (app) => {
  serveData(app, { "bad.json": SMALL });
  app.server.override(FILE, { hang: true });
  await app.goto({ data: "data/bad.json" });
  await app.page.getByRole("progressbar").waitFor();
  // Nothing is said of data that is not there.
  assert.equal(await app.hook("count").innerText(), "no data yet");
  assert.equal(await app.page.locator(".boot__table").isVisible(), true);
  assert.doesNotMatch(await app.page.locator(".tiles").innerText(), /mixed/i);
  await button(app, "Cancel").click();
  await app.hook("failed").waitFor();
  assert.match(await problem(app).innerText(), /cancelled/);
  app.server.reset();
  await button(app, "Try again").click();
  await countIs(app, 12, 12);
});

check("a file over the limit is refused before it is read", async (app) => {
  serveData(app, { "bad.json": nightly({ [`long ${"x".repeat(1_100_000)}`]: "P" }) });
  const config = { data: ["sample/manifest.json"], limits: { max_bytes: 1 << 20 } };
  app.server.override(`${SUB_PATH}config.json`, { body: config, type: "application/json" });
  await app.goto({ data: "data/bad.json" });
  await app.hook("failed").waitFor();
  assert.match(await problem(app).innerText(), /larger than the limit of 1 MB/);
});

check("beside a bad file a good one is shown, with a notice that names the bad one", async (app) => {
  serveData(app, { "bad.json": "[]", "good.json": SMALL, "prs.json": prs({ check: "P" }) });
  for (const order of ["data/bad.json&data=data/good.json", "data/good.json&data=data/bad.json"]) {
    await app.open(`?data=${order}`);
    await countIs(app, 12, 12);
    await problem(app).waitFor();
    assert.ok((await app.notices()).includes("decode"));
    assert.match(await problem(app).innerText(), /The rest is shown/);
  }
});

for (const [what, how, code] of [
  ["an error of the server", { status: 500 }, "fetch-http"],
  ["a damaged file", { body: "{", type: "application/json" }, "decode"],
  ["an error page", { body: "<html>busy</html>", type: "text/html" }, "decode"],
]) {
  check(`reloading into ${what} keeps the last good data and offers another try`, async (app) => {
    serveData(app, { "bad.json": SMALL });
    await app.open({ data: "data/bad.json", q: "lint" });
    await countIs(app, 2, 12);
    app.server.override(FILE, how);
    await button(app, "Load the data again").click();
    await until(
      app,
      () => app.notices(),
      (all) => all.includes(code),
      `notice ${code}`,
    );
    assert.match(await problem(app).innerText(), /still shown/);
    await countIs(app, 2, 12);
    assert.equal((await app.rows()).length, 2);
    app.server.reset();
    await problem(app).getByRole("button", { name: "Try again" }).click();
    await until(
      app,
      () => app.notices(),
      (all) => !all.includes(code),
      `no notice ${code}`,
    );
    await countIs(app, 2, 12);
  });
}

check("reloading shows what has changed and keeps the view", async (app) => {
  await openData(app, nightly({ one: "P", two: "F" }), { q: "o" });
  await countIs(app, 2, 2);
  await app.expand("two").click();
  serveData(app, { "job_stats.json": nightly({ one: "P", two: "PF", three: "F", four: "P" }, 101) });
  await button(app, "Load the data again").click();
  await countIs(app, 3, 4);
  assert.equal(await app.hook("job-detail").count(), 1);
});

check("odd content is listed and the rest is shown", async (app) => {
  const file = nightly({ good: "PF", short: "PFP", odd: "PP", none: "P" });
  file.short.results.pop();
  file.odd.results[0] = "Exploded";
  file.none.run_nums = [];
  await openData(app, { ...file, note: "no job" });
  assert.ok((await app.notices()).includes("input-issues"));
  await app.page.getByText("Show them").click();
  for (const name of ["short", "odd", "none", "note"]) {
    await app.page.locator('[data-code="input-issues"] li').filter({ hasText: name }).first().waitFor();
  }
  assert.deepEqual(
    (await app.cells("good")).map(({ verdict }) => verdict),
    ["passed", "failed"],
  );
  assert.equal((await app.cells("odd"))[0].verdict, "unknown");
});

check("an object of nothing opens as an empty table and says that no job is in it", async (app) => {
  await openData(app, {});
  await app.hook("empty").waitFor();
  await app.page.getByText("Show them").click();
  await app.page.getByText(/no job in it/).waitFor();
});

check("a byte-order mark does no harm", async (app) => {
  await openData(app, `\u{feff}${good}`);
  await countIs(app, 12, 12);
});

check("a file with no runs opens as an empty table with a reason", async (app) => {
  await openData(app, nightly({ nothing: "" }));
  await app.hook("empty").waitFor();
  await countIs(app, 0, 0);
  await app.tab("prs").click();
  await addressHas(app, "view", "prs");
  await app.hook("empty").waitFor();
});

for (const [view, what] of [
  ["prs", "pull-request results"],
  ["pr", "pull-request results"],
  ["runs&kind=prs", "pull requests"],
]) {
  check(`${view} without a pull request says what is missing here and what else there is`, async (app) => {
    serveData(app, { "job_stats.json": good });
    await app.open(`?data=data/job_stats.json&view=${view}`);
    const text = await app.hook("empty").innerText();
    assert.ok(text.startsWith(`No ${what} here`), text);
    assert.match(text, /another project, view or days, or open another file/);
  });
}
