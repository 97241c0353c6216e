#!/usr/bin/env bash
# Items of Rust with the names of everything in Julia's Core and Base,
# in every place that has a name.
. "$PREBIND_SOURCE/tests/support/common.inc"

every_name() { "$JULIA" --startup-file=no "$PREBIND_SOURCE/tests/conformance/every_name.jl" "$@"; }
shift_by=${PREBIND_EVERY_NAME_SHIFT:-0}

make_crate names </dev/null
succeeds every_name write names/src/lib.rs "$shift_by"
CARGO_PROFILE_DEV_DEBUG=0 succeeds "$PREBIND" build names --debug
succeeds every_name check Names.jl "$shift_by"
prints 'every name'
says_nothing
