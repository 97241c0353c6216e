#!/usr/bin/env bash
# The example, built by its own build script and tested by its own tests, as its user would.
export CARGO_PROFILE_RELEASE_OPT_LEVEL=0
mkdir examples
cp -r "$PREBIND_SOURCE/examples/textkit" examples/
ln -s "$PREBIND_SOURCE/rust" rust
package=$PWD/examples/textkit
rm -rf "$package/src/generated" "$package/deps/lib" "$package/deps/textkit/target"

"$JULIA" --startup-file=no --project="$package" "$package/deps/build.jl"
"$JULIA" --startup-file=no --project="$package" "$package/test/runtests.jl"
