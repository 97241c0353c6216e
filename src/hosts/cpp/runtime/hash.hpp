
/// As Rust's `Hash` has it.
template <>
struct std::hash<::HOLE_space::HOLE_type> {
  std::size_t operator()(const ::HOLE_space::HOLE_type &object) const {
    return static_cast<std::size_t>(::HOLE_space::detail::unwrap(::HOLE_space::try_hash(object)));
  }
};
