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
const VIEWS = [{ name: "nightly", query: "" }];

const folder = process.argv[2];
if (!folder) throw new Error("usage: node pictures.mjs FOLDER");
await mkdir(folder, { recursive: true });

const browser = await launch();
try {
  for (const { name, query } of VIEWS) {
    for (const colorScheme of THEMES) {
      for (const { suffix, viewport } of SIZES) {
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
