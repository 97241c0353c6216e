//! Slices, `Vec` and `Box<[T]>` of every number and `bool`: as arguments, returns, fields,
//! in `Option` and in `Result`.

use prebind::julia;
use std::borrow::Cow;

macro_rules! echoes {
    ($($type:ident:
        $slice:ident $vector:ident $boxed:ident $option:ident $both:ident $reverse:ident)*) => {$(
        #[julia]
        fn $slice(values: &[$type]) -> Vec<$type> {
            values.to_vec()
        }

        #[julia]
        fn $vector(values: Vec<$type>) -> Vec<$type> {
            values
        }

        #[julia]
        fn $boxed(values: Box<[$type]>) -> Box<[$type]> {
            values
        }

        // Between others, where an argument in the wrong place would show.
        #[julia]
        fn $option(
            a: u8,
            values: Option<&[$type]>,
            b: f64,
            c: Option<Vec<$type>>,
        ) -> Option<Vec<$type>> {
            let values = if a == 1 { values.map(|v| v.to_vec()) } else { c };
            values.filter(|_| b == 2.5)
        }

        #[julia]
        fn $both(values: Option<Vec<$type>>, good: bool) -> Result<Option<Box<[$type]>>, String> {
            if good {
                Ok(values.map(|v| v.into_boxed_slice()))
            } else {
                Err(format!("not {}", values.is_some()))
            }
        }

        #[julia]
        fn $reverse(values: &mut [$type]) {
            values.reverse()
        }
    )*};
}

echoes! {
    i8: slice_i8 vector_i8 boxed_i8 option_slice_i8 both_vector_i8 reverse_i8
    i16: slice_i16 vector_i16 boxed_i16 option_slice_i16 both_vector_i16 reverse_i16
    i32: slice_i32 vector_i32 boxed_i32 option_slice_i32 both_vector_i32 reverse_i32
    i64: slice_i64 vector_i64 boxed_i64 option_slice_i64 both_vector_i64 reverse_i64
    isize: slice_isize vector_isize boxed_isize option_slice_isize both_vector_isize reverse_isize
    u8: slice_u8 vector_u8 boxed_u8 option_slice_u8 both_vector_u8 reverse_u8
    u16: slice_u16 vector_u16 boxed_u16 option_slice_u16 both_vector_u16 reverse_u16
    u32: slice_u32 vector_u32 boxed_u32 option_slice_u32 both_vector_u32 reverse_u32
    u64: slice_u64 vector_u64 boxed_u64 option_slice_u64 both_vector_u64 reverse_u64
    usize: slice_usize vector_usize boxed_usize option_slice_usize both_vector_usize reverse_usize
    f32: slice_f32 vector_f32 boxed_f32 option_slice_f32 both_vector_f32 reverse_f32
    f64: slice_f64 vector_f64 boxed_f64 option_slice_f64 both_vector_f64 reverse_f64
    bool: slice_bool vector_bool boxed_bool option_slice_bool both_vector_bool reverse_bool
}

/// Where the elements are, to see that they were not copied.
#[julia]
fn slice_address(values: &[f64]) -> usize {
    values.as_ptr() as usize
}

#[julia]
fn address_of_counts(values: &[usize]) -> usize {
    values.as_ptr() as usize
}

#[julia]
fn slice_sum(values: &[f64]) -> f64 {
    values.iter().sum()
}

#[julia]
fn slice_scale(values: &mut [f64], by: f64) {
    for value in values {
        *value *= by;
    }
}

#[julia]
fn slice_scale_maybe(values: Option<&mut [f64]>, by: f64) -> Option<usize> {
    values.map(|values| {
        slice_scale(values, by);
        values.len()
    })
}

#[julia]
fn slice_copy(from: &[f64], to: &mut [f64]) {
    to.copy_from_slice(from);
}

#[julia]
fn slice_copy_bytes(from: Option<&[u8]>, to: &mut [f64]) -> usize {
    to.fill(0.0);
    from.map_or(0, |from| from.len())
}

/// Whether Rust borrows what it adds, and where that is.
#[julia]
fn cow_sum(values: Cow<'_, [f64]>) -> (f64, bool, usize) {
    let is_borrowed = matches!(values, Cow::Borrowed(_));
    (values.iter().sum(), is_borrowed, values.as_ptr() as usize)
}

/// Borrowed of its argument if that is without zeros.
#[julia]
fn cow_without_zeros(values: Cow<'_, [i32]>) -> Cow<'_, [i32]> {
    if values.contains(&0) {
        Cow::Owned(values.iter().copied().filter(|each| *each != 0).collect())
    } else {
        values
    }
}

#[julia]
fn cow_maybe(
    bytes: Option<Cow<[u8]>>,
    others: (std::borrow::Cow<'_, [bool]>, u8),
) -> Result<(Option<Cow<'static, [u8]>>, usize), String> {
    let (flags, scale) = others;
    if let Cow::Owned(_) = flags {
        return Err("not borrowed".to_owned());
    }
    let scaled = |bytes: Cow<[u8]>| bytes.iter().map(|each| each * scale).collect();
    Ok((bytes.map(scaled).map(Cow::Owned), flags.len()))
}

#[julia]
fn cow_longest(texts: Cow<[&str]>, nested: Cow<[Vec<u8>]>) -> Cow<'static, [String]> {
    let longest = nested.iter().map(Vec::len).max().unwrap_or(0);
    texts.iter().filter(|each| each.len() <= longest).map(|each| each.to_string()).collect()
}

/// What has to outlive the call is owned.
#[julia]
fn cow_lasts(values: Cow<'static, [f64]>) -> bool {
    matches!(values, Cow::Owned(_))
}

/// A vector whose memory is where the second says, much larger than its elements.
#[julia]
fn vector_made(length: usize, spare: usize) -> Vec<f64> {
    let mut values = Vec::with_capacity(length + spare);
    values.extend((0..length).map(|i| i as f64));
    LAST.store(values.as_ptr() as usize, std::sync::atomic::Ordering::Relaxed);
    values
}

static LAST: std::sync::atomic::AtomicUsize = std::sync::atomic::AtomicUsize::new(0);

#[julia]
fn vector_last_address() -> usize {
    LAST.load(std::sync::atomic::Ordering::Relaxed)
}

/// A part of its argument: a borrow is returned as a copy.
#[julia]
fn slice_tail(values: &[f64], from: usize) -> &[f64] {
    &values[from..]
}

#[julia]
fn slice_maybe_tail(values: &[u8], from: usize) -> Result<Option<&[u8]>, String> {
    if from == 0 {
        return Err("from the start".to_owned());
    }
    Ok(values.get(from..))
}

#[julia]
pub struct Series {
    pub values: Vec<f64>,
    pub flags: Option<Vec<bool>>,
    pub bytes: Box<[u8]>,
    pub units: &'static [u16],
}

#[julia]
impl Series {
    pub fn new(values: Vec<f64>) -> Series {
        Series {
            values,
            flags: None,
            bytes: Box::default(),
            units: &[1, 10, 100],
        }
    }

    pub fn as_slice(&self) -> &[f64] {
        &self.values
    }

    pub fn add_all(&mut self, to: &mut [f64]) {
        for (a, b) in to.iter_mut().zip(&self.values) {
            *a += b;
        }
    }

    /// Takes the series, whatever comes of it.
    pub fn into_chosen(self, chosen: &[bool]) -> Vec<f64> {
        self.values
            .into_iter()
            .zip(chosen)
            .filter(|(_, chosen)| **chosen)
            .map(|(value, _)| value)
            .collect()
    }
}
