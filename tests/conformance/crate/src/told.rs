//! Functions of the host that take and return more than numbers.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::error::Error;
use std::sync::Arc;

use crate::items::{Colour, Pixel, Spot};
use crate::objects::Counter;
use crate::tagged::Figure;
use prebind::export;

#[export]
pub fn told_text(text: &str, f: &dyn Fn(&str) -> String) -> String {
    f(&f(text))
}

#[export]
pub fn told_length(text: &str, times: u32, f: &dyn Fn(&str) -> usize) -> usize {
    (0..times).map(|_| f(text)).sum()
}

#[export]
pub fn told_number(times: u32, f: &dyn Fn(f64) -> f64) -> f64 {
    (0..times).map(|i| f(f64::from(i))).sum()
}

#[export]
pub fn told_texts(f: &mut dyn FnMut(String, &[&str], Vec<String>, char)) {
    f("owned".to_owned(), &["a", "ß"], vec![String::new(), "\0".to_owned()], '😀');
}

#[export]
pub fn told_arrays(f: &dyn Fn(&[f64], &[bool], Vec<u16>, &[usize]) -> Vec<f64>) -> Vec<f64> {
    f(&[1.5, f64::NAN], &[true, false], vec![1, u16::MAX], &[])
}

#[export]
pub fn told_options(f: &dyn Fn(Option<i32>, Option<&str>) -> Option<f64>) -> Vec<Option<f64>> {
    vec![f(None, None), f(Some(-1), Some("some"))]
}

#[export]
pub fn told_named(
    spot: Spot,
    pixel: Pixel,
    f: &dyn Fn(Spot, Pixel, Colour, Figure) -> Spot,
    g: &dyn Fn(Colour) -> Colour,
    h: &dyn Fn(&str) -> Figure,
) -> (Spot, Colour, Figure) {
    (f(spot, pixel, Colour::Green, Figure::Rect(1.0, 2.0)), g(Colour::Red), h("name"))
}

/// Each counter is the host's.
#[export]
pub fn told_objects(count: i64, f: &dyn Fn(Counter, Vec<Counter>) -> i64) -> i64 {
    (0..count).map(|i| f(Counter::new(i), vec![Counter::new(i), Counter::new(1)])).sum()
}

#[export]
#[allow(clippy::type_complexity)]
pub fn told_nested(
    f: &dyn Fn(
        BTreeMap<String, Vec<Option<(i8, u128)>>>,
        HashSet<char>,
        [f32; 2],
    ) -> HashMap<String, BTreeMap<String, Vec<Option<(i8, u128)>>>>,
) -> usize {
    let mut nested = BTreeMap::new();
    nested.insert("key".to_owned(), vec![None, Some((-1, u128::MAX))]);
    f(nested, vec!['a'].into_iter().collect(), [1.0, 2.0]).len()
}

/// `Err` of what the function threw, with its text.
#[export]
pub fn told_or_error(
    text: &str,
    f: &dyn Fn(&str) -> Result<i64, Box<dyn Error>>,
    g: impl Fn(&str) -> Result<(), String>,
) -> Result<i64, Box<dyn Error>> {
    g(text).map_err(|error| format!("second: {}", error))?;
    f(text)
}

/// What was thrown is dropped.
#[export]
pub fn told_until(
    f: &mut dyn FnMut(u32) -> Result<String, Box<dyn Error + Send + Sync>>,
) -> String {
    (0..10).map_while(|i| f(i).ok()).collect()
}

#[export]
pub fn told_shared(f: &dyn Fn(Arc<str>) -> Box<str>) -> String {
    f(Arc::from("shared")).into()
}

struct Last<'a>(&'a dyn Fn(&str) -> Vec<String>, &'a dyn Fn(usize, &str));

impl Drop for Last<'_> {
    fn drop(&mut self) {
        (self.1)((self.0)("last").len(), "seen");
    }
}

/// Calls both once more while a panic unwinds.
#[export]
pub fn told_while_unwinding(f: &dyn Fn(&str) -> Vec<String>, seen: &dyn Fn(usize, &str)) {
    let _last = Last(f, seen);
    f("first");
}
