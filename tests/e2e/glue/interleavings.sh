#!/usr/bin/env bash
# What wakes, polls, cancels and drops futures, in all interleavings that loom finds.
. "$PREBIND_SOURCE/tests/support/common.inc"
unset CARGO_NET_OFFLINE  # the crate may not be on this machine yet

mkdir -p model/src
cat >model/Cargo.toml <<'END'
[package]
name = "model"
version = "0.1.0"
edition = "2021"

[dependencies]
loom = { version = "0.7", features = ["futures"] }

[profile.dev]
debug = 0

[profile.dev.package]
loom = { opt-level = 1 }
generator = { opt-level = 1 }
END
cp "$PREBIND_SOURCE/tests/e2e/glue/interleavings.rs" model/src/lib.rs
# loom's locks cannot be made in constants.
sed -E 's/HOLE_panic\b/1/g; s/HOLE_pending\b/6/g; s/HOLE_/model_/g
  s/^static BELL: (.*) = (.*)\{$/loom::lazy_static! { static ref BELL: \1 = \2{/
  s/^(    ids: .*at: 0)$/\1/; /^\}\);$/s/$/ }/' \
  "$PREBIND_SOURCE/src/expand/rust/futures.rs" >model/src/futures.rs
succeeds cargo test --quiet --manifest-path model/Cargo.toml
prints '6 passed'

# It would be seen if somebody were told before the result is there.
sed -i 's/^        tell(task);$//
  s/^        let next = match polled {$/        tell(task);\n&/' model/src/futures.rs
fails 101 cargo test --quiet --manifest-path model/Cargo.toml
