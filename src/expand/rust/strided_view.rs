#[inline] unsafe fn HOLE_name<'prebind>(
    _: &'prebind (), prebind_p: *mut u8, prebind_a: *const usize, prebind_n: usize,
) -> prebind_std::result::Result<
    HOLE_type<'prebind>, (u32, &'static prebind_std::primitive::str)
> {
    let prebind_d = prebind_std::slice::from_raw_parts(prebind_a, prebind_n);
    let prebind_s = prebind_std::slice::from_raw_parts(
        prebind_a.wrapping_add(prebind_n) as *const isize, prebind_n);
    let mut prebind_t = HOLE_zeros;
    let prebind_b = match prebind_strides(
        prebind_std::mem::size_of::<HOLE_element>(), prebind_d, prebind_s, &mut prebind_t,
        HOLE_is_written) {
        prebind_std::result::Result::Ok(prebind_b) => prebind_b,
        prebind_std::result::Result::Err(prebind_e) => {
            return prebind_std::result::Result::Err(prebind_e)
        }
    };
    if prebind_d.contains(&0) {
        return prebind_std::result::Result::Ok(<HOLE_type<'prebind>>::from_shape_ptr(
            HOLE_sizes, prebind_std::ptr::NonNull::<HOLE_element>::dangling().as_ptr()));
    }
    HOLE_check
    let prebind_p = (prebind_p as *mut HOLE_element).sub(prebind_b);
    let mut prebind_v = <HOLE_type<'prebind>>::from_shape_ptr(
        HOLE_root::ShapeBuilder::strides(HOLE_sizes, HOLE_strides), prebind_p);
    for prebind_i in 0..prebind_n {
        if prebind_s[prebind_i] < 0 && prebind_d[prebind_i] > 1 {
            prebind_v.invert_axis(HOLE_root::Axis(prebind_i));
        }
    }
    prebind_std::result::Result::Ok(prebind_v)
}
