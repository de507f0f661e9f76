#!/usr/bin/env python3
"""Figures of a legacy file, computed apart from the program that is tested with them.

    legacy.py FILE nightly|prs RUNS     (RUNS: a number, or "all")

Prints JSON: the rows in default order, the totals and the tiles. It is written from the
definitions of the metrics alone: plain loops over the file, no shared code, no shared tables.
The lists `fails` and `skips` of the file are not read; they count something else.
"""

import json
import math
import sys

Z = 1.959963984540054


def wilson_low(hits, n):
    """Lower bound of the 95 % interval; None without a trial."""
    if n == 0:
        return None
    if hits == 0:
        return 0.0
    p = hits / n
    middle = p + Z * Z / (2 * n)
    spread = Z * math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n))
    return (middle - spread) / (1 + Z * Z / n)


def read_job(name, job, kind):
    """All cells of a job: run number -> (result, number of attempts, mixed)."""
    cells = {}
    lists = "rerun_results" in job
    for i, (word, number) in enumerate(zip(job["results"], job["run_nums"])):
        older = []
        if lists and job["rerun_results"][i]:
            urls = job["attempt_urls"][i]
            for k, old in enumerate(job["rerun_results"][i]):
                if kind == "nightly":
                    if urls[k + 1] is None:
                        continue  # the job did not exist in that attempt
                    if old == "Pass":
                        old = "?"  # proves nothing
                older.append(old)
        other = {"Pass": "Fail", "Fail": "Pass"}.get(word)
        cells[number] = {
            "result": word,
            "older": older,
            "mixed": other is not None and other in older,
        }
    return {"name": name, "required": job.get("required"), "lists": lists, "cells": cells}


WORDS = {"Pass": "passed", "Fail": "failed", "Skip": "skipped", "?": "unknown"}
OUTCOMES = ["passed", "failed", "cancelled", "skipped", "waiting", "running", "unknown"]


def standing(job, window):
    """State, streak, fixed: over all history, recovered over the window only."""
    decided = [
        (n, job["cells"][n]["result"])
        for n in sorted(job["cells"], reverse=True)
        if job["cells"][n]["result"] in ("Pass", "Fail")
    ]
    if not decided:
        return "none", 0, False
    streak = 0
    while streak < len(decided) and decided[streak][1] == "Fail":
        streak += 1
    if streak >= 2 or streak == len(decided):
        return "failing", streak, False
    if streak == 1:
        return "broken", 1, False
    fixed = len(decided) > 1 and decided[1][1] == "Fail"
    if any(n in window and result == "Fail" for n, result in decided):
        return "recovered", 0, fixed
    return "passing", 0, fixed


def weather(cells):
    decided = [c["result"] for c in cells if c["result"] in ("Pass", "Fail")][:10]
    if len(decided) < 3:
        return None
    fifths = 5 * decided.count("Pass")
    for least, word in ((4, "sunny"), (3, "partly sunny"), (2, "cloudy"), (1, "rainy")):
        if fifths >= least * len(decided):
            return word
    return "stormy"


def row(job, kind, columns):
    window = set(columns)
    numbers = [n for n in columns if n in job["cells"]]
    cells = [job["cells"][n] for n in numbers]
    results = [c["result"] for c in cells]
    passed, failed = results.count("Pass"), results.count("Fail")
    state, streak, fixed = standing(job, window)
    reruns = attempts = mixed = None
    if job["lists"]:
        mixed = sum(c["mixed"] for c in cells)
        if kind == "prs":
            everything = [w for c in cells for w in [c["result"]] + c["older"]]
            reruns = len(everything) - len(cells)
            attempts = {o: sum(WORDS.get(w, "unknown") == o for w in everything) for o in OUTCOMES}
    return {
        "name": job["name"],
        "required": job["required"],
        "runs": len(cells),
        "passed": passed,
        "failed": failed,
        "skipped": results.count("Skip"),
        "cancelled": 0,
        "running": 0,
        "unknown": len([r for r in results if r not in ("Pass", "Fail", "Skip")]),
        "reruns": reruns,
        "attempts": attempts,
        "mixed": mixed,
        "flaky": None,
        "pass_rate": passed / (passed + failed) if passed + failed else None,
        "state": state,
        "streak": streak,
        "fixed": fixed,
        "weather": weather(cells),
        "numbers": numbers,
        "results": [WORDS.get(r, "unknown") for r in results],
        "verdicts": ["mixed" if c["mixed"] else WORDS.get(c["result"], "unknown") for c in cells],
    }


