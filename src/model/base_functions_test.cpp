#include "model/base_functions.h"

#include <gtest/gtest.h>

namespace prebind::model {
namespace {

TEST(BaseFunctions, HaveTheNameThatBaseDefinesThemBy) {
  for (const char* name : {"length", "push!", "+", "!", "~", "zip", "abs", "in", "zero"}) {
    EXPECT_EQ(base_function(name), name);
  }
  EXPECT_EQ(base_function("%"), "rem");
  EXPECT_EQ(base_function("÷"), "div");
  EXPECT_EQ(base_function("∪"), "union");
}

// What is a type, a macro, built in, not exported, or not there in every Julia.
TEST(BaseFunctions, AreFunctionsOfEveryJulia) {
  for (const char* name : {"", "len", "String", "@show", "throw", "===", "typeof", "front", "stack",
                           "Base.length", "length ", "∘", "'", ":"}) {
    EXPECT_EQ(base_function(name), std::nullopt) << name;
  }
}

TEST(BaseFunctions, SayWhatToWriteInstead) {
  EXPECT_EQ(instead_of_base_function("show"), "write `#[julia] impl Display` for the type");
  EXPECT_EQ(instead_of_base_function("length"), std::nullopt);
  EXPECT_EQ(nearest_base_function("lenght"), "length");
  EXPECT_EQ(nearest_base_function("xyzzyxyzzy"), std::nullopt);
}

}  // namespace
}  // namespace prebind::model
