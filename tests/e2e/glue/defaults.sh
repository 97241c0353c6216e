#!/usr/bin/env bash
# Defaults that rustc refuses, at the expression; and methods that are one without their defaults.
. "$PREBIND_SOURCE/tests/support/common.inc"

# refused FUNCTION: rustc refuses its default, and says this
refused() {
  make_crate probe <<<"pub unsafe fn danger() -> u32 { 1 }
$1"
  fails 1 "$PREBIND" build probe
  shift
  for part in "$@"; do says "$part"; done
}

refused '#[prebind::julia(signature = (x, n = danger()))]
pub fn add(x: u32, n: u32) -> u32 { x + n }' \
  'call to unsafe function `danger` is unsafe' 'src/lib.rs:2:'
refused '#[prebind::julia(signature = (x, n = "two"))]
pub fn add(x: u32, n: u32) -> u32 { x + n }' 'mismatched types' 'src/lib.rs:2:'
refused '#[prebind::julia(signature = (x, n = 4_294_967_296))]
pub fn add(x: u32, n: u32) -> u32 { x + n }' 'literal out of range for `u32`'

make_crate probe <<'END'
#[prebind::julia]
pub struct Dial;

#[prebind::julia]
impl Dial {
    #[julia(signature = (by = 1))]
    pub fn turn(&self, by: i32) -> i32 {
        by
    }
}

#[prebind::julia]
pub fn turn(dial: &Dial) {
    let _ = dial;
}
END
fails 1 "$PREBIND" build probe
says '`impl Dial { fn turn(&self, by: i32 = 1) -> i32 }` and `fn turn(dial: &Dial)` would both be'
says '`turn` in Julia'
