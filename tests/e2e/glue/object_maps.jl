using Test
include(joinpath(pwd(), "Maps.jl"))
using .Maps
using .Maps: during, dropped, total, ordered, both, colours, spots, shapes

message(call) =
    try
        call()
        "nothing was thrown"
    catch error
        sprint(showerror, error)
    end

gone = "ArgumentError: this Model was moved into Rust by an earlier call, or was released"

a, b = Model(1), Model(2)
@test total(Dict("a" => a, "b" => b)) == 3
@test dropped() == 2
@test occursin("was", message(() -> a.weight)) && occursin("was", message(() -> b.weight))
@test total(Dict{String,Model}()) == 0

# All or none: of the others, nothing is taken.
a, b, c = Model(1), Model(2), Model(3)
before = dropped()
during(b, function ()
    text = message(() -> total(Dict("a" => a, "b" => b)))
    @test occursin("BorrowError", text)
    @test occursin("argument `models` has an object that is in use by a call", text)
    @test occursin("BorrowError", message(() -> both(Dict(1 => a), c, Dict(1 => b))))
    @test occursin("BorrowError", message(() -> both(Dict(1 => a), b, Dict(1 => c))))
end)
@test a.weight == 1 && b.weight == 2 && c.weight == 3
finalize(c)
@test_throws ArgumentError total(Dict("a" => a, "c" => c))
@test occursin("the values of 1 and 2 are the same Model, and Rust takes both",
    message(() -> both(Dict(1 => a), b, Base.ImmutableDict(Base.ImmutableDict(2 => b), 1 => b))))
@test occursin("BorrowError", message(() -> both(Dict(1 => a), a, Dict(1 => b))))
@test occursin("cannot pass a value of type Int64 where Rust takes",
    message(() -> total(Dict{String,Any}("a" => a, "b" => 1))))
@test_throws InexactError both(Dict(1.5 => a), b, Dict(1 => Model(1)))
@test_throws MethodError total([a])
@test a.weight == 1 && b.weight == 2

# A key that is refused when the others have been read: no UTF-8.
@test occursin("not valid UTF-8", message(() -> total(Dict("a" => a, "\xff" => b))))
@test a.weight == 1 && b.weight == 2
@test dropped() == before + 1

# Code of the caller's that releases an object while the map is read.
struct Releasing <: AbstractDict{String,Model}
    model::Model
end
Base.length(::Releasing) = 2
Base.iterate(map::Releasing) = ("a" => map.model, 1)
Base.iterate(map::Releasing, i) = i > 1 ? nothing : (finalize(map.model); ("b" => Model(7), 2))
@test_throws ArgumentError total(Releasing(a))

a = Model(1)
result = ordered(Dict((1, 'x') => a, (0, 'y') => b), [10.0, 100.0])
@test [key => model.weight for (key, model) in result] == [(0, 'y') => 20, (1, 'x') => 100]
@test isempty(ordered(nothing, Float64[]))
@test length(ordered(result, [1.0, 1.0])) == 2
@test all(model -> occursin("was", message(() -> model.weight)), values(result))

@test colours(Dict("a" => Blue, "b" => Red)) == 1
@test spots(Dict(1 => Spot(1, 2, 3), nothing => Spot(4, 5, 6))) == 21
@test shapes(Dict("a" => Circle(1), "b" => Many([Circle(2), Many([Circle(3)])]))) == 6

# Many, and garbage collection between.
for round in 1:20
    models = Dict(string(i) => Model(i) for i in 1:100)
    round % 5 == 0 && GC.gc()
    @test total(models) == 5050
end
println("done")
