#!/usr/bin/env python3
"""Whose the red checks of imported pull requests are, computed apart from the program that says it.

    pulls.py NIGHTLY PULL_REQUESTS NUMBER...

Prints JSON by number and check: the classes that the rules allow (several where runs of one day
stand on the border of the newest five), and the other pull requests whose same check failed in the
same test in the 14 days before. Written from the definitions alone: lists over the lines, no shared
code. The rows know days only, and no commit of a pull request.
"""

import collections
import datetime
import gzip
import json
import sys

DAYS = 14


def lines(path):
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            if line.strip():
                yield json.loads(line)


def name(text):
    return " ".join(text.split())


def tests_of(row):
    if row.get("test"):
        return {((row.get("file") or "").strip(), name(row["test"]))}
    found = set()
    for failure in row.get("failures") or []:
        if (failure.get("name") or "").strip():
            file = (failure.get("file") or "").replace("##[group]", "").strip()
            found.add((file, name(failure["name"])))
    return found


def cells(rows):
    """Each job in each run: day, pull requests, and its attempts, oldest first."""
    days = collections.defaultdict(set)
    pulls = collections.defaultdict(set)
    attempts = collections.defaultdict(dict)
    for row in rows:
        run = row["run_id"]
        days[run].add(row["date"])
        pulls[run].update(row.get("prs") or [])
        word = {"not_run": "failed", None: "failed"}.get(row.get("status"), row.get("status"))
        held = attempts[(name(row["job"]), run)]
        at = held.setdefault(row["job_id"], {"word": word, "secs": row.get("duration_s"),
                                             "tests": set(), "attempt": row.get("attempt") or 0})
        at["tests"] |= tests_of(row)
    for (job, run), held in attempts.items():
        real = []
        for job_id in sorted(held, key=lambda id: (held[id]["attempt"], id)):
            one = held[job_id]
            is_copy = one["secs"] is not None and any(
                (one["word"], one["secs"]) == (old["word"], old["secs"]) for old in real)
            if not is_copy:
                real.append(one)
        words = [one["word"] for one in real]
        decided = [word for word in words if word in ("passed", "failed")]
        failed = [one for one in real if one["word"] == "failed"]
        yield {
            "job": job,
            "run": run,
            "day": datetime.date.fromisoformat(min(days[run])),
            "pulls": pulls[run],
            "result": decided[-1] if decided else None,
            "flaky": {"passed", "failed"} <= set(words),
            "tests": failed[-1]["tests"] if failed else set(),
        }


def classes(red, nightly, others):
    everywhere = sorted(nightly + others, key=lambda one: one["day"], reverse=True)
    everywhere = [one for one in everywhere if one["result"]]
    same = [one for one in everywhere if one["tests"] & red["tests"]]
    newest = max((one["day"] for one in nightly if one["result"]), default=None)
    last = [one for one in nightly if one["result"] and one["day"] == newest]
    is_main = set()
    for one in last:
        fits = not red["tests"] or not one["tests"] or one["tests"] & red["tests"]
        is_main.add(one["result"] == "failed" and bool(fits))
    out = set()
    if True in is_main:
        out.add("main")
    if is_main == {True}:
        return out
    if sum(one["flaky"] for one in nightly + others) >= 2:
        return out | {"known"}
    if len(everywhere) < 5 or same or not red["tests"]:
        return out | {"unknown"}
    border = everywhere[4]["day"]
    newer = [one for one in everywhere if one["day"] > border]
    at_border = [one for one in everywhere if one["day"] == border]
    room = 5 - len(newer)
    fails = sum(one["result"] == "failed" for one in at_border)
    if any(one["result"] == "failed" for one in newer) or len(at_border) - fails < room:
        return out | {"unknown"}
    return out | ({"yours"} if fails == 0 or len(at_border) > room else set()) | (
        {"unknown"} if fails else set())


def main():
    nightly = [c for c in cells(r for r in lines(sys.argv[1]) if r["source"] == "kata")]
    prs = list(cells(lines(sys.argv[2])))
    out = {}
    for number in map(int, sys.argv[3:]):
        mine = [one for one in prs if number in one["pulls"]]
        newest = max((one["day"], one["run"]) for one in mine)
        checks = out.setdefault(str(number), {})
        for red in (one for one in mine if (one["day"], one["run"]) == newest):
            first = red["day"] - datetime.timedelta(days=DAYS)
            before = lambda one: one["job"] == red["job"] and first <= one["day"] < red["day"]
            others = [one for one in prs if before(one) and number not in one["pulls"]]
            same = [one["pulls"] for one in others if one["tests"] & red["tests"]]
            checks[red["job"]] = {
                "class": sorted(classes(red, [c for c in nightly if before(c)], others)),
                "same": sorted(set().union(*same)),
            }
    print(json.dumps(out))


main()
