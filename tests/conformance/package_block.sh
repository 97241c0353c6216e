#!/usr/bin/env bash
# rust"""…""": in scripts, with dependencies, with mistakes, in a package that is moved and shipped.
. "$PREBIND_SOURCE/tests/conformance/package.inc"

cat >script.jl <<'END'
using Prebind

rust"""
//! Geometry.

/// The sum of two.
#[julia]
pub fn add(a: i32, b: i32) -> i32 {
    a + b
}

#[julia]
pub fn get(n: i64) -> Result<i64, String> {
    if n > 0 { Ok(n) } else { Err(r#"it is "small""#.to_string()) }
}

#[julia]
pub struct Circle {
    pub radius: f64,
}

#[julia]
impl Circle {
    pub fn new(radius: f64) -> Self {
        Circle { radius }
    }

    pub fn area(&self) -> f64 {
        3.0 * self.radius * self.radius
    }
}
"""
println(add(1, 2), " ", Circle(2), " ", area(Circle(2)))
using REPL  # it shows docs since Julia 1.11
println(strip(string(@doc add)))

# Two blocks have methods of one function, and share the error types.
block = rust"""
use prebind::julia;
#[julia]
pub struct Square {
    pub side: f64,
}

#[julia]
impl Square {
    pub fn new(side: f64) -> Self { Square { side } }
    pub fn area(&self) -> f64 { self.side * self.side }
}

#[julia]
pub fn get(n: i64) -> Result<i64, String> { Err(format!("never {n}")) }
"""
println(area(Circle(1)), " ", area(Square(2)))
println(block.get isa Function, " ", Base.get(Dict(1 => 2), 1, 0))
try
    block.get(7)
catch exception
    println(exception isa RustError, " ", exception.message)
end

function twice(x)
    rust"#[julia] pub fn rust_twice(x: i64) -> i64 { 2 * x }"
    rust_twice(x)
end
println(twice(4))
END
runs script.jl
sed -i 's/^```julia$/```/' output # as Julia 1.12 shows code
equals "$(<output)" '3 Circle(radius = 2.0) 12.0
```
add(a::Int32, b::Int32) -> Int32
```

The sum of two.
3.0 4.0
true 2
true never 7
8'
builds_with_cargo 3
runs script.jl
prints '3 Circle(radius = 2.0) 12.0'
says_nothing
starts_cargo ''

use_interpreter
# Blank lines in the Julia around it do not matter: the text is what counts.
sed -i '1i # A comment.' script.jl
mkdir elsewhere
(cd elsewhere && "$JULIA" --startup-file=no ../script.jl >../output 2>../errors)
prints 'true never 7'
starts_cargo ''

# The oldest Rust, too.
XDG_CACHE_HOME=$PWD/cache PATH=/usr/bin:/bin runs script.jl
prints 'true never 7'

# Dependencies, by a path from the file that the block stands in, and the edition.
mkdir -p crates/kit/src scripts
printf '[package]\nname = "kit"\nversion = "1.0.0"\nedition = "2021"\n' >crates/kit/Cargo.toml
echo 'pub fn seven() -> i32 { 7 }' >crates/kit/src/lib.rs
cat >scripts/dependency.jl <<'END'
using Prebind
rust"""
---
[package]
edition = "2018"

[dependencies]
kit = { path = "../crates/kit" }
---
#[julia]
pub fn seven() -> i32 {
    let async_ = kit::seven();
    async_
}
"""
print(seven())
END
runs scripts/dependency.jl
equals "$(<output)" 7
: >cargo.log
runs scripts/dependency.jl
starts_cargo ''
sed -i 's/7/8/' crates/kit/src/lib.rs
runs scripts/dependency.jl
equals "$(<output)" 8

# Mistakes are shown where they are in the Julia source.
cat >wrong.jl <<'END'
using Prebind

