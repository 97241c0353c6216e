#!/usr/bin/env bash
# Symbolic links in the ways to sources: where they point may change, and `link/..` is not the
# folder that the link is in.
. "$PREBIND_SOURCE/tests/support/common.inc"
. "$PREBIND_SOURCE/tests/support/cargo_log.inc"

make_crate w/geometry <<'END'
mod part;
#[path = "way/../beside.rs"]
mod beside;
#[prebind::julia]
pub const FOUND: &str =
    concat!(include_str!("text.txt"), include_str!("../way/../beside.txt"), env!("OF_SCRIPT"));
#[prebind::julia]
pub const PART: i32 = part::VALUE * 10 + beside::VALUE;
END
cat >w/geometry/build.rs <<'END'
fn main() {
    println!("cargo:rerun-if-changed=way/../script.txt");
    let script = std::fs::read_to_string("way/../script.txt").unwrap();
    println!("cargo:rustc-env=OF_SCRIPT={}", script.trim());
}
END
cd w/geometry
for side in one two; do
  mkdir -p sides/$side/deep
  printf "$side" >sides/$side/beside.txt
  printf "$side" >src/$side.txt
  printf "$side" >sides/$side/script.txt
done
echo 'pub const VALUE: i32 = 1;' | tee sides/one/beside.rs >src/part_one.rs
echo 'pub const VALUE: i32 = 2;' | tee sides/two/beside.rs >src/part_two.rs
# All in one time stamp that is older than any build: that of a link's target tells cargo nothing.
ln -s one.txt src/text.txt
ln -s part_one.rs src/part.rs
ln -s sides/one/deep way
ln -s ../sides/one/deep src/way
# Where they would be if links were taken for folders.
echo 'wrong' | tee beside.txt script.txt >src/beside.rs
find . -exec touch -hd 2001-01-01 {} +
cd ../..
cargo generate-lockfile --manifest-path w/geometry/Cargo.toml --quiet
succeeds "$PREBIND" build w/geometry

# is TEXT NUMBER: a build notices, and finds that
is() {
  fails 3 "$PREBIND" check w/geometry
  succeeds "$PREBIND" build w/geometry
  grep -qF "FOUND = \"$1\"" Geometry.jl || fail "not $1: $(grep FOUND Geometry.jl)"
  grep -q "PART = .*$2" Geometry.jl || fail "not $2: $(grep PART Geometry.jl)"
  succeeds "$PREBIND" build w/geometry
  prints 'is up to date'
}

# points LINK TARGET
points() {
  ln -sfn "$2" "w/geometry/$1"
  touch -hd 2001-01-01 "w/geometry/$1"
}

points src/text.txt two.txt && is twooneone 11
points src/part.rs part_two.rs && is twooneone 21
points src/way ../sides/two/deep && is twooneone 22
points way sides/two/deep && is twotwotwo 22
printf three >w/geometry/sides/two/script.txt && is twotwothree 22
printf four >w/geometry/sides/two/beside.txt && is twofourthree 22
points way sides/one/deep && is twooneone 22

# The crate itself, by a link and through the folder above one: its configuration is that of where
# it is.
mkdir -p other/.cargo && cp -r w/geometry other/geometry
ln -s w/geometry crate
succeeds "$PREBIND" build crate -o Linked.jl --module Linked
succeeds "$PREBIND" build crate -o Linked.jl --module Linked
prints 'is up to date'
printf '[env]\nOF_SCRIPT = "x"\n' >other/.cargo/config.toml
ln -sfn other/geometry crate
fails 3 "$PREBIND" check crate
prints 'the place of the package has changed'
mkdir -p other/deep && ln -s other/deep way && rm -r w
succeeds "$PREBIND" build way/../geometry -o Way.jl --module Way

# A module that two files could be is one that no build finds.
mkdir other/geometry/src/part && cp other/geometry/src/part_one.rs other/geometry/src/part/mod.rs
touch -d 2001-01-01 other/geometry/src/part/mod.rs
fails 3 "$PREBIND" check other/geometry
fails 1 "$PREBIND" build way/../geometry -o Way.jl --module Way
says 'file for module `part` found at both'
