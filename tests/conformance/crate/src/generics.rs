//! Generic functions, by their instances.

use std::fmt::Display;
use std::ops::{Add, Mul};

use prebind::julia;

/// The sum of the squares.
#[julia(T = f32, f64, i32)]
pub fn square_sum<T>(values: &[T]) -> T
where
    T: Copy + Add<Output = T> + Mul<Output = T> + Default,
{
    values.iter().fold(T::default(), |sum, &value| sum + value * value)
}

#[julia(T = u8, i64, f64)]
pub fn twice<T: Copy + Add<Output = T>>(value: T) -> T {
    value + value
}

/// Some arguments are the same in all instances.
#[julia(T = f32, f64, name = "power!")]
pub fn power<'a, T: Copy + Mul<Output = T> + From<u8>>(
    base: T,
    times: u8,
    _note: &'a str,
) -> Option<T> {
    (times > 0).then(|| (0..times).fold(T::from(1), |product, _| product * base))
}

/// An instance is told by arguments that are there.
#[julia(A = bool, char, B = i16, String)]
pub fn pair<A: Display, B: Display>(a: A, b: Option<B>, otherwise: B) -> Result<String, B> {
    Ok(format!("{} {}", a, b.unwrap_or(otherwise)))
}

#[julia(name = "Box2")]
#[derive(Clone)]
pub struct Holder {
    pub number: f64,
}

#[julia]
pub struct Sealed(i64);

pub trait Numbered {
    fn number(&self) -> f64;
}

impl Numbered for Holder {
    fn number(&self) -> f64 {
        self.number
    }
}

impl Numbered for Sealed {
    fn number(&self) -> f64 {
        self.0 as f64
    }
}

/// Of exported types.
#[julia(T = Holder, Sealed)]
pub fn number_of<T: Numbered>(value: &T) -> f64 {
    value.number()
}

#[julia]
impl Holder {
    pub fn new(number: f64) -> Holder {
        Holder { number }
    }

    #[julia(skip)]
    pub fn skipped<T>(_: T) {}
}

#[julia]
impl Sealed {
    #[julia]
    pub fn other_new(number: i64) -> Sealed {
        Sealed(number)
    }

    /// A generic method.
    #[julia(T = i8, f32)]
    pub fn plus<T: Into<f64>>(&self, other: T) -> f64 {
        self.0 as f64 + other.into()
    }
}
