#!/usr/bin/env bash
# Inputs that are not sources: each change is noticed, named, and its end brings back what was.
. "$PREBIND_SOURCE/tests/support/common.inc"
. "$PREBIND_SOURCE/tests/support/cargo_log.inc"

make_crate w/geometry <<'END'
#[prebind::julia]
pub fn text() -> String {
    concat!(include_str!("text.txt"), env!("FROM_SCRIPT")).to_string()
        + option_env!("GREETING").unwrap_or("")
}
END
cat >w/geometry/build.rs <<'END'
fn main() {
    let text = std::fs::read_to_string("undeclared/data.txt").unwrap();
    println!("cargo:rustc-env=FROM_SCRIPT={}", text.trim());
}
END
mkdir w/geometry/undeclared real
echo data >w/geometry/undeclared/data.txt
printf included >real/text.txt
ln -s ../../../real/text.txt w/geometry/src/text.txt
cargo generate-lockfile --manifest-path w/geometry/Cargo.toml --quiet

text() {
  succeeds "$PREBIND" build w/geometry
  evaluates Geometry.jl 'print(text())'
  equals "$(<output)" "$1"
}

# changed TEXT: a check says so
changed() {
  fails 3 "$PREBIND" check w/geometry
  prints 'stale  Geometry.jl (geometry)'
  prints "$1"
}

text includeddata
succeeds "$PREBIND" check w/geometry
prints 'fresh  Geometry.jl (geometry)'
: >cargo.log

# What a symbolic link points to, and what a build script reads without saying so.
printf INCLUDED >real/text.txt
changed '`src/text.txt` has changed (sha256 '
text INCLUDEDdata
echo other >w/geometry/undeclared/data.txt
changed '`undeclared/data.txt` has changed'
text INCLUDEDother
echo new >w/geometry/undeclared/more.txt
changed 'the list of files in crate: has changed'
rm w/geometry/undeclared/more.txt
succeeds "$PREBIND" check w/geometry

# A variable that is asked for, and one of cargo's settings that was not there.
export GREETING=' hello'
changed 'the environment variable `GREETING` has changed (unset -> ` hello`)'
text 'INCLUDEDother hello'
unset GREETING
changed 'the environment variable `GREETING` has changed (` hello` -> unset)'
export RUSTFLAGS=--cfg=odd
changed 'the environment variable `RUSTFLAGS` has changed (unset -> `--cfg=odd`)'
unset RUSTFLAGS
text INCLUDEDother
: >cargo.log

# Configuration that appears, further up; and goes.
mkdir w/.cargo
printf '[build]\nrustflags = ["--cfg=odd"]\n' >w/.cargo/config.toml
changed 'config.toml` has appeared'
succeeds "$PREBIND" build w/geometry
builds_with_cargo 1
rm -r w/.cargo
changed 'config.toml` is gone'
succeeds "$PREBIND" build w/geometry
prints '(from the cache)'
builds_with_cargo 0

# The manifest, its profile, the features and the kind of build.
printf '\n[profile.release]\nopt-level = 1\n' >>w/geometry/Cargo.toml
changed '`Cargo.toml` has changed'
succeeds "$PREBIND" build w/geometry --debug
builds_with_cargo 1
succeeds "$PREBIND" explain w/geometry
prints 'built from geometry'
prints 'nothing has changed since'
prints 'undeclared/data.txt'
echo third >w/geometry/undeclared/data.txt
succeeds "$PREBIND" explain w/geometry
prints 'the next build runs cargo (inputs differ)'
prints 'the nearest result in the cache, '
prints '`undeclared/data.txt` has changed'
fails 3 "$PREBIND" check w/geometry --json
equals "$(json 'o["fresh"], o["crates"][0]["builds"][0]["changes"][0]["input"]')" \
  "(False, 'undeclared/data.txt')"
fails 3 "$PREBIND" check "$(mkdir -p w/new/src && cp w/geometry/Cargo.toml w/new && echo w/new)"
prints 'no build of it is known'
