/// A value on the heap, in enums that hold themselves. Copies copy the value; one that was moved
/// from has none.
template <typename T>
class boxed {
 public:
  template <typename U, typename = std::enable_if_t<std::conjunction_v<
                            std::negation<std::is_same<std::decay_t<U>, boxed>>,
                            std::is_constructible<T, U &&>>>>
  boxed(U &&value) : value_(std::make_unique<T>(std::forward<U>(value))) {}
  boxed(const boxed &other) : value_(std::make_unique<T>(*other)) {}
  boxed(boxed &&other) noexcept = default;
  boxed &operator=(boxed other) noexcept {
    value_.swap(other.value_);
    return *this;
  }
  ~boxed() = default;

  T &operator*() noexcept { return *value_; }
  const T &operator*() const noexcept { return *value_; }
  T *operator->() noexcept { return value_.get(); }
  const T *operator->() const noexcept { return value_.get(); }

 private:
  std::unique_ptr<T> value_;
};

namespace detail {

template <typename T>
struct Packing<boxed<T>> {
  static void write(PackedBytes &bytes, const boxed<T> &value) { Packing<T>::write(bytes, *value); }
  static boxed<T> read(PackedReader &reader) { return boxed<T>(Packing<T>::read(reader)); }
};

// The fields of a variant, one after the other.
template <typename... Fields>
void write_fields(PackedBytes &bytes, const Fields &...fields) {
  (Packing<Fields>::write(bytes, fields), ...);
}

// An enum with data: the number of its variant, and the fields of that. Of an open one, a newer
// library may have more, so the length of the fields is written before them.
template <typename T, bool IsOpen>
struct PackingTagged {
  using Variant = typename T::Variant;
  static constexpr std::size_t kKnown = std::variant_size_v<Variant> - (IsOpen ? 1 : 0);

  static void write(PackedBytes &bytes, const T &value) {
    std::visit([&](const auto &fields) { write_as(bytes, value.variant.index(), fields); },
               value.variant);
  }
  static T read(PackedReader &reader) {
    return read(reader, std::make_index_sequence<kKnown>());
  }

 private:
  template <typename Fields>
  static void write_as(PackedBytes &bytes, std::size_t index, const Fields &fields) {
    if constexpr (IsOpen) {
      if constexpr (std::is_same_v<Fields, typename T::Unknown>) index = fields.number;
      Packing<std::uint32_t>::write(bytes, static_cast<std::uint32_t>(index));
      const std::size_t at = bytes.size();
      Packing<std::uint64_t>::write(bytes, 0);
      if constexpr (!std::is_same_v<Fields, typename T::Unknown>) {
        Packing<Fields>::write(bytes, fields);
      }
      const std::uint64_t length = bytes.size() - at - sizeof(std::uint64_t);
      std::memcpy(bytes.data() + at, &length, sizeof(length));
    } else {
      Packing<std::uint32_t>::write(bytes, static_cast<std::uint32_t>(index));
      Packing<Fields>::write(bytes, fields);
    }
  }
  template <std::size_t I>
  static T read_as(PackedReader &reader) {
    return T(Packing<std::variant_alternative_t<I, Variant>>::read(reader));
  }
  template <std::size_t... I>
  static T read(PackedReader &reader, std::index_sequence<I...>) {
    using Read = T (*)(PackedReader &);
    static constexpr Read kReads[] = {&read_as<I>...};
    const auto number = reader.read<std::uint32_t>();
    if constexpr (IsOpen) {
      const auto length = reader.read<std::uint64_t>();
      if (number >= kKnown) {
        reader.at += length;
        return T(typename T::Unknown{number});
      }
    }
    return kReads[number](reader);
  }
};

template <typename T>
struct Lift<T, std::enable_if_t<is_tagged<T>>> : LiftPacked<T> {};

template <typename T>
struct LiftError<T, std::enable_if_t<is_tagged<T>>> {
  static T take(const std::uint64_t *words) {
    const auto length = static_cast<std::size_t>(words[1]);
    auto *const address = reinterpret_cast<char *>(static_cast<std::uintptr_t>(words[0]));
    return LiftPacked<T>::take(Text{address, length, length});
  }
};

// A library may have variants behind those that the header has.
inline bool begins_with(const std::uint8_t *definition, std::string_view text) noexcept {
  std::uint64_t length = 0;
  std::memcpy(&length, definition, sizeof(length));
  return length >= text.size() &&
         std::memcmp(definition + sizeof(length), text.data(), text.size()) == 0;
}

}  // namespace detail

/// Enums with data that a function takes as a list, as one piece of memory: made of any range of
/// them.
template <typename T>
class packed_list {
 public:
  template <typename Range,
            typename Element = decltype(*std::begin(std::declval<const Range &>())),
            typename = std::enable_if_t<std::is_convertible_v<Element, const T &>>>
  packed_list(const Range &values) {
    for (const auto &each : values) add(each);
  }
  packed_list(std::initializer_list<T> values) {
    for (const T &each : values) add(each);
  }

  [[nodiscard]] const char *data() const noexcept { return bytes_.data(); }
  [[nodiscard]] std::size_t size() const noexcept { return size_; }

 private:
  void add(const T &value) {
    detail::Packing<T>::write(bytes_, value);
    ++size_;
  }

  detail::PackedBytes bytes_;
  std::size_t size_ = 0;
};

namespace detail {

template <typename T>
struct LiftTaggedList {
  using Slot = Elements;
  static std::vector<T> take(const Slot &slot) {
    const ElementsOwner owned(slot);
    PackedReader reader{static_cast<const char *>(slot.address)};
    std::vector<T> values;
    values.reserve(slot.length);
    for (std::size_t i = 0; i < slot.length; ++i) values.push_back(Packing<T>::read(reader));
    return values;
  }
};

}  // namespace detail
