"""Crates of many functions, with `#[julia]` and as plain C functions, and how to build them."""

import re

import common

# Functions of a few lines on numbers, as they are exported in practice; {n} makes each another one.
# What stands in place of {sig} tells how they are exported.
BODIES = (
    """fn scale_{n}(value: f64, factor: f64) -> f64 {{
    if factor == 0.0 {{
        return {n}.5;
    }}
    value * factor + {n}.25
}}
""",
    """fn count_{n}(start: i64, step: i64, limit: i64) -> i64 {{
    let mut value = start;
    let mut steps = {n};
    while value < limit && steps < 10_000 {{
        value = value.wrapping_add(step);
        steps += 1;
    }}
    steps
}}
""",
    """fn mix_{n}(a: u32, b: u32) -> u32 {{
    let mixed = (a ^ {n}).wrapping_mul(0x9E37_79B9).rotate_left(b % 32);
    mixed ^ (mixed >> 15)
}}
""",
    """fn decay_{n}(amount: f64, rate: f64, years: u32) -> f64 {{
    let mut left = amount;
    for year in 0..years {{
        left -= left * rate + f64::from(year) * {n}.0;
    }}
    left.max(0.0)
}}
""",
)

# One that does some work with what the standard library has for it.
WORKING = (
    """fn report_{n}(count: u64, seed: u64) -> u64 {{
    let line = |i: u64| format!("{{}}-{{:>8.3}}", i ^ seed, i as f64 * {n}.5);
    let mut lines: Vec<String> = (0..count).map(line).collect();
    lines.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    let mut counts = std::collections::BTreeMap::new();
    for line in &lines {{
        for word in line.split('-') {{
            *counts.entry(word.len() as u64).or_insert(0) += {n};
        }}
    }}
    counts.iter().map(|(length, count)| length * count).sum()
}}
""",
)


# What glue by hand returns: the value, and whether there is none because the function panicked.
OUTCOME = """
use std::mem::MaybeUninit;

#[repr(C)]
pub struct Outcome<T> {
    value: MaybeUninit<T>,
    panicked: bool,
}
"""


def functions(count, before, bodies=BODIES):
    """Rust source of so many."""
    return "\n".join(before + bodies[n % len(bodies)].format(n=n) for n in range(count))


def manifest(folder, more=""):
    common.write(
        folder / "Cargo.toml",
        f'[package]\nname = "many"\nversion = "1.0.0"\nedition = "2021"\n\n[workspace]\n{more}',
    )


def marked(folder, count, bodies=BODIES):
    manifest(folder, f'\n[dependencies]\nprebind = {{ path = "{common.SOURCE}/rust/prebind" }}\n')
    common.write(
        folder / "src/lib.rs",
        "use prebind::julia;\n\n" + functions(count, "#[julia]\npub ", bodies),
    )
    return folder


def plain(folder, count, bodies=BODIES):
    manifest(folder, '\n[lib]\ncrate-type = ["cdylib"]\n')
    common.write(folder / "src/lib.rs", functions(count, '#[no_mangle]\npub extern "C" ', bodies))
    return folder


def caught(folder, count):
    """The same with hand-written glue that lets no panic out, as it has to be where C calls."""
    manifest(folder, '\n[lib]\ncrate-type = ["cdylib"]\n')
    source = functions(count, "pub ") + OUTCOME + """
use std::panic::{catch_unwind, AssertUnwindSafe};

fn caught<T>(work: impl FnOnce() -> T) -> Outcome<T> {
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(value) => Outcome { value: MaybeUninit::new(value), panicked: false },
        Err(_) => Outcome { value: MaybeUninit::uninit(), panicked: true },
    }
}
"""
    for name, parameters, returned in re.findall(r"fn (\w+_\d+)\((.*)\) -> (\w+)", source):
        arguments = ", ".join(parameter.split(":")[0] for parameter in parameters.split(", "))
        source += (
            f'\n#[no_mangle]\npub extern "C" fn c_{name}({parameters}) -> Outcome<{returned}> {{\n'
            f"    caught(|| {name}({arguments}))\n}}\n"
        )
    common.write(folder / "src/lib.rs", source)
    return folder


def least(folder, count):
    """The least of a second function that lets no panic out and of a record beside each.

    What catches is shared by all of one signature, and the record is bytes that the compiler has
    nothing to do with.
    """
    manifest(folder, '\n[lib]\ncrate-type = ["cdylib"]\n')
    source = functions(count, "pub ")
    added = OUTCOME + "\nuse std::panic::catch_unwind;\n"
    signatures = {}
    for name, parameters, returned in re.findall(r"fn (\w+_\d+)\((.*)\) -> (\w+)", source):
        types = ", ".join(parameter.split(": ")[1] for parameter in parameters.split(", "))
        arguments = ", ".join(parameter.split(":")[0] for parameter in parameters.split(", "))
        if (types, returned) not in signatures:
            signatures[types, returned] = f"caught_{len(signatures)}"
            added += (
                f"\n#[inline(never)]\nfn {signatures[types, returned]}"
                f"(work: fn({types}) -> {returned}, {parameters}) -> Outcome<{returned}> {{\n"
                f"    match catch_unwind(move || work({arguments})) {{\n"
                "        Ok(value) => "
                "Outcome { value: MaybeUninit::new(value), panicked: false },\n"
                "        Err(_) => "
                "Outcome { value: MaybeUninit::uninit(), panicked: true },\n    }\n}\n"
            )
        record = f"{name}({parameters}) -> {returned}".ljust(250)
        added += (
            f'\n#[no_mangle]\npub extern "C" fn c_{name}({parameters}) -> Outcome<{returned}> {{\n'
            f"    {signatures[types, returned]}({name}, {arguments})\n}}\n"
            f'\n#[no_mangle]\npub static RECORD_{name}: [u8; {len(record)}] = *b"{record}";\n'
        )
    common.write(folder / "src/lib.rs", source + added)
    return folder


def prebind_build(prebind, folder):
    """As a person types it: in release mode."""
    return common.start(prebind, "build", folder, "-o", folder / "out/Many.jl")


def cargo_build(folder, *options):
    return common.start(
        "cargo", "build", "--manifest-path", folder / "Cargo.toml", *(options or ["--release"])
    )


def edited(folder):
    """Each time another change at the end of the source, as a developer makes it."""
    state = {"edit": 0}

    def before():
        state["edit"] += 1
        with open(folder / "src/lib.rs", "a", encoding="utf-8") as source:
            source.write(f"// edit {state['edit']}\n")
    return before
