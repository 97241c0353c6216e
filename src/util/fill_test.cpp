#include "util/fill.h"

#include <gtest/gtest.h>

namespace prebind {
namespace {

TEST(Text, FillsHolesAndLeavesJuliasOwnDollars) {
  EXPECT_EQ(fill("$a$ $(x) $b $a$$", {{"a", "1$b$"}}), "1$b$ $(x) $b 1$b$$");
}

}  // namespace
}  // namespace prebind
