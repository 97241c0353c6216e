#!/usr/bin/env bash
# What could put other code beside a macro than its own: caches of compilers, search paths, variants
# in one target directory.
. "$PREBIND_SOURCE/tests/support/archive.inc"

# The compiler says that what it makes depends on the archives: caches look at that.
make_adding_crate fast-add
succeeds prebind archive fast-add
make_user_of fast-add
dependencies() {
  succeeds "$CARGO" build --manifest-path user/Cargo.toml
  grep '^# env-dep:PREBIND_ARCHIVES_DIGEST=' "$CARGO_TARGET_DIR"/debug/deps/fast_add-*.d >before
  cp fast-add/archives/x86_64-linux/libfast-add.1.2.3.add.a kept.a
  sed 's/0     0     644/0     0     600/' kept.a \
    >fast-add/archives/x86_64-linux/libfast-add.1.2.3.add.a
  succeeds "$CARGO" build --manifest-path user/Cargo.toml
  ! grep -qFf before "$CARGO_TARGET_DIR"/debug/deps/fast_add-*.d ||
    fail 'another archive has the same digest'
  mv kept.a fast-add/archives/x86_64-linux/libfast-add.1.2.3.add.a
}
with_each_toolchain dependencies

# Another archive of that name, where the compiler looks first.
mkdir elsewhere
sed 's/lea (/lea 1(/' fast-add/archives/x86_64-linux/add.s >other.s
succeeds prebind asm other.s -o elsewhere/libfast-add.1.2.3.add.a --target x86_64-linux
cat >wrapper <<END
#!/bin/sh
compiler=\$1
shift
exec "\$compiler" -L native=$PWD/elsewhere "\$@"
END
chmod +x wrapper
elsewhere() {
  touch fast-add/src/lib.rs
  RUSTC_WRAPPER=$PWD/wrapper fails 101 "$CARGO" build --manifest-path user/Cargo.toml
  says "error: archive \`add\` of package \`fast-add\` 1.2.3 for \`x86_64-linux\` would not be linked: the compiler finds \`$PWD/elsewhere/libfast-add.1.2.3.add.a\` first, which was made from other assembly"
  says 'help: remove that file, or the `-L` with its folder; if another package `fast-add` of version 1.2.3 has it, one of the two needs another name or version'
}
with_each_toolchain elsewhere

# A variant that the flags choose, in the target directory of another.
variants='"x86_64-linux", "x86_64-linux+avx2"'
make_archive_crate which <<'END'
#[cfg(not(target_feature = "avx2"))]
prebind::cached_embed_asm!(name = "which", ".globl which", "which:", "mov $1, %eax", "ret");
#[cfg(target_feature = "avx2")]
prebind::cached_embed_asm!(
    name = "which", ".globl which", "which:", "mov $2, %eax", "vzeroupper", "ret");
extern "C" {
    fn which() -> u64;
}
pub fn add(_: u64, _: u64) -> u64 {
    unsafe { which() }
}
END
succeeds prebind archive which
make_user_of which
variant() { # FLAGS
  RUSTFLAGS=$1 succeeds "$CARGO" build --manifest-path user/Cargo.toml \
    --target x86_64-unknown-linux-gnu
}
both_variants() {
  variant ''
  equals "$("$CARGO_TARGET_DIR/x86_64-unknown-linux-gnu/debug/user")" 1
  variant -Ctarget-feature=+avx2
  ! grep -q avx2 /proc/cpuinfo ||
    equals "$("$CARGO_TARGET_DIR/x86_64-unknown-linux-gnu/debug/user")" 2
  variant ''
  equals "$("$CARGO_TARGET_DIR/x86_64-unknown-linux-gnu/debug/user")" 1
}
with_each_toolchain both_variants
