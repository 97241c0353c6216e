namespace detail {

using PackedBytes = std::vector<char>;

inline void write(PackedBytes &bytes, const void *from, std::size_t count) {
  if (count == 0) return;
  const std::size_t at = bytes.size();
  bytes.resize(at + count);
  std::memcpy(bytes.data() + at, from, count);
}

struct PackedReader {
  const char *at;

  void read(void *to, std::size_t count) noexcept {
    if (count == 0) return;
    std::memcpy(to, at, count);
    at += count;
  }
  template <typename T>
  T read() noexcept {
    T value;
    read(&value, sizeof(T));
    return value;
  }
};

// How a part of what is nested lies in memory. Numbers are their bytes; enums, values and handles
// are as many words as they take where they are returned.
template <typename T, typename = void>
struct Packing {
  static constexpr std::size_t kWords = (sizeof(T) + 7) / 8;

  static void write(PackedBytes &bytes, const T &value) {
    if constexpr (std::is_enum_v<T>) {
      Packing<std::uint64_t>::write(
          bytes, static_cast<std::uint64_t>(static_cast<std::underlying_type_t<T>>(value)));
    } else if constexpr (std::is_class_v<T>) {
      std::uint64_t words[kWords] = {};
      std::memcpy(words, &value, sizeof(T));
      detail::write(bytes, words, sizeof(words));
    } else {
      detail::write(bytes, &value, sizeof(T));
    }
  }
  static T read(PackedReader &reader) {
    if constexpr (std::is_enum_v<T>) {
      return static_cast<T>(reader.read<std::uint64_t>());
    } else if constexpr (!std::is_class_v<T>) {
      return reader.read<T>();
    } else if constexpr (std::is_trivially_copyable_v<T>) {
      std::uint64_t words[kWords];
      reader.read(words, sizeof(words));
      return copied<T>(words);
    } else {
      return Access::adopt<T>(
          reinterpret_cast<void *>(static_cast<std::uintptr_t>(reader.read<std::uint64_t>())));
    }
  }
};

template <>
struct Packing<std::string> {
  static void write(PackedBytes &bytes, const std::string &text) {
    Packing<std::size_t>::write(bytes, text.size());
    detail::write(bytes, text.data(), text.size());
  }
  static std::string read(PackedReader &reader) {
    std::string text(reader.read<std::size_t>(), '\0');
    reader.read(text.data(), text.size());
    return text;
  }
};

template <typename T>
struct Packing<std::optional<T>> {
  static void write(PackedBytes &bytes, const std::optional<T> &option) {
    Packing<bool>::write(bytes, option.has_value());
    if (option) Packing<T>::write(bytes, *option);
  }
  static std::optional<T> read(PackedReader &reader) {
    if (reader.read<std::uint8_t>() == 0) return std::nullopt;
    return std::optional<T>(Packing<T>::read(reader));
  }
};

template <typename... Members>
struct Packing<std::tuple<Members...>> {
  static void write(PackedBytes &bytes, const std::tuple<Members...> &value) {
    std::apply([&](const Members &...each) { (Packing<Members>::write(bytes, each), ...); }, value);
  }
  // In braces they are read one after the other.
  static std::tuple<Members...> read(PackedReader &reader) {
    return std::tuple<Members...>{Packing<Members>::read(reader)...};
  }
};

template <typename T>
struct Packing<std::vector<T>> {
  static constexpr bool kIsFlat = std::is_arithmetic_v<T> && !std::is_same_v<T, bool>;

  static void write(PackedBytes &bytes, const std::vector<T> &values) {
    Packing<std::size_t>::write(bytes, values.size());
    if constexpr (kIsFlat) {
      detail::write(bytes, values.data(), values.size() * sizeof(T));
    } else {
      for (const T &each : values) Packing<T>::write(bytes, each);
    }
  }
  static std::vector<T> read(PackedReader &reader) {
    const auto count = reader.read<std::size_t>();
    std::vector<T> values;
    if constexpr (kIsFlat) {
      values.resize(count);
      reader.read(values.data(), count * sizeof(T));
    } else {
      values.reserve(count);
      for (std::size_t i = 0; i < count; ++i) values.push_back(Packing<T>::read(reader));
    }
    return values;
  }
};

// Memory of Rust's, and what lies there.
template <typename T>
struct LiftPacked {
  using Slot = Text;
  static T take(const Slot &slot) {
    const std::unique_ptr<char, TextRelease> owned(slot.address, TextRelease{slot.capacity});
    PackedReader reader{slot.address};
    return Packing<T>::read(reader);
  }
};

HOLE_collections
template <typename T>
struct Lift<std::vector<T>> : LiftPacked<std::vector<T>> {};
template <typename T>
struct Lift<std::optional<std::optional<T>>> : LiftPacked<std::optional<std::optional<T>>> {};
template <typename T>
struct IsOptional<std::optional<std::optional<T>>> : std::false_type {};
template <typename T>
struct ReturnedFor<std::optional<std::optional<T>>> {
  using Value = std::optional<std::optional<T>>;
  using Type = Returned<Text>;
  static_assert(sizeof(Type) != 0);
};

}  // namespace detail

/// What a `Vec<CString>` or `Vec<PathBuf>` comes as: texts that lie in memory as what is nested does, and not as those
/// of a `Vec<String>`.
struct packed_texts : std::vector<std::string> {
  using std::vector<std::string>::vector;
  packed_texts(std::vector<std::string> texts) : std::vector<std::string>(std::move(texts)) {}
};

namespace detail {

template <>
struct Lift<packed_texts> {
  using Slot = Text;
  static packed_texts take(const Slot &slot) {
    return LiftPacked<std::vector<std::string>>::take(slot);
  }
};

}  // namespace detail

namespace detail {

// Whether it is an enum with data.
template <typename T>
inline constexpr bool is_tagged = false;

}  // namespace detail

/// A value that is nested of others, as one piece of memory that Rust reads during a call: made of
/// the value.
template <typename T>
class packed {
 public:
  packed(const T &value) { detail::Packing<T>::write(bytes_, value); }
  template <typename U, typename = std::enable_if_t<
                            detail::is_tagged<T> && !std::is_same_v<std::decay_t<U>, packed> &&
                            std::is_convertible_v<const U &, T>>>
  packed(const U &variant) : packed(T(variant)) {}

  [[nodiscard]] const char *data() const noexcept { return bytes_.data(); }
  [[nodiscard]] std::size_t size() const noexcept { return bytes_.size(); }

 private:
  detail::PackedBytes bytes_;
};
