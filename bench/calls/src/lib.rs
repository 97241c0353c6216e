//! What `bench/calls.py` calls: each function once for Prebind, and once as one would write it by
//! hand for `ccall`, with the same work.

use prebind::julia;
use std::slice;

mod callbacks;
mod collections;
mod futures;
mod memory;
mod readers;
mod tree;

#[julia]
pub fn add_f64(a: f64, b: f64) -> f64 {
    a + b
}

#[no_mangle]
pub extern "C" fn hand_add_f64(a: f64, b: f64) -> f64 {
    a + b
}

#[julia]
pub fn add_i32(a: i32, b: i32) -> i32 {
    a.wrapping_add(b)
}

#[no_mangle]
pub extern "C" fn hand_add_i32(a: i32, b: i32) -> i32 {
    a.wrapping_add(b)
}

#[julia]
pub struct Counter {
    pub total: i64,
}

#[julia]
impl Counter {
    pub fn new() -> Counter {
        Counter { total: 0 }
    }

    pub fn increase(&mut self, by: i64) -> i64 {
        self.total += by;
        self.total
    }

    pub fn read(&self) -> i64 {
        self.total
    }
}

#[no_mangle]
pub extern "C" fn hand_counter_new() -> *mut Counter {
    Box::into_raw(Box::new(Counter { total: 0 }))
}

/// # Safety
/// `counter` is of `hand_counter_new`.
#[no_mangle]
pub unsafe extern "C" fn hand_counter_free(counter: *mut Counter) {
    drop(Box::from_raw(counter));
}

/// # Safety
/// `counter` is of `hand_counter_new`.
#[no_mangle]
pub unsafe extern "C" fn hand_counter_increase(counter: *mut Counter, by: i64) -> i64 {
    (*counter).increase(by)
}

/// # Safety
/// `counter` is of `hand_counter_new`.
#[no_mangle]
pub unsafe extern "C" fn hand_counter_read(counter: *const Counter) -> i64 {
    (*counter).read()
}

#[julia]
pub fn sum(numbers: &[f64]) -> f64 {
    numbers.iter().sum()
}

/// # Safety
/// `numbers` leads to `length` numbers.
#[no_mangle]
pub unsafe extern "C" fn hand_sum(numbers: *const f64, length: usize) -> f64 {
    slice::from_raw_parts(numbers, length).iter().sum()
}

#[julia]
pub fn echo(text: &str) -> String {
    text.to_string()
}

#[repr(C)]
pub struct HandText {
    bytes: *mut u8,
    length: usize,
}

/// # Safety
/// `bytes` leads to `length` bytes.
#[no_mangle]
pub unsafe extern "C" fn hand_echo(bytes: *const u8, length: usize) -> HandText {
    let text = slice::from_raw_parts(bytes, length);
    let text = std::str::from_utf8(text).expect("Julia's text is UTF-8");
    let copy = Box::leak(text.to_string().into_boxed_str());
    HandText { bytes: copy.as_mut_ptr(), length: copy.len() }
}

/// # Safety
/// `text` is of `hand_echo`.
#[no_mangle]
pub unsafe extern "C" fn hand_free_text(text: HandText) {
    drop(Box::from_raw(std::ptr::slice_from_raw_parts_mut(text.bytes, text.length)));
}

#[julia]
pub fn half(number: i64) -> Option<i64> {
    (number % 2 == 0).then(|| number / 2)
}

#[repr(C)]
pub struct HandOption {
    value: i64,
    is_some: bool,
}

#[no_mangle]
pub extern "C" fn hand_half(number: i64) -> HandOption {
    HandOption { value: number / 2, is_some: number % 2 == 0 }
}

#[julia]
pub fn root(number: f64) -> Result<f64, String> {
    if number < 0.0 {
        return Err(format!("{number} has no root"));
    }
    Ok(number.sqrt())
}

#[repr(C)]
pub struct HandResult {
    value: f64,
    error: HandText,
}

#[no_mangle]
pub extern "C" fn hand_root(number: f64) -> HandResult {
    let (value, error) = match root(number) {
        Ok(value) => (value, HandText { bytes: std::ptr::null_mut(), length: 0 }),
        Err(error) => {
            let error = Box::leak(error.into_boxed_str());
            (0.0, HandText { bytes: error.as_mut_ptr(), length: error.len() })
        }
    };
    HandResult { value, error }
}

#[julia]
pub fn zeros(length: usize) -> Vec<f64> {
    vec![0.0; length]
}

#[repr(C)]
pub struct HandVector {
    numbers: *mut f64,
    length: usize,
}

#[no_mangle]
pub extern "C" fn hand_zeros(length: usize) -> HandVector {
    let numbers = Box::leak(vec![0.0; length].into_boxed_slice());
    HandVector { numbers: numbers.as_mut_ptr(), length }
}

/// # Safety
/// The vector is of `hand_zeros`.
#[no_mangle]
pub unsafe extern "C" fn hand_free_zeros(numbers: *mut f64, length: usize) {
    drop(Box::from_raw(std::ptr::slice_from_raw_parts_mut(numbers, length)));
}
