#!/usr/bin/env bash
# Machines whose clocks disagree share results, and leave a server alone for a minute of their own.
. "$PREBIND_SOURCE/tests/support/common.inc"
. "$PREBIND_SOURCE/tests/support/nginx.inc"

if ! command -v faketime >/dev/null; then
  echo 'skipped: there is no faketime (scripts/setup.sh test installs it)'
  exit 0
fi
use_nginx nginx
nginx_server=$server
use_casd casd
trap 'kill $(jobs -p) "$(<nginx/nginx.pid)" 2>/dev/null || true' EXIT
make_key
make_text 1 >text.s
make_text 2 >unknown.s
# at TIME COMMAND...: on a machine that believes it is then
at() {
  local time=$1
  shift
  with_machine reader 022 C faketime -f "$time" "$@"
}
succeeds with_machine reader 022 C "$PREBIND" cache key trust "$public"

for server in "$nginx_server" "$server"; do
  rm -rf machines
  succeeds with_machine reader 022 C "$PREBIND" cache key trust "$public"
  export PREBIND_REMOTE=$server
  # As this goes on in the background, it may meet the clock of a later command.
  with_writer succeeds at +3650d "$PREBIND" asm text.s -o text.a --target "$target"
  with_writer succeeds at +3650d "$PREBIND" cache push
  for time in +0 -3650d +7300d; do
    rm -rf machines/reader/.cache
    succeeds at $time "$PREBIND" asm text.s -o text.b --target "$target"
    equals "$(<errors)" ''
    cmp text.a text.b || fail 'something else came'
    succeeds at $time "$PREBIND" cache list --json
    equals "$(json 'o["results"][0]["origin"]')" remote
  done
done

# A mark that a server is of no use counts for a minute, and not at all if it is from the future:
# the clock of a disk elsewhere may go before ours.
export PREBIND_REMOTE=http://127.0.0.1:1
why="the team's cache is not used: the cache server $PREBIND_REMOTE is not reached"
# hears MARK EXPECTED: what is said when the mark has this time
hears() {
  make_text "$((++number))" >unknown.s
  touch -d "$1" machines/reader/.cache/prebind/v1/servers/*
  succeeds with_machine reader 022 C "$PREBIND" asm unknown.s -o o.a --target "$target"
  equals "$(<errors)" "$2"
}
number=1
rm -rf machines/reader/.cache/prebind/v1/servers
succeeds with_machine reader 022 C "$PREBIND" asm unknown.s -o o.a --target "$target"
equals "$(<errors)" "$why"
hears '-50 seconds' ''
hears '-61 seconds' "$why"
hears '+1 hour' "$why"
hears '+1 day' "$why"
hears 'now' ''
