#!/usr/bin/env bash
# Two crates in one program whose archives have the same symbols: an error of the linker, or the
# right code for each. With `{version}` always the latter.
. "$PREBIND_SOURCE/tests/support/archive.inc"

# routine FOLDER VERSION ADDEND NAME: the crate `routine` whose add(a, b) is a + b + ADDEND, from
# the symbol NAME, and is inlined in whoever calls it
variants='"x86_64-linux", "wasm32"'
routine() {
  make_archive_crate "$1" routine "$2" <<END
#![no_std]
#[cfg(not(target_family = "wasm"))]
prebind::cached_embed_asm!(name = "add", ".globl $4", "$4:", "lea $3(%rdi,%rsi), %eax", "ret");
#[cfg(target_family = "wasm")]
prebind::cached_embed_asm!(name = "add", ".globl $4", "$4:", ".functype $4 (i32, i32) -> (i32)",
    "local.get 0", "local.get 1", "i32.add", "i32.const $3", "i32.add", "end_function");
mod symbols {
    extern "C" {
        #[link_name = concat!("$4")]
        pub fn add(a: u32, b: u32) -> u32;
    }
}
#[inline(always)]
pub fn add(a: u32, b: u32) -> u32 {
    unsafe { symbols::add(a, b) }
}
END
  [[ $4 != *version* ]] || sed -i 's/concat!/prebind::versioned!/' "$1/src/lib.rs"
  CARGO=$DEBIAN_CARGO RUSTC=/usr/bin/rustc succeeds prebind archive "$1"
}

mkdir -p both/src
cat >both/Cargo.toml <<'END'
[package]
name = "both"
version = "0.1.0"
edition = "2021"
[lib]
crate-type = ["cdylib", "rlib"]
[dependencies]
one = { package = "routine", path = "../one" }
two = { package = "routine", path = "../two" }
END
echo '#[no_mangle] pub extern "C" fn both() -> u32 { one::add(2, 3) * 100 + two::add(3, 4) }' \
  >both/src/lib.rs
echo 'fn main() { println!("{}", both::both()); }' >both/src/main.rs
cat >run.mjs <<'END'
import { readFileSync } from "node:fs";
const program = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(process.argv[2])));
console.log(program.exports.both());
END
native() { succeeds "$CARGO" run -q --manifest-path both/Cargo.toml && equals "$(<output)" "$1"; }
wasm() {
  rm -f both/Cargo.lock
  RUSTC=/usr/bin/rustc succeeds "$DEBIAN_CARGO" build --lib --manifest-path both/Cargo.toml \
    --target wasm32-unknown-unknown
  succeeds node run.mjs "$CARGO_TARGET_DIR/wasm32-unknown-unknown/debug/both.wasm"
  equals "$(<output)" "$1"
}

# Another text under one symbol does not link.
routine one 1.0.0 0 routine_add
routine two 2.0.0 1 routine_add
refused() {
  fails 101 "$CARGO" build --manifest-path both/Cargo.toml "$@"
  grep -Eq "duplicate symbol: routine_add|multiple definition of .routine_add'" errors ||
    fail 'the linker does not say why'
}
with_each_toolchain refused
unset RUSTC
export CARGO=cargo
CARGO_PROFILE_DEV_LTO=fat refused
RUSTFLAGS=-Clink-arg=-fuse-ld=gold refused
(use_wasm_toolchain && refused --lib --target wasm32-unknown-unknown)

# The same text does: one of the two serves both.
routine two 2.0.0 0 routine_add
native 507
wasm 507

# With the version in them, symbols are different.
routine one 1.0.0 0 'routine_add_{version}'
routine two 2.0.0-rc.1 1 'routine_add_{version}'
grep -qx '.globl routine_add_2_0_0_rc_1' two/archives/x86_64-linux/add.s
native 508
wasm 508

# A version that is not there.
sed -i 's/versioned!(.*)/versioned!("add_{verison}")/' one/src/lib.rs
fails 101 cargo build --manifest-path one/Cargo.toml
says 'error: this symbol does not carry the version'
says 'help: write `versioned!("name_{version}")`, with `{version}` where the text of `cached_embed_asm!` has it'
says ' --> src/lib.rs:9:43'
sed -i 's/versioned!(.*)/versioned!()/' one/src/lib.rs
fails 101 cargo build --manifest-path one/Cargo.toml
says 'error: this is not the name of a symbol'
