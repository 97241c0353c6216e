{
    let prebind_v = HOLE_value.into_owned();
    let prebind_n = [HOLE_sizes];
    let prebind_b = prebind_std::vec::Vec::<HOLE_element>::from(prebind_v.data);
    __PrebindSlots2(HOLE_elements, prebind_n)
}
