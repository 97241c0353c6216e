/// Why a call has no value.
enum class FailureKind : std::uint32_t {
  /// The library was not loaded, or is another one.
  loading = 0,
  /// Rust panicked.
  panic = 1,
  /// The function returned `Err`.
  error = 2,
  /// An argument was refused. Rust was not called, and nothing was taken.
  refused = 3,
  /// A function that was passed threw an exception.
  callback = 4,
  /// An object is in use by another call, or belongs to another thread. Nothing was taken.
  borrowed = 5,
HOLE_kind_cancelled
};

/// Rust panicked. `what` says where, too.
class RustPanic : public std::runtime_error {
 public:
  RustPanic(std::string message, std::string place)
      : std::runtime_error("Rust panicked" + (place.empty() ? place : " at " + place) + ": " +
                           message),
        message_(std::move(message)),
        place_(std::move(place)) {}

  /// The text of the panic.
  [[nodiscard]] const std::string &message() const noexcept { return message_; }

  /// `file:line:column` in the sources of Rust; empty if that is not known.
  [[nodiscard]] const std::string &place() const noexcept { return place_; }

 private:
  std::string message_;
  std::string place_;
};

/// A function returned `Err`. `what` is the text of the error.
class RustError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;

  /// The text of the error, as its `Display` writes it.
  [[nodiscard]] std::string message() const { return what(); }
};

/// An `Err` with a value that C++ has too.
template <typename E>
class RustErrorOf : public RustError {
 public:
  RustErrorOf(const std::string &message, std::shared_ptr<E> value)
      : RustError(message), value_(std::move(value)) {}

  /// The error itself. Copies of the exception share it.
  [[nodiscard]] E &value() const noexcept { return *value_; }

 private:
  std::shared_ptr<E> value_;
};

/// An object is in use by a call that excludes this one, or belongs to another thread.
class BorrowError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

HOLE_cancelled
/// The library cannot be loaded, or it is another one than this header was made with.
class LoadError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Why a call has no value: what functions whose names begin with `try_` return instead of throwing
/// an exception. Copies share what they hold.
class [[nodiscard]] Failure {
 public:
  Failure(FailureKind kind, std::string message)
      : data_(std::make_shared<Data>(Data{kind, std::move(message), {}, {}, {}, nullptr})) {}

  // To move one is to copy it: it always says why.
  Failure(const Failure &) = default;
  Failure &operator=(const Failure &) = default;

  [[nodiscard]] FailureKind kind() const noexcept { return data_->kind; }

  /// The text of the panic or error, or what is wrong with an argument.
  [[nodiscard]] const std::string &message() const noexcept { return data_->message; }

  /// Of a panic, `file:line:column`; else empty.
  [[nodiscard]] const std::string &place() const noexcept { return data_->place; }

  /// What a function that was passed threw; else null.
  [[nodiscard]] std::exception_ptr exception() const noexcept { return data_->thrown; }

  /// The error that Rust returned, if it is an `E`; else null.
  template <typename E>
  [[nodiscard]] E *value() const noexcept {
    const auto *held = std::any_cast<std::shared_ptr<E>>(&data_->value);
    return held == nullptr ? nullptr : held->get();
  }

  /// Throws it as an exception. A program that is compiled without exceptions ends here.
  [[noreturn]] HOLE_macro_COLD void raise() const {
#if HOLE_macro_EXCEPTIONS
    switch (kind()) {
      case FailureKind::loading:
        throw LoadError(message());
      case FailureKind::panic:
        throw RustPanic(message(), place());
      case FailureKind::error:
        if (data_->raise_error != nullptr) data_->raise_error(*data_);
        throw RustError(message());
      case FailureKind::callback:
        if (data_->thrown != nullptr) std::rethrow_exception(data_->thrown);
        throw std::runtime_error("a function that Rust called failed");
      case FailureKind::borrowed:
        throw BorrowError(message());
HOLE_throw_cancelled
      case FailureKind::refused:
        break;
    }
    throw std::invalid_argument(message());
#else
    std::fprintf(stderr, "HOLE_space: %s\n", message().c_str());
    std::abort();
#endif
  }

 private:
  friend struct detail::Access;

  struct Data {
    FailureKind kind;
    std::string message;
    std::string place;
    std::exception_ptr thrown;
    std::any value;
    void (*raise_error)(const Data &);
  };

  std::shared_ptr<Data> data_;
};
