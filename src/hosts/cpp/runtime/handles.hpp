/// An object that Rust is to take if there is one: made of an object that is moved, of an option
/// that is moved, or of nothing. It refers to the object, which stays if Rust refuses the call.
template <typename T>
class taken {
 public:
  taken() noexcept = default;
  taken(std::nullopt_t) noexcept {}
  taken(T &&object) noexcept : object_(&object) {}
  taken(std::optional<T> &&object) noexcept : object_(object ? &*object : nullptr) {}

  [[nodiscard]] bool has_value() const noexcept { return object_ != nullptr; }
  T &operator*() const noexcept { return *object_; }
  T *get() const noexcept { return object_; }

 private:
  T *object_ = nullptr;
};

namespace detail {

struct Word {
  std::uint64_t words[1];
};

template <typename T>
inline constexpr bool is_handle = false;

template <typename T>
struct Lift<T, std::enable_if_t<is_handle<T>>> {
  using Slot = Word;
  static T take(const Slot &slot) noexcept {
    return Access::adopt<T>(reinterpret_cast<void *>(static_cast<std::uintptr_t>(slot.words[0])));
  }
};

template <typename T>
struct LiftError<T, std::enable_if_t<is_handle<T>>> {
  static T take(const std::uint64_t *words) noexcept {
    return Access::adopt<T>(reinterpret_cast<void *>(static_cast<std::uintptr_t>(words[0])));
  }
};

template <typename T>
void *handle(const T &object) noexcept {
  return Access::handle(object);
}
template <typename T>
void *handle(T *object) noexcept {
  return object == nullptr ? nullptr : Access::handle(*object);
}
template <typename T>
void *handle(const taken<T> &object) noexcept {
  return handle(object.get());
}

// What was moved, or taken by Rust, is no object.
template <typename T>
bool is_empty(const T &object) noexcept {
  return handle(object) == nullptr;
}
template <typename T>
bool is_empty(T *object) noexcept {
  return object != nullptr && is_empty(*object);
}
template <typename T>
bool is_empty(const taken<T> &object) noexcept {
  return is_empty(object.get());
}
HOLE_macro_COLD inline Failure refuse_empty(const char *type) {
  return refused(std::string("this ") + type +
                 " is empty: it was moved, or Rust took it in an earlier call");
}

inline bool same(const void *left, const void *right) noexcept {
  return left != nullptr && left == right;
}
HOLE_macro_COLD inline Failure refuse_same(const char *type) {
  return refused(std::string("one ") + type +
                 " is two arguments of a call, and Rust takes or changes one of them");
}

// Rust has taken these.
template <typename T>
void empty(T &object) noexcept {
  if constexpr (is_handle<std::remove_const_t<T>>) {
    Access::reset(object);
  } else if (object.has_value()) {
    Access::reset(*object);
  }
}
template <typename T>
void empty(T *object) noexcept {
  if (object != nullptr) empty(*object);
}

// A destructor has nobody to tell of a panic.
inline void released(void *status) noexcept {
  if (status == nullptr) return;
  const std::unique_ptr<RawFailure, FailureRelease> failure(static_cast<RawFailure *>(status));
  std::fprintf(stderr, "HOLE_space: an object could not be dropped: %.*s\n",
               static_cast<int>(failure->message_length), failure->message);
}

}  // namespace detail
