template <typename T>
struct Packing<std::set<T>> {
  static void write(PackedBytes &bytes, const std::set<T> &values) {
    Packing<std::size_t>::write(bytes, values.size());
    for (const T &each : values) Packing<T>::write(bytes, each);
  }
  static std::set<T> read(PackedReader &reader) {
    std::set<T> values;
    for (auto left = reader.read<std::size_t>(); left > 0; --left) {
      values.insert(values.end(), Packing<T>::read(reader));
    }
    return values;
  }
};
template <typename T>
struct Lift<std::set<T>> : LiftPacked<std::set<T>> {};
