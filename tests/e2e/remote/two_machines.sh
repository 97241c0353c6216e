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
succeeds builder "$PREBIND" cache push
equals "$(find server/data/ac -type f | wc -l)" 2

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
