#!/usr/bin/env python3
"""Fails if a file has another version of Prebind than CMakeLists.txt.

usage: versions.py [--write] [ROOT]

The version stands in the CMakeLists.txt at the top. The files below repeat it, since other tools
read it there; --write brings them to it. Exit status 1 if a file has another version.
"""

import pathlib
import re
import sys

SOURCE = ("CMakeLists.txt", r"project\(prebind VERSION ()([0-9.]+)")
COPIES = [
    ("rust/prebind/Cargo.toml", r'(?m)^(version = ")([^"]+)'),
    ("rust/prebind-build/Cargo.toml", r'(?m)^(version = ")([^"]+)'),
    ("julia/Prebind/Project.toml", r'(?m)^(version = ")([^"]+)'),
    ("julia/Prebind/src/library.jl", r'(?m)^(const ENGINE_VERSION = ")([^"]+)'),
]


def check(root, may_write=False):
    """All findings, as text."""
    source = re.search(SOURCE[1], (root / SOURCE[0]).read_text(encoding="utf-8"))
    if not source:
        return [f"{SOURCE[0]}: error: it has no version: `project(prebind VERSION …)`"]
    version, findings = source[2], []
    for name, pattern in COPIES:
        text = (root / name).read_text(encoding="utf-8")
        match = re.search(pattern, text)
        if not match:
            findings.append(f"{name}: error: it has no version")
        elif match[2] != version and may_write:
            (root / name).write_text(
                text[:match.start(2)] + version + text[match.end(2):], encoding="utf-8")
        elif match[2] != version:
            line = text.count("\n", 0, match.start()) + 1
            findings.append(f"{name}:{line}: error: version {match[2]}, and CMakeLists.txt has "
                            f"{version}: run `cmake/checks/versions.py --write`")
    return findings


def main(arguments):
    roots = [each for each in arguments if each != "--write"]
    root = pathlib.Path(roots[0] if roots else pathlib.Path(__file__).resolve().parents[2])
    findings = check(root, "--write" in arguments)
    print("\n".join(findings), end="\n" if findings else "")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
