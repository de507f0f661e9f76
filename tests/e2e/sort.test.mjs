// A visitor sorts the table by each of its columns.

import assert from "node:assert/strict";

import { SMALL, nightly } from "./fixtures.mjs";
import { addressHas, names, openData, query, suite, table, until } from "./support.mjs";

const check = suite();

const WEATHER = ["stormy", "rainy", "cloudy", "partly sunny", "sunny"];
const number = (text) => (/\d/.test(text) ? Number(text.match(/[\d.]+/)[0]) : null);
const VALUES = {
  fails: (row) => number(row.fails),
  skips: (row) => number(row.skips),
  flaky: (row) => number(row.flaky),
  reruns: (row) => number(row.reruns),
  p50: () => null,
  last: (row) => number(row.last),
  required: (row) => (row.required ? 1 : 0),
  weather: (row) => (row.weather === "no weather" ? null : WEATHER.indexOf(row.weather)),
};

/** The order of these rows by the values shown: n/a last, equals by name. */
function expected(rows, value, descending) {
  const byName = (a, b) => (a.job < b.job ? -1 : 1);
  return rows.toSorted((a, b) => {
    const [x, y] = [value(a), value(b)];
    if (x === y) return byName(a, b);
    if (x === null || y === null) return x === null ? 1 : -1;
    return descending ? y - x : x - y;
  });
}

async function sorted(app, column) {
  const head = app.page.locator(`th[data-column="${column}"]`);
  const said = await head.getAttribute("aria-sort");
  return said === "none" ? null : said;
}

for (const [column, value] of Object.entries(VALUES)) {
  check(`${column}: one press, another, and back to worst first`, async (app) => {
    await openData(app, SMALL);
    const worst = await names(app);
    const seen = [];
    for (let press = 0; press < 2; press += 1) {
      await app.sort(column).click();
      const direction = await until(
        app,
        () => sorted(app, column),
        (it) => it && !seen.includes(it),
        "aria-sort",
      );
      seen.push(direction);
      const descending = direction === "descending";
      await addressHas(app, "sort", descending ? `-${column}` : column);
      const rows = await table(app);
      assert.deepEqual(
        rows.map(({ job }) => job),
        expected(rows, value, descending).map(({ job }) => job),
      );
    }
    await app.sort(column).click();
    await addressHas(app, "sort", null);
    assert.equal(await sorted(app, column), null);
    assert.deepEqual(await names(app), worst);
  });
}

check("name: by code point, and the reverse", async (app) => {
  await openData(app, SMALL);
  await app.page.getByRole("columnheader", { name: "Job" }).getByRole("button").click();
  await addressHas(app, "sort", "name");
  const up = Object.keys(SMALL).sort();
  assert.deepEqual(await names(app), up);
  await app.sort("name").press("Enter");
  await addressHas(app, "sort", "-name");
  assert.deepEqual(await names(app), up.reverse());
});

check("state: worst first is the default, pressed once it turns round", async (app) => {
  await openData(app, SMALL);
  assert.equal(await sorted(app, "state"), "ascending");
  const worst = await names(app);
  await app.sort("state").click();
  await addressHas(app, "sort", "-state");
  const states = (await table(app)).map(({ state }) => state);
  assert.match(states[0], /^no result/);
  assert.match(states.at(-1), /^failing ≥ 10/);
  await app.sort("state").click();
  await addressHas(app, "sort", null);
  assert.deepEqual(await names(app), worst);
});

check("pass rate: 1 of 1 failed does not outrank 5 of 10", async (app) => {
  const jobs = nightly({ once: "F.........", half: "PFPFPFPFPF", good: "PPPPPPPPPP", never: "SSSSSSSSSS" });
  await openData(app, jobs);
  await app.sort("rate").click();
  await addressHas(app, "sort", "rate");
  const up = await names(app);
  assert.deepEqual(up.slice(2), ["good", "never"]);
  assert.deepEqual(up.slice(0, 2).sort(), ["half", "once"]);
  await app.sort("rate").click();
  await addressHas(app, "sort", "-rate");
  assert.deepEqual(await names(app), [...up.slice(0, 3).reverse(), "never"]);
});

check("exactly one column says that it is sorted by", async (app) => {
  await openData(app, SMALL, { sort: "-fails" });
  const said = await app.page
    .locator("th[data-column]")
    .evaluateAll((heads) =>
      heads.filter((head) => head.getAttribute("aria-sort") !== "none").map((head) => head.dataset.column),
    );
  assert.deepEqual(said, ["fails"]);
  await app.page.getByRole("columnheader", { name: "Fails" }).waitFor();
});

check("the order stays while the filter changes", async (app) => {
  await openData(app, SMALL, { sort: "-name" });
  await app.filter().fill("amd64");
  await addressHas(app, "q", "amd64");
  const left = Object.keys(SMALL).filter((name) => name.includes("amd64"));
  assert.deepEqual(await names(app), left.sort().reverse());
  assert.equal(query(app).get("sort"), "-name");
});

check("groups keep the order within them", async (app) => {
  await openData(app, SMALL, { sort: "-name", group: "path" });
  const rows = (await table(app)).filter(({ job }) => job);
  const build = rows.map(({ job }) => job).filter((job) => job.startsWith("build"));
  assert.deepEqual(build, build.toSorted().reverse());
  assert.equal(build.length, 4);
});
