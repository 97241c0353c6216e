#!/usr/bin/env python3
"""Counts what Prebind carries of real crates, and writes docs/coverage.md.

A copy of each crate gets `#[julia]` on all public functions, methods, structs and enums that have
no type parameters. What the macro, rustc or the host refuses loses its mark, with the reason, and
the rest is built again, until the crate builds. What the library then exports is counted.

    bench/coverage/coverage.py build/bin/prebind FOLDER [CRATE...]

FOLDER keeps the copies and what is built. Without CRATE, all crates are counted.
"""

import collections
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
SOURCE = HERE.parents[1]
PAGE = SOURCE / "docs/coverage.md"
CRATES = {
    "csv": "1.4.0",
    "geo": "0.33.1",
    "nalgebra": "0.35.0",
    "petgraph": "0.8.3",
    "regex": "1.13.2",
    "rstar": "0.14.0",
    "rust_decimal": "1.43.0",
    "statrs": "0.19.1",
    "strsim": "0.11.1",
    "uuid": "1.29.3",
}
TOP = """# What Prebind carries of real crates

Ten crates from crates.io, none of them written for Prebind. A copy of each got `#[julia]` on every
public function, method, struct and enum without type parameters. What the macro, rustc or Prebind
refused lost its mark again, until the crate built; the table counts what the library then exports:
{carried} of {found} items, {share}.

An item that stands beside another one of its name in Julia got a name or a prefix for its variants
(`#[julia(name = "…")]`, `#[julia(prefix = "…")]`): the column "named". Items with type parameters
are not in the shares: they need a list of instances. Lints were off, and `#![forbid(unsafe_code)]`
was removed: glue is unsafe code.

`bench/coverage/coverage.py` writes this page.

| crate | not generic | carried | share | named | generic |
|---|---|---|---|---|---|"""
Item = collections.namedtuple("Item", "is_named file first last kind is_generic path")
ERROR = re.compile(r"^error(?:\[E\d+\])?: (.*)\n(?:.*\n)*?\s*--> (src/[^:]+):(\d+):\d+", re.M)


def run(*command, **options):
    return subprocess.run(command, text=True, capture_output=True, check=False, **options)


def fetch(folder):
    """The sources of all crates as cargo unpacks them, by name."""
    project = folder / "fetch"
    (project / "src").mkdir(parents=True, exist_ok=True)
    (project / "src/lib.rs").write_text("")
    dependencies = "".join(f'{name} = "={version}"\n' for name, version in CRATES.items())
    (project / "Cargo.toml").write_text(
        f'[package]\nname = "fetch"\nversion = "0.0.0"\nedition = "2021"\n\n[workspace]\n\n'
        f"[dependencies]\n{dependencies}")
    described = run("cargo", "metadata", "--format-version=1", cwd=project)
    if described.returncode:
        sys.exit(described.stderr)
    packages = json.loads(described.stdout)["packages"]
    return {package["name"]: pathlib.Path(package["manifest_path"]).parent
            for package in packages if CRATES.get(package["name"]) == package["version"]}


def copy(source, target):
    """A copy of a crate that depends on `prebind`."""
    shutil.rmtree(target / "src", ignore_errors=True)
    target.mkdir(parents=True, exist_ok=True)
    for entry in source.iterdir():
        if entry.is_dir() and entry.name not in (".git", "tests", "benches", "examples"):
            shutil.copytree(entry, target / entry.name, dirs_exist_ok=True)
        elif entry.is_file() and entry.name not in ("Cargo.lock", "Cargo.toml"):
            shutil.copy(entry, target / entry.name)
    manifest = (source / "Cargo.toml").read_text()
    # Its tests and their dependencies are not built.
    manifest = re.sub(r"(?ms)^\[(\[(test|bench|example|bin)\]|dev-dependencies|target\.[^\n]*"
                      r"dev-dependencies)[^\n]*\n.*?(?=^\[|\Z)", "", manifest)
    manifest += f'\n[dependencies.prebind]\npath = "{SOURCE / "rust/prebind"}"\n\n[workspace]\n'
    (target / "Cargo.toml").write_text(manifest)


def reason_of(message):
    """A message without the names in it."""
    return re.sub(r"`[^`]*`", "`…`", message)


