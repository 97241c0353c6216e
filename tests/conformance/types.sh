#!/usr/bin/env bash
# Each type in each position and each error, in real Julia: precompiled with bounds checks forced
# and on several threads; the main kinds in an included module, too.
. "$PREBIND_SOURCE/tests/support/common.inc"
. "$PREBIND_SOURCE/tests/support/conformance_crate.inc"

# A library whose functions of Julia stay borrows copies everywhere, so there is one more of it.
# rustc optimizes the first, which has nearly all of the same glue.
CARGO_PROFILE_RELEASE_OPT_LEVEL=0 \
  succeeds "$PREBIND" build crate --features keeping -o keeping/Conformance.jl
"$PREBIND" inspect --json keeping/libconformance.so >keeping.json
python3 "$PREBIND_SOURCE/tests/conformance/table.py" "$PREBIND_SOURCE/docs/types.md" keeping.json

# The ABI of each type, as C has it.
"$PREBIND" header libconformance.so >conformance.h
gcc -std=c11 -x c -Wall -Wextra -Wpedantic -Werror -fsyntax-only - <<<'#include "conformance.h"'

# With debug information: stack traces are tested.
tests=$PREBIND_SOURCE/tests/conformance/runtests.jl
# Included, what differs from a package is how code and constants come in, not what each type does,
# nor how fast it is.
"$JULIA" --startup-file=no -g1 "$tests" Conformance.jl scalars items callbacks modules hygiene
"$JULIA" --startup-file=no --warn-overwrite=yes -e 'include("keeping/Conformance.jl")' 2>overwritten
equals "$(<overwritten)" ''
# As a package of one file it is precompiled.
export JULIA_LOAD_PATH=$PWD:@stdlib
JULIA_NUM_THREADS=4 "$JULIA" --startup-file=no -O2 -g1 --check-bounds=yes --depwarn=error "$tests" \
  Conformance
export JULIA_LOAD_PATH=$PWD/keeping:@stdlib
python3 "$PREBIND_SOURCE/tests/conformance/collecting.py" keeping/Conformance.jl
JULIA_NUM_THREADS=4 "$JULIA" --startup-file=no -g1 --depwarn=error "$tests" Conformance \
  kept_calls implementors callbacks told inference hygiene
