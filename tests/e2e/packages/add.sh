#!/usr/bin/env bash
# `prebind add` changes nothing unless all of it works, and `prebind new` leaves nothing behind.
. "$PREBIND_SOURCE/tests/support/common.inc"
. "$PREBIND_SOURCE/tests/support/empty_registry.inc"
use_interpreter

contents_of() { find "$@" -printf '%y %m %p %l\n' -type f -exec sha256sum {} + | sort; }
unchanged() { equals "$(contents_of .)" "$before"; }

# A crate in a workspace, with sources in another place.
mkdir -p space/crates/geometry/code
printf '[workspace]\nmembers = ["crates/*"]\n' >space/Cargo.toml
cat >space/crates/geometry/Cargo.toml <<'END'
[package]
name = "geometry"
version = "0.1.0"
edition = "2021"

[lib]
path = "code/root.rs"
END
printf 'pub fn area() {}' >space/crates/geometry/code/root.rs
git init --quiet space
mkdir programs
touch output errors

# cargo cannot add; the library does not compile; there is no cargo.
cat >programs/cargo <<END
#!/bin/sh
case "\$1" in
  add) echo 'half' >>space/crates/geometry/Cargo.toml; echo 'error: no room' >&2; exit 101 ;;
esac
exec $(command -v cargo) "\$@"
END
sed -i "s|space/crates|$PWD/space/crates|" programs/cargo
chmod +x programs/cargo
before=$(contents_of .)
fails 1 env CARGO="$PWD/programs/cargo" "$PREBIND" add space/crates/geometry
says 'error: `cargo add` failed (exit status 101): error: no room'
says 'help: repair what cargo says, then run this again; nothing was written'
: >output; : >errors
unchanged
printf 'pub fn area() -> i32 {}' >space/crates/geometry/code/root.rs
before=$(contents_of .)
fails 1 "$PREBIND" add space -p geometry --path packages/inner/Geometry
says 'error[E0308]'
says 'help: cargo reports the problem above; nothing was written'
: >output; : >errors
unchanged
printf 'pub fn area() {}' >space/crates/geometry/code/root.rs
chmod 640 space/crates/geometry/code/root.rs
before=$(contents_of .)
fails 1 env RUSTC="$(command -v false)" "$PREBIND" new Fresh
says 'nothing was written'
fails 1 env PATH=/nonexistent HOME=/nonexistent "$PREBIND" new Fresh --path a/b/Fresh
says 'error: `cargo` is not on PATH, nor where rustup installs it
help: install Rust with `apt-get install cargo` (Debian, Ubuntu) or with rustup '\
'(https://rustup.rs), or set CARGO to the program; nothing was written'
: >output; : >errors
unchanged
mkdir app
fails 1 "$PREBIND" add space/crates/geometry --lang cpp --path app
says 'there is no CMake project in'
rmdir app
: >output; : >errors
unchanged

# It works, for the member of a workspace too. All that was written is listed.
mkdir repository
cp -r space repository/
succeeds "$PREBIND" add space -p geometry --path packages/Geometry
macro_files=$(find packages/Geometry/deps/prebind -type f | wc -l)
equals "$(sed '/^$/q' output)" 'Julia package Geometry in packages/Geometry
  changed   space/crates/geometry/Cargo.toml: a dependency on `prebind`
  changed   space/crates/geometry/code/root.rs: a first function for Julia
  wrote     .github/workflows/CI.yml
  wrote     .gitignore
  wrote     Project.toml
  wrote     README.md
  wrote     deps/build.jl
  wrote     src/Geometry.jl
  wrote     test/runtests.jl
  wrote     deps/prebind: the crate `prebind`, '"$macro_files"' files
  built     packages/Geometry/deps/lib/libgeometry.so
  built     packages/Geometry/src/generated/Bindings.jl
  built     space/Cargo.lock
  built     space/target/
note: no repository has both this folder and the crate
      (`../../space/crates/geometry` from here): put both into one, and do not move one alone'
# Nothing in the crate names this place, or where Prebind is installed.
grep -q '^prebind = .*path = "../../../packages/Geometry/deps/prebind"' \
  space/crates/geometry/Cargo.toml || fail "$(<space/crates/geometry/Cargo.toml)"
equals "$(stat -c %a space/crates/geometry/code/root.rs)" 640
# What it says to do works as it is.
use_empty_depot "$PWD/depot"
export PREBIND
sed -n '/^  cd /,$p' output | sed "s|^  julia|  '$JULIA' --startup-file=no|" >steps
succeeds bash -e steps
# In one repository there is nothing to say.
rm -rf repository/space/.git
git init --quiet repository
succeeds "$PREBIND" add repository/space -p geometry --path repository/space/Geometry
[[ $(<output) != *note:* ]] || fail "$(<output)"

succeeds "$PREBIND" new Fresh
for file in Project.toml deps/fresh/Cargo.toml 'deps/prebind: the crate `prebind`, '; do
  prints "  wrote     $file"
done
prints '  built     Fresh/deps/fresh/Cargo.lock
  built     Fresh/deps/fresh/target/'
