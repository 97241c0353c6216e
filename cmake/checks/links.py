#!/usr/bin/env python3
"""Fails on links in documents that lead nowhere: to files, and to places in documents.

usage: links.py [ROOT]

Prints `file:line: error: …` for each of them. Exit status 1 if there was one. Does not look at
other sites.
"""

import pathlib
import re
import sys
import urllib.parse

import columns

CODE = re.compile(r"^(?P<fence>```+|~~~+).*?^(?P=fence)[ \t]*$"
                  r"|(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)"
                  r"|<!--.*?-->", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"""\]\(\s*(?P<inline><[^>]*>|[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)"""
                  r"""(?:\s+(?:"[^"]*"|'[^']*'))?\s*\)"""
                  r"""|^ {0,3}\[[^\]]+\]:\s*(?P<reference>\S+)"""
                  r"""|<[a-z]+ [^>]*?(?:href|src)="(?P<html>[^"]*)\"""", re.MULTILINE)
HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(.+?)(?:[ \t]+#+)?[ \t]*$", re.MULTILINE)
FENCED = re.compile(r"^(```+|~~~+).*?^\1[ \t]*$", re.DOTALL | re.MULTILINE)
PLACE = re.compile(r"""<[a-z]+ [^>]*?(?:id|name)="([^"]+)\"""")
# What the pages of the documentation site can show.
SHOWN = {".md", ".png", ".svg"}
# Templates, and the documents that are made of them, where their links start.
MADE = {"bench/benchmarks.md": "docs/benchmarks.md"}
OTHER_SITE = re.compile(r"[a-z][a-z0-9+.-]*:|//")


def blank(found):
    return re.sub(r"[^\n]", " ", found[0])


def slug(heading):
    """The name that a heading has in links, as git hosts and mdBook make it."""
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", heading)
    text = re.sub(r"[^\w\- ]", "", text.strip().lower())
    return text.replace(" ", "-")


def places(text):
    """What a link into this document can name after `#`."""
    found = set(PLACE.findall(CODE.sub(blank, text)))
    seen = {}
    for heading in HEADING.findall(FENCED.sub(blank, text)):
        name = slug(heading)
        count = seen.get(name, 0)
        seen[name] = count + 1
        found.add(f"{name}-{count}" if count else name)
    return found


def documents(root):
    """The names of all documents, relative to `root`."""
    names = [name for name in columns.sources(root) if name.endswith(".md")]
    hidden = [path.relative_to(root).as_posix() for path in (root / ".github").rglob("*.md")]
    return sorted(names + hidden)


def links(text):
    """(line, target) of each link to this site."""
    readable = CODE.sub(blank, text)
    for found in LINK.finditer(readable):
        target = found["inline"] or found["reference"] or found["html"] or ""
        target = target.strip("<>")
        if not OTHER_SITE.match(target):
            yield readable.count("\n", 0, found.start()) + 1, target


def problem(root, name, target):
    """What is wrong with a link in the document `name`; nothing if it leads somewhere."""
    path, _, place = urllib.parse.unquote(target).partition("#")
    if not path and not place:
        return "a link without a target"
    if path.startswith("/"):
        return f"`{target}` begins with `/`: write it relative to this file"
    file = (root / MADE.get(name, name)).parent / path if path else root / name
    try:
        inside = file.resolve().relative_to(root).as_posix()
    except ValueError:
        return f"`{target}` is outside of the repository"
    if not file.exists():
        return f"`{path}` does not exist"
    if any(columns.BUILT.fullmatch(str(part)) for part in (inside, *pathlib.Path(inside).parents)):
        return f"`{path}` is not in the repository: a build makes it"
    if file.suffix not in SHOWN:
        return f"`{path}` is no document and no picture: write its name as code"
    if place and place not in places(file.read_text(encoding="utf-8")):
        return f"`{path or name}` has no heading `#{place}`"
    return None


def check(root):
    """All findings below `root`: (name, line, problem)."""
    return [(name, line, found) for name in documents(root)
            for line, target in links((root / name).read_text(encoding="utf-8"))
            if (found := problem(root, name, target))]


def main(arguments):
    root = pathlib.Path(arguments[0]) if arguments else pathlib.Path(__file__).parents[2]
    findings = check(root.resolve())
    for name, line, found in findings:
        print(f"{name}:{line}: error: {found}")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
