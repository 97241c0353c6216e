#!/usr/bin/env bash
# A build that has nothing to do starts_cargo no other program; touched files do not change that.
. "$PREBIND_SOURCE/tests/support/common.inc"
. "$PREBIND_SOURCE/tests/support/cargo_log.inc"

make_locked_crate 'crates/größe λ' geometry
crate='crates/größe λ'
succeeds "$PREBIND" build "$crate" -o Geometry.jl --lib-dir lib
starts_cargo 'metadata --version rustc'
before=$(state_of Geometry.jl lib)
succeeds "$PREBIND" build "$crate" -o Geometry.jl --lib-dir lib
prints 'julia Geometry is up to date: 1 function and 0 types from geometry 1.2.3'
prints 'unchanged lib/libgeometry.so'
starts_cargo ''
equals "$(state_of Geometry.jl lib)" "$before"
succeeds "$PREBIND" build "$crate" -o Geometry.jl --lib-dir lib --json
equals "$(json 'o["origin"]')" fresh
starts_cargo ''

# From another directory, by its manifest: the same build.
(cd crates &&
  "$PREBIND" build 'größe λ/Cargo.toml' -o ../Geometry.jl --lib-dir ../lib >../output 2>../errors)
prints 'is up to date'
starts_cargo ''

# Touched, all of it.
find "$crate" -path '*/target' -prune -o -exec touch {} +
succeeds "$PREBIND" build "$crate" -o Geometry.jl --lib-dir lib
prints 'is up to date'
succeeds "$PREBIND" build "$crate" -o Geometry.jl --lib-dir lib --paranoid
prints 'is up to date'
starts_cargo ''

succeeds "$PREBIND" build "$crate" -o Geometry.jl --lib-dir lib --force
[[ $(<output) != *'up to date'* ]] || fail '--force did not build'
builds_with_cargo 1
succeeds "$PREBIND" explain "$crate"
prints '  in the cache as '
rm -r "$XDG_CACHE_HOME/prebind/records"
succeeds "$PREBIND" build "$crate" -o Geometry.jl --lib-dir lib
prints '(from the cache)'
starts_cargo 'metadata --version'

# What the build wrote is made again if it is gone or was changed, and not by cargo.
rm lib/libgeometry.so
echo '# edited' >>Geometry.jl
succeeds "$PREBIND" build "$crate" -o Geometry.jl --lib-dir lib
prints '(from the cache)'
starts_cargo ''
grep -q edited Geometry.jl && fail 'the module was not made again'
evaluates Geometry.jl 'print(add(1, 2))'
prints 3
