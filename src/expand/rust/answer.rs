#[repr(C)]
struct __PrebindAnswer {
    take: unsafe extern "C" fn(*mut __PrebindAnswer, *const u8, usize),
    bytes: prebind_std::vec::Vec<u8>,
}
unsafe extern "C" fn prebind_take(
    prebind_w: *mut __PrebindAnswer, prebind_p: *const u8, prebind_n: usize,
) {
    (*prebind_w).bytes =
        prebind_std::vec::Vec::from(prebind_std::slice::from_raw_parts(prebind_p, prebind_n));
}
