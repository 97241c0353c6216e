#!/usr/bin/env bash
# The Julia package's own tests, and that its version is the engine's.
. "$PREBIND_SOURCE/tests/conformance/package.inc"

runs "$PREBIND_SOURCE/julia/Prebind/test/runtests.jl"
prints 'Test Summary'
runs 'print(Prebind.ENGINE_VERSION)'
equals "$("$PREBIND" --version | cut -d' ' -f2)" "$(<output)"
grep -qx "version = \"$(<output)\"" "$PREBIND_SOURCE/julia/Prebind/Project.toml" || fail 'the package has another version'
