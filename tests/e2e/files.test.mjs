// A visitor opens files of their own and takes files away.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { SMALL, nightly, prs } from "./fixtures.mjs";
import {
  DIST,
  FIXTURES,
  SUB_PATH,
  countIs,
  counts,
  download,
  findCli,
  names,
  openData,
  query,
  stats,
  suite,
  table,
  until,
} from "./support.mjs";

const check = suite();

const file = (name, content) => ({
  name,
  mimeType: "application/json",
  buffer: Buffer.from(typeof content === "string" ? content : JSON.stringify(content)),
});
const local = (app) => app.page.locator('[data-testid="notice"][data-code="local-files"]');

check("files chosen in the dialog replace the data, and the way back is there", async (app) => {
  await app.open();
  const before = await counts(app);
  const [dialog] = await Promise.all([
    app.page.waitForEvent("filechooser"),
    app.page.getByRole("button", { name: /^Open files/ }).click(),
  ]);
  assert.ok(dialog.isMultiple());
  await dialog.setFiles([file("mine.json", SMALL), file("checks.json", prs({ check: "PF" }))]);
  await countIs(app, 12, 12);
  assert.match(await local(app).innerText(), /mine\.json, checks\.json/);
  await app.tab("prs").click();
  await countIs(app, 1, 1);
  await app.tab("nightly").click();
  await local(app).getByRole("button", { name: "Back to the configured data" }).click();
  await countIs(app, ...before);
  await local(app).waitFor({ state: "detached" });
});

check("nothing of an opened file leaves the machine, nor is it in the address", async (app) => {
  await app.open();
  await app.page.waitForLoadState("networkidle");
  const before = app.server.requests.length;
  await app.hook("file-input").setInputFiles([file("mine.json", SMALL)]);
  await countIs(app, 12, 12);
  // Each load reads the configuration, and nothing else is asked for.
  const asked = app.server.requests.slice(before).map(({ path }) => path.split("/").at(-1));
  assert.deepEqual(asked, ["config.json"]);
  assert.equal(query(app).toString(), "");
});

check("the same file can be chosen again", async (app) => {
  await app.open();
  await app.hook("file-input").setInputFiles([file("mine.json", nightly({ one: "P" }))]);
  await countIs(app, 1, 1);
  await app.hook("file-input").setInputFiles([file("mine.json", nightly({ one: "P", two: "P" }))]);
  await countIs(app, 2, 2);
});

/** Drops files on the page as the browser would. */
function drop(app, files) {
  return app.page.evaluate((files) => {
    const transfer = new DataTransfer();
    for (const { name, text } of files) transfer.items.add(new File([text], name, { type: "application/json" }));
    const event = (type) => new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true });
    const over = event("dragover");
    document.body.dispatchEvent(over);
    const dropped = event("drop");
    document.body.dispatchEvent(dropped);
    return over.defaultPrevented && dropped.defaultPrevented;
  }, files);
}

check("files dropped on the page are opened", async (app) => {
  await app.open();
  const text = readFileSync(join(FIXTURES, "keys10_nightly.json"), "utf8");
  assert.ok(await drop(app, [{ name: "dropped.json", text }]));
  await countIs(app, 2, 2);
  assert.match(await local(app).innerText(), /dropped\.json/);
});

check("files held over the page are announced until they are dropped or taken away", async (app) => {
  await app.open();
  const hold = (type, isFile) =>
    app.page.evaluate(({ type, isFile }) => {
      const dataTransfer = new DataTransfer();
      if (isFile) dataTransfer.items.add(new File(["{}"], "a.json"));
      else dataTransfer.items.add("words", "text/plain");
      document.body.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
      return getComputedStyle(document.body, "::after").content;
    }, { type, isFile });
  await app.page.waitForFunction(() => document.adoptedStyleSheets.length > 0);
  assert.match(await hold("dragover", true), /Drop the files/);
  assert.equal(await hold("dragleave", true), "none");
  assert.equal(await hold("dragover", false), "none", "words are no files");
  assert.match(await hold("dragover", true), /Drop the files/);
  assert.equal(await hold("drop", true), "none");
  app.errors.length = 0;
});

check("a bad dropped file is told, and what was shown stays", async (app) => {
  await openData(app, SMALL);
  await drop(app, [{ name: "notes.txt", text: "just notes" }]);
  const told = app.page.getByRole("alert").filter({ hasText: "notes.txt" });
  await told.waitFor();
  assert.match(await told.innerText(), /What was loaded before is still shown/);
  await countIs(app, 12, 12);
  // What is shown is not of this file, and is what is loaded again.
  assert.equal(await local(app).count(), 0);
  await app.page.getByRole("button", { name: "Load the data again" }).click();
  await told.waitFor({ state: "detached" });
  await countIs(app, 12, 12);
});

