#!/usr/bin/env python3
"""What the CMakeLists.txt at the top says of the project, for whatever describes a release.

usage: project.py version|summary|homepage|maintainer
"""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
PATTERNS = {
    "version": r"project\(prebind VERSION ([0-9.]+)",
    "summary": r'(?m)^ +DESCRIPTION "([^"]+)"',
    "homepage": r'(?m)^ +HOMEPAGE_URL "([^"]+)"',
    "maintainer": r'(?m)^set\(PREBIND_MAINTAINER "([^"]+)"\)',
}


def fact(name):
    """One of them."""
    found = re.search(PATTERNS[name], (ROOT / "CMakeLists.txt").read_text(encoding="utf-8"))
    if not found:
        sys.exit(f"error: CMakeLists.txt says no {name}")
    return found[1]


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in PATTERNS:
        sys.exit(__doc__)
    print(fact(sys.argv[1]))
