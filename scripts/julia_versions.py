#!/usr/bin/env python3
"""Runs the tests with each Julia that it is given, and writes the tables of docs/julia-versions.md.

There are two kinds of tests. The files of tests/conformance/runtests.jl test the module that is
generated from one crate. Each runs in a process of its own, under each set of flags. The scripts
(*.sh) test all else that needs Julia: loading, packages, the package Prebind. They run without
flags.

A cell is written as soon as its tests are done. What was not run keeps its cell, or says `not run`.

    scripts/julia_versions.py build/bin/prebind JULIA... [--flags='-O0'] [--files arrays text]
        [--scripts conformance/loading e2e/julia/quoting] [--only flags|scripts]
"""

import argparse
import collections
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile

SOURCE = pathlib.Path(__file__).resolve().parents[1]
PAGE = SOURCE / "docs/julia-versions.md"
TESTS = SOURCE / "tests/conformance/runtests.jl"
NOT_RUN = "not run"
NO_FLAG = "no such flag"

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

# Scripts that start no Julia.
WITHOUT_JULIA = ("conformance/cpp", "conformance/cpp_threads", "conformance/glue")
SCRIPTS = sorted(
    str(path.relative_to(SOURCE / "tests").with_suffix(""))
    for folder in ("conformance", "e2e/julia", "e2e/packages")
    for path in (SOURCE / "tests" / folder).glob("*.sh"))


def program(name):
    found = shutil.which(name)
    if not found:
        raise argparse.ArgumentTypeError(f"there is no program {name}")
    return pathlib.Path(found).resolve()


def parse_options():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("prebind", type=pathlib.Path, help="the program")
    parser.add_argument("julia", nargs="+", type=program, help="programs, by path or name")
    parser.add_argument("--flags", action="append", choices=FLAGS, help="only these; else all")
    parser.add_argument("--files", nargs="+", default=[], help="of runtests.jl; else all")
    parser.add_argument("--scripts", nargs="+", choices=SCRIPTS, help="only these; else all")
    parser.add_argument("--only", choices=("flags", "scripts"), help="one kind of tests; else both")
    parser.add_argument("--timeout", type=int, default=900, help="of each process, in seconds")
    options = parser.parse_args()
    options.prebind = options.prebind.resolve()
    return options


def say(line):
    print(line, file=sys.stderr, flush=True)


def is_at_least(version, first):
    return tuple(map(int, version.split(".")[:2])) >= first


def version_of(julia):
    done = subprocess.run([julia, "--startup-file=no", "-e", "print(VERSION)"], check=True,
                          capture_output=True, text=True)
    return done.stdout


def timed(command, timeout, **options):
    """The output and status; no status if the command did not end in time."""
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                               stderr=subprocess.STDOUT, text=True, errors="replace",
                               start_new_session=True, **options)
    try:
        return process.communicate(timeout=timeout)[0], process.returncode
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        return process.communicate()[0], None


# The files of runtests.jl, under flags.