check("a bad file after a good one leaves the good one opened", async (app) => {
  await openData(app, SMALL);
  await drop(app, [{ name: "good.json", text: JSON.stringify(nightly({ mine: "PF" })) }]);
  await countIs(app, 1, 1);
  await drop(app, [{ name: "notes.txt", text: "just notes" }]);
  await app.page.getByRole("alert").filter({ hasText: "notes.txt" }).waitFor();
  await countIs(app, 1, 1);
  assert.match(await local(app).innerText(), /computer: good\.json\./);
  await local(app).getByRole("button", { name: "Back to the configured data" }).click();
  await countIs(app, 12, 12);
});

check("text dropped on the page changes nothing", async (app) => {
  await openData(app, SMALL);
  assert.ok(await drop(app, []));
  await countIs(app, 12, 12);
  assert.deepEqual(await app.notices(), ["legacy-data"]);
});

check("JSON holds the rows shown, in their order", async (app) => {
  await openData(app, SMALL, { q: "amd64", sort: "-name" });
  const { name, text } = await download(app, () => app.hook("export-json").click());
  assert.equal(name, "tailorbird-nightly.json");
  const told = JSON.parse(text);
  assert.deepEqual(
    told.jobs.map((job) => job.name),
    await names(app),
  );
  const [left, listed] = await counts(app);
  assert.deepEqual([told.totals.jobs, told.totals.listed], [left, listed]);
  const rows = await table(app);
  assert.deepEqual(
    told.jobs.map(({ failed }) => `${failed}`),
    rows.map(({ fails }) => fails),
  );
});

/** The fields of a line of CSV. */
function fields(line) {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain,
  );
}

check("CSV holds the rows shown, in their order, and no cell that a spreadsheet would run", async (app) => {
  const jobs = { "=1+1": "PF", "+a": "PF", "-b": "PF", "@sum": "PF", 'comma, "quote"': "FP", plain: "PP" };
  await openData(app, nightly(jobs), { sort: "name" });
  const { name, text } = await download(app, () => app.hook("export-csv").click());
  assert.equal(name, "tailorbird-nightly.csv");
  const [head, ...lines] = text.trim().split(/\r?\n/).map(fields);
  const column = head.indexOf("name");
  assert.ok(column >= 0, `${head}`);
  const exported = lines.map((line) => line[column]);
  assert.deepEqual(
    exported.map((cell) => cell.replace(/^'/, "")),
    await names(app),
  );
  assert.ok(
    exported.every((cell) => !/^[=+\-@]/.test(cell)),
    `${exported}`,
  );
  assert.ok(lines.every((line) => line.length === head.length));
});

check("the JSON of the sample is the command line's", async (app, context) => {
  if (!findCli()) return context.skip("the program `tailorbird` is not built");
  await app.open({ view: "prs", q: "required:yes" });
  const source = () => app.page.locator(".bar__source").innerText();
  await until(app, source, (words) => !words.includes("loading"), "all months are there");
  const { name, text } = await download(app, () => app.hook("export-json").click());
  assert.equal(name, "tailorbird-prs.json");
  const told = stats(join(DIST, "sample"), "--view", "prs", "--q", "required:yes");
  const figures = ({ jobs, totals, window, view, format }) => ({ jobs, totals, window, view, format });
  assert.deepEqual(figures(JSON.parse(text)), figures(told));
});

/** What is copied says which columns are shown, since the reader may remember others. */
const withColumns = (href) => href.replace("data=", "cols=all&data=");

check(
  "copy link puts the present address on the clipboard",
  { permissions: ["clipboard-read", "clipboard-write"] },
  async (app) => {
    await openData(app, SMALL);
    await app.filter().fill("lint");
    await app.page.getByRole("button", { name: "Copy link" }).click();
    await until(
      app,
      () => app.hook("toast").innerText(),
      (said) => said === "Link copied",
      "the toast",
    );
    const copied = await app.page.evaluate(() => navigator.clipboard.readText());
    assert.equal(copied, withColumns(app.page.url()));
    assert.equal(new URL(copied).searchParams.get("q"), "lint", "what was typed last is in it");
    assert.ok(new URL(copied).pathname === SUB_PATH);
  },
);

check("without a clipboard the link is shown to be copied by hand", async (app) => {
  await app.page.addInitScript(() => {
    Object.defineProperty(navigator, "clipboard", { value: undefined });
    document.execCommand = () => false;
  });
  await openData(app, SMALL);
  await app.page.keyboard.press("c");
  await until(
    app,
    () => app.hook("toast").innerText(),
    (said) => said === `Copy this: ${decodeURIComponent(withColumns(app.page.url()))}`,
    "the toast",
  );
});
