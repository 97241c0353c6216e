namespace detail {

// Rust may assume that nothing else refers to the memory that it writes into.
struct Bytes {
  std::uintptr_t begin;
  std::size_t size;
};

inline bool overlap(const Bytes &left, const Bytes &right) noexcept {
  return left.size != 0 && right.size != 0 && left.begin < right.begin + right.size &&
         right.begin < left.begin + left.size;
}
template <typename Range>
Bytes bytes(const Range &range) noexcept {
  return {reinterpret_cast<std::uintptr_t>(range.data()), range.size() * sizeof(*range.data())};
}
template <typename Range>
Bytes bytes(const std::optional<Range> &range) noexcept {
  return range ? bytes(*range) : Bytes{0, 0};
}
HOLE_texts
HOLE_macro_COLD inline Failure refuse_overlap(const char *left, const char *right) {
  return refused(std::string("`") + left + "` and `" + right +
                 "` share memory, and Rust writes into it: pass a copy of one of them");
}

}  // namespace detail
