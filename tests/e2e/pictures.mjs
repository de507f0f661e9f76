// Makes the README's pictures from the built page and its sample: node pictures.mjs FOLDER.
// Nothing moves, so that the same page gives the same pictures.

import { mkdir } from "node:fs/promises";
import { join } from "node:path";

import { launch, start } from "./browser.mjs";

const SIZES = [
  { suffix: "", viewport: { width: 1500, height: 1000 } },
  { suffix: "-narrow", viewport: { width: 390, height: 844 } },
];
const THEMES = ["light", "dark"];
/** The start page in all forms; of the other views one picture each, wide and light. */
const VIEWS = [
  { name: "nightly", query: "", isWhole: true },
  ...["prs", "runs", "run", "tree", "grid", "trends", "compare"].map((name) => ({ name, query: `?view=${name}` })),
  { name: "pr", query: "?view=pr&pr=11892" },
  { name: "job", query: "?view=job&job=kata-containers-ci-on-push / run-basic-amd64-tests / run-runk" },
];

const folder = process.argv[2];
if (!folder) throw new Error("usage: node pictures.mjs FOLDER");
await mkdir(folder, { recursive: true });

const browser = await launch();
try {
  for (const { name, query, isWhole } of VIEWS) {
    for (const colorScheme of isWhole ? THEMES : THEMES.slice(0, 1)) {
      for (const { suffix, viewport } of isWhole ? SIZES : SIZES.slice(0, 1)) {
        const app = await start({ browser, colorScheme, viewport, reducedMotion: "reduce" });
        await app.open(query);
        await app.page.evaluate(() => document.fonts.ready);
        const path = join(folder, `${name}-${colorScheme}${suffix}.png`);
        await app.page.screenshot({ path, animations: "disabled", caret: "hide" });
        await app.close();
        console.log(path);
      }
    }
  }
} finally {
  await browser.close();
}
