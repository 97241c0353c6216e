#!/usr/bin/env bash
# Matrices and vectors of the real nalgebra, in and out.
. "$PREBIND_SOURCE/tests/support/common.inc"
unset CARGO_NET_OFFLINE # nalgebra may not be on this machine yet

make_crate matrices <<'END'
use nalgebra::{Complex, DMatrix, DMatrixView, DMatrixViewMut, DVector, DVectorView};
use prebind::julia;

#[julia]
pub fn at(a: DMatrixView<f64>, i: usize, j: usize) -> (f64, *const f64) {
    (a[(i, j)], a.as_ptr())
}

#[julia]
pub fn solve(a: DMatrix<f64>, b: DVector<f64>) -> Option<DVector<f64>> {
    a.lu().solve(&b)
}

#[julia]
pub fn double(mut a: DMatrixViewMut<'_, f64>, by: nalgebra::DVectorView<f64>) {
    a *= by.sum();
}

#[julia]
pub fn fill(mut v: nalgebra::DVectorViewMut<i32>, x: i32) {
    v.fill(x);
}

#[julia]
pub fn sum(v: DVectorView<Complex<f64>>) -> Complex<f64> {
    v.sum()
}

#[julia]
pub fn place(rows: usize, columns: usize) -> (DMatrix<f32>, *const f32) {
    let matrix = DMatrix::from_fn(rows, columns, |i, j| (i * 1000 + j) as f32);
    let place = matrix.as_ptr();
    (matrix, place)
}

#[julia]
pub fn column<'a>(a: DMatrixView<'a, bool>) -> Result<DMatrixView<'a, bool>, String> {
    Ok(a)
}

#[julia]
pub struct Model {
    pub weights: DMatrix<f64>,
}

#[julia]
impl Model {
    pub fn new(weights: DMatrix<f64>) -> Self {
        Model { weights }
    }
}
END
echo 'nalgebra = { version = "0.33", default-features = false, features = ["std"] }' \
  >>matrices/Cargo.toml
succeeds "$PREBIND" build matrices
succeeds "$JULIA" --startup-file=no -e '
using Test
include("Matrices.jl"); using .Matrices
message(call) = try call(); "nothing was thrown" catch error; sprint(showerror, error) end
at, fill, sum = Matrices.at, Matrices.fill, Matrices.sum
A = collect(reshape(1.0:20.0, 4, 5))
for array in (A, view(A, :, 2:3), reshape(A, 2, 10), view(A, 2:2, 3:3), view(A, :, 5:-1:5))
    for i in axes(array, 1), j in axes(array, 2)
        @test at(array, i - 1, j - 1) == (array[i, j], pointer(array))
    end
end
apart = "ArgumentError: argument `a` does not lie in memory column by column in one piece: " *
        "pass a copy"
for array in (view(A, 1:2, :), view(A, :, 1:2:5), view(A, 4:-1:1, :), PermutedDimsArray(A, (2, 1)))
    @test message(() -> at(array, 0, 0)) == apart
    @test message(() -> double(array, [1.0])) == apart
end
@test solve([2.0 0; 0 4], view([1.0, 2], 2:-1:1)) == [1, 0.25]
@test solve(zeros(2, 2), zeros(2)) === nothing
B = copy(A)
double(view(B, :, 2:3), [1.0, 2])
@test B[:, 2:3] == 3A[:, 2:3] && B[:, 4:5] == A[:, 4:5]
@test occursin("two arguments share memory", message(() -> double(B, view(B, :, 1))))
v = zeros(Int32, 3)
fill(view(v, 2:3), 7)
@test v == [0, 7, 7]
fill(Int32[], 1)
@test sum([1im, 2.0]) === 2.0 + 1im && sum(ComplexF64[]) == 0
for (rows, columns) in ((3, 2), (60, 70), (0, 4), (4, 0))
    matrix, rust = place(rows, columns)
    @test matrix == [1000i + j for i in 0:rows-1, j in 0:columns-1] && matrix isa Matrix{Float32}
    rows == 60 && @test pointer(matrix) == rust
end
@test column([true false]) == [true false] && column(falses(0, 3) |> collect) isa Matrix{Bool}
bad = [false false]
unsafe_store!(Ptr{UInt8}(pointer(bad)), 2, 2)
@test message(() -> column(bad)) ==
      "ArgumentError: argument `a` has an element that is neither `true` nor `false`"
model = Model(A)
@test model.weights == A
model.weights = view(A, 1:2, 1:2)
@test model.weights == A[1:2, 1:2]'
