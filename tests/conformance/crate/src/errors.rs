//! What goes wrong: `Err` with a text, a number or a type of its own, and panics of every kind.

use prebind::julia;
use std::fmt;

#[derive(Debug)]
enum ParseError {
    Empty,
    Odd(char),
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ParseError::Empty => write!(f, "there is nothing to parse"),
            ParseError::Odd(character) => {
                write!(f, "{:?} is no digit\nand «that» is $odd", character)
            }
        }
    }
}

#[julia]
fn parse_digits(text: &str) -> Result<u64, ParseError> {
    if text.is_empty() {
        return Err(ParseError::Empty);
    }
    text.chars().try_fold(0, |sum, c| match c.to_digit(10) {
        Some(digit) => Ok(sum * 10 + digit as u64),
        None => Err(ParseError::Odd(c)),
    })
}

#[julia]
fn boxed_error() -> Result<(), Box<dyn std::error::Error>> {
    "x".parse::<i32>()?;
    Ok(())
}

struct BrokenDisplay;

impl fmt::Display for BrokenDisplay {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        panic!("Display panics")
    }
}

#[julia]
fn error_that_panics() -> Result<i32, BrokenDisplay> {
    Err(BrokenDisplay)
}

#[julia]
fn empty_error() -> Result<i32, String> {
    Err(String::new())
}

#[julia]
fn panic_with_text() {
    panic!("a text without holes")
}

#[julia]
fn panic_with_format(value: i32) -> i32 {
    panic!("{} is not {}", value, "good")
}

#[julia]
fn panic_with_value() -> String {
    std::panic::panic_any(17_i32)
}

#[julia]
fn index(at: usize) -> Option<u8> {
    let table = [1, 2, 3];
    Some(table[at])
}

#[julia]
fn divide(a: i32, b: i32) -> Result<i32, String> {
    Ok(a / b)
}

#[julia]
fn panic_in_a_thread() -> i32 {
    match std::thread::spawn(|| -> i32 { panic!("elsewhere") }).join() {
        Ok(value) => value,
        Err(payload) => std::panic::resume_unwind(payload),
    }
}

struct Loud;

impl Drop for Loud {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            panic!("dropping panics")
        }
    }
}

#[julia]
fn panic_in_drop() {
    let _loud = Loud;
}

/// Panics only after everything it owns was taken; nothing may leak or be dropped twice.
#[julia]
fn panic_with_string(text: String) -> String {
    panic!("{}", text)
}

/// What is wrong with a number that was read.
#[julia]
#[derive(Debug)]
pub enum ReadError {
    /// There is a character too many.
    Unexpected {
        /// Counted from 0.
        at: usize,
        found: String,
    },
    Blank,
    /// Rust's own error is not shown.
    NoNumber(String, #[julia(skip)] std::num::ParseIntError),
    Within { line: u32, source: Box<ReadError> },
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ReadError::Unexpected { at, found } => write!(f, "«{}» at {}", found, at),
            ReadError::Blank => write!(f, "there is nothing"),
            ReadError::NoNumber(text, _) => write!(f, "{:?} is no number", text),
            ReadError::Within { line, .. } => write!(f, "line {} is wrong", line),
        }
    }
}

impl std::error::Error for ReadError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            ReadError::NoNumber(_, source) => Some(source),
            ReadError::Within { source, .. } => Some(source),
            _ => None,
        }
    }
}

/// Reads the numbers of a text, one in each line.
#[julia]
pub fn read_lines(text: &str) -> Result<Vec<i64>, ReadError> {
    let read = |line: &str| {
        if line.is_empty() {
            return Err(ReadError::Blank);
        }
        if let Some(at) = line.find('!') {
            return Err(ReadError::Unexpected { at, found: line[at..].to_string() });
        }
        line.parse().map_err(|error| ReadError::NoNumber(line.to_string(), error))
    };
    let within = |line, source| ReadError::Within { line, source: Box::new(source) };
    text.split('\n').zip(1..).map(|(each, line)| read(each).map_err(|e| within(line, e))).collect()
}

/// A count that Julia has no `Int` for.
#[julia]
pub fn read_nowhere() -> Result<Option<i32>, ReadError> {
    Err(ReadError::Unexpected { at: usize::MAX, found: String::new() })
}

/// An enum without a trait of errors, which can be passed as well.
#[julia]
#[derive(Clone)]
pub enum Refusal {
    TooLarge { most: u8 },
    Unwanted,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::TooLarge { most } => write!(f, "more than {}", most),
            Refusal::Unwanted => write!(f, "unwanted"),
        }
    }
}

#[julia]
pub fn refuse(with: Option<Refusal>) -> Result<(), Refusal> {
    with.map_or(Ok(()), Err)
}

#[julia]
pub fn refusals() -> Vec<Refusal> {
    vec![Refusal::Unwanted, Refusal::TooLarge { most: 5 }]
}

#[julia]
pub fn boxed_chain() -> Result<i32, Box<dyn std::error::Error + Send + Sync>> {
    let inner = ReadError::NoNumber("x".to_string(), "x".parse::<i32>().unwrap_err());
    Err(Box::new(ReadError::Within { line: 3, source: Box::new(inner) }))
}

#[derive(Debug)]
struct Endless;

impl fmt::Display for Endless {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "again")
    }
}

impl std::error::Error for Endless {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&Endless)
    }
}

#[julia]
fn endless_chain() -> Result<i32, Endless> {
    Err(Endless)
}
