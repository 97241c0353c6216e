#!/usr/bin/env bash
# The example with the real object_store, whose functions are `async`.
. "$PREBIND_SOURCE/tests/support/common.inc"
unset CARGO_NET_OFFLINE  # the crates may not be on this machine yet
export CARGO_PROFILE_RELEASE_OPT_LEVEL=0  # they take a minute to optimize

mkdir examples
cp -r "$PREBIND_SOURCE/examples/objectstore" examples/
ln -s "$PREBIND_SOURCE/rust" rust
package=$PWD/examples/objectstore
rm -rf "$package/src/generated" "$package/deps/lib" "$package/deps/objectstore/target"

"$JULIA" --startup-file=no --project="$package" "$package/deps/build.jl"
"$JULIA" --startup-file=no --project="$package" "$package/test/runtests.jl"
JULIA_NUM_THREADS=3 "$JULIA" --startup-file=no --project="$package" "$package/test/runtests.jl"
