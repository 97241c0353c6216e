#!/usr/bin/env bash
# A build that fails, in rustc or later, leaves the files of the last one.
. "$PREBIND_SOURCE/tests/support/common.inc"

make_small_crate geometry
succeeds "$PREBIND" build geometry -o out/Geometry.jl
before=$(state_of out)

sed -i 's/a + b/a + c/' geometry/src/lib.rs
fails 1 "$PREBIND" build geometry -o out/Geometry.jl
says 'cannot find value `c` in this scope'
says ' --> src/lib.rs:3:9'
says 'error: cargo could not build `geometry` (exit status 101)
help: cargo reports the problem above'
equals "$(state_of out)" "$before"

make_small_crate geometry
printf '#[prebind::julia]\npub fn point() -> Point { Point }\npub struct Point;\n' \
  >>geometry/src/lib.rs
fails 1 "$PREBIND" build geometry -o out/Geometry.jl
equals "$(state_of out)" "$before"

# The module cannot be put in place: the library is not, either.
make_small_crate geometry
sed -i 's/a + b/a - b/' geometry/src/lib.rs
rm out/Geometry.jl && mkdir -p out/Geometry.jl/Geometry.jl
before=$(state_of out)
fails 1 "$PREBIND" build geometry -o out/Geometry.jl --lib-dir out
equals "$(state_of out)" "$before"
