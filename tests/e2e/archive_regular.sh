#!/usr/bin/env bash
# A crate that carries its archives, as others build it: without the program, with any Rust, into whatever depends on it.
. "$PREBIND_SOURCE/tests/e2e/archive.inc"

adding_crate fast-add
succeeds prebind archive fast-add
user_of fast-add
PATH=$path_without_prebind

build() {
  succeeds "$CARGO" run --manifest-path user/Cargo.toml
  same "$(<output)" 5

  # Missing, in the words for its author and in those for a user of the packed crate.
  mv fast-add/archives/x86_64-linux/libfast-add.1.2.3.add.a .
  fails 101 "$CARGO" build --manifest-path fast-add/Cargo.toml
  says "error: archive \`add\` of package \`fast-add\` 1.2.3 for \`x86_64-linux\` is missing: there is no \`$PWD/fast-add/archives/x86_64-linux/libfast-add.1.2.3.add.a\`"
  says "help: run \`prebind archive $PWD/fast-add\`, and commit the archives with the change"
  says ' --> src/lib.rs:1:1'
  touch fast-add/Cargo.toml.orig
  fails 101 "$CARGO" build --manifest-path user/Cargo.toml
  says 'help: this is a mistake in `fast-add` 1.2.3 as it was published, not in your crate: tell its authors, and take another version of it'
  rm fast-add/Cargo.toml.orig

  # Of another version.
  mv libfast-add.1.2.3.add.a fast-add/archives/x86_64-linux/libfast-add.1.2.2.add.a
  fails 101 "$CARGO" build --manifest-path fast-add/Cargo.toml
  says 'is missing: there is one of version 1.2.2, and no `'
  mv fast-add/archives/x86_64-linux/libfast-add.1.2.{2,3}.add.a

  # Stale.
  sed -i 's/r"    ret"/r"    ret # done"/' fast-add/src/lib.rs
  fails 101 "$CARGO" build --manifest-path fast-add/Cargo.toml
  says "error: archive \`add\` of package \`fast-add\` 1.2.3 for \`x86_64-linux\` is out of date: its assembly differs from line 4 on from \`$PWD/fast-add/archives/x86_64-linux/add.s\`"
  says "help: run \`prebind archive $PWD/fast-add\`"
  touch fast-add/Cargo.toml.orig
  fails 101 "$CARGO" build --manifest-path user/Cargo.toml
  says 'PREBIND_ARCHIVE_DISABLE_CHECK=1 builds with the archive as it is'
  rm fast-add/Cargo.toml.orig
  PREBIND_ARCHIVE_DISABLE_CHECK=1 succeeds "$CARGO" run --manifest-path user/Cargo.toml
  same "$(<output)" 5
  sed -i 's/ # done//' fast-add/src/lib.rs
  succeeds "$CARGO" run --manifest-path user/Cargo.toml

  # The line ends of a checkout on Windows are no change.
  sed -i 's/$/\r/' fast-add/archives/x86_64-linux/add.s
  succeeds "$CARGO" run --manifest-path user/Cargo.toml
  sed -i 's/\r$//' fast-add/archives/x86_64-linux/add.s

  # The final link has what it needs with link-time optimization, too, and from a library of the user's own.
  CARGO_PROFILE_RELEASE_LTO=fat succeeds "$CARGO" run --release --manifest-path user/Cargo.toml
  same "$(<output)" 5
}
each_toolchain build

# The package that is published has the archives in it.
unset RUSTC
(cd fast-add && succeeds cargo package --list --allow-dirty)
grep -qx 'archives/x86_64-linux/libfast-add.1.2.3.add.a' fast-add/output
grep -qx 'archives/x86_64-linux/add.s' fast-add/output
