#!/usr/bin/env bash
# Makes, once, .tools/dist/glibc-MACHINE: what the compiler links with, by its option -B, so that a
# program needs no newer C library than glibc 2.28. It has the names that glibc 2.28 exports with
# their versions, the code of that time that starts a program, and src/util/newer_glibc.c. All but
# the last comes from the package ziglang, which knows every version of glibc.
#
# usage: scripts/dist/glibc.sh x86_64|aarch64
set -euo pipefail

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)
machine=${1:-}
glibc=2.28
zig_version=0.15.2

case $machine in
  x86_64) compiler=gcc loader=ld-linux-x86-64.so.2 ;;
  aarch64) compiler=aarch64-linux-gnu-gcc loader=ld-linux-aarch64.so.1 ;;
  *)
    echo "usage: scripts/dist/glibc.sh x86_64|aarch64" >&2
    exit 2
    ;;
esac

fail() {
  echo "error: $1" >&2
  echo "help: $2" >&2
  exit 1
}

mkdir -p "$root/.tools/dist"
tools=$(cd -P "$root/.tools/dist" && pwd)
out=$tools/glibc-$machine
# What the result depends on.
wanted=$(cat "${BASH_SOURCE[0]}" "$root/src/util/newer_glibc.c" | sha256sum | cut -c1-64)
if [[ $(cat "$out/done" 2>/dev/null) == "$wanted" ]]; then
  exit 0
fi
exec 9>"$tools/lock"
flock 9

for tool in $compiler:gcc-${machine/_/-}-linux-gnu pip3:python3-pip unzip:unzip; do
  command -v "${tool%%:*}" >/dev/null || fail \
    "${tool%%:*} is not installed, and \`make dist\` needs it" "sudo apt-get install ${tool#*:}"
done

if [[ ! -x $tools/zig/zig || $("$tools/zig/zig" version) != "$zig_version" ]]; then
  echo "dist: fetching ziglang $zig_version"
  rm -rf "$tools/zig" "$tools/wheel"
  pip3 download -q --no-deps -d "$tools/wheel" --only-binary :all: "ziglang==$zig_version" ||
    fail "could not fetch the package ziglang $zig_version" "check the network, and try again"
  unzip -q "$tools/wheel"/ziglang-*.whl 'ziglang/*' -d "$tools/wheel"
  mv "$tools/wheel/ziglang" "$tools/zig"
  chmod +x "$tools/zig/zig"
  rm -rf "$tools/wheel"
fi

# zig makes them for a link, and leaves them in its cache.
echo "dist: making the names of glibc $glibc for $machine"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
echo 'int main(void) { return 0; }' >"$work/main.c"
ZIG_GLOBAL_CACHE_DIR=$work/cache ZIG_LOCAL_CACHE_DIR=$work/cache "$tools/zig/zig" cc \
  -target "$machine-linux-gnu.$glibc" -O2 -no-pie "$work/main.c" -o "$work/main"
rm -rf "$out"
mkdir -p "$out"
find "$work/cache" \( -name 'lib*.so.?' -o -name crt1.o -o -name libc_nonshared.a \) \
  -exec cp {} "$out/" \;
mv "$out/libld.so.2" "$out/$loader" 2>/dev/null || mv "$out/libld.so.1" "$out/$loader"
"$compiler" -std=c11 -Wall -Wextra -Werror -O2 -fPIC -ffile-prefix-map="$root"=. \
  -c "$root/src/util/newer_glibc.c" -o "$out/newer_glibc.o"
ar rcsD "$out/libnewer_glibc.a" "$out/newer_glibc.o"
echo "GROUP(libc.so.6 libnewer_glibc.a libc_nonshared.a
  AS_NEEDED(libpthread.so.0 libdl.so.2 librt.so.1 $loader))" >"$out/libc.so"
for library in m pthread dl rt; do
  echo "GROUP($(cd "$out" && echo lib$library.so.?))" >"$out/lib$library.so"
done
echo "$wanted" >"$out/done"
