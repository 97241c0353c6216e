#include <fmt/format.h>

#include "expand/test_diagnostics.h"

namespace prebind::expand {

namespace {

using Case = DiagnosticCase;

const std::string kViewed =
    "return `&[T]` or `&mut [T]`, by itself or in an `Option` or a `Result`, or remove this option";
const std::string kTake =
    "take `&self` or `&mut self`, or remove this option: the host gets a copy";

/// Of a method that takes and returns this.
Case method(std::string_view signature, std::string at, std::string message, std::string help) {
  return {fmt::format("impl P {{ #[julia(view)] pub fn f({} {{}} }}", signature), std::move(at),
          std::move(message), std::move(help)};
}

}  // namespace

std::vector<DiagnosticGroup> diagnostics_of_views() {
  return {
      {"Views",
       {method("self) -> &[f64]", "view", "a view borrows the object that it belongs to", kTake),
        method("self: Arc<Self>) -> &[f64]", "view", "a view borrows the object that it belongs to",
               kTake),
        Case{"fn f() -> &'static [u8] {}", "view", "a view borrows the object that it belongs to",
             kTake, "view"},
        method("&self) -> Vec<f64>", "Vec<f64>", "a view cannot show `Vec<f64>`", kViewed),
        method("&self) -> &str", "&str", "a view cannot show `&str`", kViewed),
        method("&self) -> (&[f64], u8)", "(&[f64], u8)", "a view cannot show `(&[f64], u8)`",
               kViewed),
        method("&self)", "view", "a function that returns nothing has no view", kViewed),
        method("&self) -> &[&str]", "&[&str]", "`&str` has another representation in the host",
               "remove this option: the host gets a copy"),
        method("&self) -> &mut [f64]", "&mut [f64]",
               "a view that the host can change needs `&mut self`",
               "take `&mut self`, or return `&[T]`"),
        method("&mut self) -> &mut [bool]", "&mut [bool]",
               "the host could write bytes that are no valid `bool`",
               "return `&[T]`, or a view of numbers"),
        method("&mut self) -> &mut [Colour]", "&mut [Colour]",
               "the host could write bytes that are no valid `Colour`",
               "return `&[T]`, or a view of numbers"),
        Case{"impl P { #[julia(view)] pub async fn f(&self) -> Vec<f64> {} }", "view",
             "an `async` function cannot return a view",
             "remove this option, and return a type that owns what is in it"},
        Case{"impl P { #[julia(view, signature = (n = g()))] pub fn f(&mut self, n: u32) -> &mut "
             "[f64] {} }",
             "g()", "a default of a function that returns a view has to be a literal",
             "take an `Option` with the default `None`, and let the function replace that"},
        Case{"struct P;", "view", "`view` is for functions and methods", "remove this option",
             "view"}}},
  };
}

}  // namespace prebind::expand
