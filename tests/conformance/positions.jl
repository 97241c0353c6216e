# Each kind in each position, with the values at its edges.
const pixels = [
    Pixel(true, Spot(Inf, -0.0), blue, typemax(UInt16), typemin(Int8)),
    Pixel(false, Spot(-Inf, 5.0e-324), Red, 0, 127)]

const figures = Figure[
    Disc(Inf), Rect(-0.0, 5.0e-324), Labelled("größer 😀", blue), Outline([(1, 2)], nothing), Void()]

# With the names that those of a package without Dates have.
using .Conformance._prebind.Dates: Date, DateTime, Nanosecond
const spans = map(Nanosecond, [0, 1, 999_999_999, 9_223_372_035_999_999_999])
const points = [
    DateTime(1970), DateTime(1969, 12, 31, 23, 59, 59, 999), DateTime(2026, 11, 27, 1, 2, 3, 4),
    DateTime(-290000), DateTime(290000)]

const kinds = Any[
    [at => edges(T) for (at, T) in (
        AtI8 => Int8, AtI16 => Int16, AtI32 => Int32, AtI64 => Int64, AtI128 => Int128,
        AtIsize => Int, AtU8 => UInt8, AtU16 => UInt16, AtU32 => UInt32, AtU64 => UInt64,
        AtU128 => UInt128, AtF32 => Float32, AtF64 => Float64)]
    AtUsize => counts
    AtBool => [true, false]
    AtChar => ['\0', 'a', 'ß', '\ud7ff', '\ue000', '😀', '\U10ffff']
    AtString => texts
    AtBoxedStr => texts
    AtCString => filter(text -> !('\0' in text), texts)
    AtCow => texts
    AtArcStr => texts
    AtRcStr => texts
    AtPathBuf => [texts; "/tmp/\xff\xfe"]
    AtOsString => [texts; "\xff"]
    AtCows => [String[], texts]
    AtPaths => [String[], [texts; "\xff"]]
    AtPathMap => [
        Dict{String,Union{String,Nothing}}(),
        Dict{String,Union{String,Nothing}}("a" => "\xff", "\xfe" => nothing)]
    AtVec => [Float64[], edges(Float64), collect(1.0:2000.0)]
    AtBoxed => [UInt16[], edges(UInt16)]
    AtBools => [Bool[], [true, false], trues(5000) .| false]
    AtStrings => [String[], texts]
    AtBoxedStrings => [String[], texts, ["", "\0"]]
    AtEnum => collect(instances(Colour))
    AtValue => [Spot(1, 2), Spot(-0.0, Inf)]
    AtWideValue => pixels
    AtEnums => [Colour[], collect(instances(Colour))]
    AtValues => [Pixel[], pixels, repeat(pixels, 200)]
    AtBoxedValues => [Spot[], fill(Spot(1, 2), 1000)]
    AtPair => [(typemin(Int32), ""), (typemax(Int32), "größer 😀")]
    AtNested => [Vector{Float64}[], [edges(Float64), [], [1.0]], fill(collect(1.0:300.0), 50)]
    AtOptions => [Union{Int64,Nothing}[], [nothing, edges(Int64)..., nothing]]
    AtDeque => [UInt16[], edges(UInt16)]
    AtHashSet => [Set{String}(), Set(texts)]
    AtBTreeSet => [Set{Tuple{Char,Int128}}(), Set(zip(edges(Char), edges(Int128)))]
    AtHashMap => [
        Dict{String,Union{Float64,Nothing}}(),
        Dict(text => isodd(length(text)) ? nothing : 0.5 for text in texts)]
    AtBTreeMap => [
        Dict{UInt8,Vector{Tuple{Spot,Bool}}}(),
        Dict(0x00 => [], 0xff => [(Spot(1, 2), true), (Spot(-0.0, Inf), false)])]
    AtFixed => [(0.0, -0.0, 5.0e-324), (Inf, -Inf, NaN)]
    AtGrid => [((0x00, 0x01), (0xff, 0x7f), (0x80, 0x02))]
    AtFlags => [(true, false), (false, true)]
    AtSizes => [(0, typemax(Int)), (1, 0)]
    AtTexts => [("", "größer 😀"), ("\0", "x"^1000)]
    AtFixedValues => [(Spot(1, 2), Spot(-0.0, Inf))]
    AtRows => [NTuple{3,Float64}[], [(1.0, -0.0, Inf)], fill((1.5, 2.5, 3.5), 1000)]
    AtValueRows => [NTuple{2,Spot}[], fill((Spot(1, 2), Spot(-0.0, Inf)), 500)]
    AtComplex32 => [ComplexF32(x, y) for x in (0, -0.0, Inf, floatmax(Float32)) for y in (1, -Inf)]
    AtComplex64 => [complex(x, y) for x in edges(Float64) for y in (-0.0, NaN, 5.0e-324)]
    AtComplexes => [ComplexF64[], [1.0 - 2.0im, complex(NaN, -0.0)], fill(complex(1.0, 2.0), 1000)]
    AtComplexPair => [(1.0f0 - 2.0f0im, ComplexF32(Inf, -0.0))]
    AtDuration => spans
    AtSystemTime => points
    AtDurations => [Nanosecond[], spans]
    AtTimes => [
        Dict{String,Tuple{DateTime,Union{Nanosecond,Nothing}}}(),
        Dict{String,Tuple{DateTime,Union{Nanosecond,Nothing}}}(
            "a" => (last(points), nothing), "b" => (first(points), last(spans)))]
    AtTagged => figures
    AtTaggeds => [Figure[], figures, fill!(Vector{Figure}(undef, 2000), Disc(1))]
    AtBoxedTaggeds => [Figure[], figures]
    AtNestedTaggeds => [
        Dict{String,Union{Figure,Nothing}}(),
        Dict{String,Union{Figure,Nothing}}("" => nothing, "void" => Void(), "disc" => Disc(1))]
]

@testset "$at" for (at, values) in kinds
    for value in values
        @test isequal(at_echo(at, value), value)
        @test typeof(at_echo(at, value)) === typeof(at_option(at, value))
        @test isequal(at_option(at, value), value)
        @test isequal(at_result(at, value, true), value)
        @test thrown(() -> at_result(at, value, false)) == RustError("not good", nothing)
        @test isequal(at_both(at, value, true), value)
        @test thrown(() -> at_both(at, value, false)) == RustError("not good", nothing)
        @test isequal(at_tuple(at, (255, value)), (value, 0xff))
        @test isequal(at_option_tuple(at, (value, 1)), (0x01, value))
        object = at(value, nothing)
        @test isequal(object.plain, value)
        @test object.maybe === nothing
        object.maybe = value
        @test isequal(object.maybe, value)
        object.plain = first(values)
        @test isequal(object.plain, first(values))
        object.maybe = nothing
        @test object.maybe === nothing
        @test isequal(at(value, value).maybe, value)
    end
    @test at_option(at, nothing) === nothing
    @test at_both(at, nothing, true) === nothing
    @test at_option_tuple(at, nothing) === nothing
    @test at_option_tuple(at, (nothing, 2)) === (0x02, nothing)
end
