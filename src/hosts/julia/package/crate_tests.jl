@testset "functions" begin
    @test greet("Julia") == "Hello, Julia!"
    @test mean([1.0, 2.0, 6.0]) === 3.0
    @test mean(Float64[]) === nothing
end

@testset "a counter" begin
    counter = HOLE_counter(40, 42)
    @test advance(counter, 2) == 42
    @test counter.value == 42
    @test_throws RustError advance(counter, 1)
    counter.limit = 50
    @test advance(counter, 1) == 43
end
