#!/usr/bin/env bash
# An IDE's expansion checks nothing and writes nothing: here a compiler that looks like one.
. "$PREBIND_SOURCE/tests/support/archive.inc"

make_adding_crate fast-add
export RUST_ANALYZER_INTERNALS_DO_NOT_USE='this is unstable'
check() { cargo check --manifest-path fast-add/Cargo.toml "$@"; }
succeeds check
PREBIND_BOOTSTRAP_fast_add=1 succeeds check
PREBIND_BOOTSTRAP_fast_add=1 succeeds check --features bootstrap
[[ ! -e fast-add/archives ]] || fail 'archives were written'
unset RUST_ANALYZER_INTERNALS_DO_NOT_USE
touch fast-add/src/lib.rs
fails 101 check
says 'is missing: there is no `'
