#!/usr/bin/env bash
# Without cargo, or with a wrong CARGO, the error says how to get it.
. "$PREBIND_SOURCE/tests/e2e/common.inc"

small_crate geometry
unset CARGO CARGO_HOME
fails 1 env PATH=/nonexistent HOME=/nonexistent "$PREBIND" build geometry
says 'error: `cargo` is not on PATH, and not where rustup installs it
help: install Rust with `apt-get install cargo` (Debian, Ubuntu) or with rustup (https://rustup.rs), or set CARGO to the program'

fails 1 env CARGO=/nonexistent/cargo "$PREBIND" build geometry
says 'error: CARGO names `/nonexistent/cargo`, which is not a program
help: set CARGO to the path of a cargo program, or unset it'

printf '#!/bin/sh\n[ "$1" != --version ] || echo cargo 1.60.0\n[ "$1" != metadata ] || exec %q "$@"\n[ "$1" != rustc ]\n' \
  "$(command -v cargo)" >old-cargo
chmod +x old-cargo
fails 1 env CARGO="$PWD/old-cargo" "$PREBIND" build geometry
says 'help: cargo 1.60.0 is too old: install 1.64 or newer (`prebind doctor` says how)'
