#!/usr/bin/env bash
# A path dependency outside the crate: its own in each checkout. And a crate that is told where it
# lies.
. "$PREBIND_SOURCE/tests/support/common.inc"
. "$PREBIND_SOURCE/tests/support/cargo_log.inc"

for checkout in one two; do
  make_crate $checkout/geometry <<'END'
#[prebind::julia]
pub fn value() -> i32 {
    dep::value()
}
END
  printf 'dep = { path = "../dep" }\n' >>$checkout/geometry/Cargo.toml
  mkdir -p $checkout/dep/src
  printf '[package]\nname = "dep"\nversion = "0.1.0"\nedition = "2021"\n' >$checkout/dep/Cargo.toml
  echo "pub fn value() -> i32 { 1 }" >$checkout/dep/src/lib.rs
  cargo generate-lockfile --manifest-path $checkout/geometry/Cargo.toml --quiet
done
: >cargo.log
succeeds "$PREBIND" build one/geometry -o one/
builds_with_cargo 1
succeeds "$PREBIND" build two/geometry -o two/
prints '(from the cache)'
builds_with_cargo 0
sed -i s/1/2/ two/dep/src/lib.rs
fails 3 "$PREBIND" check two/geometry
prints '`src/lib.rs` has changed'
succeeds "$PREBIND" check one/geometry
succeeds "$PREBIND" build two/geometry -o two/
builds_with_cargo 1
evaluates two/Geometry.jl 'print(value())'
prints 2
succeeds "$PREBIND" build one/geometry -o one/
prints 'is up to date'

for checkout in three four; do
  make_crate $checkout/place <<'END'
#[prebind::julia]
pub fn place() -> String {
    env!("CARGO_MANIFEST_DIR").to_string()
}
END
  cargo generate-lockfile --manifest-path $checkout/place/Cargo.toml --quiet
  succeeds "$PREBIND" build $checkout/place -o $checkout/
  evaluates $checkout/Place.jl 'print(place())'
  equals "$(<output)" "$PWD/$checkout/place"
done
