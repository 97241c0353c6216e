#!/usr/bin/env python3
"""Runs the tests of the generated module with each Julia that it is given, under each set of flags,
and writes the table in docs/julia-versions.md.

What is not run is not forgotten: its cell says `not run`, and what earlier runs wrote of other
Julias stays. `--files` runs some files only, and says so in the cell.

    scripts/julia_versions.py build/bin/prebind JULIA... [--flags '-O0'] [--files arrays text]
"""

import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

SOURCE = pathlib.Path(__file__).resolve().parents[1]
PAGE = SOURCE / "docs/julia-versions.md"
BEGIN = "<!-- Written by scripts/julia_versions.py. -->"
END = "<!-- End of what it writes. -->"
NOT_RUN = "not run"

# Flags, and the first Julia that has them.
FLAGS = {
    "": (1, 5),
    "-t 4": (1, 5),
    "-t 4,1": (1, 9),
    "--check-bounds=yes": (1, 5),
    "--depwarn=error": (1, 5),
    "--inline=no": (1, 5),
    "-O0": (1, 5),
    "--compile=min": (1, 5),
    "--gcthreads=2": (1, 10),
}
NONE = "no such flag"


def program(name):
    found = shutil.which(name)
    if not found:
        raise argparse.ArgumentTypeError(f"there is no program {name}")
    return pathlib.Path(found).absolute()


def parse_options():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("prebind", type=pathlib.Path, help="the program")
    parser.add_argument("julia", nargs="+", type=program, help="programs, by path or name")
    parser.add_argument("--flags", action="append", choices=FLAGS, help="only these; else all")
    parser.add_argument("--files", nargs="+", default=[], help="of tests/conformance; else all")
    parser.add_argument("--timeout", type=int, default=3600, help="of a run, in seconds")
    return parser.parse_args()


def say(line):
    print(line, file=sys.stderr, flush=True)


def build(prebind, folder):
    """The conformance crate's module, in the folder."""
    shutil.copytree(SOURCE / "tests/conformance/crate", folder / "crate",
                    ignore=shutil.ignore_patterns("target"))
    manifest = folder / "crate/Cargo.toml"
    path = f'path = "{SOURCE}/rust/prebind" }}'
    manifest.write_text(re.sub(r"path = .*", path, manifest.read_text()))
    subprocess.run([prebind, "build", "crate", "-o", "Conformance.jl"], cwd=folder, check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def version_of(julia):
    done = subprocess.run([julia, "--startup-file=no", "-e", "print(VERSION)"], check=True,
                          capture_output=True, text=True)
    return done.stdout


def result_of(output, status):
    """`12,597 pass`, or what else the summary says, or the last line where there is none."""
    found = re.search(r"^(?:Test Summary.*)\n(conformance .*)$", output, re.M)
    if not found:
        lines = [line for line in output.splitlines() if line.strip()]
        return f"status {status}: {lines[-1][:60] if lines else 'nothing was printed'}"
    names = found[0].splitlines()[0].split("|")[1].split()
    numbers = found[1].split("|")[1].split()
    counts = dict(zip(names, numbers))
    parts = [f"{int(counts[name]):,} {word}" for name, word in
             (("Pass", "pass"), ("Fail", "fail"), ("Error", "error"), ("Broken", "broken"))
             if name in counts]
    return ", ".join(parts) + (f" (status {status})" if status and len(parts) == 1 else "")


def run(julia, flags, files, folder, timeout):
    environment = {**os.environ, "JULIA_LOAD_PATH": f"{folder}:@stdlib",
                   "JULIA_DEPOT_PATH": str(folder / "depot")}
    command = [julia, "--startup-file=no", *flags.split(),
               SOURCE / "tests/conformance/runtests.jl", "Conformance", *files]
    try:
        done = subprocess.run(command, env=environment, cwd=folder, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                              timeout=timeout)
    except subprocess.TimeoutExpired:
        return f"no end after {timeout} s"
    result = result_of(done.stdout, done.returncode)
    if done.returncode:
        say(done.stdout[-3000:])
    return result + (f" ({len(files)} files)" if files else "")


def read_table(text):
    """What the page says: a result by version and flags."""
    cells = {}
    part = text[text.index(BEGIN):text.index(END)]
    rows = [[cell.strip() for cell in row.strip("|").split("|")]
            for row in part.splitlines() if row.startswith("|")]
    for row in rows[2:]:
        for version, cell in zip(rows[0][1:], row[1:]):
            cells[version, row[0].strip("`").replace("none", "")] = cell
    return cells


def table(cells):
    versions = sorted({version for version, _ in cells},
                      key=lambda version: [int(part) for part in re.findall(r"\d+", version)])
    lines = ["| flags | " + " | ".join(versions) + " |", "|---" * (len(versions) + 1) + "|"]
    for flags, first in FLAGS.items():
        row = []
        for version in versions:
            is_known = tuple(map(int, version.split(".")[:2])) >= first
            row.append(cells.get((version, flags), NOT_RUN) if is_known else NONE)
        lines.append(f"| {f'`{flags}`' if flags else 'none'} | " + " | ".join(row) + " |")
    return "\n".join(lines) + "\n"


def write(version, flags, result):
    """Each result at once, so that a run that is broken off loses nothing."""
    text = PAGE.read_text(encoding="utf-8")
    cells = read_table(text)
    cells[version, flags] = result
    start, end = text.index(BEGIN) + len(BEGIN), text.index(END)
    PAGE.write_text(f"{text[:start]}\n{table(cells)}{text[end:]}", encoding="utf-8")


def main():
    options = parse_options()
    failed = False
    with tempfile.TemporaryDirectory(prefix="prebind-versions-") as place:
        folder = pathlib.Path(place)
        build(options.prebind.resolve(), folder)
        for julia in options.julia:
            version = version_of(julia)
            for flags in options.flags or FLAGS:
                if tuple(map(int, version.split(".")[:2])) < FLAGS[flags]:
                    continue
                say(f"Julia {version} {flags}")
                result = run(julia, flags, options.files, folder, options.timeout)
                say(f"  {result}")
                write(version, flags, result)
                failed = failed or not re.fullmatch(r"[\d,]+ pass( \(of .*\))?", result)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
