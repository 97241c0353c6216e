include(joinpath(pwd(), "Arrays.jl"))
using .Arrays, LinearAlgebra, Test

message(call) = try
    call()
    "nothing was thrown"
catch exception
    sprint(showerror, exception)
end
place(array) = Ptr{Float64}(pointer(array))
reads(array) = "pass an `Array` that `$array` makes of it"
writes(array) = "pass a copy, `copy = $array`, and read from it what Rust wrote"

const A = collect(reshape(1.0:20.0, 4, 5))
const REVERSED = view(A, 4:-1:1, 5:-2:1)

@testset "Rust sees Julia's axes, without a copy" begin
    for array in (A, view(A, 2:3, 2:4), REVERSED, view(A, 1:2:4, :),
                  PermutedDimsArray(A, (2, 1)), reshape(view(A, :, 1:4), 2, 8),
                  reinterpret(Float64, reinterpret(Int, A)), view(A, 2:2, 5:-1:5),
                  view(A, StepRangeLen(2, 0, 3), 1:2))
        for i in axes(array, 1), j in axes(array, 2)
            @test at(array, i - 1, j - 1) == (array[i, j], place(array))
        end
        @test total(array) == sum(array)
        @test copied(array) == array && copied(array) isa Matrix{Float64}
        @test sizes(array) == [size(array)...]
    end
    @test_throws RustPanic at(A, 4, 0)
    @test rows(Int32[1 2; 3 4]) == [1, 2, 3, 4]
    @test rows(view(Int32[1 2; 3 4], 2:-1:1, :)) == [3, 4, 1, 2]
    @test layout(zeros(Float32, 2, 3, 4)) == ([2, 3, 4], [1, 2, 6])
    @test layout(view(zeros(Float32, 4, 3, 4), 4:-2:1, 3:-1:1, 1:4)) == ([2, 3, 4], [-2, -4, 12])
    @test layout(zeros(Float32, 2, 0, 4))[1] == [2, 0, 4]
    digits = rand(UInt8, 2, 1, 2, 1, 2)
    @test five(digits) === digits[2, 1, 2, 1, 2]
    @test total(fill(3.0)) == 3 && sizes(fill(3.0)) == []
    @test total(zeros(0)) == 0 && sizes(zeros(3, 0, 2)) == [3, 0, 2]
    @test total(ones(2, 1, 2, 1, 2, 1, 2, 1)) == 16
    @test weight([3.0 4.0]) === weight(Float32[3 4]) === 5.0
    @test counts([1, 2]) == [1, 2] && counts(view(UInt[1, 2, 3], 3:-2:1)) == [3, 1]
    @test message(() -> counts([1, -1])) == "InexactError: convert(UInt64, -1)"
end

@testset "Rust writes through strides" begin
    array, expected = copy(A), copy(A)
    double(view(array, 1:2:4, 5:-2:1))
    expected[1:2:4, 5:-2:1] .*= 2
    @test array == expected
    array = zeros(Int, 2, 3)
    number(array)
    @test array == [0 1 2; 3 4 5]
    number(PermutedDimsArray(array, (2, 1)))
    @test array == [0 2 4; 1 3 5]
    number(view(array, :, 3:-1:1))
    @test array == [2 1 0; 5 4 3]
    number(zeros(Int, 0, 3))
    line = zeros(ComplexF64, 6)
    assign(view(line, 6:-2:1), [1im, 2.0, 3im])
    @test line == [0, 3im, 0, 2, 0, 1im]
end

