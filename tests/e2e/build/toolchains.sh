#!/usr/bin/env bash
# The oldest Rust that is supported, which Debian has, and the one on PATH: the same bindings.
. "$PREBIND_SOURCE/tests/support/common.inc"

[[ -x $DEBIAN_CARGO ]] || exit 0
make_small_crate geometry
export CARGO_TARGET_DIR=$PWD/one
succeeds "$PREBIND" build geometry -o one/Geometry.jl
export CARGO_TARGET_DIR=$PWD/two
rm geometry/Cargo.lock # a newer cargo may have written a format that the older one does not read
succeeds env CARGO="$DEBIAN_CARGO" RUSTC=/usr/bin/rustc "$PREBIND" build geometry -o two/Geometry.jl
[[ -d two/prebind ]] || fail 'CARGO_TARGET_DIR is not used'
cmp one/Geometry.jl two/Geometry.jl || fail 'the bindings differ'
evaluates two/Geometry.jl 'print(add(1, 2))'
prints 3
