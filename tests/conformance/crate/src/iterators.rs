//! Functions that return iterators.

use std::rc::Rc;
use std::sync::atomic::{AtomicU32, Ordering};

use prebind::julia;

static ALIVE: AtomicU32 = AtomicU32::new(0);

struct Alive;

impl Alive {
    fn new() -> Self {
        ALIVE.fetch_add(1, Ordering::SeqCst);
        Alive
    }
}

impl Drop for Alive {
    fn drop(&mut self) {
        ALIVE.fetch_sub(1, Ordering::SeqCst);
    }
}

/// How many iterators of `count_up` there are.
#[julia]
fn counters_alive() -> u32 {
    ALIVE.load(Ordering::SeqCst)
}

/// The numbers below `end`. It panics at 13.
#[julia]
pub fn count_up(end: u32) -> impl Iterator<Item = u32> {
    let alive = Alive::new();
    (0..end).map(move |each| {
        let _ = &alive;
        assert!(each != 13, "13 is no number");
        each
    })
}

#[julia]
pub fn squares(count: usize) -> impl ExactSizeIterator<Item = f64> + Send {
    (0..count).map(|each| (each * each) as f64)
}

#[julia]
fn backwards(numbers: Vec<i64>) -> impl DoubleEndedIterator<Item = i64> + ExactSizeIterator {
    numbers.into_iter().rev()
}

/// Borrows from its argument, of which it has a copy.
#[julia]
pub fn words_in<'a>(text: &'a str) -> impl Iterator<Item = &'a str> + 'a {
    text.split_whitespace()
}

#[julia]
fn windows_of(numbers: &[f64], width: usize) -> Box<dyn Iterator<Item = Vec<f64>> + Send + '_> {
    Box::new(numbers.windows(width.max(1)).map(<[f64]>::to_vec))
}

/// Not `Send`: it stays on the thread that made it.
#[julia]
fn shared_names(count: u8) -> Box<dyn Iterator<Item = String>> {
    let prefix = Rc::new("n".to_owned());
    Box::new((0..count).map(move |each| format!("{}{}", prefix, each)))
}

#[julia]
fn pairs_of(text: String) -> impl Iterator<Item = (String, Option<u8>)> {
    let words: Vec<String> = text.split(',').map(str::to_owned).collect();
    words.into_iter().map(|word| {
        let number = word.parse().ok();
        (word, number)
    })
}

#[julia]
fn numbers_or_not(text: String) -> impl Iterator<Item = Option<u8>> {
    let numbers: Vec<_> = text.split(',').map(|word| word.parse().ok()).collect();
    numbers.into_iter()
}

#[julia]
fn parsed(text: String) -> impl Iterator<Item = Result<i32, std::num::ParseIntError>> {
    let words: Vec<String> = text.split(',').map(str::to_owned).collect();
    words.into_iter().map(|word| word.parse())
}

/// Only the function fails.
#[julia]
fn divisors(number: u32) -> Result<impl Iterator<Item = u32>, String> {
    if number == 0 {
        return Err("everything divides 0".to_owned());
    }
    Ok((1..=number).filter(move |each| number % each == 0))
}

#[julia]
fn none_if_zero(number: u32) -> Option<impl ExactSizeIterator<Item = u32>> {
    if number == 0 {
        return None;
    }
    Some((0..number as u16).map(u32::from))
}

impl Paragraph {
    pub(crate) fn words(&self) -> &[String] {
        &self.words
    }
}

/// A text, and what it is made of.
#[julia]
pub struct Paragraph {
    words: Vec<String>,
}

#[julia]
impl Paragraph {
    pub fn new(text: &str) -> Self {
        Paragraph { words: text.split_whitespace().map(str::to_owned).collect() }
    }

    pub fn push(&mut self, word: String) {
        self.words.push(word);
    }

    pub fn count(&self) -> usize {
        self.words.len()
    }

    /// The words, which stay where they are.
    pub fn each(&self) -> impl Iterator<Item = &str> + '_ {
        self.words.iter().map(String::as_str)
    }

    pub fn longer_than<'a>(&'a self, other: &'a Paragraph) -> impl Iterator<Item = &'a str> + 'a {
        self.words.iter().zip(&other.words).filter(|(a, b)| a.len() > b.len()).map(|(a, _)| &**a)
    }

    pub fn drain(&mut self) -> impl ExactSizeIterator<Item = String> + '_ {
        self.words.drain(..)
    }

    pub fn parts(self) -> impl Iterator<Item = Paragraph> {
        self.words.into_iter().map(|word| Paragraph { words: vec![word] })
    }

    pub fn all_of(texts: Vec<String>) -> impl Iterator<Item = Paragraph> {
        texts.into_iter().map(|text| Paragraph::new(&text))
    }
}

#[julia(T = f32, i64)]
fn both_of<T: Copy + Send + 'static>(value: T) -> impl Iterator<Item = T> {
    [value, value].into_iter()
}
