#include "expand/generic_items.h"

#include <gmock/gmock.h>

#include "expand/expander.h"
#include "expand/test_tokens.h"

namespace prebind::expand {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

/// What becomes of items of one crate, one after the other.
class GenericItems : public testing::Test {
 protected:
  /// As rustc sees it.
  std::string glue(const std::string& item, const std::string& attribute = "") {
    const Tokens tokens = test_tokens(item, attribute);
    const Expansion expansion = expander_.expand(tokens);
    EXPECT_THAT(expansion.diagnostics, IsEmpty());
    return to_source(expansion.glue, tokens);
  }
  Diagnostic refused(const std::string& item, const std::string& attribute = "") {
    const Expansion expansion = expander_.expand(test_tokens(item, attribute));
    EXPECT_EQ(expansion.diagnostics.size(), 1);
    EXPECT_EQ(expansion.glue, "");
    return expansion.diagnostics.empty() ? Diagnostic() : expansion.diagnostics[0];
  }

 private:
  Expander expander_ = Expander({"geometry", "1.0.0"});
};

TEST_F(GenericItems, EachInstanceIsATypeOfItsOwn) {
  const std::string text = glue("pub struct Filter<T: Copy> { pub gain: T }", "T = f32, f64");
  EXPECT_THAT(text, HasSubstr("type __PrebindT0 = Filter<f32>;"));
  EXPECT_THAT(text, HasSubstr("type __PrebindT0 = Filter<f64>;"));
  EXPECT_THAT(text, HasSubstr(R"(\"arguments\":[\"f32\"])"));
  EXPECT_THAT(text, HasSubstr("geometry__release_Filter_f64__"));
  EXPECT_THAT(text, HasSubstr("geometry__Filter_f64__get_gain__"));
}

TEST_F(GenericItems, ImplBlocksHaveTheInstancesOfTheStruct) {
  glue("pub struct Pair<A, B> { a: A, b: B }", "A = f32, f64, B = u8, bool");
  const std::string text =
      glue("impl<X: Copy> Pair<X, bool> { pub fn first(&self, other: X) -> X {} }");
  EXPECT_THAT(text, HasSubstr("type __PrebindT0 = Pair<f32,bool>;"));
  EXPECT_THAT(text, HasSubstr("geometry__Pair_f64_bool__first__"));
  EXPECT_THAT(text, Not(HasSubstr("Pair_f32_u8")));
}

TEST_F(GenericItems, AnImplCanBeForSomeOfThem) {
  glue("pub struct Filter<T> { gain: T }", "T = f32, f64");
  const std::string text = glue("impl<T> Filter<T> { pub fn f(&self) {} }", "T = f64");
  EXPECT_THAT(text, HasSubstr("geometry__Filter_f64__f__"));
  EXPECT_THAT(text, Not(HasSubstr("Filter_f32")));
  EXPECT_THAT(glue("impl Filter<f32> { pub fn g(&self) {} }"),
              HasSubstr("geometry__Filter_f32__g__"));
}

TEST_F(GenericItems, OthersAreRefused) {
  glue("pub struct Filter<T> { gain: T }", "T = f32, f64");
  const std::string message = "`Filter<u8>` is not an instance that is exported";
  const std::string help =
      "the instances of `Filter` are `Filter<f32>`, `Filter<f64>`: add the types where the struct "
      "is "
      "declared";
  for (const auto& [item, attribute] : {std::pair("impl Filter<u8> { pub fn f() {} }", ""),
                                        std::pair("impl<T> Filter<T> { pub fn f() {} }", "T = u8"),
                                        std::pair("impl Display for Filter<u8> {}", "")}) {
    const Diagnostic diagnostic = refused(item, attribute);
    EXPECT_EQ(diagnostic.message, message);
    EXPECT_EQ(diagnostic.help, help);
  }
  glue("pub struct Two<A, B> { a: A, b: B }", "A = f32, B = u8");
  const Diagnostic none = refused("impl<A> Two<A, bool> { pub fn f() {} }");
  EXPECT_EQ(none.message, "`Two<A, bool>` is not an instance that is exported");
  EXPECT_EQ(none.help, "the instances of `Two` are `Two<f32, u8>`");
}

TEST_F(GenericItems, OfTwoStructsOfOneNameTheTypesAreListedAgain) {
  glue("pub struct Filter<T> { gain: T }", "T = f32");
  glue("pub struct Filter<T> { gain: T }", "T = f64");
  const Diagnostic diagnostic = refused("impl<T> Filter<T> { pub fn f() {} }");
  EXPECT_EQ(diagnostic.message, "several structs are called `Filter`, and their instances differ");
  EXPECT_EQ(diagnostic.help, "list the types here as well: `#[julia(T = f32, f64)]`");
}

TEST_F(GenericItems, AreArgumentsAndResults) {
  const std::string text =
      glue("fn f(a: &Filter<f32>, b: Vec<Filter<f64>>) -> Filter<crate::P> {}");
  EXPECT_THAT(text, HasSubstr("type __PrebindT0 = Filter<f32>;"));
  EXPECT_THAT(text, HasSubstr("type __PrebindT1 = Filter<f64>;"));
  const std::string generic = glue("fn g<T>(a: &Filter<T>) -> T {}", "T = u8, Point");
  EXPECT_THAT(generic, HasSubstr("type __PrebindT0 = Filter<u8>;"));
  EXPECT_THAT(generic, HasSubstr("type __PrebindT0 = Filter<Point>;"));
}

}  // namespace
}  // namespace prebind::expand
