include("../support/hygiene.jl")

check_hygiene(C, [Meta.parse(read(module_file, String))])

# The checks find what they are for.
module Careless
import ..C
import ..C: add, echo_str
export nowhere
f(::Int, ::Any) = add(1, 2)
f(::Any, ::Int) = 2
g(::Vararg{T}) where {T} = T
Base.show(io::IO, ::Type{Int}, ::Vector{Float64}) = nothing
Base.show(io::IO, ::Type{Int}, ::C.Counter) = nothing
end

@testset "what is careless is found" begin
    @test length(Test.detect_ambiguities(Careless)) == 1
    @test length(Test.detect_unbound_args(Careless)) == 1
    @test undefined_names(Careless) == [:nowhere]
    @test length(piracies([Careless])) == 2
    @test length(piracies([Careless; modules_of(C)])) == 1
    source = :(module M
        import ..C
        import ..C: add, echo_str
        using ..A: b
        using Test
        import Other.c
        module N
            import ..M
        end
        f() = add(:echo_str, C.d)
    end)
    @test stale_imports(source) == [:M, :b, :c]
end
