namespace detail {

struct Text {
  char *address;
  std::size_t length;
  std::size_t capacity;
};

struct TextRelease {
  std::size_t capacity;
  void operator()(char *address) const noexcept {
    glue::HOLE_release_memory(address, capacity, 1);
  }
};

template <>
struct Lift<std::string> {
  using Slot = Text;
  static std::string take(const Slot &slot) {
    // There is no memory, and so no text.
    if (slot.capacity == 0) return std::string();
    const std::unique_ptr<char, TextRelease> owned(slot.address, TextRelease{slot.capacity});
    return std::string(slot.address, slot.length);
  }
};

// Text has an address, even if there is nothing of it.
template <typename Text>
const void *address(const Text &text) noexcept {
  return text.data() == nullptr ? "" : text.data();
}
template <typename Text>
const void *address(const std::optional<Text> &text) noexcept {
  return text ? address(*text) : nullptr;
}
template <typename Text>
std::size_t length(const Text &text) noexcept {
  return text.size();
}
template <typename Text>
std::size_t length(const std::optional<Text> &text) noexcept {
  return text ? text->size() : 0;
}

}  // namespace detail
