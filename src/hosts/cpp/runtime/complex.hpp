namespace detail {

template <typename T>
T real(const std::complex<T> &number) noexcept {
  return number.real();
}
template <typename T>
T imaginary(const std::complex<T> &number) noexcept {
  return number.imag();
}
template <typename T>
T real(const std::optional<std::complex<T>> &number) noexcept {
  return number ? number->real() : T();
}
template <typename T>
T imaginary(const std::optional<std::complex<T>> &number) noexcept {
  return number ? number->imag() : T();
}

template <typename T>
struct Lift<std::complex<T>> {
  struct Slot {
    T re;
    T im;
  };
  static std::complex<T> take(const Slot &slot) noexcept { return {slot.re, slot.im}; }
};

}  // namespace detail
