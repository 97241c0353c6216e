#!/usr/bin/env bash
# usage: run.sh SCRIPT FOLDER: runs a test script in FOLDER, which is new and empty, away from the
# user's own settings.
set -euo pipefail

script=$1
folder=$2
support=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)

rm -rf -- "$folder"
mkdir -p -- "$folder/work"
cd -- "$folder/work"

# What people set for their own builds must not decide a test. Tests may share fetched crates.
for variable in ${!PREBIND_@}; do
  [[ $variable == PREBIND_SOURCE ]] || unset "$variable"
done
unset CARGO_TARGET_DIR CARGO_BUILD_TARGET RUSTFLAGS CARGO_ENCODED_RUSTFLAGS LD_LIBRARY_PATH
export XDG_CACHE_HOME=$folder/cache XDG_CONFIG_HOME=$folder/config
export NO_COLOR=1 LC_ALL=C.UTF-8

# Nor must a `prebind` that they installed: tests find no program on PATH but their own. A folder
# that has one is replaced with links to all else in it.
entries=()
while IFS= read -r entry; do
  if [[ -e $entry/prebind ]]; then
    others=$folder/path/${#entries[@]}
    mkdir -p -- "$others"
    ln -s -- "$(realpath -- "$entry")"/* "$others"
    rm -- "$others"/prebind*
    entry=$others
  fi
  entries+=("$entry")
done < <(tr : '\n' <<<"$PATH")
PATH=$(IFS=: && printf %s "${entries[*]}")

# JULIA_OPTIONS go before those that a test gives, so a test may say `-O2`.
program=$("$JULIA" --startup-file=no -e 'print(joinpath(Sys.BINDIR, Base.julia_exename()))')
printf '#!/bin/sh\nexec %q %s "$@"\n' "$program" "${JULIA_OPTIONS-}" >"$folder/julia"
chmod +x "$folder/julia"
export JULIA=$folder/julia

# Julia's depot is DEPOT, and in others (JULIA_DEPOT_PATH=FOLDER$BUNDLED) what comes with Julia is
# needed as well: since 1.11 an empty entry stands for that. Before, Julia has all of it built in,
# and an empty entry would stand for the user's depot, too.
BUNDLED=
version=$("$JULIA" --version)
[[ $version == *' '1.[0-9].* || $version == *' '1.10.* ]] || BUNDLED=:
export BUNDLED DEPOT=$folder/depot
export JULIA_DEPOT_PATH=$DEPOT$BUNDLED

BASH_ENV=$support/failure.inc TEST_TRACE=$folder/trace bash -Eeuo pipefail "$script"
# After a failure the folder stays.
rm -rf -- "$folder"
