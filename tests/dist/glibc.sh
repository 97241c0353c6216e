#!/usr/bin/env bash
# The program and the library of the tarball need glibc 2.28 at most, and nothing but glibc.
source "$PREBIND_SOURCE/tests/support/common.inc"

tar xzf "$DIST/prebind-$VERSION-x86_64-linux-gnu.tar.gz"
for file in prebind-*/bin/prebind prebind-*/lib/libprebind.so; do
  newest=$(objdump -T "$file" | grep -oE 'GLIBC_[0-9.]+' | sort -Vu | tail -n 1)
  [[ $(printf '%s\n' GLIBC_2.28 "$newest" | sort -V | tail -n 1) == GLIBC_2.28 ]] ||
    fail "$file needs $newest"
  others=$(objdump -p "$file" | awk '$1 == "NEEDED" { print $2 }' |
    grep -vE '^(libc|libm|libpthread|libdl|librt|ld-linux-x86-64)\.so' || true)
  [[ -z $others ]] || fail "$file needs $others"
  ! grep -aqF "$PREBIND_SOURCE" "$file" || fail "$file has the folder that it was built in"
done
size=$(stat -c %s prebind-*/bin/prebind)
[[ $size -lt 17500000 ]] || fail "the program has $size bytes"
