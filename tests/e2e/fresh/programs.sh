#!/usr/bin/env bash
# A program that rustc is started by: what it does is no matter of cargo's, which would take its
# results for fresh.
. "$PREBIND_SOURCE/tests/support/common.inc"
. "$PREBIND_SOURCE/tests/support/cargo_log.inc"

make_crate geometry <<'END'
#[prebind::julia]
pub const FLAGS: &str = if cfg!(one) { "one" } else if cfg!(two) { "two" } else { "none" };
END
cargo generate-lockfile --manifest-path geometry/Cargo.toml --quiet

# wrapper NAME [FLAG]: behind an old time stamp
wrapper() {
  printf '#!/bin/sh\nprogram=$1; shift\nexec "$program" "$@" %s\n' "${2:-}" >"$1"
  chmod +x "$1"
  touch -d 2001-01-01 "$1"
}

# is CHANGE TEXT: a check names the change, and a build finds that
is() {
  fails 3 "$PREBIND" check geometry
  prints "$1"
  succeeds "$PREBIND" build geometry
  grep -qF "FLAGS = \"$2\"" Geometry.jl || fail "not $2: $(grep FLAGS Geometry.jl)"
  succeeds "$PREBIND" build geometry
  prints 'is up to date'
}

succeeds "$PREBIND" build geometry
wrapper one --cfg=one
export RUSTC_WRAPPER=$PWD/one
is 'the environment variable `RUSTC_WRAPPER` has changed (unset -> ' one
wrapper one --cfg=two
is "/one\` has changed" two
unset RUSTC_WRAPPER
is 'the environment variable `RUSTC_WRAPPER` has changed' none

# In the configuration, relative to the folder that it is in.
mkdir .cargo bin
wrapper bin/wrapper --cfg=one
printf '[build]\nrustc-wrapper = "bin/wrapper"\n' >.cargo/config.toml
is 'config.toml` has appeared' one
wrapper bin/wrapper
is '/bin/wrapper` has changed' none
