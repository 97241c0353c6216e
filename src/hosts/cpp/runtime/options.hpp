namespace detail {

// An option inside of a tuple.
template <typename S>
struct Flagged {
  S value;
  bool present;
};

template <typename T>
struct Lift<std::optional<T>> {
  using Slot = Flagged<typename Lift<T>::Slot>;
  static std::optional<T> take(const Slot &slot) {
    if (!slot.present) return std::nullopt;
    return std::optional<T>(Lift<T>::take(slot.value));
  }
};

template <typename T>
T value_of(const std::optional<T> &option) noexcept {
  return option ? *option : T();
}

}  // namespace detail
