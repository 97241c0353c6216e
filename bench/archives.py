#!/usr/bin/env python3
"""What archives that come with a crate save, against assembling in its build script.

usage: archives.py PREBIND [--quick]

Prints a table for each question of docs/archives.md: medians in milliseconds of runs that take turns, and ratios to the
first column, which hold on any machine. Needs cargo, rustc, llvm-mc, llvm-ar and clang of LLVM 19, and takes minutes.
"""

import argparse
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

SOURCE = pathlib.Path(__file__).resolve().parents[1]
LLVM_MC = ["llvm-mc-19", "-filetype=obj", "-triple=x86_64-unknown-linux-gnu"]
CLANG = ["clang-19", "-c", "-x", "assembler", "--target=x86_64-unknown-linux-gnu"]
VARIANT = "x86_64-linux"


def snippet(number):
    return [f".globl snippet_{number}", f"snippet_{number}:", f"    lea {number}(%rdi), %rax", "    ret"]


def text_of(number):
    return "\n".join(snippet(number)) + "\n"


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def functions(count):
    declared = "".join(f"    pub fn snippet_{i}(x: u64) -> u64;\n" for i in range(count))
    return f'extern "C" {{\n{declared}}}\npub fn first(x: u64) -> u64 {{ unsafe {{ snippet_0(x) }} }}\n'


def manifest(name, dependencies=""):
    return f'[package]\nname = "{name}"\nversion = "1.0.0"\nedition = "2021"\n\n[workspace]\n{dependencies}'


def with_macros(folder, count):
    """Archives that come with the crate."""
    write(folder / "Cargo.toml", manifest("routines", f"""
[features]
bootstrap = ["prebind/bootstrap"]
[dependencies]
prebind = {{ path = "{SOURCE}/rust/prebind" }}
[build-dependencies]
prebind-build = {{ path = "{SOURCE}/rust/prebind-build" }}
[package.metadata.prebind]
archives = ["{VARIANT}"]
"""))
    write(folder / "build.rs", "fn main() {\n    prebind_build::archives();\n}\n")
    calls = []
    for i in range(count):
        lines = ", ".join(json.dumps(line) for line in snippet(i))
        calls.append(f'prebind::cached_embed_asm!(name = "s{i}", {lines});\n')
    write(folder / "src/lib.rs", "".join(calls) + functions(count))


def with_links(folder, count, archives):
    """The same archives, linked by hand."""
    write(folder / "Cargo.toml", manifest("routines"))
    shutil.copytree(archives, folder / "archives")
    write(folder / "build.rs", f"""fn main() {{
    println!("cargo:rerun-if-changed=archives/{VARIANT}");
    println!("cargo:rustc-link-search=native={{}}/archives/{VARIANT}", std::env::var("CARGO_MANIFEST_DIR").unwrap());
}}
""")
    links = [f'#[link(name = "routines.1.0.0.s{i}", kind = "static")] extern "C" {{}}\n' for i in range(count)]
    write(folder / "src/lib.rs", "".join(links) + functions(count))


def with_program(folder, count, command):
    """Assembly that the build script assembles, a start of the program for each, and one archive of it all."""
    write(folder / "Cargo.toml", manifest("routines"))
    for i in range(count):
        write(folder / f"asm/s{i}.s", text_of(i))
    arguments = "".join(f".arg({json.dumps(argument)})" for argument in command[1:])
    write(folder / "build.rs", f"""use std::process::Command;
fn main() {{
    println!("cargo:rerun-if-changed=asm");
    let out = std::env::var("OUT_DIR").unwrap();
    let mut ar = Command::new("llvm-ar-19");
    ar.arg("rcsD").arg(format!("{{out}}/libroutines_asm.a"));
    for i in 0..{count} {{
        let object = format!("{{out}}/s{{i}}.o");
        let status = Command::new("{command[0]}"){arguments}
            .arg(format!("asm/s{{i}}.s")).arg("-o").arg(&object).status().unwrap();
        assert!(status.success());
        ar.arg(object);
    }}
    assert!(ar.status().unwrap().success());
    println!("cargo:rustc-link-search=native={{out}}");
}}
""")
    link = '#[link(name = "routines_asm", kind = "static")] extern "C" {}\n'
    write(folder / "src/lib.rs", link + functions(count))


def run(command, folder, **environment):
    done = subprocess.run(command, cwd=folder, env={**ENVIRONMENT, **environment}, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"error: {' '.join(map(str, command))}\n{done.stdout}{done.stderr}")
    return done.stdout


def timed(action):
    start = time.perf_counter()
    action()
    return (time.perf_counter() - start) * 1000


def take_turns(actions, runs):
    """The times of actions by name, each run once in every turn; `before` is not counted."""
    times = {name: [] for name in actions}
    for _ in range(runs):
        for name, (before, action) in actions.items():
            before()
            times[name].append(timed(action))
    return {name: statistics.median(values) for name, values in times.items()}


def row(label, medians):
    first = next(iter(medians.values()))
    cells = [f"{label:<28}"] + [f"{value:9.1f} ms {value / first:6.2f} x" for value in medians.values()]
    print(" | ".join(cells), flush=True)


def head(title, columns):
    print(f"\n{title}\n" + " | ".join([" " * 28] + [f"{column:>21}" for column in columns]), flush=True)


