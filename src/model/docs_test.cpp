#include "model/docs.h"

#include <gtest/gtest.h>

namespace prebind::model {
namespace {

TEST(Docs, AreUnindentedAsRustdocDoes) {
  EXPECT_EQ(unindent("  a\n\n      code\n  b \n \n"), "a\n\n    code\nb");
  EXPECT_EQ(unindent(" \n\t\n"), "");
  EXPECT_EQ(docs_of({{" One"}, {"two", true}, {" three"}}), "One\ntwo\nthree");
  EXPECT_EQ(docs_of({{" One"}, {"two\n    code\n", true}}), "One\ntwo\n    code");
  EXPECT_EQ(docs_of({{"   One"}, {"  two", true}}), "One\ntwo") << "a space less";
  EXPECT_EQ(docs_of({{"One"}, {"  two", true}}), "One\n  two");
  EXPECT_EQ(docs_of({{"  a\n    b\n\n", true}}), "a\n  b");
  EXPECT_EQ(docs_of({{" One"}, {"", true}, {" two"}}), "One\n\ntwo");
  EXPECT_EQ(docs_of({}), "");
}

}  // namespace
}  // namespace prebind::model
