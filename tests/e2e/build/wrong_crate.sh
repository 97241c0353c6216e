#!/usr/bin/env bash
# What is no crate, or not one that bindings can be made of: each error says what to do.
. "$PREBIND_SOURCE/tests/support/common.inc"

fails 1 "$PREBIND" build nowhere
says "error: \`$PWD/nowhere\` does not exist
help: name the folder of a Rust crate, which contains its Cargo.toml"
mkdir empty
fails 1 "$PREBIND" build empty
says "error: there is no Cargo.toml in \`$PWD/empty\`
help: name the folder of a Rust crate"
make_small_crate geometry
fails 1 "$PREBIND" build geometry/src/lib.rs
says "error: \`$PWD/geometry/src/lib.rs\` is not a crate
help: name the folder of a Rust crate, or its Cargo.toml"

sed -i '/^prebind/d' geometry/Cargo.toml
fails 1 "$PREBIND" build geometry
says "error: package \`geometry\` does not depend on \`prebind\`
 --> $PWD/geometry/Cargo.toml
help: add to its Cargo.toml:

      [dependencies]
      prebind = { path = "

make_small_crate geometry
sed -i 's/dependencies/dev-dependencies/' geometry/Cargo.toml
fails 1 "$PREBIND" build geometry
says 'error: package `geometry` depends on `prebind` for its tests or build script only'
says 'help: move that dependency to `[dependencies]`'

make_small_crate geometry
mv geometry/src/lib.rs geometry/src/main.rs
fails 1 "$PREBIND" build geometry
says 'error: package `geometry` has no library'
says 'help: put the items to export into `src/lib.rs`'

make_small_crate geometry
printf '[lib]\nproc-macro = true\n' >>geometry/Cargo.toml
fails 1 "$PREBIND" build geometry
says 'error: package `geometry` is a procedural macro, so it has nothing to export'

echo '[package' >geometry/Cargo.toml
fails 1 "$PREBIND" build geometry
says expected
says "error: cargo cannot read the manifest (exit status 101)
 --> $PWD/geometry/Cargo.toml
help: cargo reports the problem above"
