#include <set>
#include <sstream>
#include <unordered_set>

#include "check.hpp"

namespace traits_tests {

using conformance::Level;
using conformance::Version;
using conformance::Word;

template <typename T>
std::string shown(const T& object) {
  std::ostringstream stream;
  stream << object;
  return stream.str();
}

void of_handles() {
  Version one(1, 2);
  const Version two(1, 3);
  CHECK(one == one && one != two && one < two && two > one && !(one < one));
  CHECK(shown(one) == "v1.2" && to_string(two) == "v1.3");
  CHECK(std::hash<Version>()(one) == std::hash<Version>()(Version(1, 2)));
  Version copy = one.clone();
  copy.set_minor(3);
  CHECK(copy == two && one.minor() == 2);
  one.set_major(7);
  CHECK(one.major() == 7);
  std::set<Version> ordered;
  std::unordered_set<Version> unordered;
  for (const std::uint32_t minor : {3U, 1U, 3U}) {
    ordered.insert(Version(1, minor));
    unordered.insert(Version(1, minor));
  }
  CHECK(ordered.size() == 2 && ordered.begin()->minor() == 1 && unordered.size() == 2);
  CHECK(Word("A") == Word("a") && Word("a") != Word("b") && Word("a").clone() == Word("A"));
  CHECK(!Word("panic").try_clone());
  const conformance::Holder box(1.5);
  CHECK(box.number() == 1.5);
}

void of_others() {
  // Against the order of the integers, as Rust has it.
  CHECK(Level::High < Level::Low && Level::Low > Level::High && shown(Level::Low) == "low");
  const conformance::Modulo one = {1}, eight = {8}, two = {2};
  CHECK(one == eight && one != two && shown(eight) == "8 mod 7");
}

void ranges() {
  std::vector<std::int64_t> all;
  for (const std::int64_t each : conformance::Countdown(3)) all.push_back(each);
  CHECK(all == std::vector<std::int64_t>({2, 1, 0}));
  conformance::Countdown countdown(2);
  CHECK(std::count(countdown.begin(), countdown.end(), 1) == 1);
  CHECK(countdown.begin() == countdown.end() && !countdown.next() && countdown.left() == 0);
  countdown.set_left(1);
  CHECK(countdown.next() == 0);
  conformance::Versions versions;
  CHECK(versions.next()->major() == 1);
  auto at = versions.begin();
  CHECK(at->major() == 2);
  ++at;
  CHECK((*at).major() == 3);
  bool panicked = false;
  try {
    ++at;
  } catch (const conformance::RustPanic& panic) {
    panicked = panic.message() == "there is no version 4";
  }
  CHECK(panicked);
}

}  // namespace traits_tests

void traits() {
  using namespace traits_tests;  // NOLINT(google-build-using-namespace)
  of_handles();
  of_others();
  ranges();
}
