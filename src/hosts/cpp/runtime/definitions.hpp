namespace detail {

// What the library says of an enum, a struct or a constant: how many bytes, and then these.
inline bool agrees(const std::uint8_t *definition, const void *bytes, std::size_t size) noexcept {
  std::uint64_t length = 0;
  std::memcpy(&length, definition, sizeof(length));
  return length == size && std::memcmp(definition + sizeof(length), bytes, size) == 0;
}
inline bool agrees(const std::uint8_t *definition,
                   std::initializer_list<std::uint64_t> words) noexcept {
  return agrees(definition, words.begin(), words.size() * sizeof(std::uint64_t));
}
inline bool agrees(const std::uint8_t *definition, std::string_view text) noexcept {
  return agrees(definition, text.data(), text.size());
}

}  // namespace detail
