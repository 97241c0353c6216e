unsafe fn HOLE_name(
    prebind_p: *mut u8, prebind_a: *const usize, prebind_n: usize,
) -> prebind_std::result::Result<HOLE_type, (u32, &'static prebind_std::primitive::str)> {
    let prebind_d = prebind_std::slice::from_raw_parts(prebind_a, prebind_n);
    let mut prebind_l = 1usize;
    if prebind_d.contains(&0) {
        prebind_l = 0;
    }
    for prebind_k in prebind_d {
        prebind_l = prebind_l.saturating_mul(*prebind_k);
    }
    if prebind_l > isize::MAX as usize / prebind_std::mem::size_of::<HOLE_element>() {
        return prebind_std::result::Result::Err((HOLE_refused, "has too many elements"));
    }
    let mut prebind_v = prebind_std::vec::Vec::new();
    if prebind_l > 0 {
        HOLE_check
        prebind_v.extend_from_slice(
            prebind_std::slice::from_raw_parts(prebind_p as *const HOLE_element, prebind_l));
    }
    match HOLE_made {
        prebind_std::result::Result::Ok(prebind_v) => prebind_std::result::Result::Ok(prebind_v),
        _ => prebind_std::result::Result::Err((HOLE_refused, "has too many elements")),
    }
}
