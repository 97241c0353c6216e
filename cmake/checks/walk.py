#!/usr/bin/env python3
"""Fails if docs/adding-a-type.md leaves out a file that a new kind of type touches.

usage: walk.py [ROOT]

The page walks through the kind that it names first ("Its kind is `…`"). Its numbered list has to
name each source in which that kind stands, tests apart, and no other; at most 8.
"""

import pathlib
import re
import sys

MOST = 8


def check(root):
    """All findings, as text."""
    page = root / "docs" / "adding-a-type.md"
    text = page.read_text(encoding="utf-8")
    kind = re.search(r"[Ii]ts kind\s+is `(\w+)`", text)
    if not kind:
        return [f"{page}: error: it names no kind: \"its kind is `…`\""]
    listed = set(re.findall(r"^\d+\. `(src/[^`]+)`", text, re.MULTILINE))
    word = re.compile(rf"\b{kind[1]}\b")
    found = {
        path.relative_to(root).as_posix() for path in (root / "src").rglob("*")
        if path.is_file() and not path.stem.endswith("_test")
        and word.search(path.read_text(encoding="utf-8", errors="replace"))}
    findings = [f"{file}: error: `{kind[1]}` stands here, and docs/adding-a-type.md does not say so"
                for file in sorted(found - listed)]
    findings += [f"{page}: error: `{kind[1]}` does not stand in {file}"
                 for file in sorted(listed - found)]
    if len(found) > MOST:
        findings.append(f"{page}: error: a kind stands in {len(found)} files: {MOST} are enough")
    return findings


def main(arguments):
    root = pathlib.Path(arguments[0] if arguments else pathlib.Path(__file__).resolve().parents[2])
    findings = check(root)
    print("\n".join(findings), end="\n" if findings else "")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
