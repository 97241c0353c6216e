#!/usr/bin/env bash
# A CMake project finds the library by its package, links or loads it, and asks for a version.
. "$PREBIND_SOURCE/tests/support/common.inc"

make_small_crate geometry
succeeds "$PREBIND" build geometry --lang cpp -o include/geometry.hpp --lib-dir lib --json
equals "$(json '[f["path"].rsplit("/", 1)[1] for f in o["companions"]]')" \
  "['geometryConfig.cmake', 'geometryConfigVersion.cmake']"
cat >main.cpp <<'END'
#include <geometry.hpp>
#include <cstdio>
int main() {
#if defined(GEOMETRY_LOAD_AT_RUN_TIME)
  try {
    (void)geometry::add(1, 2);
  } catch (const geometry::LoadError &error) {
    std::printf("%s\n", error.what());
  }
  const auto tried = geometry::try_add(1, 2);
  if (tried || tried.error().kind() != geometry::FailureKind::loading) return 1;
  geometry::load(LIBRARY);
#endif
  std::printf("%d\n", geometry::add(1, 2));
}
END
cat >CMakeLists.txt <<'END'
cmake_minimum_required(VERSION 3.16)
project(app CXX)
find_package(geometry ${WANTED} CONFIG REQUIRED)
message(STATUS "geometry ${geometry_VERSION}")
add_executable(linked main.cpp)
target_link_libraries(linked geometry::geometry)
# Futures need threads, which are a library of their own on older systems.
foreach(target geometry header)
  get_target_property(libraries geometry::${target} INTERFACE_LINK_LIBRARIES)
  if(NOT Threads::Threads IN_LIST libraries)
    message(FATAL_ERROR "geometry::${target} is without threads: ${libraries}")
  endif()
endforeach()
add_executable(loaded main.cpp)
target_link_libraries(loaded geometry::header)
target_compile_definitions(loaded PRIVATE LIBRARY="${geometry_LIBRARY}")
END
succeeds cmake -S . -B out -DCMAKE_PREFIX_PATH="$PWD" -DWANTED=1.2
prints 'geometry 1.2.3'
succeeds cmake --build out
succeeds ./out/linked
equals "$(<output)" 3
succeeds ./out/loaded
equals "$(<output)" $'the Rust library geometry is not loaded: call `geometry::load` first\n3'
fails 1 cmake -S . -B other -DCMAKE_PREFIX_PATH="$PWD" -DWANTED=2
says '"2"'

# Moved as a whole, it is found as well.
mkdir moved
mv include lib moved
succeeds cmake -S . -B out -DCMAKE_PREFIX_PATH="$PWD/moved" \
  -Dgeometry_DIR="$PWD/moved/lib/cmake/geometry"
succeeds cmake --build out --target linked
succeeds ./out/linked
