
/// As Rust's `Hash` has it.
template <>
struct std::hash<::HOLE_scope::HOLE_type> {
  std::size_t operator()(const ::HOLE_scope::HOLE_type &object) const {
    return static_cast<std::size_t>(::HOLE_space::detail::unwrap(::HOLE_scope::try_hash(object)));
  }
};
