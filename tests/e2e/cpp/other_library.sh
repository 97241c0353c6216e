#!/usr/bin/env bash
# A library from other sources than the header is an error that names what differs: when the program
# is linked, when it loads the library, and, for what has no symbol of its own, when it starts.
. "$PREBIND_SOURCE/tests/support/common.inc"

make_crate geometry <<'END'
#[prebind::julia]
pub fn add(a: i32, b: i32) -> i32 {
    a + b
}
#[prebind::julia]
pub const LIMIT: u32 = 5;
END
build() { succeeds "$PREBIND" build geometry --lang cpp -o "$1/geometry.hpp" --lib-dir "$1"; }
build old
sed -i 's/b: i32) -> i32/b: i64) -> i32/; s/a + b/a + b as i32/' geometry/src/lib.rs
build new
sed -i 's/b: i64) -> i32/b: i32) -> i32/; s/a + b as i32/a + b/; s/= 5/= 6/' geometry/src/lib.rs
build larger

printf '#include "old/geometry.hpp"\nint main() { return geometry::add(1, -1); }\n' >linked.cpp
fails 1 g++ -std=c++17 linked.cpp -Lnew -lgeometry -o linked
says 'undefined reference to `geometry__add__'
succeeds g++ -std=c++17 linked.cpp -Lold -lgeometry -o linked
succeeds env LD_LIBRARY_PATH=old ./linked
fails 134 env LD_LIBRARY_PATH=larger ./linked
says "the Rust library geometry and this program's header were made from different sources. \
The library does not have
  const LIMIT: u32 = 5
To rebuild both, run \`prebind build ../geometry -o geometry.hpp --lang cpp\`"

cat >loaded.cpp <<'END'
#define GEOMETRY_LOAD_AT_RUN_TIME
#include "old/geometry.hpp"
int main(int, char **arguments) {
  const auto loaded = geometry::try_load(arguments[1]);
  if (!loaded) std::fprintf(stderr, "%s\n", loaded.error().message().c_str());
  if (!loaded || geometry::add(1, 2) != 3) return 1;
  const auto again = geometry::try_load(arguments[1]);
  const auto other = geometry::try_load("old/copy.so");
  std::fprintf(stderr, "%s\n", other.error().message().c_str());
  return again && !other && geometry::add(1, 2) == 3 ? 0 : 1;
}
END
succeeds g++ -std=c++17 loaded.cpp -o loaded -ldl
cp old/libgeometry.so old/copy.so
succeeds ./loaded old/libgeometry.so
says 'the Rust library old/copy.so cannot be loaded: `geometry` has loaded another file'
for folder in new larger; do
  fails 1 ./loaded "$folder/libgeometry.so"
  says "the Rust library $folder/libgeometry.so and this program's header were made from \
different sources. The library does not have
  "
done
says '
  const LIMIT: u32 = 5
'
fails 1 ./loaded "new/libgeometry.so"
says '
  fn add(a: i32, b: i32) -> i32
'
fails 1 ./loaded nowhere.so
says 'the Rust library nowhere.so cannot be loaded: '
