//! What Julia has forms of its own for: methods of Base's functions.

use std::ops;

use prebind::julia;

/// Numbers in a row.
#[julia]
pub struct Track {
    samples: Vec<f64>,
}

#[julia]
impl Track {
    pub fn new(samples: Vec<f64>) -> Self {
        Track { samples }
    }

    /// How many there are.
    #[julia(as = "length")]
    pub fn len(&self) -> usize {
        self.samples.len()
    }

    #[julia(as = "isempty")]
    pub fn is_empty(&self) -> bool {
        self.samples.is_empty()
    }

    #[julia(as = "push!")]
    pub fn push(&mut self, sample: f64) {
        self.samples.push(sample);
    }

    /// Under a name that Base has as well, of which it is no method.
    pub fn pop(&mut self) -> Option<f64> {
        self.samples.pop()
    }

    /// A function of the type: `zero(Track)`.
    #[julia(as = "zero")]
    pub fn silence() -> Self {
        Track { samples: vec![] }
    }

    /// Not a constructor in Julia.
    #[julia(as = "repeat")]
    pub fn filled(value: f64, count: usize) -> Self {
        Track { samples: vec![value; count] }
    }

    #[julia(as = "in")]
    pub fn has(&self, other: &Track) -> bool {
        other.samples.windows(self.samples.len().max(1)).any(|part| part == self.samples)
    }

    #[julia(as = "first")]
    pub fn first(&self) -> Result<f64, String> {
        self.samples.first().copied().ok_or_else(|| "the track is empty".to_string())
    }
}

/// A free function; `%` is another name of `rem`.
#[julia(as = "%")]
pub fn trimmed(track: &Track, by: f64) -> Track {
    Track { samples: track.samples.iter().map(|each| each % by).collect() }
}

/// The arguments are in Rust's order, and Julia's `map` has the function first.
#[julia(as = "map")]
pub fn mapped(f: &dyn Fn(f64) -> f64, track: &Track) -> Track {
    Track { samples: track.samples.iter().map(|&each| f(each)).collect() }
}

/// The exported type need not come first.
#[julia(as = "^")]
pub fn raised(base: f64, track: &Track) -> Track {
    Track { samples: track.samples.iter().map(|&each| base.powf(each)).collect() }
}

/// An instance each.
#[julia(as = "fill!", T = f64, i32)]
pub fn refill<T: Into<f64>>(track: &mut Track, value: T) {
    let value = value.into();
    track.samples.iter_mut().for_each(|each| *each = value);
}

#[julia]
#[derive(Clone, Copy)]
pub enum Side {
    Left,
    Right,
}

#[julia]
impl Side {
    #[julia(as = "!")]
    pub fn other(self) -> Side {
        match self {
            Side::Left => Side::Right,
            Side::Right => Side::Left,
        }
    }
}

/// Plain data.
#[julia(value)]
#[repr(C)]
#[derive(Clone, Copy)]
pub struct Span {
    pub from: i32,
    pub to: i32,
}

#[julia]
impl Span {
    #[julia(as = "length")]
    pub fn len(&self) -> usize {
        self.to.saturating_sub(self.from).max(0) as usize
    }

    #[julia(as = "∪")]
    pub fn with(self, other: Span) -> Span {
        Span { from: self.from.min(other.from), to: self.to.max(other.to) }
    }
}

/// A pair of numbers, of which each operator makes a new one.
#[julia(derive(Default, Clone, PartialEq))]
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Force {
    pub x: f64,
    pub y: f64,
}

#[julia]
impl Force {
    pub fn new(x: f64, y: f64) -> Self {
        Force { x, y }
    }
}

#[julia]
impl ops::Add for Force {
    type Output = Force;

    fn add(self, other: Self) -> Self::Output {
        Force::new(self.x + other.x, self.y + other.y)
    }
}

#[julia]
impl<'a> ops::Sub<&'a Force> for &'a Force {
    type Output = Force;

    fn sub(self, other: &'a Force) -> Force {
        Force::new(self.x - other.x, self.y - other.y)
    }
}

/// Longer by a factor.
#[julia]
impl std::ops::Mul<f64> for &Force {
    type Output = Force;

    fn mul(self, by: f64) -> Force {
        Force::new(self.x * by, self.y * by)
    }
}

#[julia]
impl ops::Mul<Force> for f64 {
    type Output = Force;

    fn mul(self, pair: Force) -> Force {
        &pair * self
    }
}

/// The other operand has another type, and so has what comes out.
#[julia]
impl ops::Mul<&Force> for Force {
    type Output = f64;

    fn mul(self, other: &Force) -> f64 {
        self.x * other.x + self.y * other.y
    }
}

#[julia]
impl ops::Div<f64> for Force {
    type Output = Result<Force, String>;

    fn div(self, by: f64) -> Self::Output {
        if by == 0.0 {
            return Err("a pair cannot be divided by zero".to_string());
        }
        Ok(Force::new(self.x / by, self.y / by))
    }
}

