#!/usr/bin/env bash
# A download that takes long tells of itself, ends with Ctrl-C, and with a disk that is full; and
# nothing of it is left.
. "$PREBIND_SOURCE/tests/support/common.inc"
. "$PREBIND_SOURCE/tests/support/nginx.inc"

use_nginx fast
fast=$server
mkdir slow
ln -s ../fast/data slow/data
use_nginx slow 'limit_rate 1m;'
slow=$server
trap 'kill "$(<fast/nginx.pid)" "$(<slow/nginx.pid)" 2>/dev/null || true' EXIT
make_key
make_large_text 1 3000000 >text.s
PREBIND_REMOTE=$fast with_writer succeeds with_machine builder 022 C "$PREBIND" asm text.s \
  -o right.a --target "$target"
PREBIND_REMOTE=$fast with_writer succeeds with_machine builder 022 C "$PREBIND" cache push
succeeds with_machine reader 022 C "$PREBIND" cache key trust "$public"
export PREBIND_REMOTE=$slow

# leaves_nothing: no file of a size that only pieces of a download have
leaves_nothing() {
  equals "$(find machines/reader/.cache -type f -size +16k)" ''
  equals "$(find machines/reader/.cache -name '*prebind-tmp*')" ''
}

# It takes three seconds.
succeeds with_machine reader 022 C "$PREBIND" asm text.s -o text.a --target "$target"
cmp text.a right.a || fail 'something else came'
[[ $(head -n 1 errors) =~ ^"fetching from the team's cache: "[12]\.[0-9]" of 3.0 MB"$ ]] ||
  fail 'nothing tells that it takes long'
succeeds with_machine reader 022 C "$PREBIND" cache stats --json
equals "$(json 'o["remote"]["results received"]')" 1
(($(json 'o["remote"]["bytes received"]') > 3000000)) || fail 'bytes are not counted'
PREBIND_REMOTE='' succeeds with_machine reader 022 C "$PREBIND" cache list
prints 'remote'

# Ctrl-C, in a terminal, is for all of its processes.
rm -rf machines/reader/.cache
with_machine reader 022 C setsid -w bash -c 'echo $$ >process && exec "$@"' start \
  "$PREBIND" asm text.s -o text.a --target "$target" 2>errors >output &
waiting=$!
wait_for errors
process=$(<process)
transfer=$(pgrep -P "$process")
kill -INT "$process"
status=0
wait $waiting || status=$?
equals $status 130
for ((i = 0; i < 20; i++)); do
  [[ -d /proc/$transfer && $(<"/proc/$transfer/stat") != *') Z '* ]] || break
  sleep 0.05
done
((i < 20)) || fail 'the download goes on'
leaves_nothing

# A disk that is full: a small one, where one can be made.
mkdir -p machines/reader/.cache
if ! unshare -rm mount -t tmpfs none machines/reader/.cache 2>/dev/null; then
  echo 'skipped: no small disk can be made here'
  exit 0
fi
cat >full <<'END'
mount -t tmpfs -o size=2m none machines/reader/.cache
"$PREBIND" asm text.s -o text.a --target "$1" || exit 1
find machines/reader/.cache -type f -size +16k
END
succeeds with_machine reader 022 C unshare -rm bash full "$target"
equals "$(grep -v 'text\.a' output)" ''
says "the team's cache is not used: cannot write"
says 'No space left on device'
cmp text.a right.a || fail 'something else was made'
