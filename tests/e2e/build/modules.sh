#!/usr/bin/env bash
# A marked module is a module in Julia and a namespace in C++: each with names of its own, and with
# types that cross between them.
. "$PREBIND_SOURCE/tests/support/common.inc"

make_crate geometry <<'END_OF_RUST'
use prebind::{export, julia, julia as also};
/// Shapes of all kinds.
#[julia]
pub mod shapes {
    //! They have areas.
    use super::*;
    #[julia(derive(PartialEq, Hash))]
    #[derive(PartialEq, Hash)]
    pub struct Point { pub number: u32 }
    #[julia]
    impl Point {
        pub fn new(number: u32) -> Self { Point { number } }
    }
    #[julia]
    impl std::fmt::Display for Point {
        fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
            write!(f, "<{}>", self.number)
        }
    }
    #[julia]
    #[repr(u8)]
    #[derive(Clone, Copy)]
    pub enum Colour { Red = 1, Green = 2 }
    #[julia]
    pub const LIMIT: u32 = 7;
    #[julia(value)]
    #[repr(C)]
    #[derive(Clone, Copy)]
    pub struct Placed { pub at: Spot, pub colour: Colour }
    /// Makes one.
    #[julia]
    pub fn new_point() -> Point { Point { number: 1 } }
    mod unmarked {
        #[prebind::julia]
        pub fn inside() -> i32 { 5 }
    }
    macro_rules! make { ($name:ident) => { #[prebind::julia] pub fn $name() -> i32 { 6 } } }
    make!(made);
    #[also]
    pub fn with_another_mark() -> i32 { 7 }
    #[cfg(any())]
    #[julia]
    pub fn absent() {}
    #[export]
    pub(crate) mod round {
        #[prebind::julia]
        pub struct Point(f64);
        #[prebind::julia]
        pub fn new_point() -> Point { Point(2.5) }
        #[prebind::julia(T = f32, f64)]
        pub fn twice<T: Copy + std::ops::Add<Output = T>>(x: T) -> T { x + x }
        #[prebind::julia]
        pub fn apply(f: &dyn Fn(i32) -> i32, to: &super::Point) -> i32 { f(to.number as i32) }
    }
}
#[julia(name = "Other")]
#[export(name(cpp = "others"))]
mod other {
    use super::shapes;
    #[prebind::julia]
    impl shapes::Point {
        pub fn more(&self) -> u32 { self.number + 1 }
    }
    #[prebind::julia]
    pub fn new_point() -> shapes::Point { shapes::Point { number: 9 } }
    #[prebind::julia]
    #[deprecated(note = "too old")]
    pub fn old(point: shapes::round::Point, _of: shapes::Point) -> shapes::round::Point { point }
}
#[julia(value)]
#[repr(C)]
#[derive(Clone, Copy)]
pub struct Spot { pub x: f64 }
#[julia(value)]
#[repr(C)]
#[derive(Clone, Copy)]
pub struct Holder { pub placed: shapes::Placed }
#[julia]
pub fn hold(placed: shapes::Placed) -> Holder { Holder { placed } }
#[julia]
pub fn new_point() -> Option<shapes::Point> { None }
END_OF_RUST
succeeds "$PREBIND" build geometry
evaluates Geometry.jl 'using .shapes: Point
  show((Other.new_point() == Point(9), shapes.more(Point(3)), string(Point(4)), shapes.LIMIT,
        hold(shapes.Placed(Spot(1), shapes.Green)).placed.colour, new_point(), shapes.inside(),
        shapes.made(), shapes.with_another_mark(), shapes.round.twice(2f0),
        isdefined(shapes, :absent), shapes.round.apply(x -> x + 1, Point(1)),
        typeof(shapes.round.new_point()),
        typeof(Other.old(shapes.round.new_point(), Point(1))), length(names(Other))))'
prints '(true, 0x00000004, "<4>", 0x00000007, Main.Geometry.shapes.Green, nothing, 5, 6, 7, 4.0f0'
prints ' false, 2, Main.Geometry.shapes.round.Point, Main.Geometry.shapes.round.Point, 3)'
evaluates Geometry.jl 'foreach(item -> println(Base.Docs.doc(item)), (shapes, shapes.new_point))'
prints 'They have areas.'
prints 'shapes.new_point() -> shapes.Point'

# As a package that is compiled ahead.
mkdir -p Demo/src
printf 'name = "Demo"\nuuid = "8b3a1d52-1f0e-4a3e-9a55-6f6d3c1f5e12"\n' >Demo/Project.toml
printf 'module Demo\ninclude("Geometry.jl")\nend\n' >Demo/src/Demo.jl
succeeds "$PREBIND" build geometry -o Demo/src/Geometry.jl --lib-dir Demo/lib
succeeds "$JULIA" --startup-file=no --project=Demo -e 'using Demo
  print(Demo.Geometry.shapes.Point(3))'
prints '<3>'

succeeds "$PREBIND" inspect libgeometry.so
prints '    fn new_point() -> shapes::Point;'
prints '    mod round {'
succeeds "$PREBIND" inspect --json libgeometry.so
equals "$(json '[m.get("module", "") for m in o["modules"]]')" "['', 'shapes', '']"
succeeds "$PREBIND" header libgeometry.so
prints '// mod shapes::round { fn new_point() -> shapes::round::Point }'

cat >main.cpp <<'END_OF_CPP'
#include "cpp/geometry.hpp"
#include <iostream>
int main() {
  namespace shapes = geometry::shapes;
  const shapes::Point point(4);
  const auto held = geometry::hold({{1}, shapes::Colour::Green}).placed;
  std::cout << point << (point == shapes::Point(4)) << (std::hash<shapes::Point>()(point) != 0)
            << point.more() << geometry::others::new_point() << shapes::LIMIT << held.at.x
            << (held.colour == shapes::Colour::Green) << geometry::new_point().has_value()
            << shapes::inside() << shapes::made() << shapes::round::twice(2.5)
            << shapes::round::apply([](int x) { return x + 1; }, point);
  const shapes::round::Point round = shapes::round::new_point();
}
END_OF_CPP
succeeds "$PREBIND" build geometry --lang cpp -o cpp/geometry.hpp --lib-dir cpp
for compiler in g++ clang++; do
  command -v "$compiler" >compiler || continue
  succeeds "$compiler" -std=c++17 -Wall -Wextra -Wpedantic -Werror main.cpp -Lcpp -lgeometry -o main
  succeeds env LD_LIBRARY_PATH=cpp ./main
  prints '<4>115<9>7110565' # one digit each, but for the points
done

# For Rust nothing has changed; what another host has, stays away as a whole.
(cd geometry && CARGO_TARGET_DIR=plain succeeds "${CARGO:-cargo}" build --offline)
sed -i 's/^#\[export(name(cpp = "others"))\]/#[export(hosts = cpp)]/' geometry/src/lib.rs
succeeds "$PREBIND" build geometry
evaluates Geometry.jl 'print(isdefined(Geometry, :Other),
  hasmethod(shapes.more, Tuple{shapes.Point}))'
prints 'falsetrue'

# A module in a file of its own is not seen by attributes, in any build.
printf '#[prebind::julia] pub fn f() {}\n' >geometry/src/a.rs
printf '#[prebind::julia] pub mod a;\n' >geometry/src/lib.rs
fails 1 "$PREBIND" build geometry
says 'error: `mod a;` is in a file of its own, which `#[julia]` cannot see'
says 'help: write `mod a { include!("…"); }` with the path of that file'
printf '#[prebind::julia] pub mod a { include!("a.rs"); }\n' >geometry/src/lib.rs
succeeds "$PREBIND" build geometry
evaluates Geometry.jl 'print(a.f())'
prints nothing
printf '#[prebind::julia] pub mod b { include!("a.rs"); }\n' >>geometry/src/lib.rs
fails 1 "$PREBIND" build geometry
says 'have the same symbol'
says 'of the `#[julia] mod` around them'
