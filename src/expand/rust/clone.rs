fn prebind_operation<T: prebind_std::clone::Clone>(prebind_v: &T) -> T {
    prebind_std::clone::Clone::clone(prebind_v)
}
