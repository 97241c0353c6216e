/// Texts that a function borrows: made of any range of what a `std::string_view` can be made of. It
/// refers to them.
class text_list {
 public:
  struct Entry {
    const char *address;
    std::size_t length;
  };

  template <typename Range,
            typename Element = decltype(*std::begin(std::declval<const Range &>())),
            typename = std::enable_if_t<std::is_convertible_v<Element, std::string_view>>>
  text_list(const Range &texts) {
    static_assert(std::is_reference_v<Element> || !std::is_convertible_v<Element, std::string>,
                  "the range makes its texts each time: keep them, for example in a vector");
    for (const auto &text : texts) add(text);
  }
  text_list(std::initializer_list<std::string_view> texts) {
    for (const std::string_view text : texts) add(text);
  }

  [[nodiscard]] const Entry *data() const noexcept { return entries_.data(); }
  [[nodiscard]] std::size_t size() const noexcept { return entries_.size(); }

 private:
  void add(std::string_view text) {
    entries_.push_back({text.data() == nullptr ? "" : text.data(), text.size()});
  }

  std::vector<Entry> entries_;
};

namespace detail {

struct Texts {
  Elements bytes;
  Elements ends;
};

template <>
struct Lift<std::vector<std::string>> {
  using Slot = Texts;
  static std::vector<std::string> take(const Slot &slot) {
    const ElementsOwner bytes(slot.bytes);
    const ElementsOwner ends(slot.ends);
    const auto *end = static_cast<const std::size_t *>(slot.ends.address);
    const auto *text = static_cast<const char *>(slot.bytes.address);
    std::vector<std::string> texts;
    texts.reserve(slot.ends.length);
    std::size_t start = 0;
    for (std::size_t i = 0; i < slot.ends.length; ++i) {
      texts.push_back(text_of(text + start, end[i] - start));
      start = end[i];
    }
    return texts;
  }
};

}  // namespace detail
