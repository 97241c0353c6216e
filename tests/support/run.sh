#!/usr/bin/env bash
# usage: run.sh SCRIPT FOLDER: runs a test script in FOLDER, made anew and empty, away from the user's own settings.
set -euo pipefail

script=$1
folder=$2

rm -rf -- "$folder"
mkdir -p -- "$folder/work"
cd -- "$folder/work"

# What a person has set for their own builds must not decide a test. Crates that were fetched may be shared.
for variable in ${!PREBIND_@}; do
  [[ $variable == PREBIND_SOURCE ]] || unset "$variable"
done
unset CARGO_TARGET_DIR CARGO_BUILD_TARGET RUSTFLAGS CARGO_ENCODED_RUSTFLAGS LD_LIBRARY_PATH
export XDG_CACHE_HOME=$folder/cache JULIA_DEPOT_PATH=$folder/depot NO_COLOR=1 LC_ALL=C.UTF-8

bash -euo pipefail "$script"
# Kept after a failure, to be looked at.
rm -rf -- "$folder"
