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
