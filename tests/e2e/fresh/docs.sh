#!/usr/bin/env bash
# Docs that rustc evaluates: of files, of variables, of macros. A build is fresh only if they are.
. "$PREBIND_SOURCE/tests/support/common.inc"

make_crate geometry <<'END'
use prebind::julia;

macro_rules! text {
    () => {
        "From a macro."
    };
}

/// Opens a file.
#[doc = include_str!("open.md")]
/// The end.
#[julia]
pub fn open() -> bool {
    true
}

macro_rules! twice {
    ($name:ident, $t:ident, $doc:expr) => {
        /// Of macros:
        #[doc = $doc]
        #[doc = concat!("Doubles a `", stringify!($t), "`, \"$x\", ", 1, ".\n\n    code")]
        #[julia]
        pub fn $name(x: $t) -> $t {
            x + x
        }
    };
}
twice!(twice_i32, i32, text!());
twice!(twice_f64, f64, concat!("second", ","));

#[doc = concat!("Version ", env!("CARGO_PKG_VERSION"), " of ", env!("DOCS_OF"), ".")]
#[julia]
#[derive(Clone)]
pub struct Point {
    #[doc = text!()]
    pub x: f64,
    #[doc = concat!("Not ", "this.")]
    #[julia(skip)]
    pub y: f64,
}

#[julia]
impl Point {
    #[doc = include_str!("deep/new.md")]
    pub fn new() -> Self {
        Point { x: 1.0, y: 2.0 }
    }
}

#[doc = concat!("An ", "enum.")]
#[julia]
pub enum Shape {
    #[doc = concat!("A ", "disc.")]
    Disc {
        #[doc = concat!("Its ", "radius.")]
        radius: f64,
    },
    Void,
}

#[doc = concat!("A ", "colour.")]
#[julia]
pub enum Colour {
    #[doc = concat!("The ", "first.")]
    Red,
    Blue,
}

#[doc = concat!("A ", "value.")]
#[julia(value)]
#[repr(C)]
#[derive(Clone, Copy)]
pub struct Spot {
    #[doc = concat!("To the ", "right.")]
    pub x: f64,
}

#[doc = concat!("A ", "constant.")]
#[julia]
pub const LIMIT: i32 = 1;

#[doc = concat!("A ", "mod.")]
#[julia]
pub mod inner {
    #![doc = include_str!("inner.md")]
    //! More.
}
END
printf 'It ends.\n\n    if it ends\n' >geometry/src/open.md
mkdir geometry/src/deep
echo 'Makes one, größer.' >geometry/src/deep/new.md
echo 'Of inner things.' >geometry/src/inner.md
touch -d 2001-01-01 geometry/src/*.md geometry/src/deep/*.md
export DOCS_OF=everything
succeeds "$PREBIND" build geometry

# docs_are NAME DOCS: what the library says of an item or a part of one, as JSON
docs_are() {
  succeeds "$PREBIND" inspect --json libgeometry.so
  grep -qF "\"name\":\"$1\",\"host_name\":\"$1\",\"docs\":\"$2\"" <(tr -d '\n' <output) ||
    fail "docs of $1 in $(<output)"
}

docs_are open 'Opens a file.\nIt ends.\n\n    if it ends\nThe end.'
docs_are twice_i32 'Of macros:\nFrom a macro.\nDoubles a `i32`, \"$x\", 1.\n\n    code'
docs_are twice_f64 'Of macros:\nsecond,\nDoubles a `f64`, \"$x\", 1.\n\n    code'
docs_are Point 'Version 1.2.3 of everything.'
docs_are x 'From a macro.'
docs_are new 'Makes one, größer.'
docs_are Shape 'An enum.'
docs_are Disc 'A disc.'
docs_are radius 'Its radius.'
docs_are Colour 'A colour.'
docs_are Red 'The first.'
docs_are Spot 'A value.'
docs_are x 'To the right.'
docs_are LIMIT 'A constant.'
docs_are inner 'A mod.\n\nOf inner things.\nMore.'
evaluates Geometry.jl 'print(@doc Geometry.open)'
prints 'Opens a file. It ends.'
succeeds "$PREBIND" build geometry --lang cpp --skip-unsupported -o geometry.hpp
grep -qF '/// Makes one, größer.' geometry.hpp || fail 'no docs in C++'

# is_noticed NAME DOCS: a build notices, and finds these
is_noticed() {
  fails 3 "$PREBIND" check geometry
  succeeds "$PREBIND" build geometry
  docs_are "$1" "$2"
  succeeds "$PREBIND" build geometry
  prints 'is up to date'
}
echo 'It never ends.' >geometry/src/open.md
touch -d 2001-01-01 geometry/src/open.md
is_noticed open 'Opens a file.\nIt never ends.\nThe end.'
echo 'Makes two.' >geometry/src/deep/new.md
is_noticed new 'Makes two.'
echo 'Of more.' >geometry/src/inner.md
is_noticed inner 'A mod.\n\nOf more.\nMore.'
DOCS_OF=nothing
is_noticed Point 'Version 1.2.3 of nothing.'
DOCS_OF=everything
succeeds "$PREBIND" build geometry
prints 'from the cache'
docs_are Point 'Version 1.2.3 of everything.'

rm geometry/src/deep/new.md
fails 1 "$PREBIND" build geometry
says 'src/deep/new.md'
