// Races of tests and page, made likelier: a slow processor (`TAILORBIRD_SLOW=6`, times slower) and
// frames and answers that come late at random (`TAILORBIRD_JITTER=7`, the seed). A test that
// fails under either waits for less than it needs, or the page does.

/** How many times slower the page's processor is. */
export const SLOW = Number(process.env.TAILORBIRD_SLOW ?? 1);

/** The seed of what comes late; none: everything comes as it does. */
export const JITTER = Number(process.env.TAILORBIRD_JITTER ?? 0);

/** The longest that an answer waits, in ms. */
const ANSWER = 120;
/** The longest that a frame waits, in ms. */
const FRAME = 60;

export async function slow(context, page) {
  const devtools = await context.newCDPSession(page);
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: SLOW });
}

/** Delays a third of the answers of `server`, and of the frames of `page`. */
export async function jitter(page, server) {
  const random = lehmer(JITTER);
  server.pace(() => random() < 1 / 3 && new Promise((done) => setTimeout(done, random() * ANSWER)));
  await page.addInitScript(`${lehmer}\n(${delayFrames})(lehmer(${JITTER}), ${FRAME});`);
}

/** Numbers in (0, 1), the same for the same seed: Lehmer's generator with Park and Miller's numbers. */
function lehmer(seed) {
  let state = (seed * 48_271) % 2_147_483_647;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** Runs in the page: a third of its frames come late, and those asked for meanwhile after them. */
function delayFrames(random, longest) {
  const { requestAnimationFrame: ask, cancelAnimationFrame: cancel, setTimeout: timer } = window;
  /** Frames asked for while one is late: our handle to what it runs. */
  const waiting = new Map();
  /** Our handle to the browser's. */
  const asked = new Map();
  let last = 0;
  let isLate = false;
  const pass = (handle, run) => {
    asked.set(handle, ask.call(window, (now) => {
      asked.delete(handle);
      run(now);
    }));
  };
  window.requestAnimationFrame = (run) => {
    last += 1;
    if (!isLate && random() < 1 / 3) {
      isLate = true;
      timer.call(window, () => {
        isLate = false;
        waiting.forEach((late, handle) => pass(handle, late));
        waiting.clear();
      }, random() * longest);
    }
    if (isLate) waiting.set(last, run);
    else pass(last, run);
    return last;
  };
  window.cancelAnimationFrame = (handle) => {
    if (!waiting.delete(handle)) cancel.call(window, asked.get(handle));
    asked.delete(handle);
  };
}
