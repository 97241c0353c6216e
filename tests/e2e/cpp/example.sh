#!/usr/bin/env bash
# The example's program in C++, built and used as its user would.
. "$PREBIND_SOURCE/tests/support/common.inc"
unset CARGO_NET_OFFLINE # its crates may not be on this machine yet
export CARGO_PROFILE_RELEASE_OPT_LEVEL=0

mkdir examples
cp -r "$PREBIND_SOURCE/examples/textkit" examples/
ln -s "$PREBIND_SOURCE/rust" rust
cd examples/textkit/cpp
rm -rf include lib ../deps/textkit/target
succeeds "$PREBIND" build ../deps/textkit --lang cpp -o include/textkit.hpp --lib-dir lib
succeeds cmake -S . -B out
succeeds cmake --build out
succeeds ./out/words "Würde und Rechte" "W.rde|Rechte" dignity
equals "$(<output)" '3 words, 16 graphemes
longest: Rechte
- Würde
- und
- Rechte
dignity und dignity
2 replaced'
says 'index out of bounds: the len is 3 but the index is 99'
fails 1 ./out/words text '(' ''
says 'regex parse error'
