#!/usr/bin/env bash
# Release by default; `--debug` has the checks.
. "$PREBIND_SOURCE/tests/e2e/common.inc"

crate geometry <<'END'
#[prebind::julia]
pub fn checked() -> bool {
    cfg!(debug_assertions)
}
END
succeeds "$PREBIND" build geometry
julia Geometry.jl 'print(checked())'
prints false
succeeds "$PREBIND" build geometry --debug
julia Geometry.jl 'print(checked())'
prints true
