using Test
include(joinpath(pwd(), "Aliases.jl"))
using .Aliases

@test twice(2.5) === 5.0
@test number(-3, 4, 5) == "-3 4 5"
@test shifted([1.0, 2.0], 1) == [2.0, 3.0]
@test total([1.0, 2.0]) === 3.0
@test greeting("Ada") == "Hello, Ada"
@test Aliases.length("Ada") == 3
@test swapped((1.5, "x")) == ("x", 1.5)
@test half(3.0) === 1.5 && half(nothing) === nothing
@test root(4.0) === 2.0
@test_throws Aliases.RustError root(-1.0)
@test roots([4.0, 9.0]) == [2.0, 3.0]
@test coded(3) === 0x03
@test (try coded(0) catch error; error.value end) === Int32(-7)
@test done() === nothing
@test Aliases.read(7) === 0x07
@test side(1.0) === 2.0
@test called(x -> 3x, 2.0) === 6.0
@test pointed(@cfunction(x -> x + 1, Cdouble, (Cdouble,))) === 4.0
@test kept(x -> x * x) === 16.0
@test address(Ptr{Float64}(8)) === Ptr{Float64}(8)
@test doubled(Dict("a" => 1.5)) == Dict("a" => 3.0)
@test turned((1.0, 2.0, 3.0)) == (3.0, 2.0, 1.0)
@test collect(upto(3.0)) == [0.0, 1.0, 2.0]
@test otherwise() === 2.5 && otherwise(1.0) === 1.0
@test Aliases.LIMIT === 2.5
@test marks([Mark(1.0), Mark(2.0)]) == [Mark(2.0), Mark(1.0)]
@test rows([[Mark(1.0)], Mark[]]) == [Mark[], [Mark(1.0)]]
@test spot(Mark(3.0)) == Mark(3.0)
box = Filter(2)
@test times(box, Filter(3)).gain === 6.0
box.name = "low"
@test box.name == "low"
@test twice_single(1.5f0) === 3.0f0
@test Aliases.first([1.5f0]) === 1.5f0 && Aliases.first([2.5]) === 2.5
@test_throws Aliases.RustError Aliases.first(Float64[])
@test collect(Steps(3)) == [2.0, 1.0, 0.0]
