using Test
include(joinpath(pwd(), "Algebra.jl"))
using .Algebra
using .Algebra: cross, at, numbered, inverse, checked, row, middle, cell, conjugate, large, centre
using .Algebra: largest, by_name, norm, visit, borrowed, apply

message(call) =
    try
        call()
        "nothing was thrown"
    catch error
        sprint(showerror, error)
    end

# What is passed is any array of the right sizes; its elements are converted.
@test cross([1, 0, 0], view([0.0, 1, 0, 7], 1:3)) == [0, 0, 1]
@test cross(1:3, Float32[0, 0, 1]) isa Vector{Float64}
@test occursin(
    "Rust takes a vector of 3 here, but this $(Vector{Float64}) is a vector of 2",
    message(() -> cross([1.0, 2], [1, 2, 3])))
@test_throws DimensionMismatch cross([1, 2, 3], [1, 2, 3, 4])
@test_throws MethodError cross((1, 2, 3), [1, 2, 3])
@test_throws MethodError cross([1 2 3], [1, 2, 3])

# Rows and columns are those of Rust.
A = [1 2 3; 4 5 6]
@test [at(A, i - 1, j - 1) for i in 1:2, j in 1:3] == A
@test [at(view(A, 2:-1:1, :), i - 1, j - 1) for i in 1:2, j in 1:3] == A[2:-1:1, :]
@test numbered() == [0 1 2; 10 11 12] && numbered() isa Matrix{Int32}
@test occursin(
    "Rust takes a matrix of 2×3 here, but this $(Matrix{Int}) is a matrix of 3×2",
    message(() -> at([1 2; 3 4; 5 6], 0, 0)))
@test occursin("matrix of 2×3", message(() -> at(A', 0, 0)))
@test_throws InexactError at([1 2 3; 4 5 2^40], 0, 0)

M = [2.0 0 0; 1 4 0; 0 0 8]
@test inverse(M) ≈ inv(M) && inverse(M) isa Matrix{Float64}
@test inverse(zeros(3, 3)) === nothing
@test checked(1:4) == UInt8[2, 4, 6, 8]
@test occursin("all are zero", message(() -> checked(zeros(4))))
@test row(Float32[1 2; 3 4; 5 6]) == (Float32[1 3 5], Float32[1 2])
@test middle([0, 0, 0], [2, 4, 6]) == [1, 2, 3]
@test middle([0, 0, 1], nothing) == [0, 0, 1]

# Counts are `Int`s.
@test cell([3, 4], -3) == [0, 4] && cell(UInt[3, 4], 0) isa Vector{Int}
@test_throws InexactError cell([3, 4], -4)
@test_throws InexactError cell([-3, 4], 0)

@test Algebra.not([true, false]) == [false, true]
C = [1.0+2im 3; 4im 5]
@test conjugate(C) == C' && conjugate(C) isa Matrix{ComplexF64}
@test large() == [100i + j for i in 0:15, j in 0:15]

# In lists, maps, fields and variants.
@test centre([[0, 0], [2.0, 4.0]]) == [1, 2]
@test centre([]) === nothing
@test_throws DimensionMismatch centre([[0.0, 0.0], [1.0]])
@test occursin("cannot pass a value of type", message(() -> centre([(0.0, 0.0)])))
@test largest([[1 2; 9 4], [5 6; 7 8]]) == [9, 8]
named = by_name(Dict("a" => [1, 2], "b" => [3, 4]))
@test named == Dict("a" => ([1, 2], nothing), "b" => ([3, 4], [true true; true true]))
@test named["b"] isa Tuple{Vector{Int},Union{Matrix{Bool},Nothing}}
@test_throws InexactError by_name(Dict("a" => [1, -2]))

@test norm([3.0, 0, 4]) === 5.0 && norm(Float32[3, 0, 4]) === 5.0
@test_throws MethodError norm([3, 0, 4])
@test visit([1.0, 2.0], x -> 10x) == [10, 20]

body = Body([1, 2, 3])
@test body.place == [1, 2, 3] && borrowed(body) == [1, 2, 3]
@test body.turn === nothing
body.turn = M
@test body.turn == M
body.turn = nothing
@test body.turn === nothing
body.place = 4:6
@test body.place == [4, 5, 6]
@test_throws DimensionMismatch (body.place = [1, 2])
@test body.place == [4, 5, 6]
moves = [By([1, 1, 1]), Stay(), By([0, 0, 0.5])]
@test apply(body, moves) == moves
@test body.place == [5, 6, 7.5]
@test_throws DimensionMismatch apply(body, [By([1, 1])])
@test body.place == [5, 6, 7.5]

@test Algebra.turned([1 2; 3 4], [1, 10]) == Float32[21, 43]
@test Algebra.transposed([1 2; 3 4]) == [1 3; 2 4]

four = Vector4{Int32}(7)
@test four.first == 7 && Algebra.or(four, Vector4{Int32}(8)) == 8
println("done")
