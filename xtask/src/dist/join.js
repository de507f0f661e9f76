const later = { program: null, isThere: false, failure: null };
const standIns = new Proxy({}, {
  get: (_, slot) => (...given) => {
    wait();
    return wasm["$t.0"].get(parseInt(slot, 36))(...given);
  },
});
// The later part of the program takes its places in the first one.
function join() {
  if (later.isThere) return;
  new WebAssembly.Instance(later.program, { ...__wbg_get_imports(), first: wasm });
  later.isThere = true;
  window.__tailorbird.came();
}
// It is needed before it has come: nothing can go on without it.
function wait() {
  if (later.isThere) return;
  if (!later.failure) {
    try {
      later.program ??= new WebAssembly.Module(ask("./LATER_FILE", "LATER_HASH"));
      dress();
      join();
      return;
    } catch (error) {
      const why = `A part of the program cannot be loaded: ${error.message}. Perhaps a newer version was published.`;
      later.failure = new WebAssembly.RuntimeError(why);
      // Before what comes of it is told.
      window.__tailorbird.failed(later.failure);
    }
  }
  throw later.failure;
}
// What it draws has its style in a sheet of its own. Where that cannot be had, it is drawn without.
function dress() {
  const { sheet, tell } = window.__tailorbird;
  if (sheet.isThere) return;
  try {
    sheet.take(new TextDecoder().decode(ask(sheet.href, sheet.hash)));
  } catch (error) {
    tell("A part of the page looks plain.", `Its style cannot be loaded: ${error.message}.`);
  }
}
function ask(file, hash) {
  const request = new XMLHttpRequest();
  // Under an address of its own: it must not wait for an answer that waits for this script.
  request.open("GET", new URL(`${file}?now`, import.meta.url), false);
  request.overrideMimeType("text/plain; charset=x-user-defined");
  request.send();
  if (request.status !== 200) throw new Error("status " + request.status);
  const bytes = Uint8Array.from(request.responseText, (letter) => letter.charCodeAt(0) & 255);
  if (!is_intact(bytes, hash)) throw new Error("it is not the one that belongs to this page");
  return bytes;
}
// Its program has come. Without its style it waits until it is needed, when that is asked for again.
export function bring(program) {
  later.program ??= program;
  if (!wasm) window.__tailorbird.came();
  else if (window.__tailorbird.sheet.isThere) join();
}
