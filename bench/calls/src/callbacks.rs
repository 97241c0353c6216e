//! Functions of the host that are called a thousand times, and a thousand lines of a log.

use prebind::julia;
use std::hint::black_box;

#[cfg(feature = "logs")]
prebind::host_logger!();

pub const TIMES: i64 = 1000;

#[julia]
pub fn call_with_numbers(f: &dyn Fn(i64) -> i64) -> i64 {
    (0..TIMES).map(f).sum()
}

#[no_mangle]
pub extern "C" fn hand_call_with_numbers(f: extern "C" fn(i64) -> i64) -> i64 {
    (0..TIMES).map(|number| f(number)).sum()
}

#[julia]
pub fn call_with_texts(text: &str, f: &dyn Fn(&str) -> i64) -> i64 {
    (0..TIMES).map(|_| f(black_box(text))).sum()
}

/// # Safety
/// `text` leads to `length` bytes of UTF-8.
#[no_mangle]
pub unsafe extern "C" fn hand_call_with_texts(
    text: *const u8,
    length: usize,
    f: extern "C" fn(*const u8, usize) -> i64,
) -> i64 {
    (0..TIMES).map(|_| f(black_box(text), length)).sum()
}

#[julia]
pub fn log_lines() -> i64 {
    let mut sum = 0;
    for number in 0..TIMES {
        log::trace!("the number is {}", number);
        sum += black_box(number);
    }
    sum
}

#[no_mangle]
pub extern "C" fn hand_log_lines() -> i64 {
    let mut sum = 0;
    for number in 0..TIMES {
        sum += black_box(number);
    }
    sum
}
