namespace detail {

// A tuple as C has it.
template <typename... Slots>
struct Record;
template <typename A>
struct Record<A> {
  A _0;
};
template <typename A, typename B>
struct Record<A, B> {
  A _0;
  B _1;
};
template <typename A, typename B, typename C>
struct Record<A, B, C> {
  A _0;
  B _1;
  C _2;
};
template <typename A, typename B, typename C, typename D>
struct Record<A, B, C, D> {
  A _0;
  B _1;
  C _2;
  D _3;
};
template <typename A, typename B, typename C, typename D, typename E>
struct Record<A, B, C, D, E> {
  A _0;
  B _1;
  C _2;
  D _3;
  E _4;
};
template <typename A, typename B, typename C, typename D, typename E, typename F>
struct Record<A, B, C, D, E, F> {
  A _0;
  B _1;
  C _2;
  D _3;
  E _4;
  F _5;
};
template <typename A, typename B, typename C, typename D, typename E, typename F, typename G>
struct Record<A, B, C, D, E, F, G> {
  A _0;
  B _1;
  C _2;
  D _3;
  E _4;
  F _5;
  G _6;
};
template <typename A, typename B, typename C, typename D, typename E, typename F, typename G,
          typename H>
struct Record<A, B, C, D, E, F, G, H> {
  A _0;
  B _1;
  C _2;
  D _3;
  E _4;
  F _5;
  G _6;
  H _7;
};

template <std::size_t I, typename Record>
const auto &member(const Record &record) noexcept {
  if constexpr (I == 0) return record._0;
  if constexpr (I == 1) return record._1;
  if constexpr (I == 2) return record._2;
  if constexpr (I == 3) return record._3;
  if constexpr (I == 4) return record._4;
  if constexpr (I == 5) return record._5;
  if constexpr (I == 6) return record._6;
  if constexpr (I == 7) return record._7;
}

template <typename... Members>
struct Lift<std::tuple<Members...>> {
  using Slot = Record<typename Lift<Members>::Slot...>;
  static std::tuple<Members...> take(const Slot &slot) {
    return take(slot, std::index_sequence_for<Members...>());
  }

 private:
  // In braces they are taken one after the other.
  template <std::size_t... I>
  static std::tuple<Members...> take(const Slot &slot, std::index_sequence<I...>) {
    return std::tuple<Members...>{Lift<Members>::take(member<I>(slot))...};
  }
};

}  // namespace detail
