@testset "scalars" begin
    @test tuple_one((1.5,)) === (1.5,)
    @test tuple_one((2,)) === (2.0,)
    @test tuple_small((typemin(Int32), 127)) === (Int8(127), typemin(Int32))
    @test tuple_two((255, NaN)) === (NaN, 0xff)
    @test tuple_two((true, 1 // 4)) === (0.25, 0x01)
    @test tuple_eight((-128, typemax(UInt64), true, '😀', 1.5, -32768, 7, Inf)) ===
          (Inf, 7, Int16(-32768), 1.5f0, '😀', true, typemax(UInt64), Int8(-128))
    @test tuple_counts(3)[[1, 3, 4]] == (3, 3, ("nested", 3))
    @test tuple_counts(3)[2] isa Vector{Int} && tuple_counts(3)[4][2] isa Int
    too_large = UInt(typemax(Int)) + 1
    @test thrown(() -> tuple_counts(too_large)) == InexactError(:convert, Int, too_large)
    @test_throws InexactError tuple_small((2^31, 0))
    @test_throws InexactError tuple_small((0, 128))
    @test_throws MethodError tuple_small((1,))
    @test_throws MethodError tuple_small((1, 2, 3))
    @test_throws MethodError tuple_small([1, 2])
    @test_throws MethodError tuple_small(("1", 2))
    @test_throws MethodError tuple_small(nothing)
    @test thrown(() -> tuple_eight((1, 2, true, '\ud800', 1, 2, 3, 4))) isa ArgumentError
    value = (1, 2)
    @test allocated(tuple_small, (value,)) == 0
    @test (@inferred tuple_small((1, 2))) === (Int8(2), Int32(1))
end

@testset "text" begin
    @test tuple_text((SubString("xöy", 2, 4), GenericString("g"), 'ß')) == ("öyg", "static", 'ß')
    for text in texts
        @test tuple_text((text, "z", 'ß')) == (text * "z", "static", 'ß')
    end
    @test message(() -> tuple_text(("\xff", "", 'a'))) ==
          "ArgumentError: argument `value` is not valid UTF-8"
    @test thrown(() -> tuple_text(("", "\xff", 'a'))) isa ArgumentError
end

@testset "options" begin
    @test tuple_options((1, "x", 'y', true)) == (1, "x", 'y', true)
    @test tuple_options((nothing, nothing, nothing, nothing)) ===
          (nothing, nothing, nothing, nothing)
    @test tuple_options((nothing, "", nothing, false)) == (nothing, "", nothing, false)
    @test tuple_option((1, "x", 2.5)) == (1, "x", 2.5)
    @test tuple_option(nothing) === nothing
    @test_throws InexactError tuple_option((1.5, "x", 2.5))
    @test thrown(() -> tuple_option((1, "\xff", 2.5))) isa ArgumentError
    values = UInt16[1, 2]
    @test tuple_option_of_options((1, "x", values)) == (1, "x", values)
    @test tuple_option_of_options((nothing, nothing, UInt16[])) == (nothing, nothing, UInt16[])
    @test tuple_option_of_options((typemin(Int), nothing, values)) ==
          (typemin(Int), nothing, values)
    @test tuple_option_of_options(nothing) === nothing
end

@testset "arrays" begin
    large = rand(10_000)
    @test tuple_arrays((large, b"bytes", Int32[1, 2])) == (large, b"bytes", Int32[1, 2])
    @test tuple_arrays((Float64[], UInt8[], nothing)) == (Float64[], UInt8[], nothing)
    a, b = [0.0, 0.0], [1.0, 2.0]
    tuple_writes((a, b), [10.0, 20.0])
    @test a == [11.0, 22.0]
    for (value, also) in Any[((a, a), b), ((a, b), a), ((a, view(a, 1:1)), b)]
        @test occursin("share memory", thrown(() -> tuple_writes(value, also)).msg)
    end
    @test_throws ArgumentError tuple_writes((view(rand(4), 1:2:4), b), b)
end

@testset "nested" begin
    @test tuple_nested(((1, "x"), (2.5, (true, typemin(Int128))))) ===
          ((Int32(1), "x"), (2.5, (true, typemin(Int128))))
    @test tuple_result((1, "x"), true) == ("x", 1)
    @test thrown(() -> tuple_result((7, "x"), false)) == RustError("7", 7)
    @test tuple_both((1, Float32[1, 2]), 2) == (Float32[1, 2], 1)
    @test tuple_both((1, Float32[1, 2]), 1) === nothing
    @test thrown(() -> tuple_both((1, Float32[1, 2]), 0)) == RustError("zero", nothing)
end

@testset "objects" begin
    own, other = Counter(1), Counter(20)
    back, sum = tuple_of_objects((own, other, 300))
    @test (back.value, sum, other.value) === (Int64(1), Int64(321), Int64(20))
    @test occursin("gone", message(() -> own.value))
    @test occursin("passed twice", message(() -> tuple_of_objects((other, other, 1))))
    @test other.value === Int64(20)
    @test tuple_takes((Counter(1), "xy"), nothing) === Int64(3)
    @test tuple_takes((Counter(1), "xy"), (Counter(10), nothing)) === Int64(13)
    @test tuple_takes((Counter(1), "xy"), (Counter(10), Counter(100))) === Int64(113)
    # Nothing is taken if something is refused, in the call or before it.
    a, b, c = Counter(1), Counter(2), Counter(3)
    @test thrown(() -> tuple_takes((a, "\xff"), (b, c))) isa ArgumentError
    @test (a.value, b.value, c.value) === (Int64(1), Int64(2), Int64(3))
    d = Counter(4)
    finalize(d)
    a, b = Counter(1), Counter(2)
    @test thrown(() -> tuple_takes((a, ""), (b, d))) isa ArgumentError
    @test (a.value, b.value) === (Int64(1), Int64(2))
    @test occursin("passed twice", message(() -> tuple_takes((a, ""), (a, nothing))))
    tuple_bumps((a, b))
    @test (a.value, b.value) === (Int64(2), Int64(12))
    @test occursin("passed twice", message(() -> tuple_bumps((a, a))))
end

@testset "enums and structs of plain data" begin
    spot, pixel = Spot(1, 2), Pixel(true, Spot(3, 4), blue, 3, 4)
    @test tuple_items((Red, spot, pixel), (Green, spot)) === (pixel, spot, Red, Green)
    @test tuple_items((Red, spot, nothing), nothing) === (nothing, spot, Red, nothing)
    wrong = reinterpret(Colour, 0x07)
    for (first, second) in ((wrong, nothing), (Red, (wrong, spot)))
        @test occursin("is not a value of `Colour`",
                       message(() -> tuple_items((first, spot, nothing), second)))
    end
end

@testset "fields" begin
    pairs = C.Pairs((1, 2))
    @test pairs.range === (1.0, 2.0)
    pairs.range = (3, 4.5)
    @test pairs.range === (3.0, 4.5)
    @test pairs.named === nothing
    pairs.named = ("größer", 5)
    @test pairs.named == ("größer", 5)
    pairs.named = nothing
    @test pairs.named === nothing
    @test pairs.constant == ("constant", 7)
    @test_throws ErrorException pairs.constant = ("x", 1)
    @test_throws MethodError pairs.range = "text"
end
