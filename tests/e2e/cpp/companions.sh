#!/usr/bin/env bash
# Header, library and CMake package are written together: one that is missing or changed is noticed
# and made again, and what somebody else wrote stays.
. "$PREBIND_SOURCE/tests/support/common.inc"

make_small_crate geometry
build() {
  "$PREBIND" build geometry --lang cpp -o geometry/include/geometry.hpp --lib-dir geometry/lib
}
config=geometry/lib/cmake/geometry/geometryConfig.cmake
succeeds build
cp "$config" before
succeeds "$PREBIND" check geometry
succeeds build
prints 'cpp geometry is up to date'

rm "$config"
fails 3 "$PREBIND" check geometry
prints geometryConfig.cmake
succeeds build
cmp "$config" before
printf '# edited\n' >>"$config"
fails 3 "$PREBIND" check geometry
succeeds build
cmp "$config" before
succeeds "$PREBIND" check geometry

rm -r geometry/lib geometry/include
mkdir -p "${config%/*}"
printf 'set(mine TRUE)\n' >"$config"
fails 1 build
says "\`$PWD/$config\` was not written by Prebind"
says 'help: Prebind does not overwrite it: remove it, or name another folder with `--lib-dir`'
[[ ! -e geometry/include/geometry.hpp ]] || fail "half of it was written"
