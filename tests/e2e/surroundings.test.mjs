// Small windows, phones, slow machines, blocked storage: the page works all the same.

import assert from "node:assert/strict";

import { SMALL, nightly, prs } from "./fixtures.mjs";
import { addressHas, countIs, names, openData, serveData, suite, until } from "./support.mjs";

const check = suite();

const sideways = (app) => app.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

check("a phone shows everything without scrolling sideways", PHONE, async (app) => {
  for (const query of ["", "?view=prs", "?group=path", "?runs=all"]) {
    await app.open(query);
    assert.ok((await sideways(app)) <= 0, `${query}: ${await sideways(app)} px`);
    for (const control of ["filter", "required", "tab-prs", "help", "export-csv"]) {
      const box = await app.hook(control).boundingBox();
      assert.ok(box.x >= 0 && box.x + box.width <= 390, `${control} at ${JSON.stringify(box)}`);
    }
  }
});

check("on a phone rows are sorted and opened by touch", PHONE, async (app) => {
  await openData(app, SMALL);
  await app.sort("name").tap();
  await addressHas(app, "sort", "name");
  assert.deepEqual(await names(app), Object.keys(SMALL).sort());
  const job = "build / agent (amd64)";
  await app.expand(job).tap();
  await app.hook("job-detail").waitFor();
  assert.ok((await sideways(app)) <= 0);
  const box = await app.hook("job-detail").boundingBox();
  assert.ok(box.x >= 0 && box.x + box.width <= 391, JSON.stringify(box));
  await app.page.getByRole("button", { name: /^Status/ }).tap();
  const list = await app.page.getByRole("listbox", { name: "Status" }).boundingBox();
  assert.ok(list.x >= 0 && list.x + list.width <= 390, JSON.stringify(list));
});

check("on a phone the number of attempts on the last cell is whole", PHONE, async (app) => {
  serveData(app, { "p.json": prs({ "a / b": { results: "PPPPPPPPPP", older: { 9: "FF" } } }) });
  await app.open("?data=data/p.json");
  const cell = app.page.locator('[data-testid="run-cell"][data-attempts="3"]');
  assert.equal(await cell.innerText(), "◐³");
  const ends = await cell.evaluate((it) => {
    const words = document.createRange();
    words.selectNodeContents(it);
    return [words, it, it.closest("td")].map((part) => part.getBoundingClientRect().right);
  });
  assert.ok(ends[0] <= ends[1] && ends[1] <= ends[2], `${ends}`);
});

check("a folded notice is one line where there is room", async (app) => {
  await openData(app, { ...SMALL, "odd / a": { ...SMALL["metrics / density"], results: ["Odd"] } });
  const notice = app.page.locator('[data-testid="notice"][data-code="input-issues"]');
  const lines = await notice.evaluate((it) => [...it.children].map((part) => part.getBoundingClientRect()).map(({ top, bottom }) => [top, bottom]));
  assert.equal(lines.length, 2);
  assert.ok(lines[1][0] < lines[0][1] && lines[0][0] < lines[1][1], `side by side: ${lines}`);
  await notice.locator("summary").click();
  await notice.locator("li").first().waitFor();
});

/** Rows that lie between the filter and the end of the window. */
const inSight = (app, lines) =>
  app.page.evaluate((lines) => {
    const under = document.querySelector("[data-testid=filter]").getBoundingClientRect().bottom;
    const boxes = [...document.querySelectorAll(lines)].map((row) => row.getBoundingClientRect());
    return boxes.filter(({ top, bottom }) => top >= under && bottom <= innerHeight).length;
  }, lines);

for (const view of ["nightly", "prs", "tree"]) {
  check(`on a phone what is typed in ${view} leaves rows in sight`, PHONE, async (app) => {
    await app.open({ view, project: "sample-runtime" });
    await app.filter().tap();
    await app.filter().pressSequentially("k8s");
    await addressHas(app, "q", "k8s");
    const lines = view === "tree" ? ".tree__body > [role=row]" : "[data-testid=job-row]";
    await until(app, () => inSight(app, lines), (n) => n >= 4, "four rows in sight");
    const bar = await app.page.locator("#bar").boundingBox();
    const filter = await app.filter().boundingBox();
    const gap = filter.y - bar.y - bar.height;
    assert.ok(gap >= 0 && gap < 40, `${gap} px below the bar`);
  });
}

check("on a phone a job is found by two words", PHONE, async (app) => {
  await openData(app, SMALL);
  await app.filter().tap();
  await app.filter().pressSequentially("clh tests");
  await countIs(app, 1, 12);
  assert.equal(await inSight(app, "[data-testid=job-row]"), 1);
});

