#!/usr/bin/env bash
# The programs and the library of each tarball need glibc 2.28 at most, and nothing but glibc.
source "$PREBIND_SOURCE/tests/support/common.inc"

for machine in x86_64 aarch64; do
  tar xzf "$DIST/prebind-$VERSION-$machine-linux-gnu.tar.gz"
done
for file in prebind-*/bin/prebind prebind-*/lib/libprebind.so \
  prebind-*-x86_64-*/libexec/prebind/prebind-remote; do
  newest=$(objdump -T "$file" | grep -oE 'GLIBC_[0-9.]+' | sort -Vu | tail -n 1)
  [[ $(printf '%s\n' GLIBC_2.28 "$newest" | sort -V | tail -n 1) == GLIBC_2.28 ]] ||
    fail "$file needs $newest"
  others=$(objdump -p "$file" | awk '$1 == "NEEDED" { print $2 }' |
    grep -vE '^(libc|libm|libpthread|libdl|librt|ld-linux-[a-z0-9_-]+)\.so' || true)
  [[ -z $others ]] || fail "$file needs $others"
  ! grep -aqF "$PREBIND_SOURCE" "$file" || fail "$file has the folder that it was built in"
done
for program in prebind-*/bin/prebind; do
  size=$(stat -c %s "$program")
  [[ $size -lt 17500000 ]] || fail "$program has $size bytes"
done
size=$(stat -c %s "$DIST/prebind-$VERSION-x86_64-linux-gnu.tar.gz")
[[ $size -lt 17000000 ]] || fail "the tarball has $size bytes"
