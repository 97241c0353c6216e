#!/usr/bin/env bash
# The release for AArch64, in QEMU with the libraries of Debian 11: the program starts, writes a
# package, assembles, and builds a crate; what it built is loaded and called.
source "$PREBIND_SOURCE/tests/support/common.inc"
source "$PREBIND_SOURCE/tests/support/zig.inc"

[[ $(id -u) -eq 0 ]] || fail 'only root can have the kernel start programs in QEMU'
base=$PREBIND_SOURCE/.tools/dist/debian11-arm64
if [[ ! -e $base/done ]]; then
  rm -rf "$base"
  # Its libraries are enough: nothing of it is set up.
  debootstrap --foreign --arch arm64 --variant=minbase bullseye "$base" >log 2>&1 ||
    fail "debootstrap: $(tail -n 3 log)"
  touch "$base/done"
fi
export QEMU_LD_PREFIX=$base

# rustc's macros start the program, and know of no emulator: the kernel has to.
kernel=/proc/sys/fs/binfmt_misc
[[ -e $kernel/register ]] || mount -t binfmt_misc binfmt_misc $kernel ||
  fail 'this kernel cannot be told of QEMU (binfmt_misc)'
if [[ ! -e $kernel/prebind-aarch64 ]]; then
  magic='\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\xb7\x00'
  mask='\xff\xff\xff\xff\xff\xff\xff\x00\xff\xff\xff\xff\xff\xff\xff\xff\xfe\xff\xff\xff'
  echo ":prebind-aarch64:M::$magic:$mask:$(command -v qemu-aarch64):" >$kernel/register
fi
trap 'echo -1 >$kernel/prebind-aarch64' EXIT

mkdir release
tar xzf "$DIST/prebind-$VERSION-aarch64-linux-gnu.tar.gz" -C release --strip-components=1
prebind=$PWD/release/bin/prebind
[[ -s release/share/man/man1/prebind-build.1 ]] || fail 'there are no manual pages'
succeeds "$prebind" --version
prints "prebind $VERSION (LLVM "
succeeds "$prebind" new Geometry
[[ -f Geometry/Project.toml ]] || fail 'there is no package'
printf '.globl nine\nnine:\n mov w0, #9\n ret\n' >nine.s
succeeds "$prebind" asm --target aarch64-unknown-linux-gnu nine.s -o nine.a

use_zig || fail 'cargo-zigbuild is not installed: scripts/setup.sh cross does that'
cp -r "$PREBIND_SOURCE/tests/dist/crate" crate
sed -i "s|/opt/prebind/|$PWD/release/|" crate/Cargo.toml
export CARGO=/usr/bin/cargo RUSTC=/usr/bin/rustc CARGO_NET_OFFLINE=true
succeeds "$prebind" build crate -o Small.jl --lib-dir lib --target aarch64-unknown-linux-gnu \
  --glibc 2.28
cat >load.c <<'END'
#include <dlfcn.h>
#include <stdio.h>
int nine(void);
int main(int count, char** names) {
  for (int i = 1; i < count; ++i) {
    if (dlopen(names[i], RTLD_NOW) == NULL) return puts(dlerror()), 1;
    puts("loaded");
  }
  return nine();
}
END
aarch64-linux-gnu-gcc -B"$PREBIND_SOURCE/.tools/dist/glibc-aarch64/" load.c nine.a -ldl -o load
library=$(find "$PWD/lib" -name 'libsmall*.so')
fails 9 ./load "$library" "$PWD/release/lib/libprebind.so"
equals "$(<output)" $'loaded\nloaded'
