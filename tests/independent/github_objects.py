#!/usr/bin/env python3
"""Attempts in saved objects of GitHub's REST API, computed apart from the program that is tested
with them.

    github_objects.py FILE...     (arrays of runs or of jobs, in any order)

Prints JSON: how many objects there are, how many of them are copies, and every real attempt as
[repository, run id, run number, job id, name, attempt, conclusion, started, completed], sorted. A
job that "re-run failed jobs" lists once more has a new id, but the `started_at` of an attempt
before.
"""

import calendar
import json
import sys
import time


def seconds(text):
    return calendar.timegm(time.strptime(text, "%Y-%m-%dT%H:%M:%SZ")) if text else None


def main():
    runs, jobs = {}, []
    for name in sys.argv[1:]:
        with open(name, encoding="utf-8") as file:
            for item in json.load(file):
                if "run_id" in item:
                    jobs.append(item)
                else:
                    runs[item["id"]] = item
    starts, attempts, copies = {}, [], 0
    for job in sorted(jobs, key=lambda job: (job["run_attempt"], job["id"])):
        name = " ".join(job["name"].split())
        run = runs[job["run_id"]]
        seen = starts.setdefault((run["id"], name), set())
        if job["started_at"] in seen:
            copies += 1
            continue
        seen.add(job["started_at"])
        attempts.append(
            [
                run["repository"]["full_name"],
                run["id"],
                run["run_number"],
                job["id"],
                name,
                job["run_attempt"],
                job["conclusion"],
                seconds(job["started_at"]),
                seconds(job["completed_at"]),
            ]
        )
    result = {"objects": len(jobs), "copies": copies, "attempts": sorted(attempts)}
    json.dump(result, sys.stdout)


main()
