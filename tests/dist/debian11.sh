#!/usr/bin/env bash
# In a bare Debian 11, glibc 2.31, with a Rust mounted in: the program of the tarball builds a
# crate, and the library that comes of it is loaded. So is one that was made on this machine for an
# old glibc, and one that was made for this machine's is not. What this machine has sent to a team's
# cache is taken there.
source "$PREBIND_SOURCE/tests/support/common.inc"
source "$PREBIND_SOURCE/tests/support/nginx.inc"
source "$PREBIND_SOURCE/tests/support/zig.inc"

[[ $(id -u) -eq 0 ]] || fail "only root can enter the folder of another system"
base=$PREBIND_SOURCE/.tools/dist/debian11
if [[ ! -e $base/done ]]; then
  command -v debootstrap >/dev/null || fail "debootstrap is not installed"
  rm -rf "$base"
  debootstrap --variant=minbase --include=gcc,libc6-dev bullseye "$base" >log 2>&1 ||
    fail "debootstrap: $(tail -n 3 log)"
  touch "$base/done"
fi
rm -rf "$base/opt" "$base/root"
mkdir -p "$base/opt/prebind" "$base/opt/rust" "$base/root/crate"
tar xzf "$DIST/prebind-$VERSION-x86_64-linux-gnu.tar.gz" -C "$base/opt/prebind" \
  --strip-components=1
cp -r "$PREBIND_SOURCE/tests/dist/crate/." "$base/root/crate/"
cat >"$base/root/load.c" <<'END'
#include <dlfcn.h>
#include <stdio.h>
int main(int count, char** names) {
  for (int i = 1; i < count; ++i) {
    if (dlopen(names[i], RTLD_NOW) == NULL) return puts(dlerror()), 1;
    puts("loaded");
  }
  return 0;
}
END
cat >"$base/root/try.sh" <<'END'
set -e
export PATH=/opt/prebind/bin:/opt/rust/bin:$PATH HOME=/root CARGO_NET_OFFLINE=true
cd /root
prebind --version
prebind build crate -o Small.jl --lib-dir lib
grep -q 'module Small' Small.jl
gcc load.c -ldl -o load
./load "$(find "$PWD/lib" -name 'libsmall.so')" /opt/prebind/lib/libprebind.so
END
# What authors ship from here, where the crates lie in another folder.
author=$base/opt/prebind/bin/prebind
cp -r "$PREBIND_SOURCE/tests/dist/crate" crate
sed -i "s|/opt/prebind/|$base/opt/prebind/|" crate/Cargo.toml
succeeds "$author" build crate -o New.jl --lib-dir "$base/root/new"
author_libraries=
if use_zig; then
  succeeds "$author" build crate -o Old.jl --lib-dir "$base/root/old" --glibc 2.17
  author_libraries=/root/old/libsmall.so
else
  echo "without --glibc: cargo-zigbuild is not installed; \`scripts/setup.sh cross\` does that"
fi
cat >>"$base/root/try.sh" <<END
[ -z "$author_libraries" ] || ./load $author_libraries
! ./load /root/new/libsmall.so
END
# The other machine of the team is this one.
PREBIND=$author
make_key
make_text 1 >"$base/root/text.s"
make_text 2 >"$base/root/other.s"
use_nginx server
export PREBIND_REMOTE=$server
succeeds with_writer with_machine writer 022 C "$author" asm "$base/root/text.s" -o text.a \
  --target "$target"
succeeds with_writer with_machine writer 022 C "$author" cache push
cat >>"$base/root/try.sh" <<END
unset SSL_CERT_FILE SSL_CERT_DIR
prebind cache key trust $public
prebind asm text.s -o text.a --target $target
prebind cache stats
PREBIND_REMOTE=https${server#http} prebind asm other.s -o other.a --target $target
END
rust=$(rustc --print sysroot)
# The mount ends with the shell that made it.
succeeds unshare --mount sh -c "mount --bind '$rust' '$base/opt/rust' &&
  mount -t proc proc '$base/proc' && chroot '$base' /bin/sh /root/try.sh"
cmp text.a "$base/root/text.a" || fail 'the archive is another'
grep -qE '^  results received +1$' output || fail "$(cat output)"
# That Debian has no certificates without its package of them.
says "the team's cache is not used: no certificates of authorities are in /etc/ssl/certs/"
grep -qF "prebind $VERSION (LLVM" output || fail "$(cat output)"
grep -q "GLIBC_.* not found" output || fail "$(cat output)"
expected=2
[[ -z $author_libraries ]] || expected=3
[[ $(grep -c '^loaded$' output) -eq $expected ]] || fail "$(cat output)"
