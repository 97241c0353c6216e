namespace detail {

using Point = std::chrono::system_clock::time_point;

// Whole seconds, down to those before, and the nanoseconds from there.
inline std::uint64_t seconds(std::chrono::nanoseconds time) noexcept {
  return static_cast<std::uint64_t>(std::chrono::floor<std::chrono::seconds>(time).count());
}
inline std::uint32_t nanoseconds(std::chrono::nanoseconds time) noexcept {
  return static_cast<std::uint32_t>(
      (time - std::chrono::floor<std::chrono::seconds>(time)).count());
}
inline std::uint64_t seconds(Point time) noexcept {
  return static_cast<std::uint64_t>(
      std::chrono::floor<std::chrono::seconds>(time.time_since_epoch()).count());
}
inline std::uint32_t nanoseconds(Point time) noexcept {
  const auto since = time.time_since_epoch();
  return static_cast<std::uint32_t>(
      std::chrono::nanoseconds(since - std::chrono::floor<std::chrono::seconds>(since)).count());
}
template <typename T>
std::uint64_t seconds(const std::optional<T> &time) noexcept {
  return time ? seconds(*time) : 0;
}
template <typename T>
std::uint32_t nanoseconds(const std::optional<T> &time) noexcept {
  return time ? nanoseconds(*time) : 0;
}

inline bool is_negative(std::chrono::nanoseconds time) noexcept { return time.count() < 0; }
inline bool is_negative(const std::optional<std::chrono::nanoseconds> &time) noexcept {
  return time && is_negative(*time);
}
HOLE_macro_COLD inline Failure refuse_negative(const char *name) {
  return refused(std::string("`") + name + "` is negative, and Rust's `Duration` never is");
}

[[noreturn]] HOLE_macro_COLD inline void throw_out_of_range(const char *what) {
#if HOLE_macro_EXCEPTIONS
  throw std::out_of_range(what);
#else
  std::fprintf(stderr, "HOLE_space: %s\n", what);
  std::abort();
#endif
}

// Rust's types reach further than C++'s.
template <typename T>
T time_of(std::uint64_t seconds, std::uint64_t nanoseconds) {
  using Duration =
      std::conditional_t<std::is_same_v<T, Point>, Point::duration, std::chrono::nanoseconds>;
  constexpr auto kMost =
      std::chrono::duration_cast<std::chrono::seconds>(Duration::max()).count() - 1;
  const auto whole = static_cast<std::int64_t>(seconds);
  const bool is_span = std::is_same_v<T, std::chrono::nanoseconds>;
  if (whole > kMost || (is_span ? whole < 0 : whole < -kMost)) {
    throw_out_of_range("a time of Rust's is more than std::chrono can hold");
  }
  return T(std::chrono::duration_cast<Duration>(std::chrono::seconds(whole)) +
           std::chrono::duration_cast<Duration>(
               std::chrono::nanoseconds(static_cast<std::int64_t>(nanoseconds))));
}

struct TimeWords {
  std::uint64_t words[2];
};

template <typename T>
struct LiftTime {
  using Slot = TimeWords;
  static T take(const Slot &slot) { return time_of<T>(slot.words[0], slot.words[1]); }
};
template <>
struct Lift<std::chrono::nanoseconds> : LiftTime<std::chrono::nanoseconds> {};
template <>
struct Lift<Point> : LiftTime<Point> {};

}  // namespace detail
