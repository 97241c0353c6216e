//! Generic structs, by their instances.

use std::fmt::{self, Display};
use std::ops::{Add, Mul};

use prebind::julia;

/// Smooths numbers.
#[julia(T = f32, f64, derive(Clone, PartialEq))]
#[derive(Clone, PartialEq)]
pub struct Smoother<T: Copy> {
    /// How much of the last number stays.
    pub weight: T,
    last: Option<T>,
}

#[julia]
impl<T> Smoother<T>
where
    T: Copy + Add<Output = T> + Mul<Output = T>,
{
    /// One that has seen nothing.
    pub fn new(weight: T) -> Self {
        Smoother { weight, last: None }
    }
    pub fn smooth(&mut self, number: T) -> T {
        let last = self.last.unwrap_or(number);
        let next = last * self.weight + number;
        self.last = Some(next);
        next
    }
    pub fn smooth_last(&self) -> Option<T> {
        self.last
    }
    #[prebind::export(hosts = julia)]
    pub fn smoothers(weights: Vec<T>) -> Vec<Smoother<T>> {
        weights.into_iter().map(Smoother::new).collect()
    }
    pub fn into_weight(self) -> T {
        self.weight
    }
}

/// Of one instance alone.
#[julia]
impl Smoother<f64> {
    pub fn precise_weight(&self) -> f64 {
        self.weight
    }
}

#[julia]
impl<T: Copy + Display> Display for Smoother<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "smoother of {}", self.weight)
    }
}

#[julia]
impl<S: Copy + Mul<Output = S>> Mul<S> for &Smoother<S> {
    type Output = Smoother<S>;
    fn mul(self, by: S) -> Smoother<S> {
        Smoother { weight: self.weight * by, last: self.last }
    }
}

#[julia]
impl<T: Copy + Add<Output = T>> Add for Smoother<T> {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Smoother { weight: self.weight + other.weight, last: None }
    }
}

#[julia]
pub fn short_weight(smoother: &Smoother<f32>) -> f32 {
    smoother.weight
}

#[julia]
pub fn smoother_of(weight: f64) -> Option<Smoother<f64>> {
    (weight >= 0.0).then(|| Smoother { weight, last: None })
}

#[prebind::export(hosts = julia)]
pub fn total_weight(smoothers: &[&Smoother<f64>]) -> f64 {
    smoothers.iter().map(|each| each.weight).sum()
}

#[julia(T = f32, f64)]
pub fn weight_of<T: Copy>(smoother: &Smoother<T>) -> T {
    smoother.weight
}

/// Two parameters; not all methods are for all instances.
#[julia(A = u8, i64, B = bool, String)]
pub struct Couple<A, B> {
    pub first: A,
    pub second: B,
}

#[julia]
impl<A, B> Couple<A, B> {
    pub fn new(first: A, second: B) -> Self {
        Couple { first, second }
    }
    pub fn divorce(self) -> (A, B) {
        (self.first, self.second)
    }
}

#[julia]
impl<N: Copy> Couple<N, bool> {
    pub fn first_or(&self, other: N) -> N {
        if self.second { self.first } else { other }
    }
}

/// What it is made of does not say which instance it is.
#[julia(T = char, Label, derive(Default))]
pub struct Pile<T> {
    items: Vec<T>,
}

impl<T> Default for Pile<T> {
    fn default() -> Self {
        Pile { items: Vec::new() }
    }
}

#[julia]
impl<T> Pile<T> {
    pub fn lay(&mut self, item: T) {
        self.items.push(item)
    }
    pub fn lift(&mut self) -> Option<T> {
        self.items.pop()
    }
    pub fn pile_of(first: Option<T>) -> Self {
        Pile { items: first.into_iter().collect() }
    }
    #[julia(as = "length")]
    pub fn len(&self) -> usize {
        self.items.len()
    }
}

#[julia]
pub struct Label {
    pub text: String,
}

#[julia]
impl Label {
    pub fn new(text: String) -> Self {
        Label { text }
    }
}
