namespace detail {

template <typename T>
struct Lift<T, std::enable_if_t<std::is_enum_v<T>>> {
  struct Slot {
    std::uint64_t words[1];
  };
  static T take(const Slot &slot) noexcept { return static_cast<T>(slot.words[0]); }
};

template <typename T>
struct LiftError<T, std::enable_if_t<std::is_enum_v<T>>> {
  static T take(const std::uint64_t *words) noexcept { return static_cast<T>(words[0]); }
};

// Its integer, with its sign.
template <typename T>
const void *word(T member) noexcept {
  return reinterpret_cast<const void *>(
      static_cast<std::uintptr_t>(static_cast<std::underlying_type_t<T>>(member)));
}
template <typename T>
const void *word(const std::optional<T> &member) noexcept {
  return member ? word(*member) : nullptr;
}

}  // namespace detail
