// Chromium with the built page in it: start, open, wait, and the hooks that stay the same for good.

import { accessSync, constants } from "node:fs";
import { delimiter, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

import { JITTER, jitter, SLOW, slow } from "./jitter.mjs";
import { serve } from "./server.mjs";

const HERE = dirname(fileURLToPath(import.meta.url));

/** Where the page is mounted: deep, since it must work under any path of any host. */
export const SUB_PATH = "/any/sub/path/";

/** The built page. */
export const DIST = resolve(process.env.TAILORBIRD_DIST ?? join(HERE, "../../dist"));

const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

/** `$CHROMIUM`, else the first of the usual names on PATH. */
export function findChromium() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  const folders = (process.env.PATH ?? "").split(delimiter);
  for (const file of NAMES.flatMap((name) => folders.map((folder) => join(folder, name)))) {
    try {
      accessSync(file, constants.X_OK);
      return file;
    } catch {
      // The next one.
    }
  }
  throw new Error("no Chromium on PATH; name one in the variable CHROMIUM");
}

export function launch() {
  return chromium.launch({ executablePath: findChromium(), headless: true, args: ARGUMENTS });
}

/**
 * Server, browser and page for one test; closed by `close()`. Further options go to the browser's
 * context (`colorScheme`, `viewport` …); `mounts` are served beside the page.
 */
export async function start({ browser, mounts = {}, ...options } = {}) {
  const own = browser ? null : await launch();
  const server = await serve({ [SUB_PATH]: DIST, ...mounts });
  const context = await (browser ?? own).newContext({
    viewport: { width: 1500, height: 1000 },
    serviceWorkers: "block",
    ...options,
  });
  const page = await context.newPage();
  if (SLOW > 1) await slow(context, page);
  if (JITTER) await jitter(page, server);
  const app = new App(page, server);
  await app.watch();
  app.close = async () => {
    await context.close();
    await own?.close();
    await server.close();
  };
  return app;
}

/** The page as a user sees it, and what went wrong in it. */
export class App {
  /** Console errors and uncaught exceptions. */
  errors = [];
  /** Violations of the content security policy, `directive: address`. */
  violations = [];
  /** Requests that left the server of this test. */
  foreign = [];

  constructor(page, server) {
    this.page = page;
    this.server = server;
  }

  async watch() {
    const { page } = this;
    const home = new URL(this.server.url()).origin;
    page.on("console", (message) => {
      if (message.type() === "error") this.errors.push(message.text());
    });
    page.on("pageerror", (error) => this.errors.push(String(error)));
    page.on("request", (request) => {
      const url = new URL(request.url());
      if (/^(http|ws)/.test(url.protocol) && url.origin !== home) this.foreign.push(url.href);
    });
    await page.exposeFunction("reportViolation", (text) => this.violations.push(text));
    await page.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", (event) => {
        window.reportViolation(`${event.violatedDirective}: ${event.blockedURI}`);
      });
    });
  }

  /** The page's address with a query (`"?q=x"` or an object). */
  address(query = "") {
    const text = typeof query === "string" ? query : `?${new URLSearchParams(query)}`;
    return this.server.url(SUB_PATH) + text;
  }

  /** Opens the page without waiting for its data. */
  goto(query = "") {
    return this.page.goto(this.address(query), { waitUntil: "commit" });
  }

  /** Opens the page and waits until all of its data is shown, older parts too. */
  async open(query = "") {
    await this.goto(query);
    await this.ready();
    await this.page.locator(".bar__source", { hasText: "more loading" }).waitFor({ state: "detached" });
    return this;
  }

  /** Waits until the first data is painted; older parts may still be on their way. */
  ready() {
    return this.page.waitForSelector('html[data-ready="true"]', { state: "attached" });
  }

  hook(name) {
    return this.page.locator(`[data-testid="${name}"]`);
  }

  filter() {
    return this.hook("filter");
  }

  /** Text of the count, `N of M …`. */
  count() {
    return this.hook("count").innerText();
  }

  tab(view) {
    return this.hook(`tab-${view}`);
  }

  /** Full names of the job rows in the document, in order. */
  rows() {
    return this.hook("job-row").evaluateAll((rows) => rows.map((row) => row.dataset.job));
  }

  /** The row of one job, by its full name. */
  row(job) {
    return this.page.locator(`[data-testid="job-row"][data-job=${JSON.stringify(job)}]`);
  }

  expand(job) {
    return this.row(job).locator('[data-testid="expand"]');
  }

  /** A row's cells, `{ run, verdict, attempts }`, in order. */
  cells(job) {
    return this.row(job)
      .locator('[data-testid="run-cell"]')
      .evaluateAll((cells) =>
        cells.map(({ dataset }) => ({
          run: dataset.run,
          verdict: dataset.verdict,
          attempts: Number(dataset.attempts),
        })),
      );
  }

  sort(column) {
    return this.page.locator(`th[data-column="${column}"] button`);
  }

  tile(name) {
    return this.hook(`tile-${name}`);
  }

  /** Codes of the notices shown. */
  notices() {
    return this.hook("notice").evaluateAll((notices) => notices.map(({ dataset }) => dataset.code));
  }
}
