#!/usr/bin/env python3
"""Does what a page of the documentation says, block by block, in the current folder.

usage: follow_page.py PAGE [--replace OLD NEW]... [--skip LINE]... [--together FILE COMMAND]

What a page may have between ```:

  sh      commands. A `cd` holds for the blocks that follow.
  text    after sh: lines that the commands print, in this order. `…` stands for any text.
  rust, julia, toml
          with a comment that names a file as its first line (`# test/runtests.jl`): this file.
          With `, at the end` after the name, what the file gets at its end.
  julia   with `julia> ` prompts: a session of its own, in the project of the current folder, and
          all that it prints.

A rust, julia or toml block that is none of these fails, and so does a text block elsewhere: no page
may show what nothing runs. `--replace` puts NEW for a text that a reader puts something else for
too, `--skip` leaves out a command that changes the machine. Both fail if the page does not have
it, so that a test does not go on with less than it says. With `--together`, the page shows parts of
one whole: all rust blocks without a name make the FILE, the COMMAND builds it, and all sessions are
one. JULIA in the environment is Julia.
"""

import argparse
import os
import pathlib
import re
import subprocess
import sys

FENCE = re.compile(r"```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
FILE = re.compile(r"(?://|#) ([\w.-]+(?:/[\w.-]+)*\.(?:rs|jl|toml))(, at the end)?\n")
SESSION = pathlib.Path(__file__).with_name("session.jl")


class Failure(Exception):
    pass


def blocks(text):
    """(line, language, content) of each block."""
    return [(text.count("\n", 0, found.start()) + 1, found[1], found[2])
            for found in FENCE.finditer(text)]


def matches(pattern, line):
    parts = (re.escape(part) for part in pattern.split("…"))
    return re.fullmatch(".*".join(parts), line) is not None


def check_lines(expected, printed):
    """That all lines of `expected` are in `printed`, in this order."""
    lines = iter(printed.splitlines())
    for wanted in filter(str.strip, expected.splitlines()):
        if not any(matches(wanted.strip(), line.strip()) for line in lines):
            raise Failure(f"this is not printed, or not there: {wanted}\nprinted:\n{printed}")


def prompts(session):
    """What is typed in a session, as it is in the block."""
    return [line for line in session.splitlines() if line.startswith("julia> ")]


class Page:
    """A page that is being followed: the folder, and what the last commands printed."""

    def __init__(self, skipped):
        self.folder = pathlib.Path.cwd()
        self.skipped = set(skipped)
        self.unused = set(skipped)
        self.printed = None

    def commands(self, content):
        kept = [line for line in content.splitlines() if line not in self.skipped]
        self.unused.difference_update(content.splitlines())
        if any("&&" in line for line in kept[:-1]):
            raise Failure("`&&` in a line that is not the last: bash goes on if it fails")
        script = "\n".join([*kept, "status=$?", "pwd >&9", "exit $status"])
        reader, writer = os.pipe()
        run = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", f"exec 9>&{writer}\n" + script], cwd=self.folder,
            pass_fds=[writer], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        os.close(writer)
        with os.fdopen(reader) as told:
            folder = told.read().strip()
        if run.returncode != 0:
            raise Failure(f"status {run.returncode} of:\n{content}\nprinted:\n{run.stdout}")
        self.folder = pathlib.Path(folder)
        self.printed = run.stdout

    def session(self, content):
        run = subprocess.run(
            [os.environ.get("JULIA", "julia"), "--startup-file=no", "--project", str(SESSION)],
            cwd=self.folder, input=content, stdout=subprocess.PIPE, text=True)
        if run.returncode != 0:
            raise Failure(f"Julia ended with status {run.returncode}")
        expected = [line.rstrip() for line in content.splitlines() if line.strip()]
        printed = [line.rstrip() for line in run.stdout.splitlines() if line.strip()]
        for wanted, found in zip(expected, printed):
            if not matches(wanted, found):
                raise Failure(f"expected: {wanted}\nactual:   {found}\nall of it:\n{run.stdout}")
        if len(expected) != len(printed):
            raise Failure(f"{len(expected)} lines expected, not {len(printed)}:\n{run.stdout}")

    def file(self, content, name, at_end):
        path = self.folder / name
        if at_end:
            content = path.read_text(encoding="utf-8") + "\n" + content
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")

    def follow(self, language, content):
        printed, self.printed = self.printed, None
        file = FILE.match(content)
        if language == "sh":
            self.commands(content)
        elif language == "text" and printed is not None:
            check_lines(content, printed)
        elif language == "julia" and prompts(content):
            self.session(content)
        elif language in ("rust", "julia", "toml") and file:
            rest = content[file.end():].lstrip("\n") if file[2] else content
            self.file(rest, file[1], file[2])
        else:
            raise Failure(f"nothing runs this block of `{language or 'no language'}`")


def whole(found, file, command):
    """The blocks of a page that shows parts of one whole, with what they are parts of."""
    parts = [content for _, language, content in found if language == "rust"]
    sessions = [content for _, language, content in found if language == "julia"]
    rest = [block for block in found if block[1] not in ("rust", "julia")]
    return [*rest, (1, "rust", f"// {file}\n" + "\n".join(parts)), (1, "sh", command),
            (1, "julia", "\n".join(sessions))]


def follow(name, replacements, skipped, together=None):
    text = pathlib.Path(name).read_text(encoding="utf-8")
    for old, new in replacements:
        if old not in text:
            raise Failure(f"{name} does not have: {old}")
        text = text.replace(old, new)
    page = Page(skipped)
    found = blocks(text)
    for line, language, content in whole(found, *together) if together else found:
        try:
            page.follow(language, content)
        except Failure as failure:
            raise Failure(f"{name}:{line}: {failure}") from None
    for line in page.unused:
        raise Failure(f"{name} does not have the command: {line}")
    if not found:
        raise Failure(f"{name} has no blocks")
    print(f"{name}: {len(found)} blocks")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("page")
    parser.add_argument("--replace", nargs=2, action="append", default=[])
    parser.add_argument("--skip", action="append", default=[])
    parser.add_argument("--together", nargs=2)
    options = parser.parse_args()
    try:
        follow(options.page, options.replace, options.skip, options.together)
    except Failure as failure:
        sys.exit(f"error: {failure}")


if __name__ == "__main__":
    main()
