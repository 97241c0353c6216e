#!/usr/bin/env bash
# One crate with a routine for two machines: `prebind archive` makes both, and each runs, called from Rust and checked
# against plain Rust; on AArch64 in QEMU. Debian has no standard library of Rust for that machine, but the sources of
# `core`, which is all that a program without a standard library needs.
. "$PREBIND_SOURCE/tests/e2e/archive.inc"

sources=/usr/src/rustc-1.63.0/library/core/src/lib.rs
[[ -f $sources ]] || fail 'there are no sources of Rust 1.63: apt-get install rust-src'
export CARGO=$DEBIAN_CARGO RUSTC=$PWD/rustc
target=aarch64-unknown-linux-gnu
libraries=$PWD/sysroot/lib/rustlib/$target/lib
mkdir -p "$libraries"
ln -s /usr/lib/rustlib/x86_64-unknown-linux-gnu sysroot/lib/rustlib/
printf '#!/bin/sh\nexec /usr/bin/rustc --sysroot %q "$@"\n' "$PWD/sysroot" >rustc
chmod +x rustc
library() {
  RUSTC_BOOTSTRAP=1 ./rustc --target $target --edition 2021 --crate-type rlib -Cpanic=abort --out-dir "$libraries" "$@"
}
succeeds library --crate-name core -Zforce-unstable-if-unmarked "$sources"
echo '#![feature(compiler_builtins)] #![compiler_builtins] #![no_std]' >builtins.rs
succeeds library --crate-name compiler_builtins builtins.rs

variants='"x86_64-linux", "aarch64-linux"'
archive_crate wide-math <<'END'
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
same "$(cd wide-math/archives && echo */*.s)" 'aarch64-linux/mul_high.s x86_64-linux/mul_high.s'
[[ $(<errors) != *note:* ]] || fail 'another target stood in'

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
