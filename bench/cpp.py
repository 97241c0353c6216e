#!/usr/bin/env python3
"""What a call from C++ costs, against cxx and the C function that one would write by hand."""

import itertools
import shutil

import common

HAND = '`extern "C"` by hand'
SERIES = {"prebind": "prebind", "cxx": "cxx 1.0", "hand": HAND}
AIM = {"ratio_at_most": 1.05}

# A loop of a few instructions takes up to a fifth longer if it lies badly in memory, and where it
# lies says nothing of what a call costs. So all is compiled several times, with functions and loops
# at multiples of 2ⁿ bytes, alike for all series, and the samples of all are taken together.
LAYOUTS = (4, 5, 6)

# The name that calls.cpp gives a row, how it is written in the table, its aim.
ROWS = [
    ("add_f64", "C++: `add(f64, f64)`", AIM),
    ("add_i32", "C++: `add(i32, i32)`", AIM),
    ("read", "C++: a method on a handle, `&self`", None),
    ("sum 8", "C++: sum of a `&[f64]` of 8", AIM),
    ("sum 1000000", "C++: sum of a `&[f64]` of 10⁶", AIM),
    ("echo 10", "C++: `&str` in, `String` out, 10 bytes", AIM),
    ("echo 10000", "C++: `&str` in, `String` out, 10⁴ bytes", AIM),
]


def copy_sources(root):
    """Those of the crate, and of the same functions over cxx."""
    folder = root / "cxx"
    shutil.copytree(common.SOURCE / "bench/cpp/cxx", folder,
                    ignore=shutil.ignore_patterns("target"))
    # The only time that the network is asked.
    common.run(["cargo", "fetch", "--locked"], folder, CARGO_NET_OFFLINE="false")
    for part in ("Cargo.toml", "src"):
        source = common.SOURCE / "bench/calls" / part
        (shutil.copytree if source.is_dir() else shutil.copy)(source, root / "calls" / part)
    manifest = root / "calls/Cargo.toml"
    manifest.write_text(manifest.read_text().replace("../../rust/prebind",
                                                     f"{common.SOURCE}/rust/prebind"))


def compiled(prebind, root, layout):
    """The program; cxx is linked into it, as its documentation says."""
    common.say(f"building with multiples of {2**layout} bytes")
    at_multiples = f"-C llvm-args=-align-all-functions={layout}"
    library, program, peer = f"lib{layout}", root / f"measure{layout}", root / "cxx/target"
    common.run([prebind, "build", "calls", "--lang", "cpp", "-o", "calls.hpp",
                "--lib-dir", library], root, RUSTFLAGS=at_multiples)
    common.run(["cargo", "rustc", "--release", "--locked", "--", *at_multiples.split()],
               root / "cxx")
    common.run(["g++", "-std=c++17", "-O2", f"-falign-functions={2**layout}",
                f"-falign-loops={2**layout}", "-I.", f"-I{peer}/cxxbridge",
                common.SOURCE / "bench/cpp/calls.cpp", f"-L{library}", "-lcalls",
                f"-Wl,-rpath,{root}/{library}", peer / "release/libover_cxx.a", "-lpthread",
                "-ldl", "-o", program], root)
    return program


def measured(chosen, root):
    copy_sources(root)
    layouts = LAYOUTS[-1:] if chosen.quick else LAYOUTS
    programs = [compiled(chosen.prebind, root, layout) for layout in layouts]
    common.say("measuring calls from C++")
    samples = {}
    # In turns, so that what else the machine does hits all of them.
    for _, program in itertools.product(range(1 if chosen.quick else 3), programs):
        out = common.run([program, "1" if chosen.quick else "7"], root)
        for line in out.splitlines():
            row, series, *numbers = line.split("\t")
            of_row = samples.setdefault(row, {})
            of_row.setdefault(SERIES[series], []).extend(float(number) for number in numbers)
    return samples


def rows(samples):
    for name, title, aim in ROWS:
        yield {"group": "cpp", "row": title, "unit": "ns", "subject": "prebind", "against": HAND,
               "aim": aim, "series": samples[name]}


def main():
    chosen = common.options(__doc__)
    common.require("cargo", "g++")
    with common.workspace() as root:
        (root / "calls").mkdir()
        common.write_rows(chosen, list(rows(measured(chosen, root))))


if __name__ == "__main__":
    main()
