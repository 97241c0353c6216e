// Every diagnostic of `signature = (…)`.

#include "expand/test_diagnostics.h"

namespace prebind::expand {

std::vector<DiagnosticGroup> diagnostics_of_defaults() {
  using Case = DiagnosticCase;
  const std::string item = "fn f(x: f64, n: i32) {}";
  const std::string all = "list all parameters in the order of the function: `(x, n)`";
  return {
      {"Defaults and keywords",
       {Case{item, "signature", "`signature` needs the parameters in parentheses",
             "write `signature = (x, n = 10, *, scale = 1.0)`", "signature"},
        Case{item, "signature", "there are two signatures", "remove one of the two",
             "signature = (x, n), signature = (x, n)"},
        Case{item, "m", "`m` is not a parameter of this function", "its parameters are `(x, n)`",
             "signature = (x, m)"},
        Case{"fn f() {}", "m", "`m` is not a parameter of this function",
             "callers pass none: remove this option", "signature = (m)"},
        Case{"fn f(#[julia(progress)] p: &dyn Fn(f64)) {}", "m",
             "`m` is not a parameter of this function", "callers pass none: remove this option",
             "signature = (m)"},
        Case{"fn f(x: f64, #[julia(progress)] p: &dyn Fn(f64), n: i32) {}", "p",
             "the host itself provides `p`", "remove it from the signature",
             "signature = (x, p, n)"},
        Case{"fn f(#[julia(progress)] p: &dyn Fn(f64), x: f64, n: i32) {}", "n",
             "`n` has no default, but follows `x`, which has one",
             "give it a default, or put `*` before it to make it a keyword",
             "signature = (x = 1.0, n)"},
        Case{item, "x", "`x` is in the signature twice", "remove one of the two",
             "signature = (x, x, n)"},
        Case{item, "signature", "the signature lacks the parameter `n`", all, "signature = (x)"},
        Case{item, "n", "the signature has no `x` before `n`", all, "signature = (n, x)"},
        Case{item, "n", "`n` has no default, but follows `x`, which has one",
             "give it a default, or put `*` before it to make it a keyword",
             "signature = (x = 1.0, n)"},
        Case{item, "n", "the default of `n` is missing", "write `n = …`, or remove the `=`",
             "signature = (x, n = )"},
        Case{item, "*", "no parameter follows the `*`", "remove it", "signature = (x, n, *)"},
        Case{item, "*", "`*` cannot stand in a signature",
             "write parameters, with or without a default, and one `*` before the keywords",
             "signature = (x, *, *, n)"},
        Case{item, "n", "expected `,`", "separate the parameters with `,`", "signature = (x n)"},
        Case{"fn f(g: &dyn Fn(f64)) {}", "g", "the parameter `g` cannot have a default",
             "remove the default, or export a second function without this parameter",
             "signature = (g = h)"},
        Case{"fn f(v: &mut [f64]) {}", "v", "the parameter `v` cannot have a default",
             "remove the default: nobody would see what Rust writes into it",
             "signature = (v = &mut [])"},
        Case{"fn f(u: ()) {}", "u", "the parameter `u` cannot have a default",
             "remove the default: `()` has only one value", "signature = (u = ())"},
        Case{"fn f(o: Option<i32>) {}", "o", "the parameter `o` cannot have a default",
             "the default of an `Option` is `None` or `Some` of a literal: write `None`, and let "
             "the "
             "function replace it",
             "signature = (o = Some(LIMIT))"},
        Case{"fn f(s: impl AsRef<str>, n: i32) {}", "limit()",
             "Rust cannot evaluate a default of `n`: `s` is generic",
             "write a literal, or the concrete type of `s`", "signature = (s, n = limit())"},
        Case{item, "Self", "a default cannot use `Self`", "write the name of the type",
             "signature = (x, n = Self::N)"},
        Case{"fn f<T: Real>(x: T) {}", "x",
             "`x` has the type parameter of a generic function, so it cannot "
             "have a default or be a keyword",
             "hosts choose the instance by it: list it without a default, before the `*`",
             "T = f32, f64, signature = (*, x)"},
        Case{"impl P { #[julia(signature = (self, n))] pub fn f(&self, n: i32) {} }", "self",
             "`self` does not belong in a signature", "remove it"},
        Case{"struct P { x: f64 }", "signature", "`signature` is for functions and methods",
             "remove this option", "signature = (x)"},
        Case{"impl P { pub fn f(&self, n: i32) {} }", "signature",
             "`signature` is for functions and methods", "write it on the method",
             "signature = (n)"}}}};
}

}  // namespace prebind::expand
