#!/usr/bin/env bash
# A new CMake project passes its tests, and notices when its crate changes.
. "$PREBIND_SOURCE/tests/support/common.inc"

succeeds "$PREBIND" new word_kit --lang cpp
prints "CMake project word_kit in word_kit
  wrote     .gitignore
  wrote     CMakeLists.txt
  wrote     deps/word_kit/Cargo.toml
  wrote     deps/word_kit/src/lib.rs
  wrote     src/main.cpp
  wrote     tests/tests.cpp
  wrote     deps/prebind: the crate \`prebind\`, $(find word_kit/deps/prebind -type f | wc -l) files
  built     word_kit/lib/libword_kit.so
"
cd word_kit
succeeds cmake -S . -B build -DPREBIND="$PREBIND"
succeeds cmake --build build
succeeds ctest --test-dir build --output-on-failure
succeeds ./build/word_kit
equals "$(<output)" $'Hello, C++!\ncounted to 42'

sed -i 's/Hello/Good day/' deps/word_kit/src/lib.rs
succeeds cmake --build build
succeeds ./build/word_kit
equals "$(<output)" $'Good day, C++!\ncounted to 42'

fails 1 "$PREBIND" new test --lang cpp
says '`test` cannot be the name of a CMake project'
fails 1 "$PREBIND" new kit --lang cobol
says 'Prebind cannot make bindings for `cobol`'
