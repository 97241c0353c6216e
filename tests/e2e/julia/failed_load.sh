#!/usr/bin/env bash
# A precompiled package whose library is gone: loading it says so, and calling it all the same is an
# exception, not a crash.
. "$PREBIND_SOURCE/tests/support/common.inc"
use_interpreter

make_small_crate Demo/deps/demo
mkdir -p Demo/src
cat >Demo/Project.toml <<'END'
name = "Demo"
uuid = "8b3a1d52-1f0e-4a3e-9a55-6f6d3c1f5e10"
END
printf 'module Demo\ninclude("Bindings.jl")\nusing .Bindings\nend\n' >Demo/src/Demo.jl
succeeds "$PREBIND" build Demo/deps/demo -o Demo/src/Bindings.jl --module Bindings \
  --lib-dir Demo/lib
succeeds "$JULIA" --startup-file=no --project=Demo -e 'using Demo; print(Demo.add(1, 2))'
prints 3

mv Demo/lib Demo/gone
cat >call.jl <<'END'
try
    @eval using Demo
catch exception
    println(sprint(showerror, exception))
end
# From Julia 1.12 on, a package that failed is not kept.
haskey(Base.loaded_modules, Base.PkgId(
    Base.UUID("8b3a1d52-1f0e-4a3e-9a55-6f6d3c1f5e10"), "Demo")) || (println("gone"); exit())
demo = Base.loaded_modules[Base.PkgId(Base.UUID("8b3a1d52-1f0e-4a3e-9a55-6f6d3c1f5e10"), "Demo")]
try
    Base.invokelatest(demo.add, 1, 2)
catch exception
    println(sprint(showerror, exception))
end
END
succeeds "$JULIA" --startup-file=no --project=Demo call.jl
prints "the Rust library of Bindings was not found. These files are not there:
  $PWD/Demo/lib/libdemo.so"
if "$JULIA" -e 'exit(VERSION < v"1.12")'; then
  prints gone
else
  prints 'the Rust library of Bindings is not loaded: either loading it failed before'
fi

# Precompiled with a library that was whole, and with one that was not.
mv Demo/gone Demo/lib
library=$PWD/Demo/lib/libdemo.so
cut_off() {
  cp "$library" whole.so
  head -c "$(($(stat -c %s whole.so) - 1))" whole.so >"$library"
  fails 1 "$JULIA" --startup-file=no --project=Demo -e 'using Demo'
  says "$library is cut off: its end is missing"
  mv whole.so "$library"
  succeeds "$JULIA" --startup-file=no --project=Demo -e 'using Demo; print(Demo.add(1, 2))'
  prints 3
}
cut_off
rm -rf "$DEPOT/compiled"
cut_off

# Built again since: another size, the same bindings.
printf '#[no_mangle] pub static PADDING: [u8; 100000] = [1; 100000];\n' >>Demo/deps/demo/src/lib.rs
succeeds "$PREBIND" build Demo/deps/demo -o Demo/src/Bindings.jl --module Bindings \
  --lib-dir Demo/lib
find "$DEPOT/compiled" -name '*.ji' -exec sha256sum {} + >before
succeeds "$JULIA" --startup-file=no --project=Demo -e 'using Demo; print(Demo.add(1, 2))'
prints 3
find "$DEPOT/compiled" -name '*.ji' -exec sha256sum {} + | cmp - before ||
  fail 'it was precompiled again'

mv Demo Moved
succeeds "$JULIA" --startup-file=no --project=Moved -e 'using Demo; print(Demo.add(3, 4))'
prints 7
