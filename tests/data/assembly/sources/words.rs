//! Rust over its standard library: maps, strings, formatting, iterators, panics.
#![crate_type = "lib"]

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;

#[no_mangle]
pub extern "C" fn collatz(mut n: u64) -> u32 {
    let mut steps = 0;
    while n > 1 {
        n = if n % 2 == 0 { n / 2 } else { 3 * n + 1 };
        steps += 1;
    }
    steps
}

pub fn count_words(text: &str) -> BTreeMap<String, usize> {
    let mut words = BTreeMap::new();
    for word in text.split_whitespace() {
        *words.entry(word.to_lowercase()).or_insert(0) += 1;
    }
    words
}

pub fn report(text: &str) -> Result<String, std::fmt::Error> {
    let mut out = String::new();
    for (word, count) in count_words(text) {
        writeln!(out, "{:>8} {:?} {:.3}", count, word, count as f64 / text.len() as f64)?;
    }
    Ok(out)
}

pub fn index(words: &[String]) -> HashMap<&str, usize> {
    words.iter().enumerate().map(|(i, w)| (w.as_str(), i)).collect()
}

pub fn checked(data: &[i32], at: usize) -> i32 {
    data[at].checked_mul(3).expect("no overflow")
}

#[no_mangle]
pub extern "C" fn sorted_median(data: *mut f64, n: usize) -> f64 {
    let data = unsafe { std::slice::from_raw_parts_mut(data, n) };
    data.sort_by(|a, b| a.partial_cmp(b).unwrap());
    data[n / 2]
}
