// The grid: every job by every run. Its figures are those of the command line, its cells can be
// reached by pointer and keyboard, and a link shows the same cell again.

import assert from "node:assert/strict";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";

import { SMALL } from "./fixtures.mjs";
import { sameGrid, sameGridTable } from "./same.mjs";
import { DIST, addressHas, countIs, findCli, importRows, openData, query, serveData, stats, suite, until } from "./support.mjs";

const check = suite();
const SAMPLE = join(DIST, "sample");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const REAL_DATA = process.env.TAILORBIRD_REAL_DATA;

const cursor = (app) => query(app).get("at");
const card = (app) => app.hook("cell-card");

/** Waits until all months are there. */
async function whole(app) {
  const source = () => app.page.locator(".bar__source").innerText();
  await until(app, source, (text) => !text.includes("loading"), "all months are there");
}

/** Waits until the canvas is painted: its middle is not of one colour. */
const isPainted = (app) =>
  until(
    app,
    () =>
      app.page.evaluate(() => {
        const canvas = document.getElementById("grid-canvas");
        if (!canvas?.width) return 0;
        const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
        return new Set(new Uint32Array(data.buffer)).size;
      }),
    (colours) => colours > 3,
    "the canvas has its colours",
  );

async function isClean(app) {
  const axe = new AxeBuilder({ page: app.page }).withTags(TAGS).setLegacyMode(true);
  const { violations } = await axe.analyze();
  assert.deepEqual(
    violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes[0].html.slice(0, 160)}`),
    [],
  );
}

/** A night of jobs, one of each verdict, in two workflows; half of the night before could be read. */
const ROWS = [
  ["a passed", "success"],
  ["b failed", "failure"],
  ["c flaky", "failure", "success"],
  ["d skipped", "skipped"],
  ["e cancelled", "cancelled"],
  ["f running", "in_progress"],
  ["g unknown", "strange"],
].flatMap(([job, ...words], n) =>
  ["2026-05-30", "2026-05-31"].flatMap((date, night) =>
    words.map((conclusion, at) => ({
      source: "kata",
      repo: "example-org/example-runtime",
      kind: "nightly",
      workflow: "nightly.yaml",
      job,
      run_id: 700 + night,
      job_id: 10_000 + 1_000 * night + 10 * n + at,
      attempt: at + 1,
      date,
      ...(conclusion === "in_progress" ? { status: conclusion } : { conclusion }),
      duration_s: 60 + at,
      runner: `GitHub Actions ${n}${night}`,
      partial: date === "2026-05-30",
    })),
  ),
);

/** Opens the rows, runs the body, and removes them. */
async function withRows(app, context, keys, body) {
  const folder = importRows(app, ROWS);
  if (!folder) return context.skip("the program `tailorbird` is not built");
  try {
    await app.open({ view: "grid", sort: "name", ...keys, data: "set/manifest.json" });
    await isPainted(app);
    await body();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Colours of a cell of the newest run: at its left edge, its upper edge, between both, in its middle. */
const cellColours = (app, row, [across, down]) =>
  app.page.evaluate(
    ([row, across, down]) => {
      const canvas = document.getElementById("grid-canvas");
      const names = Math.round(Math.min(340, Math.max(104, canvas.clientWidth * 0.3)));
      const [w, h] = [across - 1, down - 1];
      const top = Number(document.querySelector('[data-testid="grid"]').dataset.heads) + row * down;
      const colour = (x, y) => {
        const [r, g, b] = canvas.getContext("2d").getImageData(names + Math.floor(x), top + Math.floor(y), 1, 1).data;
        return `rgb(${r}, ${g}, ${b})`;
      };
      return [colour(0, h / 2), colour(w / 2, 0), colour(w * 0.3, h * 0.35), colour(w / 2, h / 2)];
    },
    [row, across, down],
  );

for (const [cell, pitch] of [["s", [6, 11]], ["m", [14, 16]]]) {
  check(`cells of size ${cell} differ in shape, not in colour alone`, { colorScheme: "light" }, async (app, context) => {
    await withRows(app, context, cell === "m" ? {} : { cell }, async () => {
      // Which of the four places look the same, in letters.
      const shapes = [];
      for (let row = 0; row < 7; row += 1) {
        const colours = await cellColours(app, row, pitch);
        shapes.push(colours.map((colour) => "abcd"[colours.indexOf(colour)]).join(""));
      }
      const [passed, failed, flaky, skipped] = shapes;
      assert.deepEqual([passed, failed], ["aaaa", "aaaa"], "full");
      assert.equal(flaky, "aacc", "an outline, hollow in its middle");
      assert.equal(skipped, "aaad", "a dash");
      const light = (colour) => colour.match(/\d+/g).reduce((sum, n) => sum + Number(n), 0);
      const [pale] = await cellColours(app, 0, pitch);
      const [solid] = await cellColours(app, 1, pitch);
      assert.ok(light(pale) > 600 && light(solid) < 400, `${pale} is pale, ${solid} is solid`);
      const [outline, , hollow] = await cellColours(app, 2, pitch);
      assert.ok(light(outline) < 400 && light(hollow) > 600, `${outline} around ${hollow}`);
    });
  });
}

check("a run that was not read whole is marked, and named in legend, card and table", async (app, context) => {
  await withRows(app, context, {}, async () => {
    assert.equal(await app.hook("grid-partial").innerText(), "partial run 1");
    const marks = await app.page.evaluate(() => {
      const canvas = document.getElementById("grid-canvas");
      const names = Math.round(Math.min(340, Math.max(104, canvas.clientWidth * 0.3)));
      const heads = Number(document.querySelector('[data-testid="grid"]').dataset.heads);
      const ink = getComputedStyle(document.querySelector('[data-testid="grid-flaky"] [data-ink]')).color;
      return [0, 1].map((column) => {
        const [r, g, b] = canvas.getContext("2d").getImageData(names + 14 * column + 6, heads - 3, 1, 1).data;
        return `rgb(${r}, ${g}, ${b})` === ink;
      });
    });
    assert.deepEqual(marks, [false, true]);
    await app.hook("scroll").focus();
    for (const key of ["ArrowDown", "ArrowRight"]) await app.page.keyboard.press(key);
    const told = () => app.hook("grid-told").innerText();
    await until(app, told, (text) => text.endsWith("not all jobs of this run could be read"), "it is told");
    await app.hook("cell-table").click();
    const heads = await app.hook("grid-table").locator("thead th").allInnerTexts();
    assert.deepEqual(heads.map((head) => head.endsWith("(partial)")), [false, false, true]);
  });
});

for (const search of ["", "&runs=20", "&hide=green,skipped", "&q=k8s+-arm64&hide=green", "&required=1&runs=30"]) {
  check(`figures are those of the command line: ${search || "all"}`, async (app, context) => {
    if (!findCli()) return context.skip("the program `tailorbird` is not built");
    const told = stats(SAMPLE, "--url", `?view=grid${search}`);
    await app.open(`?view=grid${search}`);
    await whole(app);
    await sameGrid(app, told);
  });
}

check("the table has the verdicts of the command line, row by row", async (app, context) => {
  if (!findCli()) return context.skip("the program `tailorbird` is not built");
  const told = stats(SAMPLE, "--url", "?view=grid&q=k8s&runs=30");
  await app.open("?view=grid&q=k8s&runs=30&cell=table");
  await whole(app);
  await sameGridTable(app, told);
});

check("the arrow keys go from cell to cell, Enter keeps the card, Escape lets it go", async (app) => {
  await openData(app, JSON.stringify(SMALL), { view: "grid", sort: "name" });
  await isPainted(app);
  const box = app.hook("scroll");
  await box.focus();
  await app.page.keyboard.press("ArrowDown");
  await until(app, () => cursor(app), (at) => /^[0-9a-f]+,100$/.test(at ?? ""), "the first cell");
  const told = () => app.hook("grid-told").innerText();
  await until(app, told, (text) => text.startsWith("build / agent (amd64), #100: failed"), "it is told");
  await app.page.keyboard.press("ArrowRight");
  await app.page.keyboard.press("ArrowDown");
  await until(app, told, (text) => text.startsWith("build / agent (s390x), #99: passed"), "the next");
  await app.page.keyboard.press("End");
  await until(app, told, (text) => text.includes("#91:"), "the oldest run");
  await app.page.keyboard.press("Control+End");
  await until(app, told, (text) => text.startsWith("static / lint (arm64), #91"), "the last cell");
  await app.page.keyboard.press("Enter");
  await app.page.locator(".grid__card--pinned").waitFor();
  const links = await card(app).getByRole("link", { name: /^This/ }).evaluateAll((all) => all.map((a) => a.search));
  assert.match(links[0], /view=job/);
  assert.match(links[1], /view=run\b.*[?&]run=91\b/);
  await app.page.keyboard.press("Escape");
  await until(app, () => app.page.locator(".grid__card--pinned").count(), (n) => n === 0, "let go");
  await app.page.keyboard.press("Escape");
  await addressHas(app, "at", null);
});

check("what the keys are at is told wherever the pointer rests", async (app) => {
  await openData(app, JSON.stringify(SMALL), { view: "grid", sort: "name" });
  await isPainted(app);
  const place = await app.hook("scroll").boundingBox();
  await app.page.mouse.move(place.x + place.width * 0.3 + 40, place.y + 46 + 120);
  await card(app).waitFor();
  await app.hook("scroll").focus();
  await app.page.keyboard.press("ArrowDown");
  const told = () => app.hook("grid-told").innerText();
  await until(app, told, (text) => text.startsWith("build / agent (amd64), #100: failed"), "it is told");
  assert.equal(await app.hook("grid-told").getAttribute("role"), "status");
});

check("the card of the cell under the pointer, a press keeps it, the link shows it again", async (app) => {
  await openData(app, JSON.stringify(SMALL), { view: "grid", sort: "name", cell: "l" });
  await isPainted(app);
  const place = await app.hook("scroll").boundingBox();
  const names = Math.min(340, Math.max(104, Math.floor((place.width - 2) * 0.3)));
  const at = [place.x + 1 + names + 24 * 1 + 10, place.y + 1 + 46 + 24 * 2 + 10];
  await app.page.mouse.move(...at);
  await card(app).waitFor();
  assert.equal(await card(app).locator(".grid__job").innerText(), "build / kernel (amd64)");
  assert.equal(await card(app).getAttribute("data-verdict"), "failed");
  await app.page.mouse.click(...at);
  await until(app, () => cursor(app), (found) => found?.endsWith(",99"), "the cell is in the address");
  await app.page.mouse.move(2, 2);
  await app.page.locator(".grid__card--pinned").waitFor();
  const url = app.page.url();
  await app.page.goto("about:blank");
  await app.page.goto(url);
  await app.ready();
  await app.page.locator(".grid__card--pinned").waitFor();
  assert.equal(await card(app).locator(".grid__job").innerText(), "build / kernel (amd64)");
  await app.hook("card-close").click();
  await until(app, () => card(app).count(), (n) => n === 0 || n === 1, "closed");
});

check("cells have the colours of the legend, in both themes", async (app) => {
  await openData(app, JSON.stringify(SMALL), { view: "grid", sort: "name", theme: "light" });
  await isPainted(app);
  const colours = () =>
    app.page.evaluate(() => {
      const canvas = document.getElementById("grid-canvas");
      const names = Math.min(340, Math.max(104, canvas.clientWidth * 0.3));
      // The second cell from the top in the newest run is `build / agent (s390x)`: failed.
      const [x, y] = [Math.round(names) + 4, 46 + 16 + 6];
      const [r, g, b] = canvas.getContext("2d").getImageData(x, y, 1, 1).data;
      const failed = document.querySelector('[data-testid="grid-failed"] [data-ink]');
      return [`rgb(${r}, ${g}, ${b})`, getComputedStyle(failed).backgroundColor];
    });
  const [light] = await until(app, colours, ([cell, ink]) => cell === ink, "light");
  await app.page.locator('[data-testid="theme"]').click();
  const [dark] = await until(app, colours, ([cell, ink]) => cell === ink && cell !== light, "dark");
  assert.notEqual(light, dark);
});

check("sizes and what is hidden are in the address, and come back", async (app) => {
  await openData(app, JSON.stringify(SMALL), { view: "grid" });
  await app.hook("cell-s").click();
  await addressHas(app, "cell", "s");
  await app.hook("hide-green").click();
  await addressHas(app, "hide", "green");
  await app.hook("hide-skipped").click();
  await addressHas(app, "hide", "green,skipped");
  await countIs(app, 7, 12);
  await app.page.goBack();
  await app.page.goBack();
  await countIs(app, 12, 12);
  await app.hook("cell-table").click();
  await app.hook("grid-table").waitFor();
  assert.equal(await app.hook("grid-row").count(), 12);
});

check("task: find the run since which a job fails, and open it", async (app) => {
  await openData(app, JSON.stringify(SMALL), { view: "grid" });
  await app.filter().fill("is:failing agent");
  await countIs(app, 1, 12);
  await app.hook("scroll").focus();
  for (const key of ["ArrowDown", "ArrowRight", "ArrowRight"]) await app.page.keyboard.press(key);
  const told = () => app.hook("grid-told").innerText();
  await until(app, told, (text) => text.includes("#98: failed"), "the oldest failure");
  await app.page.keyboard.press("Enter");
  await card(app).getByRole("link", { name: "This run" }).click();
  await addressHas(app, "run", "98");
  await addressHas(app, "view", "run");
});

check("nothing left is told, with the way back", async (app) => {
  await openData(app, JSON.stringify(SMALL), { view: "grid", q: "nothing-like-this" });
  await app.hook("empty").waitFor();
  await app.hook("empty-act").click();
  await countIs(app, 12, 12);
});

for (const colorScheme of ["light", "dark"]) {
  check(`axe finds nothing, ${colorScheme}`, { colorScheme, reducedMotion: "reduce" }, async (app) => {
    await openData(app, JSON.stringify(SMALL), { view: "grid" });
    await isPainted(app);
    await app.hook("scroll").focus();
    await app.page.keyboard.press("ArrowDown");
    await app.page.keyboard.press("Enter");
    await app.page.locator(".grid__card--pinned").waitFor();
    await isClean(app);
    await app.hook("cell-table").click();
    await app.hook("grid-table").waitFor();
    await isClean(app);
  });
}

for (const colorScheme of ["light", "dark"]) {
  check(`axe finds nothing in a card with links, ${colorScheme}`, { colorScheme, reducedMotion: "reduce" }, async (app, context) => {
    await withRows(app, context, {}, async () => {
      await app.hook("scroll").focus();
      for (const key of ["ArrowDown", "ArrowDown", "Enter"]) await app.page.keyboard.press(key);
      await app.page.locator(".grid__card--pinned p a").first().waitFor();
      const linked = app.page.locator(".grid__card p").filter({ hasText: "31 May" }).getByRole("link");
      assert.equal(await linked.evaluate((it) => getComputedStyle(it).textDecorationLine), "underline");
      await isClean(app);
    });
  });
}

check("a phone: no sideways scrolling of the page", { viewport: { width: 390, height: 844 } }, async (app) => {
  await app.open("?view=grid");
  await isPainted(app);
  const wide = () => app.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok((await wide()) <= 0, `${await wide()} px too wide`);
  await isClean(app);
  await app.page.goto(app.address("?view=grid&cell=table"));
  await app.ready();
  await app.hook("grid-table").waitFor();
  assert.ok((await wide()) <= 0, `${await wide()} px too wide`);
});

for (const [file, kind] of [["job_stats.json", "nightly"], ["check_stats.json", "prs"]]) {
  check(`real files, ${kind}: the page agrees with the command line`, async (app, context) => {
    const path = REAL_DATA && join(REAL_DATA, "legacy-2024-12-21", file);
    if (!path || !existsSync(path)) return context.skip("TAILORBIRD_REAL_DATA names no such file");
    if (!findCli()) return context.skip("the program `tailorbird` is not built");
    for (const search of ["", "&hide=green,skipped", "&runs=5&q=k8s"]) {
      const told = stats(path, "--url", `?view=grid${search}`);
      serveData(app, { [file]: readFileSync(path) });
      await app.open(`?view=grid${search}&data=data/${file}`);
      await sameGrid(app, told);
    }
  });
}

check("a phone: the card of a pressed cell is in sight, and names in the table are whole", { viewport: { width: 390, height: 844 } }, async (app) => {
  await app.open({ view: "grid" });
  const box = app.hook("scroll");
  await box.locator("canvas").waitFor();
  const { x, y, width, height } = await box.boundingBox();
  await app.page.mouse.click(x + width - 40, y + Math.min(height, 844 - y) - 60);
  await until(app, () => query(app).get("at"), Boolean, "pinned");
  const card = await app.page.locator(".grid__card--pinned").boundingBox();
  assert.ok(card.y >= 0 && card.y + card.height <= 844 && card.x >= 0 && card.x + card.width <= 390, JSON.stringify(card));
  await app.open({ view: "grid", cell: "table" });
  const names = app.page.locator(".grid__table tbody th");
  await names.first().waitFor();
  const cut = await names.evaluateAll((all) => all.filter((it) => it.scrollWidth > it.clientWidth + 1).map((it) => it.textContent));
  assert.deepEqual(cut, []);
});

check("heads and names of the table stay, and the corner covers both", async (app) => {
  await app.open({ view: "grid", cell: "table", runs: "all" });
  const table = app.page.locator(".grid__table");
  await table.waitFor();
  const corner = await table.evaluate((it) => {
    const around = it.parentElement;
    around.scrollTo(around.scrollWidth, around.scrollHeight);
    const { left, top } = around.getBoundingClientRect();
    const found = document.elementFromPoint(left + 12, top + 8);
    return [around.scrollLeft > 0, found?.closest("th")?.textContent, found?.closest("thead") !== null];
  });
  assert.deepEqual(corner, [true, "Job", true]);
});
