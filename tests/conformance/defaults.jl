using REPL  # it has `Base.Docs.doc` since Julia 1.11

@testset "literals" begin
    @test default_numbers(1) == [1, -3, 1.5, 255]
    @test default_numbers(1, 2) == [1, 2, 1.5, 255]
    @test default_numbers(1, 2; wide = 3, scale = 4) == [1, 2, 4, 3]
    @test default_numbers(1; scale = 4) == [1, -3, 4, 255]
    @test_throws MethodError default_numbers()
    @test_throws MethodError default_numbers(1, 2, 3)
    @test_throws InexactError default_numbers(1, 2.5)
    @test default_literals() == "a\$\"\n b ' true None Some(5) true"
    @test default_literals("x", "y", 'z', false, 1, nothing, 2) ==
        "x y z false Some(1) None false"
    @test allocated(default_numbers, (1.0, 2)) == allocated(default_numbers, (1.0,))
    @test (@inferred default_numbers(1)) isa Vector{Float64}
    @test (@inferred (() -> default_numbers(1.0; scale = 2.0))()) isa Vector{Float64}
end

@testset "what Rust evaluates" begin
    @test default_in_all_hosts(1.5) == "1.5 32 a"
    @test default_in_all_hosts(1.5, 2; name = "b") == "1.5 2 b"
    first = default_counted()
    @test default_counted() == first + 1
    @test default_counted(100) == 100
    @test default_counted(nothing) == first + 2
    @test (@inferred default_counted()) isa UInt32
    panic = try
        default_that_panics(true)
    catch problem
        problem
    end
    @test panic isa RustPanic
    @test panic.message == "no default"
    @test default_that_panics(false, 3) == 3
    @test default_borrowed() == [1, 2]
    @test default_borrowed([1.0, 5.0, 6.0], [1.0]) == [1, 5]
    @test default_borrowed(; name = "ab") == [1.0]
    @test default_dials() == 16
    @test default_dials(Dial(1), Dial(2)) == 3
    dial = Dial()
    @test default_dials(dial) == 12
    @test_throws ArgumentError default_dials(dial, dial)
end

@testset "keywords" begin
    @test_throws UndefKeywordError required_keyword()
    @test required_keyword(required = 3) == 6
    @test required_keyword(; other = 5, required = 3) == 15
    dial = Dial()
    @test dial.value == 7
    @test turn(dial) == 8
    @test turn(dial, 2; times = 3) == 14
    @test (@inferred (each -> turn(each; times = 1))(dial)) == 15
end

@testset "docstrings" begin
    docs(f) = string(Base.Docs.doc(f))
    @test occursin("turn(self::Dial, by::Int64 = 1; times::Int64 = 1) -> Int64", docs(turn))
    @test occursin("default_counted(n::UInt32 = next_number()) -> UInt32", docs(default_counted))
    @test occursin("required_keyword(; required::Int64, other::Int64 = 2)", docs(required_keyword))
    @test occursin("none::Union{Int32, Nothing} = None", docs(default_literals))
end
