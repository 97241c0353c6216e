#!/usr/bin/env bash
# Bindings whose enums, layouts or constants are not the library's are refused when they are loaded.
. "$PREBIND_SOURCE/tests/support/common.inc"
use_interpreter

make_crate kit <<'END'
#[prebind::julia]
#[derive(Clone, Copy)]
#[repr(u8)]
pub enum Colour {
    Red = 1,
    Blue = 2,
}

#[prebind::julia(value)]
#[derive(Clone, Copy)]
#[repr(C)]
pub struct Spot {
    x: f64,
    colour: Colour,
}

/// As far as it goes.
#[prebind::julia]
pub const LIMIT: u32 = 5;

#[prebind::julia]
pub static NAME: &str = "kit";

#[prebind::julia]
pub fn colour_of(spot: Spot) -> Colour {
    spot.colour
}
END
succeeds "$PREBIND" build kit
run() { "$JULIA" --startup-file=no -e "$@"; }
succeeds run 'include("Kit.jl"); print((Kit.colour_of(Kit.Spot(1, Kit.Blue)), Kit.LIMIT, Kit.NAME))'
equals "$(<output)" '(Main.Kit.Blue, 0x00000005, "kit")'
succeeds "$PREBIND" inspect libkit.so
prints '#[repr(u8)]
enum Colour {
    Red = 1,
    Blue = 2,
}'
prints '#[julia(value)]  // 16 bytes, aligned to 8
struct Spot {
    x: f64,  // at 0
    colour: Colour,  // at 8
}'
prints '/// As far as it goes.
const LIMIT: u32 = 5;'

# The names are the same, so no symbol differs: the values do.
cp Kit.jl old.jl
sed -i 's/Blue = 2/Blue = 3/; s/= 5;/= 6;/; s/"kit"/"kits"/' kit/src/lib.rs
succeeds "$PREBIND" build kit
fails 1 run 'include("old.jl")'
says 'The library does not have
  enum Colour { Red = 1, Blue = 2 }
  const LIMIT: u32 = 5
  const NAME: &str = "kit"
To rebuild both'

# A layout that Julia does not have: its structs cannot be aligned to more than their fields are.
sed -i 's/#\[repr(C)\]/#[repr(C, align(32))]/' kit/src/lib.rs
fails 1 "$PREBIND" build kit
says 'a value struct cannot have `repr(align)`: hosts do not support it'

# What rustc alone sees: a value that cannot be copied.
sed -i '/repr(C/d; s/^#\[prebind::julia(value)\]/&\n#[repr(C)]/' kit/src/lib.rs
sed -i '/repr(C)/{n;d}' kit/src/lib.rs
fails 1 "$PREBIND" build kit
says 'the trait bound `Spot: Copy` is not satisfied'
