#!/usr/bin/env bash
# A library that needs others of this machine is not shipped without them; building it says so.
. "$PREBIND_SOURCE/tests/support/common.inc"
use_interpreter

make_crate needy <<'END_OF_RUST'
extern "C" {
    fn quad(x: i32) -> i32;
}
#[prebind::julia]
pub fn four_times(x: i32) -> i32 {
    unsafe { quad(x) }
}
END_OF_RUST
printf 'int quad(int x) { return 4 * x; }\n' >needy/quad.c
# script ARGUMENT: the build script, which passes this to the linker
script() {
  cat >needy/build.rs <<END_OF_RUST
fn main() {
    let out = std::env::var("OUT_DIR").unwrap();
    let made = std::process::Command::new("cc")
        .args(["-shared", "-fPIC", "quad.c", "-o"]).arg(format!("{}/libquad.so", out)).status();
    assert!(made.unwrap().success());
    println!("cargo:rustc-link-search=native={}", out);
    println!("cargo:rustc-link-lib=dylib=quad");
    println!("cargo:rustc-link-arg={}", $1);
}
END_OF_RUST
}
pack() {
  "$PREBIND" package needy --url https://example.org --artifacts Artifacts.toml -o dist "$@"
}

script 'format!("-Wl,-rpath,{}", out)'
succeeds "$PREBIND" build needy
says 'note: `libneedy.so` needs `libquad.so`, which is on this machine only: '
says '/out/libquad.so'
evaluates Needy.jl 'print(four_times(2))'
prints 8
fails 1 pack
says 'error: `libneedy.so` needs `libquad.so`, which is on this machine only'
says '/out/libquad.so'
says 'help: ship it too, with `--with-libraries`, or link it statically'
says 'error: `libneedy.so` looks for libraries in a folder of this machine: `'
says 'help: remove the `-rpath` that names it, in build.rs or in cargo'\''s configuration'
says 'error: could not package `needy` because of the 2 errors above'
[[ ! -e dist && ! -e Artifacts.toml ]] || fail 'something was written'

# Without the path the library is missing all the same.
script '"-Wl,-rpath,$ORIGIN"'
fails 1 pack
says 'error: `libneedy.so` needs `libquad.so`, which is on this machine only'
[[ $(<errors) != *'folder of this machine'* ]] || fail 'the own folder is taken for another'

# Shipped with it, where the path into this machine is gone: what build.rs passes to the linker
# comes first.
script 'format!("-Wl,-rpath,{}", out)'
fails 1 pack --with-libraries
says 'error: `libneedy.so` looks for libraries in a folder of this machine: `'
[[ $(<errors) != *'needs `libquad.so`'* ]] || fail 'it would have been shipped'
script '"-Wl,-O1"'
succeeds pack --with-libraries
succeeds pack --with-libraries
prints '  unchanged dist/needy'
mkdir -p elsewhere
tar xzf dist/needy*.tar.gz -C elsewhere
equals "$(cd elsewhere/lib && echo *)" 'libneedy.so libquad.so'
succeeds "$PREBIND" build needy
mv needy/target hidden
PREBIND_LIBRARY_NEEDY=$PWD/elsewhere/lib/libneedy.so evaluates Needy.jl 'print(four_times(3))'
prints 12
mv hidden needy/target

# The system's libraries are the system's matter.
make_small_crate plain
succeeds "$PREBIND" package plain --url https://example.org --artifacts Artifacts.toml -o dist
