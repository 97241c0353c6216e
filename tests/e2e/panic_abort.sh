#!/usr/bin/env bash
# A manifest that has panics abort: in the bindings they are exceptions all the same.
. "$PREBIND_SOURCE/tests/e2e/common.inc"

crate geometry <<'END'
#[prebind::julia]
pub fn fail() {
    panic!("no good");
}
END
printf '\n[profile.release]\npanic = "abort"\n[profile.dev]\npanic = "abort"\n' >>geometry/Cargo.toml

for profile in '' --debug; do
  succeeds "$PREBIND" build geometry ${profile:+"$profile"}
  julia Geometry.jl 'try; Geometry.fail(); catch e; print(typeof(e), ": ", e.message); end'
  prints 'RustPanic: no good'
done
