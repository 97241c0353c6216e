#!/usr/bin/env bash
# Distributed: each process loads the library for itself. Values and exceptions go from one to
# another; a handle is of use in its own process only.
. "$PREBIND_SOURCE/tests/support/common.inc"

make_crate Kit/deps/kit kit <<'EOF'
use prebind::julia;

#[julia]
pub fn add(a: f64, b: f64) -> f64 {
    a + b
}

#[julia]
pub fn half(n: i64) -> Result<i64, i64> {
    if n % 2 == 0 { Ok(n / 2) } else { Err(n) }
}

#[julia]
#[derive(Clone, Copy)]
#[repr(u8)]
pub enum Colour {
    Red = 1,
    Blue = 2,
}

#[julia(value)]
#[derive(Clone, Copy)]
#[repr(C)]
pub struct Spot {
    x: f64,
    colour: Colour,
}

#[julia]
pub fn moved(spot: Spot, by: f64) -> Spot {
    Spot { x: spot.x + by, ..spot }
}

#[julia]
pub struct Counter {
    pub value: i64,
}

#[julia]
impl Counter {
    pub fn new(value: i64) -> Self {
        Counter { value }
    }

    pub fn advance(&mut self, by: i64) -> i64 {
        self.value += by;
        self.value
    }
}
EOF
mkdir -p Kit/src
succeeds "$PREBIND" build Kit/deps/kit -o Kit/src/Kit.jl --module Kit
printf 'name = "Kit"\nuuid = "c51a9b0c-6d8f-4a5e-9f0a-0d6d1a1c7b11"\n' >Kit/Project.toml
cat >program.jl <<'EOF'
using Distributed, Test
addprocs(2, exeflags = "--startup-file=no")
@everywhere using Kit
@test pmap(x -> Kit.add(x, 1), 1:4) == [2, 3, 4, 5]
@test remotecall_fetch(Kit.moved, 2, Kit.Spot(1, Kit.Blue), 2) === Kit.Spot(3, Kit.Blue)

thrown = try remotecall_fetch(Kit.half, 3, 7) catch exception exception.captured.ex end
@test thrown == Kit.RustError("7", 7)

place = remotecall(() -> Kit.Counter(40), 2)
@test remotecall_fetch(place -> Kit.advance(fetch(place), 2), 2, place) == 42
@test remotecall_fetch(place -> fetch(place).value, 2, place) == 42
copied = fetch(place)
@test string(copied) == "Counter(released)"
@test sprint(showerror, try Kit.advance(copied, 1) catch exception exception end) ==
    "ArgumentError: this Counter is gone: it was finalized, given to a Rust function that takes " *
    "it by value, or made by another process"
EOF
# Workers give up after a minute otherwise, which a busy machine needs to start them.
export JULIA_WORKER_TIMEOUT=600
export JULIA_LOAD_PATH=$PWD:@stdlib
succeeds "$JULIA" --startup-file=no program.jl
