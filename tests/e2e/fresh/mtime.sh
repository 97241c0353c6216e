#!/usr/bin/env bash
# Content that changes behind old time stamps, by which cargo goes: the right library all the same.
. "$PREBIND_SOURCE/tests/support/common.inc"
. "$PREBIND_SOURCE/tests/support/cargo_log.inc"

make_locked_crate geometry
succeeds "$PREBIND" build geometry
: >cargo.log

value() {
  evaluates Geometry.jl 'print(add(20, 3))'
  prints "$1"
}

# An older mtime, the same size.
sed -i 's/a + b/a - b/' geometry/src/lib.rs
touch -d '2001-01-01' geometry/src/lib.rs
succeeds "$PREBIND" build geometry
builds_with_cargo 1
value 17

# Renamed over, with the mtime and the size that the old one had.
sed 's/a - b/a * b/' geometry/src/lib.rs >geometry/src/new
touch -r geometry/src/lib.rs geometry/src/new
mv geometry/src/new geometry/src/lib.rs
succeeds "$PREBIND" build geometry
builds_with_cargo 1
value 60

# Rewritten in place right after a build, the same size.
for case in '+ 23' '- 17' '* 60' '+ 23'; do
  sed "s/a . b/a ${case% *} b/" geometry/src/lib.rs >new && cat new >geometry/src/lib.rs
  succeeds "$PREBIND" build geometry
  value "${case#* }"
done
