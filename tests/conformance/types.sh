#!/usr/bin/env bash
# Each type in each position and each error, in real Julia: as it is, with bounds checks forced, and on several threads.
. "$PREBIND_SOURCE/tests/support/common.inc"
. "$PREBIND_SOURCE/tests/support/conformance_crate.inc"

python3 "$PREBIND_SOURCE/tests/conformance/table.py" "$PREBIND_SOURCE/docs/types.md" types.json

# The ABI of each type, as C has it.
"$PREBIND" header libconformance.so >conformance.h
gcc -std=c11 -x c -Wall -Wextra -Wpedantic -Werror -fsyntax-only - <<<'#include "conformance.h"'

run() { "$@" "$PREBIND_SOURCE/tests/conformance/runtests.jl" Conformance.jl; }
run "$JULIA" --startup-file=no
run "$JULIA" --startup-file=no --check-bounds=yes --depwarn=error
run env JULIA_NUM_THREADS=4 "$JULIA" --startup-file=no
