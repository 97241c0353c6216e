#!/usr/bin/env bash
# A rust"""…""" block in a script of Julia takes the same way as a crate: what one machine built,
# another one gets from the server, and starts no cargo for it.
. "$PREBIND_SOURCE/tests/conformance/package.inc"
. "$PREBIND_SOURCE/tests/support/nginx.inc"

use_nginx server
make_key
# The folder in which Julia was started names it.
printf '[remote]\nurl = "%s"\n' "$server" >prebind.toml
cat >script.jl <<'STOP'
using Prebind

rust"""
#[julia]
pub fn add(a: i32, b: i32) -> i32 {
    a + b
}
"""
println(add(1, 2))
STOP
with_writer with_machine builder 022 C.UTF-8 runs script.jl
prints 3
builds_with_cargo 1
with_writer succeeds with_machine builder 022 C.UTF-8 "$PREBIND" cache push
succeeds with_machine reader 077 C "$PREBIND" cache key trust "$public"
with_machine reader 077 C.UTF-8 runs script.jl
prints 3
builds_with_cargo 0
succeeds with_machine reader 077 C "$PREBIND" cache stats
prints 'results received         1'