rust"""
#[julia]
pub fn wrong(a: i32) -> i32 {
    a + b
}
"""
END
fails 1 "$JULIA" --startup-file=no wrong.jl
says 'cannot find value `b` in this scope'
says "--> $PWD/wrong.jl:6:9"
says 'cargo could not build `rust_'
cat >wrong.jl <<'END'
using Prebind
rust"""
pub struct Unknown;
#[julia] pub fn wrong(_a: &Unknown) -> i32 { 1 }
"""
END
fails 1 "$JULIA" --startup-file=no wrong.jl
says "PrebindError: \`Unknown\` is not exported to the host
 --> $PWD/wrong.jl:4:28"
printf 'using Prebind\nrust"""\n---\n[dependencies]\n"""\n' >wrong.jl
fails 1 "$JULIA" --startup-file=no wrong.jl
says "PrebindError: the manifest at the start of the block has no end
 --> $PWD/wrong.jl:3:1
help: write a line \`---\` after it"

# In a package: built while it is precompiled, kept in it.
make_package Pack <<'END'
module Pack

using Prebind

rust"""
#[julia]
pub fn add(a: i32, b: i32) -> i32 {
    a + b
}

#[julia]
pub struct Counter {
    pub value: i64,
}

#[julia]
impl Counter {
    pub fn new(value: i64) -> Self { Counter { value } }
}
"""
rust"""
#[julia]
pub fn fails() -> Result<i32, String> { Err("never".to_string()) }
"""
export add, Counter, fails
value(x) = Counter(x).value + add(1, 1)

end
END
: >cargo.log
runs 'using Pack; print(add(1, 2), Pack.value(5)); try fails() catch e; print(e isa RustError) end'
equals "$(<output)" 37true
builds_with_cargo 2
equals "$(ls packages/Pack/deps/prebind)" $'Pack_1\nPack_2'

# Away from it all: another place, no Rust, no libprebind, no cache, nothing compiled.
pack=$PWD/packages/Pack
mkdir moved
mv packages/Pack moved/Pack
away() {
  env -u PREBIND_LIB PATH=/usr/bin:/bin HOME=/nowhere XDG_CACHE_HOME="$PWD/nocache" \
    PREBIND_LIB=nowhere JULIA_LOAD_PATH="$PREBIND_SOURCE/julia:$PWD/moved:@stdlib" "$@"
}
[[ -x /usr/bin/cargo ]] || fail 'the test does not show what it should'
succeeds away "$JULIA" --startup-file=no \
  -e 'using Pack; print(add(1, 2), Pack.value(5)); print(pathof(Pack))'
equals "$(<output)" "37$PWD/moved/Pack/src/Pack.jl"
[[ ! -e nocache ]] || fail 'the engine was at work'
mv moved/Pack packages/

# Another text is built, and the old one does not stay.
sed -i 's/    a + b/    a - b/' packages/Pack/src/Pack.jl
: >cargo.log
runs 'using Pack; print(add(1, 2))'
equals "$(<output)" -1
builds_with_cargo 1
equals "$(find packages/Pack/deps/prebind/Pack_1 -type f | wc -l)" 2

# Files of other crates are looked at, and the package is precompiled again when they change.
cp -r crates packages/Pack/
sed -i 's/^end$//' packages/Pack/src/Pack.jl
cat >>packages/Pack/src/Pack.jl <<'END'
rust"""
---
[dependencies]
kit = { path = "../crates/kit" }
---
#[julia]
pub fn eight() -> i32 { kit::seven() }
"""
end
END
runs 'using Pack; print(Pack.eight())'
equals "$(<output)" 8
sleep 1.1
sed -i 's/8/9/' packages/Pack/crates/kit/src/lib.rs
runs 'using Pack; print(Pack.eight())'
equals "$(<output)" 9
: >cargo.log

# Without the library the package is precompiled again.
rm packages/Pack/deps/prebind/Pack_1/*.so
runs 'using Pack; print(add(1, 2))'
equals "$(<output)" -1
builds_with_cargo 0
