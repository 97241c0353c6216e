#!/usr/bin/env bash
# PackageCompiler makes a system image, an app and a C library of a package. They run with the
# package's sources gone, and app and library in another folder. TEST_PACKAGES names the
# environment, or folder of packages, that has PackageCompiler; TEST_DEPOT a depot that has it
# precompiled, if any.
. "$PREBIND_SOURCE/tests/support/common.inc"
. "$PREBIND_SOURCE/tests/support/empty_registry.inc"

use_empty_depot "$PWD/depot" "${TEST_DEPOT:-}"
export JULIA_LOAD_PATH=@:${TEST_PACKAGES:+$TEST_PACKAGES:}@stdlib
run() { succeeds "$JULIA" --startup-file=no "$@"; }
run -e 'print(Base.find_package("PackageCompiler") !== nothing)'
if [[ $(<output) != true ]]; then
  echo 'not tested: PackageCompiler is not among TEST_PACKAGES'
  exit 0
fi

succeeds "$PREBIND" new TextKit
succeeds "$PREBIND" package TextKit/deps/text_kit --url https://example.org/v0.1.0
hash=$(sed -n 's/^git-tree-sha1 = "\(.*\)"/\1/p' TextKit/Artifacts.toml)
mkdir -p "depot/artifacts/$hash" kept
tar xzf TextKit/dist/*.tar.gz -C "depot/artifacts/$hash"
cp "depot/artifacts/$hash/lib/libtext_kit.so" kept/
sed -i '$d' TextKit/src/TextKit.jl
cat >>TextKit/src/TextKit.jl <<'END'
function julia_main()::Cint
    println(greet("app"), " ", mean([1.0, 2.0]))
    return 0
end

Base.@ccallable function text_kit_mean(values::Ptr{Cdouble}, count::Csize_t)::Cdouble
    return mean(unsafe_wrap(Array, values, count))
end

end
END
cat >precompiled.jl <<'END'
using TextKit
greet("you")
mean([1.0, 2.0])
END

# Without optimization it takes half the time, and this is no test of Julia's compiler.
run --project="$PWD/TextKit" -e '
using PackageCompiler, Pkg
Pkg.instantiate()
options = (precompile_execution_file = "precompiled.jl", cpu_target = "native",
           sysimage_build_args = `-O0 -g0`, incremental = true)
create_sysimage(["TextKit"]; sysimage_path = "textkit.so", project = "TextKit", options...)
create_app("TextKit", "App"; executables = ["greet" => "julia_main"], options...)
create_library("TextKit", "Library"; lib_name = "textkit", options...)'
# A Julia that a distribution made has links to libraries elsewhere, and PackageCompiler leaves some
# of them out.
run -e 'print(abspath(Sys.BINDIR, Base.LIBDIR))'
for file in "$(<output)"/*.so* "$(<output)"/julia/*.so*; do
  for product in App Library; do
    [[ $(readlink -f "$file") == "$(<output)"/* || -e $product/lib/${file##*/} ]] ||
      cp -L "$file" $product/lib/
  done
done
mv depot/artifacts kept/
rm -r TextKit
# The image has the package; the library is where Julia looks for artifacts.
from_image() {
  succeeds env JULIA_DEPOT_PATH="$PWD/kept:$JULIA_DEPOT_PATH" "$JULIA" --startup-file=no \
    --sysimage textkit.so -e 'using .TextKit; print(greet("image"), " ", mean([1.0, 2.0]))'
  equals "$(<output)" 'Hello, image! 1.5'
}
from_image
mkdir elsewhere
mv App Library elsewhere/
alone() { succeeds env -i PATH=/usr/bin:/bin HOME="$PWD" "$@"; }

# An app and a library have the artifact in their `share/julia`.
[[ -f elsewhere/App/share/julia/artifacts/$hash/lib/libtext_kit.so ]] || fail 'no artifact in App'
alone elsewhere/App/bin/greet
equals "$(<output)" 'Hello, app! 1.5'
cat >main.c <<'END'
#include <stdio.h>
#include "julia_init.h"

double text_kit_mean(const double *values, size_t count);

int main(int argc, char **argv) {
    const double values[] = {1.0, 2.0};
    init_julia(argc, argv);
    printf("%g", text_kit_mean(values, 2));
    shutdown_julia(0);
}
END
root=elsewhere/Library
gcc main.c -o main -I $root/include -L $root/lib -ltextkit \
  -Wl,-rpath,"$PWD/$root/lib:$PWD/$root/lib/julia" -Wl,-rpath-link,$root/lib:$root/lib/julia
alone ./main
equals "$(<output)" 1.5

# Without it, the library is in `lib`; what says where it is comes first.
rm -r elsewhere/*/share/julia/artifacts
for product in elsewhere/App/bin/greet ./main; do
  env -i PATH=/usr/bin:/bin HOME="$PWD" $product >output 2>errors && fail "no library: $product"
  says 'the Rust library of Bindings was not found'
  alone PREBIND_LIBRARY_TEXT_KIT="$PWD/kept/libtext_kit.so" $product
done
cp kept/libtext_kit.so elsewhere/App/lib/
cp kept/libtext_kit.so $root/lib/
alone elsewhere/App/bin/greet
equals "$(<output)" 'Hello, app! 1.5'
# Before Julia 1.12 a library takes the program's folder for its own `bin`.
mkdir -p $root/bin
cp main $root/bin/
alone $root/bin/main
equals "$(<output)" 1.5
