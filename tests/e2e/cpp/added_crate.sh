#!/usr/bin/env bash
# `prebind add --lang cpp` gives a crate to a CMake project: one that knows nothing of Prebind, too.
. "$PREBIND_SOURCE/tests/support/common.inc"

cargo new --quiet --lib --vcs none 'my crates/my-geometry'
git init --quiet 'my crates'
mkdir app
cat >app/CMakeLists.txt <<'END'
cmake_minimum_required(VERSION 3.19)
project(app CXX)
include(cmake/my_geometry.cmake)
add_executable(app main.cpp)
target_link_libraries(app my_geometry::my_geometry)
END
printf '#include <my_geometry.hpp>\n#include <cstdio>\n' >app/main.cpp
printf 'int main() { std::puts(my_geometry::crate_version().c_str()); }\n' >>app/main.cpp

succeeds "$PREBIND" add 'my crates/my-geometry' --lang cpp --path app
equals "$(<output)" "crate my-geometry for the CMake project in app
  changed   my crates/my-geometry/Cargo.toml: a dependency on \`prebind\`
  changed   my crates/my-geometry/src/lib.rs: a first function for C++
  wrote     cmake/my_geometry.cmake
  wrote     deps/prebind: the crate \`prebind\`, $(find app/deps/prebind -type f | wc -l) files
note: no repository has both this folder and the crate
      (\`../my crates/my-geometry\` from here): put both into one, and do not move one alone

Write this into CMakeLists.txt, behind \`project\`; \`app\` is your target:

  include(cmake/my_geometry.cmake)
  target_link_libraries(app my_geometry::my_geometry)"
succeeds cmake -S app -B app/build -DPREBIND="$PREBIND"
succeeds cmake --build app/build
succeeds ./app/build/app
equals "$(<output)" 0.1.0
equals "$(cd app && echo *)" 'CMakeLists.txt build cmake deps main.cpp'

# A change of the crate is built with the project.
sed -i 's/^version = .*/version = "0.2.0"/' 'my crates/my-geometry/Cargo.toml'
succeeds cmake --build app/build
succeeds ./app/build/app
equals "$(<output)" 0.2.0

fails 1 "$PREBIND" add 'my crates/my-geometry' --lang cpp --path app
says "error: \`$PWD/app/cmake/my_geometry.cmake\` already exists"
says 'help: Prebind overwrites nothing: remove it, or name another namespace with `--name`'
fails 1 "$PREBIND" add 'my crates/my-geometry' --lang cpp
says "error: there is no CMake project in \`$PWD\`"
says 'help: name the folder of its CMakeLists.txt with `--path`, or make a new project: prebind new NAME --lang cpp'
fails 1 "$PREBIND" add 'my crates/my-geometry' --lang cpp --path app --name class
says '`class` cannot be the name of a C++ namespace'
