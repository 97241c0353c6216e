template <typename T>
struct Packing<std::deque<T>> {
  static void write(PackedBytes &bytes, const std::deque<T> &values) {
    Packing<std::size_t>::write(bytes, values.size());
    for (const T &each : values) Packing<T>::write(bytes, each);
  }
  static std::deque<T> read(PackedReader &reader) {
    std::deque<T> values;
    for (auto left = reader.read<std::size_t>(); left > 0; --left) {
      values.push_back(Packing<T>::read(reader));
    }
    return values;
  }
};
template <typename T>
struct Lift<std::deque<T>> : LiftPacked<std::deque<T>> {};
