#!/usr/bin/env bash
# The Julia package's own tests, and that its version is the engine's.
. "$PREBIND_SOURCE/tests/conformance/package.inc"

runs "$PREBIND_SOURCE/julia/Prebind/test/runtests.jl"
prints 'Test Summary'
cat >hygiene.jl <<END
using Prebind
include("$PREBIND_SOURCE/tests/support/hygiene.jl")

folder = dirname(pathof(Prebind))
source(file) = Meta.parse("begin " * read(joinpath(folder, file), String) * "\nend")
# The module's own names are used in all of its files.
is_include(each) = each isa Expr && each.head === :call && each.args[1] === :include
whole(each) = is_include(each) ? source(each.args[2]) :
    each isa Expr ? Expr(each.head, map(whole, each.args)...) : each
@testset "hygiene" begin
    check_hygiene(Prebind, [whole(source("Prebind.jl"))])
end
END
runs hygiene.jl
prints 'hygiene'
runs 'print(Prebind.ENGINE_VERSION)'
equals "$("$PREBIND" --version | cut -d' ' -f2)" "$(<output)"
grep -qx "version = \"$(<output)\"" "$PREBIND_SOURCE/julia/Prebind/Project.toml" ||
  fail 'the package has another version'
