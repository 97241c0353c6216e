#!/usr/bin/env bash
# Shows the whole way: the example's build script runs `prebind build` on its Rust crate, Julia
# precompiles the package that includes the generated module, and a short session calls Rust. Needs
# build/bin/prebind (make build).
set -euo pipefail

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
package=$root/examples/textkit
crate=$package/deps/textkit

step() { printf '\n== %s\n' "$1"; }
# Away from the user's own Julia packages and settings.
julia() {
  JULIA_DEPOT_PATH=$root/build/depot \
    "$root/scripts/julia" --startup-file=no --project="$package" "$@"
}

export PREBIND=$root/build/bin/prebind

step "examples/textkit/deps/build.jl: prebind build"
cargo fetch --quiet --locked --manifest-path "$crate/Cargo.toml" || {
  echo "error: could not fetch the crates that the example needs (cargo's message is above)" >&2
  echo "help: check the network, then run the same command again" >&2
  exit 1
}
julia "$package/deps/build.jl"

step "examples/textkit/demo.jl"
julia "$package/demo.jl"
