#!/usr/bin/env bash
# Whatever a server does: the work is done, in bounded time, with one line, and nothing wrong is
# taken.
. "$PREBIND_SOURCE/tests/support/common.inc"
. "$PREBIND_SOURCE/tests/support/nginx.inc"

use_nginx server
make_key
make_text 1 >text.s
make_text 2 >other.s
writer() { PREBIND_REMOTE=$server with_writer with_machine builder 022 C "$PREBIND" "$@"; }
succeeds writer asm text.s -o right.a --target "$target"
succeeds writer cache push

python3 "$PREBIND_SOURCE/tests/support/hostile_server.py" server/data port &
# shellcheck disable=SC2064
trap "kill $! \$(<server/nginx.pid) 2>/dev/null || true" EXIT
for ((i = 0; i < 100; i++)); do
  [[ ! -s port ]] || break
  sleep 0.1
done
hostile=http://127.0.0.1:$(<port)
with_machine reader 022 C "$PREBIND" cache key trust "$public" >output

# meets FAULT [TEXT]: assembles a text that the server has, as it is wrong in this way
meets() {
  local begin
  rm -rf machines/reader/.cache
  begin=$(date +%s)
  PREBIND_REMOTE=$hostile/$1 succeeds with_machine reader 022 C "$PREBIND" asm "${2:-text.s}" \
    -o taken.a --target "$target"
  (($(date +%s) - begin < 9)) || fail "it took $(($(date +%s) - begin)) s"
  [[ ${2:-} != '' ]] || cmp taken.a right.a || fail 'something else was taken'
}
# is_not_asked_again FAULT: the next process leaves it alone, in silence
is_not_asked_again() {
  local before
  before=$(wc -l <server/data/requests)
  printf '.text\n' >>other.s
  PREBIND_REMOTE=$hostile/$1 succeeds with_machine reader 022 C "$PREBIND" asm other.s -o o.a \
    --target "$target"
  equals "$(<errors)" ''
  equals "$(wc -l <server/data/requests)" "$before"
}

meets none
equals "$(<errors)" ''
succeeds with_machine reader 022 C "$PREBIND" cache stats
prints 'results received         1'

for fault in '500 answers with status 500' '429 answers with status 429' \
  '401 refuses us (status 401)' \
  'redirect redirects to elsewhere (status 302), which is not followed' \
  'silent does not answer in time' 'stops does not answer in time' \
  'trickles does not answer in time' \
  'closed failed: Server returned nothing (no headers, no data)' \
  'closes-midway failed: Transferred a partial file'; do
  meets "${fault%% *}"
  equals "$(<errors)" \
    "the team's cache is not used: the cache server $hostile/${fault%% *} ${fault#* }"
  is_not_asked_again "${fault%% *}"
done
begin=$(date +%s%N)
for silent in 'http does not answer in time' 'grpc is not reached'; do
  why=${silent#* }
  silent=${silent%% *}://127.0.0.1:$(<silent_port)
  rm -rf machines/reader/.cache
  PREBIND_REMOTE=$silent succeeds with_machine reader 022 C "$PREBIND" asm text.s -o taken.a \
    --target "$target"
  equals "$(<errors)" "the team's cache is not used: the cache server $silent $why"
done
(($(date +%s%N) - begin < 6000000000)) || fail 'a server that lets nobody connect takes long'
meets garbage
says "the team's cache is not used: the cache server $hostile/garbage failed: "

for fault in 'truncated a file of it has other content' 'poisoned a file of it has other content' \
  'oversized a file of it has other content' 'bomb a file of it has other content' \
  'emptied a file of it is gone' 'huge no entry of Prebind'; do
  meets "${fault%% *}"
  equals "$(<errors)" \
    "a result in the team's cache is not used: ${fault#* } ($hostile/${fault%% *})"
done
meets replayed other.s
says "a result in the team's cache is not used: its signature is not of this entry"
succeeds with_machine reader 022 C "$PREBIND" cache stats
prints 'refused: its signature is not of this entry 1'

# Nobody listens.
rm -rf machines/reader/.cache
PREBIND_REMOTE=http://127.0.0.1:1 succeeds with_machine reader 022 C "$PREBIND" asm other.s -o o.a \
  --target "$target"
equals "$(<errors)" \
  "the team's cache is not used: the cache server http://127.0.0.1:1 is not reached"
