#!/usr/bin/env python3
"""Fails on an include against the layers of src/.

usage: includes.py [SRC]

Prints `file:line: error: …` for each include that the table below does not allow, and `warning: …` for a source that
has grown too long. Exit status 1 if there was an error.
"""

import pathlib
import re
import sys

# Which parts of src/ a part may include, beside itself. ARCHITECTURE.md says why.
MAY_INCLUDE = {
    "util": [],
    "fingerprint": ["util"],
    "cargo": ["util"],
    "model": ["util"],
    "assembler": ["util"],
    "expand": ["model", "util"],
    "emit": ["model", "util"],
    "store": ["fingerprint", "util"],
    "archive": ["assembler", "fingerprint", "util"],
    "engine": ["util", "fingerprint", "cargo", "model", "assembler", "expand", "emit", "store", "archive"],
    "capi": ["engine", "util"],
    "cli": ["engine", "util"],
}
# LLVM is in these and nowhere else: a folder, or one file and what makes libraries for its test.
MAY_INCLUDE_LLVM = ["assembler/", "model/library_needs.cpp", "model/library_reader.cpp", "model/test_libraries.cpp"]
LONGEST_SOURCE = 600

INCLUDE = re.compile(r'\s*#\s*include\s*(?P<open>[<"])(?P<name>[^>"]+)[>"]')
SOURCES = {".h", ".cpp"}


def broken_rule(file, name, quoted, exists):
    """The rule that including `name` in `file` (both relative to src/) breaks, or None."""
    part, included = file.split("/")[0], name.split("/")[0]

    if included in ("llvm", "llvm-c"):
        if any(file == allowed or file.startswith(allowed) and allowed.endswith("/") for allowed in MAY_INCLUDE_LLVM):
            return None
        return f"LLVM's headers may be included in {', '.join(MAY_INCLUDE_LLVM)} only, not {name}"
    if included not in MAY_INCLUDE or "/" not in name:
        if quoted:
            return f'"{name}" is not written from src/: write the part first, as in "util/result.h", and others\' headers in <>'
        return None
    if not quoted:
        return f"<{name}> is a header of ours: write it in quotes"
    if not exists(name):
        return f'there is no src/{name}'
    if included != part:
        allowed = MAY_INCLUDE[part]
        if included in allowed:
            return None
        return f"{part} may not include {included} ({name}); it may include {', '.join(allowed) or 'nothing of ours'}"
    if part == "emit" and file.count("/") > 1 and name.count("/") > 1:
        host, other = file.split("/")[1], name.split("/")[1]
        if host != other:
            return f"hosts do not include each other: emit/{host} may not include emit/{other} ({name})"
    return None


def check(src):
    """All findings in the tree below `src`: (path, line, 'error' or 'warning', text)."""
    findings = []
    paths = sorted(path for path in src.rglob("*") if path.suffix in SOURCES)
    for path in paths:
        file = path.relative_to(src).as_posix()
        part = file.split("/")[0]
        if part not in MAY_INCLUDE or "/" not in file:
            findings.append((path, 1, "error", f"src/{part} is no part: add it to the table in {pathlib.Path(__file__).name}"))
            continue
        lines = path.read_text(encoding="utf-8").splitlines()
        for number, line in enumerate(lines, 1):
            match = INCLUDE.match(line)
            if not match:
                continue
            rule = broken_rule(file, match["name"], match["open"] == '"', lambda name: (src / name).is_file())
            if rule:
                findings.append((path, number, "error", rule))
        if len(lines) > LONGEST_SOURCE:
            text = f"{len(lines)} lines, and a source has at most {LONGEST_SOURCE}: split it by what it does"
            findings.append((path, LONGEST_SOURCE + 1, "warning", text))
    if not paths:
        findings.append((src, 1, "error", "there are no sources here"))
    return findings


def main(arguments):
    root = pathlib.Path(__file__).resolve().parents[2]
    src = pathlib.Path(arguments[0]) if arguments else root / "src"
    findings = check(src)
    for path, line, kind, text in findings:
        shown = path.relative_to(root) if path.is_relative_to(root) else path
        print(f"{shown}:{line}: {kind}: {text}")
    return 1 if any(kind == "error" for _, _, kind, _ in findings) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
