#!/usr/bin/env python3
"""A build that has nothing to do, and one whose result is in the store."""

import shutil

import common
import crates

FUNCTIONS = 100
# Of the C compiler caches: what their hits take on an object as large as the library.
CACHES = ("ccache", "sccache")


def c_source(size):
    """C whose object has about so many bytes."""
    functions = []
    for number in range(size // 150):
        functions.append(f"double f{number}(double a, double b)\n{{\n    for (int i = 0; i < {number % 97 + 2}; ++i)\n"
                         f"        a = a * b + {number}.5;\n    return a / (b + {number % 13 + 1});\n}}\n")
    return "\n".join(functions)


def nothing_to_do(root, chosen, runs):
    ours = crates.marked(root / "ours", FUNCTIONS)
    plain = crates.plain(root / "plain", FUNCTIONS)
    build = crates.prebind_build(chosen.prebind, ours)
    cargo = crates.cargo_build(plain)
    build()
    cargo()
    # The inputs are young now, and young files are read as well as looked at.
    common.run(["touch", "--date=yesterday", *ours.rglob("*.rs"), *ours.glob("Cargo.*")], root)
    build()
    return common.take_turns({"prebind build": build, "cargo build": cargo}, runs)


def restored(root, chosen, runs):
    """In a checkout of its own each time, for what has been built once on this machine."""
    ours = crates.marked(root / "first", FUNCTIONS)
    crates.prebind_build(chosen.prebind, ours)()
    library = next((ours / "out").glob("*.so"))
    places = {"prebind build": root / "again/ours", "cargo build": root / "again/plain"}

    def checkout(kind, make):
        def before():
            shutil.rmtree(places[kind], ignore_errors=True)
            make(places[kind], FUNCTIONS)
        return before

    actions = {
        "prebind build": (checkout("prebind build", crates.marked), crates.prebind_build(chosen.prebind, places["prebind build"])),
        "cargo build": (checkout("cargo build", crates.plain), crates.cargo_build(places["cargo build"])),
    }
    folder = root / "c"
    common.write(folder / "code.c", c_source(library.stat().st_size))
    for cache in CACHES:
        command = [cache, "gcc", "-O1", "-c", "code.c", "-o", f"{cache}.o"]
        settings = {"CCACHE_DIR": str(root / "ccache"), "SCCACHE_DIR": str(root / "sccache"),
                    "SCCACHE_SERVER_PORT": "24226", "SCCACHE_IDLE_TIMEOUT": "600"}
        actions[f"{cache} of an object"] = (
            lambda cache=cache: common.remove(folder / f"{cache}.o"),
            lambda command=command, settings=settings: common.run(command, folder, **settings))
        actions[f"{cache} of an object"][1]()
    try:
        samples = common.take_turns(actions, runs)
    finally:
        common.run(["sccache", "--stop-server"], folder, SCCACHE_SERVER_PORT="24226")
    sizes = (library.stat().st_size, (folder / "ccache.o").stat().st_size)
    return samples, sizes


def main():
    chosen = common.options(__doc__)
    common.require("cargo", "rustc", "gcc", *CACHES)
    shared = {"group": "fresh", "unit": "ms", "subject": "prebind build", "against": "cargo build", "aim": {"times_faster": 8}}
    with common.workspace() as root:
        common.say("nothing to do")
        rows = [shared | {"row": "nothing has changed", "series": nothing_to_do(root, chosen, 1 if chosen.quick else 41)}]
        common.say("restored from the store")
        samples, (library, made) = restored(root, chosen, 1 if chosen.quick else 11)
        rows.append(shared | {
            "row": "a new checkout of what was built before", "series": samples,
            "note": f"The library has {library:,} bytes, the object of the C compiler caches {made:,}. `cargo build` has nothing to restore from."})
    common.write_rows(chosen, rows)


if __name__ == "__main__":
    main()
