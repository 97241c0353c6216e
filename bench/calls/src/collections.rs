//! Complex numbers, arrays with strides, and maps.

use ndarray::{ArrayView2, ShapeBuilder};
use num_complex::Complex64;
use prebind::julia;
use std::collections::HashMap;
use std::{slice, str};

#[julia]
pub fn complex_sum(values: &[Complex64]) -> Complex64 {
    values.iter().sum()
}

/// # Safety
/// There are `length` numbers at `values`.
#[no_mangle]
pub unsafe extern "C" fn hand_complex_sum(values: *const Complex64, length: usize) -> Complex64 {
    complex_sum(slice::from_raw_parts(values, length))
}

#[julia]
pub fn strided_sum(values: ArrayView2<'_, f64>) -> f64 {
    values.sum()
}

/// # Safety
/// The array is at `values`, with these sizes, and strides in elements.
#[no_mangle]
pub unsafe extern "C" fn hand_strided_sum(
    values: *const f64,
    sizes: &[usize; 2],
    strides: &[usize; 2],
) -> f64 {
    strided_sum(ArrayView2::from_shape_ptr(sizes.strides(*strides), values))
}

#[julia]
pub fn map_of(length: usize) -> HashMap<String, f64> {
    (0..length).map(|i| (format!("key {}", i), i as f64)).collect()
}

#[julia]
pub fn map_sum(map: HashMap<String, f64>) -> f64 {
    map.iter().map(|(key, value)| key.len() as f64 + value).sum()
}

/// The keys, one behind the other, where each ends, and the values.
#[repr(C)]
pub struct HandMap {
    keys: *mut u8,
    key_bytes: usize,
    ends: *mut usize,
    values: *mut f64,
    length: usize,
}

#[no_mangle]
pub extern "C" fn hand_map_of(length: usize) -> HandMap {
    let (mut keys, mut ends, mut values) = (String::new(), Vec::new(), Vec::new());
    for (key, value) in map_of(length) {
        keys.push_str(&key);
        ends.push(keys.len());
        values.push(value);
    }
    let keys = Box::leak(keys.into_bytes().into_boxed_slice());
    HandMap {
        keys: keys.as_mut_ptr(),
        key_bytes: keys.len(),
        length: ends.len(),
        ends: Box::leak(ends.into_boxed_slice()).as_mut_ptr(),
        values: Box::leak(values.into_boxed_slice()).as_mut_ptr(),
    }
}

/// # Safety
/// `map` is of `hand_map_of`.
#[no_mangle]
pub unsafe extern "C" fn hand_free_map(map: HandMap) {
    drop(Box::from_raw(std::ptr::slice_from_raw_parts_mut(map.keys, map.key_bytes)));
    drop(Box::from_raw(std::ptr::slice_from_raw_parts_mut(map.ends, map.length)));
    drop(Box::from_raw(std::ptr::slice_from_raw_parts_mut(map.values, map.length)));
}

/// # Safety
/// The arrays are those of a map, and have this length; the keys are UTF-8.
#[no_mangle]
pub unsafe extern "C" fn hand_map_sum(
    keys: *const *const u8,
    lengths: *const usize,
    values: *const f64,
    length: usize,
) -> f64 {
    let (keys, lengths, values) = (
        slice::from_raw_parts(keys, length),
        slice::from_raw_parts(lengths, length),
        slice::from_raw_parts(values, length),
    );
    let text = |i: usize| str::from_utf8(slice::from_raw_parts(keys[i], lengths[i])).unwrap();
    map_sum((0..length).map(|i| (text(i).to_string(), values[i])).collect())
}
