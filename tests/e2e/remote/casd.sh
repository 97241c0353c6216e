#!/usr/bin/env bash
# The same over gRPC, with a server of the Remote Execution API: buildbox-casd.
. "$PREBIND_SOURCE/tests/support/common.inc"
. "$PREBIND_SOURCE/tests/support/cargo_log.inc"
. "$PREBIND_SOURCE/tests/support/nginx.inc"

use_casd server
make_key
export PREBIND_REMOTE=$server
make_locked_crate first/geometry
mkdir second && cp -r first/geometry second/
succeeds with_writer with_machine builder 022 C.UTF-8 "$PREBIND" build first/geometry -o first/
succeeds with_writer with_machine builder 022 C.UTF-8 "$PREBIND" cache push
builds_with_cargo 1

succeeds with_machine reader 077 C "$PREBIND" cache key trust "$public"
succeeds with_machine reader 077 C "$PREBIND" build second/geometry -o second/
prints "(from the team's cache)"
builds_with_cargo 0
cmp first/libgeometry.so second/libgeometry.so || fail 'another library'
