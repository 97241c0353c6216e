/// Elements that lie in memory side by side and belong to somebody else, as `std::span` of C++20:
/// made of any container that has `data` and `size`, of arrays, and of a list in braces.
template <typename T>
class span {
 public:
  using element_type = T;
  using value_type = std::remove_cv_t<T>;

  span() noexcept = default;
  span(T *data, std::size_t size) noexcept : data_(data), size_(size) {}
  template <std::size_t N>
  span(T (&array)[N]) noexcept : data_(array), size_(N) {}
  template <typename Range, typename Data = decltype(std::declval<Range &>().data()),
            typename = decltype(std::declval<Range &>().size()),
            typename = std::enable_if_t<std::is_convertible_v<
                std::remove_pointer_t<Data> (*)[], T (*)[]>>,
            typename = std::enable_if_t<std::is_lvalue_reference_v<Range &&> || std::is_const_v<T>>>
  span(Range &&range) noexcept : data_(range.data()), size_(range.size()) {}
  template <typename U = T, typename = std::enable_if_t<std::is_const_v<U>>>
  span(std::initializer_list<std::remove_cv_t<U>> list) noexcept {
    data_ = list.begin();
    size_ = list.size();
  }

  [[nodiscard]] T *data() const noexcept { return data_; }
  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] bool empty() const noexcept { return size_ == 0; }
  [[nodiscard]] T *begin() const noexcept { return data_; }
  [[nodiscard]] T *end() const noexcept { return data_ + size_; }
  T &operator[](std::size_t index) const noexcept { return data_[index]; }

 private:
  T *data_ = nullptr;
  std::size_t size_ = 0;
};

namespace detail {

struct Elements {
  void *address;
  std::size_t length;
  std::size_t bytes;
  std::size_t alignment;
};

// Memory of Rust's, which goes back to it.
class ElementsOwner {
 public:
  ElementsOwner() noexcept = default;
  explicit ElementsOwner(const Elements &elements) noexcept : elements_(elements) {}
  ElementsOwner(ElementsOwner &&other) noexcept
      : elements_(std::exchange(other.elements_, Elements())) {}
  ElementsOwner &operator=(ElementsOwner &&other) noexcept {
    std::swap(elements_, other.elements_);
    return *this;
  }
  ~ElementsOwner() {
    if (elements_.bytes != 0) {
      glue::HOLE_release_memory(elements_.address, elements_.bytes, elements_.alignment);
    }
  }

  const Elements &get() const noexcept { return elements_; }

 private:
  Elements elements_ = {};
};

}  // namespace detail

/// A vector that Rust made, in the very memory that it made it in. It can be moved, and its
/// elements can be changed; it cannot grow.
template <typename T>
class [[nodiscard]] Vector {
 public:
  using value_type = T;
  using size_type = std::size_t;
  using difference_type = std::ptrdiff_t;
  using reference = T &;
  using const_reference = const T &;
  using iterator = T *;
  using const_iterator = const T *;

  Vector() noexcept = default;

  [[nodiscard]] T *data() noexcept { return static_cast<T *>(owner_.get().address); }
  [[nodiscard]] const T *data() const noexcept {
    return static_cast<const T *>(owner_.get().address);
  }
  [[nodiscard]] std::size_t size() const noexcept { return owner_.get().length; }
  [[nodiscard]] bool empty() const noexcept { return size() == 0; }
  [[nodiscard]] T *begin() noexcept { return data(); }
  [[nodiscard]] T *end() noexcept { return data() + size(); }
  [[nodiscard]] const T *begin() const noexcept { return data(); }
  [[nodiscard]] const T *end() const noexcept { return data() + size(); }
  T &operator[](std::size_t index) noexcept { return data()[index]; }
  const T &operator[](std::size_t index) const noexcept { return data()[index]; }

  friend bool operator==(const Vector &left, const Vector &right) {
    return std::equal(left.begin(), left.end(), right.begin(), right.end());
  }
  friend bool operator!=(const Vector &left, const Vector &right) { return !(left == right); }

 private:
  friend struct detail::Lift<Vector>;
  explicit Vector(const detail::Elements &elements) noexcept : owner_(elements) {}

  detail::ElementsOwner owner_;
};

namespace detail {

template <typename T>
struct Lift<Vector<T>> {
  using Slot = Elements;
  static Vector<T> take(const Slot &slot) noexcept { return Vector<T>(slot); }
};

template <typename Range>
const void *elements(const Range &range) noexcept {
  return range.data();
}
template <typename T>
void *writable(const span<T> &range) noexcept {
  return range.data();
}
template <typename Range>
const void *elements(const std::optional<Range> &range) noexcept {
  return range ? range->data() : nullptr;
}
template <typename T>
void *writable(const std::optional<span<T>> &range) noexcept {
  return range ? range->data() : nullptr;
}
template <typename Range>
std::size_t count(const Range &range) noexcept {
  return range.size();
}
template <typename Range>
std::size_t count(const std::optional<Range> &range) noexcept {
  return range ? range->size() : 0;
}

// Rust needs elements where their type may lie.
template <typename T>
bool is_misplaced(const span<T> &range) noexcept {
  // A test of the pointer for null would make compilers take the failure for the usual case.
  const auto address = reinterpret_cast<std::uintptr_t>(range.data());
  return range.size() != 0 && (address == 0 || address % alignof(T) != 0);
}
template <typename T>
bool is_misplaced(const std::optional<span<T>> &range) noexcept {
  return range && is_misplaced(*range);
}
HOLE_macro_COLD inline Failure refuse_place(const char *name) {
  return refused(std::string("the elements of `") + name +
                 "` do not lie at an address where their type may lie");
}

}  // namespace detail
