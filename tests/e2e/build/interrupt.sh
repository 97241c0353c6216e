#!/usr/bin/env bash
# Ctrl-C ends cargo and rustc, leaves the old files, and ends prebind by the signal, as a shell
# expects it.
. "$PREBIND_SOURCE/tests/support/common.inc"

make_small_crate geometry
succeeds "$PREBIND" build geometry -o out/Geometry.jl
before=$(state_of out)

# A build that does not end: its build script waits.
printf 'fn main() { std::fs::write("started", "").unwrap(); loop { std::thread::park(); } }\n' \
  >geometry/build.rs
set -m # background jobs get a process group each, as at a terminal
for signal in INT TERM; do
  rm -f geometry/started
  "$PREBIND" build geometry -o out/Geometry.jl >output 2>errors &
  job=$!
  for ((i = 0; i < 3000; i++)); do
    [[ -e geometry/started ]] && break
    sleep 0.02
  done
  [[ -e geometry/started ]] || fail 'the build script did not start'
  kill "-$signal" -- "-$job"
  status=0
  wait "$job" || status=$?
  equals "$status" "$((128 + $(kill -l "$signal")))"
  says 'error: interrupted'
  equals "$(state_of out)" "$before"
  # Nobody is left who works in this folder.
  for ((i = 0; i < 250; i++)); do
    left=$(find /proc -maxdepth 2 -name cwd -lname "$PWD/geometry*" 2>/dev/null || true)
    [[ -z $left ]] && break
    sleep 0.02
  done
  [[ -z $left ]] || fail "still running: $left"
done
