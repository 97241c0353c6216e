#!/usr/bin/env bash
# A rust"""…""" block in a script of Julia takes the same way as a crate: what one machine built,
# another one gets from the server, and starts no cargo for it. Ctrl-C ends that.
. "$PREBIND_SOURCE/tests/conformance/package.inc"
. "$PREBIND_SOURCE/tests/support/nginx.inc"

use_nginx server
make_key
# The folder in which Julia was started names it.
printf '[remote]\nurl = "%s"\n' "$server" >prebind.toml
cat >script.jl <<'STOP'
using Prebind

rust"""
/// It takes a while to bring, and nobody knows before that all of it is the same.
static LARGE: [u8; 6_000_000] = [1; 6_000_000];

#[julia]
pub fn add(a: u8, b: u32) -> u8 {
    a + unsafe { std::ptr::read_volatile(&LARGE[b as usize]) }
}
"""
println(add(2, 1000))
STOP
with_writer with_machine builder 022 C.UTF-8 runs script.jl
prints 3
builds_with_cargo 1
with_writer succeeds with_machine builder 022 C.UTF-8 "$PREBIND" cache push
succeeds with_machine reader 077 C "$PREBIND" cache key trust "$public"

# The session lives on.
mkdir slow
ln -s ../server/data slow/data
use_nginx slow 'limit_rate 1m;'
trap 'kill "$(<server/nginx.pid)" "$(<slow/nginx.pid)" 2>/dev/null || true' EXIT
cat >session.jl <<'STOP'
Base.exit_on_sigint(false)
function problem()
    try
        Base.include(Main, "script.jl")
    catch problem
        while problem isa LoadError
            problem = problem.error
        end
        return problem
    end
end
println(problem(), " ", 1 + 1)
STOP
PREBIND_REMOTE=$server ends_with_ctrl_c 0 "$JULIA" --startup-file=no session.jl
equals "$(<output)" 'InterruptException() 2'
builds_with_cargo 0

with_machine reader 077 C.UTF-8 runs script.jl
prints 3
builds_with_cargo 0
succeeds with_machine reader 077 C "$PREBIND" cache stats
prints 'results received         1'
