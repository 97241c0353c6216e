#!/usr/bin/env bash
# docs/recipes.md: all its Rust parts in one crate, and all its sessions in one.
. "$PREBIND_SOURCE/tests/support/common.inc"
. "$PREBIND_SOURCE/tests/support/pages.inc"
unset CARGO_NET_OFFLINE # chrono may not be on this machine yet
export CARGO_PROFILE_RELEASE_OPT_LEVEL=0

use_tools
succeeds "$PREBIND" new Recipes
cd Recipes
succeeds cargo add chrono --no-default-features --features std \
  --manifest-path deps/recipes/Cargo.toml
succeeds follow docs/recipes.md --together deps/recipes/src/lib.rs 'julia deps/build.jl'
prints 'blocks'
