namespace detail {

// Whether an array of these lies in memory as it is; any other is packed.
template <typename T>
struct IsPlain : std::bool_constant<std::is_arithmetic_v<T> && !std::is_same_v<T, char32_t>> {};
HOLE_complex
template <typename T, std::size_t N>
struct IsPlain<std::array<T, N>> : IsPlain<T> {};

template <typename T, std::size_t N>
struct LiftFixed {
  struct Slot {
    typename Lift<T>::Slot values[N];
  };
  static std::array<T, N> take(const Slot &slot) noexcept {
    std::array<T, N> values;
    for (std::size_t i = 0; i < N; ++i) values[i] = Lift<T>::take(slot.values[i]);
    return values;
  }
};

template <typename T>
struct LiftPacked;
template <typename T, std::size_t N>
struct Lift<std::array<T, N>>
    : std::conditional_t<IsPlain<T>::value, LiftFixed<T, N>, LiftPacked<std::array<T, N>>> {};

template <typename T, std::size_t N>
const void *values(const std::array<T, N> &array) noexcept {
  return array.data();
}
template <typename T, std::size_t N>
const void *values(const std::optional<std::array<T, N>> &array) noexcept {
  return array ? array->data() : nullptr;
}

}  // namespace detail
