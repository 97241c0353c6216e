#!/usr/bin/env bash
# Checks every shell script of the repository.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."

mapfile -t scripts < <(find scripts tests .ci -type f \( -name '*.sh' -o -path scripts/julia -o -path .ci/run \) | sort)
shellcheck "${scripts[@]}"
echo "${#scripts[@]} scripts are clean"
