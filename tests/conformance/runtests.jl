# usage: julia runtests.jl MODULE.jl: what the generated module of tests/conformance/crate does, for each type in each
# position and for each error.
using Serialization, Test

const module_file = abspath(ARGS[1])
include(module_file)
using .Conformance
const C = Conformance

# What a call throws.
function thrown(call)
    try
        call()
    catch exception
        return exception
    end
    return nothing
end

message(call) = sprint(showerror, thrown(call))

# Rust's side of live objects, after everything that Julia can release was released.
function settled_counters()
    for _ in 1:5
        GC.gc()
    end
    return live_counters()
end

@testset "conformance" begin
    for file in (
        "scalars", "arrays", "text", "tuples", "wide", "pointers", "errors", "objects", "items", "positions", "callbacks", "borrows", "generics",
        "traits", "names", "long_calls", "inference", "threads")
        @testset "$file" begin
            include("$file.jl")
        end
    end
end