def build(folder):
    """Builds the crate alone; what it depends on is there."""
    return (lambda: run(["cargo", "clean", "-q", "-p", "routines"], folder), lambda: run(["cargo", "build"], folder))


def build_from_nothing(folder):
    return (lambda: shutil.rmtree(folder / "target", ignore_errors=True), lambda: run(["cargo", "build"], folder))


class Crates:
    """The crates of each kind with so many snippets, built once."""

    def __init__(self, root, prebind, count, programs=True):
        folders = {"archives": root / f"macros{count}", "#[link]": root / f"links{count}"}
        with_macros(folders["archives"], count)
        run([prebind, "archive", "."], folders["archives"])
        with_links(folders["#[link]"], count, folders["archives"] / "archives")
        if programs:
            folders |= {"llvm-mc": root / f"mc{count}", "clang": root / f"clang{count}"}
            with_program(folders["llvm-mc"], count, LLVM_MC)
            with_program(folders["clang"], count, CLANG)
        self.folders = folders
        # The others have no dependencies to compile.
        run(["cargo", "build"], folders["archives"])


def compile_time(root, prebind, counts):
    head("Build of a crate, its dependencies compiled", ["archives", "llvm-mc", "clang"])
    for count, runs in counts:
        folders = Crates(root, prebind, count).folders
        kinds = ("archives", "llvm-mc", "clang")
        row(f"{count} snippet{'s' if count > 1 else ''}", take_turns({kind: build(folders[kind]) for kind in kinds}, runs))
        if count == 1:
            nothing = take_turns({kind: build_from_nothing(folders[kind]) for kind in kinds}, runs)
            row("1 snippet, from nothing", nothing)


def against_links(root, prebind, runs):
    head("100 macros in regular mode", ["#[link] blocks", "macros", "macros, no check"])
    folders = Crates(root / "links", prebind, 100, programs=False).folders
    clean, _ = build(folders["archives"])
    unchecked = lambda: run(["cargo", "build"], folders["archives"], PREBIND_ARCHIVE_DISABLE_CHECK="1")
    row("build of the crate", take_turns({
        "link": build(folders["#[link]"]),
        "macros": build(folders["archives"]),
        "unchecked": (clean, unchecked),
    }, runs))


def bootstrap(root, prebind, count, runs):
    head(f"Bootstrap of {count} snippets", ["prebind archive", "of that assembling", "llvm-mc for each"])
    folder = root / "bootstrap"
    with_macros(folder, count)
    run([prebind, "archive", "."], folder)
    assembling = []

    def archive():
        report = json.loads(run([prebind, "archive", ".", "--json"], folder))
        assembling.append(sum(archive["microseconds"] for archive in report["archives"]) / 1000)

    def start_each():
        for i in range(count):
            run([*LLVM_MC, f"archives/{VARIANT}/s{i}.s", "-o", "/dev/null"], folder)

    def remove():
        shutil.rmtree(folder / "archives", ignore_errors=True)

    medians = take_turns({"prebind archive": (remove, archive), "llvm-mc": (lambda: None, start_each)}, runs)
    row("time", {"archive": medians["prebind archive"], "assembling": statistics.median(assembling),
                 "llvm-mc": medians["llvm-mc"]})


def check(root, prebind):
    """The macro's own code, in a program of its own."""
    head("What the check of a macro costs", ["text", "times of files"])
    folder = root / "check"
    with_macros(folder, 1000)
    run([prebind, "archive", "."], folder)
    run(["rustc", "-O", "--edition", "2021", SOURCE / "bench/archive_check.rs", "-o", folder / "check"], folder)
    out = run([folder / "check", folder / "archives" / VARIANT], folder).split()
    text, times = (float(value) / 1e6 for value in out)
    cells = [f"{value * 1000:9.2f} us {value / text:6.2f} x" for value in (text, times)]
    print(" | ".join([f"{'a macro':<28}", *cells]), flush=True)


def main():
    global ENVIRONMENT
    parser = argparse.ArgumentParser()
    parser.add_argument("prebind", type=pathlib.Path)
    parser.add_argument("--quick", action="store_true", help="fewer snippets and runs")
    options = parser.parse_args()
    prebind = options.prebind.resolve()
    for tool in ("cargo", "rustc", LLVM_MC[0], CLANG[0], "llvm-ar-19"):
        if not shutil.which(tool):
            sys.exit(f"error: there is no {tool} on PATH\nhelp: apt-get install llvm-19 clang-19, and a Rust toolchain")
    with tempfile.TemporaryDirectory() as place:
        root = pathlib.Path(place)
        ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith(("PREBIND_", "CARGO_"))}
        for kept in ("CARGO_HOME",):
            if kept in os.environ:
                ENVIRONMENT[kept] = os.environ[kept]
        ENVIRONMENT |= {"CARGO_INCREMENTAL": "0", "CARGO_NET_OFFLINE": "true", "RUSTFLAGS": "",
                        "XDG_CACHE_HOME": str(root / "cache")}
        check(root, prebind)
        against_links(root, prebind, 3 if options.quick else 15)
        if options.quick:
            bootstrap(root, prebind, 100, 1)
            compile_time(root, prebind, [(1, 1), (10, 1)])
        else:
            bootstrap(root, prebind, 1000, 3)
            compile_time(root, prebind, [(1, 5), (10, 5), (100, 3), (1000, 1)])


if __name__ == "__main__":
    main()
