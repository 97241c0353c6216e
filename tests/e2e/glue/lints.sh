#!/usr/bin/env bash
# A crate may forbid every lint that there is: what the macros add breaks none, and allows none.
. "$PREBIND_SOURCE/tests/support/common.inc"

make_crate strict <<'END'
//! Everything that leaves glue behind.
LINTS

use prebind::julia;
use std::fmt::{Display, Formatter, Result as Shown};
use std::future::Future;
use std::pin::Pin;

/// A handle.
#[julia(derive(Clone, PartialEq, Hash, PartialOrd))]
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Counter {
    /// Counted.
    pub count: u64,
    /// Text.
    pub label: String,
    /// Texts.
    pub texts: Vec<String>,
}

#[julia]
impl Counter {
    /// Makes one.
    #[must_use]
    pub fn new(count: u64) -> Self {
        Self { count, label: String::new(), texts: Vec::new() }
    }

    /// Takes one.
    ///
    /// # Errors
    ///
    /// If there is none.
    pub fn take(self, other: Option<Self>, word: &str, flags: &[bool]) -> Result<Self, Fault> {
        other.filter(|_| word.is_empty() && flags.is_empty()).ok_or(Fault { count: self.count })
    }
}

#[julia]
impl Display for Counter {
    fn fmt(&self, f: &mut Formatter<'_>) -> Shown {
        write!(f, "{}", self.count)
    }
}

#[julia]
impl Iterator for Counter {
    type Item = (u64, i128);
    fn next(&mut self) -> Option<Self::Item> {
        self.count = self.count.checked_sub(1)?;
        Some((self.count, 0))
    }
}

/// An error.
#[derive(Clone, Copy, Debug)]
pub struct Fault {
    count: u64,
}

impl Display for Fault {
    fn fmt(&self, f: &mut Formatter<'_>) -> Shown {
        write!(f, "{}", self.count)
    }
}

/// An enum.
#[julia]
#[repr(u8)]
#[derive(Clone, Copy, Debug)]
pub enum Colour {
    /// Red.
    Red = 1,
}

/// A value.
#[julia(value)]
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct Dot {
    /// Flag.
    pub flag: bool,
    /// Colour.
    pub colour: Colour,
}

/// A constant.
#[julia]
pub const LIMIT: f64 = 0.5;

/// A static.
#[julia]
pub static TITLE: &str = "strict";

/// Numbers.
#[julia]
#[must_use]
pub fn add(a: i32, b: i32) -> i32 {
    a.wrapping_add(b)
}

/// All that is lent.
#[julia]
pub fn all(
    letter: char,
    dots: Vec<Dot>,
    texts: &[&str],
    numbers: &mut [f64],
    f: &dyn Fn(f64) -> f64,
) -> Vec<Colour> {
    numbers.iter_mut().for_each(|each| *each = f(*each));
    let wanted = texts.iter().any(|text| text.starts_with(letter));
    dots.iter().filter(|dot| dot.flag == wanted).map(|dot| dot.colour).collect()
}

/// A trait of the host's types.
#[julia]
pub trait Store: Send + Sync {
    /// A text.
    fn get<'a>(&'a self, key: &'a str) -> Pin<Box<dyn Future<Output = Option<String>> + Send + 'a>>;

    /// The first text.
    fn first(&self) -> Pin<Box<dyn Future<Output = Result<String, String>> + Send + '_>>;

    /// How many.
    fn size(&mut self, least: u64) -> u64;

    /// Whether there are none.
    fn is_void(&mut self) -> bool {
        self.size(0) == 0
    }
}

/// How many.
#[julia]
pub fn size_of(store: &mut dyn Store) -> u64 {
    store.size(1)
}

// Only hosts use what is in here.
mod inner {
    use prebind::julia;

    /// A static.
    #[julia]
    static DEPTH: u128 = 1;

    /// A constant.
    #[julia]
    const NAME: &str = "inner";

    /// An enum.
    #[julia]
    #[derive(Clone, Copy, Debug)]
    enum Way {
        /// Up.
        Up,
        /// Down.
        Down,
    }

    /// A function.
    #[julia]
    fn is_up(way: Way) -> bool {
        matches!(way, Way::Up)
    }
}

/// Instances.
#[julia(T = f32, f64)]
#[must_use]
pub fn largest<T: PartialOrd + Copy>(values: &[T]) -> Option<T> {
    values.first().copied()
}
END
mv strict/src/lib.rs lib.rs
# forbidden LINTS RUSTC CARGO: the crate builds, and nothing is said about it
forbidden() {
  sed "s/^LINTS\$/#![allow(unknown_lints)]\n#![forbid($1)]/" lib.rs >strict/src/lib.rs
  rm -f strict/Cargo.lock
  succeeds env RUSTC="$2" CARGO="$3" "$PREBIND" build strict
  ! grep -A 1 '^warning' errors | grep -F 'src/lib.rs:' || fail "$2 says something about it"
}

# All that a compiler knows, but for what is not stable, what the code above does itself, and what
# macros of the standard library allow.
not_here='default_overrides_default_fields|test_unstable_lint|missing_copy_implementations'
not_here+='|unstable_features|unknown_lints|unused_crate_dependencies|unused_unsafe'
all_lints() {
  "$1" -W help | awk '/^ +[a-z0-9-]+ +(warn|allow|deny|forbid) /{ gsub("-", "_", $1); print $1 }' |
    grep -vxE "$not_here" | paste -sd,
}
lints=$(all_lints rustc)
for lint in unsafe_code missing_docs dead_code; do
  [[ $lints == *$lint* ]] || fail "these are not the lints: $lints"
done
forbidden "$lints" rustc cargo
groups='warnings, unused, nonstandard_style, future_incompatible, rust_2018_idioms'
forbidden "$groups, unsafe_code" rustc cargo
# With the oldest Rust `derive` and `?` allow two lints, in the crate's own code; `warnings` has
# them.
not_here+='|unused_qualifications|unreachable_code|warnings'
[[ ! -x $DEBIAN_CARGO ]] || forbidden "$(all_lints /usr/bin/rustc)" /usr/bin/rustc "$DEBIAN_CARGO"

# What the crate itself may be told, it is told.
make_crate deprecated <<'END'
#![deny(warnings)]
use prebind::julia;

#[julia]
#[deprecated]
pub fn old() {}

#[julia]
pub struct Handle {
    #[deprecated]
    pub old: i32,
}

#[julia]
#[allow(deprecated)]
impl Handle {
    #[deprecated]
    pub fn new(old: i32) -> Self {
        Handle { old }
    }
}

#[julia]
#[derive(Clone, Copy)]
pub enum Kind {
    New,
    #[deprecated]
    Old,
}
END
succeeds "$PREBIND" build deprecated
printf '\n#[julia]\npub fn unused() {\n    let unused = 1;\n}\n' >>deprecated/src/lib.rs
fails 1 "$PREBIND" build deprecated
says 'error: unused variable: `unused`'
equals "$(grep -c '^error: ' errors)" 3
