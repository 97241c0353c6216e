#!/usr/bin/env bash
# What one machine built and signed, another one gets from nginx: no rustc runs there.
. "$PREBIND_SOURCE/tests/support/common.inc"
. "$PREBIND_SOURCE/tests/support/cargo_log.inc"
. "$PREBIND_SOURCE/tests/support/nginx.inc"

use_nginx server
make_key
export PREBIND_REMOTE=$server
make_locked_crate first/geometry
mkdir -p second/deeper && cp -r first/geometry second/deeper/

builder() {
  with_writer with_machine builder 022 C.UTF-8 "$@"
}
reader() { with_machine reader 077 C "$@"; }

succeeds builder "$PREBIND" build first/geometry -o first/
builds_with_cargo 1
# It goes to the server by itself, and nobody waits for that.
for ((i = 0; i < 200; i++)); do
  [[ $(find server/data/ac -type f 2>/dev/null | wc -l) != 2 ]] || break
  sleep 0.05
done
((i < 200)) || fail 'nothing was sent'
succeeds builder "$PREBIND" cache push

# Nobody is trusted yet: nothing is asked for, and it is said.
succeeds reader "$PREBIND" build second/deeper/geometry -o untrusted/
says "the team's cache is not used: no key is trusted for $server (PREBIND_REMOTE)"
builds_with_cargo 1
succeeds reader "$PREBIND" cache clear
rm -r second/deeper/geometry/target

succeeds reader "$PREBIND" cache key trust "$public"
prints "results signed by $public are taken from now on"
succeeds reader "$PREBIND" build second/deeper/geometry -o second/
prints "(from the team's cache)"
builds_with_cargo 0
cmp first/libgeometry.so second/libgeometry.so || fail 'another library'
evaluates second/Geometry.jl 'print(add(1, 2))'
prints 3

# What the server would have: it is asked, and nothing is taken from it.
explains() {
  succeeds reader "$@" "$PREBIND" explain second/deeper/geometry
}
explains env
prints "taken from the team's cache for geometry of"
prints 'nothing has changed since'
key=$(sed -n 's/^  in the cache as //p' output)
find machines/reader/.cache/prebind/v1/actions -type f -delete
echo >>second/Geometry.jl
explains env
prints "  the next build takes ${key:0:12} from the team's cache ($server)"
equals "$(find machines/reader/.cache/prebind/v1/actions -type f)" ''
succeeds reader "$PREBIND" explain second/deeper/geometry --json
equals "$(json 'o["builds"][0]["remote"]["key"]')" "$key"
explains env PREBIND_REMOTE=http://127.0.0.1:1
prints "  the team's cache is not used: the cache server http://127.0.0.1:1 is not reached"
explains env PREBIND_REMOTE=http://127.0.0.1:1
prints "  the team's cache is not asked: it was of no use a minute ago"
mv server/data/cas away
explains env
prints "  a result in the team's cache is not used: a file of it is gone ($server)"
prints '  the next build runs cargo (inputs differ)'
mv away server/data/cas
echo 'pub fn other() {}' >>second/deeper/geometry/src/lib.rs
explains env
prints "  the team's cache ($server) has no result for it"

# What came from where, and what that saved.
succeeds reader "$PREBIND" cache stats
prints "the team's cache"
grep -qE '^  bytes received +[1-9][0-9]{4,}$' output || fail 'bytes are not counted'
grep -qE '^  seconds saved +[0-9]+\.[1-9]$' output || fail 'seconds are not counted'
succeeds reader "$PREBIND" build second/deeper/geometry -o second/
succeeds reader "$PREBIND" cache list
grep -q ' local ' output || fail 'nothing was built here'

# What is up to date asks nobody: no `prebind-remote` is started, and no server is looked for.
remote=${PREBIND%/*}/prebind-remote
[[ -x $remote ]] || remote=${PREBIND%/bin/prebind}/libexec/prebind/prebind-remote
mkdir counted
cp "$PREBIND" counted/prebind
cat >counted/prebind-remote <<STOP
#!/bin/sh
echo >>"$PWD/remote.log"
exec "$remote"
STOP
chmod +x counted/prebind-remote
rm -rf machines/reader/.cache
mkdir third && cp -r first/geometry third/
succeeds reader counted/prebind build third/geometry -o third/
prints "(from the team's cache)"
equals "$(wc -l <remote.log)" 1
requests=$(wc -l <server/access.log)
for ((i = 0; i < 3; i++)); do
  succeeds reader counted/prebind build third/geometry -o third/
  prints 'is up to date'
done
rm third/*.jl
succeeds reader counted/prebind build third/geometry -o third/
prints '(from the cache)'
equals "$(wc -l <remote.log)" 1
equals "$(wc -l <server/access.log)" "$requests"
equals "$(<errors)" ''
