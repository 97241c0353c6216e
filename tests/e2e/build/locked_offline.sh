#!/usr/bin/env bash
# `--locked` and `--offline` reach cargo.
. "$PREBIND_SOURCE/tests/support/common.inc"

make_small_crate geometry
fails 1 "$PREBIND" build geometry --locked
says '--locked'
[[ ! -e geometry/Cargo.lock ]] || fail 'the lock file was written'

succeeds "$PREBIND" build geometry --offline
succeeds "$PREBIND" build geometry --locked --offline

# A dependency that is nowhere: with and without the network that is cargo's to say.
printf 'absent = { git = "file:///nowhere/absent.git" }\n' >>geometry/Cargo.toml
fails 1 "$PREBIND" build geometry --offline
says 'offline'
says 'error: cargo could not build `geometry`'
