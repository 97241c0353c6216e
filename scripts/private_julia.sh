#!/usr/bin/env bash
# Puts Julia 1.5.3, as Debian 11 has it, into the folder given as the first argument. Needs no root:
# apt works on a state of its own, so the system's package lists, cache and sources stay as they
# are, and verifies Debian's signatures.
set -euo pipefail

# What libjulia and its standard library load beyond what every Debian has: C, C++, zlib, lzma,
# tinfo. libcurl is left out with all that it needs: this Julia ships a link to it, but nothing in
# it opens that link.
packages=(
  julia julia-common libjulia1
  libllvm9 libz3-4 libffi7 libedit2 libbsd0 libmd0 libunwind8
  libdsfmt-19937-1 libgfortran5 libgmp10 libmpfr6 libopenlibm3 libpcre2-8-0
  libquadmath0 libutf8proc2
  libgit2-1.1 libhttp-parser2.9 libpcre3 libssh2-1 libgcrypt20 libgpg-error0
  libmbedcrypto3 libmbedtls12 libmbedx509-0
  libgssapi-krb5-2 libkrb5-3 libk5crypto3 libkrb5support0 libcom-err2 libkeyutils1
)
suite=bullseye
keyring=/usr/share/keyrings/debian-archive-keyring.gpg

prefix=$(realpath -m -- "${1:?usage: private_julia.sh PREFIX}")
recipe=$prefix/recipe
wanted_recipe="$suite ${packages[*]}, libgcc first"

say() { echo "setup: Julia: $*"; }
fail() {
  echo "error: no julia on PATH, and Debian's could not be put into $prefix: $1" >&2
  echo "help: $2" >&2
  exit 1
}

skip_if_there() {
  if [[ -f $recipe && $(<"$recipe") == "$wanted_recipe" ]]; then
    say "skipped, the private one is there ($prefix)"
    exit 0
  fi
}

skip_if_there
own_julia="install Julia 1.5 or newer by other means, put it on PATH, and run this again"
command -v apt-get >/dev/null || fail "this machine has no apt" "$own_julia"
[[ $(dpkg --print-architecture) == amd64 ]] ||
  fail "Debian 11 has Julia for amd64 only" "$own_julia"
[[ -f $keyring ]] || fail "$keyring is not there" "run: sudo apt-get install debian-archive-keyring"

mirror=${PREBIND_DEBIAN_MIRROR:-}
if [[ -z $mirror ]]; then
  # The machine's own mirror; the suites with a hyphen (security, updates, backports) may lie
  # elsewhere.
  # shellcheck disable=SC2016 # apt expands these, not the shell
  mirror=$(apt-get indextargets --format '$(RELEASE) $(SITE)' 'Created-By: Packages' \
    'Component: main' |
    awk '$1 !~ /-/ { print $2; exit }')
fi
[[ -n $mirror ]] ||
  fail "no Debian mirror is among apt's sources" "set PREBIND_DEBIAN_MIRROR to one, or $own_julia"

mkdir -p -- "$(dirname -- "$prefix")" ||
  fail "its folder cannot be made" "make ${prefix%/*} writable"
exec 9>"$prefix.lock"
flock 9
skip_if_there # another run may have put it there while this one waited
rm -rf -- "$prefix".new.* # of a run that was killed

work=$(mktemp -d -- "$prefix.new.XXXXXX")
trap 'rm -rf -- "$work"' EXIT
mkdir -p "$work"/apt/{lists/partial,archives/partial,conf} "$work"/{debs,root,tools}

: >"$work/apt/status" # as if nothing were installed, or apt would look for the installed versions
echo "deb [signed-by=$keyring] $mirror $suite main" >"$work/apt/sources.list"
# The machine's own proxy settings are kept, its hooks and sources are not.
{
  apt-config dump Acquire
  cat <<EOF
Dir::Etc::Main "/dev/null";
Dir::Etc::Parts "$work/apt/conf";
Dir::Etc::SourceList "$work/apt/sources.list";
Dir::Etc::SourceParts "/dev/null";
Dir::State::Lists "$work/apt/lists";
Dir::State::Status "$work/apt/status";
Dir::Cache "$work/apt";
Dir::Cache::Archives "$work/apt/archives";
Acquire::AllowInsecureRepositories "false";
Acquire::Languages "none";
Acquire::Retries "2";
APT::Get::AllowUnauthenticated "false";
APT::Get::List-Cleanup "false";
APT::Sandbox::User "";
EOF
} >"$work/apt.conf"
export APT_CONFIG=$work/apt.conf

say "fetching ${#packages[@]} packages of Debian 11 (about 60 MB) from the machine's mirror"
apt-get -q update --error-on=any >"$work/log" 2>&1 || {
  cat "$work/log" >&2
  fail "$mirror did not give a signed list of $suite" "check the network, or $own_julia"
}
(cd "$work/debs" && apt-get -q download "${packages[@]}" patchelf) >"$work/log" 2>&1 || {
  cat "$work/log" >&2
  fail "not every package could be fetched from $mirror" "check the network, or $own_julia"
}

say "unpacking"
dpkg-deb -x "$work"/debs/patchelf_*.deb "$work/tools"
rm "$work"/debs/patchelf_*.deb
for deb in "$work"/debs/*.deb; do
  dpkg-deb -x "$deb" "$work/root"
done
cp -a "$work/root/lib/." "$work/root/usr/lib/"
rm -r "$work/root/lib" "$work/root/usr/share/doc" "$work/root/usr/share/man"

# The program names its libraries' folders relative to itself, but as a RUNPATH, which does not
# reach the libraries that these libraries need. As an RPATH it does. LD_LIBRARY_PATH would do as
# well, but every child (git, cargo) would inherit it.
while IFS= read -r -d '' file; do
  run_path=$("$work/tools/usr/bin/patchelf" --print-rpath "$file" 2>/dev/null || true)
  if [[ -n $run_path ]]; then
    "$work/tools/usr/bin/patchelf" --force-rpath --set-rpath "$run_path" "$file"
  fi
done < <(find "$work/root/usr/bin" "$work/root/usr/lib" -type f \
  \( -name julia -o -name '*.so*' \) -print0)

# Debian's Julia loads libunwind, whose unversioned _Unwind_GetCFA would otherwise be found first by
# libgcc's own unwinder: every exception of C++ and every panic of Rust would abort. Named by the
# program itself, libgcc comes before libunwind.
"$work/tools/usr/bin/patchelf" --add-needed libgcc_s.so.1 \
  "$(readlink -f -- "$work/root/usr/bin/julia")"

env -u LD_LIBRARY_PATH JULIA_DEPOT_PATH="$work/depot" "$work/root/usr/bin/julia" --startup-file=no \
  -e 'using LibGit2, LinearAlgebra, Pkg, SuiteSparse, Test
      LibGit2.version(); inv([1.0 2; 3 4]); big(2)^100' \
  >"$work/log" 2>&1 || {
  cat "$work/log" >&2
  fail "it was unpacked, but does not run here" "$own_julia"
}

echo "$wanted_recipe" >"$work/root/recipe"
# The folder that mktemp made is the owner's alone; what is unpacked in it was made with the usual
# permissions.
rm -rf -- "$prefix"
mv -- "$work/root" "$prefix"
say "Julia 1.5.3 is in $prefix; scripts/julia runs it"
