// Made by Prebind 0.1.0 from the Rust library `geometry`. Do not edit it: changes are lost.
// To generate it again, run this in the folder of the file:
//   prebind build ../geometry -o geometry.hpp --lang cpp
#ifndef GEOMETRY_PREBIND_HPP
#define GEOMETRY_PREBIND_HPP

#if __cplusplus < 201703L && (!defined(_MSVC_LANG) || _MSVC_LANG < 201703L)
#error "this header needs C++17"
#endif

#include <algorithm>
#include <any>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <initializer_list>
#include <iterator>
#include <limits>
#include <memory>
#include <new>
#include <optional>
#include <ostream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

#if defined(GEOMETRY_LOAD_AT_RUN_TIME)
#if defined(_WIN32)
#include <windows.h>
#else
#include <dlfcn.h>
#endif
#endif

#if defined(__cpp_exceptions) || defined(_CPPUNWIND)
#define GEOMETRY_EXCEPTIONS 1
#else
#define GEOMETRY_EXCEPTIONS 0
#endif

#if defined(__GNUC__)
#define GEOMETRY_COLD __attribute__((cold, noinline))
#else
#define GEOMETRY_COLD
#endif

// Functions of the library: they are linked, or found by `load` when the program runs.
#if defined(GEOMETRY_LOAD_AT_RUN_TIME)
#define GEOMETRY_FUNCTION(name, ...) inline detail::Loaded<__VA_ARGS__> name
#define GEOMETRY_STATIC(name) inline const std::uint8_t *name = nullptr
#elif defined(_WIN32)
#define GEOMETRY_FUNCTION(name, ...) \
  extern "C" __declspec(dllimport) detail::Function<__VA_ARGS__> name
#define GEOMETRY_STATIC(name) extern "C" __declspec(dllimport) const std::uint8_t name[]
#else
#define GEOMETRY_FUNCTION(name, ...) extern "C" detail::Function<__VA_ARGS__> name
#define GEOMETRY_STATIC(name) extern "C" const std::uint8_t name[]
#endif

/// What the Rust library `geometry` exports.
namespace geometry {

namespace detail {

struct Access;

template <typename T, typename = void>
struct Lift;

template <typename Signature>
using Function = Signature;

#if defined(GEOMETRY_LOAD_AT_RUN_TIME)
// What stands for each function until the library is loaded.
template <typename R, typename... Arguments>
R unloaded(Arguments...);

template <typename Signature>
struct Loaded;
template <typename R, typename... Arguments>
struct Loaded<R(Arguments...)> {
  R (*function)(Arguments...) = &unloaded<R, Arguments...>;
  R operator()(Arguments... arguments) const { return function(arguments...); }
};
#endif

}  // namespace detail

namespace glue {

GEOMETRY_FUNCTION(prebind_geometry_release_memory, void(void *, std::size_t, std::size_t));
GEOMETRY_FUNCTION(prebind_geometry_release_failure, void(void *));
GEOMETRY_FUNCTION(prebind_geometry_initialize, void(bool));

}  // namespace glue

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
  [[noreturn]] GEOMETRY_COLD void raise() const {
#if GEOMETRY_EXCEPTIONS
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
      case FailureKind::refused:
        break;
    }
    throw std::invalid_argument(message());
#else
    std::fprintf(stderr, "geometry: %s\n", message().c_str());
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
#if GEOMETRY_EXCEPTIONS
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
    glue::prebind_geometry_release_failure(failure);
  }
};

inline std::string text_of(const char *bytes, std::size_t length) {
  return length == 0 ? std::string() : std::string(bytes, length);
}

template <typename E, typename... Callables>
GEOMETRY_COLD Failure failed(void *status, const Callables &...callables) {
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
  return failure;
}

template <typename E, typename... Callables>
[[noreturn]] GEOMETRY_COLD void raise(void *status, const Callables &...callables) {
  failed<E>(status, callables...).raise();
}

