#!/usr/bin/env bash
# Inputs that are again what the last result was made from, with their old time stamps, while cargo
# has compiled something else in between: before a result came from the store, for other features,
# or before it failed.
. "$PREBIND_SOURCE/tests/support/common.inc"

make_crate geometry <<'END'
pub mod number;
#[prebind::julia]
pub const FOUND: &str = env!("OF_SCRIPT");
#[cfg(feature = "more")]
#[prebind::julia]
pub const MORE: &str = include_str!("more.txt");
END
printf 'near = { path = "../near" }\n[features]\nmore = []\n' >>geometry/Cargo.toml
mkdir -p near/src && : >near/src/lib.rs
printf '[package]\nname = "near"\nversion = "1.0.0"\nedition = "2021"\n' >near/Cargo.toml
cat >geometry/build.rs <<'END'
fn main() {
    println!("cargo:rerun-if-changed=script.txt");
    let script = std::fs::read_to_string("script.txt").unwrap();
    println!("cargo:rustc-env=OF_SCRIPT={}", script);
}
END
printf first >geometry/src/more.txt

# script TEXT [DATE]: what the build script reads
script() {
  printf '%s' "$1" >geometry/script.txt
  touch -d "${2-now}" geometry/script.txt
}

# number CODE: another source of the crate, so that cargo has something to do, or fails
number() {
  printf 'pub const NUMBER: i32 = %s;\n' "$1" >geometry/src/number.rs
}

# is TEXT [OPTION...]: a build, and what its module says then
is() {
  succeeds "$PREBIND" build geometry "${@:2}"
  grep -qF "FOUND = \"$1\"" Geometry.jl || fail "not $1: $(grep 'const FOUND' Geometry.jl)"
}

# compiles NAMES: the packages that the last build compiled
compiles() {
  local found
  found=$(sed -n 's/^ *Compiling \([^ ]*\) .*/\1/p' errors | sort -u | tr '\n' ' ')
  equals "${found% }" "$1"
}

# The first build of all fails.
script two && number x
fails 1 "$PREBIND" build geometry
script one 2001-01-01 && number 1
is one

# A result comes from the store.
script two && is two
script one && is one
prints 'from the cache'
number 2 && is one
compiles geometry
script two && number 1 && is two
prints 'from the cache'
script two 2001-01-01 && is two
prints 'is up to date'
number 3 && is two

# Other features.
script one && is one --features more
script one 2001-01-01 && is one
printf again >geometry/src/more.txt
touch -d 2001-01-01 geometry/src/more.txt
is one --features more
grep -q 'MORE = "again"' Geometry.jl || fail "$(grep 'const MORE' Geometry.jl)"
is one

# A build fails. What it compiled from what is still there need not be compiled again.
script two && number x
fails 1 "$PREBIND" build geometry
number 4 && is two
compiles geometry
script one && number x
fails 1 "$PREBIND" build geometry
script two 2001-01-01 && number 5
is two