def build(prebind, folder):
    """The conformance crate's module, in the folder."""
    shutil.copytree(SOURCE / "tests/conformance/crate", folder / "crate",
                    ignore=shutil.ignore_patterns("target"))
    manifest = folder / "crate/Cargo.toml"
    path = f'path = "{SOURCE}/rust/prebind" }}'
    manifest.write_text(re.sub(r"path = .*", path, manifest.read_text()))
    subprocess.run([prebind, "build", "crate", "-o", "Conformance.jl"], cwd=folder, check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def all_files():
    found = re.search(r"const all_files = \((.*?)\)", TESTS.read_text(), re.S)
    return re.findall(r'"(\w+)"', found[1])


def counts_of(output):
    """What the summary says: how many of each result. None if there is no summary."""
    found = re.search(r"^(Test Summary.*)\n(conformance .*)$", output, re.M)
    if not found:
        return None
    names, numbers = (found[line].split("|")[1].split() for line in (1, 2))
    return {name: int(number) for name, number in zip(names, numbers) if number.isdigit()}


def in_words(results, files):
    """`12,597 pass`, and what does not pass, with the names of the files."""
    total, bad = collections.Counter(), []
    for name, (status, counts) in results.items():
        total.update(counts or {})
        if status is None:
            bad.append(f"`{name}` does not end")
        elif counts is None:
            bad.append(f"`{name}` ends with status {status}")
        elif status:
            failed = counts.get("Fail", 0) + counts.get("Error", 0)
            bad.append(f"`{name}`: {failed} fail" if failed else f"`{name}`: status {status}")
    parts = [f"{total['Pass']:,} pass"]
    if total["Broken"]:
        parts.append(f"{total['Broken']} broken")
    if files:
        parts[0] += f" ({len(files)} files)"
    return "; ".join(parts + bad)


def run_flags(julia, version, flags, folder, options):
    # Since Julia 1.11 an empty entry stands for what comes with Julia, without the user's.
    bundled = ":" if is_at_least(version, (1, 11)) else ""
    environment = {**os.environ, "JULIA_LOAD_PATH": f"{folder}:@stdlib",
                   "JULIA_DEPOT_PATH": f"{folder}/depot{bundled}"}
    command = [julia, "--startup-file=no", *flags.split()]
    output, status = timed([*command, "-e", "using Test, Conformance"], options.timeout,
                           env=environment, cwd=folder)
    if status != 0:
        say(output[-3000:])
        return "the module does not load" if status else "the module does not load in time"
    results = {}
    for name in options.files or all_files():
        output, status = timed([*command, TESTS, "Conformance", name], options.timeout,
                               env=environment, cwd=folder)
        results[name] = status, counts_of(output)
        if status != 0:
            say(f"  {name}: {'status ' + str(status) if status else 'no end'}\n{output[-3000:]}")
    return in_words(results, options.files)


# The scripts.

def run_script(julia, script, folder, options):
    library = options.prebind.parents[1] / "lib/libprebind.so"
    environment = {**os.environ, "PREBIND": str(options.prebind), "PREBIND_SOURCE": str(SOURCE),
                   "PREBIND_LIB": str(library), "JULIA": str(julia),
                   "PATH": f"{julia.parent}:{os.environ['PATH']}"}
    environment.setdefault("DEBIAN_CARGO", "/usr/bin/cargo")
    command = [SOURCE / "tests/support/run.sh", SOURCE / f"tests/{script}.sh",
               folder / "script" / script]
    output, status = timed(command, options.timeout, env=environment)
    if status is None:
        return "does not end"
    if status:
        say(output[-3000:])
        return "fails"
    skipped = re.search(r"^(?:skipped|not tested): (.*)", output, re.M)
    if skipped:
        say(f"  {script}: {skipped[1]}")
    return "skipped" if skipped else "passes"


# The tables.

class Table:
    def __init__(self, kind, rows, first_column):
        self.begin = f"<!-- Written by scripts/julia_versions.py: {kind}. -->"
        self.end = f"<!-- End of {kind}. -->"
        self.rows = rows
        self.first_column = first_column

    def read(self, text):
        """What the page says: a result by version and row."""
        part = text[text.index(self.begin):text.index(self.end)]
        rows = [[cell.strip() for cell in row.strip("|").split("|")]
                for row in part.splitlines() if row.startswith("|")]
        return {(version, row[0].strip("`").replace("none", "")): cell
                for row in rows[2:] for version, cell in zip(rows[0][1:], row[1:])}

    def text(self, cells):
        versions = sorted({version for version, _ in cells},
                          key=lambda version: [int(part) for part in re.findall(r"\d+", version)])
        lines = [f"| {self.first_column} | " + " | ".join(versions) + " |",
                 "|---" * (len(versions) + 1) + "|"]
        for row in self.rows:
            is_known = lambda version: is_at_least(version, FLAGS.get(row, (1, 5)))
            results = [cells.get((version, row), NOT_RUN) if is_known(version) else NO_FLAG
                       for version in versions]
            lines.append(f"| {f'`{row}`' if row else 'none'} | " + " | ".join(results) + " |")
        return "\n".join(lines) + "\n"

    def write(self, version, row, result):
        """Each result at once, so that a run that is broken off loses nothing."""
        text = PAGE.read_text(encoding="utf-8")
        cells = self.read(text)
        cells[version, row] = result
        start, end = text.index(self.begin) + len(self.begin), text.index(self.end)
        PAGE.write_text(f"{text[:start]}\n{self.text(cells)}{text[end:]}", encoding="utf-8")


def main():
    options = parse_options()
    of_flags = Table("flags", FLAGS, "flags")
    of_scripts = Table("scripts", [name for name in SCRIPTS if name not in WITHOUT_JULIA], "script")
    failed = False

    def note(table, version, row, result):
        nonlocal failed
        say(f"Julia {version}, {row or 'no flags'}: {result}")
        table.write(version, row, result)
        failed = failed or not re.fullmatch(r"[\d,]+ pass( \(.*\))?|passes|skipped", result)

    with tempfile.TemporaryDirectory(prefix="prebind-versions-") as place:
        folder = pathlib.Path(place)
        if options.only != "scripts":
            build(options.prebind, folder)
        for julia in options.julia:
            version = version_of(julia)
            for flags in (options.flags or FLAGS) if options.only != "scripts" else ():
                if is_at_least(version, FLAGS[flags]):
                    note(of_flags, version, flags,
                         run_flags(julia, version, flags, folder, options))
            for script in (options.scripts or of_scripts.rows) if options.only != "flags" else ():
                note(of_scripts, version, script, run_script(julia, script, folder, options))
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
