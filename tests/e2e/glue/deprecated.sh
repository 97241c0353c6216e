#!/usr/bin/env bash
# What is `#[deprecated]` in Rust is so in each host, and the glue for it raises no lint.
. "$PREBIND_SOURCE/tests/support/common.inc"

make_crate geometry <<'END'
#![deny(warnings)]
use prebind::{export, julia};
/// Adds.
#[deprecated(since = "1.2", note = "use `more`")]
#[julia]
pub fn add(a: i32) -> i32 { a + 1 }
#[julia]
pub fn more(a: i32) -> i32 { a + 2 }
#[julia]
pub struct Point {
    #[deprecated = "ask \"more\", $x"]
    pub x: f64,
}
#[julia]
impl Point {
    #[allow(deprecated)]
    pub fn new(x: f64) -> Self { Point { x } }
    #[deprecated]
    pub fn old(&self) -> u8 { 3 }
}
#[deprecated(note = "take `Point`")]
#[julia]
pub struct Dot { pub y: f64 }
#[allow(deprecated)]
#[julia]
impl Dot {
    pub fn new(y: f64) -> Self { Dot { y } }
}
#[export]
pub enum Colour { Red, #[deprecated(note = "too blue")] Blue }
#[deprecated]
#[export]
pub const LIMIT: u8 = 5;
END
succeeds "$PREBIND" build geometry
[[ $(<errors) != *warning* ]] || fail 'a lint'
run() { "$JULIA" --startup-file=no "$@" 2>errors >output || fail "status $?"; }
all='include("Geometry.jl"); using .Geometry; p = Point(1.0); print(add(1), p.x, old(p), Dot(2.0).y, more(1), LIMIT)'
run -e "$all"
prints 21.032.035
equals "$(<errors)" ''
run --depwarn=yes -e "$all"
prints 21.032.035
says '`add` is deprecated since 1.2: use `more`'
says '`Point.x` is deprecated: ask "more", $x'
says '`old` is deprecated'
says '`Dot` is deprecated: take `Point`'
[[ $(<errors) != *'`more` is'* ]] || fail 'what is not deprecated says so'
run -e 'include("Geometry.jl"); using .Geometry
  print(@doc(add), @doc(Dot), @doc(Colour), @doc(LIMIT))'
prints 'Since 1.2: use `more`'
prints 'New code should not use it.'
prints 'Deprecated: too blue'
prints 'take `Point`'

succeeds "$PREBIND" build geometry --lang cpp
strict=(-std=c++17 -Wall -Wextra -Wpedantic -Werror -fsyntax-only)
echo '#include "geometry.hpp"
int main() { geometry::Point p(1); return geometry::more(1); }' >fresh.cpp
for compiler in g++ clang++-19; do
  succeeds $compiler "${strict[@]}" fresh.cpp
done
while IFS='|' read -r use note; do
  printf '#include "geometry.hpp"\nvoid f(geometry::Point &p) { %s; (void)p; }\n' "$use" >use.cpp
  fails 1 g++ "${strict[@]}" use.cpp
  says "[-Werror=deprecated-declarations]"
  says "$note"
  succeeds g++ "${strict[@]}" -Wno-deprecated-declarations use.cpp
done <<'END'
(void)geometry::add(1)|since 1.2: use `more`
(void)geometry::try_add(1)|since 1.2: use `more`
(void)p.x()|ask "more", $x
p.set_x(1)|ask "more", $x
(void)p.old()|is deprecated
geometry::Dot d(1)|take `Point`
(void)geometry::Colour::Blue|too blue
(void)geometry::LIMIT|is deprecated
END
