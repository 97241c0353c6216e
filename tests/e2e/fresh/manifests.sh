#!/usr/bin/env bash
# Manifests, configuration and vendored crates that decide what is built, wherever they lie.
. "$PREBIND_SOURCE/tests/support/common.inc"
. "$PREBIND_SOURCE/tests/support/cargo_log.inc"

# package FOLDER NAME VERSION-LINE
package() {
  mkdir -p "$1/src"
  printf '[package]\nname = "%s"\n%s\nedition = "2021"\n[dependencies]\n' "$2" "$3" >"$1/Cargo.toml"
}

make_crate w/crates/geometry <<'END'
#[prebind::julia]
pub const FOUND: &str = far::VERSION;
#[prebind::julia]
pub const VENDORED: &str = ven::TEXT;
#[prebind::julia]
pub const CONFIGURED: &str = if cfg!(deep) { "deep" } else { "none" };
END
printf '%s\n' 'far = { path = "../../../far/deep/pkg" }' 'ven = "1"' >>w/crates/geometry/Cargo.toml
printf '[workspace]\nmembers = ["crates/*"]\n[patch.crates-io]\nven = { path = "../patch" }\n' \
  >w/Cargo.toml
package far/deep/pkg far version.workspace=true
echo 'pub const VERSION: &str = env!("CARGO_PKG_VERSION");' >far/deep/pkg/src/lib.rs
printf '[workspace]\nmembers = ["deep/pkg"]\n[workspace.package]\nversion = "0.1.0"\n' \
  >far/Cargo.toml
package vendor/ven ven 'version = "1.0.0"'
echo 'pub const TEXT: &str = "vendored";' >vendor/ven/src/lib.rs
echo '{"files":{}}' >vendor/ven/.cargo-checksum.json
package patch ven 'version = "2.0.0"'
echo 'pub const TEXT: &str = "patched";' >patch/src/lib.rs
mkdir w/.cargo
printf '[source.crates-io]\nreplace-with = "here"\n[source.here]\ndirectory = "%s"\n' \
  "$PWD/vendor" >w/.cargo/config.toml
(cd w && cargo generate-lockfile --quiet)
succeeds "$PREBIND" build w/crates/geometry

# is CHANGE FOUND VENDORED: a check names the change, and a build finds that
is() {
  fails 3 "$PREBIND" check w/crates/geometry
  prints "$1"
  succeeds "$PREBIND" build w/crates/geometry
  grep -qF "FOUND = \"$2\"" Geometry.jl || fail "not $2: $(grep FOUND Geometry.jl)"
  grep -qF "VENDORED = \"$3\"" Geometry.jl || fail "not $3: $(grep VENDORED Geometry.jl)"
  succeeds "$PREBIND" build w/crates/geometry
  prints 'is up to date'
}

# Of the workspace that a dependency belongs to: its own, and another one that appears on the way.
sed -i s/0.1.0/0.2.0/ far/Cargo.toml
is "Cargo.toml\` has changed" 0.2.0 vendored
sed 's/0.2.0/0.3.0/; s,deep/,,' far/Cargo.toml >far/deep/Cargo.toml
is "Cargo.toml\` has appeared" 0.3.0 vendored

# A vendored crate that is edited where it lies, behind an old time stamp.
sed -i s/vendored/VENDORED/ vendor/ven/src/lib.rs
touch -d 2001-01-01 vendor/ven/src/lib.rs
is 'ven/src/lib.rs` has changed' 0.3.0 VENDORED

# A patch that was of no use: its version was another one than what is asked for.
sed -i s/2.0.0/1.0.0/ patch/Cargo.toml
rm w/Cargo.lock
is 'Cargo.toml` has changed' 0.3.0 patched

# Another member that its workspace's pattern finds, and what it wants.
package w/crates/other other 'version = "1.0.0"'
touch w/crates/other/src/lib.rs
is "the list of the workspace's members has changed" 0.3.0 patched
echo 'far = { path = "../../../far/deep/pkg" }' >>w/crates/other/Cargo.toml
is '`crates/other/Cargo.toml` has changed' 0.3.0 patched

# What was built before is found, patterns of members or not.
echo '// other' >>w/crates/geometry/src/lib.rs
succeeds "$PREBIND" build w/crates/geometry
sed -i '$d' w/crates/geometry/src/lib.rs
succeeds "$PREBIND" build w/crates/geometry
prints '(from the cache)'

# Configuration that another one includes, and that one a third. Cargo has known that since 1.93.
[[ $(cargo --version) =~ 1\.([0-9]+) ]] && ((BASH_REMATCH[1] >= 93)) || exit 0
sed -i '1i include = ["one.toml"]' w/.cargo/config.toml
printf 'include = [{ path = "../shared/two.toml", optional = true }]\n' >w/.cargo/one.toml
succeeds "$PREBIND" build w/crates/geometry
mkdir w/shared
printf '[build]\nrustflags = ["--cfg=deep"]\n' >w/shared/two.toml
is '.cargo/../shared/two.toml` has appeared' 0.3.0 patched
grep -qF 'CONFIGURED = "deep"' Geometry.jl || fail 'the included configuration counts for nothing'
