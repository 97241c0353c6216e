#!/usr/bin/env bash
# A crate as it was written for RustCall: only the dependency in its manifest is another one.
. "$PREBIND_SOURCE/tests/support/common.inc"

mkdir -p deps/my_rust_crate/src
cat >deps/my_rust_crate/Cargo.toml <<END
[package]
name = "my_rust_crate"
version = "0.1.0"
edition = "2021"

[lib]
crate-type = ["cdylib"]

[dependencies]
juliacall_macros = { package = "prebind", path = "$PREBIND_SOURCE/rust/prebind" }
END
cat >deps/my_rust_crate/src/lib.rs <<'END'
use juliacall_macros::julia;

#[julia]
fn add(a: i32, b: i32) -> i32 {
    a + b
}

#[julia]
fn multiply(a: f64, b: f64) -> f64 {
    a * b
}

#[julia]
pub struct MyStruct {
    pub x: f64,
    pub y: f64,
}

#[julia]
impl MyStruct {
    #[julia]
    pub fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    #[julia]
    pub fn distance(&self) -> f64 {
        (self.x * self.x + self.y * self.y).sqrt()
    }

    pub fn internal(&self) {}
}
END
succeeds "$PREBIND" build deps/my_rust_crate -o src/generated/RustBindings.jl \
  --module RustBindings --lib-dir deps/lib
[[ -e deps/lib/libmy_rust_crate.so ]] || fail 'no library where the package expects it'
evaluates src/generated/RustBindings.jl 'p = MyStruct(3, 4); p.x = 6; p.y = 8
  print(add(Int32(1), Int32(2)), " ", multiply(2.0, 3.0), " ", distance(p), " ",
        isdefined(RustBindings, :internal))'
prints '3 6.0 10.0 false'
