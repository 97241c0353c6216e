#!/usr/bin/env bash
# examples/MyRustPackage: built by Pkg, tested by Pkg, used with nothing on PATH,
# and in another place.
. "$PREBIND_SOURCE/tests/conformance/package.inc"
. "$PREBIND_SOURCE/tests/support/empty_registry.inc"
use_empty_depot "$PWD/depot"
unset JULIA_LOAD_PATH

mkdir examples
cp -r "$PREBIND_SOURCE/examples/MyRustPackage" examples/
ln -s "$PREBIND_SOURCE/rust" rust
package=examples/MyRustPackage
rm -rf $package/src/generated $package/deps/lib $package/deps/rust_crate/target \
  $package/Manifest.toml

pkg() { succeeds "$JULIA" --startup-file=no --project=$package -e "using Pkg; $1"; }
pkg "Pkg.develop(PackageSpec(path = \"$PREBIND_SOURCE/julia/Prebind\"))"
pkg 'Pkg.build("MyRustPackage")'
[[ -f $package/src/generated/Bindings.jl && -f $(echo $package/deps/lib/librust_crate.*) ]] ||
  fail 'Pkg.build made nothing'
pkg 'Pkg.test("MyRustPackage")'

# For those who use it: no engine, no cargo, no Prebind package.
sed -i '/^\[deps\]/,/^$/d' $package/Project.toml
rm $package/Manifest.toml
mkdir nothing
julia_binary=$("$JULIA" -e 'print(joinpath(Sys.BINDIR, "julia"))')
use() {
  env -i HOME="$PWD" PATH="$PWD/nothing" JULIA_DEPOT_PATH="$JULIA_DEPOT_PATH" \
    JULIA_PROJECT="$1" "$julia_binary" \
    --startup-file=no -e 'using MyRustPackage; print(rust_add(20, 3), " ", rust_multiply(2, 3))'
}
succeeds use "$PWD/$package"
equals "$(<output)" '23 6.0'
mv $package moved
succeeds use "$PWD/moved"
equals "$(<output)" '23 6.0'
mv depot elsewhere
JULIA_DEPOT_PATH=$PWD/elsewhere$BUNDLED
succeeds use "$PWD/moved"
equals "$(<output)" '23 6.0'
