// Every view: its link reproduces it for somebody else, its states, and the keys that lead to it.

import assert from "node:assert/strict";

import { SMALL, nightly } from "./fixtures.mjs";
import { counts, openData, suite, until } from "./support.mjs";

const check = suite();
const CLIPBOARD = { permissions: ["clipboard-read", "clipboard-write"] };

const JOB = "kata-containers-ci-on-push / run-k8s-tests-on-arm64 / run-k8s-tests-on-arm64 (qemu-runtime-rs, kubeadm)";

/** Views with an address of each that says more than the default. */
const VIEWS = {
  nightly: { q: "kind:test", status: "failing", sort: "-fails", runs: "7", group: "arch" },
  prs: { view: "prs", q: "k8s", runs: "20" },
  runs: { view: "runs", runs: "12", q: "arch:arm64" },
  run: { view: "run", run: "1199", base: "1190", q: "k8s", open: "passed" },
  "the list of pull requests": { view: "pr", find: "1" },
  pr: { view: "pr", pr: "11866", q: "k8s", required: "1" },
  tree: { view: "tree", q: "k8s", runs: "5" },
  grid: { view: "grid", q: "kind:test", hide: "green,skipped", cell: "s" },
  trends: { view: "trends", from: "2026-01-03", to: "2026-01-12", q: "arch:arm64" },
  compare: { view: "compare", base: "2026-01-02..2026-01-08", head: "2026-01-09..2026-01-15", q: "k8s" },
  job: { view: "job", job: JOB, runs: "30", from: "2026-01-01" },
};

/** What the view says, without what stands in for time and place. */
const said = (app) => app.page.locator("main").innerText();

/** Waits until all parts of the data are there. */
const whole = (page) => page.waitForSelector("html[data-loaded]", { state: "attached" });

for (const [view, query] of Object.entries(VIEWS)) {
  check(`${view}: a copied link shows the same to somebody else`, CLIPBOARD, async (app) => {
    await app.open(query);
    await whole(app.page);
    const text = await until(app, () => said(app), (now) => now.length > 40, "the view");
    assert.equal(await app.hook("empty").count(), 0, "there is something to see");
    await app.page.getByRole("button", { name: "Copy link" }).click();
    await until(app, () => app.hook("toast").innerText(), (told) => told === "Link copied");
    const link = await app.page.evaluate(() => navigator.clipboard.readText());
    const asked = new URL(link).searchParams;
    for (const [key, value] of Object.entries(query)) assert.equal(asked.get(key), value, key);
    const other = await app.page.context().browser().newContext({
      viewport: { width: 1500, height: 1000 },
      serviceWorkers: "block",
    });
    const page = await other.newPage();
    await page.goto(link);
    await whole(page);
    let found;
    for (let n = 0; n < 100 && found !== text; n += 1) {
      await page.evaluate(() => new Promise(requestAnimationFrame));
      found = await page.locator("main").innerText();
    }
    assert.equal(found, text);
    await other.close();
  });

  check(`${view}: N of M, and three forms to take away`, async (app) => {
    await app.open(query);
    const [left, listed] = await counts(app);
    assert.ok(left <= listed, `${left} of ${listed}`);
    for (const form of ["csv", "json", "markdown"]) {
      assert.equal(await app.hook(`export-${form}`).count(), 1, form);
    }
  });

  // The filters do not leave runs of one job out.
  if (view === "job") continue;
  check(`${view}: nothing that matches is said, and cleared at a press`, async (app) => {
    await app.open({ ...query, q: "no-such-job-at-all" });
    await app.hook("empty").waitFor();
    await app.hook("empty").getByRole("button", { name: /clear/i }).click();
    await app.hook("empty").waitFor({ state: "detached" });
  });
}

check("keys lead to every view, and back leads back", async (app) => {
  await openData(app, JSON.stringify(SMALL));
  for (const [key, view] of Object.entries({ r: "runs", t: "tree", g: "grid", d: "trends", c: "compare", n: "nightly" })) {
    await app.page.keyboard.press("g");
    await app.page.keyboard.press(key);
    await until(app, () => app.tab(view).getAttribute("aria-current"), (now) => now === "page", view);
  }
  await app.page.goBack();
  await until(app, () => app.tab("compare").getAttribute("aria-current"), (now) => now === "page");
});

check("a run, a job and a pull request that are not there are told by what was looked for", async (app) => {
  const data = JSON.stringify(nightly({ "a / b": "PF" }));
  for (const [query, word] of [
    [{ view: "run", run: "98765" }, "98765"],
    [{ view: "job", job: "no such job" }, "no such job"],
    [{ view: "pr", pr: "4711" }, "4711"],
  ]) {
    await openData(app, data, query);
    await until(app, () => said(app), (text) => text.includes(word), word);
  }
});

check("on a phone the present view is in sight among the others", { viewport: { width: 390, height: 844 } }, async (app) => {
  for (const view of ["compare", "nightly", "trends"]) {
    await app.open({ view });
    const place = () => app.tab(view).evaluate((tab) => {
      const { left, right } = tab.getBoundingClientRect();
      return left >= 0 && right <= innerWidth;
    });
    await until(app, place, (isIn) => isIn, view);
  }
});
