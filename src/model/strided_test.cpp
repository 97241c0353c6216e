#include "model/strided.h"

#include <gtest/gtest.h>

namespace prebind::model {
namespace {

TEST(Strided, NamesSayTheRankAndWhoHasTheMemory) {
  EXPECT_EQ(strided_form("ArrayView2"), (StridedForm{.rank = 2, .passing = Passing::reference}));
  EXPECT_EQ(strided_form("ArrayViewMutD"),
            (StridedForm{.rank = 0, .passing = Passing::mutable_reference}));
  EXPECT_EQ(strided_form("ArcArray6"), (StridedForm{.rank = 6, .passing = Passing::value}));
  EXPECT_EQ(strided_form("DVectorView"), (StridedForm{.rank = 1, .passing = Passing::reference}));
  for (const char* name :
       {"", "2", "Array", "Array0", "Array7", "Matrix2", "ArrayViewX", "DMatrix2", "DArray"}) {
    EXPECT_EQ(strided_form(name), std::nullopt) << name;
  }
  EXPECT_TRUE(is_of_nalgebra("DMatrix"));
  EXPECT_FALSE(is_of_nalgebra("ArrayD"));
}

TEST(Strided, SiblingsHaveTheSameRank) {
  EXPECT_EQ(strided_sibling("ArcArray3", Passing::value), "Array3");
  EXPECT_EQ(strided_sibling("ArrayD", Passing::mutable_reference), "ArrayViewMutD");
  EXPECT_EQ(strided_sibling("DMatrixView", Passing::value), "DMatrix");
  EXPECT_EQ(strided_sibling("DVector", Passing::mutable_reference), "DVectorViewMut");
}

TEST(Strided, ElementsLieInMemoryAsTheyAre) {
  const auto type = strided_type("Array3", {.kind = TypeKind::f64});
  ASSERT_TRUE(type.has_value());
  EXPECT_EQ(to_string(*type), "Array3<f64>");
  EXPECT_EQ(family_of(*type), Family::strided);
  EXPECT_FALSE(is_nestable(*type));
  EXPECT_EQ(strided_type("Array3", {.kind = TypeKind::string}), std::nullopt);
}

}  // namespace
}  // namespace prebind::model
