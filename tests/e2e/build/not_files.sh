#!/usr/bin/env bash
# What is no file is an error at once: no pipe is waited for, no device is read without end or
# replaced.
. "$PREBIND_SOURCE/tests/support/common.inc"

refuses() { fails "$1" timeout 20 "${@:2}"; }

make_small_crate geometry
mkfifo pipe
mkdir folder
python3 -c 'import socket; socket.socket(socket.AF_UNIX).bind("socket")'
ln -s pipe link
for place in 'pipe a pipe' 'link a pipe' 'socket a socket' '/dev/zero a device' \
  '/dev/null a device'; do
  read -r path kind <<<"$place"
  refuses 1 "$PREBIND" inspect "$path"
  says "error: \`$path\` is $kind, not a file"
  refuses 1 "$PREBIND" asm "$path" -o out.a --target wasm32
  says "error: \`$path\` is $kind, not a file"
  [[ $path == /* ]] || path=$PWD/$path
  refuses 1 "$PREBIND" build geometry -o "$path"
  says "error: \`$path\` is $kind, not a file
help: name a file"
  for command in build check explain archive add; do
    refuses 1 "$PREBIND" "$command" "$path"
    says "error: \`$path\` is $kind, not a file"
  done
  refuses 1 "$PREBIND" package geometry --url https://example.org --artifacts "$path"
  says "error: \`$path\` is $kind, not a file"
  refuses 1 "$PREBIND" package geometry --url https://example.org \
    --artifacts Artifacts.toml -o "$path"
  says "error: \`$path\` is not a folder"
  refuses 1 "$PREBIND" build geometry --lib-dir "$path"
  refuses 1 "$PREBIND" new Pipes --path "$path"
done
[[ -p pipe && -S socket && -L link && -c /dev/null && -c /dev/zero ]] ||
  fail 'something was replaced'
refuses 1 "$PREBIND" inspect folder
says 'error: `folder` is a folder, not a file'
printf 'nop\n' >x.s
refuses 1 "$PREBIND" asm x.s -o folder --target wasm32
says "error: \`$PWD/folder\` is a folder, not a file"
refuses 1 "$PREBIND" asm x.s -o pipe --target wasm32
says "error: \`$PWD/pipe\` is a pipe, not a file"
refuses 1 "$PREBIND" build geometry -o /dev/stdout
says 'error: `/dev/stdout` is an open file, not a path to write to'
[[ -L /dev/stdout ]] || fail '/dev/stdout was replaced'

# A manifest, and a cache.
mkdir piped
mkfifo piped/Cargo.toml
refuses 1 "$PREBIND" build piped
says "error: \`$PWD/piped/Cargo.toml\` is a pipe, not a file"
succeeds timeout 600 env PREBIND_CACHE_DIR="$PWD/pipe" "$PREBIND" build geometry
says "the cache is not used: \`$PWD/pipe\` is not a directory"
# Larger than any file that is read.
truncate -s 1T huge.s
refuses 1 "$PREBIND" asm huge.s -o out.a --target wasm32
says 'error: `huge.s` is too large: it has more than 4 GiB'
refuses 1 "$PREBIND" inspect huge.s
[[ ! -e out.a ]] || fail 'something was written'
