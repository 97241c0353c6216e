//! Arrays of fixed length, and complex numbers. What Rust owns is in `positions` too.

use std::collections::HashMap;

use prebind::julia;

use crate::items::{Colour, Spot};
use crate::objects::Counter;

/// As that of `num_complex`.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Complex<T> {
    pub re: T,
    pub im: T,
}

/// All that an array in plain data can consist of.
#[julia(value)]
#[repr(C)]
#[derive(Clone, Copy)]
pub struct Tile {
    pub flags: [bool; 3],
    pub corners: [[f32; 2]; 3],
    pub colours: [Colour; 2],
    pub spots: [Spot; 2],
    pub weight: Complex<f64>,
    pub sizes: [usize; 1],
}

#[julia]
pub fn fixed_sum(point: &[f64; 3]) -> f64 {
    point.iter().sum()
}

#[julia]
pub fn fixed_borrowed(point: &[f64; 3]) -> &[f64; 3] {
    point
}

#[julia]
pub fn fixed_optional(point: Option<&[bool; 2]>) -> bool {
    point.map_or(false, |point| point[0] && point[1])
}

#[julia]
pub fn fixed_address(rows: &[[f64; 3]]) -> *const f64 {
    rows.as_ptr() as *const f64
}

#[julia]
pub fn fixed_scale(rows: &mut [[f64; 3]], by: f64) {
    rows.iter_mut().flatten().for_each(|each| *each *= by);
}

#[julia]
pub fn fixed_made(count: usize) -> Vec<[f64; 3]> {
    (0..count).map(|i| [i as f64, 0.5, -1.0]).collect()
}

#[julia]
pub fn fixed_tile(tile: Tile) -> Tile {
    tile
}

#[julia]
pub fn fixed_tiles(tiles: &[Tile]) -> Vec<Tile> {
    tiles.to_vec()
}

#[julia]
pub fn fixed_flags(flags: &[[bool; 2]]) -> usize {
    flags.iter().flatten().filter(|each| **each).count()
}

#[julia]
pub fn fixed_colours(colours: &[[Colour; 2]]) -> Vec<[Colour; 2]> {
    colours.to_vec()
}

#[julia]
pub fn fixed_text(texts: [&str; 2]) -> String {
    texts.concat()
}

#[julia]
pub fn fixed_words(words: &[String; 2]) -> String {
    words.join(" ")
}

#[julia]
pub fn fixed_counters(start: i64) -> [Counter; 2] {
    [Counter::new(start), Counter::new(start + 1)]
}

#[julia]
pub fn fixed_map(map: HashMap<String, [Option<i64>; 2]>) -> HashMap<String, [Option<i64>; 2]> {
    map
}

#[julia]
pub fn fixed_rows(rows: Vec<Vec<[f32; 2]>>) -> Vec<Vec<[f32; 2]>> {
    rows
}

#[julia]
pub fn fixed_counts(counts: Vec<[usize; 2]>) -> Vec<[usize; 2]> {
    counts
}

#[julia]
pub fn fixed_huge(count: usize) -> (Vec<f64>, [usize; 2]) {
    (vec![1.0; 5000], [0, usize::MAX - count])
}

#[julia(T = f32, f64)]
pub fn fixed_dot<T: Copy + std::ops::Mul<Output = T> + std::iter::Sum>(
    left: [T; 2],
    right: &[T; 2],
) -> T {
    left.iter().zip(right).map(|(left, right)| *left * *right).sum()
}

#[julia]
pub fn complex_address(numbers: &[Complex<f64>]) -> *const f64 {
    numbers.as_ptr() as *const f64
}

#[julia]
pub fn complex_conjugate(numbers: &mut [Complex<f32>]) {
    numbers.iter_mut().for_each(|each| each.im = -each.im);
}

#[julia]
pub fn complex_made(count: usize) -> Vec<Complex<f64>> {
    (0..count).map(|i| Complex { re: i as f64, im: -0.5 }).collect()
}

#[julia]
pub fn complex_nested(
    map: HashMap<u8, Vec<(Complex<f64>, Option<Complex<f32>>)>>,
) -> HashMap<u8, Vec<(Complex<f64>, Option<Complex<f32>>)>> {
    map
}

#[julia]
pub fn complex_lists(lists: Vec<Vec<Complex<f64>>>) -> Vec<Vec<Complex<f64>>> {
    lists
}

#[julia(T = f32, f64)]
pub fn complex_total<T: Copy + std::iter::Sum>(numbers: &[Complex<T>]) -> Complex<T> {
    Complex {
        re: numbers.iter().map(|each| each.re).sum(),
        im: numbers.iter().map(|each| each.im).sum(),
    }
}
