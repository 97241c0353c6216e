#[inline] unsafe fn prebind_slice_mut<'prebind, T>(
    _: &'prebind (), prebind_p: *mut T, prebind_n: usize,
) -> &'prebind mut [T] {
    prebind_std::slice::from_raw_parts_mut(prebind_p, prebind_n)
}
