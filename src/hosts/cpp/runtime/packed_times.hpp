template <typename T>
struct PackingTime {
  static void write(PackedBytes &bytes, const T &time) {
    if constexpr (std::is_same_v<T, std::chrono::nanoseconds>) {
      if (is_negative(time)) throw_out_of_range("Rust's `Duration` is never negative");
    }
    Packing<std::uint64_t>::write(bytes, seconds(time));
    Packing<std::uint64_t>::write(bytes, nanoseconds(time));
  }
  static T read(PackedReader &reader) {
    const auto whole = reader.read<std::uint64_t>();
    return time_of<T>(whole, reader.read<std::uint64_t>());
  }
};
template <>
struct Packing<std::chrono::nanoseconds> : PackingTime<std::chrono::nanoseconds> {};
template <>
struct Packing<Point> : PackingTime<Point> {};
