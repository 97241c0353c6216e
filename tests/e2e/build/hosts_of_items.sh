#!/usr/bin/env bash
# `#[export(hosts = …)]` and `--skip-unsupported` leave items out of a module,
# and the build says so.
. "$PREBIND_SOURCE/tests/support/common.inc"

make_crate geometry <<'RUST'
use prebind::{export, julia};
#[export(hosts = cpp)]
pub struct Cursor {
    pub at: u8,
}
#[export(hosts = cpp)]
impl Cursor {
    pub fn new(at: u8) -> Self {
        Cursor { at }
    }
}
#[julia]
#[derive(Clone)]
pub struct Path {
    #[export(hosts = julia)]
    pub name: String,
    pub length: f64,
}
#[julia]
impl Path {
    pub fn new(length: f64) -> Self {
        Path { name: "p".into(), length }
    }
    #[export(hosts = cpp)]
    pub fn cursor(&self) -> Cursor {
        Cursor { at: 7 }
    }
}
#[export(hosts = julia)]
impl Clone for Wrapped {
    fn clone(&self) -> Self {
        Wrapped(self.0)
    }
}
#[julia]
pub struct Wrapped(u8);
#[julia]
impl Wrapped {
    #[export(hosts = julia)]
    pub fn new() -> Self {
        Wrapped(1)
    }
}
#[julia]
pub fn __() -> u8 {
    3
}
RUST
fails 1 "$PREBIND" build geometry
says 'error: the function `__` has a name that Julia does not allow'
says 'src/lib.rs:45:8'
[ ! -e Geometry.jl ] || fail 'a module was written'

succeeds "$PREBIND" build geometry --skip-unsupported
prints 'julia Geometry (from the cache): 3 functions and 2 types from geometry 1.2.3'
prints '  left out  the function `__` has a name that Julia does not allow (src/lib.rs:45:8)'
prints '  left out  2 items for other hosts (`--json` lists them)'
grep -q 'prebind build geometry -o Geometry.jl --skip-unsupported' Geometry.jl || fail 'no way back'
evaluates Geometry.jl 'p = Path(1.5); print(p.name, p.length, isdefined(Geometry, :Cursor),
    isdefined(Geometry, :cursor), typeof(copy(Wrapped())))'
prints 'p1.5falsefalseWrapped'
succeeds "$PREBIND" build geometry --skip-unsupported --json
prints '"origin":"fresh"'
prints '{"item":"the struct `Cursor`","place":"src/lib.rs:3:12","reason":"it is for `cpp`"}'
# Without the option it is another module, though nothing else has changed.
fails 1 "$PREBIND" build geometry

succeeds "$PREBIND" build geometry --lang cpp -o cpp/geometry.hpp --lib-dir cpp
prints '  left out  3 items for other hosts (`--json` lists them)'
[[ $(<errors) != *warning* ]] || fail 'a host that leaves out a constructor is no reason to warn'
cat >main.cpp <<'CPP'
#include "cpp/geometry.hpp"
template <typename T>
auto has_name(const T& path) -> decltype(path.name(), true) { return true; }
bool has_name(...) { return false; }
int main() {
    return geometry::Path(2.5).cursor().at() == 7 && !has_name(geometry::Path(1)) ? 0 : 1;
}
CPP
succeeds g++ -std=c++17 main.cpp -Lcpp -lgeometry -o main
succeeds env LD_LIBRARY_PATH=cpp ./main

# What needs a type that a host does not have is an error that says what to do.
sed -i '/^    #\[export(hosts = cpp)\]$/d' geometry/src/lib.rs
cp Geometry.jl before.jl
fails 1 "$PREBIND" build geometry
says 'error: the method `Path::cursor` cannot be exported to Julia: '\
'it needs the struct `Cursor`, which is for `cpp` only'
says 'help: write `#[export(hosts = cpp)]` on the method `Path::cursor` too, or build with `--skip-unsupported`'
cmp Geometry.jl before.jl || fail 'the module has changed'
succeeds "$PREBIND" build geometry --skip-unsupported
prints '  left out  the method `Path::cursor` (src/lib.rs:24:12): it needs the struct `Cursor`, which is left out'
