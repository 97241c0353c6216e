use prebind::julia;
use std::fmt;
use std::sync::atomic::{AtomicI64, Ordering};

static LIVE: AtomicI64 = AtomicI64::new(0);

/// How many `Counter`s there are.
#[julia]
fn live_counters() -> i64 {
    LIVE.load(Ordering::SeqCst)
}

struct Live;

impl Live {
    fn new() -> Live {
        LIVE.fetch_add(1, Ordering::SeqCst);
        Live
    }
}

impl Clone for Live {
    fn clone(&self) -> Live {
        Live::new()
    }
}

impl Drop for Live {
    fn drop(&mut self) {
        LIVE.fetch_sub(1, Ordering::SeqCst);
    }
}

/// Counts.
///
/// It never goes below zero.
#[julia]
#[derive(Clone)]
pub struct Counter {
    /// What has been
    /// counted so far.
    pub value: i64,
    pub step: u8,
    pub label: String,
    pub note: Option<String>,
    pub limit: Option<i32>,
    pub ratio: f32,
    pub flag: bool,
    pub letter: char,
    pub kind: &'static str,
    pub r#type: u16,
    #[julia(skip)]
    pub secret: Vec<u8>,
    hidden: usize,
    _live: Live,
}

#[derive(Debug)]
pub struct Negative(i64);

impl fmt::Display for Negative {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} is below zero", self.0)
    }
}

#[julia]
impl Counter {
    /// A counter that starts at `value`.
    pub fn new(value: i64) -> Self {
        Counter {
            value,
            step: 1,
            label: "counter".to_owned(),
            note: None,
            limit: None,
            ratio: 0.5,
            flag: false,
            letter: 'c',
            kind: "plain",
            r#type: 7,
            secret: vec![1],
            hidden: 3,
            _live: Live::new(),
        }
    }

    /// The one that is always there.
    pub fn zero_of() -> Counter {
        Counter::new(0)
    }

    pub fn try_new(value: i64) -> Result<Self, Negative> {
        if value < 0 {
            Err(Negative(value))
        } else {
            Ok(Counter::new(value))
        }
    }

    pub extern "C" fn limit_of(bits: u32) -> u32 {
        (1 << bits) - 1
    }

    pub fn maybe_new(value: i64) -> Option<Self> {
        (value >= 0).then(|| Counter::new(value))
    }

    pub fn either_new(value: i64) -> Result<Option<Counter>, i64> {
        match value {
            i64::MIN..=-1 => Err(value),
            0 => Ok(None),
            _ => Ok(Some(Counter::new(value))),
        }
    }

    /// One step.
    pub fn increment(&mut self) -> i64 {
        self.value += self.step as i64;
        self.value
    }

    pub fn add_to(&mut self, amount: i32, times: Option<u8>) {
        self.value += amount as i64 * times.unwrap_or(1) as i64;
    }

    pub fn peek(&self) -> i64 {
        self.value + self.hidden as i64 - 3
    }

    pub fn describe(&self, prefix: &str) -> String {
        format!("{}{} at {}", prefix, self.label, self.value)
    }

    pub fn bigger<'a>(&'a self, other: &Self) -> Self {
        if other.value > self.value {
            other.clone()
        } else {
            self.clone()
        }
    }

    pub fn steal(&mut self, other: &mut Counter) {
        self.value += std::mem::take(&mut other.value);
    }

    pub fn absorb(&mut self, other: Counter, weight: u8) -> i64 {
        self.value += other.value * weight as i64;
        self.value
    }

    pub fn absorb_maybe(&mut self, other: Option<Counter>) -> bool {
        match other {
            Some(other) => {
                self.value += other.value;
                true
            }
            None => false,
        }
    }

    pub fn peek_maybe(&self, other: Option<&Counter>) -> Option<i64> {
        other.map(|other| other.value - self.value)
    }

    pub fn bump_maybe(&self, other: Option<&mut Counter>) -> Result<i64, String> {
        match other {
            Some(other) => Ok(other.increment()),
            None => Err("there is none".to_owned()),
        }
    }

    pub fn into_value(self) -> i64 {
        self.value
    }

    pub fn into_other(mut self, text: &str) -> Result<Counter, String> {
        self.label = text.to_owned();
        if text.is_empty() {
            Err("no label".to_owned())
        } else {
            Ok(self)
        }
    }

    pub fn into_panic(self) -> i64 {
        panic!("took {}", self.value)
    }

    /// Not exported, since it is private.
    #[allow(dead_code)]
    fn private(&self) {}

    #[julia(skip)]
    pub fn skipped(&self) -> Vec<u8> {
        self.secret.clone()
    }
}

