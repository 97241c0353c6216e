#!/usr/bin/env bash
# Builds a release of Prebind for Linux on x86-64: a tarball, a Debian package and a Python wheel.
# They run with glibc 2.28 or newer. The same sources make the same bytes in every folder.
#
# usage: scripts/dist/build.sh [OUT]
set -euo pipefail

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)
machine=x86_64
out=${1:-$root/build/dist}
build=$root/build/dist/$machine
if [[ -z ${SOURCE_DATE_EPOCH:-} ]]; then
  SOURCE_DATE_EPOCH=$(git -C "$root" log -1 --format=%ct)
fi
export SOURCE_DATE_EPOCH

if [[ $(uname -m) != "$machine" ]]; then
  echo "error: \`make dist\` builds for $machine on $machine, and this machine is $(uname -m)" >&2
  echo "help: run it on another machine, or build with \`make install\`" >&2
  exit 1
fi
"$root/scripts/dist/glibc.sh" "$machine"
cmake -S "$root" -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DPREBIND_TESTS=OFF \
  "-DPREBIND_GLIBC=$root/.tools/dist/glibc-$machine" \
  -DCMAKE_INSTALL_PREFIX=/usr -DCMAKE_INSTALL_LIBDIR=lib
cmake --build "$build" --parallel "${JOBS:-$(nproc)}" --target prebind libprebind
rm -rf "$build/root"
DESTDIR=$build/root cmake --install "$build" >/dev/null
python3 -B "$root/scripts/dist/pack.py" "$build/root" "$machine" "$SOURCE_DATE_EPOCH" "$out"
python3 -B "$root/scripts/dist/sbom.py" "$machine" "$SOURCE_DATE_EPOCH" "$out"
