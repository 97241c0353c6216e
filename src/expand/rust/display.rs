fn prebind_operation<T: prebind_std::fmt::Display>(prebind_v: &T) -> prebind_std::string::String {
    prebind_std::string::ToString::to_string(prebind_v)
}
