#!/usr/bin/env bash
# deps/build.jl of a new package: if it fails, the last line is the message that matters, and no
# stack trace. Pkg, which runs it too, gets an exception.
. "$PREBIND_SOURCE/tests/support/common.inc"
use_interpreter
export PREBIND

build() { "$JULIA" --startup-file=no "$@"; }
succeeds "$PREBIND" new TextKit
cd TextKit

printf '#[julia]\npub fn odd(a: f64) -> i64 {\n    a\n}\n' >>deps/text_kit/src/lib.rs
fails 1 build deps/build.jl
says 'expected `i64`, found `f64`'
equals "$(tail -n 1 errors)" 'help: cargo reports the problem above'
fails 1 build -e 'include("deps/build.jl")'
says 'help: cargo reports the problem above'
says 'Prebind could not build the Rust crate: see its message above'

succeeds "$JULIA" -e 'print(joinpath(Sys.BINDIR, "julia"))'
julia=$(<output)
fails 1 env -u PREBIND PATH=/nowhere "$julia" --startup-file=no deps/build.jl
equals "$(<errors)" 'error: there is no `prebind` on PATH
help: install it, or set the environment variable PREBIND to the program'
