use prebind::julia;

pub struct Opaque(u64);

#[julia]
fn sum_at(numbers: *const f64, length: usize) -> f64 {
    if length == 0 {
        return 0.0;
    }
    unsafe { std::slice::from_raw_parts(numbers, length) }
        .iter()
        .sum()
}

#[julia]
fn double_at(numbers: *mut i16, length: usize) {
    for number in unsafe { std::slice::from_raw_parts_mut(numbers, length) } {
        *number *= 2;
    }
}

#[julia]
fn echo_pointer(pointer: *mut f32) -> *mut f32 {
    pointer
}

#[julia]
fn option_pointer(pointer: Option<*const u8>) -> Option<*const u8> {
    pointer
}

#[julia]
fn result_pointer(pointer: *const u8, good: bool) -> Result<*const u8, u8> {
    if good {
        Ok(pointer)
    } else {
        Err(9)
    }
}

#[julia]
fn first_of(pointers: *const *const i32) -> i32 {
    unsafe { **pointers }
}

#[julia]
fn opaque_new(value: u64) -> *mut Opaque {
    Box::into_raw(Box::new(Opaque(value)))
}

#[julia]
fn opaque_take(opaque: *mut Opaque) -> u64 {
    unsafe { Box::from_raw(opaque) }.0
}

#[julia]
fn is_null(pointer: *const std::ffi::c_void) -> bool {
    pointer.is_null()
}

#[julia(unsafe)]
unsafe fn count_true(flags: *const bool, length: usize) -> usize {
    std::slice::from_raw_parts(flags, length).iter().filter(|flag| **flag).count()
}

#[julia(unsafe)]
unsafe fn raise_case(letter: *mut char) {
    *letter = (*letter).to_ascii_uppercase();
}
