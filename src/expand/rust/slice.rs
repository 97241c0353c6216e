#[inline] unsafe fn prebind_slice<'prebind, T>(
    _: &'prebind (), prebind_p: *const T, prebind_n: usize,
) -> &'prebind [T] {
    prebind_std::slice::from_raw_parts(prebind_p, prebind_n)
}
