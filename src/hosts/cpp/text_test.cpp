#include "hosts/cpp/text.h"

#include <gtest/gtest.h>

namespace prebind::hosts::cpp {
namespace {

TEST(CppText, ListsAreBrokenWhereTheyAreTooLong) {
  EXPECT_EQ(listed("f", {"a", "b"}, ";", 4), "f(a, b);");
  const std::string item(60, 'x');
  EXPECT_EQ(listed("f", {item, item}, ";", 4), "f(\n    " + item + ",\n    " + item + ");");
}

TEST(CppText, DocsAreLinesOfDoxygen) {
  EXPECT_EQ(doxygen(""), "");
  EXPECT_EQ(doxygen("One.\r\n\r\nTwo\\\n", 2), "  /// One.\n  ///\n  /// Two<br>\n");
  EXPECT_EQ(doxygen("See [`Point`], [it](crate::Point) and [Rust](https://rust-lang.org)."),
            "/// See `Point`, it and [Rust](https://rust-lang.org).\n");
  EXPECT_EQ(doxygen("[the _x_][`Point::x`] of [Self::x], [y], [z][], [1]\n\n[y]: Point::y\n[z]: "
                    "https://z.org\n[`w`]: w\n\n[1]: a::b",
                    2),
            "  /// the _x_ of Self::x, y, [z][], 1\n  ///\n  /// [z]: https://z.org\n");
  EXPECT_EQ(doxygen("```\n# use a;\nb(@);\n```"), "/// ```rust\n/// b(@);\n/// ```\n");
  EXPECT_EQ(doxygen("```text\n# a\\\n```"), "/// ```text\n/// # a\\.\n/// ```\n");
}

}  // namespace
}  // namespace prebind::hosts::cpp
