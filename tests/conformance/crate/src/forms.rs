//! What Julia has forms of its own for: methods of Base's functions.

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
    #[julia(as = "fill")]
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
