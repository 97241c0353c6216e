#!/usr/bin/env python3
"""Builds the documentation site in build/docs/site, for `make docs`.

usage: docs.py MDBOOK

The site has the documents of the repository, as docs/SUMMARY.md lists them. Documents that it does
not list come after the last of their folder, or at the end. Three chapters are made here: the help
of each command, the docs of the Julia package and the C header; so are rustdoc's pages. Needs
build/bin/prebind, cargo and Julia. At the end, each link of the site is followed.
"""

import html.parser
import os
import pathlib
import re
import shutil
import subprocess
import sys
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "cmake" / "checks"))

import links  # noqa: E402  (beside the other checks)

BUILD = ROOT / "build" / "docs"
SOURCE = BUILD / "source"
SITE = BUILD / "site"
PREBIND = ROOT / "build" / "bin" / "prebind"
CRATES = ("prebind", "prebind-build")


def run(*command, **options):
    return subprocess.run(command, check=True, text=True, **options)


def is_page(name):
    """Whether a document is a page of the site: those at the top and in docs."""
    path = pathlib.PurePath(name)
    return path.parts[0] == "docs" and path.name != "SUMMARY.md" or len(path.parts) == 1


def drawn(graph):
    """The SVG of a graph in Mermaid's notation, which GitHub draws itself and mdBook does not."""
    dot = ("digraph parts { bgcolor=transparent; node [shape=box, style=filled, fillcolor=white];\n"
           + graph[1].replace("-->", "->") + "}\n")
    svg = run("dot", "-Tsvg", input=dot, stdout=subprocess.PIPE).stdout
    lines = [line for line in svg[svg.index("<svg"):].splitlines() if line.strip()]
    return "<div>\n" + "\n".join(lines) + "\n</div>\n"


def stage():
    """Copies the pages and their pictures, where they are, so that their links hold."""
    shutil.rmtree(BUILD, ignore_errors=True)
    pages = [name for name in links.documents(ROOT) if is_page(name)]
    pictures = [path.relative_to(ROOT).as_posix() for kind in ("svg", "png")
                for path in (ROOT / "docs").rglob(f"*.{kind}")]
    for name in pages + pictures:
        target = SOURCE / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, target)
    for name in pages:
        # mdBook makes index.html of a README.md, but not of links to it.
        text = (SOURCE / name).read_text(encoding="utf-8")
        text = re.sub(r"(\]\([^()\s]*)README\.md", r"\1index.md", text)
        text = re.sub(r"^```mermaid\ngraph TD\n(.*?)^```\n", drawn, text, flags=re.M | re.S)
        (SOURCE / name).write_text(text, encoding="utf-8")
    for name in ("book.toml", "site.css"):
        shutil.copyfile(ROOT / "docs" / name, BUILD / name)
    return pages


def title_of(name):
    return re.search(r"^# (.+)$", (SOURCE / name).read_text(encoding="utf-8"), re.MULTILINE)[1]


