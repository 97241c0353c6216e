#!/usr/bin/env bash
# A member of a workspace is built by its own path; the workspace itself is not a crate.
. "$PREBIND_SOURCE/tests/support/common.inc"

make_small_crate space/geometry
mkdir -p space/plain/src && touch space/plain/src/lib.rs
printf '[package]\nname = "plain"\nversion = "0.1.0"\nedition = "2021"\n' >space/plain/Cargo.toml
printf '[workspace]\nmembers = ["geometry", "plain"]\n' >space/Cargo.toml

succeeds "$PREBIND" build space/geometry -o Geometry.jl
evaluates Geometry.jl 'print(add(1, 2))'
prints 3
[[ -d space/target/prebind ]] || fail "the workspace's target directory is not used"

fails 1 "$PREBIND" build space
says "error: this is the manifest of a workspace, not of a package
 --> $PWD/space/Cargo.toml
help: name one of its members: \`$PWD/space/geometry\`"

# Places are relative to the workspace, and the sources are found from there.
printf 'pub struct Meters;\n\n#[prebind::julia]\npub fn short(m: Meters) {}\n' \
  >>space/geometry/src/lib.rs
fails 1 "$PREBIND" build space/geometry -o Geometry.jl
says ' --> geometry/src/lib.rs:8:17
  |
8 | pub fn short(m: Meters) {}
  |                 ^^^^^^'
