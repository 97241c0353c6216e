template <typename K, typename V>
struct Packing<std::map<K, V>> {
  static void write(PackedBytes &bytes, const std::map<K, V> &values) {
    Packing<std::size_t>::write(bytes, values.size());
    for (const auto &each : values) {
      Packing<K>::write(bytes, each.first);
      Packing<V>::write(bytes, each.second);
    }
  }
  static std::map<K, V> read(PackedReader &reader) {
    std::map<K, V> values;
    for (auto left = reader.read<std::size_t>(); left > 0; --left) {
      K key = Packing<K>::read(reader);
      values.emplace_hint(values.end(), std::move(key), Packing<V>::read(reader));
    }
    return values;
  }
};
template <typename K, typename V>
struct Lift<std::map<K, V>> : LiftPacked<std::map<K, V>> {};
