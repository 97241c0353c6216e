#[inline] unsafe fn HOLE_name<'prebind>(
    _: &'prebind (), prebind_p: *mut u8, prebind_a: *const usize, prebind_n: usize,
) -> prebind_std::result::Result<
    HOLE_type<'prebind>, (u32, &'static prebind_std::primitive::str)
> {
    let prebind_d = prebind_std::slice::from_raw_parts(prebind_a, prebind_n);
    let prebind_s = prebind_std::slice::from_raw_parts(
        prebind_a.wrapping_add(prebind_n) as *const isize, prebind_n);
    let mut prebind_l = 1usize;
    let mut prebind_w = true;
    for prebind_i in 0..prebind_n {
        prebind_w &= prebind_d[prebind_i] == 1 || prebind_s[prebind_i] == prebind_l as isize;
        prebind_l = prebind_l.saturating_mul(prebind_d[prebind_i]);
    }
    if prebind_d.contains(&0) {
        prebind_l = 0;
    } else if !prebind_w {
        return prebind_std::result::Result::Err((
            HOLE_refused, "does not lie in memory column by column in one piece: pass a copy"));
    }
    if prebind_l > isize::MAX as usize / prebind_std::mem::size_of::<HOLE_element>() {
        return prebind_std::result::Result::Err((HOLE_refused, "has too many elements"));
    }
    HOLE_check
    let prebind_p = if prebind_l == 0 {
        prebind_std::ptr::NonNull::<HOLE_element>::dangling().as_ptr()
    } else {
        prebind_p as *mut HOLE_element
    };
    prebind_std::result::Result::Ok(<HOLE_type<'prebind>>::from_slice(
        prebind_std::slice::HOLE_function(prebind_p, prebind_l), HOLE_sizes))
}
