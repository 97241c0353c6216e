namespace detail {

template <typename Signature>
struct CFunction;
template <typename R, typename... Arguments>
struct CFunction<R(Arguments...)> {
  using Type = R (*)(Arguments...) noexcept;
};

template <typename F>
bool is_null(F *function) noexcept {
  return function == nullptr;
}
HOLE_macro_COLD inline Failure refuse_null(const char *name) {
  return refused(std::string("`") + name + "` is null, and Rust would call it");
}

}  // namespace detail

/// A function of C that Rust calls. It cannot throw: Rust has no way to unwind from it.
template <typename Signature>
using c_function = typename detail::CFunction<Signature>::Type;
