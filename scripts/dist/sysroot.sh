#!/usr/bin/env bash
# Makes, once, .tools/dist/sysroot-aarch64: what Prebind is linked with on AArch64, as Debian has
# it. Some of these packages cannot be installed beside those of this machine, so they are unpacked.
# `packages` in it says which versions they are.
#
# usage: scripts/dist/sysroot.sh
set -euo pipefail

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)
packages=(
  libfmt-dev:arm64 libssl-dev:arm64 libtomlplusplus-dev:arm64 libzstd-dev:arm64 llvm-19-dev:arm64
  zlib1g-dev:arm64
  libcli11-dev libexpected-dev nlohmann-json3-dev
  # For what they say of their licences; the cross compiler has their files.
  gcc-12-base:arm64 libc6:arm64
)

fail() {
  echo "error: $1" >&2
  echo "help: $2" >&2
  exit 1
}

mkdir -p "$root/.tools/dist"
tools=$(cd -P "$root/.tools/dist" && pwd)
out=$tools/sysroot-aarch64
wanted=$(sha256sum <"${BASH_SOURCE[0]}" | cut -c1-64)
if [[ $(cat "$out/done" 2>/dev/null) == "$wanted" ]]; then
  exit 0
fi
exec 9>"$tools/lock"
flock 9

dpkg --print-foreign-architectures | grep -qx arm64 ||
  fail "dpkg knows no packages for arm64" \
    "sudo dpkg --add-architecture arm64 && sudo apt-get update"
echo "dist: fetching ${#packages[@]} packages for AArch64"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# As root, apt fetches as a user of its own, who may not write into a folder of root's.
chmod 755 "$work"
(cd "$work" && apt-get -q -o APT::Sandbox::User="$(id -un)" download "${packages[@]}" >log 2>&1) ||
  fail "apt-get download: $(grep '^E:' "$work/log" | head -n 1)" "sudo apt-get update"
rm -rf "$out"
mkdir -p "$out"
for file in "$work"/*.deb; do
  dpkg-deb --extract "$file" "$out"
  echo "$(dpkg-deb --field "$file" Package) $(dpkg-deb --field "$file" Version)" >>"$out/packages"
done
# LLVM's CMake package insists on its programs and shared libraries, which are in other packages and
# are not needed here.
cmake=$out/usr/lib/llvm-19/lib/cmake/llvm
sed -n 's|.*"${_IMPORT_PREFIX}/\([^"]*\)".*|\1|p' "$cmake"/LLVMExports-*.cmake | sort -u |
  while read -r file; do
    [[ -e $out/usr/lib/llvm-19/$file ]] || install -D /dev/null "$out/usr/lib/llvm-19/$file"
  done
echo "$wanted" >"$out/done"
