#!/usr/bin/env bash
# The complex numbers of the real num-complex, by each name that it gives them; and types that are
# only called like that, which rustc refuses.
. "$PREBIND_SOURCE/tests/support/common.inc"
unset CARGO_NET_OFFLINE # num-complex may not be on this machine yet

make_crate signals <<'END'
use num_complex::{Complex, Complex32};

#[prebind::julia]
pub fn rotate(numbers: &mut [num_complex::Complex64], by: Complex<f64>) -> *const f64 {
    numbers.iter_mut().for_each(|each| *each *= by);
    numbers.as_ptr() as *const f64
}

#[prebind::julia]
pub fn halves(pair: [Complex32; 2], more: Option<Complex<f32>>) -> Vec<Complex32> {
    pair.iter().chain(&more).map(|each| each / 2.0).collect()
}
END
echo 'num-complex = "0.4"' >>signals/Cargo.toml
succeeds "$PREBIND" build signals
succeeds "$JULIA" --startup-file=no -e '
include("Signals.jl"); using .Signals
numbers = [1.0 + 2.0im, 3.0im]
place = rotate(numbers, im)
print(place == Ptr{Float64}(pointer(numbers)), numbers, halves((1, 2im), nothing))'
equals "$(<output)" "trueComplex{Float64}[-2.0 + 1.0im, -3.0 + 0.0im]\
Complex{Float32}[0.5f0 + 0.0f0im, 0.0f0 + 1.0f0im]"

# refused DEFINITION: rustc does not take it for a complex number, and says this
refused() {
  make_crate fake <<<"$1
#[prebind::julia]
pub fn same(numbers: &[Complex<f64>]) -> usize {
    numbers.len()
}"
  fails 1 "$PREBIND" build fake
  says "$2"
}
refused '#[derive(Clone, Copy)] #[repr(C)] pub struct Complex<T> { pub im: T, pub re: T }' \
  'what is called `Complex<f64>` here is not the type of `num_complex`'
refused '#[derive(Clone, Copy)] #[repr(C, align(16))]
pub struct Complex<T> { pub re: T, pub im: T }' \
  'what is called `Complex<f64>` here is not the type of `num_complex`'
refused '#[derive(Clone, Copy)] pub struct Complex<T> { pub re: T, pub im: T, pub norm: T }' \
  'missing field `norm`'
refused '#[derive(Clone, Copy)] pub struct Complex<T>(pub T, pub T);' 'no field named `re`'
refused 'pub struct Complex<T> { pub re: T, pub im: T }' 'the trait bound'
refused '#[derive(Clone, Copy)] pub struct Complex<T> { pub re: f32, pub im: f32, t: [T; 0] }' \
  'mismatched types'
refused 'mod own { #[derive(Clone, Copy)] pub struct Complex<T> { re: T, pub im: T } }
use own::Complex;' 'field `re` of struct'
