#!/usr/bin/env bash
# The same sources in another folder make the same bytes. Nothing comes from a cache of compilers.
source "$PREBIND_SOURCE/tests/support/common.inc"

other=$PWD/another/folder
mkdir -p "$other"
git -C "$PREBIND_SOURCE" ls-files -z --cached --others --exclude-standard |
  (cd "$PREBIND_SOURCE" && tar c --null --files-from=-) | tar x -C "$other"
# What scripts/dist/glibc.sh has made is taken as it is.
ln -s "$PREBIND_SOURCE/.tools" "$other/.tools"
SOURCE_DATE_EPOCH=$(git -C "$PREBIND_SOURCE" log -1 --format=%ct)
export SOURCE_DATE_EPOCH CCACHE_DISABLE=1 CMAKE_CXX_COMPILER_LAUNCHER=
for machine in x86_64 aarch64; do
  succeeds env -C "$other" TZ=Pacific/Auckland LC_ALL=C "$other/scripts/dist/build.sh" $machine
done
compared=0
for file in "$other"/build/dist/*.{tar.gz,deb,whl}; do
  cmp "$file" "$DIST/$(basename "$file")" || fail "$(basename "$file") has other bytes"
  compared=$((compared + 1))
done
equals "$compared" 6
