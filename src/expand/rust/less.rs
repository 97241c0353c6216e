fn prebind_operation<T: prebind_std::cmp::PartialOrd>(prebind_v: &T, prebind_w: &T) -> bool {
    prebind_std::cmp::PartialOrd::lt(prebind_v, prebind_w)
}
