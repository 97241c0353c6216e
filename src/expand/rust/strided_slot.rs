{
    trait __PrebindRaw: prebind_std::iter::IntoIterator + prebind_std::marker::Sized {
        fn into_raw_vec_and_offset(
            self,
        ) -> (prebind_std::vec::Vec<Self::Item>, prebind_std::option::Option<usize>) {
            let prebind_b = prebind_std::iter::Iterator::collect(
                prebind_std::iter::IntoIterator::into_iter(self));
            (prebind_b, prebind_std::option::Option::None)
        }
    }
    impl<T: prebind_std::iter::IntoIterator> __PrebindRaw for T {}
    let prebind_v = HOLE_value.into_owned().reversed_axes();
    let mut prebind_n = HOLE_zeros;
    for prebind_i in 0..prebind_n.len() {
        prebind_n[prebind_i] = prebind_v.shape()[prebind_n.len() - 1 - prebind_i];
    }
    let prebind_v = if prebind_v.is_standard_layout() {
        prebind_v
    } else {
        prebind_v.as_standard_layout().into_owned()
    };
    let prebind_l = prebind_v.len();
    let (mut prebind_b, prebind_o) = prebind_v.into_raw_vec_and_offset();
    match prebind_o {
        prebind_std::option::Option::Some(prebind_o) if prebind_o != 0 => {
            prebind_b = prebind_std::vec::Vec::from(&prebind_b[prebind_o..prebind_o + prebind_l]);
        }
        _ => prebind_b.truncate(prebind_l),
    }
    __PrebindSlots2(HOLE_elements, HOLE_sizes)
}
