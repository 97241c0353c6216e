#!/usr/bin/env bash
# Each host has its own names, and a new name in one breaks no program of another. Libraries and
# modules of another version of the ABI are refused.
. "$PREBIND_SOURCE/tests/support/common.inc"

make_crate geometry <<'END'
use prebind::{export, julia};
#[julia(name = "plus!")]
#[export(name(cpp = "sum"))]
pub fn add(a: i32, b: i32) -> i32 {
    a + b
}
END
succeeds "$PREBIND" build geometry
evaluates Geometry.jl 'print(plus!(1, 2), isdefined(Geometry, :add))'
prints '3false'
succeeds "$PREBIND" build geometry --lang cpp -o cpp/geometry.hpp --lib-dir cpp
printf '#include "cpp/geometry.hpp"\nint main() { return geometry::sum(1, -1); }\n' >main.cpp
succeeds g++ -std=c++17 main.cpp -Lcpp -lgeometry -o main
sed -i 's/plus!/more!/' geometry/src/lib.rs
succeeds "$PREBIND" build geometry
evaluates Geometry.jl 'print(more!(1, 2))'
prints 3
succeeds env LD_LIBRARY_PATH=. ./main

# A module for version 1 of the ABI: its symbols have other digests.
digest() { printf '%s' "$1" | sha256sum | cut -c1-16; }
now=$(digest 'abi 3: fn geometry::add(i32, i32) -> i32')
before=$(digest 'abi 1: fn geometry::add(i32, i32) -> i32')
grep -q "geometry__add__$now" Geometry.jl || fail 'another symbol than documented'
sed "s/$now/$before/" Geometry.jl >Earlier.jl
fails 1 "$JULIA" --startup-file=no -e 'include("Earlier.jl"); using .Geometry; more!(1, 2)'
says 'fn add(a: i32, b: i32) -> i32'
says 'prebind build geometry'

sed 's/prebind-record-7/prebind-record-1/g' libgeometry.so >libearlier.so
for command in inspect header; do
  fails 1 "$PREBIND" "$command" libearlier.so
  says 'error: the library was built by an older Prebind: its records are of version 1, and this is Prebind '
  says 'which reads version 7'
  says 'help: build the library again with this Prebind: `prebind build path/to/geometry`'
done

# A macro does not know in which module its item is.
make_crate twins <<'END'
use prebind::{export, julia};
pub mod a {
    #[super::julia(name = "open_a")]
    pub fn open() -> u8 { 1 }
}
pub mod b {
    #[super::julia(name = "open_b")]
    pub fn open() -> u8 { 2 }
}
END
fails 1 "$PREBIND" build twins
says 'error: the function `open` (src/lib.rs:4:12) and the function `open` (src/lib.rs:8:12) have the same symbol'
says 'help: give one of them another name with `#[export(name = "…")]` (a type on its `impl` blocks too): symbols contain the names of types and functions, and of the `#[julia] mod` around them'
sed -i 's/julia(name = "open_b")/export(name = "open_b")/' twins/src/lib.rs
succeeds "$PREBIND" build twins
evaluates Twins.jl 'print(open_a(), open_b())'
prints 12
