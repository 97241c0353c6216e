#!/usr/bin/env bash
# Whatever a server does over gRPC: the work is done, in bounded time, with one line, and nothing
# wrong is taken. Texts whose results are larger than a message go as streams.
. "$PREBIND_SOURCE/tests/support/common.inc"
. "$PREBIND_SOURCE/tests/support/nginx.inc"

if ! /usr/bin/python3 -c 'import grpc, google.protobuf' 2>/dev/null; then
  echo 'skipped: Python has no grpc (scripts/setup.sh test installs it)'
  exit 0
fi
mkdir protocols
(
  cd "$PREBIND_SOURCE/third_party/remote-apis"
  find . -name '*.proto' \
    -exec protoc -I. -I/usr/include --python_out="$OLDPWD/protocols" {} + 2>/dev/null
)
"$PREBIND_SOURCE/tests/support/hostile_grpc.py" protocols port &
server_process=$!
# shellcheck disable=SC2064
trap "kill $server_process 2>/dev/null || true" EXIT
wait_for port
hostile=grpc://127.0.0.1:$(<port)

make_key
with_machine reader 022 C "$PREBIND" cache key trust "$public" >output
make_text 1 >text.s
# Messages have 1 MB at most here, and 4 MB by default: this is streamed in several pieces.
make_large_text 2 6000000 >large.s
make_text 3 >unknown.s
writer() { PREBIND_REMOTE=$hostile/none with_writer with_machine builder 022 C "$PREBIND" "$@"; }
for text in text large; do
  succeeds writer asm $text.s -o $text.right --target "$target"
done
succeeds writer cache push

# meets FAULT TEXT: assembles a text that the server has, as it is wrong in this way
meets() {
  local begin
  rm -rf machines/reader/.cache
  begin=$(date +%s)
  PREBIND_REMOTE=$hostile/$1 succeeds with_machine reader 022 C "$PREBIND" asm "$2.s" -o taken.a \
    --target "$target"
  (($(date +%s) - begin < 9)) || fail "it took $(($(date +%s) - begin)) s"
  cmp taken.a "$2.right" || fail 'something else was taken'
}
# shows ERRORS RECEIVED: what the last command said, and how many results came
shows() {
  equals "$(<errors)" "$1"
  succeeds with_machine reader 022 C "$PREBIND" cache stats --json
  equals "$(json 'o["remote"].get("results received", 0)')" "$2"
}

for text in text large; do
  meets none $text
  shows '' 1
done

for fault in 'unavailable is not available' 'permission-denied refuses us (status 7)' \
  'unauthenticated refuses us (status 16)' 'resource-exhausted answers with status 8' \
  'unimplemented answers with status 12' 'silent does not answer in time' \
  'other-digests does not name content by SHA-256' 'batch-huge answers with status 8'; do
  meets "${fault%% *}" text
  shows "the team's cache is not used: the cache server $hostile/${fault%% *} ${fault#* }" 0
done
for fault in 'stops does not answer in time' 'closes-midway is not available'; do
  meets "${fault%% *}" large
  shows "the team's cache is not used: the cache server $hostile/${fault%% *} ${fault#* }" 0
done
# The next process leaves it alone, in silence.
PREBIND_REMOTE=$hostile/closes-midway succeeds with_machine reader 022 C "$PREBIND" asm unknown.s \
  -o taken.a --target "$target"
equals "$(<errors)" ''

for fault in 'emptied a file of it is gone' 'batch-poisoned a file of it has other content' \
  'batch-without-answers a file of it is gone'; do
  meets "${fault%% *}" text
  shows "a result in the team's cache is not used: ${fault#* } ($hostile/${fault%% *})" 0
done
for fault in 'emptied a file of it is gone' 'poisoned a file of it has other content' \
  'truncated a file of it has other content' 'oversized a file of it has other content'; do
  meets "${fault%% *}" large
  shows "a result in the team's cache is not used: ${fault#* } ($hostile/${fault%% *})" 0
done

# A server that speaks something else.
use_nginx server
rm -rf machines/reader/.cache
trap 'kill "$server_process" "$(<server/nginx.pid)" 2>/dev/null || true' EXIT
PREBIND_REMOTE=grpc${server#http} succeeds with_machine reader 022 C "$PREBIND" asm text.s \
  -o taken.a --target "$target"
equals "$(<errors)" \
  "the team's cache is not used: the cache server grpc${server#http} is not reached"