#[julia]
impl ops::Rem<f64> for Force {
    type Output = Option<Force>;

    fn rem(self, by: f64) -> Option<Force> {
        (by != 0.0).then(|| Force::new(self.x % by, self.y % by))
    }
}

#[julia]
impl ops::Neg for Force {
    type Output = Self;

    fn neg(self) -> Self {
        Force::new(-self.x, -self.y)
    }
}

#[julia]
impl ops::Not for &Force {
    type Output = bool;

    fn not(self) -> bool {
        self.x == 0.0 && self.y == 0.0
    }
}

#[julia]
impl From<f64> for Force {
    fn from(both: f64) -> Self {
        Force::new(both, both)
    }
}

#[julia]
impl From<Span> for Force {
    fn from(span: Span) -> Force {
        Force::new(span.from.into(), span.to.into())
    }
}

#[julia]
impl TryFrom<&[f64]> for Force {
    type Error = String;

    fn try_from(numbers: &[f64]) -> Result<Self, Self::Error> {
        match numbers {
            &[x, y] => Ok(Force::new(x, y)),
            _ => Err(format!("a pair has 2 numbers, not {}", numbers.len())),
        }
    }
}

#[julia]
impl std::str::FromStr for Force {
    type Err = std::num::ParseFloatError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (x, y) = text.split_once(',').unwrap_or((text, text));
        Ok(Force::new(x.trim().parse()?, y.trim().parse()?))
    }
}

/// Some of eight bits.
#[julia(value)]
#[repr(C)]
#[derive(Clone, Copy)]
pub struct Bits {
    pub bits: u8,
}

macro_rules! operators {
    ($($trait:ident $function:ident $operator:tt)*) => {$(
        #[julia]
        impl ops::$trait for Bits {
            type Output = Bits;

            fn $function(self, other: Bits) -> Bits {
                Bits { bits: self.bits $operator other.bits }
            }
        }
    )*};
}
operators!(BitAnd bitand & BitOr bitor | BitXor bitxor ^);

#[julia]
impl ops::Shl<u32> for Bits {
    type Output = Bits;

    fn shl(self, by: u32) -> Bits {
        Bits { bits: self.bits << by }
    }
}

#[julia]
impl ops::Shr<u32> for Bits {
    type Output = Bits;

    fn shr(self, by: u32) -> Bits {
        Bits { bits: self.bits >> by }
    }
}

#[julia]
impl ops::Not for Bits {
    type Output = Bits;

    fn not(self) -> Bits {
        Bits { bits: !self.bits }
    }
}

/// A value of one field, which Julia's own constructor would make, too.
#[julia]
impl From<u8> for Bits {
    fn from(count: u8) -> Bits {
        Bits { bits: count.checked_sub(1).map_or(0, |last| u8::MAX >> (7 - last.min(7))) }
    }
}

#[julia]
impl TryFrom<i32> for Side {
    type Error = String;

    fn try_from(number: i32) -> Result<Side, String> {
        match number {
            0 => Ok(Side::Left),
            1 => Ok(Side::Right),
            _ => Err(format!("there is no side {number}")),
        }
    }
}

/// Indices as Rust has them.
#[julia]
impl ops::Index<usize> for Track {
    type Output = f64;

    fn index(&self, index: usize) -> &f64 {
        &self.samples[index]
    }
}

#[julia]
impl ops::IndexMut<usize> for Track {
    fn index_mut(&mut self, index: usize) -> &mut f64 {
        &mut self.samples[index]
    }
}

/// Names in rows of three, with Julia's indices.
#[julia]
pub struct Sheet {
    cells: Vec<String>,
}

#[julia]
impl Sheet {
    pub fn new(cells: Vec<String>) -> Self {
        Sheet { cells }
    }

    #[julia(as = "length")]
    pub fn rows(&self) -> usize {
        self.cells.len() / 3
    }
}

#[julia(index = 1)]
impl ops::Index<usize> for Sheet {
    type Output = str;

    fn index(&self, row: usize) -> &str {
        &self.cells[row * 3]
    }
}

#[julia(index = 1)]
impl ops::Index<(usize, usize)> for Sheet {
    type Output = String;

    fn index(&self, (row, column): (usize, usize)) -> &String {
        &self.cells[row * 3 + column]
    }
}

#[julia(index = 1)]
impl ops::IndexMut<(usize, usize)> for Sheet {
    fn index_mut(&mut self, (row, column): (usize, usize)) -> &mut String {
        &mut self.cells[row * 3 + column]
    }
}

/// What is no number is passed as it is.
#[julia]
impl ops::Index<&str> for Sheet {
    type Output = String;

    fn index(&self, start: &str) -> &String {
        self.cells.iter().find(|each| each.starts_with(start)).expect("no cell starts like this")
    }
}
