#!/usr/bin/env bash
# `prebind watch` builds again what is saved, and leaves the last good result where a build fails.
. "$PREBIND_SOURCE/tests/support/common.inc"

make_crate kit <<'RUST'
#[prebind::julia]
pub fn version() -> i32 { 1 }
RUST

fails 1 "$PREBIND" watch nowhere
says "error: \`$PWD/nowhere\` does not exist"

# seen FILE TEXT COUNT: the text stands in the file that often, in good time
seen() {
  local turn
  for turn in $(seq 1200); do
    [[ $(grep -cF -- "$2" "$1") -lt $3 ]] || return 0
    sleep 0.05
  done
  fail "after $turn turns, expected $3 times in $1: $2"
}

set -m # a process group of its own, as at a terminal
"$PREBIND" watch kit >output 2>errors &
watch=$!
trap 'kill "$watch" 2>/dev/null || true' EXIT
seen output 'julia Kit: 1 function and 0 types from kit 1.2.3' 1
seen errors 'Ctrl-C ends' 1
grep -q '^watching [0-9]* files; Ctrl-C ends$' errors || fail 'it does not say what it does'

# A file that is new, and an old one that names it.
printf '#[prebind::julia]\npub fn more() -> i32 { 2 }\n' >kit/src/more.rs
echo 'mod more;' >>kit/src/lib.rs
seen output 'julia Kit: 2 functions and 0 types from kit 1.2.3' 1
seen errors ' has changed' 1
evaluates_apart() { "$JULIA" --startup-file=no -e "include(\"Kit.jl\"); print($1)"; }
equals "$(evaluates_apart 'Kit.more()')" 2

# What cannot be built.
sed -i 's/{ 2 }/{ oops }/' kit/src/more.rs
seen errors 'error: cargo could not build `kit`' 1
seen errors 'cannot find value `oops` in this scope' 1
equals "$(evaluates_apart 'Kit.more()')" 2
sed -i 's/{ oops }/{ 3 }/' kit/src/more.rs
seen output 'julia Kit: 2 functions' 2
equals "$(evaluates_apart 'Kit.more()')" 3

# A time stamp is no change, and what the build writes is none.
touch kit/src/lib.rs
seen errors 'src/lib.rs has changed' 1
seen output 'julia Kit is up to date' 1
sleep 1
equals "$(grep -c '^julia' output)" 4
equals "$(grep ' has changed$' errors | grep -cv '^src/')" 0

kill -INT -- "-$watch"
status=0
wait $watch || status=$?
equals "$status" 130

# A program that reads the results gets a line for each, and takes the watch along when it ends.
timeout 60 "$PREBIND" watch kit --json | head -n 1 >output || fail 'it goes on without a reader'
equals "$(json 'o["module"], o["origin"]')" "('Kit', 'fresh')"