class Crate:
    def __init__(self, prebind, name, source, folder, mark):
        self.prebind, self.name, self.source, self.mark = prebind, name, source, mark
        self.folder = folder / name
        self.refused = {}
        self.items = []

    def build(self):
        """Marks and builds; what is wrong, as pairs of message and place."""
        copy(self.source, self.folder)
        skipped = self.folder / "skipped"
        skipped.write_text("".join(f"{file}\t{line}\n" for file, line in self.refused))
        marked = run(self.mark, self.folder, skipped)
        if marked.returncode:
            sys.exit(f"{self.name}: {marked.stderr}")
        self.items = [
            Item(named == "named", file, int(first), int(last), kind, generic == "generic", path)
            for named, file, first, last, kind, generic, path in
            (line.split("\t") for line in marked.stdout.splitlines())]
        # A lint of the crate's own is no reason to refuse.
        environment = dict(os.environ, CARGO_TARGET_DIR=str(self.folder.parent / "target"),
                           CARGO_ENCODED_RUSTFLAGS="--cap-lints=allow")
        return run(self.prebind, "build", self.folder, "-o", self.folder / "Module.jl", "--debug",
                   "--skip-unsupported", "--color=never", env=environment, cwd=self.folder)

    def item_at(self, file, line):
        """The smallest marked item around a line."""
        found = [item for item in self.items
                 if item.file == file and item.first <= line <= item.last
                 and not item.is_generic and (item.file, item.first) not in self.refused]
        return min(found, key=lambda item: item.last - item.first, default=None)

    def count(self):
        for round_number in range(1, 30):
            built = self.build()
            if built.returncode == 0:
                break
            found = [(message, self.item_at(file, int(line)))
                     for message, file, line in ERROR.findall(built.stderr)]
            refused = [(message, item) for message, item in found if item]
            print(f"{self.name}: round {round_number}, {len(refused)} refused", file=sys.stderr)
            if not refused:
                (self.folder / "errors").write_text(built.stderr)
                sys.exit(f"{self.name} does not build: {self.folder}/errors")
            for message, item in refused:
                self.refused.setdefault((item.file, item.first), message)
        return built.stderr

    def counted(self):
        """Items that are not generic, with the reason if they are refused."""
        blocks = [item for item in self.items
                  if item.kind == "impl" and (item.file, item.first) in self.refused]
        for item in self.items:
            if item.kind == "impl" or item.is_generic:
                continue
            around = [block for block in blocks
                      if block.file == item.file and block.first < item.first <= block.last]
            place = around[0] if around and item.kind == "method" else item
            yield item, self.refused.get((place.file, place.first))


def row(crate):
    """The row of a crate in the table."""
    found = list(crate.counted())
    carried = [item for item, reason in found if not reason]
    generic = sum(item.is_generic for item in crate.items)
    named = sum(item.is_named for item in carried)
    share = len(carried) / len(found) if found else 1
    return (f"| `{crate.name}` {CRATES[crate.name]} | {len(found)} | {len(carried)} | {share:.0%} "
            f"| {named} | {generic} |")


def page(crates):
    """The page of all crates."""
    found = [pair for crate in crates.values() for pair in crate.counted()]
    refused = [(item, reason) for item, reason in found if reason]
    share = 1 - len(refused) / len(found)
    reasons = collections.Counter(reason_of(reason) for _, reason in refused)
    lines = [TOP.format(carried=len(found) - len(refused), found=len(found), share=f"{share:.0%}")]
    lines += [row(crate) for crate in crates.values()]
    lines += ["", "## What was refused", "",
              "| error | items | examples |", "|---|---|---|"]
    for reason, count in reasons.most_common():
        examples = dict.fromkeys(
            f"`{crate.name}`: `{item.path}`" for crate in crates.values()
            for item, why in crate.counted() if why and reason_of(why) == reason)
        lines.append(f"| {reason} | {count} | {', '.join(list(examples)[:3])} |")
    return "\n".join(lines) + "\n"


def main():
    prebind, folder = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    sources = fetch(folder)
    built = run("cargo", "build", "--release", "--quiet", cwd=HERE,
                env=dict(os.environ, CARGO_TARGET_DIR=str(folder / "mark")))
    if built.returncode:
        sys.exit(built.stderr)
    counts = {}
    for name in sys.argv[3:] or CRATES:
        crate = Crate(prebind, name, sources[name], folder, folder / "mark/release/mark")
        crate.count()
        counts[name] = crate
        print(f"{name}: {row(crate)}", file=sys.stderr)
    PAGE.write_text(page(counts))


if __name__ == "__main__":
    main()
