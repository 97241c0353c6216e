#!/usr/bin/env bash
# A precompiled package whose library is gone: loading it says so, and calling it all the same is an exception, not a crash.
. "$PREBIND_SOURCE/tests/e2e/common.inc"

small_crate Demo/deps/demo
mkdir -p Demo/src
cat >Demo/Project.toml <<'END'
name = "Demo"
uuid = "8b3a1d52-1f0e-4a3e-9a55-6f6d3c1f5e10"
END
printf 'module Demo\ninclude("Bindings.jl")\nusing .Bindings\nend\n' >Demo/src/Demo.jl
succeeds "$PREBIND" build Demo/deps/demo -o Demo/src/Bindings.jl --module Bindings --lib-dir Demo/lib
succeeds "$JULIA" --startup-file=no --project=Demo -e 'using Demo; print(Demo.add(1, 2))'
prints 3

mv Demo/lib Demo/gone
cat >call.jl <<'END'
try
    @eval using Demo
catch exception
    println(sprint(showerror, exception))
end
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
prints 'the Rust library of Bindings is not loaded: either loading it failed before'

mv Demo/gone Demo/lib
mv Demo Moved
succeeds "$JULIA" --startup-file=no --project=Moved -e 'using Demo; print(Demo.add(3, 4))'
prints 7
