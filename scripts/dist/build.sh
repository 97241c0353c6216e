#!/usr/bin/env bash
# Builds a release of Prebind for Linux on one machine: a tarball, a Debian package, a Python wheel,
# and the list of what is linked in. They run with glibc 2.28 or newer. The same sources make the
# same bytes in every folder. For AArch64 it also builds on x86-64; QEMU runs the program then, to
# write its manual pages.
#
# usage: scripts/dist/build.sh x86_64|aarch64 [OUT]
set -euo pipefail

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)
machine=${1:-}
out=${2:-$root/build/dist}
build=$root/build/dist/$machine
if [[ -z ${SOURCE_DATE_EPOCH:-} ]]; then
  SOURCE_DATE_EPOCH=$(git -C "$root" log -1 --format=%ct)
fi
export SOURCE_DATE_EPOCH

cross=()
case $machine:$(uname -m) in
  x86_64:x86_64 | aarch64:aarch64) ;;
  aarch64:x86_64)
    "$root/scripts/dist/sysroot.sh"
    cross=("-DCMAKE_TOOLCHAIN_FILE=$root/scripts/dist/aarch64.cmake")
    ;;
  x86_64:* | aarch64:*)
    echo "error: this machine is $(uname -m), and cannot build a release for $machine" >&2
    echo "help: run it on x86-64, which builds for both, or build with \`make install\`" >&2
    exit 1
    ;;
  *)
    echo "usage: scripts/dist/build.sh x86_64|aarch64 [OUT]" >&2
    exit 2
    ;;
esac
"$root/scripts/dist/glibc.sh" "$machine"
remote=() programs=()
if [[ $machine == x86_64 ]]; then
  "$root/scripts/dist/curl.sh" "$machine"
  remote=("-DPREBIND_CURL=$root/.tools/dist/curl-$machine")
  programs=(prebind-remote)
fi
cmake -S "$root" -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DPREBIND_TESTS=OFF \
  "-DPREBIND_GLIBC=$root/.tools/dist/glibc-$machine" "${remote[@]}" \
  -DCMAKE_INSTALL_PREFIX=/usr -DCMAKE_INSTALL_LIBDIR=lib "${cross[@]}"
cmake --build "$build" --parallel "${JOBS:-$(nproc)}" --target prebind libprebind \
  "${programs[@]}"
rm -rf "$build/root"
DESTDIR=$build/root cmake --install "$build" >/dev/null
python3 -B "$root/scripts/dist/pack.py" "$build/root" "$machine" "$SOURCE_DATE_EPOCH" "$out"
python3 -B "$root/scripts/dist/sbom.py" "$machine" "$SOURCE_DATE_EPOCH" "$out"
