#!/usr/bin/env bash
# Places that cannot be written to are found before cargo works.
. "$PREBIND_SOURCE/tests/support/common.inc"

make_small_crate geometry
fails 1 "$PREBIND" build geometry -o /proc/nowhere/Geometry.jl
says 'error: cannot create the directory `/proc/nowhere`: '
says 'help: '
fails 1 "$PREBIND" build geometry --lib-dir /proc
says 'error: cannot write `/proc/geometry`: '
touch file
fails 1 "$PREBIND" build geometry -o file/Geometry.jl
says "error: cannot create the directory \`$PWD/file\`: Not a directory"
[[ $(<errors) != *Compiling* ]] || fail 'cargo worked first'

# A file that is named as those of the other language are.
fails 1 "$PREBIND" build geometry -o include/geometry.hpp
says 'error: `geometry.hpp` has the name of a module for cpp, and the build is for julia
help: add `--lang cpp`, or name a file that ends with `.jl`'
fails 1 "$PREBIND" build geometry --lang cpp -o Geometry.jl
says 'help: add `--lang julia`, or name a file that ends with `.hpp`'
[[ ! -e include && $(<errors) != *Compiling* ]] ||
  fail 'something was written, or cargo worked first'

# Root may write everywhere.
if [[ $(id -u) != 0 ]]; then
  mkdir readonly && chmod a-w readonly
  fails 1 "$PREBIND" build geometry -o readonly/Geometry.jl
  says "error: cannot write \`$PWD/readonly/Geometry.jl\`: Permission denied"
  says "help: check the permissions of \`$PWD/readonly/Geometry.jl\` and of its directory"
fi

# What a person wrote is not overwritten.
printf 'module Geometry\nend\n' >Geometry.jl
fails 1 "$PREBIND" build geometry
says "error: \`$PWD/Geometry.jl\` was not written by Prebind
help: Prebind does not overwrite it: remove it, or name another file with \`-o\`"
equals "$(cat Geometry.jl)" 'module Geometry
end'

fails 1 sh -c '"$1" inspect --help >/dev/full' sh "$PREBIND"
says 'error: cannot write `standard output`: No space left on device
help: could not print the result: check where standard output goes'
