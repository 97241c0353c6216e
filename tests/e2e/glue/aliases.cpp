#include <aliases.hpp>
#include <cstdlib>

#define CHECK(condition) \
  if (!(condition)) std::abort()

int main() {
  CHECK(aliases::twice(2.5) == 5.0);
  CHECK(aliases::number(-3, 4, 5) == "-3 4 5");
  CHECK(aliases::greeting("Ada") == "Hello, Ada");
  CHECK(aliases::length("Ada") == 3);
  CHECK(*aliases::half(3.0) == 1.5);
  CHECK(aliases::root(4.0) == 2.0);
  CHECK(!aliases::try_root(-1.0));
  CHECK(!aliases::try_coded(0) && *aliases::try_coded(0).error().value<std::int32_t>() == -7);
  aliases::done();
  CHECK(aliases::side(1.0) == 2.0);
  CHECK(aliases::called([](double x) { return 3 * x; }, 2.0) == 6.0);
  CHECK(aliases::spot({3.0}).x == 3.0);
  CHECK(aliases::Filter(2).times(aliases::Filter(3)).gain() == 6.0);
  CHECK(aliases::twice_single(1.5F) == 3.0F);
  CHECK(aliases::LIMIT == 2.5);
}
