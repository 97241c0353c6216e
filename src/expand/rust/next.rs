fn prebind_operation<T: prebind_std::iter::Iterator>(prebind_v: &mut T)
-> prebind_std::option::Option<T::Item> {
    prebind_std::iter::Iterator::next(prebind_v)
}
