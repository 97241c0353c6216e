#include "hosts/cpp/naming.h"

#include <gtest/gtest.h>

namespace prebind::hosts::cpp {
namespace {

TEST(CppNaming, WhatCppNeedsItselfGetsAnUnderscore) {
  EXPECT_EQ(identifier("width"), "width");
  EXPECT_EQ(identifier("class"), "class_");
  EXPECT_EQ(identifier("r#struct"), "struct_");
  EXPECT_EQ(identifier("co_await"), "co_await_");
  EXPECT_EQ(identifier("EOF"), "EOF_");
  EXPECT_EQ(identifier("errno"), "errno_");
  EXPECT_EQ(identifier("min"), "min_");
  EXPECT_EQ(identifier("linux"), "linux_");
  EXPECT_EQ(identifier("Vector"), "Vector_");
  EXPECT_EQ(identifier("swap"), "swap_");
  EXPECT_EQ(identifier("push!"), "push");
  EXPECT_EQ(identifier("gr\u00f6\u00dfe"), "gr\u00f6\u00dfe");
}

TEST(CppNaming, NamesOfTheStandardAreChanged) {
  EXPECT_EQ(identifier("a__b"), "a_b");
  EXPECT_EQ(identifier("__double"), "_double");
  EXPECT_EQ(identifier("_Bool"), "Bool_");
  EXPECT_EQ(identifier("_under"), "_under");
}

TEST(CppNaming, NamespacesAndMacrosAreMadeOfTheCratesName) {
  EXPECT_EQ(namespace_name("text-kit"), "text_kit");
  EXPECT_EQ(namespace_name("Geometry"), "geometry");
  EXPECT_EQ(namespace_name("new"), "new_");
  EXPECT_EQ(macro_prefix("text_kit"), "TEXT_KIT_");
  EXPECT_EQ(macro_prefix("new_"), "NEW_");
  EXPECT_TRUE(check_namespace("geometry").has_value());
  for (const char* name : {"", "std", "a-b", "1a", "class", "a::b", "a__b"}) {
    EXPECT_FALSE(check_namespace(name).has_value()) << name;
  }
}

}  // namespace
}  // namespace prebind::hosts::cpp
