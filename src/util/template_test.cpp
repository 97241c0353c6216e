#include "util/template.h"

#include <gtest/gtest.h>

namespace prebind {
namespace {

TEST(Fill, ReplacesEachHole) {
  EXPECT_EQ(fill("f(HOLE_a, HOLE_b_2, HOLE_a)", {{"a", "1"}, {"b_2", "2"}}), "f(1, 2, 1)");
  EXPECT_EQ(fill("HOLE_a", {{"a", ""}}), "");
  EXPECT_EQ(fill("nothing", {{"a", "1"}}), "nothing");
}

TEST(Fill, TakesTheLongestName) {
  EXPECT_EQ(fill("HOLE_ab HOLE_a", {{"a", "1"}, {"ab", "2"}}), "2 1");
  EXPECT_EQ(fill("HOLE_aB", {{"a", "1"}}), "1B");
}

TEST(Fill, LeavesWhatIsNoHole) {
  EXPECT_EQ(fill("HOLE_ HOLE HOLE_b $a$ HOLE_HOLE_a", {{"a", "1"}}),
            "HOLE_ HOLE HOLE_b $a$ HOLE_1");
}

TEST(Fill, AHoleAloneInItsLineIsLines) {
  EXPECT_EQ(fill("begin\n    HOLE_a\nend\n", {{"a", "    x\n    y\n"}}),
            "begin\n    x\n    y\nend\n");
  EXPECT_EQ(fill("begin\n    HOLE_a\nend\n", {{"a", ""}}), "begin\nend\n");
  EXPECT_EQ(fill("HOLE_a\nHOLE_b\nend\n", {{"a", "x\n"}, {"b", ""}}), "x\nend\n");
  EXPECT_EQ(fill("  HOLE_a;\nHOLE_b", {{"a", "x"}, {"b", "y"}}), "  x;\ny");
}

TEST(Fill, WhatIsFilledInIsNotLookedAtAgain) {
  EXPECT_EQ(fill("HOLE_a HOLE_b", {{"a", "HOLE_b"}, {"b", "HOLE_"}}), "HOLE_b HOLE_");
}

}  // namespace
}  // namespace prebind
