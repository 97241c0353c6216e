#!/usr/bin/env bash
# The crate that nobody names: of the current directory, of the Julia package there, of a workspace.
. "$PREBIND_SOURCE/tests/support/common.inc"

# member NAME: a crate with one function
member() {
  mkdir -p "$1/src"
  cat >"$1/Cargo.toml" <<END
[package]
name = "${1##*/}"
version = "1.0.0"

[dependencies]
prebind = { path = "$PREBIND_SOURCE/rust/prebind" }
END
  printf '#[prebind::julia]\npub fn f() -> i32 {\n    1\n}\n' >"$1/src/lib.rs"
}

# In a Julia package: first it has to be said where the module goes.
mkdir -p Kit/src Kit/deps
echo 'name = "Kit"' >Kit/Project.toml
member Kit/deps/kit
cd Kit/src
fails 1 "$PREBIND" build
says '/Kit/deps/kit` was not built here before
help: name the module to write, as `-o src/generated/Bindings.jl`'
cd ..
succeeds "$PREBIND" build -o src/Bindings.jl --module Bindings --lib-dir deps/lib
echo '// more' >>deps/kit/src/lib.rs
fails 3 "$PREBIND" check
succeeds "$PREBIND" build
prints 'julia Bindings'
[[ ! -e Kit.jl && ! -e src/Kit.jl ]] || fail 'a second module'
succeeds "$PREBIND" check
succeeds "$PREBIND" explain
prints 'src/Bindings.jl'
succeeds "$PREBIND" build --quiet
equals "$(<output)$(<errors)" ''
succeeds "$PREBIND" build -o other/Other.jl
fails 1 "$PREBIND" build
says "error: \`deps/kit\` was built into several modules
help: name one of them:
      -o $PWD/other/Other.jl
      -o $PWD/src/Bindings.jl --module Bindings --lib-dir $PWD/deps/lib"
rm -r other
succeeds "$PREBIND" build
# What `package` builds for itself is no module of the person's.
succeeds "$PREBIND" package --url https://example.org/kit
succeeds "$PREBIND" build
prints 'src/Bindings.jl'
succeeds "$PREBIND" explain
[[ $(<output) != *target/prebind/package/* ]] || fail 'explain shows what package built'
succeeds "$PREBIND" check
[[ $(<output) != *Other.jl* ]] || fail 'check shows a module that is gone'
[[ $(<output) != *target/prebind/package/* ]] || fail 'check shows what package built'
member deps/second
fails 1 "$PREBIND" build
says 'has several crates
help: name one of them: `deps/kit`, `deps/second`'
succeeds "$PREBIND" build -p kit
prints 'julia Bindings'
cd ..

# In a workspace, and below it, by name. A member that is one only by its path is found, too.
mkdir ws
printf '[workspace]\nmembers = ["one"]\n' >ws/Cargo.toml
member ws/one
member ws/two
echo 'two = { path = "../two" }' >>ws/one/Cargo.toml
cd ws/one/src
succeeds "$PREBIND" build -p two -o ../two.jl
prints 'from two 1.0.0'
succeeds "$PREBIND" build -o ../one.jl --verbose
[[ $(<errors) == *'Running `'* ]] || fail 'no commands of cargo'
fails 1 "$PREBIND" build -p onne
says 'error: there is no package `onne` in the workspace'
says 'help: did you mean `one`?'
cd /
fails 1 "$PREBIND" build
says 'error: there is no Cargo.toml in `/` or any folder above it
help: name the folder of a Rust crate, or go there'
