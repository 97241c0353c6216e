#!/usr/bin/env python3
"""Fails if a file says something else of the project than CMakeLists.txt.

usage: versions.py [--write] [ROOT]

The CMakeLists.txt at the top has Prebind's version and address. The files below repeat them, since
other tools read them there; pages show dependencies on its crates (`prebind = "1.2"`), and lock
files have their versions; the folders that are packed for themselves have copies of the licences.
--write brings them all to what is at the top. Exit status 1 if a file differs.
"""

import pathlib
import re
import sys

SOURCE = "CMakeLists.txt"
# What: where it stands in CMakeLists.txt, and how to write it there.
FACTS = {
    "version": (r"project\(prebind VERSION ()([0-9.]+)", "project(prebind VERSION …)"),
    "address": (r'(?m)^ +(HOMEPAGE_URL ")([^"]+)', 'HOMEPAGE_URL "…"'),
}
CRATES = ["rust/prebind", "rust/prebind-build"]
COPIES = [
    ("julia/Prebind/Project.toml", "version", r'(?m)^(version = ")([^"]+)'),
    ("julia/Prebind/src/library.jl", "version", r'(?m)^(const ENGINE_VERSION = ")([^"]+)'),
    ("docs/diagnostics.md", "version", r"(this is Prebind )([0-9.]+)"),
]
for crate in CRATES:
    COPIES += [
        (f"{crate}/Cargo.toml", "version", r'(?m)^(version = ")([^"]+)'),
        (f"{crate}/Cargo.toml", "address", r'(?m)^(repository = ")([^"]+)'),
    ]
# Whatever files have of the crates: a dependency in a page, which names the major and the minor
# version, and what cargo found.
DEPENDENCY = re.compile(r"""(\bprebind(?:-build)? = "|\bpackage = "prebind", version = ")([^"]+)""")
PAGES = ["README.md", "docs/*.md", "rust/*/README.md"]
LOCKED = re.compile(r'(?m)^(name = "prebind(?:-build)?"\nversion = ")([^"]+)')
LOCKS = ["rust/*/Cargo.lock", "examples/*/Cargo.lock", "examples/*/deps/*/Cargo.lock",
         "tests/*/*/Cargo.lock"]
LICENCES = ["LICENSE-APACHE", "LICENSE-MIT"]
LICENSED = CRATES + ["julia/Prebind"]
MEND = "run `cmake/checks/versions.py --write`"


def facts(root):
    """Version and address by name, and what is not there, as text."""
    text = (root / SOURCE).read_text(encoding="utf-8")
    found, findings = {}, []
    for fact, (pattern, form) in FACTS.items():
        match = re.search(pattern, text)
        if match:
            found[fact] = match[2]
        else:
            findings.append(f"{SOURCE}: error: it has no {fact}: `{form}`")
    return found, findings


def check_copies(root, known, may_write):
    """Findings in the files that repeat a version or the address."""
    findings = []
    for name, fact, pattern in COPIES:
        text = (root / name).read_text(encoding="utf-8")
        match = re.search(pattern, text)
        if not match:
            findings.append(f"{name}: error: it has no {fact}")
        elif match[2] != known[fact] and may_write:
            (root / name).write_text(
                text[:match.start(2)] + known[fact] + text[match.end(2):], encoding="utf-8")
        elif match[2] != known[fact]:
            line = text.count("\n", 0, match.start(2)) + 1
            findings.append(f"{name}:{line}: error: {fact} {match[2]}, and {SOURCE} has "
                            f"{known[fact]}: {MEND}")
    return findings


def check_all(root, patterns, form, wanted, may_write):
    """Findings in all files of some patterns: whatever has the form is the wanted version."""
    findings = []
    for path in sorted(path for pattern in patterns for path in root.glob(pattern)):
        text = path.read_text(encoding="utf-8")
        if may_write:
            path.write_text(form.sub(rf"\g<1>{wanted}", text), encoding="utf-8")
            continue
        for match in form.finditer(text):
            if match[2] != wanted:
                line = text.count("\n", 0, match.start(2)) + 1
                findings.append(f"{path.relative_to(root).as_posix()}:{line}: error: version "
                                f"{match[2]} of a crate of Prebind, and not {wanted}: {MEND}")
    return findings


def check_licences(root, may_write):
    """Findings in the copies of the licences."""
    findings = []
    for folder in LICENSED:
        for name in LICENCES:
            original, copy = (root / name).read_bytes(), root / folder / name
            if copy.is_file() and copy.read_bytes() == original:
                continue
            if may_write:
                copy.write_bytes(original)
            else:
                findings.append(f"{folder}/{name}: error: it is not the {name} at the top: {MEND}")
    return findings


def check(root, may_write=False):
    """All findings, as text."""
    known, findings = facts(root)
    if findings:
        return findings
    version = known["version"]
    return [*check_copies(root, known, may_write),
            *check_all(root, PAGES, DEPENDENCY, version.rpartition(".")[0], may_write),
            *check_all(root, LOCKS, LOCKED, version, may_write), *check_licences(root, may_write)]


def main(arguments):
    roots = [each for each in arguments if each != "--write"]
    root = pathlib.Path(roots[0] if roots else pathlib.Path(__file__).resolve().parents[2])
    findings = check(root, "--write" in arguments)
    print("\n".join(findings), end="\n" if findings else "")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
