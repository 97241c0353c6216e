#include "util/lines.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace prebind {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Lines, AreWithoutTheirEnds) {
  EXPECT_THAT(lines_of("one\n\ntwo\n"), ElementsAre("one", "", "two"));
  EXPECT_THAT(lines_of("one\ntwo"), ElementsAre("one", "two"));
  EXPECT_THAT(lines_of("\n"), ElementsAre(""));
  EXPECT_THAT(lines_of(""), IsEmpty());
}

}  // namespace
}  // namespace prebind
