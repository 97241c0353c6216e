using LinearAlgebra  # for the adjoint of a matrix

# What helps where Rust cannot have an array: not to lose what it writes.
advice(writes, call) =
    writes ? "pass a copy, `copy = $call`, and read from it what Rust wrote" :
    "pass an `Array` that `$call` makes of it"

same(a, b) = typeof(a) === typeof(b) && isequal(a, b)

array_echoes(type, T) = @testset "$type" begin
    for values in (T[], edges(T), repeat(edges(T), 3000))
        for kind in (:slice, :vector, :boxed)
            @test same(rust(kind, type)(values), values)
        end
        option, both = rust(:option_slice, type), rust(:both_vector, type)
        @test same(option(1, values, 2.5, nothing), values)
        @test same(option(0, nothing, 2.5, values), values)
        @test option(1, nothing, 2.5, values) === nothing
        @test option(0, values, 2.5, nothing) === nothing
        @test option(1, values, 0, values) === nothing
        @test same(both(values, true), values)
        @test both(nothing, true) === nothing
        @test thrown(() -> both(values, false)) == RustError("not true", nothing)
        @test thrown(() -> both(nothing, false)) == RustError("not false", nothing)
        copy = Base.copy(values)
        @test rust(:reverse, type)(copy) === nothing
        @test same(copy, reverse(values))
    end
    for kind in (:slice, :vector, :boxed, :reverse)
        @test_throws MethodError rust(kind, type)(nothing)
        @test_throws MethodError rust(kind, type)(first(edges(T)))
        for other in Any[Any[first(edges(T))], Complex{Int}[1], view(Any[1], 1:1)]
            @test message(() -> rust(kind, type)(other)) ==
                  "ArgumentError: the elements of this $(typeof(other)) are not of the type " *
                  "$T, which Rust takes: " * advice(kind === :reverse, "collect($T, array)")
        end
    end
end

for (type, T) in pairs(numbers)
    array_echoes(type, T)
end
array_echoes(:bool, Bool)

@testset "usize" begin
    for values in (Int[], counts, repeat(counts, 3000), UInt[7, 8])
        for kind in (:slice, :vector, :boxed)
            @test same(rust(kind, :usize)(values), Int.(values))
        end
        @test same(option_slice_usize(1, values, 2.5, nothing), Int.(values))
        @test same(both_vector_usize(values, true), Int.(values))
    end
    @test option_slice_usize(1, nothing, 2.5, [1]) === nothing
    @test same(vector_usize(3:5), [3, 4, 5])
    GC.@preserve counts @test C.address_of_counts(counts) == UInt(pointer(counts))
    large = fill(UInt(5), 3000)
    large[2999] = typemax(UInt)
    for kind in (:slice, :vector, :boxed)
        call = rust(kind, :usize)
        @test thrown(() -> call([1; no_counts])) == InexactError(:convert, UInt, no_counts[1])
        @test thrown(() -> call([typemax(UInt)])) == InexactError(:convert, Int, typemax(UInt))
        @test thrown(() -> call(large)) == InexactError(:convert, Int, typemax(UInt))
        for other in Any[[1.0], Int32[1], Any[1]]
            @test message(() -> call(other)) ==
                  "ArgumentError: the elements of this $(typeof(other)) are not of the type " *
                  "$Int, which Rust takes: " * advice(false, "collect($Int, array)")
        end
    end
    # Rust could write any number.
    values = UInt[1, 2, 3]
    @test reverse_usize(values) === nothing
    @test values == [3, 2, 1]
    @test message(() -> reverse_usize([1, 2])) ==
          "ArgumentError: the elements of this $(Vector{Int}) are not of the type $UInt, which " *
          "Rust takes: " * advice(true, "collect($UInt, array)")
end

@testset "ten million elements" begin
    values = collect(1.0:1e7)
    @test slice_f64(values) == values
    @test vector_f64(values) == values
    C.reverse_f64(values)
    @test values == 1e7:-1.0:1.0
    flags = rand(Bool, 10^7)
    @test vector_bool(flags) == flags
end