def summary(pages, made):
    """Writes the list of chapters: docs/SUMMARY.md, what it does not list, and what is `made`."""
    lines = []
    listed = set()
    for line in (ROOT / "docs" / "SUMMARY.md").read_text(encoding="utf-8").splitlines():
        found = re.search(r"\]\((.+)\)", line)
        if not found:
            lines.append(line)
            continue
        name = os.path.normpath("docs/" + found[1])
        listed.add(name)
        lines.append(line.replace(found[1], name))
    entry = "- [{}]({})".format
    for name in [name for name in pages if name not in listed]:
        folder = str(pathlib.PurePath(name).parent)
        place = max((i for i, line in enumerate(lines) if f"]({folder}/README.md)" in line),
                    default=None)
        if place is None or folder == "docs":
            lines.append(entry(title_of(name), name))
            continue
        while place + 1 < len(lines) and lines[place + 1].startswith("  - "):
            place += 1
        lines.insert(place + 1, "  " + entry(title_of(name), name))
    place = next(i for i, line in enumerate(lines) if "diagnostics.md" in line)
    lines[place:place] = [entry(title, name) for title, name in made]
    (SOURCE / "SUMMARY.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


def commands():
    """A page with the help of the program and of each command."""
    def help_of(*command):
        shown = run(str(PREBIND), *command, "--help", stdout=subprocess.PIPE,
                    env={**os.environ, "COLUMNS": "90", "NO_COLOR": "1"}).stdout
        return f"```text\n{shown.rstrip()}\n```\n"

    first = help_of()
    names = re.findall(r"^  ([a-z][a-z-]*)  +\S", first, re.MULTILINE)
    parts = [f"## prebind {name}\n\n{help_of(name)}" for name in names]
    text = "# Commands\n\nWhat `prebind --help` and `prebind COMMAND --help` say.\n\n"
    (SOURCE / "docs" / "commands.md").write_text(text + "\n".join([first, *parts]),
                                                 encoding="utf-8")


def julia_page():
    """A page with the docs of what the Julia package exports."""
    page = run(str(ROOT / "scripts" / "julia"), "--startup-file=no",
               f"--project={ROOT / 'julia' / 'Prebind'}", str(ROOT / "scripts" / "docs_julia.jl"),
               stdout=subprocess.PIPE).stdout
    (SOURCE / "docs" / "julia-package.md").write_text(page, encoding="utf-8")


def header_page():
    header = (ROOT / "include" / "prebind.h").read_text(encoding="utf-8")
    (SOURCE / "docs" / "c-header.md").write_text(
        f"# The C library\n\n`prebind.h`, the header of `libprebind`:\n\n```c\n{header}```\n",
        encoding="utf-8")


def rust_page():
    """rustdoc's pages, and a chapter that leads to them."""
    for crate in CRATES:
        run("cargo", "doc", "--quiet", "--offline", "--no-deps",
            "--manifest-path", str(ROOT / "rust" / crate / "Cargo.toml"),
            "--target-dir", str(BUILD / "rust"))
    rows = [f"- [`{crate}`](../rust/{crate.replace('-', '_')}/index.html)" for crate in CRATES]
    (SOURCE / "docs" / "rust.md").write_text(
        "# The Rust crates\n\nrustdoc's pages of the crates that sources depend on:\n\n"
        + "\n".join(rows) + "\n", encoding="utf-8")


class Page(html.parser.HTMLParser):
    """The links and the places of a page."""

    def __init__(self, text):
        super().__init__()
        self.links, self.places = set(), set()
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        for name, value in attrs:
            if name in ("href", "src") and value:
                self.links.add(value)
            if name in ("id", "name") and value:
                self.places.add(value)


def dead_links():
    """Links of our pages that lead nowhere: `page: link`."""
    pages = {path: Page(path.read_text(encoding="utf-8")) for path in SITE.rglob("*.html")}
    for path, page in sorted(pages.items()):
        # rustdoc checks its own, and mdBook's page for what is not found is shown anywhere.
        if path.is_relative_to(SITE / "rust") or path.name in ("404.html", "toc.html"):
            continue
        for link in sorted(page.links):
            if links.OTHER_SITE.match(link):
                continue
            target, _, place = urllib.parse.unquote(link).partition("#")
            file = (path.parent / target).resolve() if target else path
            if not file.is_file() or place and place not in pages.get(file, page).places:
                yield f"{path.relative_to(SITE)}: {link}"


def main(arguments):
    if len(arguments) != 1:
        sys.exit("usage: docs.py MDBOOK")
    pages = stage()
    commands()
    julia_page()
    header_page()
    rust_page()
    summary(pages, [
        ("Commands", "docs/commands.md"), ("The Julia package", "docs/julia-package.md"),
        ("The Rust crates", "docs/rust.md"), ("The C library", "docs/c-header.md")])
    run(arguments[0], "build", str(BUILD))
    shutil.copytree(BUILD / "rust" / "doc", SITE / "rust")
    dead = list(dead_links())
    for line in dead:
        print(f"error: a dead link of the site: {line}", file=sys.stderr)
    if dead:
        sys.exit(1)
    print(f"the site is {SITE.relative_to(ROOT)}/index.html")


if __name__ == "__main__":
    main(sys.argv[1:])
