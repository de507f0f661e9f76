#!/usr/bin/env python3
"""What an import of row files has to come to, computed apart from the program that does it.

    rows.py FILE...

Prints JSON by project: attempts listed by their word, attempts that are none (copies), real
attempts, runs, runs over two days, failing test cases, cells that are flaky, and pull requests.
Written from the definitions alone: dictionaries over the lines, no shared code.
"""

import collections
import gzip
import json
import sys

KATA = "kata-containers-ci-on-push"


def lines(path):
    opened = gzip.open(path, "rt", encoding="utf-8") if path.endswith(".gz") else open(path)
    with opened as file:
        for line in file:
            if line.strip():
                yield json.loads(line)


def tests_of(row):
    found = set()
    for failure in row.get("failures") or []:
        name = (failure.get("name") or "").strip()
        if name:
            file = (failure.get("file") or "").replace("##[group]", "").strip()
            found.add((file, " ".join(name.split())))
    if row.get("test"):
        found.add(((row.get("file") or "").strip(), " ".join(row["test"].split())))
    return found


def main():
    projects = collections.defaultdict(
        lambda: {"listed": {}, "days": collections.defaultdict(set), "pulls": {}}
    )
    for path in sys.argv[1:]:
        for row in lines(path):
            project = row.get("source") or ("kata" if row["job"].startswith(KATA) else None)
            held = projects[project]
            kind = "prs" if row.get("prs") else "nightly"
            attempt = held["listed"].setdefault(
                row["job_id"],
                {
                    "kind": kind,
                    "run": row["run_id"],
                    "job": " ".join(row["job"].split()),
                    "word": row.get("status") or "failed",
                    "seconds": row.get("duration_s"),
                    "tests": set(),
                },
            )
            attempt["tests"] |= tests_of(row)
            held["days"][row["run_id"]].add(row["date"])
            numbers, titles = row.get("prs") or [], row.get("pr_titles") or []
            for i, number in enumerate(numbers):
                seen = held["pulls"].setdefault(number, ((), ""))
                if len(titles) == len(numbers):
                    # The newest word stands; of two at one time, the later in the alphabet.
                    age = (row["last_seen"][:19], row["date"], tuple(zip(numbers, titles)))
                    if age >= seen[0]:
                        held["pulls"][number] = (age, titles[i])
    out = {}
    for project, held in projects.items():
        words = collections.Counter(f"{a['kind']} {a['word']}" for a in held["listed"].values())
        cells = collections.defaultdict(list)
        for job_id in sorted(held["listed"]):
            a = held["listed"][job_id]
            earlier = cells[(a["run"], a["job"])]
            same = (a["word"] if a["word"] != "not_run" else "failed", a["seconds"])
            copy = a["seconds"] is not None and same in earlier
            if not copy:
                earlier.append(same)
        real = sum(len(attempts) for attempts in cells.values())
        flaky = sum(
            1 for attempts in cells.values() if {"passed", "failed"} <= {w for w, _ in attempts}
        )
        out[project] = {
            "words": dict(sorted(words.items())),
            "copies": len(held["listed"]) - real,
            "real": real,
            "cells": len(cells),
            "flaky": flaky,
            "runs": len(held["days"]),
            "first_days": sorted(min(days) for days in held["days"].values()),
            "failures": sum(len(a["tests"]) for a in held["listed"].values()),
            "tests": len(set().union(*(a["tests"] for a in held["listed"].values()))),
            "pulls": {str(n): title for n, (_, title) in sorted(held["pulls"].items())},
        }
    print(json.dumps(out, ensure_ascii=False))


main()
