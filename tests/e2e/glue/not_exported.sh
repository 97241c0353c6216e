#!/usr/bin/env bash
# What the compiler only sees at the end is shown as rustc would show it, all of it at once.
. "$PREBIND_SOURCE/tests/support/common.inc"

make_crate geometry <<'END'
use prebind::julia;

pub struct Point(f64);

#[julia]
pub fn norm(p: &Point) -> f64 {
    p.0
}

#[julia]
pub fn origin() -> Point {
    Point(0.0)
}
END
fails 1 "$PREBIND" build geometry
says ' --> src/lib.rs:6:17
  |
6 | pub fn norm(p: &Point) -> f64 {
  |                 ^^^^^
help: '
says '  --> src/lib.rs:11:20
   |
11 | pub fn origin() -> Point {
   |                    ^^^^^
help: '
says '

error: could not make the bindings of `geometry` because of the 2 errors above'
[[ ! -e Geometry.jl ]] || fail 'a module was written'

# In colour, where that is wanted.
fails 1 env -u NO_COLOR CARGO_TERM_COLOR=always "$PREBIND" build geometry
says $'\e[1;31merror\e[0m\e[1m: '
says $'\e[1;31m^^^^^\e[0m'
