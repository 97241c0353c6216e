fn prebind_operation<T: prebind_std::cmp::PartialEq>(prebind_v: &T, prebind_w: &T) -> bool {
    prebind_std::cmp::PartialEq::eq(prebind_v, prebind_w)
}
