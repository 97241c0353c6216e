template <>
struct detail::Methods<HOLE_type> {
HOLE_methods
  using All = MethodList<HOLE_all>;

  template <typename F>
  static constexpr void check() {
HOLE_checks
  }
};
