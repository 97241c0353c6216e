#!/usr/bin/env bash
# Another toolchain through rust-toolchain.toml, which appears and goes.
. "$PREBIND_SOURCE/tests/e2e/common.inc"
. "$PREBIND_SOURCE/tests/e2e/fresh.inc"

command -v rustup >/dev/null || exit 0
other=$(rustup toolchain list | grep -v '(active' | grep -v default | head -n 1 | cut -d ' ' -f 1)
[[ -n $other ]] || exit 0
locked_crate geometry
succeeds "$PREBIND" build geometry
builds 1
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
builds 0
