#!/usr/bin/env bash
# What is in an archive is in the program, whether anything refers to it or not: what runs when the
# program starts, and what WebAssembly exports.
. "$PREBIND_SOURCE/tests/support/archive.inc"

variants='"x86_64-linux", "wasm32"'
make_archive_crate starts <<'END'
#![no_std]
#[cfg(not(target_family = "wasm"))]
prebind::cached_embed_asm!(name = "starts", ".text", "go:", "movq started@GOTPCREL(%rip), %rax",
    "movb $7, (%rax)", "ret",
    ".section .init_array,\"aw\"", ".p2align 3", ".quad go");
#[cfg(target_family = "wasm")]
prebind::cached_embed_asm!(name = "starts", ".globl seven", "seven:",
    ".functype seven () -> (i32)", "i32.const 7", "end_function",
    ".export_name seven, seven");
#[no_mangle]
pub static mut started: u8 = 0;
#[inline(always)]
pub fn value() -> u8 {
    unsafe { core::ptr::addr_of!(started).read_volatile() }
}
END
CARGO=$DEBIAN_CARGO RUSTC=/usr/bin/rustc succeeds prebind archive starts
make_user_of starts
cat >>user/Cargo.toml <<'END'
[lib]
crate-type = ["cdylib"]
END
echo 'fn main() { println!("{}", starts::value()); }' >user/src/main.rs
# Not a single function of the crate is called.
echo 'extern crate starts as _; #[no_mangle] pub extern "C" fn f() {}' >user/src/lib.rs

started() {
  succeeds "$CARGO" run --manifest-path user/Cargo.toml "$@"
  equals "$(<output)" 7
}
with_each_toolchain started
CARGO_PROFILE_RELEASE_LTO=fat started --release

use_wasm_toolchain
cat >run.mjs <<'END'
import { readFileSync } from "node:fs";
const program = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(process.argv[2])));
console.log(program.exports.seven());
END
for profile in debug release; do
  arguments=(--lib --manifest-path user/Cargo.toml --target wasm32-unknown-unknown)
  [[ $profile == debug ]] || arguments+=(--release)
  succeeds "$CARGO" build "${arguments[@]}"
  succeeds node run.mjs "$CARGO_TARGET_DIR/wasm32-unknown-unknown/$profile/user.wasm"
  equals "$(<output)" 7
done
