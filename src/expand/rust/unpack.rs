#[inline] unsafe fn prebind_get<T>(prebind_i: &mut *const u8) -> T {
    let prebind_v = prebind_std::ptr::read_unaligned(*prebind_i as *const T);
    *prebind_i = prebind_i.add(prebind_std::mem::size_of::<T>());
    prebind_v
}
#[inline] unsafe fn prebind_get_all<T: prebind_std::marker::Copy>(
    prebind_i: &mut *const u8,
) -> prebind_std::vec::Vec<T> {
    let prebind_n = prebind_get::<usize>(prebind_i);
    let mut prebind_c = prebind_std::vec::Vec::<T>::with_capacity(prebind_n);
    let prebind_b = prebind_n * prebind_std::mem::size_of::<T>();
    prebind_std::ptr::copy_nonoverlapping(*prebind_i, prebind_c.as_mut_ptr() as *mut u8, prebind_b);
    prebind_c.set_len(prebind_n);
    *prebind_i = prebind_i.add(prebind_b);
    prebind_c
}
