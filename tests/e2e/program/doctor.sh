#!/usr/bin/env bash
# What is installed and what is missing.
. "$PREBIND_SOURCE/tests/support/common.inc"

succeeds "$PREBIND" doctor
for name in prebind cargo rustc targets linker; do
  grep -q "^ok      $name" output || fail "nothing about $name"
done
succeeds "$PREBIND" doctor --json
equals "$(json 'o["can_build"], [f["name"] for f in o["findings"] if f["required"]]')" \
  "(True, ['prebind', 'cargo', 'rustc', 'linker'])"

unset CARGO CARGO_HOME RUSTC
fails 1 env PATH=/nonexistent HOME=/nonexistent "$PREBIND" doctor
prints 'missing cargo   `cargo` is not on PATH, nor where rustup installs it
                help: install Rust with `apt-get install cargo`'
prints 'missing linker  `cc` is not on PATH, and rustc links with it'
says 'error: something that `prebind build` needs is missing
help: see the list for how to get it'
fails 1 env PATH=/nonexistent HOME=/nonexistent "$PREBIND" doctor --json
equals "$(json 'o["can_build"]')" False

# A Julia that does not run is no reason not to build.
mkdir bin && printf '#!/bin/sh\nexit 1\n' >bin/julia && chmod +x bin/julia
succeeds env PATH="$PWD/bin:$PATH" "$PREBIND" doctor
prints "missing julia   bin/julia: \`$PWD/bin/julia --version\` fails"
