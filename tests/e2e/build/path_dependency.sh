#!/usr/bin/env bash
# What a crate's dependencies export is exported with it.
. "$PREBIND_SOURCE/tests/support/common.inc"

make_crate shapes <<'END'
use prebind::julia;

#[julia]
pub struct Square {
    pub side: f64,
}

#[julia]
impl Square {
    pub fn new(side: f64) -> Square {
        Square { side }
    }
}
END
make_crate geometry <<'END'
use prebind::julia;
use shapes::Square;

#[julia]
pub fn area(square: &Square) -> f64 {
    square.side * square.side
}
END
printf 'shapes = { path = "../shapes" }\n' >>geometry/Cargo.toml

succeeds "$PREBIND" build geometry
prints '2 functions and 1 type from geometry 1.2.3'
evaluates Geometry.jl 'print(area(Square(1.5)))'
prints 2.25