@testset "whatever lies in one piece goes in as it is" begin
    matrix = reshape(collect(1.0:24.0), 2, 3, 4)
    pieces = Any[
        matrix, view(matrix, :, :, 2:3), view(matrix, 2:2, 3:3, 4:4), view(matrix, 1:2, 1:1, 1:1),
        reshape(matrix, 24), reshape(view(matrix, :, :, 1), 6),
        reinterpret(Float64, collect(reinterpret(UInt64, vec(matrix)))),
        view([1.5], 1), fill(2.5), view(vec(matrix), 3:7)]
    for piece in pieces
        GC.@preserve piece @test slice_address(piece) == UInt(pointer(piece))
        @test slice_f64(piece) == vec(collect(piece))
        expected = 2 .* vec(collect(piece))
        slice_scale(piece, 2)
        @test vec(collect(piece)) == expected
    end
    # Memory that Rust made goes back in like any other.
    made = vector_made(5000, 0)
    GC.@preserve made @test slice_address(made) == UInt(pointer(made)) == vector_last_address()
end

@testset "what does not is refused" begin
    matrix = reshape(collect(1.0:24.0), 4, 6)
    before = copy(matrix)
    for scattered in Any[
        view(matrix, 1:2, :), view(matrix, :, 1:2:5), view(matrix, 24:-1:1),
        view(matrix, [1, 2, 3]), matrix', 1.0:3.0, view(matrix, 2, :)]
        for call in (slice_f64, slice_sum, C.reverse_f64)
            error = thrown(() -> call(scattered))
            @test error isa ArgumentError
            @test occursin("does not lie in memory in one piece", error.msg)
            @test endswith(error.msg, advice(call === C.reverse_f64, "collect(array)"))
        end
        # What Rust gets as its own may be collected first.
        @test vector_f64(scattered) == vec(collect(scattered))
        @test C.boxed_f64(scattered) == vec(collect(scattered))
    end
    @test matrix == before
    @test thrown(() -> slice_bool(trues(3))) isa ArgumentError
    @test vector_bool(trues(3)) == trues(3)
    for other in Any[[1, 2], Float32[1], Any[1.0], 1:2]
        @test occursin("`collect(Float64, array)`", thrown(() -> slice_f64(other)).msg)
        @test slice_f64(collect(Float64, other)) == other
        @test endswith(thrown(() -> slice_scale_maybe(other, 1)).msg,
                       advice(true, "collect(Float64, array)"))
    end
    @test_throws MethodError vector_f64("text")
end

@testset "Rust's slices are aligned" begin
    bytes = zeros(UInt8, 100)
    at(offset, T, count) = reinterpret(T, view(bytes, 1+offset:offset+count*sizeof(T)))
    for offset in 0:9
        piece = at(offset, Float64, 4)
        pieces = Any[
            piece, reshape(piece, 2, 2), view(piece, 2:3), view(reshape(piece, 2, 2, 1), :, :, 1)]
        GC.@preserve bytes for piece in pieces
            is_aligned = UInt(pointer(piece)) % 8 == 0
            calls = Any[
                slice_f64, vector_f64, C.boxed_f64, C.reverse_f64, slice_sum,
                x -> slice_scale_maybe(x, 1.0), x -> both_vector_f64(x, true)]
            for call in calls
                if is_aligned
                    @test thrown(() -> call(piece)) === nothing
                else
                    @test message(() -> call(piece)) ==
                          "ArgumentError: this $(typeof(piece)) does not lie at a multiple of " *
                          "8 bytes, as Rust needs it: " *
                          advice(call in (C.reverse_f64, calls[6]), "collect(array)")
                    @test thrown(() -> call(collect(piece))) === nothing
                end
            end
        end
        # Without elements there is no address.
        @test slice_sum(at(offset, Float64, 0)) == 0.0
        @test thrown(() -> C.reverse_f64(at(offset, Float64, 0))) === nothing
        @test slice_u8(at(offset, UInt8, 3)) == zeros(UInt8, 3)
        @test (thrown(() -> slice_u16(at(offset, UInt16, 3))) === nothing) == iseven(offset)
    end
end

@testset "what looks at a parent that was resized" begin
    parent = collect(1.0:1000.0)
    piece = view(parent, 1:1000)
    bytes = view(reinterpret(UInt8, parent), 1:8000)
    resize!(parent, 10)
    for call in (
        () -> slice_f64(piece), () -> vector_f64(piece), () -> slice_scale(piece, 2),
        () -> slice_u8(bytes))
        @test occursin("looks at elements that its parent no longer has", message(call))
    end
    @test slice_f64(view(piece, 1:10)) == parent
end

# A number whose conversion does something to another argument.
struct Meddling <: Real
    meddle::Any
end
Base.convert(::Type{T}, number::Meddling) where {T<:Union{Float64,Int32}} = (number.meddle(); T(2))

@testset "conversions come first" begin
    values = collect(1.0:10.0)
    slice_scale(values, Meddling(() -> (resize!(values, 10^6); GC.gc())))
    @test values[1:10] == 2.0:2.0:20.0
    @test length(values) == 10^6
    counter = Counter(1)
    @test occursin("is gone", message(() -> add_to(counter, Meddling(() -> finalize(counter)), 1)))
end

@testset "bytes of text can be read, not written" begin
    text = "größer"
    @test slice_u8(codeunits(text)) == codeunits(text)
    @test slice_u8(view(codeunits(text), 2:3)) == codeunits(text)[2:3]
    for bytes in (codeunits(text), view(codeunits(text), 2:3), reinterpret(UInt8, codeunits(text)))
        @test message(() -> reverse_u8(bytes)) ==
              "ArgumentError: the bytes of a String cannot be changed, and Rust would: " *
              advice(true, "collect(array)")
    end
    @test text == "größer"
end

@testset "a byte that is no bool" begin
    bad = reinterpret(Bool, UInt8[0, 1, 2])
    bytes = fill(0xff, 4)
    worse = unsafe_wrap(Array, Ptr{Bool}(pointer(bytes)), 4)
    calls = (slice_bool, vector_bool, C.boxed_bool, C.reverse_bool)
    GC.@preserve bytes for values in Any[bad, worse], call in calls
        @test message(() -> call(values)) ==
              "ArgumentError: argument `values` has an element that is neither `true` nor `false`"
    end
    @test thrown(() -> both_vector_bool(bad, true)) isa ArgumentError
end

@testset "no elements" begin
    empty_array = unsafe_wrap(Array, Ptr{Float64}(0), 0)
    for nowhere in Any[Float64[], empty_array, zeros(0, 5), view([1.0], 2:1)]
        @test slice_sum(nowhere) == 0.0
        @test slice_f64(nowhere) == Float64[]
        @test slice_scale(nowhere, 2) === nothing
    end
    for spare in (0, 10, 10_000)
        @test vector_made(0, spare) == Float64[]
    end
end

@testset "written memory is nobody else's" begin
    values = collect(1.0:10.0)
    for (from, to) in Any[
        (values, values), (view(values, 1:3), view(values, 3:5)),
        (view(values, 4:6), view(values, 2:4))]
        @test occursin("share memory", thrown(() -> slice_copy(from, to)).msg)
    end
    @test thrown(() -> slice_copy_bytes(reinterpret(UInt8, values), values)) isa ArgumentError
    @test values == 1.0:10.0
    slice_copy(view(values, 1:3), view(values, 4:6))
    @test values == [1, 2, 3, 1, 2, 3, 7, 8, 9, 10]
    slice_copy(Float64[], Float64[])
    @test slice_copy_bytes(nothing, values) === 0
    @test slice_copy_bytes(zeros(UInt8, 5), values) === 5
    @test all(iszero, values)
    @test slice_scale_maybe(values, 1) === 10
    @test slice_scale_maybe(nothing, 1) === nothing
end

@testset "borrows are returned as copies" begin
    values = [1.0, 2.0, 3.0]
    tail = slice_tail(values, 1)
    @test tail == [2.0, 3.0]
    tail[1] = 7
    @test values == [1.0, 2.0, 3.0]
    @test slice_tail(values, 3) == Float64[]
    @test thrown(() -> slice_tail(values, 4)) isa RustPanic
    @test slice_maybe_tail(b"abc", 1) == b"bc"
    @test slice_maybe_tail(b"abc", 4) === nothing
    @test thrown(() -> slice_maybe_tail(b"abc", 0)) == RustError("from the start", nothing)
end

@testset "fields" begin
    series = C.Series([1, 2, 3.5] .* 1.0)
    @test series.values == [1, 2, 3.5]
    series.values[1] = 100
    @test series.values == [1, 2, 3.5]
    series.values = [4, 5]
    @test series.values == [4.0, 5.0]
    series.values = 1:2
    @test series.values == [1.0, 2.0]
    @test_throws MethodError series.values = "text"
    @test series.flags === nothing
    series.flags = [true, false]
    @test series.flags == [true, false]
    series.flags = nothing
    @test series.flags === nothing
    @test series.bytes == UInt8[]
    series.bytes = b"bytes"
    @test series.bytes == b"bytes"
    @test series.units == UInt16[1, 10, 100]
    @test_throws ErrorException series.units = UInt16[1]
    @test as_slice(series) == [1.0, 2.0]
    sums = [10.0, 20.0, 30.0]
    add_all(series, sums)
    @test sums == [11.0, 22.0, 30.0]
    @test thrown(() -> into_chosen(series, reinterpret(Bool, [0x02]))) isa ArgumentError
    @test as_slice(series) == [1.0, 2.0]
    @test into_chosen(series, [false, true]) == [2.0]
    @test occursin("gone", message(() -> as_slice(series)))
end

@testset "no copy, nothing allocated" begin
    values = rand(1000)
    @test allocated(slice_sum, (values,)) == 0
    @test allocated(slice_scale, (values, 1.0)) == 0
    @test allocated(slice_copy, (rand(10), rand(10))) == 0
    part = view(values, 1:500)
    @test allocated(slice_sum, (part,)) == 0
    @test allocated(slice_scale_maybe, (values, 1.0)) == 0
    # Large vectors are handed over, small ones copied.
    large = vector_made(100_000, 3)
    @test UInt(pointer(large)) == vector_last_address()
    @test large == 0:99_999
    @test length(vector_made(3, 0)) == 3
    @test !is_optimized || (@allocated vector_made(1_000_000, 0)) < 1000
end

@testset "handed over memory lives as long as anything refers to it" begin
    function make()
        made = vector_made(20_000, 0)
        return view(made, 3:5), reshape(made, 100, 200), reinterpret(UInt64, made)
    end
    parts = [make() for _ in 1:100]
    GC.gc()
    GC.gc()
    for (a, b, c) in parts
        @test a == [2, 3, 4]
        @test b[end] == 19_999
        @test c[2] == reinterpret(UInt64, 1.0)
    end
    made = vector_made(2000, 0)
    made[1] = 5
    sort!(made, rev = true)
    @test made[1] == 1999
    @test push!(copy(made), 1)[end] == 1
    reshaped = reshape(made, 20, 100)
    # It grows into memory of Julia's,
    # and `finalize` leaves Rust's alone while anything refers to it.
    @test push!(made, 1)[end] == 1
    finalize(made)
    finalize(reshaped)
    GC.gc(), GC.gc()
    @test made[1] == reshaped[1] == 1999
    @test length(empty!(vector_made(3000, 0))) == 0
    @test length(push!(vector_made(3, 0), 1)) == 4
end

@testset "Cow" begin
    values = [1.0, 2.0, 4.0]
    @test cow_sum(values) === (7.0, true, Int(pointer(values)))
    @test cow_sum(view(values, 2:3)) === (6.0, true, Int(pointer(values, 2)))
    @test_throws ArgumentError cow_sum(view(values, 1:2:3))
    @test same(cow_without_zeros(Int32[1, 2]), Int32[1, 2])
    @test same(cow_without_zeros(Int32[1, 0]), Int32[1])
    @test same(cow_without_zeros(Int32[0]), Int32[])
    @test isequal(cow_maybe(UInt8[1, 2], (Bool[1, 0], 3)), (UInt8[3, 6], 2))
    @test isequal(cow_maybe(nothing, (Bool[], 3)), (nothing, 0))
    @test same(cow_longest(["a", "bc"], [UInt8[1], UInt8[]]), ["a"])
    @test same(cow_longest(String[], Vector{UInt8}[]), String[])
    @test cow_lasts(values)
end

@testset "a million vectors leave memory as it was" begin
    function grown(calls, length)
        before = Sys.maxrss()
        for _ in 1:calls
            vector_made(length, 0)
        end
        return Sys.maxrss() - before
    end
    grown(1000, 10), grown(1000, 2000)
    @test grown(1_000_000, 1100) < 200_000_000
    @test grown(1_000_000, 10) < 50_000_000
    @test grown(10_000, 100_000) < 400_000_000
    @test C._prebind.HELD[] < 2 * C._prebind.LIMIT[]
    GC.gc(), GC.gc()
    @test C._prebind.HELD[] < 10_000_000
    # Those that are kept are counted, and do not make each further one collect garbage.
    kept = [vector_made(100_000, 0) for _ in 1:500]
    @test C._prebind.HELD[] >= 500 * 800_000
    collections() = Base.gc_num().pause
    before = collections()
    for _ in 1:100
        vector_made(100_000, 0)
    end
    @test collections() - before < 10
    @test all(part -> part[end] == 99_999, kept)
end