@testset "Nothing else refers to what Rust writes into" begin
    array = copy(A)
    shared = "ArgumentError: two arguments share memory that the Rust function writes into: " *
             "pass a `copy` of one of them"
    columns(range) = view(array, :, range)
    both(columns(1:2), columns(3:4))
    @test array[:, 1:5] == A .+ [1 1 2 2 0]
    both(columns(1:2), nothing)
    @test message(() -> both(array, array)) == shared
    @test message(() -> both(columns(1:2), columns(2:3))) == shared
    @test message(() -> both(columns(3:-1:1), columns(1:1))) == shared
    @test message(() -> both(columns(5:-1:4), columns(3:-1:1))) == "nothing was thrown"
    @test message(() -> both(zeros(2, 2), zeros(0, 2))) == "nothing was thrown"
    line = collect(1.0:6.0)
    @test message(() -> copy_into(line, line)) == shared
    @test message(() -> copy_into(view(line, 1:3), view(line, 6:-1:3))) == shared
    copy_into(view(line, 1:3), view(line, 6:-1:4))
    @test line == [6, 5, 4, 4, 5, 6]
    twice = "ArgumentError: argument `a` has elements that share memory, and Rust would " *
            "write into them"
    @test message(() -> double(view(array, StepRangeLen(1, 0, 3), 1:2))) == twice
    @test message(() -> double(view(array, 1:2, StepRangeLen(1, 0, 2)))) == twice
    @test message(() -> double(view(array, StepRangeLen(1, 0, 1), 1:2))) == "nothing was thrown"
    @test message(() -> double(view(array, StepRangeLen(1, 0, 3), 1:0))) == "nothing was thrown"
end

# What says of itself that it has strides, and lies.
struct Liar <: AbstractMatrix{Float64}
    parent::Vector{Float64}
    size::Tuple{Int,Int}
    strides::Tuple{Int,Int}
end
Base.size(liar::Liar) = liar.size
Base.strides(liar::Liar) = liar.strides
Base.parent(liar::Liar) = liar.parent
Base.getindex(liar::Liar, i::Int, j::Int) = 0.0
Base.unsafe_convert(::Type{Ptr{Float64}}, liar::Liar) = pointer(liar.parent)

@testset "What Rust cannot look at is refused" begin
    loose(array) = "ArgumentError: this $(typeof(array)) does not lie in memory with strides, so " *
                   "Rust cannot look at it where it is: "
    picked = view(A, [1, 3], 1:2)
    @test message(() -> at(picked, 0, 0)) == loose(picked) * reads("collect(array)")
    @test message(() -> double(picked)) == loose(picked) * writes("collect(array)")
    @test message(() -> total(1.0:3.0)) == loose(1.0:3.0) * reads("collect(array)")
    adjoint = ComplexF64[1 2]'
    @test message(() -> assign(zeros(ComplexF64, 2), view(adjoint, :, 1))) ==
          loose(view(adjoint, :, 1)) * reads("collect(array)")
    @test message(() -> at([1 2], 0, 0)) == "ArgumentError: the elements of this " *
          "$(typeof([1 2])) are not of the type Float64, which Rust takes: " *
          reads("collect(Float64, array)")
    @test_throws MethodError at([1.0], 0, 0)
    @test_throws MethodError weight([1 2])
    bytes = view(zeros(UInt8, 40), 2:33)
    odd = reshape(reinterpret(Float64, bytes), 2, 2)
    @test occursin("multiple of 8 bytes", message(() -> at(odd, 0, 0)))
    line = zeros(8)
    gone = view(line, 8:-1:1)
    resize!(line, 4)
    @test occursin("its parent no longer has", message(() -> total(gone)))
    for (size, strides) in [((2, 5), (1, 2)), ((2, 2), (-1, 2)), ((2, 2), (typemax(Int), 1)),
                            ((3, 3), (1 << 62, 1 << 62)), ((1 << 40, 1 << 40), (0, 0)),
                            ((2, 2), (typemin(Int), 0))]
        liar = Liar(zeros(9), size, strides)
        @test occursin(r"parent no longer has|has too many elements",
                       message(() -> at(liar, 0, 0)))
    end
    @test at(Liar([1.0, 2.0, 3.0], (3, 3), (1, 0)), 2, 1)[1] == 3
    @test at(Liar([1.0], (1, 1), (typemin(Int), typemin(Int))), 0, 0)[1] == 1
    VERSION >= v"1.9" && @test at(transpose(A), 4, 1) == (A[2, 5], place(A))
    @test copied(collect(transpose(A))) == transpose(A)
end

