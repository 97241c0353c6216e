//! Implementations of traits.

use std::fmt;

use prebind::julia;

/// All of them, derived and by hand.
#[julia(derive(Clone, PartialEq, Hash, PartialOrd))]
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Version {
    pub major: u32,
    pub minor: u32,
}

#[julia]
impl Version {
    pub fn new(major: u32, minor: u32) -> Version {
        Version { major, minor }
    }
}

#[julia]
impl fmt::Display for Version {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        write!(formatter, "v{}.{}", self.major, self.minor)
    }
}

/// Equal without regard to case; nothing says how to hash it.
#[julia]
pub struct Word(String);

#[julia]
impl Word {
    pub fn new(text: &str) -> Word {
        Word(text.to_string())
    }
}

#[julia]
impl PartialEq for Word {
    fn eq(&self, other: &Word) -> bool {
        self.0.eq_ignore_ascii_case(&other.0)
    }
}

#[julia]
impl Clone for Word {
    fn clone(&self) -> Self {
        if self.0 == "panic" {
            panic!("this word cannot be cloned");
        }
        Word(self.0.clone())
    }
}

#[julia(derive(Display, PartialOrd))]
#[derive(Clone, Copy, PartialEq)]
#[repr(u8)]
pub enum Level {
    High = 2,
    Low = 1,
}

/// Against the order of the integers.
impl PartialOrd for Level {
    fn partial_cmp(&self, other: &Level) -> Option<std::cmp::Ordering> {
        (*other as u8).partial_cmp(&(*self as u8))
    }
}

impl fmt::Display for Level {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str(match self {
            Level::High => "high",
            Level::Low => "low",
        })
    }
}

#[julia(value, derive(PartialEq, Display))]
#[derive(Clone, Copy)]
#[repr(C)]
pub struct Modulo {
    number: i32,
}

impl PartialEq for Modulo {
    fn eq(&self, other: &Modulo) -> bool {
        self.number.rem_euclid(7) == other.number.rem_euclid(7)
    }
}

impl fmt::Display for Modulo {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        write!(formatter, "{} mod 7", self.number)
    }
}

#[julia]
pub struct Countdown {
    pub left: u8,
}

#[julia]
impl Countdown {
    pub fn new(left: u8) -> Countdown {
        Countdown { left }
    }
}

#[julia]
impl Iterator for Countdown {
    type Item = i64;

    fn next(&mut self) -> Option<Self::Item> {
        self.left = self.left.checked_sub(1)?;
        Some(i64::from(self.left))
    }
}

/// Yields objects.
#[julia]
pub struct Versions(u32);

#[julia]
impl Versions {
    pub fn new() -> Versions {
        Versions(0)
    }
}

#[julia]
impl Iterator for Versions {
    fn next(&mut self) -> Option<Version> {
        self.0 += 1;
        if self.0 == 4 {
            panic!("there is no version 4");
        }
        Some(Version { major: self.0, minor: 0 })
    }

    type Item = Version;
}
