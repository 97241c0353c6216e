// Items that are nested as deep as nobody writes them: in linear time, and with no more of the
// stack, whatever the answer is.
#include <gtest/gtest.h>

#include <string>

#include "expand/expander.h"
#include "expand/test_tokens.h"
#include "expand/wire.h"

namespace prebind::expand {
namespace {

std::string repeated(const std::string& text, std::size_t times) {
  std::string all;
  all.reserve(text.size() * times);
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

/// `pattern` with `…` replaced by nested brackets.
std::string nested(std::string pattern, const std::string& open, const std::string& close) {
  constexpr std::size_t levels = 20'000;
  const std::string deep = repeated(open, levels) + "x" + repeated(close, levels);
  for (std::size_t at = 0; (at = pattern.find("…", at)) != std::string::npos; at += deep.size()) {
    pattern.replace(at, std::string_view("…").size(), deep);
  }
  return pattern;
}

TEST(Nesting, ItemsAreAnswered) {
  for (const std::string pattern : {"pub fn f(a: …) {}",
                                    "pub fn f() -> … {}",
                                    "pub fn f<T: …>(a: T) {}",
                                    "pub fn f(a: i32) where … {}",
                                    "pub fn f(a: i32) -> i32 { … }",
                                    "#[a …] pub fn f() {}",
                                    "#[doc = …] pub fn f() {}",
                                    "#[cfg(…)] pub fn f() {}",
                                    "impl … { pub fn f(&self) {} }",
                                    "impl Display for … {}",
                                    "impl Iterator for A { type Item = …; }",
                                    "impl A { pub fn f(&self, a: …) -> … {} }",
                                    "pub struct A { pub a: … }",
                                    "pub struct A(pub …);",
                                    "#[repr(…)] pub enum A { B, C = … }",
                                    "pub const A: … = …;",
                                    "pub static A: &str = …;",
                                    "pub trait A { fn f(a: …); }",
                                    "…",
                                    "mod a { … }",
                                    "pub fn f(… : i32) {}",
                                    "pub fn f<const N: …>() {}",
                                    "pub fn f(a: A<B<'a, …>>) {}"}) {
    for (const auto& [open, close] : {std::pair<std::string, std::string>{"(", ")"},
                                      {"[", "]"},
                                      {"{", "}"},
                                      {"A<", ">"},
                                      {"&", ""},
                                      {"*const ", ""},
                                      {"$(", "$)"},
                                      {"<", ""},
                                      {"", ">"},
                                      {"A::", ""},
                                      {"dyn Fn(", ") -> x"}}) {
      const Tokens tokens = test_tokens(nested(pattern, open, close), "");
      (void)Expander({"geometry", "1.2.3"}).expand(tokens);
    }
  }
}

TEST(Nesting, AttributesAreAnswered) {
  for (const std::string attribute :
       {"…", "name = …", "T = …", "T = …, …", "value(…)", "skip, …"}) {
    for (const auto& [open, close] :
         {std::pair<std::string, std::string>{"(", ")"}, {"A<", ">"}, {"&", ""}, {"$(", "$)"}}) {
      const Tokens tokens =
          test_tokens("pub fn f<T>(a: T) -> T { a }", nested(attribute, open, close));
      (void)Expander({"geometry", "1.2.3"}).expand(tokens);
    }
  }
}

TEST(Nesting, RequestsComeBack) {
  const Tokens tokens = test_tokens(nested("fn f(a: …)", "(", ")") + " {}", "");
  const auto decoded = decode_request(encode_request(tokens));
  ASSERT_TRUE(decoded);
  EXPECT_EQ(decoded->tokens, tokens.tokens);
}

}  // namespace
}  // namespace prebind::expand
