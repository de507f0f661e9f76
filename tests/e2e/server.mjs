// A static server on a free loopback port, for one test file. It mounts folders and in-memory
// files under paths, compresses like a usual host, and misbehaves on request. It knows nothing of
// the page.

import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize, sep } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".mjs": "text/javascript; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
};

const COMPRESSED = new Set([".css", ".html", ".js", ".json", ".mjs", ".svg", ".wasm"]);

/**
 * Starts a server.
 *
 * `mounts` maps a path prefix that ends in "/" to a folder, or an exact path to a string, Buffer
 * or value (sent as JSON), or to a function that gives one each time. The longest prefix wins. The returned object:
 *
 * - `url(path)`: an absolute address;
 * - `mount(path, what)`: adds or replaces a mount;
 * - `override(path, how)`: what to do instead for one path, or for each path that a regular
 *   expression matches, with its query where that names a `?`; `how` has any of `status`, `delay` (ms), `truncate` (bytes sent before the
 *   connection is cut), `flip` (offset of a byte to invert), `body`, `type`, `headers`, or
 *   `hang: true` (never answers);
 * - `reset()`: takes the overrides back;
 * - `pace(wait)`: every answer waits for what `wait(path)` promises;
 * - `requests`: what was asked for so far, `{ path, search, status }`, in order;
 * - `close()`.
 */
export async function serve(mounts = {}) {
  const mounted = new Map(Object.entries(mounts));
  let overrides = [];
  let paced;
  const requests = [];
  const server = createServer((request, response) => {
    answer(request, response).catch((error) => {
      response.writeHead(500, { "content-type": "text/plain" }).end(String(error));
    });
  });

  async function answer(request, response) {
    const { pathname, search } = new URL(request.url, "http://localhost");
    const path = decodeURIComponent(pathname);
    const entry = { path, search, status: 0 };
    requests.push(entry);
    const how = overrides.find(({ matches }) => matches(path, search))?.how ?? {};
    if (how.hang) return;
    await paced?.(path);
    if (how.delay) await new Promise((resolve) => setTimeout(resolve, how.delay));
    const file = how.body === undefined ? await find(mounted, path) : content(how.body, path);
    entry.status = how.status ?? (file ? 200 : 404);
    send(request, response, file ?? { body: Buffer.from("not found"), extension: ".txt" }, entry.status, how);
  }

  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  return {
    requests,
    url: (path = "/") => `http://127.0.0.1:${port}${path}`,
    mount: (path, what) => mounted.set(path, what),
    override: (path, how) => {
      const tested = (asked, search) => path.test(path.source.includes("\\?") ? asked + search : asked);
      const matches = path instanceof RegExp ? tested : (asked) => asked === path;
      overrides = [{ matches, how }, ...overrides];
    },
    pace: (wait) => {
      paced = wait;
    },
    reset: () => {
      overrides = [];
    },
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

async function find(mounted, path) {
  if (mounted.has(path) && !path.endsWith("/")) {
    const what = mounted.get(path);
    return content(typeof what === "function" ? what() : what, path);
  }
  const prefixes = [...mounted.keys()].filter((key) => key.endsWith("/") && path.startsWith(key));
  const prefix = prefixes.sort((a, b) => b.length - a.length)[0];
  if (prefix === undefined) return null;
  const root = normalize(mounted.get(prefix) + sep);
  let file = join(root, path.slice(prefix.length));
  if (!(file + sep).startsWith(root)) return null;
  const info = await stat(file).catch(() => null);
  if (info?.isDirectory()) file = join(file, "index.html");
  const body = await readFile(file).catch(() => null);
  return body && { body, extension: extname(file) };
}

function content(what, path) {
  const isBytes = typeof what === "string" || what instanceof Uint8Array;
  return { body: Buffer.from(isBytes ? what : JSON.stringify(what)), extension: extname(path) };
}

function send(request, response, file, status, how) {
  let { body } = file;
  if (how.flip !== undefined) {
    body = Buffer.from(body);
    body[how.flip] ^= 0xff;
  }
  const headers = {
    "content-type": how.type ?? TYPES[file.extension] ?? "application/octet-stream",
    "cache-control": "max-age=600",
    etag: `"${createHash("sha256").update(body).digest("hex").slice(0, 16)}"`,
    vary: "accept-encoding",
  };
  const accepted = request.headers["accept-encoding"] ?? "";
  if (COMPRESSED.has(file.extension) && how.truncate === undefined) {
    if (/\bbr\b/.test(accepted)) [body, headers["content-encoding"]] = [brotli(body), "br"];
    else if (/\bgzip\b/.test(accepted)) [body, headers["content-encoding"]] = [gzipSync(body), "gzip"];
  }
  headers["content-length"] = body.length;
  response.writeHead(status, { ...headers, ...how.headers });
  if (request.method === "HEAD") response.end();
  else if (how.truncate === undefined) response.end(body);
  else response.write(body.subarray(0, how.truncate), () => response.destroy());
}

function brotli(body) {
  // The default quality takes seconds for a megabyte; nothing here measures sizes.
  return brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } });
}
