//! What is nested of others: containers of containers, options of options, and what is borrowed
//! of them. What Rust owns is in `positions` too.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::ffi::CString;
use std::hash::{BuildHasherDefault, Hasher};

use prebind::julia;

use crate::items::{Colour, Pixel, Spot};
use crate::objects::Counter;

#[julia]
pub fn nested_sum(rows: &[Vec<f64>]) -> f64 {
    rows.iter().flatten().sum()
}

#[julia]
pub fn nested_known(values: &[Option<i64>]) -> usize {
    values.iter().flatten().count()
}

#[julia]
pub fn nested_lookup(map: &HashMap<String, Vec<u16>>, key: &str) -> Option<Vec<u16>> {
    map.get(key).cloned()
}

#[julia]
pub fn nested_least(map: &BTreeMap<i32, String>) -> Option<String> {
    map.values().next().cloned()
}

#[julia]
pub fn nested_shared(first: &HashSet<String>, second: &BTreeSet<&str>) -> usize {
    second.iter().filter(|each| first.contains(**each)).count()
}

#[julia]
pub fn nested_front(values: &VecDeque<(char, bool)>) -> Option<(char, bool)> {
    values.front().copied()
}

#[julia]
pub fn nested_borrowed(map: Option<&HashMap<&str, f64>>) -> f64 {
    map.map_or(-1.0, |map| map.values().sum())
}

#[julia]
pub fn nested_text(words: Vec<(&str, Option<&str>)>) -> String {
    let text = |word: &(&str, Option<&str>)| word.0.to_string() + word.1.unwrap_or("-");
    words.iter().map(text).collect()
}

#[julia]
pub fn nested_words(text: &str) -> HashMap<&str, Vec<&str>> {
    let mut words = HashMap::new();
    for word in text.split_whitespace() {
        words.entry(&word[..1]).or_insert_with(Vec::new).push(word);
    }
    words
}

#[julia]
pub fn nested_twice(value: Option<Option<i32>>) -> Option<Option<i32>> {
    value
}

#[julia]
pub fn nested_thrice(value: Option<Option<Option<String>>>) -> Option<Option<Option<String>>> {
    value
}

#[julia]
pub fn nested_checked(value: Option<Option<i32>>, good: bool) -> Result<Option<Option<i32>>, u8> {
    if good { Ok(value) } else { Err(7) }
}

#[julia]
pub fn nested_twice_beside(value: (u8, Option<Option<Spot>>)) -> (Option<Option<Spot>>, u8) {
    (value.1, value.0)
}

#[julia]
pub fn nested_twice_each(values: Vec<Option<Option<bool>>>) -> Vec<Option<Option<bool>>> {
    values
}

#[julia]
pub fn nested_deep(
    value: Option<(Option<(u8, Option<String>)>, Vec<Option<bool>>)>,
) -> Option<(Option<(u8, Option<String>)>, Vec<Option<bool>>)> {
    value
}

#[julia]
pub fn nested_all(
    value: Vec<(bool, i8, u64, f32, char, CString, Box<str>, Option<u128>)>,
) -> Vec<(bool, i8, u64, f32, char, CString, Box<str>, Option<u128>)> {
    value
}

#[julia]
pub fn nested_named(
    value: BTreeMap<(i8, char), Vec<(Option<Spot>, Colour, Box<[Pixel]>)>>,
) -> BTreeMap<(i8, char), Vec<(Option<Spot>, Colour, Box<[Pixel]>)>> {
    value
}

#[julia]
pub fn nested_cube(value: Vec<Vec<Vec<Vec<bool>>>>) -> Vec<Vec<Vec<Vec<bool>>>> {
    value
}

/// Objects come out of containers, each as a handle of its own.
#[julia]
pub fn nested_counters(count: i64) -> Vec<Option<Counter>> {
    (0..count).map(|i| if i % 2 == 0 { Some(Counter::new(i)) } else { None }).collect()
}

#[julia]
pub fn nested_named_counters() -> HashMap<String, (Counter, u8)> {
    let mut map = HashMap::new();
    map.insert("one".to_string(), (Counter::new(1), 2));
    map
}

/// A hasher of its own.
#[derive(Default)]
pub struct Slow(u64);

impl Hasher for Slow {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.wrapping_mul(31).wrapping_add(u64::from(*byte));
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

#[julia]
pub fn nested_hasher(
    map: HashMap<u8, u8, BuildHasherDefault<Slow>>,
) -> HashMap<u8, u8, BuildHasherDefault<Slow>> {
    map
}

#[julia]
pub fn nested_counts(counts: HashMap<usize, Vec<Vec<usize>>>) -> HashMap<usize, Vec<Vec<usize>>> {
    counts
}

#[julia]
pub fn nested_huge(count: usize) -> Vec<Option<usize>> {
    vec![None, Some(usize::MAX - count)]
}

#[julia]
pub fn nested_many(count: i64) -> HashMap<i64, f64> {
    (0..count).map(|i| (i, i as f64 / 2.0)).collect()
}