#[julia]
fn take_two(first: Counter, second: Counter) -> i64 {
    first.value * second.value
}

#[julia]
fn compare(first: &Counter, second: &Counter) -> bool {
    first.value == second.value
}

#[julia]
fn swap(first: &mut Counter, second: &mut Counter) {
    std::mem::swap(&mut first.value, &mut second.value);
}

/// By value, beside everything that can be refused.
#[julia]
#[allow(clippy::too_many_arguments)]
fn take_beside(
    first: Counter,
    _letter: char,
    _text: &str,
    _c_text: &std::ffi::CStr,
    _texts: Vec<&str>,
    _colours: Vec<crate::items::Colour>,
    _flags: &[bool],
    _colour: crate::items::Colour,
    _pixel: crate::items::Pixel,
    second: Option<Counter>,
    seen: &Counter,
) -> i64 {
    first.value + second.map_or(0, |second| second.value) + seen.value
}

#[julia]
fn look_and_take(looked_at: &Counter, taken: Counter) -> i64 {
    looked_at.value - taken.value
}

/// Nothing in it is exported but what is marked.
#[julia(name = "Pair_")]
pub struct Pair {
    #[julia(skip)]
    pub left: Counter,
    #[julia(skip)]
    pub right: Option<Counter>,
}

#[julia]
impl Pair {
    #[julia]
    pub fn new(left: Counter, right: Option<Counter>) -> Result<Pair, String> {
        if left.value < 0 {
            return Err("the left one is negative".to_owned());
        }
        Ok(Pair { left, right })
    }

    /// One name, a method for each type.
    #[julia]
    pub fn describe(&self, prefix: &str) -> String {
        self.left.describe(prefix)
    }

    #[julia]
    pub fn right(&self) -> Option<Counter> {
        self.right.clone()
    }

    pub fn not_marked(&self) {}
}

/// No constructor, no fields.
#[julia]
pub struct Token(#[allow(dead_code)] u8);

#[julia]
fn token() -> Token {
    Token(1)
}

#[julia]
fn spend(token: Token) -> u8 {
    token.0
}

#[julia]
pub struct DropsLoudly {
    pub value: i32,
}

#[julia]
impl DropsLoudly {
    pub fn new(value: i32) -> Self {
        DropsLoudly { value }
    }
}

impl Drop for DropsLoudly {
    fn drop(&mut self) {
        panic!("dropped {}", self.value)
    }
}

/// Methods return the object that they are called on.
#[julia]
#[derive(Default)]
pub struct Plan {
    steps: Vec<String>,
    inner: Option<Box<Plan>>,
}

#[julia]
impl Plan {
    pub fn new() -> Plan {
        Plan::default()
    }

    /// Adds a step.
    pub fn add_step(&mut self, name: &str) -> &mut Self {
        self.steps.push(name.to_string());
        self
    }

    pub fn repeat_step<'a>(&'a mut self, times: i8) -> Result<&'a mut Plan, String> {
        let last = self.steps.last().cloned().ok_or("there is no step")?;
        for _ in 1..times {
            self.steps.push(last.clone());
        }
        Ok(self)
    }

    /// Not itself, and so nothing that a host can hold.
    pub fn inner(&mut self) -> &mut Plan {
        self.inner.get_or_insert_with(Default::default)
    }

    pub fn all_steps(&self) -> String {
        self.steps.join(" ")
    }
}
