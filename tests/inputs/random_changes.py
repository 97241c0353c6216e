#!/usr/bin/env python3
"""Changes inputs of all kinds at random, and lets `prebind build` look.

usage: random_changes.py PREBIND SOURCE FOLDER [--rounds N] [--seed S] [--verify N]

After each round the module and the library must say what the inputs say (world.py), whether the
build called itself fresh, restored or built. What the inputs say is a model; every N rounds
(--verify) a build from nothing, with another target directory and an empty cache, has to say the
same as the model. A failure prints the seed and what was changed: the same seed makes the same
changes.
"""

import argparse
import collections
import json
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import time

import world as worlds

GEOMETRY = "ws/crates/geometry"


class Changes:
    """Each method is a kind of change, and says what it did."""

    def __init__(self, world, source):
        self.world, self.random, self.count, self.kept = world, source, 0, []

    def token(self):
        """Two digits, so that many contents are equal in size, and some in all."""
        return f"{self.random.randrange(10, 99)}"

    def when(self):
        return self.random.choice([None, None, "old", "same"])

    def edit(self, *names):
        name, text, when = self.random.choice(names), self.token(), self.when()
        self.world.write(name, text, when)
        return f"{name} = {text} ({when})"

    def included_text(self):
        return self.edit(f"{GEOMETRY}/src/one.txt", f"{GEOMETRY}/src/two.txt", "outer/one/file")

    def texts_link(self):
        target = self.random.choice(["one.txt", "two.txt", "../../../../outer/one/file"])
        when = self.when()
        self.world.link(f"{GEOMETRY}/src/t.txt", target, when)
        return f"t.txt -> {target} ({when})"

    def folders_link(self):
        target = f"sides/{self.random.choice(['one', 'two'])}/deep"
        self.world.link(f"{GEOMETRY}/way", target, self.when())
        return f"way -> {target}"

    def behind_the_link(self):
        side = self.random.choice(["one", "two"])
        return self.edit(f"{GEOMETRY}/sides/{side}/u.txt", f"{GEOMETRY}/sides/{side}/script.txt")

    def other_crates(self):
        return self.edit("ws/crates/dep/src/x.txt", "far/pkg/src/x.txt", "ws/crates/mac/src/x.txt",
                         "ws/crates/tool/src/x.txt", "patch/src/x.txt", "vendor/ven/src/x.txt")

    def source(self):
        name = "part.rs" if self.world.has(f"{GEOMETRY}/src/part.rs") else "part/mod.rs"
        text, when = self.token(), self.when()
        self.world.write(f"{GEOMETRY}/src/{name}", f'pub const TEXT: &str = "{text}";\n', when)
        return f"{name} = {text} ({when})"

    def place_of_a_module(self):
        one, other = (
            self.world.path(f"{GEOMETRY}/src") / name for name in ("part.rs", "part/mod.rs")
        )
        other.parent.mkdir(exist_ok=True)
        if one.exists():
            one.rename(other)
        else:
            other.rename(one)
        return "part.rs <-> part/mod.rs"

    def folder_of_a_script(self):
        return self.in_folder(f"{GEOMETRY}/data")

    def folder_of_a_silent_script(self):
        return self.in_folder("ws/crates/dep/info", manifests=False)

    def in_folder(self, folder, manifests=True):
        """Files, hidden ones, `target`, other packages, folders with nothing in them, links."""
        top = self.world.path(folder)
        parent = self.random.choice(["", "", "target/", ".hidden/", "deep/er/"])
        names = ["a", "b", ".c", "target"] + (["Cargo.toml"] if manifests else [])
        name = parent + self.random.choice(names)
        path, kind = top / name, self.random.choice(["file", "file", "folder", "link", "gone"])
        if any(
            (top / part).is_file() or (top / part).is_symlink()
            for part in pathlib.Path(name).parents
        ):
            return f"nothing in {folder}"
        if path.is_symlink() or path.is_file():
            path.unlink()
        elif path.is_dir():
            shutil.rmtree(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        if kind == "folder":
            path.mkdir()
        elif kind == "link":
            target = self.random.choice(["outer/one", "outer/two", "outer/one/file", "nowhere"])
            self.world.link(
                f"{folder}/{name}",
                os.path.relpath(self.world.path(target), path.parent),
                self.when(),
            )
        elif kind == "file":
            self.world.write(f"{folder}/{name}", self.token(), self.when())
        return f"{folder}/{name}: {kind}"

    def behind_a_folders_link(self):
        return self.edit("outer/one/file", "outer/two/file")

    def variable(self):
        name = self.random.choice(["GREETING", "SCRIPT_VARIABLE"])
        text = self.random.choice([None, self.token()])
        self.world.environment.pop(name, None)
        if text:
            self.world.environment[name] = text
        return f"{name} = {text}"

    def flags(self):
        if self.world.environment.pop("RUSTFLAGS", None) is None:
            self.world.environment["RUSTFLAGS"] = self.random.choice(["--cfg=by_env", ""])
        return f"RUSTFLAGS = {self.world.environment.get('RUSTFLAGS')}"

    def configuration(self):
        flag = self.random.choice([True, False])
        self.world.write("ws/.cargo/config.toml", self.world.configuration(flag), self.when())
        return f"flag in the configuration: {flag}"

    def included_configuration(self):
        name, variable = self.random.choice([("ws/.cargo/shared.toml", "CONFIGURED"),
                                             ("ws/more/optional.toml", "OPTIONAL")])
        if variable == "OPTIONAL" and self.world.has(name):
            self.world.path(name).unlink()
            return f"{name} is gone"
        text = self.token()
        self.world.write(name, f'[env]\n{variable} = "{text}"\n', self.when())
        return f"{variable} = {text}"

    def inherited_version(self):
        version = f"0.1.{self.random.randrange(9)}"
        text = self.world.path("far/Cargo.toml").read_text()
        self.world.write(
            "far/Cargo.toml", re.sub(r'version = ".*"', f'version = "{version}"', text), self.when()
        )
        return f"the version of far's workspace = {version}"

    def version_of_a_patch(self):
        version = self.random.choice(["1.0.1", "2.0.0"])
        text = self.world.path("patch/Cargo.toml").read_text()
        self.world.write(
            "patch/Cargo.toml",
            re.sub(r'version = ".*"', f'version = "{version}"', text),
            self.when(),
        )
        # What the lock file says of a patch is a matter of what was there when it was written.
        self.world.path("ws/Cargo.lock").unlink(missing_ok=True)
        return f"the version of the patch = {version}"

    def profile(self):
        text = self.world.path("ws/Cargo.toml").read_text()
        text = (
            text.replace("debug-assertions = true\n", "")
            if "assertions" in text
            else text + "debug-assertions = true\n"
        )
        self.world.write("ws/Cargo.toml", text, self.when())
        return "the profile"

    def features(self):
        self.world.features = self.random.choice([[], ["extra"]])
        return f"features = {self.world.features}"

    def build_script(self):
        text = self.token()
        script = self.world.path(f"{GEOMETRY}/build.rs").read_text()
        self.world.write(
            f"{GEOMETRY}/build.rs",
            re.sub('OWN: &str = ".*"', f'OWN: &str = "{text}"', script),
            self.when(),
        )
        return f"build.rs says {text}"

    def build_script_comes_and_goes(self):
        name = "ws/crates/plain/build.rs"
        if self.world.has(name):
            self.world.path(name).unlink()
        else:
            self.world.write(name, worlds.PLAIN, self.when())
        return f"{name}: {self.world.has(name)}"

    def another_member(self):
        folder = self.world.path("ws/crates/other")
        if folder.exists():
            shutil.rmtree(folder)
        else:
            self.world.write(
                "ws/crates/other/Cargo.toml", '[package]\nname = "other"\nversion = "1.0.0"\n'
            )
            self.world.write("ws/crates/other/src/lib.rs", "")
        return f"another member: {folder.exists()}"

    def wrapper(self):
        """A program that rustc is started by: everything is compiled again, so not often."""
        if self.random.random() < 0.6:
            return "nothing"
        if "RUSTC_WRAPPER" not in self.world.environment:
            self.world.environment["RUSTC_WRAPPER"] = str(self.world.path("wrapper"))
        elif self.random.random() < 0.5:
            del self.world.environment["RUSTC_WRAPPER"]
        flag = self.random.choice(["", ' "--cfg=by_wrapper"'])
        self.world.write(
            "wrapper", f'#!/bin/sh\nprogram=$1; shift\nexec "$program" "$@"{flag}\n', self.when()
        )
        return f"wrapper: {self.world.environment.get('RUSTC_WRAPPER')} {flag}"

    def touched(self):
        files = [
            path
            for folder in ("ws/crates", "far", "outer", "vendor", "patch")
            for path in sorted(self.world.path(folder).rglob("*"))
            if "target" not in path.parts
        ]
        for path in self.random.sample(files, 5):
            os.utime(
                path,
                (worlds.OLD, worlds.OLD) if self.random.random() < 0.5 else None,
                follow_symlinks=False,
            )
        return "touched five"

    def kept_for_later(self):
        """As on another branch: to come back to it."""
        self.count += 1
        place = self.world.root.parent / f"kept{self.count}"
        shutil.copytree(self.world.root, place, symlinks=True, ignore=self.products)
        self.kept.append((place, dict(self.world.environment), list(self.world.features)))
        return f"kept as {self.count}"

    @staticmethod
    def products(folder, names):
        return ["target"] if pathlib.Path(folder).name == "ws" else []

    def back(self):
        if not self.kept:
            return self.kept_for_later()
        place, self.world.environment, self.world.features = self.random.choice(self.kept)
        self.world.environment = dict(self.world.environment)
        self.world.features = list(self.world.features)
        for path in [*self.world.root.iterdir(), *self.world.path("ws").iterdir()]:
            if path.name not in ("ws", "target"):
                shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
        # With the time stamps of then or, as git does it, of now.
        copy = self.random.choice([shutil.copy2, shutil.copy])
        shutil.copytree(
            place, self.world.root, symlinks=True, dirs_exist_ok=True, copy_function=copy
        )
        return f"back to {place.name}"

    def output_is_gone(self):
        for path in self.world.root.parent.glob("out/*"):
            if self.random.random() < 0.5:
                path.unlink()
        return "outputs are gone"

    def target_is_gone(self):
        if self.random.random() < 0.7:
            return "nothing"
        shutil.rmtree(self.world.path("ws/target"), ignore_errors=True)
        return "the target directory is gone"

    def any(self):
        kinds = [
            name for name in vars(Changes) if not name.startswith("_") and name not in NO_CHANGES
        ]
        if not self.world.may_include:
            kinds.remove("included_configuration")
        # Often enough that some builds find what was built before.
        name = self.random.choice(sorted(kinds) + ["back"] * 4)
        return f"{name}: {getattr(self, name)()}"


NO_CHANGES = {"token", "when", "edit", "in_folder", "products", "any"}


class Trial:
    def __init__(self, options):
        self.options = options
        self.folder = pathlib.Path(options.folder).absolute()
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        version = subprocess.run(["cargo", "--version"], capture_output=True, text=True).stdout
        minor = int(version.split(".")[1])
        self.world = worlds.World(
            self.folder / "world", options.source, configuration_may_include=minor >= 94
        )
        self.changes = Changes(self.world, random.Random(options.seed))
        self.origins = collections.Counter()
        self.history = []

    def build(self, output, **more):
        environment = {
            **os.environ,
            "CARGO_NET_OFFLINE": "true",
            "XDG_CACHE_HOME": str(self.folder / "cache"),
            **self.world.environment,
            **more,
        }
        command = [
            self.options.prebind,
            "build",
            str(self.world.path(GEOMETRY)),
            "-o",
            str(output) + "/",
            "--json",
        ]
        if self.world.features:
            command += ["--features", ",".join(self.world.features)]
        finished = subprocess.run(
            command, env=environment, cwd=self.folder, capture_output=True, text=True
        )
        if finished.returncode != 0:
            self.fail(f"status {finished.returncode}: {finished.stderr[-3000:]}")
        return json.loads(finished.stdout)["origin"]

    def said(self, output):
        module = (output / "Geometry.jl").read_text()
        found = dict(re.findall(r'^const (\w+) = "(.*)"$', module, re.MULTILINE))
        library = (output / "libgeometry.so").read_bytes()
        for name in self.world.expected():
            if found.get(name, "").encode() not in library:
                self.fail(
                    f"the library does not say {name} = {found.get(name)!r} as the module does"
                )
        return found

    def compare(self, output, origin):
        found, expected = self.said(output), self.world.expected()
        wrong = [f"{name} is {found.get(name)!r}, not {text!r}" for name, text in expected.items()
                 if found.get(name) != text]
        if wrong:
            self.fail(f"{origin}, but " + "; ".join(wrong))

    def fail(self, why):
        print(f"FAILED in round {len(self.history)}, seed {self.options.seed}: {why}")
        for number, changes in list(enumerate(self.history, 1))[-8:]:
            print(f"  round {number}: {'; '.join(changes)}")
        print(
            f"again: {sys.argv[0]} {self.options.prebind} {self.options.source} {self.options.folder} "
            f"--seed {self.options.seed} --rounds {len(self.history)}"
        )
        sys.exit(1)

    def verify(self):
        """The model, by a build from nothing."""
        nothing = self.folder / "nothing"
        shutil.rmtree(nothing, ignore_errors=True)
        self.build(
            nothing / "out",
            XDG_CACHE_HOME=str(nothing / "cache"),
            CARGO_TARGET_DIR=str(nothing / "target"),
        )
        self.compare(nothing / "out", "from nothing")

    def run(self):
        begin = time.monotonic()
        for number in range(1, self.options.rounds + 1):
            count = self.changes.random.choice([0, 1, 1, 1, 2, 3]) if number > 1 else 0
            self.history.append([self.changes.any() for _ in range(count)])
            origin = self.build(self.folder / "out")
            self.origins[origin] += 1
            self.compare(self.folder / "out", origin)
            if number % self.options.verify == 0:
                self.verify()
        shutil.rmtree(self.folder)
        print(
            f"seed {self.options.seed}: {self.options.rounds} rounds in {time.monotonic() - begin:.0f} s, "
            + ", ".join(f"{count} {origin}" for origin, count in sorted(self.origins.items()))
        )


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("prebind")
    parser.add_argument("source")
    parser.add_argument("folder")
    parser.add_argument("--rounds", type=int, default=50)
    parser.add_argument("--seed", type=int, default=random.randrange(1_000_000))
    parser.add_argument("--verify", type=int, default=20)
    options = parser.parse_args()
    print(f"seed {options.seed}", flush=True)
    Trial(options).run()


main()
