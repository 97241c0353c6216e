#!/usr/bin/env python3
"""What archives that come with a crate save, against assembling in its build script."""

import itertools
import json
import shutil

import common
from common import SOURCE, run, write

LLVM_MC = ["llvm-mc-19", "-filetype=obj", "-triple=x86_64-unknown-linux-gnu"]
CLANG = ["clang-19", "-c", "-x", "assembler", "--target=x86_64-unknown-linux-gnu"]
VARIANT = "x86_64-linux"

# Snippets in a crate, and how often it is built. The programs that others start take a minute for a
# thousand.
SIZES = ((1, 5), (10, 5), (100, 3), (1000, 1))
# So many are assembled by `prebind archive`.
BOOTSTRAP = 1000
KINDS = ("archives", "llvm-mc in build.rs", "clang in build.rs")
COMPARED = {
    "group": "archives", "unit": "ms", "subject": "archives", "against": "llvm-mc in build.rs"}


def snippet(number):
    return [
        f".globl snippet_{number}", f"snippet_{number}:", f"    lea {number}(%rdi), %rax",
        "    ret"]


def text_of(number):
    return "\n".join(snippet(number)) + "\n"


def functions(count):
    declared = "".join(f"    pub fn snippet_{i}(x: u64) -> u64;\n" for i in range(count))
    return (f'extern "C" {{\n{declared}}}\n'
            "pub fn first(x: u64) -> u64 { unsafe { snippet_0(x) } }\n")


def manifest(name, dependencies=""):
    return (f'[package]\nname = "{name}"\nversion = "1.0.0"\nedition = "2021"\n\n'
            f"[workspace]\n{dependencies}")


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
    let folder = std::env::var("CARGO_MANIFEST_DIR").unwrap();
    println!("cargo:rustc-link-search=native={{}}/archives/{VARIANT}", folder);
}}
""")
    links = [
        f'#[link(name = "routines.1.0.0.s{i}", kind = "static")] extern "C" {{}}\n'
        for i in range(count)]
    write(folder / "src/lib.rs", "".join(links) + functions(count))


def with_program(folder, count, command):
    """Assembly that the build script assembles, a start of the program for each text, into one
    archive."""
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


def build(folder):
    """Builds the crate alone; what it depends on is there."""
    return (lambda: run(["cargo", "clean", "-q", "-p", "routines"], folder),
            lambda: run(["cargo", "build"], folder))


def build_from_nothing(folder):
    return (lambda: shutil.rmtree(folder / "target", ignore_errors=True),
            lambda: run(["cargo", "build"], folder))


def crates_of(root, prebind, count):
    """The crates of each kind with so many snippets. The one with macros is built once, since the
    others have no dependencies."""
    folders = {kind: root / f"{kind.split()[0]}{count}" for kind in KINDS}
    with_macros(folders[KINDS[0]], count)
    run([prebind, "archive", "."], folders[KINDS[0]])
    with_program(folders[KINDS[1]], count, LLVM_MC)
    with_program(folders[KINDS[2]], count, CLANG)
    run(["cargo", "build"], folders[KINDS[0]])
    return folders


def compile_time(root, prebind, sizes):
    for count, runs in sizes:
        snippets = f"{count:,} snippet{'s' if count > 1 else ''}"
        common.say(f"building a crate with {snippets}")
        folders = crates_of(root, prebind, count)
        yield COMPARED | {
            "row": f"{snippets}, dependencies compiled", "aim": None,
            "series": common.take_turns({kind: build(folders[kind]) for kind in KINDS}, runs),
            "curve": {
                "plot": "build", "x": count, "x_label": "snippets",
                "title": "Build of a crate with assembly, its dependencies compiled"}}
        if count == 1:
            yield COMPARED | {
                "row": f"{snippets}, from nothing", "aim": None,
                "series": common.take_turns(
                    {kind: build_from_nothing(folders[kind]) for kind in KINDS}, min(runs, 3)),
                "note": "From nothing, `prebind` and `prebind-build` are compiled first, once for "
                        "all crates that use them."}


def against_links(root, prebind, runs):
    common.say("100 macros beside #[link] blocks")
    macros, links = root / "macros", root / "links"
    with_macros(macros, 100)
    run([prebind, "archive", "."], macros)
    with_links(links, 100, macros / "archives")
    run(["cargo", "build"], macros)
    clean, action = build(macros)
    yield {
        "group": "archives", "row": "100 macros in everybody's build", "unit": "ms",
        "subject": "macros", "against": "`#[link]` blocks", "aim": {"ratio_at_most": 1.05},
        "series": common.take_turns({
            "macros": (clean, action), "`#[link]` blocks": build(links),
            "macros, no check": (
                clean,
                lambda: run(["cargo", "build"], macros, PREBIND_ARCHIVE_DISABLE_CHECK="1")),
        }, runs)}


def check(root, prebind, runs):
    """The macro's own code, in a program of its own."""
    common.say("the check of a macro")
    folder = root / "check"
    with_macros(folder, 1000)
    run([prebind, "archive", "."], folder)
    program = folder / "check"
    run(["rustc", "-O", "--edition", "2021", SOURCE / "bench/archive_check.rs", "-o", program],
        folder)
    measured = (run([program, folder / "archives" / VARIANT], folder) for _ in range(runs))
    text, times = zip(*(map(float, each.split()) for each in measured))
    yield {
        "group": "archives", "row": "the check of one macro", "unit": "ns",
        "subject": "comparing the text", "against": "comparing times of files", "aim": None,
        "series": {"comparing the text": list(text), "comparing times of files": list(times)}}


def bootstrap(root, prebind, count, runs):
    common.say(f"prebind archive of {count:,} snippets")
    folder = root / "bootstrap"
    with_macros(folder, count)
    run([prebind, "archive", "."], folder)
    assembling = []
    aside = itertools.count()

    # Not removed: for five seconds ext4 looks at every inode that was, before it gives out a new
    # one.
    def move_away():
        (folder / "archives").rename(root / f"archives{next(aside)}")

    def archive():
        report = json.loads(run([prebind, "archive", ".", "--json"], folder))
        assembling.append(sum(archive["microseconds"] for archive in report["archives"]) / 1000)

    def start_each():
        for i in range(count):
            # Not to /dev/null: where llvm-mc is stopped, it removes its output.
            run([*LLVM_MC, f"archives/{VARIANT}/s{i}.s", "-o", "object.o"], folder)

    series = common.take_turns({
        "prebind archive": (move_away, archive),
        "llvm-mc for each": start_each,
    }, runs)
    yield {
        "group": "archives", "row": f"archives of {count:,} snippets", "unit": "ms",
        "subject": "prebind archive", "against": "llvm-mc for each",
        "aim": {"times_faster": 50} if count == BOOTSTRAP else None,
        "series": series | {"of that assembling": assembling}}


def main():
    chosen = common.options(__doc__)
    common.require("cargo", "rustc", LLVM_MC[0], CLANG[0], "llvm-ar-19")
    prebind, quick = chosen.prebind, chosen.quick
    with common.workspace() as root:
        common.write_rows(chosen, [
            *compile_time(root, prebind, ((1, 1),) if quick else SIZES),
            *bootstrap(root, prebind, 10 if quick else BOOTSTRAP, 1),
            *against_links(root, prebind, 1 if quick else 9),
            *check(root, prebind, 1 if quick else 5),
        ])


if __name__ == "__main__":
    main()
