#!/usr/bin/env bash
# `prebind package`: tarballs and Artifacts.toml, then an install by Julia's own Pkg on a machine
# without Rust and Prebind.
. "$PREBIND_SOURCE/tests/support/common.inc"
. "$PREBIND_SOURCE/tests/support/empty_registry.inc"
use_interpreter

mkdir server
: >server.log  # the server may open it later than the loop below reads it
python3 -u -m http.server --bind 127.0.0.1 --directory server 0 >server.log 2>&1 &
server=$!
trap 'kill $server' EXIT
for _ in $(seq 100); do
  port=$(sed -n 's/.*port \([0-9]*\).*/\1/p' server.log)
  [[ -z $port ]] || break
  sleep 0.1
done
url=http://127.0.0.1:$port/v0.1.0

succeeds "$PREBIND" new TextKit
succeeds "$PREBIND" package TextKit/deps/text_kit --url "$url"
triplet=$(basename TextKit/dist/*.tar.gz .tar.gz | sed 's/^text_kit.v0.1.0.//')
[[ $triplet == *-linux-gnu ]] || fail "triplet $triplet"
prints "  wrote     TextKit/dist/text_kit.v0.1.0.$triplet.tar.gz"
prints '  wrote     TextKit/Artifacts.toml'
tarball=$(sha256sum TextKit/dist/*.tar.gz)
artifacts=$(<TextKit/Artifacts.toml)

# The tree hash is git's own, and the metadata are those of the library.
mkdir tree
tar xzf TextKit/dist/*.tar.gz -C tree
git -C tree init --quiet
git -C tree add .
[[ $artifacts == *"git-tree-sha1 = \"$(git -C tree write-tree)\""* ]] ||
  fail "another tree hash: $artifacts"
cp tree/share/prebind/text_kit.json output
equals "$(json 'o["sha256"]')" "$(sha256sum tree/lib/libtext_kit.so | cut -d' ' -f1)"

# The same again, to the byte, and from a copy elsewhere; entries of other platforms stay.
succeeds "$PREBIND" package TextKit/deps/text_kit --url "$url/"
prints '  unchanged TextKit/Artifacts.toml'
equals "$(sha256sum TextKit/dist/*.tar.gz)" "$tarball"
printf '\n# by hand\n[[text_kit]]\narch = "x86_64"\ngit-tree-sha1 = "00"\nos = "windows"\n' \
  >>TextKit/Artifacts.toml
artifacts=$(<TextKit/Artifacts.toml)
succeeds "$PREBIND" package TextKit/deps/text_kit --url "$url" --json
equals "$(json 'o["artifacts"]["changed"], o["tarballs"][0]["target"].endswith("-linux-gnu")')" \
  '(False, True)'
equals "$(<TextKit/Artifacts.toml)" "$artifacts"

# A release: the package goes into a repository, the tarballs to the server, and both leave this
# machine.
cp -r TextKit/dist server/v0.1.0
git -C TextKit init --quiet
git -C TextKit add .
git -C TextKit -c user.name=t -c user.email=t@example.org commit --quiet --message release
git clone --quiet TextKit released
rm -rf TextKit
use_empty_depot "$PWD/depot"
# curl is what Pkg downloads with; Rust and Prebind are to be out of reach.
mkdir -p bin
for tool in bash sh curl tar gzip gunzip uname dirname readlink cat; do
  ln -sf "$(command -v $tool)" bin/
done
without_rust() {
  env -i HOME="$PWD/home" PATH="$PWD/bin" JULIA_DEPOT_PATH="$JULIA_DEPOT_PATH" JULIA_PKG_SERVER= \
    "$JULIA" --startup-file=no "$@"
}
! PATH=$PWD/bin command -v cargo rustc prebind || fail 'Rust is in reach'
succeeds without_rust -e "using Pkg; Pkg.add(PackageSpec(path = \"$PWD/released\"))"
succeeds without_rust \
  -e 'using TextKit; print(greet("Julia"), " ", mean([1.0, 2.0]), " ", Counter(1, 5).limit)'
prints 'Hello, Julia! 1.5 5'
# The library is the artifact's; that of an environment variable goes first.
loaded='using TextKit, Libdl; print(filter(p -> occursin("text_kit", p), Libdl.dllist())[1])'
succeeds without_rust -e "$loaded"
prints "$PWD/depot/artifacts/"
fails 1 env PREBIND_LIBRARY_TEXT_KIT="$PWD/nowhere.so" "$JULIA" --startup-file=no -e 'using TextKit'
says 'PREBIND_LIBRARY_TEXT_KIT'
# The first depot that has it, even if that came after the package was precompiled.
mkdir first
cp -r depot/artifacts first/
JULIA_DEPOT_PATH=$PWD/first:$PWD/depot$BUNDLED succeeds without_rust -e "$loaded"
prints "$PWD/first/artifacts/"
# What lies where a build would put it goes before any artifact, whatever it is.
succeeds without_rust -e 'using TextKit; print(TextKit.Bindings._prebind.Loader.HERE)'
here=$(<output)
mkdir -p "${here%/*}"
: >"$here"
fails 1 without_rust -e 'using TextKit'
says 'the Rust library of Bindings is there, but it cannot be loaded'
rm "$here"
# A depot that moves takes the artifact along.
mv depot moved
export JULIA_DEPOT_PATH=$PWD/moved$BUNDLED
succeeds without_rust -e 'using TextKit; print(greet("again"))'
prints 'Hello, again!'
# Without it the error says where it was looked for.
rm -rf moved/artifacts
fails 1 without_rust -e 'using TextKit'
says 'the Rust library of Bindings was not found'
says "$PWD/moved/artifacts/"

# Errors
make_small_crate lonely
fails 1 "$PREBIND" package lonely --url "$url"
says 'error: the crate is not in a Julia package: no folder above it has a Project.toml'
says 'help: name the file with `--artifacts path/to/Artifacts.toml`'
succeeds "$PREBIND" package lonely --url "$url" --artifacts lonely/Artifacts.toml -o out
[[ -f $(echo out/lonely.v1.2.3.*.tar.gz) && -f lonely/Artifacts.toml ]] ||
  fail 'nothing was written'
fails 1 "$PREBIND" package lonely --url "$url" --artifacts lonely/Artifacts.toml \
  --target wasm32-unknown-unknown
says 'error: Julia does not run on `wasm32-unknown-unknown`'
printf '[lonely]\ngit-tree-sha1 = "00"\n' >lonely/Artifacts.toml
fails 1 "$PREBIND" package lonely --url "$url" --artifacts lonely/Artifacts.toml
says 'error: `lonely` is there in a form without platforms: [lonely]'
says "lonely/Artifacts.toml"
equals "$(<lonely/Artifacts.toml)" $'[lonely]\ngit-tree-sha1 = "00"'
fails 2 "$PREBIND" package lonely
says '--url is required'
