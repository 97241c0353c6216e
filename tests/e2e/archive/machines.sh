#!/usr/bin/env bash
# One crate with a routine for every machine: `prebind archive` makes all variants. Called from
# Rust, x86-64 and AArch64 (in QEMU) run and are checked against plain Rust; WebAssembly of 64 bits,
# and with SIMD, runs in Node. Debian has Rust's standard library for two of these targets, and the
# sources of `core`, which is all that a crate without a standard library needs.
. "$PREBIND_SOURCE/tests/support/archive.inc"

sources=/usr/src/rustc-1.63.0/library/core/src/lib.rs
[[ -f $sources ]] || fail 'there are no sources of Rust 1.63: apt-get install rust-src'
export CARGO=$DEBIAN_CARGO RUSTC=$PWD/rustc
target=aarch64-unknown-linux-gnu
installed=$PWD/sysroot/lib/rustlib
mkdir -p "$installed"/{$target,wasm64-unknown-unknown}/lib
ln -s /usr/lib/rustlib/{x86_64-unknown-linux-gnu,wasm32-unknown-unknown} "$installed"
printf '#!/bin/sh\nexec /usr/bin/rustc --sysroot %q "$@"\n' "$PWD/sysroot" >rustc
chmod +x rustc
echo '#![feature(compiler_builtins)] #![compiler_builtins] #![no_std]' >builtins.rs
core_for() { # TARGET [OPTION...]
  local library=(./rustc --target "$1" --edition 2021 --crate-type rlib -Cpanic=abort
    --out-dir "$installed/$1/lib" "${@:2}")
  RUSTC_BOOTSTRAP=1 succeeds "${library[@]}" --crate-name core -Zforce-unstable-if-unmarked \
    "$sources"
  RUSTC_BOOTSTRAP=1 succeeds "${library[@]}" --crate-name compiler_builtins builtins.rs
}
core_for $target
core_for wasm64-unknown-unknown --emit metadata # no program is compiled for it, only checked

variants='"x86_64-linux", "x86_64-macos", "x86_64-windows", "aarch64-linux", "aarch64-macos", "aarch64-windows", "wasm32", "wasm32+reference-types", "wasm32+atomics,bulk-memory", "wasm32+simd128", "wasm64"'
make_archive_crate wide-math <<'END'
#![no_std]
#[cfg(target_arch = "x86_64")]
prebind::cached_embed_asm!(
    name = "mul_high",
    ".globl wide_math_mul_high",
    "wide_math_mul_high:",
    "    mov %rdi, %rax",
    "    mul %rsi",
    "    mov %rdx, %rax",
    "    ret",
);
#[cfg(target_arch = "aarch64")]
prebind::cached_embed_asm!(
    name = "mul_high",
    ".globl wide_math_mul_high",
    "wide_math_mul_high:",
    "    umulh x0, x0, x1",
    "    ret",
);

#[cfg(target_arch = "wasm64")]
prebind::cached_embed_asm!(
    name = "double",
    ".globl double",
    "double:",
    "    .functype double (i64) -> (i64)",
    "    local.get 0",
    "    i64.const 1",
    "    i64.shl",
    "    end_function",
);
#[cfg(all(target_arch = "wasm32", not(target_feature = "simd128")))]
prebind::cached_embed_asm!(
    name = "lanes",
    ".globl lanes",
    "lanes:",
    "    .functype lanes (i32) -> (i32)",
    "    local.get 0",
    "    i32.const 4",
    "    i32.mul",
    "    end_function",
);
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
prebind::cached_embed_asm!(
    name = "lanes",
    ".globl lanes",
    "lanes:",
    "    .functype lanes (i32) -> (i32)",
    "    local.get 0",
    "    i32x4.splat",
    "    i32.const 2",
    "    i32x4.shl",
    "    i32x4.extract_lane 3",
    "    end_function",
);

extern "C" {
    fn wide_math_mul_high(a: u64, b: u64) -> u64;
}

/// The upper half of a product.
pub fn mul_high(a: u64, b: u64) -> u64 {
    unsafe { wide_math_mul_high(a, b) }
}

/// For how many of a hundred pairs plain Rust says the same.
pub fn equal() -> i32 {
    let mut number = 1u64;
    let mut count = 0;
    for _ in 0..100 {
        let other = number.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        number = other ^ (other >> 29);
        let plain = ((number as u128 * other as u128) >> 64) as u64;
        count += i32::from(plain != 0 && mul_high(number, other) == plain);
    }
    count
}
END
succeeds prebind archive wide-math
equals "$(cd wide-math/archives && echo */*.s)" \
  "$(echo aarch64-{linux,macos,windows}/mul_high.s 'wasm32+atomics,bulk-memory/lanes.s' \
    wasm32{+reference-types,+simd128,}/lanes.s wasm64/double.s \
    x86_64-{linux,macos,windows}/mul_high.s)"
for machine in aarch64 x86_64; do
  for system in macos windows; do
    says "note: \`$machine-$system\` gets the archives that \`wide-math\` asks for on $machine-unknown-linux-gnu"
  done
done
equals "$(grep -c note: errors)" 4
succeeds prebind archive wide-math --check
prints '11 archives of wide-math 1.2.3: fresh'

program() { # FOLDER: a program that uses the crate; its main.rs is the standard input
  mkdir -p "$1/src"
  cat >"$1/Cargo.toml" <<END
[package]
name = "$1"
version = "0.1.0"
edition = "2021"

[dependencies]
wide-math = { path = "../wide-math" }

[profile.dev]
panic = "abort"
END
  cat >"$1/src/main.rs"
}
PATH=$path_without_prebind
program here <<<'fn main() { std::process::exit(wide_math::equal()); }'
fails 100 "$CARGO" run --manifest-path here/Cargo.toml

program there <<'END'
#![no_std]
#![no_main]

#[no_mangle]
pub extern "C" fn _start() -> ! {
    exit(wide_math::equal())
}

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    exit(1)
}

fn exit(status: i32) -> ! {
    unsafe { core::arch::asm!("svc 0", in("x8") 94, in("x0") status, options(noreturn)) }
}
END
export RUSTFLAGS='-Clinker=ld.lld-14 -Clinker-flavor=ld.lld -Crelocation-model=static'
succeeds "$CARGO" build --target $target --manifest-path there/Cargo.toml
fails 100 qemu-aarch64 target/$target/debug/there

# WebAssembly: the object as it is linked, and what it answers.
cat >run.mjs <<'END'
import { readFile } from "node:fs/promises";
const [file, name, argument] = process.argv.slice(2);
const { instance } = await WebAssembly.instantiate(await readFile(file));
console.log(String(instance.exports[name](eval(argument))));
END
link() { succeeds wasm-ld-14 "$@" --no-entry --whole-archive -o linked.wasm; }
link -mwasm64 --export=double wide-math/archives/wasm64/*.a
succeeds node --experimental-wasm-memory64 run.mjs linked.wasm double 21n
equals "$(<output)" 42
for variant in wasm32 wasm32+simd128; do
  link --export=lanes --no-check-features wide-math/archives/$variant/*.a
  succeeds node run.mjs linked.wasm lanes 11
  equals "$(<output)" 44
done
cmp -s wide-math/archives/wasm32/*.a wide-math/archives/wasm32+simd128/*.a && fail 'no SIMD'
true
