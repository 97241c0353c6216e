#!/usr/bin/env bash
# The first build writes module and library; one with nothing new leaves both as they are.
. "$PREBIND_SOURCE/tests/support/common.inc"

make_small_crate geometry
succeeds "$PREBIND" build geometry -o src/generated/Geometry.jl --lib-dir deps/lib
prints 'julia Geometry: 1 function and 0 types from geometry 1.2.3'
prints 'wrote     deps/lib/libgeometry.so'
prints 'wrote     src/generated/Geometry.jl'
prints 'to use it include("src/generated/Geometry.jl"); using .Geometry'
says 'Compiling geometry v1.2.3'
evaluates src/generated/Geometry.jl 'print(add(20, 22))'
prints 42

before=$(state_of src deps)
succeeds "$PREBIND" build geometry -o src/generated/Geometry.jl --lib-dir deps/lib
prints 'unchanged deps/lib/libgeometry.so'
prints 'unchanged src/generated/Geometry.jl'
equals "$(state_of src deps)" "$before"
[[ $(<errors) != *Compiling* ]] || fail 'cargo had to compile again'

# The user's own builds are not disturbed: they have a target directory of their own.
[[ -d geometry/target/prebind ]] || fail 'no target directory of our own'
[[ ! -d geometry/target/release ]] || fail 'the target directory of the user was used'
