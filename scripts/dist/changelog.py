#!/usr/bin/env python3
"""Gives the unreleased changes in CHANGELOG.md the name of a version.

usage: changelog.py VERSION DATE FILE
"""

import pathlib
import re
import sys

TITLE = "## Unreleased\n"


def cut(text, version, date):
    """The new text, or nothing if there are no changes."""
    before, title, rest = text.partition(TITLE)
    changes = re.split(r"(?m)^## ", rest)[0].strip()
    if not title or not changes:
        return None
    return f"{before}{TITLE}\n## {version} ({date})\n{rest}"


def main():
    version, date, file = sys.argv[1:]
    path = pathlib.Path(file)
    text = cut(path.read_text(encoding="utf-8"), version, date)
    if text is None:
        sys.exit(f"error: {file} has no changes below `{TITLE.strip()}`\n"
                 "help: a release has changes: write them there")
    path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
