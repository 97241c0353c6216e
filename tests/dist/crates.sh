#!/usr/bin/env bash
# The crates for crates.io: what is packed is complete, the registry would take it, and it builds
# with the oldest supported Rust and the one on PATH.
source "$PREBIND_SOURCE/tests/support/common.inc"

tar xzf "$DIST/prebind-$VERSION-x86_64-linux-gnu.tar.gz"
program=$(echo "$PWD"/prebind-*/bin/prebind)
crates=$PREBIND_SOURCE/rust
oldest() { RUSTC=/usr/bin/rustc CARGO_TARGET_DIR=$PWD/oldest /usr/bin/cargo "$@"; }
newest() { CARGO_TARGET_DIR=$PWD/newest cargo "$@"; }
manifest() { sed -n "s/^$1 = //p" "packed/$crate-$VERSION/Cargo.toml"; }
# A field that crates.io shows, or that it demands.
has() { [[ -n $(manifest "$1") ]] || fail "$crate: the field $1 is missing"; }

mkdir packed
for crate in prebind prebind-build; do
  # Everything is packed that git has in the folders that belong there, and nothing else.
  succeeds newest package --list --allow-dirty --manifest-path "$crates/$crate/Cargo.toml"
  sort output >listed
  { printf '%s\n' .cargo_vcs_info.json Cargo.lock Cargo.toml Cargo.toml.orig LICENSE-APACHE \
    LICENSE-MIT README.md && cd "$crates/$crate" && find src -type f; } | sort >expected
  git -C "$PREBIND_SOURCE" diff --quiet HEAD -- "rust/$crate" ||
    sed -i '/^.cargo_vcs_info.json$/d' listed expected
  diff expected listed >&2 || fail "$crate: other files are packed"

  # The registry's own checks, but for the upload. cargo warns of missing fields.
  CARGO_NET_OFFLINE=false succeeds newest publish --dry-run --allow-dirty \
    --manifest-path "$crates/$crate/Cargo.toml"
  others=$(grep '^warning: ' errors |
    grep -vE '^warning: (ignoring test |aborting upload due to dry run$)' || true)
  [[ -z $others ]] || fail "$crate: $others"
  succeeds newest package --no-verify --offline --allow-dirty \
    --manifest-path "$crates/$crate/Cargo.toml"
  tar xzf "newest/package/$crate-$VERSION.crate" -C packed
  for field in description license repository documentation readme keywords categories \
    rust-version include; do
    has "$field"
  done
  equals "$(manifest version)" "\"$VERSION\""
  grep -qF '[package.metadata.docs.rs]' "packed/$crate-$VERSION/Cargo.toml" ||
    fail "$crate: docs.rs has no settings"
  # Links of a README have to work on crates.io, where no other file of the repository is.
  ! grep -oE '\]\([^)]*\)' "packed/$crate-$VERSION/README.md" | grep -v '](https://' ||
    fail "$crate: a link of the README leads nowhere"
done

# A crate over what was packed, with each toolchain: by itself, and through the program.
mkdir -p user/src
cat >user/Cargo.toml <<END
[package]
name = "user"
version = "0.1.0"
edition = "2021"

[dependencies]
prebind = { path = "../packed/prebind-$VERSION" }

[build-dependencies]
prebind-build = { path = "../packed/prebind-build-$VERSION" }

[package.metadata.prebind]
archives = []
END
echo 'fn main() { prebind_build::archives(); }' >user/build.rs
cat >user/src/lib.rs <<'END'
#[prebind::julia]
pub fn double(x: i32) -> i32 {
    2 * x
}
END
for toolchain in oldest newest; do
  succeeds "$toolchain" build --offline --manifest-path user/Cargo.toml
  for crate in prebind prebind-build; do
    succeeds "$toolchain" doc --offline --no-deps \
      --manifest-path "packed/$crate-$VERSION/Cargo.toml"
  done
done
sed -i '/build-dependencies/,$d' user/Cargo.toml
rm user/build.rs
for path in /usr/bin:$PATH $PATH; do
  PATH=$path succeeds "$program" build user -o "User.jl" --lib-dir lib --force
  grep -q 'double' User.jl || fail 'the module has no function'
done
