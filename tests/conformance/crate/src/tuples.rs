//! Tuples up to eight, of everything that can be in one.

use crate::items::{Colour, Pixel, Spot};
use crate::objects::Counter;
use prebind::julia;

#[julia]
fn tuple_one(value: (f64,)) -> (f64,) {
    value
}

#[julia]
fn tuple_small(value: (i32, i8)) -> (i8, i32) {
    (value.1, value.0)
}

#[julia]
fn tuple_two(value: (u8, f64)) -> (f64, u8) {
    (value.1, value.0)
}

#[julia]
fn tuple_eight(
    value: (i8, u64, bool, char, f32, i16, usize, f64),
) -> (f64, usize, i16, f32, char, bool, u64, i8) {
    let (a, b, c, d, e, f, g, h) = value;
    (h, g, f, e, d, c, b, a)
}

/// What else is returned does not leak where the number is too large.
#[julia]
fn tuple_counts(count: usize) -> (usize, Vec<usize>, Option<usize>, (String, usize), Vec<f64>) {
    (count, vec![count; 2000], Some(count), ("nested".to_owned(), count), vec![1.5; 2000])
}

#[julia]
fn tuple_text(value: (&str, String, char)) -> (String, &'static str, char) {
    (format!("{}{}", value.0, value.1), "static", value.2)
}

#[julia]
fn tuple_options(
    value: (Option<i32>, Option<&str>, Option<char>, Option<bool>),
) -> (Option<i32>, Option<String>, Option<char>, Option<bool>) {
    (value.0, value.1.map(str::to_owned), value.2, value.3)
}

#[julia]
fn tuple_arrays(
    value: (&[f64], Vec<u8>, Option<Vec<i32>>),
) -> (Vec<f64>, Vec<u8>, Option<Vec<i32>>) {
    (value.0.to_vec(), value.1, value.2)
}

#[julia]
fn tuple_nested(value: ((i32, &str), (f64, (bool, i128)))) -> ((i32, String), (f64, (bool, i128))) {
    ((value.0 .0, value.0 .1.to_owned()), value.1)
}

#[julia]
fn tuple_option(value: Option<(i32, String, f64)>) -> Option<(i32, String, f64)> {
    value
}

#[julia]
fn tuple_option_of_options(
    value: Option<(Option<i64>, Option<String>, &[u16])>,
) -> Option<(Option<i64>, Option<String>, Vec<u16>)> {
    value.map(|(a, b, c)| (a, b, c.to_vec()))
}

#[julia]
fn tuple_result(value: (i32, &str), good: bool) -> Result<(String, i32), i64> {
    if good {
        Ok((value.1.to_owned(), value.0))
    } else {
        Err(i64::from(value.0))
    }
}

#[julia]
fn tuple_both(value: (u32, Vec<f32>), good: u8) -> Result<Option<(Vec<f32>, u32)>, String> {
    match good {
        0 => Err("zero".to_owned()),
        1 => Ok(None),
        _ => Ok(Some((value.1, value.0))),
    }
}

#[julia]
fn tuple_of_objects(value: (Counter, &Counter, i64)) -> (Counter, i64) {
    let (own, other, by) = value;
    let sum = own.value + other.value + by;
    (own, sum)
}

#[julia]
fn tuple_takes(first: (Counter, &str), second: Option<(Counter, Option<Counter>)>) -> i64 {
    let rest = second.map_or(0, |(a, b)| a.value + b.map_or(0, |b| b.value));
    first.0.value + first.1.len() as i64 + rest
}

#[julia]
fn tuple_bumps(value: (&mut Counter, &mut Counter)) {
    value.0.value += 1;
    value.1.value += 10;
}

#[julia]
fn tuple_writes(value: (&mut [f64], &[f64]), also: &[f64]) {
    for (a, (b, c)) in value.0.iter_mut().zip(value.1.iter().zip(also)) {
        *a = b + c;
    }
}

#[julia]
pub struct Pairs {
    pub range: (f64, f64),
    pub named: Option<(String, u8)>,
    pub constant: (&'static str, i32),
}

#[julia]
impl Pairs {
    pub fn new(range: (f64, f64)) -> Pairs {
        Pairs {
            range,
            named: None,
            constant: ("constant", 7),
        }
    }
}

#[julia]
fn tuple_items(
    value: (Colour, Spot, Option<Pixel>),
    also: Option<(Colour, Spot)>,
) -> (Option<Pixel>, Spot, Colour, Option<Colour>) {
    (value.2, value.1, value.0, also.map(|(colour, _)| colour))
}
