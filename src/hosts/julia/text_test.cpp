#include "hosts/julia/text.h"

#include <gtest/gtest.h>

namespace prebind::hosts::julia {
namespace {

TEST(Text, WritesLiterals) {
  EXPECT_EQ(literal("a\"b\\c$d\n\t\x01ä"), "\"a\\\"b\\\\c\\$d\\n\\t\\x01ä\"");
}

TEST(Text, WritesDocumentation) {
  EXPECT_EQ(document("f", "f(a)", "One \"\"\" $x.\n\n    code\\n\n", "Base.Tuple{Base.Any}"),
            "_prebind.@document \"f\" \"\"\"\n    f(a)\n\nOne \\\"\\\"\\\" \\$x.\n\n    "
            "code\\\\n\n\"\"\" Base.Tuple{Base.Any}\n");
  EXPECT_EQ(document("f", "f()", ""), "_prebind.@document \"f\" \"\"\"\n    f()\n\"\"\"\n");
}

TEST(Text, WrapsLongLists) {
  EXPECT_EQ(wrap("f(", {"a", "b"}, ")", 2), "f(a, b)");
  EXPECT_EQ(wrap("f(", {}, ")", 2), "f()");
  const std::string item(60, 'x');
  EXPECT_EQ(wrap("f(", {item, item}, ")", 2), "f(" + item + ",\n  " + item + ")");
}

TEST(Text, WritesTuples) {
  EXPECT_EQ(tuple({}), "()");
  EXPECT_EQ(tuple({"a"}), "(a,)");
  EXPECT_EQ(tuple({"a", "b"}), "(a, b)");
}

}  // namespace
}  // namespace prebind::hosts::julia
