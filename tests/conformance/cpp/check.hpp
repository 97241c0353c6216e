#ifndef PREBIND_CONFORMANCE_CHECK_HPP
#define PREBIND_CONFORMANCE_CHECK_HPP

#include <conformance.hpp>

#include <algorithm>
#include <cstdio>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <vector>

/// What a test says, and how many checks did not hold.
inline int failures = 0;

#define CHECK(condition)                                                           \
  do {                                                                             \
    if (!(condition)) {                                                            \
      std::fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #condition); \
      ++failures;                                                                  \
    }                                                                              \
  } while (false)

/// That an expression throws just this type, and what it says.
#define CHECK_THROWS(type, text, ...)                                                  \
  do {                                                                                 \
    std::string said = "nothing";                                                      \
    try {                                                                              \
      (void)(__VA_ARGS__);                                                             \
    } catch (const type& error) {                                                      \
      said = typeid(error) == typeid(type) ? error.what() : "of another type";         \
    } catch (const std::exception& error) {                                            \
      said = std::string("another exception: ") + error.what();                        \
    }                                                                                  \
    if (said != (text)) {                                                              \
      std::fprintf(stderr, "%s:%d: %s\n  said %s\n", __FILE__, __LINE__, #__VA_ARGS__, \
                   said.c_str());                                                      \
      ++failures;                                                                      \
    }                                                                                  \
  } while (false)

namespace conformance {

/// `PartialEq` of these is not exported.
inline bool operator==(const Spot& left, const Spot& right) {
  return left.x == right.x && left.y == right.y;
}
inline bool operator==(const Pixel& left, const Pixel& right) {
  return left.flag == right.flag && left.spot == right.spot && left.colour == right.colour &&
         left.type == right.type && left.small_ == right.small_;
}

inline bool operator==(const Figure& left, const Figure& right) {
  const packed<Figure> first = left, second = right;
  return std::string_view(first.data(), first.size()) ==
         std::string_view(second.data(), second.size());
}

}  // namespace conformance

/// Whether what Rust returned is what went in, whatever their types are.
template <typename A, typename B>
bool same(const A& left, const B& right) {
  return left == right;
}
template <typename T, typename Range>
bool same(const conformance::Vector<T>& left, const Range& right) {
  return std::equal(left.begin(), left.end(), std::begin(right), std::end(right));
}
template <typename A, typename B>
bool same(const std::optional<A>& left, const std::optional<B>& right) {
  return left.has_value() == right.has_value() && (!left || same(*left, *right));
}

void arrays();
void callbacks();
void definitions();
void errors();
void forms();
void fixed_arrays();
void futures();
void modules();
void names();
void nested_types();
void numbers();
void objects();
void positions();
void streams();
void tagged();
void texts();
void threads();
void traits();
void tuples();

#endif  // PREBIND_CONFORMANCE_CHECK_HPP
