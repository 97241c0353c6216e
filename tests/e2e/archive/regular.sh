#!/usr/bin/env bash
# A crate that carries its archives, as others build it: without the program, with any Rust, into
# whatever depends on it.
. "$PREBIND_SOURCE/tests/support/archive.inc"

make_adding_crate fast-add
succeeds prebind archive fast-add
make_user_of fast-add
PATH=$path_without_prebind

build() {
  succeeds "$CARGO" run --manifest-path user/Cargo.toml
  equals "$(<output)" 5

  # Missing, in the words for its author and in those for a user of the packed crate.
  mv fast-add/archives/x86_64-linux/libfast-add.1.2.3.add.a .
  fails 101 "$CARGO" build --manifest-path fast-add/Cargo.toml
  local archive=$PWD/fast-add/archives/x86_64-linux/libfast-add.1.2.3.add.a
  says "error: archive \`add\` of package \`fast-add\` 1.2.3 for \`x86_64-linux\` is missing: there is its assembly, \`${archive%/*}/add.s\`, but no \`$archive\`"
  says "help: run \`prebind archive $PWD/fast-add\`, and commit the archives with the change"
  says ' --> src/lib.rs:1:1'
  touch fast-add/Cargo.toml.orig
  fails 101 "$CARGO" build --manifest-path user/Cargo.toml
  local command="prebind asm ${archive%/*}/add.s -o $archive --target x86_64-linux"
  says "help: something has removed it, such as packaging that leaves out binaries: make it from its assembly, with \`$command\`; if it was published like that, tell the authors of \`fast-add\`"
  # That helps, also where the line ends of the assembly have changed.
  sed -i 's/$/\r/' fast-add/archives/x86_64-linux/add.s
  PATH=$PWD/bin:$PATH eval "succeeds $command"
  sed -i 's/\r$//' fast-add/archives/x86_64-linux/add.s
  cmp "$archive" libfast-add.1.2.3.add.a
  succeeds "$CARGO" build --manifest-path user/Cargo.toml
  rm "$archive"
  # Both files are missing.
  mv fast-add/archives/x86_64-linux/add.s .
  fails 101 "$CARGO" build --manifest-path user/Cargo.toml
  says "is missing: there is no \`$archive\`"
  says 'help: this is a mistake in `fast-add` 1.2.3 as it was published, not in your crate: tell its authors, and take another version of it'
  rm fast-add/Cargo.toml.orig
  fails 101 "$CARGO" build --manifest-path fast-add/Cargo.toml
  says ', and commit the archives with the change; if the macro is in a test, an example or a benchmark, first write `archive-tests = true` under [package.metadata.prebind]'
  mv add.s fast-add/archives/x86_64-linux/

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
  equals "$(<output)" 5
  sed -i 's/ # done//' fast-add/src/lib.rs
  succeeds "$CARGO" run --manifest-path user/Cargo.toml

  # The archive of another text, where the text is right: what a merge can leave.
  printf '.globl fast_add\nfast_add:\n    lea 1(%%rdi,%%rsi), %%rax\n    ret\n' >other.s
  cp "$archive" kept.a
  "$PREBIND" asm other.s -o "$archive" --target x86_64-linux >/dev/null
  fails 101 "$CARGO" build --manifest-path fast-add/Cargo.toml
  says "error: archive \`add\` of package \`fast-add\` 1.2.3 for \`x86_64-linux\` is out of date: \`$archive\` was made from other assembly than the macro has"
  says "help: run \`prebind archive $PWD/fast-add\`"
  PREBIND_ARCHIVE_DISABLE_CHECK=1 succeeds "$CARGO" run --manifest-path user/Cargo.toml
  equals "$(<output)" 6
  # Of another variant: its features are not those of this one.
  "$PREBIND" asm fast-add/archives/x86_64-linux/add.s -o "$archive" --target x86_64-linux \
    --features avx2 >/dev/null
  fails 101 "$CARGO" build --manifest-path fast-add/Cargo.toml
  says 'was made from other assembly than the macro has'
  # Made by another program.
  "$PREBIND" asm other.s -o other.o --target x86_64-linux --object >/dev/null
  rm "$archive" && ar rcD "$archive" other.o
  fails 101 "$CARGO" build --manifest-path fast-add/Cargo.toml
  says "cannot be trusted: \`$archive\` does not say what assembly it was made from"
  PREBIND_ARCHIVE_DISABLE_CHECK=1 succeeds "$CARGO" run --manifest-path user/Cargo.toml
  equals "$(<output)" 6

  # No archive at all.
  damaged() { # WHAT HELP
    touch fast-add/src/lib.rs
    fails 101 "$CARGO" build --manifest-path fast-add/Cargo.toml
    says "error: archive \`add\` of package \`fast-add\` 1.2.3 for \`x86_64-linux\` is damaged: \`$archive\` $1"
    says "help: $2; or run \`prebind archive $PWD/fast-add\`, and commit the archives with the change"
    touch fast-add/Cargo.toml.orig
    fails 101 "$CARGO" build --manifest-path user/Cargo.toml
    says "help: $2; if it was published like that, tell the authors of \`fast-add\`"
    rm fast-add/Cargo.toml.orig
  }
  : >"$archive"
  damaged 'is empty' 'check it out again'
  printf 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n' >"$archive"
  damaged 'is a pointer of Git LFS, not the archive' 'run `git lfs pull`'
  sed 's/$/\r/' kept.a >"$archive"
  damaged 'has the line ends of a text: Git has converted it' \
    'write `*.a binary` into `.gitattributes`, and check it out again'
  head -c 200 kept.a >"$archive"
  damaged 'is cut off' 'check it out again'
  echo '<html>' >"$archive"
  damaged 'is not an archive' 'check it out again'
  mv kept.a "$archive"

  # The line ends of a checkout on Windows are no change.
  sed -i 's/$/\r/' fast-add/archives/x86_64-linux/add.s
  succeeds "$CARGO" run --manifest-path user/Cargo.toml
  sed -i 's/\r$//' fast-add/archives/x86_64-linux/add.s

  # The final link has what it needs with link-time optimization, too, and from a library of the
  # user's own.
  CARGO_PROFILE_RELEASE_LTO=fat succeeds "$CARGO" run --release --manifest-path user/Cargo.toml
  equals "$(<output)" 5
}
with_each_toolchain build

# The package that is published has the archives in it.
unset RUSTC
(cd fast-add && succeeds cargo package --list --allow-dirty)
grep -qx 'archives/x86_64-linux/libfast-add.1.2.3.add.a' fast-add/output
grep -qx 'archives/x86_64-linux/add.s' fast-add/output
