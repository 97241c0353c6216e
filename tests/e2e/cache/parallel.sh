#!/usr/bin/env bash
# Sixteen builds of equal crates at a time, in eight checkouts: cargo builds once, the others take
# its result.
. "$PREBIND_SOURCE/tests/support/common.inc"
. "$PREBIND_SOURCE/tests/support/cargo_log.inc"

make_locked_crate geometry
for ((i = 1; i <= 8; i++)); do
  mkdir "c$i" && cp -r geometry "c$i/"
done
jobs=()
for ((i = 1; i <= 8; i++)); do
  for side in a b; do
    "$PREBIND" build "c$i/geometry" -o "c$i/$side/" >"c$i/output.$side" 2>"c$i/errors.$side" &
    jobs+=($!)
  done
done
for job in "${jobs[@]}"; do
  wait "$job" || fail "$(cat c*/errors.*)"
done
builds_with_cargo 1
[[ $(cat c*/errors.*) == *'waiting for process'* ]] || fail 'nobody said that they wait'
for ((i = 1; i <= 8; i++)); do
  cmp c1/a/libgeometry.so "c$i/b/libgeometry.so" || fail 'another library'
done
evaluates c8/b/Geometry.jl 'print(add(1, 2))'
prints 3
