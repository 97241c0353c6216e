#!/usr/bin/env bash
# Archives in a crate of their own, on which the crate with the macros depends; re-runs included.
. "$PREBIND_SOURCE/tests/support/archive.inc"

# The macros are in `fast-add`, whose archives are in `fast-add-archives`.
make_adding_crate fast-add
sed -i '/package.metadata/,$d' fast-add/Cargo.toml
sed -i 's|^prebind = .*|&\nfast-add-archives = { path = "../fast-add-archives" }|' \
  fast-add/Cargo.toml
make_archive_crate fast-add-archives fast-add-archives 7.0.0 <<<'#![no_std]'
sed -i '/^prebind = /d; /^bootstrap = /d; s|^edition = .*|&\nlinks = "fast_add_archives"|' \
  fast-add-archives/Cargo.toml
archives=fast-add-archives/archives/x86_64-linux
make_user_of fast-add

runs() { # EXPECTED
  sleep 0.01
  succeeds "$CARGO" build -v --manifest-path user/Cargo.toml
  equals "$(compiled)" "$1"
}

split() {
  rm -rf fast-add-archives/archives
  fails 101 "$CARGO" build --manifest-path user/Cargo.toml
  says "error: archive \`add\` of package \`fast-add\` 1.2.3 for \`x86_64-linux\` is missing: there is no \`$PWD/$archives/libfast-add.1.2.3.add.a\`"

  # Name and version are those of the crate that calls the macro.
  CARGO_TARGET_DIR=$PWD/other succeeds prebind archive fast-add
  prints "added     $PWD/$archives/libfast-add.1.2.3.add.a"
  equals "$(ls "$archives")" $'add.s\nlibfast-add.1.2.3.add.a'
  [[ ! -e fast-add/archives ]]
  succeeds "$CARGO" run --manifest-path user/Cargo.toml
  equals "$(<output)" 5
  runs ''

  # A change in the crate with the macros.
  sed -i 's/r"    ret"/r"    ret # x"/' fast-add/src/lib.rs
  fails 101 "$CARGO" build -v --manifest-path user/Cargo.toml
  equals "$(compiled)" fast_add
  says 'is out of date: its assembly differs from line 4 on'
  CARGO_TARGET_DIR=$PWD/other succeeds prebind archive fast-add
  # A change in the crate with the archives is an affair of the one with the macros.
  runs 'fast_add script:fast-add user'
  runs ''
  sed -i 's/ # x//' fast-add/src/lib.rs

  # Bootstrap mode writes there as well, and then there is nothing more to do.
  bootstrap() {
    PREBIND_BOOTSTRAP_fast_add=1 succeeds "$CARGO" build -v --manifest-path fast-add/Cargo.toml \
      --features bootstrap
  }
  bootstrap
  bootstrap
  equals "$(compiled)" ''
  ! grep -q '# x' "$archives"/add.s || fail 'the archive was not made again'
  succeeds "$CARGO" run --manifest-path user/Cargo.toml
  equals "$(<output)" 5

  # None for this target.
  sed -i 's/"x86_64-linux"/"wasm32"/' fast-add-archives/Cargo.toml
  fails 101 "$CARGO" build --manifest-path user/Cargo.toml
  says 'error: `fast-add` 1.2.3 has no archives for this target: `x86_64-unknown-linux-gnu` needs `x86_64-linux`, and there are `wasm32`'
  sed -i 's/"wasm32"/"x86_64-linux"/' fast-add-archives/Cargo.toml
}
with_each_toolchain split