GEOMETRY_COLD inline Failure refused(std::string message) {
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

namespace detail {

// An option inside of a tuple.
template <typename S>
struct Flagged {
  S value;
  bool present;
};

template <typename T>
struct Lift<std::optional<T>> {
  using Slot = Flagged<typename Lift<T>::Slot>;
  static std::optional<T> take(const Slot &slot) {
    if (!slot.present) return std::nullopt;
    return std::optional<T>(Lift<T>::take(slot.value));
  }
};

template <typename T>
T value_of(const std::optional<T> &option) noexcept {
  return option ? *option : T();
}

}  // namespace detail

#if defined(__SIZEOF_INT128__)
__extension__ typedef __int128 int128;
__extension__ typedef unsigned __int128 uint128;

namespace detail {

struct Wide {
  std::uint64_t words[2];
};

inline std::uint64_t low(uint128 number) noexcept { return static_cast<std::uint64_t>(number); }
inline std::uint64_t high(uint128 number) noexcept {
  return static_cast<std::uint64_t>(number >> 64);
}
inline std::uint64_t low(int128 number) noexcept { return low(static_cast<uint128>(number)); }
inline std::uint64_t high(int128 number) noexcept { return high(static_cast<uint128>(number)); }
template <typename T>
std::uint64_t low(const std::optional<T> &number) noexcept {
  return number ? low(*number) : 0;
}
template <typename T>
std::uint64_t high(const std::optional<T> &number) noexcept {
  return number ? high(*number) : 0;
}

template <typename T>
struct LiftWide {
  using Slot = Wide;
  static T take(const Slot &slot) noexcept {
    return static_cast<T>(static_cast<uint128>(slot.words[1]) << 64 | slot.words[0]);
  }
};
template <>
struct Lift<int128> : LiftWide<int128> {};
template <>
struct Lift<uint128> : LiftWide<uint128> {};

}  // namespace detail
#endif

namespace detail {

struct Text {
  char *address;
  std::size_t length;
  std::size_t capacity;
};

struct TextRelease {
  std::size_t capacity;
  void operator()(char *address) const noexcept {
    glue::prebind_geometry_release_memory(address, capacity, 1);
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
      glue::prebind_geometry_release_memory(elements_.address, elements_.bytes, elements_.alignment);
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
GEOMETRY_COLD inline Failure refuse_place(const char *name) {
  return refused(std::string("the elements of `") + name +
                 "` do not lie at an address where their type may lie");
}

}  // namespace detail

namespace detail {

// Rust may assume that nothing else refers to the memory that it writes into.
struct Bytes {
  std::uintptr_t begin;
  std::size_t size;
};

inline bool overlap(const Bytes &left, const Bytes &right) noexcept {
  return left.size != 0 && right.size != 0 && left.begin < right.begin + right.size &&
         right.begin < left.begin + left.size;
}
template <typename Range>
Bytes bytes(const Range &range) noexcept {
  return {reinterpret_cast<std::uintptr_t>(range.data()), range.size() * sizeof(*range.data())};
}
template <typename Range>
Bytes bytes(const std::optional<Range> &range) noexcept {
  return range ? bytes(*range) : Bytes{0, 0};
}
GEOMETRY_COLD inline Failure refuse_overlap(const char *left, const char *right) {
  return refused(std::string("`") + left + "` and `" + right +
                 "` share memory, and Rust writes into it: pass a copy of one of them");
}

}  // namespace detail

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
GEOMETRY_COLD inline Failure refuse_empty(const char *type) {
  return refused(std::string("this ") + type +
                 " is empty: it was moved, or Rust took it in an earlier call");
}

inline bool same(const void *left, const void *right) noexcept {
  return left != nullptr && left == right;
}
GEOMETRY_COLD inline Failure refuse_same(const char *type) {
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
  std::fprintf(stderr, "geometry: an object could not be dropped: %.*s\n",
               static_cast<int>(failure->message_length), failure->message);
}

}  // namespace detail

namespace detail {

template <typename T>
struct Lift<T, std::enable_if_t<std::is_enum_v<T>>> {
  struct Slot {
    std::uint64_t words[1];
  };
  static T take(const Slot &slot) noexcept { return static_cast<T>(slot.words[0]); }
};

template <typename T>
struct LiftError<T, std::enable_if_t<std::is_enum_v<T>>> {
  static T take(const std::uint64_t *words) noexcept { return static_cast<T>(words[0]); }
};

// Its integer, with its sign.
template <typename T>
const void *word(T member) noexcept {
  return reinterpret_cast<const void *>(
      static_cast<std::uintptr_t>(static_cast<std::underlying_type_t<T>>(member)));
}
template <typename T>
const void *word(const std::optional<T> &member) noexcept {
  return member ? word(*member) : nullptr;
}

}  // namespace detail

namespace detail {

// How many words a value takes where it is returned; 0 of what is no value.
template <typename T>
inline constexpr std::size_t words_of = 0;

template <typename T>
struct Lift<T, std::enable_if_t<words_of<T> != 0>> {
  struct Slot {
    std::uint64_t words[words_of<T>];
  };
  static T take(const Slot &slot) noexcept { return copied<T>(slot.words); }
};

template <typename T>
const void *place(const T &value) noexcept {
  return &value;
}
template <typename T>
const void *place(const std::optional<T> &value) noexcept {
  return value ? &*value : nullptr;
}

}  // namespace detail

namespace detail {

// What an iterator of Rust yields, as an input iterator.
template <typename Owner, typename Item>
class Iterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = Item;
  using difference_type = std::ptrdiff_t;
  using pointer = Item *;
  using reference = Item &;

  Iterator() noexcept = default;
  explicit Iterator(Owner *owner) : owner_(owner) { ++*this; }

  Item &operator*() const noexcept { return *item_; }
  Item *operator->() const noexcept { return item_.get(); }
  Iterator &operator++() {
    std::optional<Item> next = owner_->next();
    item_ = next ? std::make_shared<Item>(std::move(*next)) : nullptr;
    return *this;
  }
  void operator++(int) { ++*this; }

  friend bool operator==(const Iterator &left, const Iterator &right) noexcept {
    return left.item_ == right.item_;
  }
  friend bool operator!=(const Iterator &left, const Iterator &right) noexcept {
    return left.item_ != right.item_;
  }

 private:
  Owner *owner_ = nullptr;
  std::shared_ptr<Item> item_;
};

}  // namespace detail

struct Place;
struct Dot;
class Point;
class Empty;

/// Of a point.
enum class Colour : std::uint8_t {
  /// The first.
  ///
  /// And the best.
  Red = 0,
  end = 255,
};

struct Place {
  double x;

  Place();
  /// As `Place`, but it returns what that throws.
  static expected<Place, Failure> try_new();
};
static_assert(std::is_standard_layout_v<Place> && std::is_trivially_copyable_v<Place>);
static_assert(sizeof(Place) == 8 && alignof(Place) == 8);
static_assert(offsetof(Place, x) == 0);
template <>
inline constexpr std::size_t detail::words_of<Place> = 1;

struct Dot {
  /// Where.
  Place at;
  Colour end;
};
static_assert(std::is_standard_layout_v<Dot> && std::is_trivially_copyable_v<Dot>);
static_assert(sizeof(Dot) == 16 && alignof(Dot) == 8);
static_assert(offsetof(Dot, at) == 0);
static_assert(offsetof(Dot, end) == 8);
template <>
inline constexpr std::size_t detail::words_of<Dot> = 2;

/// The most.
inline constexpr std::int16_t LIMIT = -1;

#if defined(__SIZEOF_INT128__)
inline constexpr int128 DEEP = static_cast<int128>(static_cast<uint128>(0x8000000000000000U) << 64 | 0x0U);
#endif

inline constexpr std::string_view TITLE("costs $5", 8);

template <>
inline constexpr bool detail::is_handle<Point> = true;
template <>
inline constexpr bool detail::is_handle<Empty> = true;

namespace glue {

GEOMETRY_STATIC(geometry__define_Colour__0123456789abcdef);
GEOMETRY_STATIC(geometry__define_Place__0123456789abcdef);
GEOMETRY_FUNCTION(geometry__Place__new__0123456789abcdef, detail::ReturnedBy<Place>());
GEOMETRY_STATIC(geometry__define_Dot__0123456789abcdef);
GEOMETRY_FUNCTION(geometry__Point__new__0123456789abcdef, detail::ReturnedBy<Point>(double));
GEOMETRY_FUNCTION(
    geometry__Point__parse__0123456789abcdef,
    detail::ReturnedBy<Point>(const void *, std::size_t));
GEOMETRY_FUNCTION(
    geometry__Point__scale__0123456789abcdef,
    detail::ReturnedBy<void>(const void *, float));
GEOMETRY_FUNCTION(
    geometry__Point__absorb__0123456789abcdef,
    detail::ReturnedBy<void>(const void *, const void *, std::uint8_t));
GEOMETRY_FUNCTION(
    geometry__Point__nearest__0123456789abcdef,
    detail::ReturnedBy<std::optional<Point>>(const void *, const void *, bool));
GEOMETRY_FUNCTION(
    geometry__Point__Display__0123456789abcdef,
    detail::ReturnedBy<std::string>(const void *));
GEOMETRY_FUNCTION(
    geometry__Point__PartialEq__0123456789abcdef,
    detail::ReturnedBy<bool>(const void *, const void *));
GEOMETRY_FUNCTION(
    geometry__Point__Clone__0123456789abcdef,
    detail::ReturnedBy<Point>(const void *));
GEOMETRY_FUNCTION(
    geometry__Point__Iterator__0123456789abcdef,
    detail::ReturnedBy<std::optional<double>>(const void *));
GEOMETRY_FUNCTION(
    geometry__Point__get__x__0123456789abcdef,
    detail::ReturnedBy<double>(const void *));
GEOMETRY_FUNCTION(
    geometry__Point__set__x__0123456789abcdef,
    detail::ReturnedBy<void>(const void *, double));
GEOMETRY_FUNCTION(
    geometry__Point__get__label__0123456789abcdef,
    detail::ReturnedBy<std::optional<std::string>>(const void *));
GEOMETRY_FUNCTION(
    geometry__Point__set__label__0123456789abcdef,
    detail::ReturnedBy<void>(const void *, const void *, std::size_t));
GEOMETRY_FUNCTION(geometry__Point__0123456789abcdef, void *(void *));
GEOMETRY_FUNCTION(geometry__Empty__0123456789abcdef, void *(void *));
GEOMETRY_STATIC(geometry__define_LIMIT__0123456789abcdef);
GEOMETRY_STATIC(geometry__define_DEEP__0123456789abcdef);
GEOMETRY_STATIC(geometry__define_TITLE__0123456789abcdef);
GEOMETRY_FUNCTION(
    geometry__add__0123456789abcdef,
    detail::ReturnedBy<std::int32_t>(std::int32_t, std::int32_t));
GEOMETRY_FUNCTION(
    geometry__get__0123456789abcdef,
    detail::ReturnedBy<std::optional<char32_t>>(std::size_t, bool));
GEOMETRY_FUNCTION(
    geometry__blend__0123456789abcdef,
    detail::ReturnedBy<Vector<double>>(
        const void *, std::size_t, void *, std::size_t, const void *, std::size_t, bool));
GEOMETRY_FUNCTION(geometry__function__0123456789abcdef, detail::ReturnedBy<bool>(char32_t));
GEOMETRY_FUNCTION(
    geometry__shout__0123456789abcdef,
    detail::ReturnedBy<std::string>(
        const void *, std::size_t, std::uint16_t, bool, const void *, std::size_t, char32_t,
        bool));
GEOMETRY_FUNCTION(
    geometry__paint__0123456789abcdef,
    detail::ReturnedBy<std::optional<Dot>>(const void *, bool, const void *, bool));
GEOMETRY_FUNCTION(
    geometry__peek__0123456789abcdef,
    detail::ReturnedBy<double>(const double *, void *));
GEOMETRY_FUNCTION(
    geometry__simulate__0123456789abcdef,
    detail::ReturnedBy<double>(void *, std::size_t, std::uint64_t));

}  // namespace glue

namespace detail {

// What the library says of an enum, a struct or a constant: how many bytes, and then these.
inline bool agrees(const std::uint8_t *definition, const void *bytes, std::size_t size) noexcept {
  std::uint64_t length = 0;
  std::memcpy(&length, definition, sizeof(length));
  return length == size && std::memcmp(definition + sizeof(length), bytes, size) == 0;
}
inline bool agrees(const std::uint8_t *definition,
                   std::initializer_list<std::uint64_t> words) noexcept {
  return agrees(definition, words.begin(), words.size() * sizeof(std::uint64_t));
}
inline bool agrees(const std::uint8_t *definition, std::string_view text) noexcept {
  return agrees(definition, text.data(), text.size());
}

}  // namespace detail

namespace detail {

// What differs between this header and the library: items, each in a line.
inline std::string disagreeing() {
  std::string items;
  if (!detail::agrees(glue::geometry__define_Colour__0123456789abcdef, {0x0, 0xff})) {
    items += "\n  enum Colour { Red = 0, End = 255 }";
  }
  if (!detail::agrees(glue::geometry__define_Place__0123456789abcdef, {sizeof(Place), alignof(Place), offsetof(Place, x)})) {
    items += "\n  struct Place { x: f64 } of 8 bytes";
  }
  if (!detail::agrees(glue::geometry__define_Dot__0123456789abcdef, {sizeof(Dot), alignof(Dot), offsetof(Dot, at), offsetof(Dot, end)})) {
    items += "\n  struct Dot { at: Place, end: Colour } of 16 bytes";
  }
  if (!detail::agrees(glue::geometry__define_LIMIT__0123456789abcdef, {0xffffffffffffffff})) {
    items += "\n  const LIMIT: i16 = -1";
  }
  if (!detail::agrees(glue::geometry__define_DEEP__0123456789abcdef, {0x0, 0x8000000000000000})) {
    items += "\n  const DEEP: i128 = -170141183460469231731687303715884105728";
  }
  if (!detail::agrees(glue::geometry__define_TITLE__0123456789abcdef, TITLE)) {
    items += "\n  const TITLE: &str = \"costs $5\"";
  }
  return items;
}

inline void start() {
  glue::prebind_geometry_initialize(false);
}

}  // namespace detail

#if defined(GEOMETRY_LOAD_AT_RUN_TIME)
namespace detail {

inline constexpr std::string_view kNotLoaded =
    "the Rust library geometry is not loaded: call `geometry::load` first";
inline constexpr auto kLoading = static_cast<std::uint32_t>(FailureKind::loading);
inline RawFailure not_loaded = {kLoading, 0, kNotLoaded.data(), kNotLoaded.size(), "", 0, {}};

template <typename R, typename... Arguments>
R unloaded(Arguments...) {
  if constexpr (std::is_same_v<R, void *>) {
    return &not_loaded;
  } else if constexpr (!std::is_void_v<R>) {
    R returned = {};
    returned.status = &not_loaded;
    return returned;
  }
}

#if defined(_WIN32)
inline void *open_library(const char *path) noexcept { return ::LoadLibraryA(path); }
inline void close_library(void *library) noexcept { ::FreeLibrary(static_cast<HMODULE>(library)); }
inline std::string reason() { return "error " + std::to_string(::GetLastError()); }
inline void *find_symbol(void *library, const char *name) noexcept {
  return reinterpret_cast<void *>(::GetProcAddress(static_cast<HMODULE>(library), name));
}
#else
inline void *open_library(const char *path) noexcept { return ::dlopen(path, RTLD_NOW | RTLD_LOCAL); }
inline void close_library(void *library) noexcept { ::dlclose(library); }
inline std::string reason() { return ::dlerror(); }
inline void *find_symbol(void *library, const char *name) noexcept {
  return ::dlsym(library, name);
}
#endif

// What a library has to have: a symbol, and the item that it belongs to.
class Loading {
 public:
  explicit Loading(void *library) noexcept : library_(library) {}

  template <typename R, typename... Arguments>
  void find(Loaded<R(Arguments...)> &function, const char *symbol, const char *item) {
    void *const found = find(symbol, item);
    function.function = found == nullptr ? &unloaded<R, Arguments...>
                                         : reinterpret_cast<R (*)(Arguments...)>(found);
  }
  void find(const std::uint8_t *&data, const char *symbol, const char *item) {
    data = static_cast<const std::uint8_t *>(find(symbol, item));
  }
  const std::string &missing() const noexcept { return missing_; }

 private:
  void *find(const char *symbol, const char *item) {
    void *const found = library_ == nullptr ? nullptr : find_symbol(library_, symbol);
    if (found == nullptr) missing_ += std::string("\n  ") + item;
    return found;
  }

  void *library_;
  std::string missing_;
};

inline void find_all(Loading &loading) {
  loading.find(
      glue::prebind_geometry_release_memory, "prebind_geometry_release_memory",
      "the release of memory");
  loading.find(
      glue::prebind_geometry_release_failure, "prebind_geometry_release_failure",
      "the release of failures");
  loading.find(
      glue::prebind_geometry_initialize, "prebind_geometry_initialize",
      "the start of the crate geometry");
  loading.find(
      glue::geometry__define_Colour__0123456789abcdef, "geometry__define_Colour__0123456789abcdef",
      "Colour");
  loading.find(
      glue::geometry__define_Place__0123456789abcdef, "geometry__define_Place__0123456789abcdef",
      "Place");
  loading.find(
      glue::geometry__Place__new__0123456789abcdef, "geometry__Place__new__0123456789abcdef",
      "impl Place { fn new() -> Place }");
  loading.find(
      glue::geometry__define_Dot__0123456789abcdef, "geometry__define_Dot__0123456789abcdef",
      "Dot");
  loading.find(
      glue::geometry__Point__new__0123456789abcdef, "geometry__Point__new__0123456789abcdef",
      "impl Point { fn new(x: f64) -> Point }");
  loading.find(
      glue::geometry__Point__parse__0123456789abcdef, "geometry__Point__parse__0123456789abcdef",
      "impl Point { fn parse(text: &str) -> Result<Point, u32> }");
  loading.find(
      glue::geometry__Point__scale__0123456789abcdef, "geometry__Point__scale__0123456789abcdef",
      "impl Point { fn scale(&mut self, by: f32) }");
  loading.find(
      glue::geometry__Point__absorb__0123456789abcdef, "geometry__Point__absorb__0123456789abcdef",
      "impl Point { fn absorb(&mut self, other: Point, weight: u8) -> Result<(), Display> }");
  loading.find(
      glue::geometry__Point__nearest__0123456789abcdef,
      "geometry__Point__nearest__0123456789abcdef",
      "impl Point { fn nearest(&self, others: Option<&Point>) -> Result<Option<Point>, Display> }");
  loading.find(
      glue::geometry__Point__Display__0123456789abcdef,
      "geometry__Point__Display__0123456789abcdef", "impl Point { fn Display(&self) -> String }");
  loading.find(
      glue::geometry__Point__PartialEq__0123456789abcdef,
      "geometry__Point__PartialEq__0123456789abcdef",
      "impl Point { fn PartialEq(&self, other: &Point) -> bool }");
  loading.find(
      glue::geometry__Point__Clone__0123456789abcdef, "geometry__Point__Clone__0123456789abcdef",
      "impl Point { fn Clone(&self) -> Point }");
  loading.find(
      glue::geometry__Point__Iterator__0123456789abcdef,
      "geometry__Point__Iterator__0123456789abcdef",
      "impl Point { fn Iterator(&mut self) -> Option<f64> }");
  loading.find(
      glue::geometry__Point__get__x__0123456789abcdef, "geometry__Point__get__x__0123456789abcdef",
      "Point.x: f64");
  loading.find(
      glue::geometry__Point__set__x__0123456789abcdef, "geometry__Point__set__x__0123456789abcdef",
      "Point.x: f64");
  loading.find(
      glue::geometry__Point__get__label__0123456789abcdef,
      "geometry__Point__get__label__0123456789abcdef", "Point.label: Option<String>");
  loading.find(
      glue::geometry__Point__set__label__0123456789abcdef,
      "geometry__Point__set__label__0123456789abcdef", "Point.label: Option<String>");
  loading.find(
      glue::geometry__Point__0123456789abcdef, "geometry__Point__0123456789abcdef",
      "the release of Point");
  loading.find(
      glue::geometry__Empty__0123456789abcdef, "geometry__Empty__0123456789abcdef",
      "the release of Empty");
  loading.find(
      glue::geometry__define_LIMIT__0123456789abcdef, "geometry__define_LIMIT__0123456789abcdef",
      "const LIMIT: i16 = -1");
  loading.find(
      glue::geometry__define_DEEP__0123456789abcdef, "geometry__define_DEEP__0123456789abcdef",
      "const DEEP: i128 = -170141183460469231731687303715884105728");
  loading.find(
      glue::geometry__define_TITLE__0123456789abcdef, "geometry__define_TITLE__0123456789abcdef",
      "const TITLE: &str = \"costs $5\"");
  loading.find(
      glue::geometry__add__0123456789abcdef, "geometry__add__0123456789abcdef",
      "fn add(a: i32, b: i32) -> i32");
  loading.find(
      glue::geometry__get__0123456789abcdef, "geometry__get__0123456789abcdef",
      "fn get(end: usize, _: bool) -> Option<char>");
  loading.find(
      glue::geometry__blend__0123456789abcdef, "geometry__blend__0123456789abcdef",
      "fn blend(from: &[f64], into: &mut [f64], weights: Option<Vec<f32>>) -> Result<Vec<f64>, Display>");
  loading.find(
      glue::geometry__function__0123456789abcdef, "geometry__function__0123456789abcdef",
      "fn function(returned: char) -> bool");
  loading.find(
      glue::geometry__shout__0123456789abcdef, "geometry__shout__0123456789abcdef",
      "fn shout(text: &str, times: Option<u16>, suffix: Option<&str>, mark: Option<char>) -> String");
  loading.find(
      glue::geometry__paint__0123456789abcdef, "geometry__paint__0123456789abcdef",
      "fn paint(dot: Option<Dot>, colour: Option<Colour>) -> Result<Option<Dot>, Colour>");
  loading.find(
      glue::geometry__peek__0123456789abcdef, "geometry__peek__0123456789abcdef",
      "unsafe fn peek(at: *const f64, data: *mut opaque) -> f64");
  loading.find(
      glue::geometry__simulate__0123456789abcdef, "geometry__simulate__0123456789abcdef",
      "fn simulate(state: &mut [f64], steps: u64) -> f64");
}

inline void *loaded = nullptr;

}  // namespace detail

/// Loads the library from this file, before anything else is called. It stays loaded: to load it
/// once more does nothing, and another one is an error.
inline expected<void, Failure> try_load(const std::string &path) {
  void *const library = detail::open_library(path.c_str());
  if (library == nullptr) {
    return Failure(FailureKind::loading,
                   "the Rust library " + path + " cannot be loaded: " + detail::reason());
  }
  if (detail::loaded != nullptr) {
    detail::close_library(library);
    if (library == detail::loaded) return {};
    return Failure(FailureKind::loading,
                   "the Rust library " + path + " cannot be loaded: `geometry` has loaded another file");
  }
  detail::Loading loading(library);
  detail::find_all(loading);
  std::string missing = loading.missing();
  if (missing.empty()) missing = detail::disagreeing();
  if (!missing.empty()) {
    detail::Loading nothing(nullptr);
    detail::find_all(nothing);
    detail::close_library(library);
    return Failure(FailureKind::loading,
                   "the Rust library " + path + " and this program's header were made from different sources. The library does not have" + missing + "\nTo rebuild both, run `prebind build ../geometry -o geometry.hpp --lang cpp`");
  }
  detail::start();
  detail::loaded = library;
  return {};
}

/// As `try_load`, but it throws a `LoadError`.
inline void load(const std::string &path) { detail::unwrap(try_load(path)); }
#else
namespace detail {

// Before the program's own code runs.
inline bool started() {
  const std::string differing = disagreeing();
  if (!differing.empty()) {
    std::fprintf(stderr, "%s%s%s\n", "the Rust library geometry and this program's header were made from different sources. The library does not have", differing.c_str(), "\nTo rebuild both, run `prebind build ../geometry -o geometry.hpp --lang cpp`");
    std::abort();
  }
  start();
  return true;
}
inline const bool is_started = started();

}  // namespace detail
#endif

/// A point in the plane.
class Point {
 public:
  /// A point without a label.
  explicit Point(double x);
  /// As `Point`, but it returns what that throws.
  static expected<Point, Failure> try_new(double x);

  /// Reads `"1.5"`; costs no $.
  [[nodiscard]] static Point parse(std::string_view text);
  /// As `parse`, but it returns what that throws.
  static expected<Point, Failure> try_parse(std::string_view text);
  /// Multiplies.
  void scale(float by);
  /// As `scale`, but it returns what that throws.
  expected<void, Failure> try_scale(float by);
  void absorb(Point &&other, std::uint8_t weight);
  /// As `absorb`, but it returns what that throws.
  expected<void, Failure> try_absorb(Point &&other, std::uint8_t weight);
  [[nodiscard]] std::optional<Point> nearest(const Point *others) const;
  /// As `nearest`, but it returns what that throws.
  expected<std::optional<Point>, Failure> try_nearest(const Point *others) const;
  /// A copy.
  [[nodiscard]] Point clone() const;
  /// As `clone`, but it returns what that throws.
  expected<Point, Failure> try_clone() const;

  /// The next item, or nothing at the end.
  std::optional<double> next();
  /// As `next`, but it returns what that throws.
  expected<std::optional<double>, Failure> try_next();
  using iterator = detail::Iterator<Point, double>;
  /// What is left, as a range of input iterators: it is used up by that.
  iterator begin();
  iterator end() noexcept;

  /// To the right.
  [[nodiscard]] double x() const;
  /// As `x`, but it returns what that throws.
  expected<double, Failure> try_x() const;
  void set_x(double value);
  /// As `set_x`, but it returns what that throws.
  expected<void, Failure> try_set_x(double value);
  [[nodiscard]] std::optional<std::string> label() const;
  /// As `label`, but it returns what that throws.
  expected<std::optional<std::string>, Failure> try_label() const;
  void set_label(std::optional<std::string_view> value);
  /// As `set_label`, but it returns what that throws.
  expected<void, Failure> try_set_label(std::optional<std::string_view> value);

  Point(Point &&other) noexcept
      : prebind_handle_(std::exchange(other.prebind_handle_, nullptr)) {}
  Point &operator=(Point &&other) noexcept {
    if (this != &other) {
      prebind_reset();
      prebind_handle_ = std::exchange(other.prebind_handle_, nullptr);
    }
    return *this;
  }
  ~Point() { prebind_reset(); }

  /// Whether there is an object: not after it was moved, or Rust took it.
  explicit operator bool() const noexcept { return prebind_handle_ != nullptr; }

 private:
  friend struct detail::Access;

  Point(detail::Adopted, void *handle) noexcept : prebind_handle_(handle) {}
  void prebind_reset() noexcept {
    void *const handle = std::exchange(prebind_handle_, nullptr);
    if (handle != nullptr) detail::released(glue::geometry__Point__0123456789abcdef(handle));
  }

  void *prebind_handle_;
};

class Empty {
 public:
  Empty(Empty &&other) noexcept
      : prebind_handle_(std::exchange(other.prebind_handle_, nullptr)) {}
  Empty &operator=(Empty &&other) noexcept {
    if (this != &other) {
      prebind_reset();
      prebind_handle_ = std::exchange(other.prebind_handle_, nullptr);
    }
    return *this;
  }
  ~Empty() { prebind_reset(); }

  /// Whether there is an object: not after it was moved, or Rust took it.
  explicit operator bool() const noexcept { return prebind_handle_ != nullptr; }

 private:
  friend struct detail::Access;

  Empty(detail::Adopted, void *handle) noexcept : prebind_handle_(handle) {}
  void prebind_reset() noexcept {
    void *const handle = std::exchange(prebind_handle_, nullptr);
    if (handle != nullptr) detail::released(glue::geometry__Empty__0123456789abcdef(handle));
  }

  void *prebind_handle_;
};

inline expected<Place, Failure> Place::try_new() {
  const auto returned = glue::geometry__Place__new__0123456789abcdef();
  return detail::result<Place, detail::TextOnly>(returned);
}

inline Place::Place()
    : Place([&] {
        const auto returned = glue::geometry__Place__new__0123456789abcdef();
        return detail::value<Place, detail::TextOnly>(returned);
      }()) {}

inline expected<Point, Failure> Point::try_new(double x) {
  const auto returned = glue::geometry__Point__new__0123456789abcdef(x);
  return detail::result<Point, detail::TextOnly>(returned);
}

inline Point::Point(double x)
    : Point([&] {
        const auto returned = glue::geometry__Point__new__0123456789abcdef(x);
        return detail::value<Point, detail::TextOnly>(returned);
      }()) {}

inline expected<Point, Failure> Point::try_parse(std::string_view text) {
  const auto returned = glue::geometry__Point__parse__0123456789abcdef(
      detail::address(text), detail::length(text));
  return detail::result<Point, std::uint32_t>(returned);
}

inline Point Point::parse(std::string_view text) {
  const auto returned = glue::geometry__Point__parse__0123456789abcdef(
      detail::address(text), detail::length(text));
  return detail::value<Point, std::uint32_t>(returned);
}

inline expected<void, Failure> Point::try_scale(float by) {
  if (detail::is_empty(*this)) return detail::refuse_empty("Point");
  const auto returned = glue::geometry__Point__scale__0123456789abcdef(detail::handle(*this), by);
  return detail::result<void, detail::TextOnly>(returned);
}

inline void Point::scale(float by) {
  if (detail::is_empty(*this)) detail::refuse_empty("Point").raise();
  const auto returned = glue::geometry__Point__scale__0123456789abcdef(detail::handle(*this), by);
  return detail::value<void, detail::TextOnly>(returned);
}

inline expected<void, Failure> Point::try_absorb(Point &&other, std::uint8_t weight) {
  if (detail::is_empty(*this)) return detail::refuse_empty("Point");
  if (detail::is_empty(other)) return detail::refuse_empty("Point");
  if (detail::same(detail::handle(*this), detail::handle(other))) {
    return detail::refuse_same("Point");
  }
  const auto returned = glue::geometry__Point__absorb__0123456789abcdef(
      detail::handle(*this), detail::handle(other), weight);
  if (detail::took(detail::status_of(returned))) {
    detail::empty(other);
  }
  return detail::result<void, detail::TextOnly>(returned);
}

inline void Point::absorb(Point &&other, std::uint8_t weight) {
  if (detail::is_empty(*this)) detail::refuse_empty("Point").raise();
  if (detail::is_empty(other)) detail::refuse_empty("Point").raise();
  if (detail::same(detail::handle(*this), detail::handle(other))) {
    detail::refuse_same("Point").raise();
  }
  const auto returned = glue::geometry__Point__absorb__0123456789abcdef(
      detail::handle(*this), detail::handle(other), weight);
  if (detail::took(detail::status_of(returned))) {
    detail::empty(other);
  }
  return detail::value<void, detail::TextOnly>(returned);
}

inline expected<std::optional<Point>, Failure> Point::try_nearest(const Point *others) const {
  if (detail::is_empty(*this)) return detail::refuse_empty("Point");
  if (detail::is_empty(others)) return detail::refuse_empty("Point");
  const auto returned = glue::geometry__Point__nearest__0123456789abcdef(
      detail::handle(*this), detail::handle(others), others != nullptr);
  return detail::result<std::optional<Point>, detail::TextOnly>(returned);
}

inline std::optional<Point> Point::nearest(const Point *others) const {
  if (detail::is_empty(*this)) detail::refuse_empty("Point").raise();
  if (detail::is_empty(others)) detail::refuse_empty("Point").raise();
  const auto returned = glue::geometry__Point__nearest__0123456789abcdef(
      detail::handle(*this), detail::handle(others), others != nullptr);
  return detail::value<std::optional<Point>, detail::TextOnly>(returned);
}

/// As `to_string`, but it returns what that throws.
inline expected<std::string, Failure> try_to_string(const Point &object) {
  if (detail::is_empty(object)) return detail::refuse_empty("Point");
  const auto returned = glue::geometry__Point__Display__0123456789abcdef(detail::handle(object));
  return detail::result<std::string, detail::TextOnly>(returned);
}

[[nodiscard]] inline std::string to_string(const Point &object) {
  if (detail::is_empty(object)) detail::refuse_empty("Point").raise();
  const auto returned = glue::geometry__Point__Display__0123456789abcdef(detail::handle(object));
  return detail::value<std::string, detail::TextOnly>(returned);
}

inline std::ostream &operator<<(std::ostream &stream, const Point &object) {
  return stream << to_string(object);
}

inline expected<bool, Failure> try_equal(const Point &object, const Point &other) {
  if (detail::is_empty(object)) return detail::refuse_empty("Point");
  if (detail::is_empty(other)) return detail::refuse_empty("Point");
  const auto returned = glue::geometry__Point__PartialEq__0123456789abcdef(
      detail::handle(object), detail::handle(other));
  return detail::result<bool, detail::TextOnly>(returned);
}

[[nodiscard]] inline bool operator==(const Point &object, const Point &other) {
  return detail::unwrap(try_equal(object, other));
}
[[nodiscard]] inline bool operator!=(const Point &object, const Point &other) { return !(object == other); }

inline expected<Point, Failure> Point::try_clone() const {
  if (detail::is_empty(*this)) return detail::refuse_empty("Point");
  const auto returned = glue::geometry__Point__Clone__0123456789abcdef(detail::handle(*this));
  return detail::result<Point, detail::TextOnly>(returned);
}

inline Point Point::clone() const {
  if (detail::is_empty(*this)) detail::refuse_empty("Point").raise();
  const auto returned = glue::geometry__Point__Clone__0123456789abcdef(detail::handle(*this));
  return detail::value<Point, detail::TextOnly>(returned);
}

inline expected<std::optional<double>, Failure> Point::try_next() {
  if (detail::is_empty(*this)) return detail::refuse_empty("Point");
  const auto returned = glue::geometry__Point__Iterator__0123456789abcdef(detail::handle(*this));
  return detail::result<std::optional<double>, detail::TextOnly>(returned);
}

inline std::optional<double> Point::next() {
  if (detail::is_empty(*this)) detail::refuse_empty("Point").raise();
  const auto returned = glue::geometry__Point__Iterator__0123456789abcdef(detail::handle(*this));
  return detail::value<std::optional<double>, detail::TextOnly>(returned);
}

inline Point::iterator Point::begin() { return iterator(this); }
inline Point::iterator Point::end() noexcept { return iterator(); }

inline expected<double, Failure> Point::try_x() const {
  if (detail::is_empty(*this)) return detail::refuse_empty("Point");
  const auto returned = glue::geometry__Point__get__x__0123456789abcdef(detail::handle(*this));
  return detail::result<double, detail::TextOnly>(returned);
}

inline double Point::x() const {
  if (detail::is_empty(*this)) detail::refuse_empty("Point").raise();
  const auto returned = glue::geometry__Point__get__x__0123456789abcdef(detail::handle(*this));
  return detail::value<double, detail::TextOnly>(returned);
}

inline expected<void, Failure> Point::try_set_x(double value) {
  if (detail::is_empty(*this)) return detail::refuse_empty("Point");
  const auto returned = glue::geometry__Point__set__x__0123456789abcdef(
      detail::handle(*this), value);
  return detail::result<void, detail::TextOnly>(returned);
}

inline void Point::set_x(double value) {
  if (detail::is_empty(*this)) detail::refuse_empty("Point").raise();
  const auto returned = glue::geometry__Point__set__x__0123456789abcdef(
      detail::handle(*this), value);
  return detail::value<void, detail::TextOnly>(returned);
}

inline expected<std::optional<std::string>, Failure> Point::try_label() const {
  if (detail::is_empty(*this)) return detail::refuse_empty("Point");
  const auto returned = glue::geometry__Point__get__label__0123456789abcdef(detail::handle(*this));
  return detail::result<std::optional<std::string>, detail::TextOnly>(returned);
}

inline std::optional<std::string> Point::label() const {
  if (detail::is_empty(*this)) detail::refuse_empty("Point").raise();
  const auto returned = glue::geometry__Point__get__label__0123456789abcdef(detail::handle(*this));
  return detail::value<std::optional<std::string>, detail::TextOnly>(returned);
}

inline expected<void, Failure> Point::try_set_label(std::optional<std::string_view> value) {
  if (detail::is_empty(*this)) return detail::refuse_empty("Point");
  const auto returned = glue::geometry__Point__set__label__0123456789abcdef(
      detail::handle(*this), detail::address(value), detail::length(value));
  return detail::result<void, detail::TextOnly>(returned);
}

inline void Point::set_label(std::optional<std::string_view> value) {
  if (detail::is_empty(*this)) detail::refuse_empty("Point").raise();
  const auto returned = glue::geometry__Point__set__label__0123456789abcdef(
      detail::handle(*this), detail::address(value), detail::length(value));
  return detail::value<void, detail::TextOnly>(returned);
}

/// As `add`, but it returns what that throws.
inline expected<std::int32_t, Failure> try_add(std::int32_t a, std::int32_t b) {
  const auto returned = glue::geometry__add__0123456789abcdef(a, b);
  return detail::result<std::int32_t, detail::TextOnly>(returned);
}

/// Adds.
///
/// # Panics
///
/// On overflow.
[[nodiscard]] inline std::int32_t add(std::int32_t a, std::int32_t b) {
  const auto returned = glue::geometry__add__0123456789abcdef(a, b);
  return detail::value<std::int32_t, detail::TextOnly>(returned);
}

/// As `get`, but it returns what that throws.
inline expected<std::optional<char32_t>, Failure> try_get(std::size_t end, bool argument2) {
  const auto returned = glue::geometry__get__0123456789abcdef(end, argument2);
  return detail::result<std::optional<char32_t>, detail::TextOnly>(returned);
}

[[nodiscard]] inline std::optional<char32_t> get(std::size_t end, bool argument2) {
  const auto returned = glue::geometry__get__0123456789abcdef(end, argument2);
  return detail::value<std::optional<char32_t>, detail::TextOnly>(returned);
}

/// As `blend`, but it returns what that throws.
inline expected<Vector<double>, Failure> try_blend(
    span<const double> from, span<double> into, std::optional<span<const float>> weights) {
  if (detail::is_misplaced(from)) return detail::refuse_place("from");
  if (detail::is_misplaced(into)) return detail::refuse_place("into");
  if (detail::is_misplaced(weights)) return detail::refuse_place("weights");
  if (detail::overlap(detail::bytes(into), detail::bytes(from))) {
    return detail::refuse_overlap("into", "from");
  }
  const auto returned = glue::geometry__blend__0123456789abcdef(
      detail::elements(from), detail::count(from), detail::writable(into), detail::count(into),
      detail::elements(weights), detail::count(weights), weights.has_value());
  return detail::result<Vector<double>, detail::TextOnly>(returned);
}

inline Vector<double> blend(
    span<const double> from, span<double> into, std::optional<span<const float>> weights) {
  if (detail::is_misplaced(from)) detail::refuse_place("from").raise();
  if (detail::is_misplaced(into)) detail::refuse_place("into").raise();
  if (detail::is_misplaced(weights)) detail::refuse_place("weights").raise();
  if (detail::overlap(detail::bytes(into), detail::bytes(from))) {
    detail::refuse_overlap("into", "from").raise();
  }
  const auto returned = glue::geometry__blend__0123456789abcdef(
      detail::elements(from), detail::count(from), detail::writable(into), detail::count(into),
      detail::elements(weights), detail::count(weights), weights.has_value());
  return detail::value<Vector<double>, detail::TextOnly>(returned);
}

/// As `function`, but it returns what that throws.
inline expected<bool, Failure> try_function(char32_t returned_) {
  const auto returned = glue::geometry__function__0123456789abcdef(returned_);
  return detail::result<bool, detail::TextOnly>(returned);
}

[[nodiscard]] inline bool function(char32_t returned_) {
  const auto returned = glue::geometry__function__0123456789abcdef(returned_);
  return detail::value<bool, detail::TextOnly>(returned);
}

/// As `shout`, but it returns what that throws.
inline expected<std::string, Failure> try_shout(
    std::string_view text, std::optional<std::uint16_t> times,
    std::optional<std::string_view> suffix, std::optional<char32_t> mark) {
  const auto returned = glue::geometry__shout__0123456789abcdef(
      detail::address(text), detail::length(text), detail::value_of(times), times.has_value(),
      detail::address(suffix), detail::length(suffix), detail::value_of(mark), mark.has_value());
  return detail::result<std::string, detail::TextOnly>(returned);
}

[[nodiscard]] inline std::string shout(
    std::string_view text, std::optional<std::uint16_t> times,
    std::optional<std::string_view> suffix, std::optional<char32_t> mark) {
  const auto returned = glue::geometry__shout__0123456789abcdef(
      detail::address(text), detail::length(text), detail::value_of(times), times.has_value(),
      detail::address(suffix), detail::length(suffix), detail::value_of(mark), mark.has_value());
  return detail::value<std::string, detail::TextOnly>(returned);
}

/// As `paint`, but it returns what that throws.
inline expected<std::optional<Dot>, Failure> try_paint(
    std::optional<Dot> dot, std::optional<Colour> colour) {
  const auto returned = glue::geometry__paint__0123456789abcdef(
      detail::place(dot), dot.has_value(), detail::word(colour), colour.has_value());
  return detail::result<std::optional<Dot>, Colour>(returned);
}

[[nodiscard]] inline std::optional<Dot> paint(
    std::optional<Dot> dot, std::optional<Colour> colour) {
  const auto returned = glue::geometry__paint__0123456789abcdef(
      detail::place(dot), dot.has_value(), detail::word(colour), colour.has_value());
  return detail::value<std::optional<Dot>, Colour>(returned);
}

/// As `peek`, but it returns what that throws.
inline expected<double, Failure> try_peek(const double *at, void *data) {
  const auto returned = glue::geometry__peek__0123456789abcdef(at, data);
  return detail::result<double, detail::TextOnly>(returned);
}

/// This function is `unsafe` in Rust: what it demands of its arguments is not checked.
[[nodiscard]] inline double peek(const double *at, void *data) {
  const auto returned = glue::geometry__peek__0123456789abcdef(at, data);
  return detail::value<double, detail::TextOnly>(returned);
}

/// As `simulate`, but it returns what that throws.
inline expected<double, Failure> try_simulate(span<double> state, std::uint64_t steps) {
  if (detail::is_misplaced(state)) return detail::refuse_place("state");
  const auto returned = glue::geometry__simulate__0123456789abcdef(
      detail::writable(state), detail::count(state), steps);
  return detail::result<double, detail::TextOnly>(returned);
}

inline double simulate(span<double> state, std::uint64_t steps) {
  if (detail::is_misplaced(state)) detail::refuse_place("state").raise();
  const auto returned = glue::geometry__simulate__0123456789abcdef(
      detail::writable(state), detail::count(state), steps);
  return detail::value<double, detail::TextOnly>(returned);
}

}  // namespace geometry

#undef GEOMETRY_COLD
#undef GEOMETRY_EXCEPTIONS
#undef GEOMETRY_FUNCTION
#undef GEOMETRY_STATIC

#endif  // GEOMETRY_PREBIND_HPP
