#!/usr/bin/env python3
"""Fails on lines with more than 100 columns in sources, scripts and documents.

usage: columns.py [ROOT]

Prints `file:line: error: …` for each of them. Exit status 1 if there was one.
"""

import pathlib
import re
import sys

MOST_COLUMNS = 100

SUFFIXES = {
    ".c", ".cmake", ".cpp", ".h", ".html", ".inc", ".jl", ".json", ".md", ".mjs", ".py", ".rs",
    ".sh", ".toml", ".yml"}
NAMES = {"CMakeLists.txt", "Makefile", "julia", "run"}
# Folders of what is built. Only at the places where builds put them: tests/e2e/build has tests.
BUILT = re.compile(r"build|.*/target|examples/.*/(generated|lib)|(.*/)?__pycache__")

# Files whose lines may be longer: patterns, each with its reason.
EXCEPTIONS = {
    "docs/benchmarks.md": "bench/report.py writes it",
    "docs/coverage.md": "bench/coverage/coverage.py writes its tables",
    "docs/diagnostics.md": "tests write it",
    "docs/formats/glue-abi.md": "abi_test writes its tables",
    "tests/golden/*": "what is generated, for review",
    "tests/data/*": "data",
    "src/cargo/build_test.cpp": "cargo's messages, one a line",
    "src/model/test_libraries.cpp": "descriptions of libraries, in YAML",
}

# One word in front, and a text that a test compares as a whole: `says 'error: …'`.
WHOLE_TEXT = re.compile(
    r"""\s*[^\s'"]*\s*(?P<quote>['"])(?:\\.|(?!(?P=quote)).)*(?P=quote)[\]),;\\]*""")
# One long word, such as an address, with signs before it.
LONG_WORD = re.compile(r"\W*(\[[^]]*\]:? *)?\S+")


def is_exception(name):
    return any(pathlib.PurePath(name).match(pattern) or
               pattern.endswith("/*") and name.startswith(pattern[:-1]) for pattern in EXCEPTIONS)


def may_be_long(name, line):
    """Whether a line cannot be broken: a text that a test compares, or one word."""
    is_test = "tests" in name.split("/") or "_test." in name
    if is_test and WHOLE_TEXT.fullmatch(line):
        return True
    return LONG_WORD.fullmatch(line) is not None


def sources(root):
    """The names of all files that are checked, relative to `root`."""
    pending = [root]
    while pending:
        for path in sorted(pending.pop().iterdir()):
            name = path.relative_to(root).as_posix()
            if path.is_symlink() or path.name.startswith(".") and path.name != ".ci":
                continue
            if path.is_dir():
                if not BUILT.fullmatch(name):
                    pending.append(path)
            elif path.suffix in SUFFIXES or path.name in NAMES:
                yield name


def check(root):
    """All findings below `root`: (name, line, columns)."""
    findings = []
    for name in sources(root):
        if is_exception(name):
            continue
        lines = (root / name).read_text(encoding="utf-8").splitlines()
        for number, line in enumerate(lines, 1):
            if len(line) > MOST_COLUMNS and not may_be_long(name, line):
                findings.append((name, number, len(line)))
    return sorted(findings)


def main(arguments):
    root = pathlib.Path(arguments[0]) if arguments else pathlib.Path(__file__).resolve().parents[2]
    findings = check(root)
    for name, number, columns in findings:
        print(f"{name}:{number}: error: {columns} columns; a line has at most {MOST_COLUMNS}")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
