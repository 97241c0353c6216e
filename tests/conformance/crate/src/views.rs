//! Views of what objects have.

use std::cell::Cell;
use std::rc::Rc;
use std::sync::atomic::{AtomicU32, Ordering};

use prebind::julia;

use crate::fixed::Complex;
use crate::items::{Colour, Spot};

static ALIVE: AtomicU32 = AtomicU32::new(0);

/// How many signals there are.
#[julia]
fn signals_alive() -> u32 {
    ALIVE.load(Ordering::SeqCst)
}

/// What has been sampled.
#[julia]
pub struct Recording {
    #[julia(skip)]
    samples: Vec<f64>,
    #[julia(skip)]
    spectrum: Vec<Complex<f64>>,
    #[julia(skip)]
    spots: Vec<Spot>,
}

impl Drop for Recording {
    fn drop(&mut self) {
        ALIVE.fetch_sub(1, Ordering::SeqCst);
        self.samples.fill(f64::NAN);
    }
}

#[julia]
impl Recording {
    pub fn new(samples: Vec<f64>) -> Recording {
        ALIVE.fetch_add(1, Ordering::SeqCst);
        let spectrum = samples.iter().map(|&re| Complex { re, im: -re }).collect();
        let spots = samples.iter().map(|&x| Spot { x, y: 2.0 * x }).collect();
        Recording {
            samples,
            spectrum,
            spots,
        }
    }

    /// All samples.
    #[julia(view)]
    pub fn samples(&self) -> &[f64] {
        &self.samples
    }

    /// All samples, to change.
    #[julia(view)]
    pub fn samples_mut(&mut self) -> &mut [f64] {
        &mut self.samples
    }

    /// Those from `from` on, if there are so many.
    #[julia(view)]
    pub fn samples_from(&self, from: usize) -> Option<&[f64]> {
        self.samples.get(from..)
    }

    /// Those of a name, which is `all` or `first`.
    #[julia(view)]
    pub fn samples_named<'a>(&'a mut self, name: &str) -> Result<&'a mut [f64], String> {
        match name {
            "all" => Ok(&mut self.samples),
            "first" => Ok(&mut self.samples[..1]),
            _ => Err(format!("there is no part {name:?}")),
        }
    }

    /// As many as another signal has, at most `most`, if there are any. A panic says that there are
    /// none.
    #[julia(view, signature = (other, most = 2))]
    pub fn samples_beside(
        &self,
        other: &Recording,
        most: usize,
    ) -> Result<Option<&[f64]>, std::num::ParseIntError> {
        assert!(!other.samples.is_empty(), "the other signal is empty");
        let count = other.samples.len().min(most);
        Ok(self.samples.get(..count))
    }

    #[julia(view)]
    pub fn spectrum(&self) -> &[Complex<f64>] {
        &self.spectrum
    }

    #[julia(view)]
    pub fn spectrum_mut(&mut self) -> &mut [Complex<f64>] {
        &mut self.spectrum
    }

    #[julia(view)]
    pub fn sample_spots(&self) -> &[Spot] {
        &self.spots
    }

    /// Changed in Rust only, but borrowed as long.
    #[julia(view)]
    pub fn without_first(&mut self) -> &[f64] {
        self.samples.remove(0);
        &self.samples
    }

    pub fn push_sample(&mut self, sample: f64) {
        self.samples.push(sample);
    }

    pub fn sample_count(&self) -> usize {
        self.samples.len()
    }

    pub fn samples_address(&self) -> *const f64 {
        self.samples.as_ptr()
    }

    pub fn into_sum(self) -> f64 {
        self.samples.iter().sum()
    }

    /// What `more` has, added.
    pub fn with_added(&self, more: &[f64]) -> Vec<f64> {
        self.samples.iter().zip(more).map(|(a, b)| a + b).collect()
    }
}

/// One with elements of every kind.
#[julia]
pub struct Kinds {
    #[julia(skip)]
    counts: [usize; 2],
    #[julia(skip)]
    flags: [bool; 2],
    #[julia(skip)]
    colours: [Colour; 2],
    #[julia(skip)]
    corners: [[f32; 3]; 2],
}

#[julia]
impl Kinds {
    pub fn new() -> Kinds {
        Kinds {
            counts: [1, usize::MAX],
            flags: [true, false],
            colours: [Colour::Blue, Colour::Red],
            corners: [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]],
        }
    }

    #[julia(view)]
    pub fn kind_counts(&self) -> &[usize] {
        &self.counts
    }

    #[julia(view)]
    pub fn kind_flags(&self) -> &[bool] {
        &self.flags
    }

    #[julia(view)]
    pub fn kind_colours(&self) -> &[Colour] {
        &self.colours
    }

    #[julia(view)]
    pub fn kind_corners(&self) -> &[[f32; 3]] {
        &self.corners
    }

    #[julia(view)]
    pub fn kind_corners_mut(&mut self) -> &mut [[f32; 3]] {
        &mut self.corners
    }
}

/// One that stays on its thread.
#[julia]
pub struct LocalRecording {
    #[julia(skip)]
    samples: Rc<[f64]>,
    #[julia(skip)]
    reads: Cell<u32>,
}

#[julia]
impl LocalRecording {
    pub fn new(samples: Vec<f64>) -> LocalRecording {
        LocalRecording {
            samples: samples.into(),
            reads: Cell::new(0),
        }
    }

    #[julia(view)]
    pub fn local_samples(&self) -> &[f64] {
        self.reads.set(self.reads.get() + 1);
        &self.samples
    }

    pub fn local_reads(&self) -> u32 {
        self.reads.get()
    }

    pub fn set_local_reads(&mut self, reads: u32) {
        self.reads.set(reads);
    }
}

/// One that Rust and several handles can have.
#[julia(shared)]
pub struct SharedRecording {
    #[julia(skip)]
    samples: Vec<f64>,
}

#[julia]
impl SharedRecording {
    pub fn new(samples: Vec<f64>) -> SharedRecording {
        SharedRecording { samples }
    }

    #[julia(view)]
    pub fn shared_samples(&self) -> &[f64] {
        &self.samples
    }

    #[julia(view)]
    pub fn shared_samples_mut(&mut self) -> &mut [f64] {
        &mut self.samples
    }
}

/// Plain data: a view is of the copy that Rust got.
#[julia(value)]
#[repr(C)]
#[derive(Clone, Copy)]
pub struct Weights {
    pub each: [f64; 3],
}

#[julia]
impl Weights {
    #[julia(view)]
    pub fn weights(&self) -> &[f64] {
        &self.each
    }
}

/// Their sum.
#[julia]
pub fn sum_of_samples(samples: &[f64]) -> f64 {
    samples.iter().sum()
}

#[julia]
pub fn address_of_samples(samples: &[f64]) -> *const f64 {
    samples.as_ptr()
}

#[julia]
pub fn double_samples(samples: &mut [f64]) {
    samples.iter_mut().for_each(|each| *each *= 2.0);
}

/// Their sum, by a function of the host.
#[julia]
pub fn fold_samples(samples: &[f64], add: &dyn Fn(f64, f64) -> f64) -> f64 {
    samples.iter().fold(0.0, |sum, &each| add(sum, each))
}
