#!/usr/bin/env python3
"""What a call from C++ costs, against cxx and the C function that one would write by hand."""

import shutil

import common

HAND = '`extern "C"` by hand'
SERIES = {"prebind": "prebind", "cxx": "cxx 1.0", "hand": HAND}
AIM = {"ratio_at_most": 1.05}

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


def beside(root):
    """The same functions over cxx, which is linked into the program, as its documentation says."""
    folder = root / "cxx"
    shutil.copytree(common.SOURCE / "bench/cpp/cxx", folder,
                    ignore=shutil.ignore_patterns("target"))
    # The only time that the network is asked.
    common.run(["cargo", "fetch", "--locked"], folder, CARGO_NET_OFFLINE="false")
    common.run(["cargo", "build", "--release", "--locked"], folder)
    return folder / "target"


def measured(chosen, root):
    common.say("building the peer")
    peer = beside(root)
    common.say("building the crate")
    for part in ("Cargo.toml", "src"):
        source = common.SOURCE / "bench/calls" / part
        (shutil.copytree if source.is_dir() else shutil.copy)(source, root / "calls" / part)
    manifest = root / "calls/Cargo.toml"
    manifest.write_text(manifest.read_text().replace("../../rust/prebind",
                                                     f"{common.SOURCE}/rust/prebind"))
    common.run([chosen.prebind, "build", "calls", "--lang", "cpp", "-o", "calls.hpp",
                "--lib-dir", "lib"], root)
    common.run(["g++", "-std=c++17", "-O2", "-I.", f"-I{peer}/cxxbridge",
                common.SOURCE / "bench/cpp/calls.cpp", "-Llib", "-lcalls", f"-Wl,-rpath,{root}/lib",
                peer / "release/libover_cxx.a", "-lpthread", "-ldl", "-o", "measure"], root)
    common.say("measuring calls from C++")
    out = common.run([root / "measure", "1" if chosen.quick else "41"], root)
    samples = {}
    for line in out.splitlines():
        row, series, *numbers = line.split("\t")
        samples.setdefault(row, {})[SERIES[series]] = [float(number) for number in numbers]
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
