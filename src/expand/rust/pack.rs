type __PrebindBytes = prebind_std::vec::Vec<prebind_std::mem::MaybeUninit<u8>>;
#[inline] unsafe fn prebind_put<T>(
    prebind_o: &mut __PrebindBytes, prebind_p: *const T, prebind_n: usize,
) {
    let prebind_b = prebind_n * prebind_std::mem::size_of::<T>();
    prebind_o.reserve(prebind_b);
    let prebind_e = prebind_o.len();
    prebind_std::ptr::copy_nonoverlapping(
        prebind_p as *const u8, prebind_o.as_mut_ptr().add(prebind_e) as *mut u8, prebind_b);
    prebind_o.set_len(prebind_e + prebind_b);
}
