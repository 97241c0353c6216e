using REPL  # it has `Base.Docs.doc` since Julia 1.11

@testset "instances" begin
    @test square_sum(Float32[1, 2]) === 5.0f0
    @test square_sum([1.0, 2.0]) === 5.0
    @test square_sum(Int32[3, 4]) === Int32(25)
    @test thrown(() -> square_sum(["a"])) isa MethodError
    @test length(methods(square_sum)) == 3
    # One method each, which takes just its type.
    @test twice(0x05) === 0x0a
    @test twice(5) === 10
    @test twice(0.5) === 1.0
    @test thrown(() -> twice(5.0f0)) isa MethodError
    @test (@inferred twice(5)) === 10
    # What is no type parameter is converted as ever.
    @test C.power!(2.0f0, 3, "x") === 8.0f0
    @test C.power!(2.0, 0x03, "x") === 8.0
    @test C.power!(2.0, 0, "x") === nothing
    @test_throws InexactError C.power!(2.0, 256, "x")
    @test (@inferred Union{Nothing,Float32} C.power!(2.0f0, 3, "x")) === 8.0f0
    doc = repr("text/plain", Base.Docs.doc(square_sum))
    @test occursin("The sum of the squares.", doc)
end

@testset "several parameters" begin
    @test length(methods(pair)) == 4
    @test pair(true, Int16(5), Int16(1)) == "true 5"
    @test pair('ß', nothing, Int16(5)) == "ß 5"
    @test pair(true, "x", "y") == "true x"
    @test pair('ß', nothing, SubString("xy", 2)) == "ß y"
    @test thrown(() -> pair(true, "x", Int16(1))) isa MethodError
end

@testset "of exported types" begin
    holder, sealed = Box2(1.5), other_new(Sealed, 7)
    @test number_of(holder) === 1.5
    @test number_of(sealed) === 7.0
    @test plus(sealed, Int8(1)) === 8.0
    @test plus(sealed, 0.5f0) === 7.5
    @test thrown(() -> plus(sealed, 1)) isa MethodError
end
