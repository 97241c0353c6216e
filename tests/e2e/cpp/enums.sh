#!/usr/bin/env bash
# Enums with data in C++: in modules, in generic functions, and with a library that has more
# variants than the header, or other ones.
. "$PREBIND_SOURCE/tests/support/common.inc"

make_crate geometry <<'END'
use prebind::julia;

#[julia]
pub mod shapes {
    use prebind::julia;

    #[julia]
    #[derive(Clone, PartialEq)]
    #[julia(derive(PartialEq))]
    pub enum Shape {
        Disc { radius: f64 },
        Group(Vec<Shape>),
        Of(Kind),
    }

    /// A variant is called like another type.
    #[julia]
    #[derive(Clone, PartialEq)]
    pub enum Kind {
        Shape(Box<Shape>),
        r#default,
    }

    #[julia]
    impl Shape {
        pub fn count(&self) -> usize {
            match self {
                Shape::Group(all) => all.iter().map(Shape::count).sum(),
                Shape::Of(Kind::Shape(shape)) => shape.count(),
                _ => 1,
            }
        }
    }
}

use shapes::Shape;

#[julia]
impl From<f64> for Shape {
    fn from(radius: f64) -> Shape {
        Shape::Disc { radius }
    }
}

#[julia(T = Shape, i32)]
pub fn twice<T: Clone>(value: T, all: Vec<T>) -> Vec<T> {
    let mut all = all;
    all.push(value.clone());
    all.push(value);
    all
}

#[julia]
pub async fn later(shape: Shape, others: Vec<Shape>) -> Result<Vec<Shape>, Shape> {
    if others.is_empty() { Err(shape) } else { Ok(vec![shape]) }
}

impl std::fmt::Display for Shape {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "a shape of {}", self.count())
    }
}

#[julia]
#[non_exhaustive]
#[derive(Clone)]
pub enum Event {
    Started,
    At(Spot),
}

#[julia(value)]
#[repr(C)]
#[derive(Clone, Copy)]
pub struct Spot {
    pub x: f64,
}

#[julia]
pub fn last_event() -> Event {
    Event::At(Spot { x: 1.0 })
}
END
succeeds "$PREBIND" build geometry --lang cpp -o old/geometry.hpp --lib-dir old

cat >main.cpp <<'END'
#include "old/geometry.hpp"
#include <cstdio>

using geometry::shapes::Kind;
using geometry::shapes::Shape;

int main() {
  const Shape disc(2.0);
  const Kind whole = Kind::Shape_{disc};
  const Shape group = Shape::Group{{disc, Shape::Of{whole}, Shape::Of{Kind::default_{}}}};
  const auto twice = geometry::twice(group, {disc});
  std::printf("%zu %zu %d\n", group.count(), twice.size(), twice[0] == disc && twice[1] == group);
  std::printf("%d\n", geometry::twice(7, {1})[2]);
  std::printf("%zu\n", geometry::later(group, {disc}).get().size());
  try {
    geometry::later(group, {}).get();
  } catch (const geometry::RustErrorOf<Shape> &error) {
    std::printf("%s: %zu\n", error.what(), error.value().count());
  }
  const geometry::Event event = geometry::last_event();
  using Event = geometry::Event;
  if (const auto *at = std::get_if<Event::At>(&event.variant)) std::printf("%g\n", at->_0.x);
  const auto *more = std::get_if<Event::Unknown>(&event.variant);
  if (more != nullptr) std::printf("unknown %u\n", more->number);
}
END
for standard in 17 20; do
  succeeds g++ -std=c++$standard -Wall -Wextra -Werror -Wshadow main.cpp -Lold -lgeometry -o main
  succeeds env LD_LIBRARY_PATH=old ./main
  equals "$(<output)" '3 3 1
7
1
a shape of 3: 3
1'
done

# The header goes on with a library that has one more, but not with one that has another.
sed -i 's/    At(Spot),/    At(Spot),\n    Ended { how: String },/
  s/Event::At(Spot { x: 1.0 })/Event::Ended { how: "so".to_string() }/' geometry/src/lib.rs
succeeds "$PREBIND" build geometry --lang cpp -o new/geometry.hpp --lib-dir new
succeeds env LD_LIBRARY_PATH=new ./main
prints 'unknown 2'
sed -i 's/    At(Spot),/    At(f64),/' geometry/src/lib.rs
succeeds "$PREBIND" build geometry --lang cpp -o other/geometry.hpp --lib-dir other
fails 134 env LD_LIBRARY_PATH=other ./main
says 'The library does not have
  enum Event { Started, At(Spot), .. }
'
