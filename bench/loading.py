#!/usr/bin/env python3
"""How long a precompiled package takes: `using` alone, and to the result of its first call.

It is measured beside the same package written by hand.
"""

import common

SIZES = {10: None, 100: {"ratio_at_most": 1.1}, 1000: {"ratio_at_most": 1.25}}
HAND = "by hand"
OPENED = "by hand, opened in `__init__`"
READY = "by hand, opened and precompiled"

PROJECT = ('name = "{name}"\nuuid = "5e6a9b1c-3f0e-4a3e-9a55-6f6d3c1f5e{number}"\n'
           '[deps]\nLibdl = "8f399da3-3557-5675-b5ff-fb832c97cbdb"\n')

# Nanoseconds inside of the process: from before `using` until it is done, and until the first call
# has returned. `time_ns` is called once before, so that neither waits for it.
SCRIPT = ("time_ns(); start = time_ns(); using {name}; loaded = time_ns(); f0(1.0, 2.0); "
          "called = time_ns(); print(loaded - start, ' ', called - start)")


def functions(count):
    return "".join(f"""#[prebind::julia]
pub fn f{i}(a: f64, b: f64) -> f64 {{
    a + b * {i}.0
}}

#[no_mangle]
pub extern "C" fn hand_f{i}(a: f64, b: f64) -> f64 {{
    a + b * {i}.0
}}

""" for i in range(count))


def by_hand(count):
    names = ", ".join(f"f{i}" for i in range(count))
    calls = "".join(
        f"f{i}(a::Real, b::Real) = ccall((:hand_f{i}, LIB), Float64, (Float64, Float64), a, b)\n"
        for i in range(count)
    )
    library = 'joinpath(@__DIR__, "..", "..", "Bound", "lib", "libmany.so")'
    return f"const LIB = {library}\nexport {names}\n{calls}"


def opened(count):
    """As packages of binaries do it: if there is no library, loading fails, not the first call."""
    return ("using Libdl\n" + by_hand(count)
            + "const HANDLE = Ref{Ptr{Cvoid}}()\n__init__() = (HANDLE[] = dlopen(LIB); nothing)\n")


def ready(count):
    """The same with its native code, which Julia 1.9 and newer keep."""
    lines = [f"precompile(f{i}, (Float64, Float64))\n" for i in range(count)]
    return opened(count) + "".join(lines) + "precompile(__init__, ())\n"


