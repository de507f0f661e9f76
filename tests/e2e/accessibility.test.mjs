// What axe-core can tell of WCAG 2.2 AA, on every state of the page, in both themes.

import assert from "node:assert/strict";
import { AxeBuilder } from "@axe-core/playwright";

import { SMALL } from "./fixtures.mjs";
import { openData, serveData, suite, until } from "./support.mjs";

const check = suite();
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

async function isClean(app, covered = []) {
  const axe = new AxeBuilder({ page: app.page }).withTags(TAGS).setLegacyMode(true);
  const { violations } = await covered.reduce((all, selector) => all.exclude(selector), axe).analyze();
  const found = violations.map(
    ({ id, help, nodes }) => `${id}: ${help}: ${nodes.length} × ${nodes[0].html.slice(0, 160)}`,
  );
  assert.deepEqual(found, []);
}

const opened = async (app) => {
  const [first, second] = await app.rows();
  await app.expand(first).click();
  await app.hook("job-detail").waitFor();
  await app.row(second).focus();
  // Where the page stands by chance, something may lie half under the head that stays on top.
  await app.page.evaluate(() => scrollTo(0, 0));
};

const STATES = {
  "the sample": (app) => app.open(),
  "the pull requests": (app) => app.open({ view: "prs" }),
  "an opened row": async (app) => opened(await app.open()),
  "an opened row with mixed attempts": async (app) => {
    await openData(app, SMALL, { q: "clh" });
    await app.expand((await app.rows())[0]).click();
    await app.hook("job-detail").waitFor();
  },
  groups: (app) => app.open({ group: "path" }),
  "the help sheet": async (app) => {
    await app.open();
    await app.page.keyboard.press("?");
    await app.page.getByRole("dialog").waitFor();
  },
  "an open list": async (app) => {
    await openData(app, SMALL, { status: "failing" });
    await app.hook("status").click();
    await app.page.getByRole("listbox").waitFor();
  },
  "a bad filter and a notice": async (app) => {
    await openData(app, SMALL, { sort: "nonsense" });
    await app.filter().fill("/[/");
    await until(
      app,
      () => app.filter().getAttribute("aria-invalid"),
      (it) => it === "true",
    );
  },
  "no match": async (app) => {
    await openData(app, SMALL, { q: "nothing-like-this" });
    await app.hook("empty").waitFor();
  },
  "failed data": async (app) => {
    serveData(app, { "bad.json": "[]" });
    await app.goto({ data: "data/bad.json" });
    await app.hook("failed").waitFor();
  },
  "a view of a later version": async (app) => {
    await app.open({ view: "matrix" });
    await app.hook("unavailable").waitFor();
  },
};

// A press on what lies under an open list closes the list: it is no target of its own then, and
// what shows of it beside the list counts as too small.
const COVERED = { "an open list": [".jobs__head"] };

for (const colorScheme of ["light", "dark"]) {
  for (const [state, reach] of Object.entries(STATES)) {
    check(`${state}, ${colorScheme}`, { colorScheme, reducedMotion: "reduce" }, async (app) => {
      await reach(app);
      await isClean(app, COVERED[state]);
    });
  }
  check(`a phone, ${colorScheme}`, { colorScheme, viewport: { width: 390, height: 844 } }, async (app) => {
    await app.open();
    await opened(app);
    await isClean(app);
  });
}

/** Further views of the sample, as a phone shows them. */
const ON_A_PHONE = [
  { view: "prs" },
  { view: "runs" },
  { view: "run", run: "ci-nightly.yaml:1200" },
  { view: "pr", pr: "11866" },
  { view: "tree" },
  { view: "grid" },
  { view: "trends" },
  { view: "compare" },
  { view: "job", job: "kata-containers-ci-on-push / build-kata-static-tarball-amd64 / build-asset-rootfs (rootfs-image-mariner)" },
];

check("every view on a phone", { viewport: { width: 390, height: 844 } }, async (app) => {
  for (const keys of ON_A_PHONE) {
    await app.open(keys);
    await app.hook("count").waitFor();
    await isClean(app);
  }
});

// Chips are smaller: the filter is their equivalent, and axe-core checks the space around them.
check("targets are at least 24 pixels", async (app) => {
  await openData(app, SMALL);
  await app.expand((await app.rows())[0]).click();
  await app.hook("job-detail").waitFor();
  const small = await app.page.evaluate(() =>
    [...document.querySelectorAll("a, button:not(.chip), input, summary")]
      .filter((it) => it.checkVisibility({ visibilityProperty: true }) && !it.closest(".visually-hidden"))
      .map((it) => [it.getBoundingClientRect(), it.outerHTML.slice(0, 120)])
      .filter(([box]) => box.width > 1 && (box.height < 24 || box.width < 24))
      .map(([box, html]) => `${box.width} × ${box.height}: ${html}`),
  );
  assert.deepEqual(small, []);
});

check("200 % zoom loses nothing", { viewport: { width: 750, height: 500 }, deviceScaleFactor: 2 }, async (app) => {
  await app.open();
  await opened(app);
  const sideways = await app.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(sideways <= 0, `${sideways} px`);
  for (const name of ["filter", "required", "status", "count", "tab-prs"])
    assert.ok(await app.hook(name).isVisible(), name);
});
