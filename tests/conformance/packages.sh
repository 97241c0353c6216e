#!/usr/bin/env bash
# The generated module inside of a package: precompiled, moved,
# called while something is precompiled.
. "$PREBIND_SOURCE/tests/support/common.inc"

mkdir -p places/Pack/{src/generated,deps}
make_crate places/Pack/deps/kit <<'END'
#[prebind::julia]
pub fn add(a: i32, b: i32) -> i32 {
    a + b
}

#[prebind::julia]
pub struct Counter {
    pub value: i64,
}

#[prebind::julia]
impl Counter {
    pub fn new(value: i64) -> Self {
        Counter { value }
    }
}
END
succeeds "$PREBIND" build places/Pack/deps/kit -o places/Pack/src/generated/Kit.jl \
  --lib-dir places/Pack/deps/lib
cat >places/Pack/Project.toml <<'END'
name = "Pack"
uuid = "c51a9b0c-6d8f-4a5e-9f0a-0d6d1a1c7b11"
version = "0.1.0"
END
cat >places/Pack/src/Pack.jl <<'END'
module Pack

include("generated/Kit.jl")
using .Kit
export add, Counter

const kept = try add(1, 2) catch exception sprint(showerror, exception) end

end
END

run() { JULIA_LOAD_PATH="$PWD/places:@stdlib" "$JULIA" --startup-file=no "$@"; }

# Needs no dependency entry for Libdl, and precompiles.
succeeds run -e 'using Pack; print(add(1, 2), Counter(5).value)'
equals "$(<output)" 35
# Since Julia 1.11 it says what it precompiles.
[[ $(<errors) != *[Ww]arning* ]] || fail 'there are warnings'
[[ -n $(find "$DEPOT/compiled" -name '*.ji') ]] || fail 'it was not precompiled'

# What is new in the file while the library is loaded (Revise evaluates it) does not call into
# nowhere.
cat >newer.jl <<'END'
using Pack
Core.eval(Pack.Kit, quote
    const newer = _prebind.@declare("kit__newer__0", "fn newer()")
    call_newer() = ccall(getfield(newer, :pointer), Cvoid, ())
end)
try Base.invokelatest(Pack.Kit.call_newer) catch exception showerror(stdout, exception) end
print(" ", add(1, 2))
END
succeeds run newer.jl
equals "$(<output)" "the Rust library of Kit was loaded before this function was built. \
To call it, include the module's file again, or restart Julia 3"

# While the package itself is precompiled the library is not loaded yet.
succeeds run -e 'using Pack; print(Pack.kept)'
prints 'a package calls it while it is being precompiled. `__init__` has not run then: call Kit.__init__() first'

# A package that depends on it may call it while it is precompiled: handles do not outlive that.
mkdir -p places/User/src
cat >places/User/Project.toml <<'END'
name = "User"
uuid = "d51a9b0c-6d8f-4a5e-9f0a-0d6d1a1c7b12"
version = "0.1.0"

[deps]
Pack = "c51a9b0c-6d8f-4a5e-9f0a-0d6d1a1c7b11"
END
cat >places/User/src/User.jl <<'END'
module User

using Pack
const sum = add(20, 22)
const counter = Counter(1)

end
END
succeeds run -e 'using User; print(User.sum, User.counter)'
equals "$(<output)" '42Counter(released)'

# And a package that calls its own bindings while it is precompiled can load them first.
sed -i 's/^const kept.*/Kit.__init__(); const kept = add(1, 2)/' places/Pack/src/Pack.jl
succeeds run -e 'using Pack; print(Pack.kept, add(2, 3))'
equals "$(<output)" 35

# Moved with its library, it loads without being generated again; nothing refers to the old place.
mv places/Pack places/User .
mkdir elsewhere
mv Pack User elsewhere/
rmdir places
run() { JULIA_LOAD_PATH="$PWD/elsewhere:@stdlib" "$JULIA" --startup-file=no "$@"; }
succeeds run -e 'using User, Pack; print(add(1, 2))'
equals "$(<output)" 3

# Newer Julias do not compile a moved package again: they ask where it is now.
succeeds run -e 'using Pack; print(Pack.Kit._prebind.Loader.in_package())'
equals "$(<output)" "$PWD/elsewhere/Pack/deps/lib/libkit.so"

# What there is to do when the library is gone: the package has a build script.
mv elsewhere/Pack/deps/lib/libkit.so library
fails 1 run -e 'using Pack'
says "$PWD/elsewhere/Pack/deps/lib/libkit.so"
says "run \`prebind build ../../deps/kit -o Kit.jl --lib-dir ../../deps/lib\` in $PWD/elsewhere/Pack/src/generated."
touch elsewhere/Pack/deps/build.jl
fails 1 run -e 'using Pack'
says 'To build it, run `import Pkg; Pkg.build("Pack")`, or `prebind build'

# Beside the running program, as in an app that was put together elsewhere.
mkdir -p app/bin app/lib/julia
cp library app/lib/julia/libkit.so
cat >as_app.jl <<END
const BIN = "$PWD/app/bin"
const FIELD = findfirst(isequal(:julia_bindir), fieldnames(Base.JLOptions))
const PLACE = fieldoffset(Base.JLOptions, FIELD)
unsafe_store!(Ptr{Ptr{UInt8}}(cglobal(:jl_options) + PLACE), pointer(BIN))
using Pack
print(add(1, 2))
END
succeeds run as_app.jl
equals "$(<output)" 3
