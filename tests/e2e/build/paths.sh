#!/usr/bin/env bash
# Folders with blanks and letters beyond ASCII, and through symbolic links.
. "$PREBIND_SOURCE/tests/support/common.inc"

make_small_crate 'meine Kisten/größe λ' geometry
succeeds "$PREBIND" build 'meine Kisten/größe λ' -o "das Ergebnis/ü 'x'/Geometry.jl" \
  --lib-dir 'die Bücherei'
prints "wrote     das Ergebnis/ü 'x'/Geometry.jl"
evaluates "das Ergebnis/ü 'x'/Geometry.jl" 'print(add(1, 2))'
prints 3

# The way from the module to the library is that of the real folders.
mkdir -p deep/er/still
ln -s deep/er/still link
succeeds "$PREBIND" build 'meine Kisten/größe λ' -o link/Geometry.jl --lib-dir link/../lib
prints 'wrote     deep/er/lib/libgeometry.so'
for folder in link deep/er/still; do
  evaluates "$folder/Geometry.jl" 'print(add(1, 2))'
  prints 3
done
evaluates deep/er/still/Geometry.jl 'print(add(1, 2))'
prints 3

# The bindings go with their package to another place.
mv 'das Ergebnis' 'die Bücherei' deep/
evaluates "deep/das Ergebnis/ü 'x'/Geometry.jl" 'print(add(1, 2))'
prints 3
