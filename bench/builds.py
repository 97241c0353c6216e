#!/usr/bin/env python3
"""`prebind build` of crates of many functions, as a whole and part by part."""

import stat
import subprocess

import common
import crates

# So many functions with glue by hand, and so many that take rustc longer than their glue.
CAUGHT = 1000
WORKING = 40
# Functions in the crate, and how often it is built.
SIZES = ((10, 5), (1000, 3), (10000, 1))


def cleared(*folders):
    return lambda: common.remove(*(folder for folder in folders if folder.exists()))


def record_requests(prebind, folder, file):
    """What rustc asks the engine while it compiles a crate, as bytes.

    They can be asked again without rustc.
    """
    listener = folder / "listener.sh"
    common.write(listener, f'#!/bin/sh\ntee "{file}" | "{prebind}" "$@"\n')
    listener.chmod(listener.stat().st_mode | stat.S_IXUSR)
    common.run(
        [
            "cargo",
            "check",
            "--lib",
            "--features",
            "prebind/bootstrap",
            "--target-dir",
            folder / "listened",
        ],
        folder,
        PREBIND_ENGINE=str(listener),
    )
    common.remove(folder / "listened")


def expand(prebind, requests):
    def action():
        with open(requests, "rb") as input:
            subprocess.run(
                [prebind, "expand"],
                stdin=input,
                stdout=subprocess.DEVNULL,
                env=common.ENVIRONMENT,
                check=True,
            )
    return action


def whole(root, prebind, folders, runs):
    """From nothing, then after an edit, when what the crate depends on is compiled."""
    ours, plain = folders
    build = {
        "prebind build": crates.prebind_build(prebind, ours),
        "cargo build": crates.cargo_build(plain),
    }
    cold = common.take_turns(
        {
            "prebind build": (
                cleared(ours / "target", ours / "out", root / "cache"),
                build["prebind build"],
            ),
            "cargo build": (cleared(plain / "target"), build["cargo build"]),
        },
        runs,
    )
    warm = common.take_turns(
        {name: (crates.edited(folder), build[name]) for name, folder in zip(build, folders)}, runs
    )
    return cold, warm


def parts(root, prebind, folders, runs):
    ours, plain = folders
    requests = root / "requests"
    record_requests(prebind, ours, requests)
    programs = common.take_turns(
        {
            "expand": expand(prebind, requests),
            "cbindgen": lambda: common.run(
                ["cbindgen", "--lang", "c", "--output", root / "many.h", plain], plain
            ),
        },
        runs,
    )
    inside = common.google_benchmark(prebind.parent / "bindings_bench", runs=max(runs, 2),
                                     PREBIND_BENCH_LIBRARY=str(next((ours / "out").glob("*.so"))))
    milliseconds = {name.split("/")[0]: [each / 1e6 for each in samples][:len(programs["cbindgen"])]
                    for name, samples in inside.items()}
    return programs | milliseconds


def after_edits(prebind, ours, plain, runs):
    """Of crates that have been built before."""
    build = {
        "prebind build": (ours, crates.prebind_build(prebind, ours)),
        "cargo build": (plain, crates.cargo_build(plain)),
    }
    for _, action in build.values():
        action()
    return common.take_turns(
        {name: (crates.edited(folder), action) for name, (folder, action) in build.items()}, runs
    )


def other_crates(root, prebind, counts, runs):
    """What it takes to let no panic out, as glue by hand does it, and functions that do more.

    That much of a build is not for bindings, but for safety: the least that it can take. The other
    functions do more than a few sums.
    """
    caught, working = counts
    common.say(f"{caught:,} functions beside glue by hand; {working} functions that do more")
    yield (
        f"{caught:,} functions; for cargo with hand-written glue that catches panics",
        after_edits(prebind, root / f"ours{caught}", crates.caught(root / "caught", caught), runs),
    )
    yield (f"{caught:,} functions; for cargo with the least glue and records that there can be",
           after_edits(prebind, root / f"ours{caught}", crates.least(root / "least", caught), runs))
    yield (f"{working} functions that format, sort and count lines of text",
           after_edits(prebind, crates.marked(root / "ours_working", working, crates.WORKING),
                       crates.plain(root / "plain_working", working, crates.WORKING), runs))


def measure(root, chosen):
    sizes = SIZES[:1] if chosen.quick else SIZES
    results = {}
    for count, runs in sizes:
        common.say(f"{count:,} functions")
        folders = crates.marked(root / f"ours{count}", count), crates.plain(
            root / f"plain{count}", count
        )
        runs = 1 if chosen.quick else runs
        results[count] = (
            *whole(root, chosen.prebind, folders, runs),
            parts(root, chosen.prebind, folders, 1 if chosen.quick else 5),
        )
    counts = (10, 1) if chosen.quick else (CAUGHT, WORKING)
    return results, list(other_crates(root, chosen.prebind, counts, 1 if chosen.quick else 3))


def rows_of(results, others):
    shared = {"group": "builds", "unit": "ms"}
    compared = shared | {"subject": "prebind build", "against": "cargo build"}
    rows = []
    for kind, title in ((0, "from nothing"), (1, "after an edit")):
        for count, measured in results.items():
            rows.append(
                compared
                | {
                    "row": f"{count:,} functions, {title}",
                    "series": measured[kind],
                    "aim": {"ratio_at_most": 1.15} if count == 1000 else None,
                    "curve": {
                        "plot": ("cold", "edit")[kind],
                        "title": f"A build {title}",
                        "x": count,
                        "x_label": "exported functions",
                    },
                }
            )
    for title, series in others:
        rows.append(compared | {"row": f"{title}, after an edit", "series": series, "aim": None})
    for count, (_, _, part) in results.items():
        rows.append(
            shared
            | {
                "row": f"{count:,} functions: reading the library and writing the module",
                "subject": "prebind",
                "against": "cbindgen",
                "series": {"prebind": part["read_and_emit"], "cbindgen": part["cbindgen"]},
                "aim": {"at_most": 0.3, "unit": "s"} if count == 10000 else None,
                "note": "Prebind's is measured within the process, "
                "cbindgen's is the whole program, which reads the source.",
            }
        )
    for count, (_, _, part) in results.items():
        curve = {
            "plot": "parts",
            "title": "The engine's parts",
            "x": count,
            "x_label": "exported functions",
        }
        names = {
            "expanding": "expand",
            "reading": "read",
            "putting together": "resolve",
            "writing the module": "render_module",
        }
        rows.append(
            shared
            | {
                "row": f"{count:,} functions",
                "subject": "expanding",
                "against": None,
                "aim": None,
                "curve": curve,
                "series": {name: part[key] for name, key in names.items()},
            }
        )
    if 10000 in results:
        for name in ("prebind build", "cargo build"):
            rows.append(
                shared
                | {
                    "row": f"a function's share of `{name}` from nothing",
                    "subject": "of 10,000",
                    "against": "of 1,000",
                    "aim": {"ratio_at_most": 1.15} if name == "prebind build" else None,
                    "series": {
                        f"of {count:,}": [
                            each / count for each in results[count][0][name][: SIZES[-1][1]]
                        ]
                        for count in (10000, 1000)
                    },
                }
            )
    return rows


def main():
    chosen = common.options(__doc__)
    common.require("cargo", "rustc", "cbindgen")
    with common.workspace() as root:
        measured = measure(root, chosen)
    common.write_rows(chosen, rows_of(*measured))


if __name__ == "__main__":
    main()
