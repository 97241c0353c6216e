// Every diagnostic of the expansion: its exact text, its help, and the tokens it points at.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "expand/cursor.h"
#include "expand/expander.h"
#include "expand/test_tokens.h"
#include "util/testing_catalogue.h"

namespace prebind::expand {
namespace {

struct Case {
  std::string item;
  std::string at;  ///< the tokens pointed at, as spelled
  std::string message;
  std::string help;
  std::string attribute = "";
  bool is_export = false;
};

std::string spelled(const Tokens& tokens, TokenRange range) {
  return range.first == kAttributePlace ? "the attribute" : spell(tokens, range);
}

/// All cases under the names of their groups, which are the catalogue.
std::vector<std::pair<std::string, std::vector<Case>>>& catalogue() {
  static std::vector<std::pair<std::string, std::vector<Case>>> cases;
  return cases;
}

std::vector<Case> listed(const std::string& group, std::vector<Case> cases) {
  catalogue().emplace_back(group, cases);
  return cases;
}

std::string rendered_catalogue() {
  std::string text;
  for (const auto& [group, cases] : catalogue()) {
    text += fmt::format("\n### {}\n\n| written | pointed at | error | help |\n|---|---|---|---|\n",
                        group);
    for (const Case& each : cases) {
      const std::string attribute =
          each.attribute.empty()
              ? ""
              : fmt::format("#[{}({})] ", each.is_export ? "export" : "julia", each.attribute);
      text += fmt::format("| `{}` | `{}` | {} | {} |\n", table_cell(attribute + each.item),
                          table_cell(each.at), table_cell(each.message), table_cell(each.help));
    }
  }
  return text;
}

class Refused : public testing::TestWithParam<Case> {};

TEST_P(Refused, SaysWhatWhereAndTheWayOut) {
  const Case& expected = GetParam();
  Tokens tokens = test_tokens(expected.item, expected.attribute);
  tokens.is_export = expected.is_export;
  const Expansion expansion = Expander({"geometry", "1.0.0"}).expand(tokens);
  ASSERT_EQ(expansion.diagnostics.size(), 1U) << expected.item;
  const Diagnostic& diagnostic = expansion.diagnostics[0];
  EXPECT_EQ(diagnostic.message, expected.message);
  EXPECT_EQ(diagnostic.help, expected.help);
  EXPECT_EQ(spelled(tokens, diagnostic.range), expected.at);
  EXPECT_TRUE(expansion.glue.empty());
}

const std::string kWrap = "put it into a `#[julia] struct` and pass that";
const std::string kList =
    "numbers, `bool`, `char`, strings, slices, `Vec`, tuples, raw pointers, `Option`, `Result` "
    "and `#[julia]` structs and enums can cross";
const std::string kElements =
    "the elements of an array can be numbers, `bool`, `String`, `&str`, enums and "
    "`value` structs";
const std::string kOptions =
    "the options are `name = \"…\"`, `skip` (fields and methods), `unsafe` (functions whose safety "
    "rustc cannot check), `gc_safe` (functions that take long), `value` (structs of plain data), "
    "`derive(…)` (structs "
    "and enums) and types for the type parameters of a function (`T = f32, f64`); `#[export]` has "
    "`name(cpp = \"…\")` and `hosts = cpp` as well";
const std::string kTraits =
    "`Display`, `PartialEq`, `Clone`, `Hash`, `PartialOrd`, `Ord` and `Iterator`";
std::string lasting(const std::string& type) {
  return "`" + type +
         "` would outlive the call: a host lends its arguments only until the call returns";
}
std::string kept(const std::string& type) {
  return "`" + type +
         "` could be kept, or called in another thread: a host lends it only until the call "
         "returns";
}
const std::string kKeepIt =
    "take `&dyn Fn(…)`, which rustc keeps to the call; or take `unsafe extern \"C\" fn(…)` or "
    "write `#[julia(unsafe)]`, and guarantee this yourself";
const std::string kHandle = "or write `#[julia]` without `value`, so that hosts get a handle";

const std::string kDeep = std::string(33, '(') + "i32" + std::string(33, ')');

INSTANTIATE_TEST_SUITE_P(
    Types, Refused,
    testing::ValuesIn(listed(
        "Types",
        {Case{"fn f(a: " + kDeep + ") {}", kDeep,
              "a type that crosses to the host cannot be nested deeper than 32 levels", kWrap},
         Case{"fn f() -> std::collections::HashMap<String, i32> {}",
              "std::collections::HashMap<String, i32>",
              "`std::collections::HashMap<String, i32>` cannot cross to the host", kWrap},
         Case{"fn f(b: Box<Point>) {}", "Box<Point>", "`Box<Point>` cannot cross to the host",
              "write the type without the `Box`: Prebind boxes exported structs itself"},
         Case{"fn f(b: Arc<Point>) {}", "Arc<Point>", "`Arc<Point>` cannot cross to the host",
              "write the struct itself: the host holds a handle to it"},
         Case{"fn f() -> Cow<str> {}", "Cow<str>", "`Cow<str>` cannot cross to the host",
              "write `&str` for an argument and `String` for a result"},
         Case{"fn f(d: std::time::Duration) {}", "std::time::Duration",
              "`std::time::Duration` cannot cross to the host",
              "pass seconds as `f64`: `Duration::from_secs_f64`, `as_secs_f64`"},
         Case{"fn f(s: Box<CStr>) {}", "Box<CStr>", "`Box<CStr>` cannot cross to the host",
              "write the type without the `Box`: Prebind boxes exported structs itself"},
         Case{"fn f(s: CStr) {}", "CStr", "`CStr` cannot cross to the host", "write `&CStr`"},
         Case{"fn f(s: &mut CStr) {}", "&mut CStr", "`&mut CStr` cannot cross to the host",
              "take a `CString` and return the new one"},
         Case{"fn f(s: &CString) {}", "&CString", "`&CString` cannot cross to the host",
              "write `&CStr`"},
         Case{"fn f(s: &mut CString) {}", "&mut CString", "`&mut CString` cannot cross to the host",
              "take a `CString` and return the new one"},
         Case{"fn f(n: &i128) {}", "&i128", "`&i128` cannot cross to the host",
              "take it by value, without the `&`"},
         Case{"fn f(p: [f64; 3]) {}", "[f64; 3]", "`[f64; 3]` cannot cross to the host", kWrap},
         Case{"fn f(p: impl Into<String>) {}", "impl Into<String>",
              "`impl Into<String>` cannot cross to the host: the host needs one concrete type",
              "write the concrete type; for a generic function, export instances"},
         Case{"fn f(p: &dyn Shape) {}", "&dyn Shape", "`&dyn Shape` cannot cross to the host",
              "write the concrete type"},
         Case{"fn f(p: fn(i32) -> i32) {}", "fn(i32) -> i32",
              "`fn(i32) -> i32` cannot cross to the host",
              "write `&dyn Fn(…)`, which takes closures too, or `extern \"C\" fn(…)`"},
         Case{"fn f(p: extern \"system\" fn()) {}", "extern \"system\" fn()",
              "`extern \"system\" fn()` cannot cross to the host",
              "write `&dyn Fn(…)`, which takes closures too, or `extern \"C\" fn(…)`"},
         Case{"fn f(p: for<'a> extern \"C\" fn(&'a u8)) {}", "for<'a> extern \"C\" fn(&'a u8)",
              "`for<'a> extern \"C\" fn(&'a u8)` cannot cross to the host",
              "remove the `for<…>`: nothing in it can borrow"},
         Case{"fn f(p: &dyn FnOnce()) {}", "&dyn FnOnce()",
              "`&dyn FnOnce()` cannot cross to the host",
              "write `&dyn Fn(…)` or `&mut dyn FnMut(…)`"},
         Case{"fn f(p: &impl Fn(f64)) {}", "&impl Fn(f64)",
              "`&impl Fn(f64)` cannot cross to the host",
              "write `&dyn Fn(…)` or `&mut dyn FnMut(…)`"},
         Case{"fn f(p: &(dyn Fn() + Sync)) {}", "&(dyn Fn() + Sync)",
              "`&(dyn Fn() + Sync)` cannot cross to the host",
              "remove what follows the `+`: a function of the host stays on its thread"},
         Case{"fn f(p: &dyn Fn(f64, char)) {}", "char",
              "a function of the host can neither take nor return `char`",
              "it can take and return numbers, `bool` and pointers to them"},
         Case{"fn f(p: &mut dyn FnMut() -> String) {}", "String",
              "a function of the host can neither take nor return `String`",
              "it can take and return numbers, `bool` and pointers to them"},
         Case{"fn f(p: extern \"C\" fn(*mut Point)) {}", "*mut Point",
              "a function of the host can neither take nor return `*mut Point`",
              "it can take and return numbers, `bool` and pointers to them"},
         Case{"fn f(p: Option<extern \"C\" fn()>) {}", "Option<extern \"C\" fn()>",
              "`Option<extern \"C\" fn()>` cannot cross to the host",
              "a function of the host has to be an argument by itself, not in an `Option` or a "
              "tuple"},
         Case{"fn f(p: (f64, &dyn Fn())) {}", "&dyn Fn()", "`&dyn Fn()` cannot cross to the host",
              "a function of the host has to be an argument by itself, not in an `Option` or a "
              "tuple"},
         Case{"fn f() -> extern \"C\" fn() { g }", "extern \"C\" fn()",
              "`extern \"C\" fn()` cannot cross to the host",
              "a function of the host can only be an argument: it is valid only during the call"},
         Case{"fn f() -> ! {}", "!", "`!` cannot cross to the host", "write `()`"},
         Case{"fn f(s: &mut str) {}", "&mut str", "`&mut str` cannot cross to the host",
              "write `&str`"},
         Case{"fn f(s: &String) {}", "&String", "`&String` cannot cross to the host",
              "write `&str`"},
         Case{"fn f(s: &mut String) {}", "&mut String", "`&mut String` cannot cross to the host",
              "take a `String` and return the new one"},
         Case{"fn f(s: &i32) {}", "&i32", "`&i32` cannot cross to the host",
              "take it by value, without the `&`"},
         Case{"fn f(s: &mut i32) {}", "&mut i32", "`&mut i32` cannot cross to the host",
              "take the value and return the new one"},
         Case{"fn f(s: &Point) -> &Point {}", "&Point",
              "`&Point` would outlive the call: a host cannot hold a Rust reference",
              "return it by value, for example with `.clone()`"},
         Case{"fn f(s: &Point) -> Option<&Point> {}", "&Point",
              "`&Point` would outlive the call: a host cannot hold a Rust reference",
              "return it by value, for example with `.clone()`"},
         Case{"fn f(s: &Point) -> Iter<'_> {}", "Iter<'_>",
              "`Iter<'_>` would outlive the call: it borrows, and a host keeps its handles",
              "export a struct that owns its data"},
         Case{"fn f(s: Matrix<f64>) {}", "Matrix<f64>",
              "`Matrix<f64>` cannot cross to the host: it is generic",
              "wrap the instance in a `#[julia] struct` of its own and pass that"},
         Case{"fn f(s: <T as Shape>::Side) {}", "<T as Shape>::Side",
              "`<T as Shape>::Side` cannot cross to the host", kList},
         Case{"fn f(s: *mut [u8]) {}", "[u8]", "`[u8]` cannot cross to the host",
              "point at the first element, and pass the length"},
         Case{"fn f(s: Self) {}", "Self", "`Self` cannot cross to the host",
              "write the name of the type: `Self` works only in a `#[julia] impl`"}})));

INSTANTIATE_TEST_SUITE_P(
    Lifetimes, Refused,
    testing::ValuesIn(listed(
        "Lifetimes",
        {Case{"fn f(s: &'static str) {}", "&'static str", lasting("&'static str"),
              "take `String`, or remove `'static`"},
         Case{"fn f(s: Option<&'static str>) {}", "&'static str", lasting("&'static str"),
              "take `String`, or remove `'static`"},
         Case{"fn f(s: (u8, Option<&'static str>)) {}", "&'static str", lasting("&'static str"),
              "take `String`, or remove `'static`"},
         Case{"fn f(s: &'static std::ffi::CStr) {}", "&'static std::ffi::CStr",
              lasting("&'static std::ffi::CStr"), "take `CString`, or remove `'static`"},
         Case{"fn f(v: &'static [f64]) {}", "&'static [f64]", lasting("&'static [f64]"),
              "take `Vec<f64>`, or remove `'static`"},
         Case{"fn f(v: &'static mut [Dot]) {}", "&'static mut [Dot]", lasting("&'static mut [Dot]"),
              "take `Vec<Dot>`, or remove `'static`"},
         Case{"fn f(v: &'static [&str]) {}", "&'static [&str]", lasting("&'static [&str]"),
              "take `Vec<String>`, or remove `'static`"},
         Case{"fn f(v: &[&'static str]) {}", "&'static str", lasting("&'static str"),
              "take `String`, or remove `'static`"},
         Case{"fn f(v: Vec<&'static str>) {}", "&'static str", lasting("&'static str"),
              "take `String`, or remove `'static`"},
         Case{"fn f(v: Box<[&'static str]>) {}", "&'static str", lasting("&'static str"),
              "take `String`, or remove `'static`"},
         Case{"fn f(h: &'static Handle) {}", "&'static Handle", lasting("&'static Handle"),
              "take it by value, or remove `'static`"},
         Case{"fn f(h: &'static mut Handle) {}", "&'static mut Handle",
              lasting("&'static mut Handle"), "take it by value, or remove `'static`"},
         Case{"fn f(p: &'static dyn Fn()) {}", "&'static dyn Fn()", lasting("&'static dyn Fn()"),
              "remove `'static`"},
         Case{"fn f(p: &'static mut (dyn FnMut())) {}", "&'static mut(dyn FnMut())",
              lasting("&'static mut(dyn FnMut())"), "remove `'static`"},
         Case{"fn f<'a: 'static>(s: &'a str) {}", "&'a str", lasting("&'a str"),
              "take `String`, or remove the bound by which `'a` outlives `'static`"},
         Case{"fn f<'a, 'b: 'a>(s: &'b str, t: &str) where 'a: 'c + 'static {}", "&'b str",
              lasting("&'b str"),
              "take `String`, or remove the bound by which `'b` outlives `'static`"},
         Case{"fn f<'a, T: Copy>(t: T, s: &'a [T]) where T: Copy, 'a: 'static {}", "&'a [T]",
              lasting("&'a [f64]"),
              "take `Vec<f64>`, or remove the bound by which `'a` outlives `'static`", "T = f64"},
         Case{"impl M { pub fn f(&'static self) {} }", "&'static self", lasting("&'static self"),
              "write `&self`"},
         Case{"impl M { pub fn f<'a: 'static>(&'a mut self) {} }", "&'a mut self",
              lasting("&'a mut self"), "write `&mut self`"},
         Case{"impl M { pub fn f(self: &'static Self) {} }", "self: &'static Self",
              lasting("self: &'static Self"), "write `&self`"},
         Case{"fn f(g: extern \"C\" fn(f64) -> f64) {}", "extern \"C\" fn(f64) -> f64",
              kept("extern \"C\" fn(f64) -> f64"), kKeepIt},
         Case{"impl M { pub fn f(&self, g: (extern fn())) {} }", "(extern fn())",
              kept("(extern fn())"), kKeepIt},
         Case{"impl M { pub fn f(&self, s: &'static str) {} }", "&'static str",
              lasting("&'static str"), "take `String`, or remove `'static`"}})));

INSTANTIATE_TEST_SUITE_P(
    Arrays, Refused,
    testing::ValuesIn(listed(
        "Arrays",
        {Case{"fn f(v: Vec<Vec<f64>>) {}", "Vec<f64>",
              "`Vec<f64>` cannot be an element of an array", kElements},
         Case{"fn f(v: &[Option<f64>]) {}", "Option<f64>",
              "`Option<f64>` cannot be an element of an array", kElements},
         Case{"fn f(v: Box<[char]>) {}", "char", "`char` cannot be an element of an array",
              "pass a string: hosts store a `char` differently"},
         Case{"fn f(v: &mut [String]) {}", "&mut [String]",
              "`&mut [String]` cannot cross to the host",
              "take a `Vec<String>` and return the new one"},
         Case{"fn f(v: Vec<(i32, i32)>) {}", "(i32, i32)",
              "`(i32, i32)` cannot be an element of an array", kElements},
         Case{"fn f(v: Vec<i128>) {}", "i128", "`i128` cannot be an element of an array",
              kElements},
         Case{"struct M { pub s: &'a CStr }", "&'a CStr", "`&'a CStr` cannot cross to the host",
              "write `CString`; or skip the field with `#[julia(skip)]`"},
         Case{"fn f(v: Vec) {}", "Vec", "`Vec` cannot cross to the host",
              "name the type of the elements: `Vec<f64>`"},
         Case{"fn f(v: &Vec<f64>) {}", "&Vec<f64>", "`&Vec<f64>` cannot cross to the host",
              "write `&[f64]`"},
         Case{"fn f(v: &mut Vec<f64>) {}", "&mut Vec<f64>",
              "`&mut Vec<f64>` cannot cross to the host", "write `&mut [f64]`"},
         Case{"fn f(v: &[f64; 3]) {}", "&[f64; 3]", "`&[f64; 3]` cannot cross to the host",
              "write `&[f64]`, and look at its length"},
         Case{"fn f(v: &[]) {}", "&[]", "a type is missing here", ""},
         Case{"fn f(v: &Point) -> &mut [f64] {}", "&mut [f64]",
              "`&mut [f64]` would outlive the call: a host cannot hold a Rust reference",
              "remove the `mut`: the host gets a copy"},
         Case{"struct M { pub v: &'static mut [f64] }", "&'static mut [f64]",
              "`&'static mut [f64]` cannot cross to the host",
              "write `Vec`; or skip the field with `#[julia(skip)]`"}})));

INSTANTIATE_TEST_SUITE_P(
    Tuples, Refused,
    testing::ValuesIn(listed(
        "Tuples",
        {Case{"fn f(t: (i32, ())) {}", "()", "`()` cannot cross to the host",
              "remove it from the tuple"},
         Case{"fn f() -> (i32, Result<i32, E>) {}", "Result<i32, E>",
              "`Result<i32, E>` cannot cross to the host", "return a `Result` of the tuple"},
         Case{"fn f(t: (i32, Rc<i32>)) {}", "Rc<i32>", "`Rc<i32>` cannot cross to the host",
              "write the struct itself: the host holds a handle to it"},
         Case{"fn f(t: (u8, u8, u8, u8, u8, u8, u8, u8, u8)) {}",
              "(u8, u8, u8, u8, u8, u8, u8, u8, u8)",
              "`(u8, u8, u8, u8, u8, u8, u8, u8, u8)` cannot cross to the host",
              "tuples of up to 8 can cross; put the values into a `#[julia] struct` and pass that"},
         Case{"fn f(t: &(i32, i32)) {}", "&(i32, i32)", "`&(i32, i32)` cannot cross to the host",
              "take it by value, without the `&`"},
         Case{"fn f(p: &Point) -> (i32, &Point) {}", "&Point",
              "`&Point` would outlive the call: a host cannot hold a Rust reference",
              "return it by value, for example with `.clone()`"}})));

INSTANTIATE_TEST_SUITE_P(
    OptionAndResult, Refused,
    testing::ValuesIn(listed(
        "OptionAndResult",
        {Case{"fn f() -> Option {}", "Option", "`Option` cannot cross to the host",
              "name the type of the value: `Option<f64>`"},
         Case{"fn f() -> Option<Option<i32>> {}", "Option<Option<i32>>",
              "`Option<Option<i32>>` cannot cross to the host",
              "`nothing` could mean two things: take the inner `Option` out"},
         Case{"fn f() -> Option<Result<i32, E>> {}", "Option<Result<i32, E>>",
              "`Option<Result<i32, E>>` cannot cross to the host",
              "swap the two: `Result<Option<…>, E>` (see `Option::transpose`)"},
         Case{"fn f() -> Option<()> {}", "Option<()>", "`Option<()>` cannot cross to the host",
              "write `bool`"},
         Case{"fn f(r: Result<i32, E>) {}", "Result<i32, E>",
              "`Result<i32, E>` cannot cross to the host", "a `Result` can only be returned"},
         Case{"fn f() -> Result {}", "Result", "`Result` cannot cross to the host",
              "name the type of the value too: `Result<(), Error>`"},
         Case{"fn f() -> Result<Result<i32, E>, F> {}", "Result<Result<i32, E>, F>",
              "`Result<Result<i32, E>, F>` cannot cross to the host",
              "give both errors one type: `Result<T, E>`"}})));

INSTANTIATE_TEST_SUITE_P(
    Functions, Refused,
    testing::ValuesIn(listed(
        "Functions",
        {Case{"fn f<T: Copy>(v: i32) {}", "<T: Copy>",
              "a generic function cannot be exported: the host needs code for concrete types",
              "write the types that hosts need: `#[julia(T = f32, f64)]`"},
         Case{"fn f<const N: usize>(v: i32) {}", "<const N: usize>",
              "a generic function cannot be exported: the host needs code for concrete types",
              "write the types that hosts need: `#[julia(T = f32, f64)]`"},
         Case{"async fn f(v: i32) {}", "async", "an `async` function cannot be exported",
              "export a function that blocks on it with the executor of your choice"},
         Case{"pub unsafe fn f(v: i32) {}", "unsafe",
              "an `unsafe` function is exported only if you ask for it",
              "write `#[julia(unsafe)]` if hosts may call it; document what callers "
              "must guarantee"},
         Case{"fn f(#[cfg(unix)] v: i32) {}", "#[cfg(unix)]",
              "a parameter with `#[cfg]` cannot be exported",
              "write two functions, each with its own `#[cfg]`"},
         Case{"fn area(&self) -> f64 {}", "&self", "a method is exported through its `impl` block",
              "put `#[julia]` on the `impl` as well"},
         Case{"impl P { pub fn area(self: Box<Self>) -> f64 {} }", "self: Box<Self>",
              "this receiver cannot cross to the host", "write `self`, `&self` or `&mut self`"}})));

INSTANTIATE_TEST_SUITE_P(
    Items, Refused,
    testing::ValuesIn(listed(
        "Items",
        {Case{"trait Shape { fn area(&self); }", "trait", "`trait` cannot be exported to the host",
              "`#[julia]` goes on functions, structs, enums, constants, `impl` blocks and modules"},
         Case{"struct M<T> { pub x: f64 }", "<T>",
              "a generic struct cannot be exported: the host needs code for concrete types",
              "export a struct without parameters that holds one instance"},
         Case{"struct M<'a> { x: &'a str }", "<'a>",
              "a struct that borrows cannot be exported: a host keeps its handles",
              "let it own its data"},
         Case{"struct M { pub v: Mutex<f64> }", "Mutex<f64>",
              "`Mutex<f64>` cannot cross to the host",
              kWrap + "; or skip the field with `#[julia(skip)]`"},
         Case{"struct M { pub s: &'static mut str }", "&'static mut str",
              "`&'static mut str` cannot cross to the host",
              "write `&str`; or skip the field with `#[julia(skip)]`"},
         Case{"impl<T> M<T> { pub fn f() {} }", "<T>",
              "a generic struct cannot be exported: the host needs code for concrete types",
              "export a struct without parameters that holds one instance"},
         Case{"impl M<f64> { pub fn f() {} }", "M<",
              "the methods of a generic struct cannot be exported",
              "export a struct without parameters that holds one instance"},
         Case{"impl M { #[julia] const N: i32 = 1; }", "const",
              "`const` cannot be exported from an `impl`", "put `#[julia]` on functions only"},
         Case{"", "the attribute", "there is nothing to export here",
              "`#[julia]` goes on functions, structs, enums, constants, `impl` blocks and "
              "modules"}})));

INSTANTIATE_TEST_SUITE_P(
    Enums, Refused,
    testing::ValuesIn(
        listed("Enums",
               {Case{"enum Shape { Dot, Circle(f64) }", "Circle(f64)",
                     "`Shape::Circle` has data, and only enums without data can be exported",
                     "hold the enum in a `#[julia] struct` with methods; if it is the error of a "
                     "`Result`, it needs only `Display`, not `#[julia]`"},
                Case{"enum Shape { Dot { x: i32 } }", "Dot{x: i32}",
                     "`Shape::Dot` has data, and only enums without data can be exported",
                     "hold the enum in a `#[julia] struct` with methods; if it is the error of a "
                     "`Result`, it needs only `Display`, not `#[julia]`"},
                Case{"enum Never {}", "Never",
                     "`Never` cannot be exported to the host: it has no variants", "add a variant"},
                Case{"enum M<T> { A }", "<T>",
                     "a generic enum cannot be exported: the host needs code for concrete types",
                     "export a struct without parameters that holds one instance"},
                Case{"enum M { A, #[cfg(unix)] B }", "#[cfg(unix)]",
                     "a variant of an exported enum cannot have `#[cfg]`",
                     "write two enums, each with its own `#[cfg]`"},
                Case{"enum M { A, #[julia(skip)] B }", "#[julia(skip)]",
                     "a variant cannot be left out: Rust may return it", "remove `skip`"},
                Case{"enum M { A }", "value", "`value` is for structs of plain data",
                     "remove this option", "value"}})));

INSTANTIATE_TEST_SUITE_P(
    Values, Refused,
    testing::ValuesIn(listed(
        "Values",
        {Case{"struct P { x: f64 }", "P",
              "a value struct needs a fixed layout, but rustc chooses the layout of `P`",
              "write `#[repr(C)]` on it", "value"},
         Case{"#[repr(C, packed)] struct P { x: f64 }", "packed",
              "a packed struct cannot be a value struct: hosts do not support packed layouts",
              "remove `packed`, " + kHandle, "value"},
         Case{"#[repr(C, align(16))] struct P { x: f64 }", "align",
              "a value struct cannot have `repr(align)`: hosts do not support it",
              "remove `align`, " + kHandle, "value"},
         Case{"#[repr(C)] #[repr(align(8))] struct P { x: f64 }", "align",
              "a value struct cannot have `repr(align)`: hosts do not support it",
              "remove `align`, " + kHandle, "value"},
         Case{"#[repr(align(16))] struct P { x: f64 }", "align",
              "a value struct cannot have `repr(align)`: hosts do not support it",
              "remove `align`, " + kHandle, "value"},
         Case{"#[repr(u8, align(16))] enum E { A }", "align",
              "an exported enum cannot have `repr(align)`: hosts do not support it",
              "remove `align`"},
         Case{"#[repr(C)] struct P(f64, f64);", "P",
              "`P` cannot be a value struct: it has no named fields",
              "give its fields names, " + kHandle, "value"},
         Case{"#[repr(C)] struct P {}", "P", "`P` cannot be a value struct: it has no named fields",
              "give its fields names, " + kHandle, "value"},
         Case{"#[repr(C)] struct P { c: char }", "char",
              "`char` cannot be a field of a value struct",
              "write `u32`: hosts store a `char` differently", "value"},
         Case{"#[repr(C)] struct P { c: Option<u8> }", "Option<u8>",
              "`Option<u8>` cannot be a field of a value struct",
              "write numbers, `bool`, enums and other values, " + kHandle, "value"},
         Case{"#[repr(C)] struct P { x: f64, #[cfg(unix)] y: f64 }", "#[cfg(unix)]",
              "a field of a value struct cannot have `#[cfg]`",
              "write two structs, each with its own `#[cfg]`", "value"},
         Case{"#[repr(C)] struct P { x: f64, #[julia(skip)] y: f64 }", "#[julia(skip)]",
              "a field of a value struct cannot be left out: hosts use the same layout",
              "remove `skip`, " + kHandle, "value"}})));

INSTANTIATE_TEST_SUITE_P(
    Generics, Refused,
    testing::ValuesIn(listed(
        "Generics",
        {Case{"fn f<T>(v: T) {}", "U", "`U` is not a type parameter of this function",
              "its type parameters are `T`", "T = f32, U = f64"},
         Case{"fn f(v: f64) {}", "T", "`T` is not a type parameter of this function",
              "it has none: remove this option", "T = f32"},
         Case{"fn f<'a, T: Into<f64>, U>(v: T, w: U) {}", "T",
              "the type parameter `U` has no types", "add them after the others: `U = f32, f64`",
              "T = f32"},
         Case{"fn f<T, const N: usize>(v: T) {}", "T",
              "a function with `const` parameters cannot be exported",
              "for each number, export a function that calls this one", "T = f32"},
         Case{"fn f<T>(v: T) {}", "Vec<f64>", "`Vec<f64>` cannot be used for a type parameter",
              "use types with a simple name: numbers, `bool`, `char`, `String` and exported types",
              "T = f32, Vec<f64>"},
         Case{"fn f<T>() -> T {}", "T",
              "a host cannot tell these functions apart: no argument has the type parameter",
              "add such an argument, or export a function for each type", "T = f32, f64"},
         Case{"fn f<T>(v: T) -> T::Output {}", "T::Output",
              "`f64::Output` cannot cross to the host", "write the type that it stands for",
              "T = f64"},
         Case{"struct P;", "T", "only functions can have types for type parameters",
              "remove this option", "T = f64"}})));

INSTANTIATE_TEST_SUITE_P(
    Traits, Refused,
    testing::ValuesIn(listed(
        "Traits",
        {Case{"impl fmt::Debug for P { fn fmt(&self) {} }", "fmt::Debug",
              "methods of `fmt::Debug` cannot be exported",
              "those of " + kTraits +
                  " can; for others write inherent methods that call them, in `#[julia] impl`"},
         Case{"impl PartialEq<Q> for P { fn eq(&self) {} }", "PartialEq<Q>",
              "methods of `PartialEq<Q>` cannot be exported",
              "those of " + kTraits +
                  " can; for others write inherent methods that call them, in `#[julia] impl`"},
         Case{"impl Display for M<f64> {}", "M<",
              "the methods of a generic struct cannot be exported",
              "export a struct without parameters that holds one instance"},
         Case{"impl Iterator for P { type Item = HashMap<u8, u8>; }", "HashMap<u8, u8>",
              "`HashMap<u8, u8>` cannot cross to the host", kWrap},
         Case{"impl Iterator for P { type Item = Option<u8>; }", "Option<u8>",
              "`Option<u8>` cannot cross to the host",
              "yield values, not options: `None` ends the iteration"},
         Case{"struct P;", "Debug", "`Debug` cannot be derived for the host",
              "hosts support " + kTraits, "derive(Clone, Debug)"},
         Case{"struct P;", "Iterator", "`Iterator` cannot be derived for the host",
              "write `#[julia]` on the `impl Iterator`", "derive(Iterator)"},
         Case{"fn f() {}", "Clone", "`derive` is for structs and enums", "remove this option",
              "derive(Clone)"}})));

INSTANTIATE_TEST_SUITE_P(
    Constants, Refused,
    testing::ValuesIn(
        listed("Constants", {Case{"static mut N: i32 = 1;", "mut",
                                  "a `static mut` cannot be exported: its value can change",
                                  "write functions that read and change it"},
                             Case{"const _: i32 = 1;", "_",
                                  "a constant without a name cannot be exported", "give it a name"},
                             Case{"const S: Option<u8> = None;", "Option<u8>",
                                  "a constant of type `Option<u8>` cannot be exported",
                                  "constants can be numbers, `bool`, `char` and `&str`; for other "
                                  "types write a function that returns it"}})));

INSTANTIATE_TEST_SUITE_P(
    Attributes, Refused,
    testing::ValuesIn(listed(
        "Attributes",
        {Case{"fn f() {}", "rename", "unknown option `rename`", kOptions, "rename = \"g\""},
         Case{"fn f() {}", "name", "`name` needs a string: `name = \"…\"`", kOptions, "name"},
         Case{"fn f() {}", "\"a b\"", "\"a b\" cannot be a name in a host",
              "use letters, digits and `_`; it may end with `!`", "name = \"a b\""},
         Case{"fn f() {}", "\"a×b\"", "\"a×b\" cannot be a name in a host",
              "use letters, digits and `_`; it may end with `!`", "name = \"a×b\""},
         Case{"fn f() {}", "cobol", "`cobol` is not a known host", "the hosts are `julia`, `cpp`",
              "name(cobol = \"f\")", true},
         Case{"fn f() {}", "cpp", "`cpp` needs a string: `cpp = \"…\"`", kOptions, "name(cpp)",
              true},
         Case{"fn f() {}", "\"a b\"", "\"a b\" cannot be a name in a host",
              "use letters, digits and `_`; it may end with `!`", "name(cpp = \"a b\")", true},
         Case{"fn f() {}", "name", "`name(…)` is an option of `#[export]`",
              "write `#[export(name(cpp = \"…\"))]`", "name(cpp = \"g\")"},
         Case{"#[export(name(julia = \"h\"))] fn f() {}", "name",
              "the name for `julia` is given twice", "remove one of the two", "name = \"g\""},
         Case{"fn f() {}", "name", "the name is given twice", "remove one of the two",
              "name = \"g\", name = \"h\"", true},
         Case{"fn f() {}", "hosts", "`hosts` is an option of `#[export]`",
              "write `#[export(hosts = cpp)]`", "hosts = cpp"},
         Case{"fn f() {}", "cobol", "`cobol` is not a known host", "the hosts are `julia`, `cpp`",
              "hosts = cpp, cobol", true},
         Case{"fn f() {}", "hosts", "`hosts` needs the names of hosts: `hosts = cpp`",
              "the hosts are `julia`, `cpp`", "hosts", true},
         Case{"fn f() {}", "hosts", "the hosts are given twice", "remove one of the two",
              "hosts = cpp, hosts = julia", true},
         Case{"#[repr(C)] struct M { #[export(hosts = cpp)] x: f64 }", "#[export(hosts = cpp)]",
              "a field of a value struct cannot be left out: hosts use the same layout",
              "remove `hosts`, " + kHandle, "value"},
         Case{"enum M { #[export(hosts = cpp)] A }", "#[export(hosts = cpp)]",
              "a variant cannot be left out: Rust may return it", "remove `hosts`"},
         Case{"fn f() {}", "skip", "`skip` is for fields and methods", "remove this attribute",
              "skip"},
         Case{"struct P;", "gc_safe", "`gc_safe` is for functions and methods",
              "remove this option", "gc_safe"},
         Case{"enum M { A }", "gc_safe", "`gc_safe` is for functions and methods",
              "remove this option", "gc_safe"},
         Case{"const N: i32 = 1;", "gc_safe", "`gc_safe` is for functions and methods",
              "remove this option", "gc_safe"},
         Case{"impl M { pub fn f() {} }", "gc_safe", "`gc_safe` is for functions and methods",
              "write it on the methods that take long", "gc_safe"},
         Case{"impl Display for M { fn fmt() {} }", "gc_safe",
              "`gc_safe` is for functions and methods", "write it on the methods that take long",
              "gc_safe"},
         Case{"struct M { #[julia(gc_safe)] pub x: f64 }", "gc_safe",
              "`gc_safe` is for functions and methods", "remove this option"},
         Case{"#[repr(C)] struct M { #[julia(gc_safe)] pub x: f64 }", "gc_safe",
              "`gc_safe` is for functions and methods", "remove this option", "value"},
         Case{"enum M { #[julia(gc_safe)] A }", "gc_safe", "`gc_safe` is for functions and methods",
              "remove this option"},
         Case{"fn f(n: i32, g: &dyn Fn(f64)) {}", "gc_safe",
              "a function that calls functions of the host cannot be `gc_safe`",
              "remove this option: garbage collection can start in the functions that it calls",
              "gc_safe"},
         Case{"impl M { #[julia(gc_safe)] pub fn f(&self, g: unsafe extern \"C\" fn()) {} }",
              "gc_safe", "a function that calls functions of the host cannot be `gc_safe`",
              "remove this option: garbage collection can start in the functions that it calls"},
         Case{"impl M { pub fn f() {} }", "name", "`name` has no effect on an `impl`",
              "write it on the definition of the type", "name = \"N\""},
         Case{"impl M { #[cfg_attr(unix, julia)] pub fn f() {} }", "#[cfg_attr(unix, julia)]",
              "`#[julia]` inside an item cannot be in a `cfg_attr`",
              "write `#[cfg(…)]` and `#[julia]` as two attributes"}})));

TEST(Diagnostics, AreAllInTheDocumentation) {
  const std::string expected = rendered_catalogue();
  EXPECT_TRUE(documented(PREBIND_DOCS "/diagnostics.md",
                         "<!-- What follows is written by expand_test. -->", expected) == expected)
      << "docs/diagnostics.md is not what the tests know. Run this test with "
      << "PREBIND_UPDATE_GOLDEN=1 in its environment.";
}

TEST(Diagnostics, AllOfAnItemAreReported) {
  const Tokens tokens = test_tokens("fn f(a: Rc<i32>, b: Mutex<u8>) -> Arc<u8> {}");
  const Expansion expansion = Expander({"geometry", "1.0.0"}).expand(tokens);
  ASSERT_EQ(expansion.diagnostics.size(), 3U);
  EXPECT_EQ(spelled(tokens, expansion.diagnostics[2].range), "Arc<u8>");
}

}  // namespace
}  // namespace prebind::expand
