#!/usr/bin/env bash
# A system image with a package in it, made with the steps of PackageCompiler, started with the
# package's sources gone and the bundle moved: it finds its library beside the program, or as an
# artifact in a depot.
. "$PREBIND_SOURCE/tests/support/common.inc"
. "$PREBIND_SOURCE/tests/support/empty_registry.inc"
use_empty_depot "$PWD/depot"

succeeds "$PREBIND" new TextKit
succeeds "$PREBIND" package TextKit/deps/text_kit --url https://example.org/v0.1.0
cat >image.jl <<'END'
Base.reinit_stdio()
@eval Sys BINDIR = ccall(:jl_get_julia_bindir, Any, ())::String
@eval Sys STDLIB =
    abspath(Sys.BINDIR, "..", "share", "julia", "stdlib", "v$(VERSION.major).$(VERSION.minor)")
Base.init_depot_path()
Base.init_load_path()
isdefined(Base, :init_active_project) && Base.init_active_project()
using TextKit
empty!(LOAD_PATH)
empty!(DEPOT_PATH)
END
succeeds "$JULIA" --startup-file=no -e \
  'print(unsafe_string(Base.JLOptions().image_file), "\n", dirname(Sys.BINDIR), "\n", abspath(Sys.BINDIR, Base.LIBDIR))'
{ read -r image; read -r root; read -r libraries || true; } <output
# Without optimization it takes half the time, and this is no test of Julia's compiler.
succeeds "$JULIA" --startup-file=no -O0 -g0 --project="$PWD/TextKit" "--sysimage=$image" \
  --output-o=image.o image.jl
libjulia=("$libraries"/libjulia.so*)
succeeds gcc -shared -o image.so -Wl,--whole-archive image.o -Wl,--no-whole-archive "${libjulia[0]}"
rm image.o

# The bundle: Julia, the image, the library in `lib`.
mkdir bundle
cp -al "$root/bin" "$root/lib" bundle/ 2>/dev/null || cp -a "$root/bin" "$root/lib" bundle/
mv image.so bundle/lib/text_kit_image.so
mkdir kept
tar xzf TextKit/dist/*.tar.gz -C kept
hash=$(sed -n 's/^git-tree-sha1 = "\(.*\)"/\1/p' TextKit/Artifacts.toml)
rm -rf TextKit
mv bundle elsewhere
app() {
  env -i PATH=/usr/bin:/bin HOME="$PWD" JULIA_DEPOT_PATH="$PWD/elsewhere/share/julia$BUNDLED" "$@" \
    elsewhere/bin/julia --startup-file=no --sysimage=elsewhere/lib/text_kit_image.so -e '
      print(TextKit.greet("image"), " ", TextKit.mean([1.0, 2.0]), " ")
      for line in eachline("/proc/self/maps")
          if endswith(line, "libtext_kit.so")
              print(line[findfirst(==(Char(47)), line):end])
              break
          end
      end'
}
cp kept/lib/libtext_kit.so elsewhere/lib/
succeeds app env
equals "$(<output)" "Hello, image! 1.5 $PWD/elsewhere/lib/libtext_kit.so"
# An artifact of the package goes before it,
mkdir -p "elsewhere/share/julia/artifacts/$hash"
cp -r kept/lib "elsewhere/share/julia/artifacts/$hash/"
succeeds app env
equals "$(<output)" \
  "Hello, image! 1.5 $PWD/elsewhere/share/julia/artifacts/$hash/lib/libtext_kit.so"
# and what the environment says before all.
succeeds app env PREBIND_LIBRARY_TEXT_KIT="$PWD/kept/lib/libtext_kit.so"
equals "$(<output)" "Hello, image! 1.5 $PWD/kept/lib/libtext_kit.so"
