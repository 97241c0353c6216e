#include "expand/bounds.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "expand/expander.h"
#include "expand/syntax.h"
#include "expand/test_tokens.h"

namespace prebind::expand {
namespace {

using testing::HasSubstr;

/// The types of the arguments as the host sees them, and how Rust takes them: `&`, `iterator`.
std::string arguments_of(std::string_view source) {
  std::vector<Diagnostic> diagnostics;
  const Tokens tokens = test_tokens(source);
  const auto item = read_item(tokens, diagnostics);
  if (!item) return diagnostics.at(0).message;
  std::string all;
  for (const ArgumentSyntax& each : std::get<FreeFunctionSyntax>(*item).function.arguments) {
    all += all.empty() ? "" : ", ";
    all += std::string(model::prefix_of(each.type.lent)) + (each.type.iterates ? "iterator " : "") +
           to_string(each.type.type);
  }
  return all;
}

TEST(Bounds, WhatIsLent) {
  EXPECT_EQ(arguments_of("fn f(s: impl AsRef<str>, p: impl std::convert::AsRef<std::path::Path>, "
                         "o: impl AsRef<OsStr>, c: impl AsRef<CStr>, v: impl AsRef<[f64]>, "
                         "n: impl AsRef<[Vec<u8>]>) {}"),
            "&str, &Path, &OsStr, &CStr, &[f64], &[Vec<u8>]");
  EXPECT_EQ(arguments_of("fn f<S: ?Sized + AsRef<str>, 'a, T>(s: &S, t: &'a mut T) "
                         "where T: ToString {}"),
            "&&str, &mut &str");
}

TEST(Bounds, WhatLastsIsACopy) {
  EXPECT_EQ(arguments_of("fn f(s: impl AsRef<str> + 'static, p: impl 'static + AsRef<Path>, "
                         "o: impl AsRef<OsStr> + 'static, v: impl AsRef<[u8]> + 'static, "
                         "d: impl Display + 'static) {}"),
            "String, PathBuf, OsString, Vec<u8>, String");
  EXPECT_EQ(arguments_of("fn f<'a, S: AsRef<str> + 'a>(s: S) where 'a: 'static {}"), "String");
}

TEST(Bounds, WhatIsConverted) {
  EXPECT_EQ(arguments_of("fn f(s: impl Into<String>, v: impl Into<Vec<Spot>>, "
                         "o: impl Into<Option<u8>>, x: impl Into<f64>) {}"),
            "String, Vec<Spot>, Option<u8>, f64");
}

TEST(Bounds, WhatIsIteratedOver) {
  EXPECT_EQ(arguments_of("fn f<'a>(v: impl IntoIterator<Item = f64>, "
                         "l: impl IntoIterator<Item = &'a f64>, i: &mut impl Iterator<Item = u8>, "
                         "t: impl ExactSizeIterator<Item = &'a str>) {}"),
            "Vec<f64>, &[f64], &mut iterator Vec<u8>, iterator Vec<&str>");
}

TEST(Bounds, ParametersOfParameters) {
  EXPECT_EQ(arguments_of("fn f<I, S, T>(i: I, v: &[T], w: Vec<T>) where I: IntoIterator<Item = S>, "
                         "S: AsRef<str>, T: Copy + Into<f64>, Vec<T>: Clone {}"),
            "Vec<&str>, &[f64], Vec<f64>");
  EXPECT_EQ(arguments_of("fn f<I: IntoIterator>(i: I) where I::Item: AsRef<[u8]>, {}"),
            "Vec<Vec<u8>>");
  EXPECT_EQ(arguments_of("fn f(i: impl IntoIterator<Item = impl Into<Option<u8>>>) {}"),
            "Vec<Option<u8>>");
}

TEST(Bounds, WhatIsCalled) {
  EXPECT_EQ(arguments_of("fn f<F: Fn(f64) -> bool + Copy>(f: F, g: impl FnMut(), "
                         "h: impl FnOnce(u8)) {}"),
            "&dyn Fn(f64) -> bool, &mut dyn FnMut(), &dyn Fn(u8)");
  EXPECT_EQ(arguments_of("fn f<F>(f: F, g: impl FnMut() + Send) where F: FnOnce(u8) + 'static {}"),
            "Box<dyn FnOnce(u8) + Send + Sync>, Box<dyn FnMut() + Send + Sync>");
}

TEST(Bounds, OfAnInstanceRustcInfersTheOthers) {
  Expander expander({"geometry", "1.0.0"});
  const Tokens tokens = test_tokens("fn f<S: AsRef<str>, T: Into<f64>>(s: S, t: T) {}", "T = u8");
  const std::string glue = to_source(expander.expand(tokens).glue, tokens);
  EXPECT_THAT(glue, HasSubstr("prebind_a1: u8"));
  EXPECT_THAT(glue, HasSubstr("::<_, u8>"));
}

}  // namespace
}  // namespace prebind::expand
