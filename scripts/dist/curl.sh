#!/usr/bin/env bash
# Makes, once, .tools/dist/curl-MACHINE: a static libcurl that speaks HTTP and HTTPS, through
# proxies too, and needs OpenSSL only. Debian's own needs a dozen libraries, some of which are not
# there as static ones. The sources are Debian's, of the version that is installed; nothing of apt's
# configuration changes.
#
# usage: scripts/dist/curl.sh x86_64
set -euo pipefail

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)
machine=${1:-}
if [[ $machine != x86_64 ]]; then
  echo "usage: scripts/dist/curl.sh x86_64" >&2
  exit 2
fi

fail() {
  echo "error: $1" >&2
  echo "help: $2" >&2
  exit 1
}

# The version of the SBOM and of the licence as well.
version=$(dpkg-query -W -f '${source:Version}' libcurl4-openssl-dev 2>/dev/null) ||
  fail "libcurl4-openssl-dev is not installed, and \`make dist\` needs it" \
    "sudo apt-get install libcurl4-openssl-dev"
mkdir -p "$root/.tools/dist"
tools=$(cd -P "$root/.tools/dist" && pwd)
out=$tools/curl-$machine
wanted=$( (echo "$version" && cat "${BASH_SOURCE[0]}") | sha256sum | cut -c1-64)
if [[ $(cat "$out/done" 2>/dev/null) == "$wanted" ]]; then
  exit 0
fi
exec 9>"$tools/lock"
flock 9

echo "dist: fetching the sources of curl $version"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
mkdir -p "$work"/{lists/partial,cache,source}
# Where the packages of this machine come from, their sources are too.
# shellcheck disable=SC2016  # apt's own notation
apt-get indextargets --format '$(ORIGIN) $(REPO_URI) $(RELEASE) $(COMPONENT)' \
  'Created-By: Packages' | sed -n 's/^Debian //p' | sort -u |
  sed 's|^|deb-src [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] |' >"$work/sources"
options=(
  -q -o Dir::Etc::sourcelist="$work/sources" -o Dir::Etc::sourceparts=-
  -o Dir::State::lists="$work/lists" -o Dir::Cache="$work/cache"
  -o APT::Sandbox::User="$(id -un)")
(cd "$work/source" && apt-get "${options[@]}" update --error-on=any &&
  apt-get "${options[@]}" source --only-source "curl=$version") >"$work/log" 2>&1 ||
  fail "apt-get source: $(grep '^E:' "$work/log" | head -n 1)" \
    "sudo apt-get update && sudo apt-get upgrade libcurl4-openssl-dev"

echo "dist: making libcurl for $machine"
source=$(echo "$work"/source/curl-*/)
# src/remote/authorities.h looks for the certificates of authorities.
if ! { cmake -S "$source" -B "$work/build" -G Ninja -DCMAKE_BUILD_TYPE=Release \
  -DCMAKE_C_FLAGS="-fPIC -ffile-prefix-map=$work=." -DBUILD_SHARED_LIBS=OFF \
  -DBUILD_CURL_EXE=OFF -DBUILD_TESTING=OFF \
  -DHTTP_ONLY=ON -DCURL_USE_OPENSSL=ON -DCURL_CA_BUNDLE=none -DCURL_CA_PATH=none \
  -DOPENSSL_USE_STATIC_LIBS=ON -DCURL_ZLIB=OFF -DCURL_BROTLI=OFF -DCURL_ZSTD=OFF \
  -DUSE_NGHTTP2=OFF -DUSE_LIBIDN2=OFF -DCURL_USE_LIBPSL=OFF -DCURL_USE_LIBSSH2=OFF \
  -DCURL_USE_GSSAPI=OFF -DENABLE_MANUAL=OFF &&
  cmake --build "$work/build" --target libcurl; } >"$work/log" 2>&1; then
  fail "libcurl could not be built: $(grep -i error "$work/log" | head -n 1)" \
    "run this again with another version of libcurl4-openssl-dev"
fi
rm -rf "$out"
mkdir -p "$out/include/curl"
cp "$source"/include/curl/*.h "$out/include/curl/"
cp "$work/build/lib/libcurl.a" "$out/"
echo "$wanted" >"$out/done"
