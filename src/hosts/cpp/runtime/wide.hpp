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
