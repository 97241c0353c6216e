#!/usr/bin/env python3
"""From saving a file until `prebind watch` has written the library and the module.

It is measured beside cargo alone after the same edit: with the same crate, whose glue the engine
writes too, and with the same functions as `extern "C"` by hand.
"""

import re
import subprocess

import common
import crates

# Functions in the crate, and what they do: a few sums, or a few lines of text.
CRATES = ((10, crates.BODIES, "10 functions on numbers"),
          (10, crates.WORKING, "10 functions that format, sort and count lines of text"))


CARGO = "cargo, the same crate"
HAND = "cargo, by hand"


def glued(prebind, folder):
    """Cargo alone makes the same library."""
    def action():
        common.run(["cargo", "rustc", "--lib", "--crate-type", "cdylib", "--release", "--features",
                    "prebind/bootstrap"], folder, PREBIND_ENGINE=str(prebind))
    return action


def changed(folder):
    """Each time another number in the first function: the library changes with it."""
    source = folder / "src/lib.rs"
    state = {"edit": 0}

    def change():
        state["edit"] += 1
        text = source.read_text(encoding="utf-8")
        number = re.compile(r"(value \* factor \+ |as f64 \* )\d+\.")
        source.write_text(number.sub(rf"\g<1>{state['edit']}.", text, count=1), encoding="utf-8")
    return change


class Watched:
    """A crate that `prebind watch` builds again whenever it changes."""

    def __init__(self, prebind, folder, *options):
        self.process = subprocess.Popen(
            [prebind, "watch", folder, "-o", folder / "out/Many.jl", *options], text=True,
            env=common.ENVIRONMENT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT)
        self.lines = []
        self.wait_for("watching ")

    def wait_for(self, start):
        for line in self.process.stdout:
            self.lines.append(line)
            if line.startswith(start):
                return
        common.fail("`prebind watch` ended: " + "".join(self.lines[-5:]), "run it by hand")

    def wait_for_build(self):
        self.wait_for("julia Many:")

    def end(self):
        self.process.terminate()
        self.process.stdout.close()
        self.process.wait()


def measure(root, chosen, number, count, bodies):
    ours = crates.marked(root / f"ours{number}", count, bodies)
    plain = crates.plain(root / f"plain{number}", count, bodies)
    alone = crates.marked(root / f"alone{number}", count, bodies)
    build = {plain: crates.cargo_build(plain), alone: glued(chosen.prebind, alone)}
    for each in build.values():
        each()
    watched = Watched(chosen.prebind, ours)
    save = {folder: changed(folder) for folder in (ours, alone, plain)}

    def until_written():
        save[ours]()
        watched.wait_for_build()

    try:
        return common.take_turns(
            {"prebind watch": until_written, CARGO: (save[alone], build[alone]),
             HAND: (save[plain], build[plain])},
            1 if chosen.quick else 7)
    finally:
        watched.end()


def main():
    chosen = common.options(__doc__)
    rows = []
    with common.workspace() as root:
        for number, (count, bodies, title) in enumerate(CRATES[:1] if chosen.quick else CRATES):
            common.say(title)
            rows.append({"group": "watch", "row": title, "unit": "ms", "subject": "prebind watch",
                         "against": CARGO, "aim": {"ratio_at_most": 1.2},
                         "series": measure(root, chosen, number, count, bodies)})
    common.write_rows(chosen, rows)


if __name__ == "__main__":
    main()
