# What is nested of others crosses in one piece of memory.

@testset "borrowed" begin
    @test nested_sum([[1.0, 2.0], [], [3.5]]) === 6.5
    @test nested_sum(Vector{Float64}[]) == 0
    @test nested_sum([1:3, view([4.5, 9.0], 1:1)]) === 10.5
    @test nested_sum(Any[Int8[1], (2.0:3.0)]) === 6.0
    @test nested_known([1, nothing, 0x02]) === 2
    map = Dict("a" => UInt16[1, 2], "b" => UInt16[])
    @test nested_lookup(map, "a") == UInt16[1, 2]
    @test nested_lookup(map, "c") === nothing
    @test nested_least(Dict(3 => "c", -1 => "a", 2 => "b")) == "a"
    @test nested_least(Dict{Int32,String}()) === nothing
    @test nested_shared(Set(["a", "b"]), Set([SubString("xb", 2), "c"])) === 1
    @test nested_front([('ß', true), ('a', false)]) === ('ß', true)
    @test nested_front(Tuple{Char,Bool}[]) === nothing
    @test nested_borrowed(nothing) === -1.0
    @test nested_borrowed(Dict("a" => 1, "b" => 0.5)) === 1.5
    @test nested_text([("a", "b"), (SubString("xyz", 2), nothing)]) == "abyz-"
    @test nested_words("ab ac b") == Dict("a" => ["ab", "ac"], "b" => ["b"])
end

value_in(option) = option === nothing ? :none : value_in(something(option), option)
value_in(value, ::Some) = value

@testset "options of options" begin
    for (value, wanted) in ((nothing, :none), (Some(nothing), nothing), (Some(7), Int32(7)))
        @test value_in(nested_twice(value)) === wanted
        @test value_in(nested_checked(value, true)) === wanted
        @test thrown(() -> nested_checked(value, false)) == RustError("7", 0x07)
    end
    @test nested_thrice(nothing) === nothing
    @test something(nested_thrice(Some(nothing))) === nothing
    @test something(something(nested_thrice(Some(Some(nothing))))) === nothing
    @test something(something(nested_thrice(Some(Some("größer"))))) == "größer"
    @test nested_twice_beside((1, nothing)) === (nothing, 0x01)
    (twice, number) = nested_twice_beside((2, Some(Spot(1, 2))))
    @test something(twice) === Spot(1, 2) && number === 0x02
    each = nested_twice_each([nothing, Some(nothing), Some(true)])
    @test map(value_in, each) == [:none, nothing, true]
    @test_throws MethodError nested_twice(7)
end

@testset "deep" begin
    for value in (
        nothing, (nothing, []), ((1, nothing), [true, nothing]), ((255, "größer 😀"), [nothing]))
        @test isequal(nested_deep(value), value)
    end
    all = [
        (true, typemin(Int8), typemax(UInt64), NaN32, '😀', "c", "größer", typemax(UInt128)),
        (false, typemax(Int8), 0, -0.0f0, '\0', "", "", nothing)]
    @test isequal(nested_all(all), all)
    pixels = [Pixel(true, Spot(Inf, -0.0), blue, typemax(UInt16), typemin(Int8))]
    named = Dict(
        (-128, 'ß') => [(nothing, Red, pixels), (Spot(1, 2), blue, Pixel[])], (0, 'a') => [])
    @test isequal(nested_named(named), named)
    cube = [[[rand(Bool, 3) for _ in 1:2] for _ in 1:3], []]
    @test nested_cube(cube) == cube
    @test nested_hasher(Dict(i => i + 1 for i in 0:254)) == Dict(i => i + 1 for i in 0:254)
    counts = Dict(0 => [[1, 2], Int[]], typemax(Int) => [[typemax(Int)]])
    @test nested_counts(counts) == counts
    @test typeof(nested_counts(counts)) === typeof(counts)
    @test_throws InexactError nested_counts(Dict(-1 => []))
    @test_throws InexactError nested_counts(Dict(1 => [[-1]]))
    @test isequal(nested_huge(UInt(2)^63), [nothing, typemax(Int)])
    @test_throws InexactError nested_huge(0)
    @test nested_many(10_000) == Dict(i => i / 2 for i in 0:9999)
    @test nested_sum(fill(collect(1.0:1000.0), 1000)) === 500_500_000.0
end

@testset "objects" begin
    before = settled_counters()
    counters = nested_counters(5)
    @test map(counter -> counter === nothing ? -1 : counter.value, counters) == [0, -1, 2, -1, 4]
    (counter, number) = nested_named_counters()["one"]
    @test counter.value == 1 && number === 0x02
    foreach(each -> each === nothing || finalize(each), counters)
    finalize(counter)
    @test settled_counters() == before
end

# Its conversion changes the array that it is in.
struct Shrinking <: Real
    array::Vector{Any}
end
Base.convert(::Type{Float64}, number::Shrinking) = (resize!(number.array, 1); 1.0)

@testset "refused" begin
    @test_throws MethodError nested_sum(1.0)
    @test_throws MethodError nested_lookup([1 => 2], "a")
    @test_throws MethodError nested_shared(["a"], Set(["a"]))
    @test message(() -> nested_sum([[1.0], nothing])) ==
          "ArgumentError: cannot pass a value of type Nothing where Rust takes " *
          "$(AbstractArray{Float64})"
    @test message(() -> nested_known([1, "a"])) ==
          "ArgumentError: cannot pass a value of type String where Rust takes Int64"
    @test message(() -> nested_text([("a",)])) ==
          "ArgumentError: cannot pass a value of type Tuple{String} where Rust takes " *
          "$(Tuple{String,Union{Nothing,String}})"
    @test message(() -> nested_lookup(Dict(1 => UInt16[]), "a")) ==
          "ArgumentError: cannot pass a value of type Int64 where Rust takes String"
    @test_throws InexactError nested_known([1, 2.5])
    @test_throws InexactError nested_lookup(Dict("a" => [70_000]), "a")
    @test message(() -> nested_text([("a", "\xff")])) ==
          "ArgumentError: argument `words` has an element that is not valid UTF-8"
    @test message(() -> nested_all([(true, 1, 2, 3, 'a', "\0", "", nothing)])) ==
          "ArgumentError: argument `value` has an element with a NUL in it"
    @test message(() -> nested_front([('\ud800', true)])) ==
          "ArgumentError: argument `values` has an element that is not a Unicode scalar value"
    flags = [true, true]
    GC.@preserve flags unsafe_store!(Ptr{UInt8}(pointer(flags)), 0x02)
    @test message(() -> nested_cube([[[flags]]])) ==
          "ArgumentError: argument `value` has an element that is neither `true` nor `false`"
    unknown = reinterpret(Colour, 0x05)
    @test message(() -> nested_named(Dict((0, 'a') => [(nothing, unknown, [])]))) ==
          "ArgumentError: argument `value` is not a value of `Colour`"
    array = Any[]
    append!(array, [Shrinking(array), Shrinking(array), Shrinking(array)])
    @test nested_sum([array]) === 1.0
end

# The code of a caller's type can change an array while it is written: Rust reads what is there.
const shrinking = Any[]
struct Shrinks <: Real end
Base.convert(::Type{Bool}, ::Shrinks) = (empty!(shrinking); true)

@testset "what shrinks while it is passed" begin
    append!(shrinking, [Some(Shrinks()), Some(Shrinks()), Some(Shrinks())])
    @test length(nested_twice_each(shrinking)) === 1
end
