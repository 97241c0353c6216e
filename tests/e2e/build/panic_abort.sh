#!/usr/bin/env bash
# A manifest that has panics abort: in the bindings they are exceptions all the same.
. "$PREBIND_SOURCE/tests/support/common.inc"

make_crate geometry <<'END'
#[prebind::julia]
pub fn fail() {
    panic!("no good");
}
END
printf '\n[profile.release]\npanic = "abort"\n[profile.dev]\npanic = "abort"\n' \
  >>geometry/Cargo.toml

for profile in '' --debug; do
  succeeds "$PREBIND" build geometry ${profile:+"$profile"}
  evaluates Geometry.jl 'try; Geometry.fail(); catch e; print(typeof(e), ": ", e.message); end'
  prints 'RustPanic: no good'
done

# What overrides a profile is refused, wherever it stands: a panic would end Julia.
refused() {
  fails 1 "$@"
  says 'a panic would end the whole program, because rustc compiles this crate with `-C panic=abort`'
  says "remove that flag from RUSTFLAGS, or from \`rustflags\` in cargo's configuration"
}
rm Geometry.jl
for flag in '-C panic=abort' -Cpanic=abort '--codegen panic=abort -C opt-level=1'; do
  refused env RUSTFLAGS="$flag" "$PREBIND" build geometry
done
refused env CARGO_ENCODED_RUSTFLAGS=$'-C\x1fpanic=abort' "$PREBIND" build geometry
for section in build 'target."cfg(unix)"'; do
  mkdir -p .cargo
  printf '[%s]\nrustflags = ["-C", "panic=abort"]\n' "$section" >.cargo/config.toml
  refused "$PREBIND" build geometry
done
[[ ! -e Geometry.jl ]] || fail 'bindings whose panics abort'

# A profile in cargo's configuration or in the environment is none of it.
printf '[profile.release]\npanic = "abort"\n' >.cargo/config.toml
succeeds env CARGO_PROFILE_RELEASE_PANIC=abort "$PREBIND" build geometry
evaluates Geometry.jl 'try; Geometry.fail(); catch e; print(typeof(e), ": ", e.message); end'
prints 'RustPanic: no good'