@testset "Bytes that are no `bool` never reach Rust" begin
    bools = [true false; false false]
    @test some(bools) && !every(bools) && !some(view(bools, 2:-1:1, 2:2)) && every(trues(2, 2))
    bad = [false false; true true]
    unsafe_store!(Ptr{UInt8}(pointer(bad)), 2, 3)
    no_bool = "ArgumentError: argument `a` has an element that is neither `true` nor `false`"
    @test message(() -> some(bad)) == no_bool
    @test message(() -> some(view(bad, 2:-1:1, 2:-1:1))) == no_bool
    @test message(() -> every(bad)) == no_bool
    @test some(view(bad, 2:2, :))
    @test !some(view(bad, 1:0, :))
end

@testset "Arrays that Rust owns" begin
    for array in (Int32[1 2; 3 4], view(Int32[1 2; 3 4], 2:-1:1, :), Int32[1 2; 3 4]',
                  zeros(Int32, 0, 3))
        @test plus_one(array) == array .+ 1 && plus_one(array) isa Matrix{Int32}
    end
    for array in (zeros(0, 2, 3), rand(2, 3, 4), fill(1.0), rand(3), rand(40, 50, 2))
        @test same(array) == array && same(array) isa Array{Float64}
    end
    @test same(1.0:3.0) == 1:3
    for (rows, columns) in ((2, 3), (60, 70), (0, 3), (1, 1)), by_column in (true, false)
        array, rust = table(rows, columns, by_column)
        @test array isa Matrix{Float64}
        @test array == [1000.0i + j for i in 0:rows-1, j in 0:columns-1]
        # Julia has Rust's memory, if the columns lie one behind another.
        rows == 60 && @test (place(array) == rust) == by_column
    end
    @test part(0, 1) == 0:3999 && part(1000, 1) == 1000:3999
    @test part(0, -1) == 3999:-1:0 && part(3999, 1) == [3999] && part(4000, 1) == []
    array, other = shared(false)
    @test array == fill(1.5f0, 2, 3) && array isa Matrix{Float32} && other === nothing
    @test shared(true)[2] == zeros(ComplexF32, 1, 2, 0)
    @test checked(2) == [0 1; 10 11] && checked(2) isa Matrix{UInt16}
    @test message(() -> checked(4)) == "RustError: 4 is too many"
    GC.gc()
    kept = [table(60, 70, true)[1] for _ in 1:100]
    @test all(==(kept[1]), kept)
end

@testset "Fields, results that borrow, callbacks" begin
    grid = Grid(2, 3)
    @test grid.cells == zeros(2, 3) && grid.line === nothing
    grid.cells = view([1.0 2.0; 3.0 4.0], 2:-1:1, :)
    @test grid.cells == [3 4; 1 2] && row(grid, 1) == [1, 2]
    grid.line = Int8[1, 2]
    @test grid.line == [1, 2]
    add(grid, [1.0 1.0; 1.0 1.0])
    @test grid.cells == [4 5; 2 3]
    array = copy(A)
    lines = view(array, 4:-2:1, :)
    @test visit(lines, ones(3), x -> (array[1] = x; 2x)) == 3
    @test lines == 2 .* view(A, 4:-2:1, :)
    @test message(() -> visit(lines, view(array, 2, :), identity)) ==
          "ArgumentError: two arguments share memory that the Rust function writes into: pass a " *
          "`copy` of one of them"
    line = zeros(4)
    resized = reshape(view(line, 1:4), 2, 2)
    @test occursin("was resized", message(() -> visit(resized, [1.0], x -> (resize!(line, 9); x))))
end

# Julia 1.5 allocates 48 bytes for the sizes and strides of a matrix.
VERSION >= v"1.10" && @testset "A call makes no garbage" begin
    measured(f, array) = (f(array); @allocated f(array))
    at_one(array) = at(array, 1, 1)[1]
    @test measured(at_one, A) == 0
    @test measured(at_one, REVERSED) == 0
    @test measured(double, view(copy(A), 1:2:4, :)) == 0
    @test measured(total, A) == 0
end
