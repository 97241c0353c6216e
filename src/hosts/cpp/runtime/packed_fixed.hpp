template <typename T, std::size_t N>
struct Packing<std::array<T, N>> {
  static void write(PackedBytes &bytes, const std::array<T, N> &values) {
    for (const T &each : values) Packing<T>::write(bytes, each);
  }
  static std::array<T, N> read(PackedReader &reader) {
    return read(reader, std::make_index_sequence<N>());
  }

 private:
  // In braces they are read one after the other.
  template <std::size_t... I>
  static std::array<T, N> read(PackedReader &reader, std::index_sequence<I...>) {
    return {{(static_cast<void>(I), Packing<T>::read(reader))...}};
  }
};
