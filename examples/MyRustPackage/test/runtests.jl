using MyRustPackage
using Test

@testset "MyRustPackage" begin
    @test rust_add(1, 2) === Int32(3)
    @test rust_multiply(1.5, 2) === 3.0
    @test_throws InexactError rust_add(2^31, 1)
end
