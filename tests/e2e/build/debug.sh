#!/usr/bin/env bash
# Release by default; `--debug` has the checks.
. "$PREBIND_SOURCE/tests/support/common.inc"

make_crate geometry <<'END'
#[prebind::julia]
pub fn checked() -> bool {
    cfg!(debug_assertions)
}
END
succeeds "$PREBIND" build geometry
evaluates Geometry.jl 'print(checked())'
prints false
succeeds "$PREBIND" build geometry --debug
evaluates Geometry.jl 'print(checked())'
prints true
