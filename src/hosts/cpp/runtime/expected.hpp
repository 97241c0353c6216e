namespace detail {

// Marks the constructor that gets what makes the value.
struct InPlace {};

}  // namespace detail

/// A value, or why there is none, as `std::expected` of C++23.
template <typename T, typename E>
class [[nodiscard]] expected {
 public:
  using value_type = T;
  using error_type = E;

  template <typename U = T,
            typename = std::enable_if_t<std::is_constructible_v<T, U &&> &&
                                        !std::is_same_v<std::decay_t<U>, expected> &&
                                        !std::is_same_v<std::decay_t<U>, E>>>
  expected(U &&value) : has_value_(true) {
    new (&value_) T(std::forward<U>(value));
  }
  template <typename Make>
  expected(detail::InPlace, const Make &make) : has_value_(true) {
    new (&value_) T(make());
  }
  expected(E error) : has_value_(false) { new (&error_) E(std::move(error)); }
  expected(const expected &other) : has_value_(other.has_value_) { build(other); }
  expected(expected &&other) noexcept(std::is_nothrow_move_constructible_v<T>)
      : has_value_(other.has_value_) {
    build(std::move(other));
  }
  expected &operator=(expected other) noexcept(std::is_nothrow_move_constructible_v<T>) {
    destroy();
    has_value_ = other.has_value_;
    build(std::move(other));
    return *this;
  }
  ~expected() { destroy(); }

  [[nodiscard]] bool has_value() const noexcept { return has_value_; }
  explicit operator bool() const noexcept { return has_value_; }

  /// There has to be a value.
  T &operator*() & noexcept { return value_; }
  const T &operator*() const & noexcept { return value_; }
  T &&operator*() && noexcept { return std::move(value_); }
  T *operator->() noexcept { return &value_; }
  const T *operator->() const noexcept { return &value_; }

  /// Throws the error if there is no value.
  T &value() & {
    check();
    return value_;
  }
  const T &value() const & {
    check();
    return value_;
  }
  T &&value() && {
    check();
    return std::move(value_);
  }

  template <typename U>
  [[nodiscard]] T value_or(U &&otherwise) && {
    return has_value_ ? std::move(value_) : static_cast<T>(std::forward<U>(otherwise));
  }
  template <typename U>
  [[nodiscard]] T value_or(U &&otherwise) const & {
    return has_value_ ? value_ : static_cast<T>(std::forward<U>(otherwise));
  }

  /// There has to be an error.
  [[nodiscard]] E &error() noexcept { return error_; }
  [[nodiscard]] const E &error() const noexcept { return error_; }

 private:
  void check() const {
    if (!has_value_) error_.raise();
  }
  template <typename Other>
  void build(Other &&other) {
    if (has_value_) {
      new (&value_) T(*std::forward<Other>(other));
    } else {
      new (&error_) E(other.error_);
    }
  }
  void destroy() noexcept {
    if (has_value_) {
      value_.~T();
    } else {
      error_.~E();
    }
  }

  union {
    T value_;
    E error_;
  };
  bool has_value_;
};

/// Nothing, or why it did not come about.
template <typename E>
class [[nodiscard]] expected<void, E> {
 public:
  using value_type = void;
  using error_type = E;

  expected() = default;
  expected(E error) : error_(std::move(error)) {}

  [[nodiscard]] bool has_value() const noexcept { return !error_.has_value(); }
  explicit operator bool() const noexcept { return has_value(); }

  /// Throws the error if there is one.
  void value() const {
    if (error_) error_->raise();
  }

  /// There has to be an error.
  [[nodiscard]] const E &error() const noexcept { return *error_; }

 private:
  std::optional<E> error_;
};
