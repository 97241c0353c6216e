#!/usr/bin/env python3
"""How long a precompiled package takes from `using` to the result of its first call, against the same package written by hand."""

import common

SIZES = {10: None, 100: {"ratio_at_most": 1.1}, 1000: {"ratio_at_most": 1.25}}
HAND = "by hand"

PROJECT = 'name = "{name}"\nuuid = "5e6a9b1c-3f0e-4a3e-9a55-6f6d3c1f5e{number}"\n'

# Time inside of the process: from before `using` until the first call has returned.
SCRIPT = "start = time_ns(); using {name}; f0(1.0, 2.0); print(time_ns() - start)"


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
    calls = "".join(f"f{i}(a::Real, b::Real) = ccall((:hand_f{i}, LIB), Float64, (Float64, Float64), a, b)\n"
                    for i in range(count))
    return f'const LIB = joinpath(@__DIR__, "..", "..", "Bound", "lib", "libmany.so")\nexport {names}\n{calls}'


class Packages:
    """The two packages with so many functions, both over one library and both precompiled."""

    def __init__(self, chosen, root, count):
        common.say(f"packages of {count} functions")
        self.root = root / str(count)
        self.julia = [common.SOURCE / "scripts/julia", "--startup-file=no"]
        crate = self.root / "many"
        common.write(crate / "Cargo.toml", '[package]\nname = "many"\nversion = "1.0.0"\nedition = "2021"\n[workspace]\n'
                     f'[dependencies]\nprebind = {{ path = "{common.SOURCE}/rust/prebind" }}\n')
        common.write(crate / "src/lib.rs", functions(count))
        for number, name in ((10, "Bound"), (11, "Hand")):
            common.write(self.root / name / "Project.toml", PROJECT.format(name=name, number=number))
            common.write(self.root / name / f"src/{name}.jl", f'module {name}\ninclude("functions.jl")\n'
                         + ("using .Many\nexport f0\n" if name == "Bound" else "") + "end\n")
        common.write(self.root / "Hand/src/functions.jl", by_hand(count))
        common.run([chosen.prebind, "build", crate, "-o", self.root / "Bound/src/functions.jl", "--module", "Many",
                    "--lib-dir", self.root / "Bound/lib"], self.root)
        for name in ("Bound", "Hand"):
            self.load(name)

    def load(self, name):
        """Nanoseconds from `using` to the first result."""
        out = common.run([*self.julia, f"--project={self.root / name}", "-e", SCRIPT.format(name=name)], self.root,
                         JULIA_DEPOT_PATH=str(self.root / "depot"))
        return float(out)

    def start(self):
        common.run([*self.julia, "-e", "1 + 1"], self.root, JULIA_DEPOT_PATH=str(self.root / "depot"))

    def measure(self, runs):
        """Milliseconds by what and who."""
        inside = {"prebind": [], HAND: []}

        def loading(series, name):
            return lambda: inside[series].append(self.load(name) / 1e6)

        whole = common.take_turns({"prebind": loading("prebind", "Bound"), HAND: loading(HAND, "Hand"),
                                   "Julia alone": self.start}, runs)
        return inside, whole


def row(count, title, series, aim, plot):
    return {"group": "loading", "row": title, "unit": "ms", "subject": "prebind", "against": HAND, "aim": aim, "series": series,
            "curve": {"plot": plot, "title": title.split(",")[0], "x": count, "x_label": "functions"}}


def main():
    chosen = common.options(__doc__)
    inside, whole = [], []
    with common.workspace() as root:
        for count in (10,) if chosen.quick else SIZES:
            of_using, of_process = Packages(chosen, root, count).measure(1 if chosen.quick else 15)
            inside.append(row(count, f"`using` and the first call, {count:,} functions", of_using, SIZES[count], "using"))
            whole.append(row(count, f"the whole process, {count:,} functions", of_process, SIZES[count], "process"))
    common.write_rows(chosen, inside + whole)


if __name__ == "__main__":
    main()
