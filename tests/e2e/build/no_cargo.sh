#!/usr/bin/env bash
# Without cargo, or with a wrong CARGO, the error says how to get it.
. "$PREBIND_SOURCE/tests/support/common.inc"

make_small_crate geometry
unset CARGO CARGO_HOME
fails 1 env PATH=/nonexistent HOME=/nonexistent "$PREBIND" build geometry
says 'error: `cargo` is not on PATH, nor where rustup installs it
help: install Rust with `apt-get install cargo` (Debian, Ubuntu) or with rustup '\
'(https://rustup.rs), or set CARGO to the program'

fails 1 env CARGO=/nonexistent/cargo "$PREBIND" build geometry
says 'error: CARGO names `/nonexistent/cargo`, which is not a program
help: set CARGO to the path of a cargo program, or unset it'

# rustc is asked what it is.
fails 1 env RUSTC=/nonexistent/rustc "$PREBIND" build geometry
says 'error: RUSTC names `/nonexistent/rustc`, which is not a program
help: set RUSTC to the path of a rustc program, or unset it'
printf '#!/bin/sh\necho "error: no such toolchain" >&2\nexit 1\n' >broken-rustc
chmod +x broken-rustc
fails 1 env RUSTC="$PWD/broken-rustc" "$PREBIND" build geometry
says "error: \`$PWD/broken-rustc -vV\` failed with exit status 1: error: no such toolchain
 --> $PWD/geometry
help: run that command by hand, and repair the installation of Rust"

printf '#!/bin/sh\n[ "$1" != --version ] || echo cargo 1.60.0
[ "$1" != metadata ] || exec %q "$@"\n[ "$1" != rustc ]\n' "$(command -v cargo)" >old-cargo
chmod +x old-cargo
fails 1 env CARGO="$PWD/old-cargo" "$PREBIND" build geometry
says 'help: cargo 1.60.0 is too old: install 1.64 or newer (`prebind doctor` says how)'
