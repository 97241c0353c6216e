#!/usr/bin/env python3
"""What `#[julia]` costs everybody who compiles a crate that has it, and no Prebind."""

import shutil

import common
import crates

FUNCTIONS = 100


def beside(root):
    """The same crate, whose attribute is made with syn and quote."""
    folder = root / "syn"
    shutil.copytree(
        common.SOURCE / "bench/attribute", folder, ignore=shutil.ignore_patterns("target")
    )
    common.write(
        folder / "src/lib.rs",
        "use macros::julia;\n\n" + crates.functions(FUNCTIONS, "#[julia]\npub "),
    )
    # The only time that the network is asked.
    common.run(["cargo", "fetch", "--locked"], folder, CARGO_NET_OFFLINE="false")
    return folder


def without_attribute(root):
    folder = root / "bare"
    crates.manifest(folder)
    common.write(folder / "src/lib.rs", crates.functions(FUNCTIONS, "pub "))
    return folder


def cleared(folder):
    return lambda: shutil.rmtree(folder / "target", ignore_errors=True)


def main():
    chosen = common.options(__doc__)
    common.require("cargo", "rustc")
    shared = {"group": "attribute", "unit": "ms", "subject": "prebind", "against": "syn and quote"}
    with common.workspace() as root:
        common.say("fetching the peer's dependencies")
        folders = {
            "prebind": crates.marked(root / "prebind", FUNCTIONS),
            "syn and quote": beside(root),
            "no attribute": without_attribute(root),
        }
        build = {
            name: crates.cargo_build(folder, "--profile", "dev") for name, folder in folders.items()
        }
        common.say("from nothing")
        clean = common.take_turns(
            {name: (cleared(folders[name]), build[name]) for name in folders},
            1 if chosen.quick else 9,
        )
        common.say("after an edit")
        edit = common.take_turns(
            {name: (crates.edited(folders[name]), build[name]) for name in folders},
            1 if chosen.quick else 15,
        )
    common.write_rows(
        chosen,
        [
            shared
            | {
                "row": f"a clean build of a crate with {FUNCTIONS} functions",
                "series": clean,
                "aim": {"times_faster": 3},
            },
            shared | {"row": "the same after an edit", "series": edit, "aim": None},
        ],
    )


if __name__ == "__main__":
    main()
