@testset "what Rust borrows or copies" begin
    @test length_of("höhe") == 5
    @test length_of(SubString("abc", 2)) == 2
    @test sum_lent([1.0, 2.5]) == 3.5
    @test sum_lent(Float64[]) == 0
    @test joined_lent(["a", "b"], "-") == "a-b"
    @test stem_of("a/b.txt") == "b"
    @test stem_of("/") === nothing
    @test below_path("a", "b") == joinpath("a", "b")
    @test kept_text("abc", "d") == "ABCd"
    @test_throws ArgumentError length_of("\xff")
    @test_throws ArgumentError sum_lent([1, 2])
    @test (@inferred below_path("a", "b")) isa String
end

@testset "what Rust converts" begin
    @test greeted("ab", 3) == "ababab"
    @test greeted("ab", nothing) == "abab"
    @test all_doubled([1.0, 2.0], 1) == [3.0, 5.0]
    @test as_float(3) === 3.0
    @test as_float(1 // 2) === 0.5
    @test repeated_bound("a") == "aa"
    @test repeated_bound("a", 3) == "aaa"
    @test_throws InexactError repeated_bound("a", -1)
end

@testset "what Rust iterates over" begin
    @test total_length(["a", "bc"]) == 3
    @test sum_yielded([1.0, 2.5]) == 3.5
    @test_throws ArgumentError sum_yielded(1:3)
    @test sum_borrowed([1.0, 2.5]) == 3.5
    @test reversed_pairs([("a", 1), ("b", nothing)]) == ["bNone/2", "aSome(1)/2"]
    @test first_two([1, 2, 3]) == (1, 2)
    @test first_two(Int[]) == (nothing, nothing)
end

@testset "what Rust calls" begin
    @test applied(sqrt, 4) == 4
    seen = Int[]
    @test applied_all(i -> push!(seen, i), i -> -i, i -> 2i) == 5
    @test seen == [1, 2, 3]
    @test_throws DomainError applied(sqrt, -1)
end

@testset "type parameters with and without instances" begin
    @test scaled_named(2.0, "x") == "x=4"
    @test scaled_named(0.5f0, "x") == "x=0.25"
    @test_throws MethodError scaled_named(1, "x")
end

@testset "of methods" begin
    bag = of_names(Bag, ["a", "b"])
    @test put(bag, "c") == 3
    @test joined_names(bag, "+") == "a+b+c"
    @test emptied_bag(bag) == ["a", "b", "c"]
    @test_throws ArgumentError put(bag, "d")
end