class Packages:
    """Packages with so many functions, all over one library and all precompiled."""

    def __init__(self, chosen, root, count):
        common.say(f"packages of {count} functions")
        self.root = root / str(count)
        self.julia = [common.SOURCE / "scripts/julia", "--startup-file=no"]
        crate = self.root / "many"
        common.write(
            crate / "Cargo.toml",
            '[package]\nname = "many"\nversion = "1.0.0"\nedition = "2021"\n[workspace]\n'
            f'[dependencies]\nprebind = {{ path = "{common.SOURCE}/rust/prebind" }}\n',
        )
        common.write(crate / "src/lib.rs", functions(count))
        self.build(chosen, crate, "Bound", "Bound.jl")
        self.build(chosen, crate, "BoundIncluded", "functions.jl")
        including = 'include("functions.jl")\n'
        self.write(
            "BoundIncluded",
            "BoundIncluded.jl",
            f"module BoundIncluded\n{including}using .Many\nexport f0\nend\n",
        )
        self.write("Hand", "Hand.jl", f"module Hand\n{by_hand(count)}end\n")
        self.write("HandOpened", "HandOpened.jl", f"module HandOpened\n{opened(count)}end\n")
        self.write("HandReady", "HandReady.jl", f"module HandReady\n{ready(count)}end\n")
        self.write("HandIncluded", "HandIncluded.jl", f"module HandIncluded\n{including}end\n")
        self.write("HandIncluded", "functions.jl", by_hand(count))
        names = ("Bound", "BoundIncluded", "Hand", "HandOpened", "HandIncluded", "HandReady")
        for number, name in enumerate(names, 10):
            common.write(
                self.root / name / "Project.toml", PROJECT.format(name=name, number=number)
            )
            self.load(name)

    def build(self, chosen, crate, name, file):
        module = "Bound" if file == "Bound.jl" else "Many"
        common.run(
            [
                chosen.prebind,
                "build",
                crate,
                "-o",
                self.root / name / "src" / file,
                "--module",
                module,
                "--lib-dir",
                self.root / name / "lib",
            ],
            self.root,
        )

    def write(self, name, file, text):
        common.write(self.root / name / "src" / file, text)

    def load(self, name):
        """Milliseconds that `using` takes, and those to the first result."""
        out = common.run(
            [*self.julia, f"--project={self.root / name}", "-e", SCRIPT.format(name=name)],
            self.root,
            JULIA_DEPOT_PATH=str(self.root / "depot"),
        )
        return [float(part) / 1e6 for part in out.split()]

    def start(self):
        common.run(
            [*self.julia, "-e", "1 + 1"], self.root, JULIA_DEPOT_PATH=str(self.root / "depot")
        )

    def measure(self, runs):
        """Milliseconds by who: `using` alone, with the first call in one file or with `include`,
        and the whole process."""
        alone = {"prebind": [], HAND: [], OPENED: [], READY: []}
        inside = {"prebind": [], HAND: [], OPENED: [], READY: []}
        included = {"prebind": [], HAND: []}

        def loading(name, called, loaded=None):
            def load():
                until_loaded, until_called = self.load(name)
                called.append(until_called)
                if loaded is not None:
                    loaded.append(until_loaded)
            return load

        whole = common.take_turns(
            {
                "prebind": loading("Bound", inside["prebind"], alone["prebind"]),
                HAND: loading("Hand", inside[HAND], alone[HAND]),
                OPENED: loading("HandOpened", inside[OPENED], alone[OPENED]),
                READY: loading("HandReady", inside[READY], alone[READY]),
                "included": loading("BoundIncluded", included["prebind"]),
                "included by hand": loading("HandIncluded", included[HAND]),
                "Julia alone": self.start,
            },
            runs,
        )
        processes = {name: whole[name] for name in ("prebind", HAND, "Julia alone")}
        return alone, inside, included, processes


def row(count, title, series, aim, plot, against=HAND):
    made = {"group": "loading", "row": title, "unit": "ms", "subject": "prebind",
            "against": against, "aim": aim, "series": series}
    if plot:
        made["curve"] = {
            "plot": plot,
            "title": title.split(",")[0],
            "x": count,
            "x_label": "functions",
        }
    return made


def main():
    chosen = common.options(__doc__)
    alone, inside, included, whole = [], [], [], []
    # What keeps native code is compared with what has it as well.
    against, aims = HAND, SIZES
    if common.keeps_code():
        against, aims = READY, dict.fromkeys(SIZES, {"ratio_at_most": 1.1})
    with common.workspace() as root:
        for count in (10,) if chosen.quick else SIZES:
            of_using, of_call, of_included, of_process = Packages(chosen, root, count).measure(
                1 if chosen.quick else 15
            )
            # Before Julia 1.9 the first call compiles more than `using` does, and is what counts.
            alone.append(row(count, f"`using` alone, {count:,} functions", of_using,
                             aims[count] if common.keeps_code() else None, None, against))
            inside.append(row(count, f"`using` and the first call, {count:,} functions", of_call,
                              aims[count], "using", against))
            included.append(
                row(
                    count,
                    f"`using` and the first call, {count:,} functions "
                    "in a file that the package includes",
                    of_included,
                    None,
                    None,
                )
            )
            whole.append(
                row(
                    count,
                    f"the whole process, {count:,} functions",
                    of_process,
                    SIZES[count],
                    "process",
                )
            )
    common.write_rows(chosen, alone + inside + included + whole)


if __name__ == "__main__":
    main()
