#!/usr/bin/env python3
"""Runs groups of benchmarks, keeps what each measured, and makes the report of all that is there.

usage: run.py PREBIND [GROUP...] [--quick] [--processor] [--results FOLDER] [--document FILE]
"""

import argparse
import datetime
import json
import os
import pathlib
import subprocess
import sys
import time

import machine
import report

FOLDER = pathlib.Path(__file__).resolve().parent

# In the order they run in.
GROUPS = ("calls", "cpp", "loading", "engine", "fresh", "builds", "watch", "attribute", "archives",
          "remote")


def run_group(group, chosen):
    """False if it could not measure; what an earlier run has left is kept then."""
    kept = chosen.results / f"{group}.json"
    fresh = chosen.results / f"{group}.rows"
    command = [sys.executable, "-B", FOLDER / f"{group}.py", chosen.prebind, "--output", fresh]
    command += [f"--{name}" for name in ("quick", "processor") if getattr(chosen, name)]
    about = machine.describe(chosen.prebind)
    start = time.monotonic()
    status = subprocess.run(command, stdin=subprocess.DEVNULL).returncode
    if status:
        print(f"{group}: failed with status {status}", file=sys.stderr)
        return False
    about |= {"seconds": round(time.monotonic() - start), "date": datetime.date.today().isoformat(),
              "processor": chosen.processor}
    kept.write_text(
        json.dumps(
            {"machine": about, "rows": json.loads(fresh.read_text())}, ensure_ascii=False, indent=1
        )
    )
    fresh.unlink()
    print(f"{group}: {about['seconds']} s", file=sys.stderr)
    return True


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("prebind", type=pathlib.Path)
    parser.add_argument(
        "groups", nargs="*", metavar="GROUP", help=f"of {', '.join(GROUPS)}; all if none is named"
    )
    parser.add_argument(
        "--quick",
        action="store_true",
        help="the smallest sizes, a run each: proves that it works, measures nothing",
    )
    parser.add_argument(
        "--processor", action="store_true", help="time of the processor, not the clock's"
    )
    parser.add_argument("--results", type=pathlib.Path, default=FOLDER.parent / "build/bench")
    parser.add_argument(
        "--document", type=pathlib.Path, default=FOLDER.parent / "docs/benchmarks.md"
    )
    chosen = parser.parse_args()
    if unknown := set(chosen.groups) - set(GROUPS):
        parser.error(
            f"there is no group {', '.join(sorted(unknown))}; there are {', '.join(GROUPS)}"
        )
    chosen.prebind = chosen.prebind.resolve()
    chosen.results.mkdir(parents=True, exist_ok=True)
    failed = []
    groups = chosen.groups or GROUPS
    for number, group in enumerate(groups, 1):
        print(f"\n== {group} ({number} of {len(groups)})", file=sys.stderr, flush=True)
        if not run_group(group, chosen):
            failed.append(group)
    report.write(chosen.results, chosen.document)
    print(f"\nwritten: {os.path.relpath(chosen.document)}", file=sys.stderr)
    if failed:
        sys.exit(f"error: not measured: {', '.join(failed)}\nhelp: their own messages stand above")


if __name__ == "__main__":
    main()
