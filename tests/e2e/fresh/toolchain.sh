#!/usr/bin/env bash
# Another toolchain through rust-toolchain.toml, which appears and goes.
. "$PREBIND_SOURCE/tests/support/common.inc"
. "$PREBIND_SOURCE/tests/support/cargo_log.inc"

command -v rustup >/dev/null || exit 0
other=$(rustup toolchain list | grep -v '(active' | grep -v default | head -n 1 | cut -d ' ' -f 1)
[[ -n $other ]] || exit 0
make_locked_crate geometry
succeeds "$PREBIND" build geometry
builds_with_cargo 1
printf '[toolchain]\nchannel = "%s"\n' "$other" >geometry/rust-toolchain.toml
fails 3 "$PREBIND" check geometry
prints '`rust-toolchain.toml` has appeared'
succeeds "$PREBIND" build geometry
succeeds "$PREBIND" build geometry
prints 'is up to date'
: >cargo.log
rm geometry/rust-toolchain.toml
fails 3 "$PREBIND" check geometry
prints '`rust-toolchain.toml` is gone'
succeeds "$PREBIND" build geometry
prints '(from the cache)'
builds_with_cargo 0
