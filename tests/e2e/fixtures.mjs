// Hand-made files in the shapes of the 2024 dashboard.

const WORDS = { P: "Pass", F: "Fail", S: "Skip", U: "Maybe" };
const OWNER = "https://github.com/example-org/example-runtime";

/**
 * A file of nightly runs. `jobs` maps a name to its results, newest first, a letter a run: `P`,
 * `F`, `S`, `U` (a word nobody knows), or `.` where the job is not in the run. Instead of the
 * letters an object may give `results`, `required`, `older` (position → letters of older attempts,
 * newest first) and `url` (for every link of the job).
 */
export function nightly(jobs, newest = 100) {
  return file(jobs, newest, (number) => `${OWNER}/actions/runs/9${number}`);
}

/** The same for pull requests. */
export function prs(jobs, newest = 500) {
  return file(jobs, newest, (number) => `${OWNER}/pull/${number}/checks`);
}

function file(jobs, newest, runUrl) {
  return Object.fromEntries(Object.entries(jobs).map(([name, of]) => [name, job(of, newest, runUrl)]));
}

function job(of, newest, runUrl) {
  const { results, required = false, older = {}, url } = typeof of === "string" ? { results: of } : of;
  const places = [...results].map((_, at) => at).filter((at) => results[at] !== ".");
  const before = places.map((at) => [...(older[at] ?? "")].map((letter) => WORDS[letter]));
  const all = [...places.map((at) => results[at]), ...Object.values(older).join("")];
  const link = (at, attempt) => `${OWNER}/actions/runs/9${newest - at}/job/${newest - at}${attempt}`;
  return {
    runs: places.length,
    fails: all.filter((letter) => letter === "F").length,
    skips: all.filter((letter) => letter === "S").length,
    urls: places.map((at) => runUrl(newest - at)),
    results: places.map((at) => WORDS[results[at]]),
    run_nums: places.map((at) => newest - at),
    reruns: before.map((attempts) => attempts.length),
    rerun_results: before.map((attempts) => (attempts.length > 0 ? attempts : null)),
    attempt_urls: places.map((at, i) =>
      Array.from({ length: before[i].length + 1 }, (_, attempt) => url ?? link(at, attempt)),
    ),
    required,
  };
}

/** A dozen jobs in which each state and flag occurs, required or not, in known places. */
export const SMALL = nightly({
  "static / lint (amd64)": { results: "PPPPPPPPPP", required: true },
  "static / lint (arm64)": "PPPPPPPPPP",
  "build / agent (amd64)": { results: "FFFPPPPPPP", required: true },
  "build / agent (s390x)": "FPPPPPPPPP",
  "build / kernel (amd64)": { results: "PFFPPPPPPP", required: true },
  "build / kernel (arm64)": "PPFPPPPPPP",
  "run-k8s / tests (qemu, amd64)": { results: "FFFFFFFFFF", required: true },
  "run-k8s / tests (clh, amd64)": { results: "PPPPPPPPPP", older: { 1: "F", 4: "FF" } },
  "run-k8s / tests (dragonball, amd64)": "PPPSSSSSSS",
  "run-k8s / tests (stratovirt, arm64)": "SSSSSSSSSS",
  "metrics / density": ".....PPPPP",
  "metrics / boot time": "PPPPPFPFPF",
});

/** A file of so many jobs of a few runs each. */
export function many(count) {
  const letters = ["PPPP", "FPPP", "FFPP", "PFPP", "SSSS"];
  const name = (n) => `area-${n % 20} / part ${String(n).padStart(5, "0")} (amd64)`;
  const jobs = Array.from({ length: count }, (_, n) => [name(n), letters[n % letters.length]]);
  return nightly(Object.fromEntries(jobs));
}
