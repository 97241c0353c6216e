# usage: julia runtests.jl Conformance.jl|Conformance [FILE...]: what the generated module of
# tests/conformance/crate does, for each type in each position and for each error; of a file that is
# included, or of a package that is precompiled. With names of files (`arrays`), only these.
using Test

if endswith(ARGS[1], ".jl")
    const module_file = abspath(ARGS[1])
    include(module_file)
else
    using Conformance
    const module_file = pathof(Conformance)
end
include("common.jl")

# Those that collect garbage often go first: what was compiled and inferred stays in the heap, and
# after all of it each collection takes ten times as long.
const all_files = (
    "threads", "objects", "object_lists", "shared", "iterators", "streams", "futures", "readers",
    "told", "views", "nested", "tagged", "borrows", "callbacks", "long_calls", "services", "text",
    "generics", "generic_structs", "traits", "forms", "defaults", "names", "modules", "bounds",
    "pointers", "tuples", "fixed", "items", "errors", "wide", "scalars", "arrays", "positions",
    "inference", "hygiene")
# `kept_calls` and `implementors` are for the crate with the feature `keeping`.

function run_file(file)
    path = joinpath(@__DIR__, "$file.jl")
    return Core.eval(Main, Expr(:toplevel, Expr(:module, true, Symbol("test_", file), quote
        using Test
        using Main.Conformance
        using Main.Common
        include($path)
    end)))
end

@testset "conformance" begin
    @testset "$file" for file in (length(ARGS) > 1 ? ARGS[2:end] : all_files)
        run_file(file)
    end
end
