#!/usr/bin/env bash
# Runs the tests of a release, which `make dist` has made in build/dist: each script beside this
# one. They fetch packages, so that `make test` leaves them out.
#
# usage: tests/dist/run.sh [NAME...]
set -euo pipefail

here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
root=$(cd -- "$here/../.." && pwd)
export PREBIND_SOURCE=$root DIST=$root/build/dist JULIA=$root/scripts/julia
VERSION=$(python3 -B "$root/scripts/dist/project.py" version)
export VERSION
passed=0 failed=0
for script in "$here"/*.sh; do
  name=$(basename "$script" .sh)
  if [[ $name == run || ($# -gt 0 && " $* " != *" $name "*) ]]; then continue; fi
  if "$root/tests/support/run.sh" "$script" "$root/build/tests/dist_$name"; then
    passed=$((passed + 1))
    echo "ok: $name"
  else
    failed=$((failed + 1))
    echo "FAILED: $name" >&2
  fi
done
echo "$passed passed, $failed failed"
[[ $failed -eq 0 && $passed -gt 0 ]]
