#!/usr/bin/env python3
"""Figures of a data set, read and computed apart from the program that is tested with them.

    dataset.py FOLDER nightly|prs PROJECT

Prints JSON: every job of the kind in the project, over all runs, by workflow and name. It is
written from docs/data-format.md and the definitions of the metrics alone, with plain loops.
"""

import hashlib
import json
import os
import sys

LETTERS = {
    "s": "passed", "f": "failed", "k": "skipped", "c": "cancelled", "t": "failed", "n": "skipped",
    "a": "waiting", "x": "failed", "z": "cancelled", "-": "running", "q": "running",
    "p": "running", "w": "running", "r": "running", "e": "running", ".": "unknown",
}
WORDS = {
    "success": "passed", "failure": "failed", "timed_out": "failed", "startup_failure": "failed",
    "cancelled": "cancelled", "stale": "cancelled", "skipped": "skipped", "neutral": "skipped",
    "action_required": "waiting",
}
OUTCOMES = ["passed", "failed", "cancelled", "skipped", "waiting", "running", "unknown"]


def column(section, name, n):
    found = section.get(name)
    return [None] * n if found is None else found


def summed(values):
    """Undoes differences; ids wrap round at 2^64."""
    total, out = 0, []
    for value in values:
        if value is None:
            out.append(None)
        else:
            total = (total + value) % 2**64
            out.append(total)
    return out


def signed(values):
    return [None if v is None else (v - 2**64 if v >= 2**63 else v) for v in summed(values)]


def outcome(letter, odd):
    if letter != "?":
        return LETTERS[letter]
    status, line, conclusion = odd.pop(0).partition("\n")
    if status not in ("completed", "") or not line:
        return "running" if status else "unknown"
    return WORDS.get(conclusion, "unknown")


def read_shard(shard):
    """All attempts of a shard as dictionaries, and its runs."""
    texts = shard.get("texts", [])
    projects = shard.get("projects", [])
    flows = shard["workflows"]
    flow = [(projects[p], f) for f, p in zip(flows["file"], flows["project"])]
    raw = shard["runs"]
    n = len(raw["id"])
    pulls = shard.get("pulls", {}).get("number", [])
    numbers = summed(column(raw, "number", n))
    ids, created = summed(raw["id"]), signed(raw["created"])
    heads, required = column(raw, "head", n), column(raw, "required", n)
    counts = column(raw, "pulls", n)
    runs, at = [], 0
    for i in range(n):
        mine = shard.get("run_pulls", [])[at:at + (counts[i] or 0)]
        at += counts[i] or 0
        runs.append({
            "project": flow[raw["workflow"][i]][0], "workflow": flow[raw["workflow"][i]][1],
            "id": ids[i], "number": numbers[i], "created": created[i], "head": heads[i] or "",
            "required": None if required[i] is None else texts[required[i]],
            "pulls": [pulls[p] for p in mine],
        })
    rows = []
    attempts = shard.get("attempts", {"letter": "", "run": []})
    n = len(attempts["letter"])
    of_run, secs = summed(attempts["run"]), signed(column(attempts, "secs", n))
    steps, last, odd = column(attempts, "id", n), {}, list(attempts.get("odd", []))
    for i, letter in enumerate(attempts["letter"]):
        run = of_run[i]
        if steps[i] is not None:
            last[run] = (last.get(run, 0) + steps[i]) % 2**64
        rows.append({
            "run": runs[run], "id": last.get(run) if steps[i] is not None else 0,
            "outcome": outcome(letter, odd), "secs": secs[i],
        })
    jobs, at = [], 0
    table = shard.get("jobs", {"name": [], "workflow": [], "rows": []})
    twins = column(table, "twin", len(table["name"]))
    for name, w, count, twin in zip(table["name"], table["workflow"], table["rows"], twins):
        shown = name if (twin or 1) == 1 else f"{name} #{twin}"
        jobs.append((flow[w][0], flow[w][1], shown, rows[at:at + count]))
        at += count
    assert at == n, "rows of jobs"
    return runs, jobs


def verdict(outcomes):
    for test, word in [
        ({"failed", "passed"} <= outcomes, "flaky"), ("failed" in outcomes, "failed"),
        ("passed" in outcomes, "passed"), (outcomes & {"running", "waiting"}, "running"),
        ("skipped" in outcomes, "skipped"), ("cancelled" in outcomes, "cancelled"),
    ]:
        if test:
            return word
    return "unknown"


def result(newest_first):
    decided = [o for o in newest_first if o in ("passed", "failed")]
    word = (decided or newest_first)[0]
    return "running" if word == "waiting" else word


