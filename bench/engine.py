#!/usr/bin/env python3
"""The parts of the engine that decide how long a build takes that has nothing to build."""

import common


def fingerprint(folder, runs):
    samples = common.google_benchmark(folder / "fingerprint_bench", runs)
    for count, aim in ((100, {"at_most": 100, "unit": "us"}), (10_000, None)):
        yield {
            "row": f"to find that {count:,} inputs are what they were",
            "unit": "ns",
            "subject": "prebind",
            "against": "a stat of each",
            "aim": aim,
            "series": {
                "prebind": samples[f"check_fresh/{count}"],
                "a stat of each": samples[f"stat_only/{count}"],
                "reading and hashing each": samples[f"check_paranoid/{count}"],
            },
        }


def store(folder, runs):
    samples = common.google_benchmark(folder / "store_bench", runs)
    yield {
        "row": "a library of 5 MB out of the store, verified",
        "unit": "ns",
        "subject": "prebind",
        "against": "a copy that is hashed",
        "aim": {"ratio_at_most": 1.3},
        "series": {
            "prebind": samples["restore"],
            "a copy that is hashed": samples["verified_copy"],
            "a plain copy": samples["plain_copy"],
        },
    }
    yield {
        "row": "the same, where it is there already",
        "unit": "ns",
        "subject": "prebind",
        "against": "a copy that is hashed",
        "aim": None,
        "series": {
            "prebind": samples["restore_what_is_there"],
            "a copy that is hashed": samples["verified_copy"],
            "a plain copy": samples["plain_copy"],
        },
    }


def assembler(folder, runs):
    samples = common.google_benchmark(folder / "assembler_bench", runs)
    names = {
        "in process": "in_process",
        "in a child": "in_child",
        "out of the store": "from_store",
        "starting llvm-mc": "starting_llvm_mc",
    }
    for size in (80, 4096, 16384, 65536):
        yield {
            "row": f"assembling a text of {size:,} bytes",
            "unit": "ns",
            "subject": "in a child",
            "against": "starting llvm-mc",
            "aim": None,
            "series": {name: samples[f"{key}/{size}/real_time"] for name, key in names.items()},
            "curve": {
                "plot": "assembling",
                "title": "Assembling one text",
                "x": size,
                "x_label": "bytes",
            },
        }


def main():
    chosen = common.options(__doc__)
    common.require("llvm-mc-19")
    runs = 1 if chosen.quick else 7
    rows = []
    for part in (fingerprint, store, assembler):
        common.say(part.__name__)
        rows += [{"group": "engine"} | row for row in part(chosen.prebind.parent, runs)]
    common.write_rows(chosen, rows)


if __name__ == "__main__":
    main()