check("on a phone a notice is a line, and all of it when it is pressed", PHONE, async (app) => {
  await openData(app, SMALL);
  const text = app.hook("notice").first().locator(".notice__text");
  const box = () => text.evaluate((it) => [it.clientHeight, it.scrollWidth - it.clientWidth]);
  const [height, hidden] = await box();
  assert.ok(height < 24 && hidden > 0, `${height} px high, ${hidden} px hidden`);
  await text.tap();
  const [whole, left] = await box();
  assert.ok(whole > height && left <= 0, `${whole} px high, ${left} px hidden`);
  assert.ok((await sideways(app)) <= 0);
});

check("on a phone no figure of a row is left out", PHONE, async (app) => {
  const shown = (lines) =>
    app.page.locator(lines).first().evaluate((row) => {
      const cells = [...row.children].filter((cell) => cell.textContent !== "");
      return cells.filter((cell) => !cell.checkVisibility()).map((cell) => cell.className || cell.textContent);
    });
  for (const [query, lines] of [
    [{ view: "tree", open: "all" }, ".tree__body > [data-testid=job-row]"],
    [{ view: "tree" }, ".tree__body > [data-testid=tree-node]"],
    [{ view: "runs" }, "[data-testid=run-row]"],
    [{ view: "runs", kind: "prs" }, "[data-testid=run-row]"],
    [{ view: "pr" }, "[data-testid=pr-row]"],
  ]) {
    await app.open({ project: "sample-runtime", ...query });
    assert.deepEqual(await shown(lines), [], JSON.stringify(query));
    assert.ok((await sideways(app)) <= 0, JSON.stringify(query));
    assert.ok(await app.page.locator(".bar__source").isVisible());
  }
  await app.open({ project: "sample-runtime" });
  await app.hook("expand").first().tap();
  const figures = await app.hook("job-detail").locator(".figures dt").allInnerTexts();
  for (const name of ["Required", "Last failure", "Pass rate", "Fails", "Reruns", "Skips", "Weather", "p50 duration"])
    assert.ok(figures.includes(name), `${name} of ${figures}`);
});

for (const width of [390, 360, 320]) {
  check(`${width} px: the buttons of the bar stand in one line beside the project`, async (app) => {
    await app.page.setViewportSize({ width, height: 844 });
    await app.open();
    const tops = await app.page
      .locator(".bar .menu__button, .bar__right > .button")
      .evaluateAll((all) => all.filter((it) => it.checkVisibility()).map((it) => {
        const { top, bottom } = it.getBoundingClientRect();
        return (top + bottom) / 2;
      }));
    assert.ok(tops.length > 4 && Math.max(...tops) - Math.min(...tops) < 8, `${tops}`);
  });
}

for (const width of [1500, 1920]) {
  check(`${width} px: of a long name all matrix values are there, also where its last part is cut`, async (app) => {
    await app.page.setViewportSize({ width, height: 1000 });
    const leaf = "run-k8s-tests-of-an-extensive-matrix-of-names";
    const values = ["qemu-coco-dev-runtime-rs", "nydus", "guest-pull", "k0s"];
    await openData(app, nightly({ [`ci-on-push / tests / ${leaf} (${values.join(", ")})`]: "FPP" }));
    const shown = await app.hook("job-row").evaluate((row) => {
      const isWhole = (part) => part.scrollWidth <= part.clientWidth;
      const chips = [...row.querySelectorAll(".jobs__cell--name .chip")];
      return { chips: chips.map((it) => [it.textContent, isWhole(it)]), leaf: isWhole(row.querySelector(".job__leaf")) };
    });
    assert.deepEqual(shown.chips, values.map((value) => [value, true]));
    assert.equal(shown.leaf, width > 1500);
  });
}

for (const [width, height] of [
  [1180, 800],
  [1024, 768],
  [900, 700],
  [720, 900],
  [320, 640],
]) {
  check(
    `${width} × ${height}: no sideways scrolling, names and states in sight`,
    { viewport: { width, height } },
    async (app) => {
      await app.open();
      assert.ok((await sideways(app)) <= 0, `${await sideways(app)} px`);
      const row = app.hook("job-row").first();
      assert.ok(await row.locator(".job__leaf").isVisible());
      assert.ok(await row.locator(".jobs__cell--state").isVisible());
    },
  );
}

check("on a phone tiles stand two a row", { viewport: { width: 390, height: 844 } }, async (app) => {
  await app.open();
  const all = app.page.locator('.tiles > [data-testid^="tile-"]');
  const boxes = await all.evaluateAll((tiles) => tiles.map((tile) => tile.getBoundingClientRect().toJSON()));
  const tops = boxes.map((box) => Math.round(box.y));
  assert.deepEqual([tops[1], tops[3]], [tops[2], tops[4]], `${tops}`);
  assert.ok(tops[0] < tops[1] && tops[1] < tops[3], `${tops}`);
  assert.ok(boxes.every((box) => box.x >= 0 && box.right <= 390), "all in sight");
  const rate = await app.tile("rate").locator(".tile__aside").boundingBox();
  const chart = await app.tile("rate").boundingBox();
  assert.ok(rate.x + rate.width <= chart.x + chart.width, "the rate is whole");
});

