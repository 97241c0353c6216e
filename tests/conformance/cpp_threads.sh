#!/usr/bin/env bash
# What takes locks, waits and wakes, in C++ and in Rust alike, under ThreadSanitizer. It has to see
# the locks of Rust's standard library, so that is compiled with it.
. "$PREBIND_SOURCE/tests/support/common.inc"

rust=$PREBIND_SOURCE/.tools/rust/usr
if [[ ! -x $rust/bin/rustc ]]; then
  echo 'not tested: there is no Rust with the sources of its standard library'
  exit 0
fi
mkdir -p bin .cargo
for program in cargo rustc; do
  printf '#!/bin/sh\nLD_LIBRARY_PATH=%q exec %q "$@"\n' \
    "$rust/lib/x86_64-linux-gnu" "$rust/bin/$program" >bin/$program
  chmod +x bin/$program
done
export PATH=$PWD/bin:$PATH RUSTC=$PWD/bin/rustc
printf '[unstable]\nbuild-std = ["std", "panic_unwind"]\n' >.cargo/config.toml
# What comes with the compiler may use what is not stable; so may we, then.
export RUSTC_BOOTSTRAP=1 RUSTFLAGS=-Zsanitizer=thread CARGO_PROFILE_RELEASE_OPT_LEVEL=0

cp -r "$PREBIND_SOURCE/tests/conformance/crate" .
rm -rf crate/target
sed -i "s|path = .*|path = \"$PREBIND_SOURCE/rust/prebind\" }|" crate/Cargo.toml
succeeds "$PREBIND" build crate --features keeping --target x86_64-unknown-linux-gnu --lang cpp \
  -o include/conformance.hpp --lib-dir lib

tests=$PREBIND_SOURCE/tests/conformance/cpp
cat >main.cpp <<END
#include <conformance.hpp>
#include "$tests/futures.cpp"
#include "$tests/implementors.cpp"
#include "$tests/kept_calls.cpp"
#include "$tests/streams.cpp"
#include "$tests/threads.cpp"
int main() {
  futures();
  implementors();
  kept_calls();
  streams();
  threads();
  return failures;
}
END
succeeds clang++-19 -std=c++20 -Wall -Wextra -Werror -Iinclude -pthread -fsanitize=thread main.cpp \
  -Llib -lconformance "-Wl,-rpath,$PWD/lib" -o threads
succeeds ./threads
equals "$(<errors)" \
  'conformance: a function that Rust called in its own thread threw: no there'
