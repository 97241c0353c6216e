namespace detail {

// How many words a value takes where it is returned; 0 of what is no value.
template <typename T>
inline constexpr std::size_t words_of = 0;

template <typename T>
struct Lift<T, std::enable_if_t<words_of<T> != 0>> {
  struct Slot {
    std::uint64_t words[words_of<T>];
  };
  static T take(const Slot &slot) noexcept { return copied<T>(slot.words); }
};

template <typename T>
const void *place(const T &value) noexcept {
  return &value;
}
template <typename T>
const void *place(const std::optional<T> &value) noexcept {
  return value ? &*value : nullptr;
}

}  // namespace detail
