#!/usr/bin/env bash
# Killed at any moment, a command leaves nothing that the next one does not remove.
. "$PREBIND_SOURCE/tests/support/common.inc"
export PREBIND_CACHE_DIR=$PWD/cache
left() { find . -name '.prebind-tmp-*'; }

# killed COUNT COMMAND...: starts it so often, and kills it after 0, 1, 2, … milliseconds
killed() {
  local count=$1 process
  shift
  for ((i = 0; i < count; i++)); do
    rm -rf out New
    "$@" >/dev/null 2>&1 &
    process=$!
    sleep "$(printf '0.%03d' "$i")"
    kill -9 "$process" 2>/dev/null || true
    wait "$process" 2>/dev/null || true
  done
}

make_small_crate geometry
succeeds "$PREBIND" build geometry -o out/Geometry.jl
killed 40 "$PREBIND" build geometry -o out/Geometry.jl --lib-dir lib
succeeds "$PREBIND" build geometry -o out/Geometry.jl --lib-dir lib --force
equals "$(left)" ''
evaluates out/Geometry.jl 'print(add(1, 2))'
prints 3

killed 20 "$PREBIND" new New
rm -rf New
succeeds "$PREBIND" new New
equals "$(left)" ''

# Of a process that was killed between two steps, and of one that lives.
mkdir -p out/.prebind-tmp-dead/folder
touch out/.prebind-tmp-file out/.prebind-tmp-live
exec 9<>out/.prebind-tmp-live
flock --shared -n 9
succeeds "$PREBIND" build geometry -o out/Other.jl --module Other
equals "$(left)" ./out/.prebind-tmp-live
exec 9>&-
succeeds "$PREBIND" build geometry -o out/Third.jl --module Third
equals "$(left)" ''