check("at 200 % nothing of the tiles is lost, and the project and the age of the data are there", { viewport: { width: 750, height: 500 } }, async (app) => {
  await app.open();
  const tiles = app.page.locator('.tiles > [data-testid^="tile-"]');
  const texts = await tiles.allInnerTexts();
  assert.match(texts[0], /required\s+\d+\/\d+[^]*others/);
  for (const tile of await tiles.all()) assert.ok((await tile.boundingBox()).width > 150, await tile.innerText());
  const bar = app.page.locator("header.bar");
  assert.match(await bar.innerText(), /Sample runtime/);
  assert.match(await bar.innerText(), /as of 15 Jan 2026/);
});

check("on a low window the tiles fold into a line", { viewport: { width: 1500, height: 700 } }, async (app) => {
  await app.open();
  const heights = await app.page
    .locator('.tiles > [data-testid^="tile-"]')
    .evaluateAll((tiles) => tiles.map((tile) => tile.getBoundingClientRect().height));
  assert.equal(heights.length, 5);
  assert.ok(
    heights.every((height) => height < 48),
    `${heights}`,
  );
  const first = await app.hook("job-row").first().boundingBox();
  assert.ok(first.y < 350, `the first row at ${first.y}`);
  await app.page.setViewportSize({ width: 1500, height: 1000 });
  await until(
    app,
    async () => (await app.tile("rate").boundingBox()).height,
    (height) => height > 60,
    "tiles unfold",
  );
});

check("those who want no motion get none", { reducedMotion: "reduce" }, async (app) => {
  await app.open();
  await app.expand((await app.rows())[0]).click();
  await app.page.keyboard.press("?");
  await app.page.getByRole("dialog").waitFor();
  const moving = await app.page.evaluate(() =>
    document
      .getAnimations()
      .filter((it) => it.effect.getComputedTiming().duration > 20)
      .map((it) => it.effect.target.outerHTML),
  );
  assert.deepEqual(moving, []);
});

check("a processor four times slower still gets there", async (app) => {
  const session = await app.page.context().newCDPSession(app.page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  await openData(app, SMALL);
  await app.filter().pressSequentially("amd64");
  await countIs(app, 6, 12);
  await app.sort("name").click();
  await addressHas(app, "sort", "name");
  await app.expand((await app.rows())[0]).click();
  await app.hook("job-detail").waitFor();
});

for (const [what, script] of [
  [
    "blocked",
    () => {
      const get = () => {
        throw new DOMException("denied", "SecurityError");
      };
      for (const name of ["localStorage", "sessionStorage"]) Object.defineProperty(window, name, { get });
    },
  ],
  [
    "full",
    () => {
      Storage.prototype.setItem = () => {
        throw new DOMException("full", "QuotaExceededError");
      };
    },
  ],
  [
    "holding garbage",
    () => {
      for (const key of ["theme", "shortcuts"]) {
        Storage.prototype.setItem.call(localStorage, `tailorbird:${location.pathname}:${key}`, "\u0000{]");
      }
    },
  ],
]) {
  check(`storage that is ${what} does no harm`, { colorScheme: "light" }, async (app) => {
    await app.page.addInitScript(script);
    await openData(app, SMALL);
    await countIs(app, 12, 12);
    await app.page.keyboard.press("r");
    await countIs(app, 4, 12);
    await app.page.getByRole("button", { name: /^Theme/ }).click();
    await app.page.waitForSelector('html[data-theme="light"]');
    await app.page.keyboard.press("?");
    await app.hook("shortcuts").click();
    await app.page.keyboard.press("Escape");
    await app.page.keyboard.press("r");
    await countIs(app, 4, 12);
  });
}

check("without the program the page says so and offers to load again", async (app) => {
  app.server.override(/_bg\.wasm$/, { status: 404, headers: { "cache-control": "no-store" } });
  await app.goto();
  await app.page.getByRole("alert").getByText("The dashboard could not start.").waitFor();
  app.server.reset();
  await app.page.getByRole("button", { name: "Reload" }).click();
  await app.ready();
  app.errors = [];
});

check("without scripts the page says what it needs", { javaScriptEnabled: false }, async (app) => {
  await app.goto();
  const message = app.page.locator(".boot__message");
  await message.waitFor();
  assert.match(await message.innerText(), /Tailorbird needs JavaScript/);
});

check("while the data is on its way the page shows its frame and says that it loads", async (app) => {
  app.server.override(/job_stats\.json$/, { hang: true });
  await app.goto("?data=data/job_stats.json");
  await app.hook("loading").waitFor();
  assert.match(await app.hook("loading").innerText(), /Loading/);
  assert.ok(await app.filter().isVisible());
  assert.equal(await app.page.locator('html[data-ready="true"]').count(), 0);
});
