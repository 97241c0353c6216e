#!/usr/bin/env bash
# Checks every shell script of the repository.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."

mapfile -t scripts < <(
  find scripts .ci -type f \( -name '*.sh' -o -path scripts/julia -o -path .ci/run \) | sort)
mapfile -t tests < <(find tests -type f -name '*.sh' | sort)
shellcheck "${scripts[@]}"
# tests/support/run.sh runs a test with errexit, and tests share variables through the .inc files
# that they source.
shellcheck --severity=warning --exclude=SC2034,SC2154,SC2164 "${tests[@]}"
echo "$((${#scripts[@]} + ${#tests[@]})) scripts are clean"
