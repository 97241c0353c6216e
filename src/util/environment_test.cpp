#include "util/environment.h"

#include <cstdlib>

#include <gtest/gtest.h>

namespace prebind {
namespace {

TEST(Environment, IsThatOfTheProcess) {
  ::setenv("PREBIND_TEST_VARIABLE", "a=b", 1);
  const Environment environment = Environment::of_process();
  ::setenv("PREBIND_TEST_VARIABLE", "later", 1);
  EXPECT_EQ(environment.get("PREBIND_TEST_VARIABLE"), "a=b");
}

TEST(Environment, UnsetAndEmptyVariables) {
  const Environment environment = Environment::of({{"EMPTY", ""}, {"SET", "x"}});
  EXPECT_EQ(environment.get("EMPTY"), "");
  EXPECT_EQ(environment.get_nonempty("EMPTY"), std::nullopt);
  EXPECT_EQ(environment.get_nonempty("SET"), "x");
  EXPECT_EQ(environment.get("ABSENT"), std::nullopt);
  EXPECT_EQ(environment.get_nonempty("ABSENT"), std::nullopt);
}

}  // namespace
}  // namespace prebind
