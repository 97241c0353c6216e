#!/usr/bin/env bash
# What cargo does not look at again: vendored packages, a target directory that moves, variables of
# C compilers.
. "$PREBIND_SOURCE/tests/support/common.inc"
. "$PREBIND_SOURCE/tests/support/cargo_log.inc"

make_crate one/geometry <<'END'
#[prebind::julia]
pub fn value() -> String {
    format!("{} {}", far::VALUE, far::PLACE.contains("/two/"))
}
END
printf 'far = "1"\n' >>one/geometry/Cargo.toml
mkdir -p one/.cargo one/vendor/far/src
cat >one/.cargo/config.toml <<'END'
[source.crates-io]
replace-with = "vendored"
[source.vendored]
directory = "vendor"
END
printf '[package]\nname = "far"\nversion = "1.0.0"\nedition = "2021"\n' >one/vendor/far/Cargo.toml
printf '{"files": {}, "package": "%064d"}' 1 >one/vendor/far/.cargo-checksum.json
printf 'fn main() {}\n' >one/vendor/far/build.rs
printf 'pub const VALUE: i32 = 1;\npub const PLACE: &str = env!("OUT_DIR");\n' \
  >one/vendor/far/src/lib.rs
(cd one/geometry && cargo generate-lockfile --quiet)
cp -r one two
: >cargo.log

# value CHECKOUT TEXT: what its bindings say
value() {
  succeeds "$PREBIND" build "$1/geometry" -o "$1/"
  evaluates "$1/Geometry.jl" 'print(value())'
  equals "$(<output)" "$2"
}
value one '1 false'
sed -i 's/= 1/= 2/' two/vendor/far/src/lib.rs
value two '2 true'
sed -i 's/= 2/= 3/' two/vendor/far/src/lib.rs
touch -d '2001-01-01' two/vendor/far/src/lib.rs
fails 3 "$PREBIND" check two/geometry
prints 'vendor/far/src/lib.rs` has changed'
value two '3 true'

# With all that was built in it.
rm -r two
mv one two
value two '1 true'

# What C compilers read, as build scripts pass it on without a word.
make_crate native <<'END'
#[prebind::julia]
pub fn value() -> String {
    env!("FLAGS").to_string()
}
END
cat >native/build.rs <<'END'
fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rustc-env=FLAGS={}", std::env::var("CFLAGS").unwrap_or_default());
}
END
# native TEXT [OPTION]
native() {
  succeeds "$PREBIND" build native -o native/ "${@:2}"
  evaluates native/Native.jl 'print(value())'
  equals "$(<output)" "$1"
}
native ''
export CFLAGS=-DFAST
fails 3 "$PREBIND" check native
prints 'the environment variable `CFLAGS` has changed (unset -> `-DFAST`)'
native -DFAST
unset CFLAGS
: >cargo.log
native ''
builds_with_cargo 0
# Not what cargo has made in the other environment.
native '' --force
