// The built page under a sub-path: it starts, breaks no rule of its own policy, asks nobody else,
// and refuses files that are not the built ones.

import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { after, before, test } from "node:test";

import { DIST, SUB_PATH, launch, start } from "./browser.mjs";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

function built(ending) {
  const names = readdirSync(DIST).filter((name) => name.endsWith(ending) && name !== "sw.js");
  assert.equal(names.length, 1, `one ${ending} in ${DIST}: ${names}`);
  return names[0];
}

async function withApp(body) {
  const app = await start({ browser });
  try {
    await body(app);
  } finally {
    await app.close();
  }
}

test("the page becomes ready, with no error and no foreign request", () =>
  withApp(async (app) => {
    await app.open();
    await app.page.waitForLoadState("networkidle");
    assert.deepEqual(app.errors, []);
    assert.deepEqual(app.violations, []);
    assert.deepEqual(app.foreign, []);
    assert.deepEqual(app.server.requests.filter(({ status }) => status !== 200), []);
  }));

test("the policy is there and lets no inline script in", () =>
  withApp(async (app) => {
    await app.open();
    const refused = await app.page.evaluate(
      () =>
        new Promise((resolve) => {
          const seen = (event) => resolve(event.violatedDirective);
          document.addEventListener("securitypolicyviolation", seen, { once: true });
          const script = document.createElement("script");
          script.textContent = "window.injected = true";
          document.head.append(script);
        }),
    );
    assert.equal(refused, "script-src-elem");
    assert.equal(await app.page.evaluate(() => window.injected), undefined);
  }));

test("program and glue are transferred once", () =>
  withApp(async (app) => {
    await app.open();
    for (const ending of ["_bg.wasm", ".js"]) {
      const path = SUB_PATH + built(ending);
      const asked = app.server.requests.filter((request) => request.path === path);
      assert.equal(asked.length, 1, path);
    }
  }));

for (const ending of ["_bg.wasm", ".js"]) {
  test(`a flipped byte in ${ending} is refused`, () =>
    withApp(async (app) => {
      const path = SUB_PATH + built(ending);
      app.server.override(path, { flip: 100 });
      await app.goto();
      await app.page.waitForLoadState("networkidle");
      const digest = app.errors.filter((error) => /integrity|digest/i.test(error));
      assert.ok(digest.length > 0, app.errors.join("\n"));
      assert.equal(await app.page.locator('html[data-ready="true"]').count(), 0);
    }));
}
