#!/usr/bin/env bash
# `--target`: this machine's own triple, one that is not installed, one without shared libraries.
. "$PREBIND_SOURCE/tests/support/common.inc"

make_small_crate geometry
host=$(rustc -vV | sed -n 's/^host: //p')
succeeds "$PREBIND" build geometry --target "$host"
[[ -d geometry/target/prebind/$host ]] || fail 'cargo did not build for the target'
evaluates Geometry.jl 'print(add(1, 2))'
prints 3

fails 1 "$PREBIND" build geometry --target nonsense-target
says nonsense-target
says 'error: cargo could not build `geometry`'

[[ -x $DEBIAN_CARGO && -d /usr/lib/rustlib/wasm32-unknown-unknown ]] || exit 0
rm geometry/Cargo.lock # a newer cargo may have written a format that the older one does not read
fails 1 env CARGO="$DEBIAN_CARGO" RUSTC=/usr/bin/rustc "$PREBIND" build geometry \
  --target wasm32-unknown-unknown
says 'error: cargo built no shared library of `geometry` for wasm32-unknown-unknown'
says 'help: choose a target that has shared libraries (--target)'