RANK = {"failing": 0, "broken": 1, "flaky": 2, "recovered": 3, "passing": 4, "none": 5}


def order_key(r):
    bound = wilson_low(r["failed"], r["passed"] + r["failed"])
    return (
        RANK[r["state"]],
        -r["streak"] if r["state"] == "failing" else 0,
        0 if r["required"] is True else 1,
        1 if bound is None else 0,
        0 if bound is None else -bound,
        [ord(c) for c in r["name"]],
    )


def last_run(jobs, listed, columns, kind):
    """The tile of the newest run over the listed jobs."""
    tile = {"passed": 0, "of": 0, "failed": 0, "skipped": 0, "missing": 0}
    for job in jobs:
        if job["name"] not in listed:
            continue
        cell = job["cells"].get(columns[0])
        if cell is None:
            before = columns[0] if len(columns) < 2 else columns[1]
            if kind == "nightly" and before in job["cells"]:
                tile["missing"] += 1
        elif cell["result"] == "Skip":
            tile["skipped"] += 1
        else:
            tile["of"] += 1
            tile["passed"] += cell["result"] == "Pass"
            tile["failed"] += cell["result"] == "Fail"
    return tile


def main(path, kind, runs):
    with open(path, encoding="utf-8") as file:
        jobs = [read_job(name, job, kind) for name, job in json.load(file).items()]
    every = sorted({n for job in jobs for n in job["cells"]}, reverse=True)
    columns = every if runs == "all" else every[: int(runs)]
    rows = [row(job, kind, columns) for job in jobs]
    rows = sorted((r for r in rows if r["runs"] > 0), key=order_key)
    listed = {r["name"] for r in rows}
    add = lambda key: sum(r[key] for r in rows)
    every_one = lambda key: bool(rows) and all(r[key] is not None for r in rows)
    totals = {k: add(k) for k in ("runs", "passed", "failed", "skipped", "cancelled", "running", "unknown")}
    totals["listed"] = totals["jobs"] = len(rows)
    totals["required"] = sum(r["required"] is True for r in rows)
    totals["mixed"] = add("mixed") if every_one("mixed") else None
    totals["flaky"] = None
    totals["attempts"] = (
        {o: sum(r["attempts"][o] for r in rows) for o in OUTCOMES} if every_one("attempts") else None
    )
    known = any(r["required"] is not None for r in rows)
    needed = [job for job in jobs if job["required"] is True]
    decided = totals["passed"] + totals["failed"]
    tiles = {
        "newest": columns[0],
        "last_run": last_run(jobs, listed, every, kind),
        "required": last_run(needed, listed, every, kind) if known else None,
        "broken": sum(r["state"] == "broken" for r in rows),
        "fixed": sum(r["fixed"] for r in rows),
        "flaky": sum(r["mixed"] > 0 for r in rows if r["mixed"] is not None)
        if any(r["mixed"] is not None for r in rows)
        else None,
        "rate": totals["passed"] / decided if decided else None,
        "bars": [
            {
                "number": n,
                "passed": sum(job["cells"].get(n, {}).get("result") == "Pass" for job in jobs),
                "failed": sum(job["cells"].get(n, {}).get("result") == "Fail" for job in jobs),
                "skipped": sum(job["cells"].get(n, {}).get("result") == "Skip" for job in jobs),
            }
            for n in reversed(columns)
        ],
    }
    print(json.dumps({"columns": len(columns), "totals": totals, "tiles": tiles, "jobs": rows}))


if __name__ == "__main__":
    main(*sys.argv[1:])
