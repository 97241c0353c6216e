#!/usr/bin/env bash
# A library that is built again while a session has it: what is loaded again runs the new one,
# what is loaded already the old one.
. "$PREBIND_SOURCE/tests/support/common.inc"

make_crate kit <<'END'
use std::sync::atomic::{AtomicI32, Ordering};

#[prebind::julia]
pub fn version() -> i32 {
    1
}

static CALLS: AtomicI32 = AtomicI32::new(0);

#[prebind::julia]
pub fn calls() -> i32 {
    CALLS.fetch_add(1, Ordering::SeqCst) + 1
}
END
succeeds "$PREBIND" build kit

cat >session.jl <<'END'
build() = run(pipeline(`$(ENV["PREBIND"]) build kit`, stdout = devnull, stderr = devnull))
function becomes(version)
    source = read("kit/src/lib.rs", String)
    write("kit/src/lib.rs", replace(source, r"\d+\n}\n\nstatic" => "$version\n}\n\nstatic"))
    build()
end
report(what, value) = println(what, ": ", value)
caught(call) = try call() catch exception; sprint(showerror, exception) end

include("Kit.jl")
first = Kit
report("loaded", (Kit.version(), Kit.calls()))
for version in (2, 3, 1)
    becomes(version)
    include("Kit.jl")
    report("again", Core.eval(Main, :(Kit.version(), first.version())))
end

# Nothing has changed: the library is the same.
Kit.calls()
include("Kit.jl")
report("unchanged", Kit.calls())
Kit.__init__()
report("initialized again", Kit.calls())

# What a module has made is not for another library.
becomes(4)
report("initialized", caught(Kit.__init__))
report("goes on", (Kit.version(), Kit.calls()))
include("Kit.jl")
report("new", (Kit.version(), Kit.calls()))

# Where the environment says.
cp("libkit.so", "chosen.so")
ENV["PREBIND_LIBRARY_KIT"] = "chosen.so"
include("Kit.jl")
report("chosen", Kit.version())
becomes(5)
mv("libkit.so", "chosen.so", force = true)
include("Kit.jl")
report("chosen again", Kit.version())
delete!(ENV, "PREBIND_LIBRARY_KIT")

# Damaged meanwhile.
write("damaged", read("chosen.so")[1:1000])
mv("damaged", "libkit.so")
report("damaged", caught(() -> include("Kit.jl")))
write("damaged", "no library")
mv("damaged", "libkit.so", force = true)
report("damaged", caught(() -> include("Kit.jl")))
END
succeeds "$JULIA" --startup-file=no session.jl
# Since Julia 1.12 a global has a world age, and Julia warns of code that is older.
[[ $(<errors) != *'world prior'* ]] || fail 'code is older than what it names'
prints "loaded: (1, 1)
again: (2, 1)
again: (3, 1)
again: (1, 1)
unchanged: 2
initialized again: 3
initialized: the Rust library $PWD/libkit.so has changed since Kit loaded it. \
This module goes on with the old one; to get the new one, include the module's file again, \
or restart Julia
goes on: (1, 4)
new: (4, 1)
chosen: 4
chosen again: 5
damaged: LoadError: InitError: the Rust library of Kit is there, but it cannot be loaded:
  $PWD/libkit.so is cut off: its end is missing"
prints "
  $PWD/libkit.so: file too short"

# Type inference hears of what only a library with a fault needs when there is one, not before.
cp chosen.so libkit.so
mkdir elsewhere
cat >inferred.jl <<'JULIA'
function is_inferred(callee)
    known = first(methods(callee)).specializations
    known isa Core.SimpleVector || return known !== nothing
    return any(i -> isassigned(known, i) && known[i] !== nothing, 1:length(known))
end
rare = (:load_otherwise, :refuse_changed, :refuse_stale, :refuse_library, :reason, :way_out)
inferred(mod) = filter(name -> is_inferred(getfield(mod._prebind.Loader, name)), collect(rare))
searched(mod) = is_inferred(mod._prebind.Loader.search)
for time in ("first", "again")
    include("Kit.jl")
    println(time, ": ", searched(Kit), inferred(Kit))
end
cp("Kit.jl", "elsewhere/Kit.jl")
try include("elsewhere/Kit.jl") catch end
println("missing: ", searched(Kit), filter(in((:load_otherwise, :way_out)), inferred(Kit)))
JULIA
succeeds "$JULIA" --startup-file=no inferred.jl
equals "$(<output)" 'first: falseSymbol[]
again: trueSymbol[]
missing: true[:load_otherwise, :way_out]'
