//! Arguments that are generic in Rust, whose place one type of the host takes.

use prebind::{export, julia};
use std::borrow::Borrow;
use std::fmt::Display;
use std::path::{Path, PathBuf};

#[julia]
pub fn length_of(text: impl AsRef<str>) -> usize {
    text.as_ref().len()
}

#[julia]
pub fn sum_lent(values: impl AsRef<[f64]>) -> f64 {
    values.as_ref().iter().sum()
}

#[julia]
pub fn joined_lent<S: Borrow<str> + Clone>(
    texts: impl AsRef<[S]>,
    between: &impl AsRef<str>,
) -> String {
    texts.as_ref().join(between.as_ref())
}

#[julia]
pub fn stem_of<P: ?Sized + AsRef<Path>>(path: &P) -> Option<String> {
    path.as_ref().file_stem().map(|stem| stem.to_string_lossy().into_owned())
}

#[julia]
pub fn below_path(path: impl Into<PathBuf>, name: impl AsRef<std::ffi::OsStr>) -> PathBuf {
    path.into().join(name.as_ref())
}

/// What lasts is a copy.
#[julia]
pub fn kept_text(text: impl AsRef<str> + Send + 'static, more: impl Display) -> String {
    let text: Box<dyn AsRef<str> + Send> = Box::new(text);
    std::thread::spawn(move || text.as_ref().as_ref().to_uppercase()).join().unwrap()
        + &more.to_string()
}

#[julia]
pub fn greeted<S>(name: S, times: impl Into<Option<u32>>) -> String
where
    S: Into<String>,
{
    name.into().repeat(times.into().unwrap_or(2) as usize)
}

#[julia]
pub fn all_doubled<T: Into<f64> + Copy>(values: &[T], by: T) -> Vec<f64> {
    values.iter().map(|value| 2.0 * (*value).into() + by.into()).collect()
}

#[julia]
pub fn as_float(number: impl Into<f64>) -> f64 {
    number.into()
}

#[julia]
pub fn total_length<I>(texts: I) -> usize
where
    I: IntoIterator,
    I::Item: AsRef<str>,
{
    texts.into_iter().map(|text| text.as_ref().len()).sum()
}

#[julia]
pub fn sum_yielded(values: impl IntoIterator<Item = f64>) -> f64 {
    values.into_iter().sum()
}

#[julia]
pub fn sum_borrowed<'a>(values: impl IntoIterator<Item = &'a f64>) -> f64 {
    values.into_iter().sum()
}

/// The last of them first.
#[julia]
pub fn reversed_pairs(
    pairs: impl DoubleEndedIterator<Item = (String, Option<u8>)> + ExactSizeIterator,
) -> Vec<String> {
    let count = pairs.len();
    pairs.rev().map(|(name, number)| format!("{name}{number:?}/{count}")).collect()
}

#[julia]
pub fn first_two(numbers: &mut impl Iterator<Item = i64>) -> (Option<i64>, Option<i64>) {
    (numbers.next(), numbers.next())
}

#[julia]
pub fn applied<F: Fn(f64) -> f64>(f: F, number: f64) -> f64 {
    f(number) + f(number)
}

#[julia]
pub fn applied_all(
    mut each: impl FnMut(u32),
    last: impl FnOnce(i32) -> i32,
    again: &impl Fn(i32) -> i32,
) -> i32 {
    (1..=3).for_each(&mut each);
    last(5) + again(5)
}

/// A type parameter with instances, and one without.
#[julia(T = f32, f64)]
pub fn scaled_named<T: std::ops::Mul<Output = T> + Copy + Display, S: AsRef<str>>(
    number: T,
    name: S,
) -> String {
    format!("{}={}", name.as_ref(), number * number)
}

#[julia]
pub struct Bag {
    names: Vec<String>,
}

#[julia]
impl Bag {
    pub fn of_names<S: Into<String>>(names: impl IntoIterator<Item = S>) -> Self {
        Bag { names: names.into_iter().map(Into::into).collect() }
    }

    pub fn put<S>(&mut self, name: S) -> usize
    where
        S: Into<String>,
    {
        self.names.push(name.into());
        self.names.len()
    }

    pub fn joined_names(&self, between: impl AsRef<str>) -> String {
        self.names.join(between.as_ref())
    }
}

#[julia]
pub fn emptied_bag(bag: impl Into<Bag>) -> Vec<String> {
    bag.into().names
}

#[export(hosts = julia, signature = (text, count = 2))]
pub fn repeated_bound(text: impl AsRef<str>, count: impl Into<u32>) -> String {
    text.as_ref().repeat(count.into() as usize)
}
