#!/usr/bin/env bash
# Many machines at once write to a server and read from it, and a server loses what it had.
. "$PREBIND_SOURCE/tests/support/common.inc"
. "$PREBIND_SOURCE/tests/support/nginx.inc"

clients=16
make_key
for ((client = 1; client <= clients; client++)); do
  make_text $client >$client.s
  with_machine reader$client 077 C "$PREBIND" cache key trust "$public" >output
done

# all COMMAND: runs it for each client, all of them at once; `client` is its number
all() {
  local client running=() failed=0
  for ((client = 1; client <= clients; client++)); do
    "$@" >$client.output 2>$client.errors &
    running+=($!)
  done
  for process in "${running[@]}"; do wait "$process" || failed=1; done
  cat -- *.errors >errors
  [[ $failed == 0 ]] || fail "a client failed: $*"
  equals "$(<errors)" ''
}
writes() {
  with_writer with_machine writer$client 022 C "$PREBIND" asm $client.s -o $client.a \
    --target "$target" && with_writer with_machine writer$client 022 C "$PREBIND" cache push
}
# Each of them asks for its own text, and all of them for the first.
reads() {
  with_machine reader$client 077 C "$PREBIND" asm $client.s -o $client.b --target "$target" &&
    with_machine reader$client 077 C "$PREBIND" asm 1.s -o $client.1 --target "$target"
}

# serves_all: the server of PREBIND_REMOTE takes what all write, and gives it to all
serves_all() {
  local client received=0
  all writes
  equals "$(cat -- *.errors)" ''
  all reads
  for ((client = 1; client <= clients; client++)); do
    cmp $client.a $client.b || fail 'something else was taken'
    cmp 1.a $client.1 || fail 'something else was taken'
    succeeds with_machine reader$client 077 C "$PREBIND" cache stats --json
    received=$((received + $(json 'o["remote"]["results received"]')))
  done
  # The first one got both at once.
  equals $received $((2 * clients - 1))
  rm -rf machines/writer* machines/reader*/.cache
}

use_nginx nginx
PREBIND_REMOTE=$server serves_all
nginx_server=$server
use_casd casd
casd_server=$server
trap 'kill $(jobs -p) "$(<nginx/nginx.pid)" "$(<casd.pid)" 2>/dev/null || true' EXIT
PREBIND_REMOTE=$server serves_all

# A server is restarted, and empty, after it gave out an entry, and before the files of it.
# loses_what_it_had PORT: the one that stands between, to which the reader connects
loses_what_it_had() {
  local url=${PREBIND_REMOTE%:*}:$1
  rm -rf machines/reader1/.cache
  PREBIND_REMOTE=$url succeeds with_machine reader1 077 C "$PREBIND" asm 1.s -o again.a \
    --target "$target"
  equals "$(<errors)" \
    "a result in the team's cache is not used: a file of it is gone ($url)"
  cmp again.a 1.a || fail 'something else was made'
  # What it lost, it gets again.
  client=1 succeeds writes
  rm -rf machines/reader1/.cache machines/writer1
  succeeds with_machine reader1 077 C "$PREBIND" asm 1.s -o again.a --target "$target"
  equals "$(<errors)" ''
  succeeds with_machine reader1 077 C "$PREBIND" cache stats
  prints 'results received         1'
}
cat >restart-nginx <<STOP
#!/bin/bash -e
kill "\$(<"$PWD/nginx/nginx.pid")"
while [[ -e "$PWD/nginx/nginx.pid" ]]; do sleep 0.02; done
rm -rf "$PWD/nginx/data/"*
nginx -p "$PWD/nginx" -c "$PWD/nginx/nginx.conf" -e "$PWD/nginx/error.log"
STOP
cat >restart-casd <<STOP
#!/bin/bash -e
kill "\$(<"$PWD/casd.pid")"
while kill -0 "\$(<"$PWD/casd.pid")" 2>/dev/null; do sleep 0.02; done
rm -rf "$PWD/casd"
"$casd_program" --bind "${casd_server#grpc://}" "$PWD/casd" >>"$PWD/casd.log" 2>&1 &
echo \$! >"$PWD/casd.pid"
STOP
chmod +x restart-nginx restart-casd
python3 "$PREBIND_SOURCE/tests/support/between.py" "${nginx_server##*:}" /cas/ ./restart-nginx \
  port &
wait_for port
PREBIND_REMOTE=$nginx_server loses_what_it_had "$(<port)"
if ! /usr/bin/python3 -c 'import grpc' 2>/dev/null; then
  echo 'skipped: Python has no grpc (scripts/setup.sh test installs it)'
  exit 0
fi
"$PREBIND_SOURCE/tests/support/between_grpc.py" "${casd_server##*:}" /BatchReadBlobs \
  ./restart-casd port-grpc &
wait_for port-grpc
PREBIND_REMOTE=$casd_server loses_what_it_had "$(<port-grpc)"
