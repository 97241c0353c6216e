namespace detail {

struct RawView {
  void *address;
  std::size_t length;
  void *guard;
  void (*release)(void *);
};

}  // namespace detail

/// Elements of an object of Rust's, where they lie. It can be moved. While it is there the object
/// is borrowed, and has to outlive it.
template <typename T>
class [[nodiscard]] View {
 public:
  using element_type = T;
  using value_type = std::remove_cv_t<T>;

  View() noexcept = default;
  View(View &&other) noexcept : raw_(std::exchange(other.raw_, detail::RawView())) {}
  View &operator=(View &&other) noexcept {
    std::swap(raw_, other.raw_);
    return *this;
  }
  ~View() { close(); }

  /// Ends the borrow. Nothing is in it then.
  void close() noexcept {
    const detail::RawView raw = std::exchange(raw_, detail::RawView());
    if (raw.guard != nullptr) raw.release(raw.guard);
  }

  [[nodiscard]] T *data() const noexcept { return static_cast<T *>(raw_.address); }
  [[nodiscard]] std::size_t size() const noexcept { return raw_.length; }
  [[nodiscard]] bool empty() const noexcept { return size() == 0; }
  [[nodiscard]] T *begin() const noexcept { return data(); }
  [[nodiscard]] T *end() const noexcept { return data() + size(); }
  T &operator[](std::size_t index) const noexcept { return data()[index]; }

 private:
  friend struct detail::Lift<View>;
  explicit View(const detail::RawView &raw) noexcept : raw_(raw) {}

  detail::RawView raw_ = {};
};

namespace detail {

template <typename T>
struct Lift<View<T>> {
  using Slot = RawView;
  static View<T> take(const Slot &slot) noexcept { return View<T>(slot); }
};

}  // namespace detail