def nearest_rank(values, percent):
    values = sorted(values)
    return values[-(-len(values) * percent // 100) - 1] if values else None


def heads(runs, jobs):
    """Pull request -> its newest head commit that has a result."""
    decided = {r["run"]["id"] for j in jobs for r in j[3] if r["outcome"] in ("passed", "failed")}
    name = lambda run: run["head"] or f"run {run['id']}"
    good = {name(run) for run in runs if run["id"] in decided}
    chosen, order = {}, []
    for run in sorted(runs, key=lambda r: (-r["created"], -r["id"])):
        for pull in run["pulls"]:
            if pull not in order:
                order.append(pull)
            first, has = chosen.get(pull, (name(run), False))
            if not has:
                chosen[pull] = (name(run), True) if name(run) in good else (first, False)
    return order, {pull: head for pull, (head, _) in chosen.items()}, name


def figures(name, workflow, cells, numbers, required):
    """Cells: column -> attempts newest first."""
    out = {
        "name": name, "workflow": workflow, "required": required, "numbers": [], "results": [],
        "verdicts": [], "attempts": dict.fromkeys(OUTCOMES, 0), "flaky": 0, "reruns": 0,
    }
    for word in ["runs", "passed", "failed", "skipped", "cancelled", "running", "unknown"]:
        out[word] = 0
    secs = []
    for key in sorted(cells):
        attempts = cells[key]
        words = [a["outcome"] for a in attempts]
        cell = result(words)
        out["numbers"].append(numbers[key])
        out["results"].append(cell)
        out["verdicts"].append(verdict(set(words)))
        out["flaky"] += out["verdicts"][-1] == "flaky"
        out["reruns"] += len(words) - 1
        out["runs"] += 1
        out[cell] += 1
        for word in words:
            out["attempts"][word] += 1
        newest = attempts[0]["secs"]
        if cell == "passed" and newest is not None and newest >= 0:
            secs.append(newest)
    decided = out["passed"] + out["failed"]
    out["pass_rate"] = out["passed"] / decided if decided else None
    out["p50_secs"], out["p95_secs"] = nearest_rank(secs, 50), nearest_rank(secs, 95)
    return out


def main(folder, kind, project):
    with open(os.path.join(folder, "manifest.json"), encoding="utf-8") as file:
        manifest = json.load(file)
    assert (manifest["format"], manifest["version"]) == ("tailorbird-manifest", 1)
    runs, jobs = [], []
    for entry in manifest["shards"]:
        with open(os.path.join(folder, entry["file"]), "rb") as file:
            data = file.read()
        digest = hashlib.sha256(data).hexdigest()
        assert digest == entry["sha256"] and entry["file"].endswith(f"-{digest[:16]}.json")
        assert len(data) == entry["bytes"]
        shard = json.loads(data)
        of_runs, of_jobs = read_shard(shard)
        counts = (len(of_runs), len(of_jobs), sum(len(j[3]) for j in of_jobs))
        assert counts == (entry["runs"], entry["jobs"], entry["results"])
        assert min(r["created"] for r in of_runs) == entry["from"]
        assert max(r["created"] for r in of_runs) == entry["to"]
        # What is required now, the newest run of any kind says.
        runs += [dict(run, kind=shard["kind"]) for run in of_runs]
        jobs += [(*job, shard["kind"]) for job in of_jobs]
    named = [r for r in runs if r["required"] and r["project"] == project]
    named.sort(key=lambda r: (r["created"], r["id"]))
    sets = {s["id"]: s["jobs"] for s in manifest.get("required", []) if s["project"] == project}
    now = sets.get(named[-1]["required"]) if named else None
    runs = [r for r in runs if r["kind"] == kind and r["project"] == project]
    jobs = [j for j in jobs if j[4] == kind and j[0] == project]
    order, head, head_of = heads(runs, jobs)
    by_job = {}
    for _, workflow, name, rows, _ in jobs:
        by_job.setdefault((workflow, name), []).extend(rows)
    out = []
    for (workflow, name), rows in sorted(by_job.items()):
        cells, numbers = {}, {}
        # Newest run first; within a run rows stand newest first already, and sorting keeps that.
        for row in sorted(rows, key=lambda r: (-r["run"]["created"], -r["run"]["id"])):
            run = row["run"]
            if kind == "nightly":
                key = (-run["created"], -run["id"])
                numbers[key] = run["number"] if run["number"] is not None else run["id"]
                cells.setdefault(key, []).append(row)
                continue
            for pull in run["pulls"]:
                if head[pull] == head_of(run):
                    numbers[order.index(pull)] = pull
                    cells.setdefault(order.index(pull), []).append(row)
        if cells:
            required = None if now is None else name in now
            out.append(figures(name, workflow, cells, numbers, required))
    print(json.dumps({"jobs": out}))


if __name__ == "__main__":
    main(*sys.argv[1:])
