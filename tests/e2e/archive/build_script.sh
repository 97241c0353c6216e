#!/usr/bin/env bash
# What prebind_build::archives() says, and the choice of a variant.
. "$PREBIND_SOURCE/tests/support/archive.inc"

make_adding_crate fast-add
build() { cargo build --manifest-path fast-add/Cargo.toml "$@"; }
manifest() { sed -i "s|^archives = .*|$1|" fast-add/Cargo.toml; }

sed -i '/metadata/,$d' fast-add/Cargo.toml
fails 101 build
says "error: \`$PWD/fast-add/Cargo.toml\` names no archives"
says '[package.metadata.prebind]'
printf '[package.metadata.prebind]\narchives = "wasm32"\n' >>fast-add/Cargo.toml
fails 101 build
says "error: $PWD/fast-add/Cargo.toml:16: \`archives\` is not a list of strings"
says 'help: write it as `archives = ["wasm32", "x86_64-linux"]`'
manifest 'archives = ["x86_64-linux", 7]'
fails 101 build
says '`archives` is not a list of strings'
manifest 'archives = ["x86-linux"]'
fails 101 build
says 'the machine of the archive variant `x86-linux` is unknown'
says 'help: machines are wasm32, wasm64, x86_64-linux,'

# None fits: an error where a macro is compiled all the same, in the author's words and in a user's.
manifest 'archives = ["wasm32", "aarch64-linux"]'
fails 101 build
says 'error: `fast-add` 1.2.3 has no archives for this target: `x86_64-unknown-linux-gnu` needs `x86_64-linux`, and there are `wasm32`, `aarch64-linux`'
says 'help: add a variant that fits to `archives` in [package.metadata.prebind]'
manifest 'archives = ["x86_64-linux+avx2,bmi2"]'
fails 101 build
says 'error: `fast-add` 1.2.3 has no archives for this target: `x86_64-unknown-linux-gnu` does not enable enough: `x86_64-linux+avx2,bmi2` needs avx2, bmi2'
touch fast-add/Cargo.toml.orig
make_user_of fast-add
fails 101 cargo build --manifest-path user/Cargo.toml
says 'help: build for a target that it supports, with the features that it asks for (`-C target-feature=+…` in RUSTFLAGS), or ask the authors of `fast-add`'
rm fast-add/Cargo.toml.orig

# The one with the most features that are enabled.
manifest 'archives = ["x86_64-linux", "x86_64-linux+bmi2,avx2", "x86_64-linux+avx2"]'
succeeds prebind archive fast-add
variant() {
  succeeds build -v
  grep -o 'native=[^ `]*/archives/[^ `]*' errors | sed 's|.*/||' | sort -u
}
equals "$(variant)" x86_64-linux
equals "$(RUSTFLAGS=-Ctarget-feature=+avx2 variant)" x86_64-linux+avx2
equals "$(RUSTFLAGS='-C target-feature=+avx2,+bmi2' variant)" x86_64-linux+avx2,bmi2
equals "$(RUSTFLAGS='-Ctarget-cpu=haswell -Ctarget-feature=-bmi2' variant)" x86_64-linux+avx2

# Nobody has asked for the archives.
echo 'fn main() {}' >fast-add/build.rs
fails 101 build
says 'error: nothing says where the archives of `fast-add` 1.2.3 are'
says "help: call \`prebind_build::archives()\` in \`$PWD/fast-add/build.rs\`, with \`prebind-build\` among the [build-dependencies]"
touch fast-add/Cargo.toml.orig
fails 101 cargo build --manifest-path user/Cargo.toml
says 'error: `fast-add` 1.2.3 does not say where its archives are'
says 'help: this is a mistake in `fast-add` as it was published: tell its authors'
