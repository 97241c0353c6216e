#!/usr/bin/env bash
# Two copies of the macros: the items of one would be missing from the bindings.
. "$PREBIND_SOURCE/tests/support/common.inc"

# What a vendored copy, a git dependency or another version is for cargo: another package.
cp -r "$PREBIND_SOURCE/rust/prebind" copy
sed -i '0,/^version/s/^version.*/version = "0.0.9"/' copy/Cargo.toml
make_crate helper <<'END'
#[prebind::julia]
pub fn from_helper() -> i32 {
    4
}
END
sed -i "s|$PREBIND_SOURCE/rust/prebind|$PWD/copy|" helper/Cargo.toml
make_small_crate geometry
printf 'helper = { path = "../helper" }\n' >>geometry/Cargo.toml
fails 1 "$PREBIND" build geometry
says "the build has more than one package \`prebind\`: 0.0.9 ($PWD/copy) and "
says '`cargo tree --duplicates` shows who asks for which'
[[ ! -e Geometry.jl ]] || fail 'bindings without the items of the helper'

# As the error says.
sed -i "s|$PWD/copy|$PREBIND_SOURCE/rust/prebind|" helper/Cargo.toml
echo 'pub use helper::from_helper;' >>geometry/src/lib.rs
succeeds "$PREBIND" build geometry
evaluates Geometry.jl 'print(from_helper() + add(1, 2))'
prints 7
