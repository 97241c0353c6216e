# Arrays of fixed length are tuples, complex numbers are those of Julia.

const Point = NTuple{3,Float64}
const tile = Tile(
    (true, false, true), ((1, 2), (3, 4), (-0.0, Inf)), (blue, Red), (Spot(1, 2), Spot(3, 4)),
    1.0 - 2.0im, (typemax(UInt),))

@testset "any sequence" begin
    for point in (
        (1.0, 2.0, 3.5), (1, 0x02, 3.5f0), [1.0, 2.0, 3.5], Any[1, 2//1, 3.5],
        view([0, 1, 2, 3.5], 2:4), 1.0:1.25:3.5, reshape([1, 2, 3.5], 3, 1))
        wanted = sum(point)
        @test fixed_sum(point) === Float64(wanted)
        @test fixed_borrowed(point) === Tuple(map(Float64, vec(collect(point))))
    end
    @test fixed_optional([true, true]) && !fixed_optional((true, false)) && !fixed_optional(nothing)
    @test fixed_text(["a", SubString("xb", 2)]) == fixed_text(("a", "b")) == "ab"
    @test fixed_words(("a", "b")) == "a b"
    grid = AtGrid([[0, 1], (2, 3), 0x04:0x05], nothing)
    @test grid.plain === ((0x00, 0x01), (0x02, 0x03), (0x04, 0x05))
    grid.plain = [(9, 8), [7, 6], (5, 4)]
    @test grid.plain === ((0x09, 0x08), (0x07, 0x06), (0x05, 0x04))
    @test at_echo(AtSizes, [1, 2]) === (1, 2)
    @test fixed_dot((1.0f0, 2.0f0), (3.0f0, 4.0f0)) === 11.0f0
    @test fixed_dot([1.0, 2.0], (3.0, 4.0)) === 11.0
    @test_throws MethodError fixed_dot((1, 2), (3, 4))
end

# An array that says another length than it has.
struct Lying <: AbstractVector{Float64}
    says::Int
    has::Int
end
Base.size(lying::Lying) = (lying.says,)
Base.getindex(lying::Lying, i::Int) = 1.0
Base.iterate(lying::Lying, i = 1) = i > lying.has ? nothing : (1.0, i + 1)

@testset "refused" begin
    for wrong in ((), (1.0,), [1.0, 2.0], 1:4, zeros(2, 2))
        @test message(() -> fixed_sum(wrong)) ==
              "ArgumentError: Rust takes 3 elements here, but this $(typeof(wrong)) has " *
              "$(length(wrong))"
    end
    @test message(() -> fixed_sum(Lying(3, 2))) ==
          "ArgumentError: Rust takes 3 elements here, but this $Lying has 2"
    @test message(() -> fixed_sum(Lying(3, 5))) ==
          "ArgumentError: Rust takes 3 elements here, but this $Lying has 4"
    @test message(() -> fixed_text(("a",))) ==
          "ArgumentError: Rust takes 2 elements here, but this Tuple{String} has 1"
    @test message(() -> fixed_map(Dict("a" => [1, nothing, 3]))) ==
          "ArgumentError: Rust takes 2 elements here, but this " *
          "$(Vector{Union{Int,Nothing}}) has 3"
    @test message(() -> at_echo(AtGrid, ((1, 2), (3, 4), (5,)))) ==
          "ArgumentError: Rust takes 2 elements here, but this Tuple{$Int} has 1"
    @test message(() -> at_echo(AtGrid, (1, 2, 3))) ==
          "ArgumentError: cannot pass a value of type $Int where Rust takes $(NTuple{2,UInt8})"
    @test message(() -> fixed_sum((1.0, 2.0, "3"))) ==
          "ArgumentError: cannot pass a value of type String where Rust takes Float64"
    @test_throws InexactError at_echo(AtGrid, ((1, 2), (3, 4), (5, 256)))
    @test_throws InexactError at_echo(AtSizes, (1, -1))
    @test_throws MethodError fixed_sum(1.0)
    @test_throws MethodError fixed_sum("abc")
    @test_throws InexactError fixed_huge(0)
    @test fixed_huge(UInt(2)^63)[2] === (0, typemax(Int))
    flags = [(true, false), (false, false)]
    GC.@preserve flags unsafe_store!(Ptr{UInt8}(pointer(flags)), 0x02, 3)
    @test message(() -> fixed_flags(flags)) ==
          "ArgumentError: argument `flags` has an element that is neither `true` nor `false`"
    @test message(() -> fixed_optional(flags[2])) ==
          "ArgumentError: argument `point` has an element that is neither `true` nor `false`"
    unknown = reinterpret(Colour, 0x05)
    @test message(() -> fixed_colours([(Red, unknown)])) ==
          "ArgumentError: argument `colours` has an element that is not a value of `Colour`"
    wrong = Tile(tile.flags, tile.corners, (Red, unknown), tile.spots, tile.weight, tile.sizes)
    @test message(() -> fixed_tile(wrong)) ==
          "ArgumentError: argument `tile` is not a value of `Tile`"
    tiles = [tile, wrong]
    @test message(() -> fixed_tiles(tiles)) ==
          "ArgumentError: argument `tiles` has an element that is not a value of `Tile`"
    tiles[2] = tile
    @test fixed_tiles(tiles) == tiles
    GC.@preserve tiles unsafe_store!(Ptr{UInt8}(pointer(tiles, 2)), 0x02, 3)
    @test message(() -> fixed_tiles(tiles)) ==
          "ArgumentError: argument `tiles` has an element that is not a value of `Tile`"
end

@testset "in values" begin
    @test fieldtype(Tile, :corners) === NTuple{3,NTuple{2,Float32}}
    @test fieldtype(Tile, :sizes) === Tuple{UInt}
    @test fixed_tile(tile) === tile
    @test fixed_tiles(fill(tile, 100)) == fill(tile, 100)
end

@testset "without a copy" begin
    rows = [(1.0, 2.0, 3.0), (4.0, 5.0, 6.0)]
    @test fixed_address(rows) === Ptr{Float64}(pointer(rows))
    @test fixed_address(view(rows, 2:2)) === Ptr{Float64}(pointer(rows, 2))
    matrix = collect(reshape(1.0:6.0, 3, 2))
    columns = reinterpret(Point, vec(matrix))
    @test fixed_address(columns) === pointer(matrix)
    fixed_scale(columns, 2)
    @test matrix == 2 .* reshape(1.0:6.0, 3, 2)
    fixed_scale(rows, -1)
    @test rows == [(-1.0, -2.0, -3.0), (-4.0, -5.0, -6.0)]
    @test fixed_made(2) == [(0.0, 0.5, -1.0), (1.0, 0.5, -1.0)]
    many = fixed_made(100_000)
    @test many isa Vector{Point} && many[end] === (99_999.0, 0.5, -1.0)
    @test (@allocated fixed_made(100_000)) < 100_000
    @test message(() -> fixed_address([1.0, 2.0, 3.0])) ==
          "ArgumentError: the elements of this $(Vector{Float64}) are not of the type $Point, " *
          "which Rust takes: pass an `Array` that `collect($Point, array)` makes of it"

    numbers = [1.0 + 2.0im, 3.0 - 0.0im]
    @test complex_address(numbers) === Ptr{Float64}(pointer(numbers))
    @test complex_made(2) == [-0.5im, 1 - 0.5im]
    @test (@allocated complex_made(100_000)) < 100_000
    short = ComplexF32[1 + 2im, 3 - 4im]
    complex_conjugate(short)
    @test short == [1 - 2im, 3 + 4im]
    @test message(() -> complex_conjugate(numbers)) ==
          "ArgumentError: the elements of this $(Vector{ComplexF64}) are not of the type " *
          "$ComplexF32, which Rust takes: pass a copy, `copy = collect($ComplexF32, array)`, and " *
          "read from it what Rust wrote"
end

@testset "allocates nothing" begin
    @test allocated(fixed_sum, ((1.0, 2.0, 3.0),)) == 0
    @test allocated(fixed_borrowed, ((1.0, 2.0, 3.0),)) == 0
    @test allocated(number -> at_echo(AtComplex64, number), (1.0 + 2.0im,)) == 0
    @test allocated(number -> at_option(AtComplex32, number), (1.0f0 + 2.0f0im,)) == 0
    @test allocated(complex_total, ([1.0 + 2.0im],)) == 0
end

@testset "nested" begin
    @test fixed_map(Dict("a" => (1, nothing))) == Dict("a" => (1, nothing))
    rows = [[(1.0f0, -0.0f0)], [], fill((2.0f0, 3.0f0), 300)]
    @test isequal(fixed_rows(rows), rows)
    @test fixed_counts([(0, typemax(Int)), [1, 2]]) == [(0, typemax(Int)), (1, 2)]
    @test fixed_counts([(1, 2)]) isa Vector{NTuple{2,Int}}
    @test fixed_colours([(Red, blue)]) == [(Red, blue)]
    (one, two) = fixed_counters(7)
    @test one.value == 7 && two.value == 8
    map = Dict(1 => [(1 - 2im, nothing), (0.5, ComplexF32(3, -0.0))], 2 => [])
    @test isequal(complex_nested(map), map)
    @test complex_lists([[1 + 2im], ComplexF64[], [3, 4.5]]) == [[1 + 2im], [], [3, 4.5]]
end

@testset "complex numbers" begin
    for number in (1, 0x02, -3.5f0, 1//2, 2im, true, 1.0 - 2.0im)
        @test at_echo(AtComplex64, number) === ComplexF64(number)
        @test at_option(AtComplex32, number) === ComplexF32(number)
    end
    @test_throws MethodError at_echo(AtComplex64, "1")
    object = AtComplex64(1, nothing)
    object.plain = 2im
    object.maybe = 3
    @test object.plain === 2.0im && object.maybe === 3.0 + 0im
    @test complex_total([1.0 + 2im, 3.0 - 5im]) === 4.0 - 3.0im
    @test complex_total(ComplexF32[1 + 2im]) === 1.0f0 + 2.0f0im
end
