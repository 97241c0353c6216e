#!/usr/bin/env bash
# What a library exports, for people and for programs.
. "$PREBIND_SOURCE/tests/support/common.inc"

make_small_crate geometry
sed -i '1i /// The sum.' geometry/src/lib.rs
succeeds "$PREBIND" build geometry
succeeds "$PREBIND" inspect libgeometry.so
prints '// geometry 1.2.3, exported by Prebind '
prints '/// The sum.
fn add(a: i32, b: i32) -> i32;'
succeeds "$PREBIND" inspect --json libgeometry.so
equals "$(wc -l <output)" 1
equals "$(json 'o["crates"][0]["name"], [f["name"] for f in o["functions"]]')" \
  "('geometry', ['add'])"

fails 1 "$PREBIND" inspect absent.so
says absent.so
says 'help: name a shared library that `prebind build` made'
fails 1 "$PREBIND" inspect Geometry.jl --json
says 'error: this is not a shared library
 --> Geometry.jl
help: name a `.so`, `.dylib` or `.dll` that `prebind build` made'
equals "$(json 'o["errors"][0]["where"]')" Geometry.jl

# A library of plain cargo: there the macros do nothing.
cargo rustc -q --lib --crate-type cdylib --manifest-path geometry/Cargo.toml
fails 1 "$PREBIND" inspect geometry/target/debug/libgeometry.so
says 'error: `geometry/target/debug/libgeometry.so` exports nothing to Prebind
help: name a library that `prebind build` has made'
