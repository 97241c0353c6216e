#!/usr/bin/env python3
"""A build that has nothing to do, and one whose result is in the store."""

import shutil
import time

import common
import crates

FUNCTIONS = 100
# Of the C compiler caches: what their hits take on an object as large as the library.
CACHES = ("ccache", "sccache")


def c_source(size):
    """C whose object has about so many bytes."""
    functions = []
    for number in range(size // 150):
        functions.append(
            f"double f{number}(double a, double b)\n{{\n"
            f"    for (int i = 0; i < {number % 97 + 2}; ++i)\n"
            f"        a = a * b + {number}.5;\n    return a / (b + {number % 13 + 1});\n}}\n"
        )
    return "\n".join(functions)


def nothing_to_do(root, chosen, runs):
    ours = crates.marked(root / "ours", FUNCTIONS)
    plain = crates.plain(root / "plain", FUNCTIONS)
    build = crates.prebind_build(chosen.prebind, ours)
    cargo = crates.cargo_build(plain)
    build()
    cargo()
    # Files that were written a moment ago are read, not only looked at.
    time.sleep(3)
    build()
    return common.take_turns({"prebind build": build, "cargo build": cargo}, runs)


def restored(root, chosen, runs):
    """In a checkout of its own each time, for what has been built once on this machine."""
    first = {
        "prebind build": crates.marked(root / "first/ours", FUNCTIONS),
        "cargo build": crates.plain(root / "first/plain", FUNCTIONS),
    }
    again = {kind: root / "again" / folder.name for kind, folder in first.items()}
    crates.prebind_build(chosen.prebind, first["prebind build"])()
    crates.cargo_build(first["cargo build"])()
    library = next((first["prebind build"] / "out").glob("*.so"))

    def checkout(kind):
        def before():
            shutil.rmtree(again[kind], ignore_errors=True)
            shutil.copytree(
                first[kind], again[kind], ignore=shutil.ignore_patterns("target", "out")
            )
        return before

    actions = {
        "prebind build": (
            checkout("prebind build"),
            crates.prebind_build(chosen.prebind, again["prebind build"]),
        ),
        "cargo build": (checkout("cargo build"), crates.cargo_build(again["cargo build"])),
    }
    folder = root / "c"
    common.write(folder / "code.c", c_source(library.stat().st_size))
    # A server of its own, whatever else is running here.
    common.ENVIRONMENT |= {
        "CCACHE_DIR": str(root / "ccache"),
        "SCCACHE_DIR": str(root / "sccache"),
        "SCCACHE_SERVER_PORT": "24226",
    }
    for cache in CACHES:
        object_file = folder / f"{cache}.o"
        compile_it = common.start(cache, "gcc", "-O1", "-c", folder / "code.c", "-o", object_file)
        compile_it()
        actions[f"{cache} of an object"] = (
            lambda file=object_file: common.remove(file),
            compile_it,
        )
    try:
        samples = common.take_turns(actions, runs)
    finally:
        common.run(["sccache", "--stop-server"], folder)
    sizes = (library.stat().st_size, (folder / "ccache.o").stat().st_size)
    return samples, sizes


def main():
    chosen = common.options(__doc__)
    common.require("cargo", "rustc", "gcc", *CACHES)
    shared = {
        "group": "fresh",
        "unit": "ms",
        "subject": "prebind build",
        "against": "cargo build",
        "aim": {"times_faster": 8},
    }
    with common.workspace() as root:
        common.say("nothing to do")
        rows = [
            shared
            | {
                "row": "nothing has changed",
                "series": nothing_to_do(root, chosen, 1 if chosen.quick else 41),
            }
        ]
        common.say("restored from the store")
        samples, (library, made) = restored(root, chosen, 1 if chosen.quick else 11)
        rows.append(
            shared
            | {
                "row": "a new checkout of what was built before",
                "series": samples,
                "note": f"The library has {library:,} bytes, the object of the C compiler caches "
                f"{made:,}. `cargo build` has nothing to restore from.",
            }
        )
    common.write_rows(chosen, rows)


if __name__ == "__main__":
    main()
