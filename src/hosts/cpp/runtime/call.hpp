namespace detail {

// How a failure lies in memory.
struct RawFailure {
  std::uint32_t kind;
  std::uint32_t reserved;
  const char *message;
  std::size_t message_length;
  const char *place;
  std::size_t place_length;
  std::uint64_t value[2];
};

// The status of a call that returned `None`; null is that of one that has a value.
inline bool is_none(const void *status) noexcept {
  return reinterpret_cast<std::uintptr_t>(status) == 1;
}

// Whether Rust took what it was to take: it refuses arguments before.
inline bool took(const void *status) noexcept {
  if (status == nullptr || is_none(status)) return true;
  const auto kind = static_cast<FailureKind>(static_cast<const RawFailure *>(status)->kind);
  return kind != FailureKind::loading && kind != FailureKind::refused &&
         kind != FailureKind::borrowed;
}

// How a value that Rust returns lies in memory, and how it becomes one of C++.
template <typename T, typename>
struct Lift {
  static_assert(std::is_arithmetic_v<T> || std::is_pointer_v<T>);
  using Slot = T;
  static T take(const Slot &slot) noexcept { return slot; }
};

template <typename S>
struct Returned {
  S value;
  void *status;
};

// What a glue function returns for a T. It says by its status whether an option is there.
template <typename T>
struct ReturnedFor {
  using Value = T;
  using Type = Returned<typename Lift<T>::Slot>;
  static_assert(sizeof(Type) != 0);
};
template <>
struct ReturnedFor<void> {
  using Value = void;
  using Type = void *;
};
template <typename T>
struct ReturnedFor<std::optional<T>> {
  using Value = T;
  using Type = Returned<typename Lift<T>::Slot>;
  static_assert(sizeof(Type) != 0);
};
template <>
struct ReturnedFor<std::optional<std::monostate>> {
  using Value = std::monostate;
  using Type = void *;
};
template <typename T>
using ReturnedBy = typename ReturnedFor<T>::Type;

inline void *status_of(void *status) noexcept { return status; }
template <typename S>
void *status_of(const Returned<S> &returned) noexcept {
  return returned.status;
}

template <typename T>
struct IsOptional : std::false_type {};
template <typename T>
struct IsOptional<std::optional<T>> : std::true_type {};

// Stands for an E that is known by its text alone.
struct TextOnly {};

// A value of plain data, from its bytes: its constructors play no part.
template <typename T>
T copied(const std::uint64_t *words) noexcept {
  static_assert(std::is_trivially_copyable_v<T>);
  union Copy {
    Copy() noexcept : nothing() {}
    char nothing;
    T value;
  };
  Copy copy;
  std::memcpy(static_cast<void *>(&copy.value), words, sizeof(T));
  return copy.value;
}

// The value of an error, from the words of a failure.
template <typename E, typename = void>
struct LiftError {
  static E take(const std::uint64_t *words) noexcept { return copied<E>(words); }
};

// Marks the constructor that takes a handle over.
struct Adopted {};

struct Access {
  template <typename T>
  static T adopt(void *handle) noexcept {
    return T(Adopted{}, handle);
  }
  template <typename T>
  static void *handle(const T &object) noexcept {
    return object.prebind_handle_;
  }
  template <typename T>
  static void reset(T &object) noexcept {
    object.prebind_reset();
  }
  template <typename E>
  static void set_error(Failure &failure, const RawFailure &raw) {
    if constexpr (!std::is_same_v<E, TextOnly>) {
      auto held = std::make_shared<E>(LiftError<E>::take(raw.value));
      failure.data_->value = held;
#if HOLE_macro_EXCEPTIONS
      failure.data_->raise_error = [](const Failure::Data &data) {
        throw RustErrorOf<E>(data.message, std::any_cast<std::shared_ptr<E>>(data.value));
      };
#endif
    }
  }
  static void set_place(Failure &failure, std::string place) {
    failure.data_->place = std::move(place);
  }
  static void set_thrown(Failure &failure, std::exception_ptr thrown) noexcept {
    failure.data_->kind = FailureKind::callback;
    failure.data_->thrown = std::move(thrown);
  }
};

struct FailureRelease {
  void operator()(RawFailure *failure) const noexcept {
    // Without the library, the header made it itself.
    if (failure->kind == static_cast<std::uint32_t>(FailureKind::loading)) return;
    glue::HOLE_release_failure(failure);
  }
};

inline std::string text_of(const char *bytes, std::size_t length) {
  return length == 0 ? std::string() : std::string(bytes, length);
}

template <typename E, typename... Callables>
HOLE_macro_COLD Failure failed(void *status, const Callables &...callables) {
  const std::unique_ptr<RawFailure, FailureRelease> raw(static_cast<RawFailure *>(status));
  Failure failure(static_cast<FailureKind>(raw->kind), text_of(raw->message, raw->message_length));
  if (failure.kind() == FailureKind::error) Access::set_error<E>(failure, *raw);
  if (raw->place_length != 0) {
    Access::set_place(failure, text_of(raw->place, raw->place_length));
  }
  if (failure.kind() == FailureKind::callback) {
    (void)((callables.thrown() != nullptr &&
            (Access::set_thrown(failure, callables.thrown()), true)) ||
           ...);
  }
HOLE_claim_thrown
  return failure;
}

template <typename E, typename... Callables>
[[noreturn]] HOLE_macro_COLD void raise(void *status, const Callables &...callables) {
  failed<E>(status, callables...).raise();
}

HOLE_macro_COLD inline Failure refused(std::string message) {
  return Failure(FailureKind::refused, std::move(message));
}

template <typename T>
bool has_value(const void *status) noexcept {
  return status == nullptr || (IsOptional<T>::value && is_none(status));
}

// Of a call that has a value. It is made where it stays.
template <typename T, typename Returned>
T taken_from(const Returned &returned) {
  if constexpr (!IsOptional<T>::value) {
    return Lift<T>::take(returned.value);
  } else if (is_none(status_of(returned))) {
    return T();
  } else if constexpr (std::is_same_v<Returned, void *>) {
    return T(std::in_place);
  } else {
    return T(Lift<typename ReturnedFor<T>::Value>::take(returned.value));
  }
}

// What a call came to; it can have called these.
template <typename T, typename E, typename Returned, typename... Callables>
expected<T, Failure> result(const Returned &returned, const Callables &...callables) {
  void *const status = status_of(returned);
  if (!has_value<T>(status)) return failed<E>(status, callables...);
  if constexpr (std::is_void_v<T>) {
    return {};
  } else {
    return expected<T, Failure>(InPlace(), [&] { return taken_from<T>(returned); });
  }
}

// The value of a call; a failure is thrown.
template <typename T, typename E, typename Returned, typename... Callables>
T value(const Returned &returned, const Callables &...callables) {
  void *const status = status_of(returned);
  if (!has_value<T>(status)) raise<E>(status, callables...);
  if constexpr (!std::is_void_v<T>) return taken_from<T>(returned);
}

template <typename T>
T unwrap(expected<T, Failure> result) {
  if (!result) result.error().raise();
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

}  // namespace detail
