#!/usr/bin/env python3
"""What a call from Julia costs, against the `ccall` that one would write by hand for it."""

import shutil

import common

CCALL = "ccall by hand"
LOOKUP = "dlsym on each call"
COPYING = "a wrapper that copies"
SERIES = {"prebind": "prebind", "hand": CCALL, "dlsym": LOOKUP, "copy": COPYING}

NUMBERS = {"ratio_at_most": 1.15}
SLICES = {"ratio_at_most": 1.1}
ARRAYS = {"ratio_at_most": 1.05}
TREES = {"ratio_at_most": 1.3}

# The name that calls.jl gives a row, how it is written in the table, its aim.
ROWS = [
    ("add_f64", "`add(f64, f64)`", NUMBERS),
    ("add_i32", "`add(i32, i32)`", NUMBERS),
    ("read", "a method on a handle, `&self`", None),
    ("increase", "a method on a handle, `&mut self`", None),
    ("property", "a property of a handle", None),
    ("sum 8", "sum of a `&[f64]` of 8", SLICES),
    ("sum 1000000", "sum of a `&[f64]` of 10⁶", SLICES),
    ("complex", "sum of a `&[Complex64]` of 10⁴", ARRAYS),
    ("strided", "sum of an `ArrayView2<f64>`, each second of 2·10⁴ numbers", ARRAYS),
    ("map out", "`HashMap<String, f64>` of 10⁴ out", TREES),
    ("map in", "`HashMap<String, f64>` of 10⁴ in", TREES),
    ("echo 10", "`&str` in, `String` out, 10 bytes", None),
    ("echo 10000", "`&str` in, `String` out, 10⁴ bytes", None),
    ("some", "`Option<i64>`, `Some`", None),
    ("none", "`Option<i64>`, `None`", None),
    ("ok", "`Result<f64, String>`, `Ok`", None),
    ("err", "`Result<f64, String>`, `Err`, caught", None),
    ("zeros 10", "`Vec<f64>` of 10 out", None),
    ("zeros 10000", "`Vec<f64>` of 10⁴ out", None),
    ("zeros 1000000", "`Vec<f64>` of 10⁶ out", None),
    ("tree out", "an enum with data out, a tree of 10⁴ nodes", TREES),
    ("ready", "an `async fn` that is ready", {"at_most": 1, "unit": "us"}),
    ("answered", "an `async fn` that waits for a thread", {"ratio_at_most": 1.2}),
    ("tree in", "an enum with data in, a tree of 10⁴ nodes", TREES),
    ("callback number", "a function of Julia's with a number", None),
    ("callback text", "a function of Julia's with a text of 10 bytes", {"at_most": 130}),
    ("log line", "a line of the log that is filtered out", {"at_most": 2}),
    ("lines", "a file of 10⁴ lines through `impl BufRead`, by `eachline`", None),
    ("writes", "10⁴ lines through `impl Write`", None),
]
# Those whose sample is a call that does it so often.
TIMES = {"callback number": 1000, "callback text": 1000, "log line": 1000}

ALLOCATIONS = [
    ("add_f64 bytes", "`add(f64, f64)`"),
    ("add_i32 bytes", "`add(i32, i32)`"),
    ("read bytes", "a method on a handle"),
    ("some bytes", "`Option<i64>`"),
    ("ok bytes", "`Result<f64, String>`, `Ok`"),
    ("ready bytes", "an `async fn` that is ready"),
]

NOTES = {
    "increase": "A handle notices when two calls use it in ways that Rust forbids; "
    "the pointer by hand does not.",
    "err": "The exception is thrown and caught; that alone takes Julia most of the time.",
    "answered": "By hand, the thread calls `uv_async_send` itself, and the task waits for nothing "
    "else. A future is polled by a third thread in between, as a runtime does it.",
    "callback number": "By hand it is a `@cfunction` without data, in which nothing may be thrown.",
    "callback text": "The aim is what a number takes, and 100 ns.",
    "lines": "By hand, Julia opens the file itself, in both.",
    "log line": "By hand, the loop logs nothing.",
    "map out": "By hand, the keys go over as one text, with where each of them ends.",
    "map in": "By hand, the addresses and lengths of the keys go over. Prebind copies the keys "
    "into one piece of memory: code of Julia's may change the map while it is read.",
    "tree out": "By hand, two arrays go over: what each node is, and the values of the leaves.",
    "zeros 1000000": "With giving the memory back. The allocator of the crate keeps blocks of this "
    "size, so that what is measured is the way out and not the kernel's clearing of pages.",
}


def measured(chosen, root):
    common.say("building the crate")
    for part in ("Cargo.toml", "src"):
        source = common.SOURCE / "bench/calls" / part
        (shutil.copytree if source.is_dir() else shutil.copy)(source, root / "calls" / part)
    manifest = root / "calls/Cargo.toml"
    manifest.write_text(
        manifest.read_text().replace("../../rust/prebind", f"{common.SOURCE}/rust/prebind")
    )
    build = [chosen.prebind, "build", "calls"]
    common.run([*build, "-o", "Calls.jl", "--lib-dir", "lib"], root)
    # Each call of a library that logs asks whether it did.
    common.run([*build, "--features", "logs", "-o", "Logged.jl", "--lib-dir", "logged"], root)
    library = next((root / "lib").iterdir())
    common.say("measuring calls")
    out = common.run(
        [
            common.SOURCE / "scripts/julia",
            "--startup-file=no",
            common.SOURCE / "bench/calls/calls.jl",
            root / "Calls.jl",
            root / "Logged.jl",
            library,
            "1" if chosen.quick else "41",
        ],
        root,
    )
    samples = {}
    for line in out.splitlines():
        row, series, *numbers = line.split("\t")
        samples.setdefault(row, {})[series] = [float(number) for number in numbers]
    return samples


def rows(samples):
    # Before Julia 1.9 a call may hand a status to what Julia compiles only when a call fails.
    aims = {}
    if common.keeps_code():
        numbers = {"ratio_at_most": 1.02}
        aims = {"add_f64": numbers, "add_i32": numbers, "read": {"ratio_at_most": 1.3}}
    for name, title, aim in ROWS:
        aim = aims.get(name, aim)
        times = TIMES.get(name, 1)
        series = {
            SERIES[each]: [number / times for number in numbers]
            for each, numbers in samples[name].items()
        }
        row = {
            "group": "calls",
            "row": title,
            "unit": "ns",
            "subject": "prebind",
            "against": CCALL,
            "aim": aim,
            "series": series,
        }
        yield row | ({"note": NOTES[name]} if name in NOTES else {})
    zeros = samples["zeros"]
    yield {
        "group": "calls",
        "row": "`Vec<f64>` out: 10⁶ elements against 10⁴",
        "unit": "ns",
        "subject": "10⁶ elements",
        "against": "10⁴ elements",
        "aim": {"ratio_at_most": 1.15},
        "series": {f"{each} elements": zeros[each] for each in ("10⁶", "10⁴", "10")},
        "note": "Up to 8 KiB a vector is copied, which is quicker still.",
    }
    for name, title in ALLOCATIONS:
        yield {
            "group": "calls",
            "row": f"allocated in a call, {title}",
            "unit": "bytes",
            "subject": "prebind",
            "against": None,
            "aim": {"at_most": 0},
            "series": {"prebind": samples[name]["bytes"]},
        }


def main():
    chosen = common.options(__doc__)
    with common.workspace() as root:
        (root / "calls").mkdir()
        common.write_rows(chosen, list(rows(measured(chosen, root))))


if __name__ == "__main__":
    main()
