#!/usr/bin/env bash
# What could put other code beside a macro than its own: caches of compilers, search paths, variants in one target directory.
. "$PREBIND_SOURCE/tests/e2e/archive.inc"

# The compiler has read the archive: so cargo says, and so do caches that look at what it has read.
adding_crate fast-add
succeeds prebind archive fast-add
user_of fast-add
read_by_compiler() {
  succeeds "$CARGO" build --manifest-path user/Cargo.toml
  grep -q 'archives/x86_64-linux/libfast-add.1.2.3.add.a' "$CARGO_TARGET_DIR"/debug/deps/fast_add-*.d
}
each_toolchain read_by_compiler

# Another archive of that name, where the linker looks first.
mkdir elsewhere
sed 's/lea (/lea 1(/' fast-add/archives/x86_64-linux/add.s >other.s
succeeds prebind asm other.s -o elsewhere/libfast-add.1.2.3.add.a --target x86_64-linux
elsewhere() {
  fails 101 "$CARGO" rustc --lib --crate-type cdylib --manifest-path fast-add/Cargo.toml -- -L "native=$PWD/elsewhere"
  grep -Eq 'undefined (symbol|reference).*prebind_archive_[0-9a-f]{64}' errors || fail 'the linker does not say what is missing'
}
each_toolchain elsewhere

# A variant that the flags choose, in the target directory of another.
variants='"x86_64-linux", "x86_64-linux+avx2"'
archive_crate which <<'END'
#[cfg(not(target_feature = "avx2"))]
prebind::cached_embed_asm!(name = "which", ".globl which", "which:", "mov $1, %eax", "ret");
#[cfg(target_feature = "avx2")]
prebind::cached_embed_asm!(name = "which", ".globl which", "which:", "mov $2, %eax", "vzeroupper", "ret");
extern "C" {
    fn which() -> u64;
}
pub fn add(_: u64, _: u64) -> u64 {
    unsafe { which() }
}
END
succeeds prebind archive which
user_of which
variant() { # FLAGS
  RUSTFLAGS=$1 succeeds "$CARGO" build --manifest-path user/Cargo.toml --target x86_64-unknown-linux-gnu
}
both_variants() {
  variant ''
  same "$("$CARGO_TARGET_DIR/x86_64-unknown-linux-gnu/debug/user")" 1
  variant -Ctarget-feature=+avx2
  ! grep -q avx2 /proc/cpuinfo || same "$("$CARGO_TARGET_DIR/x86_64-unknown-linux-gnu/debug/user")" 2
  variant ''
  same "$("$CARGO_TARGET_DIR/x86_64-unknown-linux-gnu/debug/user")" 1
}
each_toolchain both_variants
