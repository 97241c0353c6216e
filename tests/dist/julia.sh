#!/usr/bin/env bash
# `Pkg.add("Prebind")` into an empty depot, from a package server on this machine: the engine comes
# as an artifact, and builds crates where no compiler of C++ is on PATH. Julia is the one on PATH.
source "$PREBIND_SOURCE/tests/support/common.inc"

mkdir -p server/release
: >server.log
python3 -u -m http.server --bind 127.0.0.1 --directory server 0 >server.log 2>&1 &
server=$!
trap 'kill $server 2>/dev/null || true' EXIT
for _ in $(seq 100); do
  port=$(sed -n 's/.*port \([0-9]*\).*/\1/p' server.log)
  [[ -z $port ]] || break
  sleep 0.1
done
url=http://127.0.0.1:$port

# The package as a release has it, in its subfolder of a repository.
tarball=$DIST/prebind-$VERSION-x86_64-linux-gnu.tar.gz
cp "$tarball" server/release/
mkdir -p repository/julia unpacked
cp -r "$PREBIND_SOURCE/julia/Prebind" repository/julia/
rm -f repository/julia/Prebind/Manifest.toml
succeeds python3 -B "$PREBIND_SOURCE/scripts/dist/artifacts.py" "$url/release" \
  repository/julia/Prebind/Artifacts.toml server/release/*.tar.gz
git -C repository init --quiet
git -C repository add --all
tree=$(git -C repository write-tree --prefix=julia/Prebind/)
# The artifact has the hash that git gives to what is in the tarball.
tar xzf "$tarball" -C unpacked
git -C unpacked init --quiet
git -C unpacked add --all --force
artifact=$(git -C unpacked write-tree)
grep -qF "git-tree-sha1 = \"$artifact\"" repository/julia/Prebind/Artifacts.toml ||
  fail "not $artifact"

# Registry, package and their list, as a package server has them.
general=23338594-aafe-5451-b93e-139f81909106
succeeds "$JULIA" --startup-file=no "$PREBIND_SOURCE/tests/dist/register.jl" \
  repository/julia/Prebind "$tree" julia/Prebind "$PWD/registry"
package=$(<output)
git -C registry init --quiet
git -C registry add --all
registry=$(git -C registry write-tree)
mkdir -p "server/registry/$general" "server/package/$package"
git -C registry archive "$registry" | gzip >"server/registry/$general/$registry"
git -C repository archive "$tree" | gzip >"server/package/$package/$tree"
echo "/registry/$general/$registry" >server/registries

# What a user has: Julia, Rust, and the linker that Rust needs.
mkdir -p bin home
for tool in bash sh curl tar gzip gunzip uname dirname readlink cat cc ld as; do
  ln -s "$(command -v $tool)" bin/
done
ln -s "$(rustc --print sysroot)"/bin/{cargo,rustc} bin/
! PATH=$PWD/bin command -v c++ g++ clang++ cmake prebind || fail 'too much is on PATH'
program=$("$JULIA" --startup-file=no -e 'print(joinpath(Sys.BINDIR, "julia"))')
julia() {
  env -i HOME="$PWD/home" PATH="$PWD/bin" JULIA_DEPOT_PATH="$PWD/depot$BUNDLED" \
    JULIA_PKG_SERVER="$url" CARGO_NET_OFFLINE=true "$program" --startup-file=no "$@"
}

succeeds julia -e 'using Pkg; Pkg.add("Prebind")'
[[ ! -e depot/artifacts ]] || fail 'the engine was downloaded before anything needed it'
succeeds julia -e 'using Prebind; print(Prebind.library_path())'
engine=$(<output)
[[ $engine == "$PWD/depot/artifacts/$artifact/prebind-$VERSION-x86_64-linux-gnu/lib/"* ]] ||
  fail "the engine is $engine"

mkdir -p Small/{src,deps}
cp -r "$PREBIND_SOURCE/tests/dist/crate" Small/deps/small
sed -i "s|/opt/prebind/share|${engine%/lib/*}/share|" Small/deps/small/Cargo.toml
succeeds julia -e 'using Prebind; @rust_crate "Small/deps/small"; print(Small.add(40, 2))'
[[ $(<output) == *42 ]] || fail "$(<output)"
succeeds julia -e 'using Prebind
write_bindings_to_file("Small/deps/small", "Small/src/Bindings.jl";
    output_module_name = "Bindings", relative_lib_path = "../deps/lib")'
# The module needs neither the package nor its engine.
mv depot elsewhere
succeeds julia -e 'include("Small/src/Bindings.jl"); print(Bindings.add(5, 3))'
equals "$(<output)" 8

# Without a network it says so, and what to do.
mv elsewhere depot
rm -rf depot/artifacts
kill $server
fails 1 julia -e 'using Prebind; get_cache_size()'
says 'PrebindError: the engine of Prebind could not be downloaded'
says 'help: Pkg reports the problem above: check the network, then try again; or install Prebind, '\
'and name its libprebind in the environment variable PREBIND_LIB'
