#!/usr/bin/env bash
# Features of the crate decide what is there to export.
. "$PREBIND_SOURCE/tests/support/common.inc"

make_crate geometry <<'END'
#[cfg(feature = "lines")]
#[prebind::julia]
pub fn line() {}

#[cfg(feature = "circles")]
#[prebind::julia]
pub fn circle() {}
END
printf '\n[features]\nlines = []\ncircles = []\n' >>geometry/Cargo.toml

fails 1 "$PREBIND" build geometry
says "error: package \`geometry\` exports nothing
 --> $PWD/geometry/Cargo.toml"
says 'write `use prebind::julia;` in its sources'
says 'needs `--features`'

succeeds "$PREBIND" build geometry --features lines
prints '1 function'
succeeds "$PREBIND" build geometry --features lines,circles
prints '2 functions'
grep -qF -- '--features lines,circles' Geometry.jl ||
  fail 'the command to rebuild lacks the features'

fails 1 "$PREBIND" build geometry --features squares
says squares
says "error: cargo could not build \`geometry\` (exit status 101)
help: cargo reports the problem above"
