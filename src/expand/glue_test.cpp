// What glue says is tested by compiling it (tests/conformance); here is what the expander decides.

#include "expand/glue.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "expand/expander.h"
#include "expand/test_tokens.h"

namespace prebind::expand {
namespace {

using testing::ContainsRegex;
using testing::HasSubstr;
using testing::Not;

std::string expanded(Expander& expander, const Tokens& tokens) {
  const Expansion expansion = expander.expand(tokens);
  for (const Diagnostic& diagnostic : expansion.diagnostics) ADD_FAILURE() << diagnostic.message;
  return to_source(expansion.glue, tokens);
}

std::string expanded(std::string_view item, std::string_view attribute = "") {
  Expander expander({"geometry", "1.0.0"});
  return expanded(expander, test_tokens(item, attribute));
}

TEST(Glue, TheFirstItemBringsTheSupportCode) {
  Expander expander({"geometry", "1.0.0"});
  EXPECT_THAT(expanded(expander, test_tokens("fn f() {}")), HasSubstr("fn geometry__initialize__"));
  EXPECT_THAT(expanded(expander, test_tokens("fn g() {}")),
              Not(HasSubstr("fn geometry__initialize__")));
}

TEST(Glue, ARefusedFirstItemDoesNotLoseTheSupportCode) {
  Expander expander({"geometry", "1.0.0"});
  expander.expand(test_tokens("fn f(v: Rc<u8>) {}"));
  EXPECT_THAT(expanded(expander, test_tokens("fn g() {}")), HasSubstr("fn geometry__initialize__"));
}

TEST(Glue, CowsHoldWhatTheHostLends) {
  const std::string glue = expanded(
      "fn f(a: Cow<'_, [f64]>, b: (Option<Cow<[u8]>>, u8), c: Cow<'static, [f64]>) "
      "-> Option<Cow<'static, [u8]>> {}");
  EXPECT_THAT(
      glue,
      HasSubstr("f(prebind_std::borrow::Cow::Borrowed(prebind_a0), match prebind_a1 { (prebind_t0, "
                "prebind_t1,) => (prebind_t0.map(|prebind_t0| "
                "prebind_std::borrow::Cow::Borrowed(prebind_t0)), prebind_t1,) }, "
                "prebind_std::borrow::Cow::Owned(prebind_a2))"));
  EXPECT_THAT(glue, HasSubstr("prebind_std::borrow::Cow::into_owned(prebind_v)"));
  EXPECT_THAT(expanded("async fn f(a: Cow<'_, [f64]>) {}"),
              HasSubstr("f(prebind_std::borrow::Cow::Borrowed(prebind_a0))"));
}

TEST(Glue, MarkedModulesAreInSymbols) {
  EXPECT_THAT(expanded("fn area() {}", "in(shapes, \"flat\"), name = \"size\""),
              HasSubstr("fn geometry__shapes__flat__area__"));
  EXPECT_THAT(expanded("impl super::flat::Square { pub fn area(&self) {} }", "in(shapes)"),
              HasSubstr("fn geometry__shapes__flat__Square__area__"));
  EXPECT_THAT(expanded("struct Square { pub side: f64 }", "in(r#type)"),
              HasSubstr("fn geometry__type__Square__get_side__"));
}

TEST(Glue, ReceiversThatAreReturnedAreTheObjectOfTheCall) {
  for (const std::string_view returned :
       {"&mut Self", "&'a mut Plan", "Result<&mut Self, E>", "io::Result<&'a mut Plan>"}) {
    const std::string glue = expanded(
        fmt::format("impl Plan {{ pub fn step<'a>(&'a mut self) -> {} {{ self }} }}", returned));
    EXPECT_THAT(glue, HasSubstr("prebind_std::ptr::eq(prebind_r, prebind_of)")) << returned;
    EXPECT_THAT(glue, HasSubstr(R"(\"returns_receiver\":true)")) << returned;
  }
  for (const std::string_view item :
       {"(&self) -> &Self", "(&self, to: &mut Plan) -> &mut Plan", "(&mut self) -> &Self",
        "(&mut self) -> Option<&mut Self>", "(&mut self) -> Result<Option<&mut Self>, E>",
        "(&mut self) -> &'static mut Self", "(&mut self) -> &mut Other",
        "(to: &mut Self) -> &mut Self"}) {
    Expander expander({"geometry", "1.0.0"});
    const Expansion expansion =
        expander.expand(test_tokens(fmt::format("impl Plan {{ pub fn step{} {{ }} }}", item)));
    ASSERT_EQ(expansion.diagnostics.size(), 1U) << item;
    EXPECT_THAT(expansion.diagnostics[0].message,
                HasSubstr("would outlive the call: a host cannot hold a Rust reference"))
        << item;
  }
}

TEST(Glue, FuturesAreStartedAndFinished) {
  const std::string glue =
      expanded("async fn get(url: &str, of: &Store) -> String { todo!() }", "runtime = \"tokio\"");
  EXPECT_THAT(glue, HasSubstr(R"(\"futures\":\"prebind_geometry_futures\")"));
  EXPECT_THAT(glue, HasSubstr("prebind_std::string::String::from(prebind_s)"));
  EXPECT_THAT(glue, HasSubstr("<__PrebindT0>::__prebind_shares(); "));
  EXPECT_THAT(expanded("async fn put(all: Vec<Store>) {}"),
              HasSubstr("<__PrebindT0>::__prebind_shares(); "));
  EXPECT_THAT(glue, HasSubstr("let prebind_a0 = &*prebind_a0; let prebind_value = get("));
  EXPECT_THAT(glue, HasSubstr("fn prebind_geometry_futures_tokio()"));
  EXPECT_THAT(glue, Not(HasSubstr("fn prebind_geometry_futures_spawn(")));
  EXPECT_THAT(glue, ContainsRegex("fn geometry__get__[0-9a-f]+_finish\\("));
  const std::string own = expanded("async fn get() {}");
  EXPECT_THAT(own, HasSubstr("fn prebind_geometry_futures_spawn("));
  EXPECT_THAT(own, Not(HasSubstr("tokio")));
  EXPECT_THAT(expanded("async fn get() {}", "runtime = \"crate::handle\""),
              HasSubstr("(crate::handle)()"));
}

TEST(Glue, AnIteratorIsATypeOfItsOwn) {
  const std::string glue = expanded(
      "impl Text { pub fn each_word(&self, of: &str) -> impl ExactSizeIterator<Item = "
      "&str> + '_ { todo!() } }");
  EXPECT_THAT(glue, HasSubstr(R"(\"item\":\"object\",\"crate\":\"geometry\",\"name\":)"
                              R"(\"TextEachWordIterator\")"));
  EXPECT_THAT(glue, HasSubstr(R"(\"operation\":\"next\")"));
  EXPECT_THAT(glue, HasSubstr(R"(\"operation\":\"length\")"));
  EXPECT_THAT(glue, HasSubstr("type __PrebindT1 = __PrebindIterator;"));
  EXPECT_THAT(glue, HasSubstr("prebind_std::string::String::from(prebind_s)"));
  EXPECT_THAT(glue, HasSubstr("Future<Output = ()> + prebind_std::marker::Send>"));
  EXPECT_THAT(glue, Not(HasSubstr("_finish")));
  const std::string other =
      expanded("fn lines() -> Result<Box<dyn Iterator<Item = Result<u8, E>>>, F> { todo!() }");
  EXPECT_THAT(other, HasSubstr(R"(\"name\":\"LinesIterator\")"));
  EXPECT_THAT(other, HasSubstr("prebind_std::option::Option::transpose(prebind_n)"));
  EXPECT_THAT(other, HasSubstr("prebind_display::<F>()(&prebind_e)"));
  EXPECT_THAT(other, HasSubstr("prebind_display::<E>()(&prebind_e)"));
  EXPECT_THAT(other, Not(HasSubstr(R"(\"operation\":\"length\")")));
  EXPECT_THAT(other, Not(HasSubstr("Future<Output = ()> + prebind_std::marker::Send>")));
}

TEST(Glue, AModuleLeavesARecordWithItsDocs) {
  const std::string glue = expanded(
      "/// Shapes.\n#[cfg(all())] #[export(name(cpp = \"forms\"))] pub(crate) mod shapes "
      "{ #![allow(dead_code)] #![doc = \" All kinds.\"] }",
      "in(outer), name = \"Shapes\"");
  EXPECT_THAT(glue, HasSubstr(R"(\"item\":\"module\",\"crate\":\"geometry\",\"name\":\"shapes\")"));
  EXPECT_THAT(glue, HasSubstr(R"(\"names\":{\"cpp\":\"forms\",\"julia\":\"Shapes\"})"));
  EXPECT_THAT(glue, HasSubstr(R"(\"docs\":\"Shapes.\\n\\nAll kinds.\")"));
  EXPECT_THAT(glue, HasSubstr("static PREBIND_RECORD_geometry__outer__mod_shapes__"));
  EXPECT_THAT(glue, HasSubstr("#[cfg(all())] #[doc(hidden)]"));
  EXPECT_THAT(glue, HasSubstr("prebind_std::module_path!()"));
}

TEST(Glue, RustcEvaluatesDocs) {
  const std::string glue = expanded(
      "/// Of all.\n#[doc = include_str!(\"x.md\")] pub enum Shape { #[doc = name!()] Disc(f64), "
      "Void }");
  EXPECT_THAT(glue, HasSubstr("const __PREBIND_DOC0: &prebind_std::primitive::str = "
                              "include_str!(\"x.md\");"));
  EXPECT_THAT(glue, HasSubstr("const __PREBIND_DOC1: &prebind_std::primitive::str = name!();"));
  EXPECT_THAT(glue, HasSubstr(R"(\"host_name\":\"Shape\",\"docs\":[\" Of all.\",0])"));
  EXPECT_THAT(glue, HasSubstr(R"(\"host_name\":\"Disc\",\"docs\":[1])"));
  EXPECT_THAT(glue, HasSubstr("texts: [2, 0, 0, 0], size0: (__PREBIND_DOC0.len() as u32)"));
}

TEST(Glue, EnumsWithDataHaveTheirFieldsInTheirRecord) {
  const std::string glue = expanded(
      "/// Forms.\n#[non_exhaustive] pub enum Shape { /// Round.\n Disc { /// Half.\n "
      "#[julia(name = \"r\")] radius: f64 }, Pair(Box<Shape>, #[julia(skip)] Rc<u8>), Void }");
  EXPECT_THAT(glue, HasSubstr(R"(\"item\":\"tagged\",\"crate\":\"geometry\",\"name\":\"Shape\")"));
  EXPECT_THAT(glue, HasSubstr(R"(\"name\":\"Disc\",\"host_name\":\"Disc\",\"docs\":\"Round.\")"));
  EXPECT_THAT(glue, HasSubstr(R"(\"name\":\"radius\",\"host_name\":\"radius\")"));
  EXPECT_THAT(glue,
              HasSubstr(R"(\"names\":{\"julia\":\"r\"},\"docs\":\"Half.\",\"type\":\"f64\")"));
  EXPECT_THAT(glue, HasSubstr(R"(\"type\":[\"object\",0,\"value\",\"Shape\"]}],\"tuple\":true)"));
  EXPECT_THAT(glue, HasSubstr(R"(\"open\":true,\"returned_only\":true)"));
  EXPECT_THAT(glue, HasSubstr("Self::Pair(prebind_f0, _, ) => {"));
  EXPECT_THAT(glue, HasSubstr("argument\")"));
  EXPECT_THAT(expanded("enum Shape { Disc(f64) }"),
              HasSubstr("0 => Self::Disc(prebind_get::<f64>("));
}

// Else a library could be taken for one that a module was made for.
TEST(Glue, WhatAnEnumWithDataHasIsInItsSymbol) {
  const auto symbol = [](std::string_view item) {
    const std::string glue = expanded(item);
    const std::size_t at = glue.find("geometry__define_Shape__");
    return glue.substr(at, 24 + 16);
  };
  const std::string first = symbol("enum Shape { A(f64), B }");
  EXPECT_EQ(symbol("/// Docs.\nenum Shape { A(f64,), B, }"), first);
  for (const std::string_view other :
       {"enum Shape { A(f32), B }", "enum Shape { B, A(f64) }", "enum Shape { A(f64), B, C }",
        "enum Shape { A { a: f64 }, B }", "enum Shape { A(f64), B() , D(u8) }",
        "enum Shape { A(f64, f64), B }", "#[non_exhaustive] enum Shape { A(f64), B }"}) {
    EXPECT_NE(symbol(other), first) << other;
  }
  EXPECT_EQ(symbol("#[non_exhaustive] enum Shape { A(f64) }"),
            symbol("#[non_exhaustive] enum Shape { A(f64), B(u8) }"));
}

TEST(Glue, TwoItemsWithOneSymbolStayApart) {
  Expander expander({"geometry", "1.0.0"});
  const Tokens tokens = test_tokens("fn f() {}");
  const std::string first = expanded(expander, tokens);
  const std::string second = expanded(expander, tokens);
  const std::size_t at = first.find("geometry__f__");
  const std::string symbol = first.substr(at, 13 + 16);
  EXPECT_THAT(first, Not(HasSubstr(symbol + "_2")));
  EXPECT_THAT(second, HasSubstr(symbol + "_2"));
}

TEST(Glue, ProvesThatAComplexNumberIsOne) {
  const std::string glue = expanded("fn f(a: &[num::Complex<f32>], b: num::Complex<f32>) {}");
  EXPECT_THAT(glue, HasSubstr("transmute::<__PrebindT0, [u32; 2]>(prebind_c)"));
  EXPECT_THAT(glue, HasSubstr("__PrebindT0 { re: prebind_a1_re, im: prebind_a1_im }"));
  EXPECT_THAT(glue, Not(HasSubstr("__PrebindT1"))) << "one type, one proof";
}

// What needs no conversion is handed to the one that catches panics as it is.
TEST(Glue, FunctionsOnNumbersNeedNoFunctionOfTheirOwnToBeCaught) {
  const std::string scale = expanded("fn scale(a: f64, b: u8) -> f64 { a }");
  EXPECT_THAT(scale, HasSubstr("prebind_f: unsafe fn(prebind_a0: f64, prebind_a1: u8) -> f64"));
  EXPECT_THAT(scale, HasSubstr("(scale, prebind_a0, prebind_a1) }"));
  EXPECT_THAT(scale, Not(HasSubstr("prebind_work")));
  for (const std::string_view other :
       {"extern \"C\" fn f(a: f64) -> f64 { a }", "fn f(a: char) -> u8 { 1 }",
        "fn f(a: u8) -> char { 'a' }", "fn f(a: i128) {}", "fn f(a: u8) -> i128 { 1 }",
        "fn f(a: &str) {}", "fn f() -> Option<u8> { None }", "fn f(a: *const u8) {}"}) {
    EXPECT_THAT(expanded(std::string(other)), HasSubstr("(prebind_work, ")) << other;
  }
  const std::string method = "fn f(a: u32) -> u32 { a } }";
  EXPECT_THAT(expanded("impl P { pub " + method), HasSubstr("(<__PrebindT0>::f, prebind_a0) }"));
  EXPECT_THAT(expanded("impl P { pub extern \"C\" " + method), HasSubstr("(prebind_work, "));
}

// rustc refuses what outlives `prebind_call` (tests/e2e/glue/lifetimes.sh); nothing of the host's
// may come in past it.
TEST(Glue, WhatIsBorrowedOfTheHostHasTheLifetimeOfTheCall) {
  for (const std::string_view type :
       {"&str", "String", "&std::ffi::CStr", "CString", "&[f64]", "&mut [u8]", "&[bool]", "&[Dot]",
        "Vec<f32>", "Box<[u8]>", "&[&str]", "Vec<String>", "Option<&[f64]>", "(u8, &str)"}) {
    const std::string glue = expanded(fmt::format("fn f(v: {}) {{}}", type));
    EXPECT_THAT(glue, HasSubstr("let prebind_call = (); ")) << type;
    const std::size_t work = glue.find("unsafe fn prebind_work");
    EXPECT_THAT(glue.substr(work), Not(HasSubstr("from_raw_parts"))) << type;
  }
}

TEST(Glue, ArgumentsAreReadThenClaimedThenTaken) {
  const std::string glue = expanded("fn f(a: Point, s: &str, b: Option<Point>, c: &mut Point) {}");
  std::size_t at = 0;
  for (const std::string_view step :
       {"from_utf8", "__prebind_hold(prebind_a0)", "__prebind_hold(prebind_a2)",
        "__prebind_mut(prebind_a3)", "__prebind_take(prebind_a0)", "__prebind_take(prebind_v)",
        "let prebind_value = f("}) {
    const std::size_t next = glue.find(step, at);
    ASSERT_NE(next, std::string::npos) << step;
    EXPECT_EQ(glue.find(step), next) << step << " comes too early";
    at = next;
  }
  EXPECT_EQ(glue.find("=> return ", glue.find("__prebind_take(prebind_a0)")), std::string::npos);
}

TEST(Glue, CFunctionsWhoseAuthorAnswersForThem) {
  for (const std::string_view type :
       {"unsafe extern \"C\" fn()", "(unsafe extern \"C\" fn(f64) -> bool)",
        "$(unsafe extern fn()$)"}) {
    EXPECT_THAT(expanded(fmt::format("fn f(g: {}) {{}}", type)), HasSubstr("f(prebind_a0)"));
  }
  EXPECT_THAT(expanded("fn f(g: extern \"C\" fn()) {}", "unsafe"), HasSubstr("f(prebind_a0)"));
}

TEST(Glue, NamesAndRenames) {
  EXPECT_THAT(expanded("fn r#type() {}"), HasSubstr("geometry__type__"));
  // Symbols are those of Rust's names, so that a host's name can change alone.
  EXPECT_THAT(expanded("fn add() {}", "name = \"plus!\""), HasSubstr("geometry__add__"));
  EXPECT_THAT(expanded("#[export(name = \"plus!\")] fn add() {}"),
              HasSubstr("geometry__plus_u21__"));
  // Of two types of one name, one has another for all hosts, where it is defined and on its impls.
  EXPECT_THAT(expanded("#[export(name = \"Q\")] impl P { pub fn a() {} }"),
              HasSubstr("geometry__Q__a__"));
  EXPECT_THAT(expanded("#[export(name = \"Q\")] impl Display for P {}"),
              HasSubstr("geometry__Q__Display__"));
  EXPECT_THAT(expanded("fn add() {}", "name = \"plus!\""), HasSubstr("(add, ) }"));
}

TEST(Glue, OperatorsAreNamedByTheirType) {
  const std::string neg = "impl ops::Neg for P { type Output = f64; fn neg(self) -> f64 {} }";
  EXPECT_THAT(expanded(neg), HasSubstr("fn geometry__P__neg__"));
  EXPECT_THAT(expanded("#[export(name = \"Q\")] " + neg), HasSubstr("fn geometry__Q__neg__"));
  EXPECT_THAT(expanded(neg, "in(shapes)"), HasSubstr("fn geometry__shapes__P__neg__"));
  const std::string left =
      expanded("impl Mul<&P> for f64 { type Output = f64; fn mul(self, p: &P) -> f64 {} }");
  EXPECT_THAT(left, HasSubstr("fn geometry__mul__"));
  EXPECT_THAT(left, HasSubstr(R"(\"name\":\"left\",\"type\":\"f64\")"));
}

TEST(Glue, OperandsThatRustTakesAreCloned) {
  const std::string taken =
      expanded("impl Add<Q> for P { type Output = f64; fn add(self, q: Q) -> f64 {} }");
  EXPECT_THAT(taken, HasSubstr("(prebind_std::clone::Clone::clone(prebind_v), "
                               "prebind_std::clone::Clone::clone(prebind_w0))"));
  const std::string lent =
      expanded("impl Add<&Q> for &P { type Output = f64; fn add(self, q: &Q) -> f64 {} }");
  EXPECT_THAT(lent, HasSubstr("(prebind_v, prebind_w0)"));
}

TEST(Glue, ParsingLeavesTwoFunctions) {
  const std::string parsing =
      "impl FromStr for P { type Err = String; fn from_str(s: &str) -> Result<P, String> {} }";
  EXPECT_THAT(expanded(parsing), HasSubstr("fn geometry__P__try_from_str__"));
  EXPECT_THAT(expanded("#[export(hosts = cpp)] " + parsing),
              Not(HasSubstr("fn geometry__P__try_from_str__")));
}

TEST(Glue, CfgIsSharedByTheGlue) {
  EXPECT_THAT(expanded("#[cfg(unix)] fn f() {}"), HasSubstr("#[cfg(unix)] #[doc(hidden)]"));
  EXPECT_THAT(expanded("impl P { #[cfg(unix)] pub fn f() {} }"),
              HasSubstr("#[cfg(unix)] #[doc(hidden)]"));
  EXPECT_THAT(expanded("struct P { #[cfg(unix)] pub x: f64 }"),
              HasSubstr("#[cfg(unix)] #[doc(hidden)]"));
}

// Where a crate forbids a lint, to allow it is an error.
TEST(Glue, AllowsWhatItsItemAllowsAndNoMore) {
  EXPECT_THAT(expanded("fn f(s: &str) -> String { s.into() }"), Not(HasSubstr("allow")));
  EXPECT_THAT(expanded("#[allow(a, b::c)] #[expect(d)] fn f() {}"),
              HasSubstr("#[allow(a, b::c)] #[allow(d)] #[doc(hidden)]"));
  EXPECT_THAT(expanded("#[allow(a)] impl P { #[allow(b)] pub fn f() {} }"),
              HasSubstr("#[allow(a)] #[allow(b)] #[doc(hidden)]"));
  for (const std::string_view deprecated :
       {"#[deprecated] fn f() {}", "#[deprecated(note = \"no\")] struct P;",
        "struct P { #[deprecated] pub x: u8 }", "enum E { #[deprecated] A }",
        "impl P { #[deprecated] pub fn f() {} }", "#[deprecated] const N: u8 = 1;"}) {
    EXPECT_THAT(expanded(deprecated), HasSubstr("#[allow(deprecated)] #[doc(hidden)]"))
        << deprecated;
  }
}

TEST(Glue, RecordsSayWhatIsDeprecated) {
  const auto record = [](std::string_view item) {
    std::string text = expanded(item);
    std::erase(text, '\\');
    return text.substr(text.rfind("__PrebindRecord {"));
  };
  EXPECT_THAT(record("#[deprecated] fn f() {}"),
              HasSubstr(R"("host_name":"f","deprecated":{},"symbol")"));
  EXPECT_THAT(record("#[deprecated = \"no\"] struct P;"),
              HasSubstr(R"("host_name":"P","deprecated":{"note":"no"},)"));
  EXPECT_THAT(record("struct P { #[deprecated(since = \"2\")] pub x: u8 }"),
              HasSubstr(R"("host_name":"x","deprecated":{"since":"2"},)"));
  EXPECT_THAT(record("enum E { #[deprecated] A, B }"),
              HasSubstr(R"({"name":"A","host_name":"A","deprecated":{}},)"));
  EXPECT_THAT(record("impl P { #[deprecated] pub fn g() {} }"),
              HasSubstr(R"("host_name":"g","deprecated":{},)"));
  EXPECT_THAT(record("#[deprecated] const N: u8 = 1;"),
              HasSubstr(R"("host_name":"N","deprecated":{},)"));
  EXPECT_THAT(record("fn f() {}"), Not(HasSubstr("deprecated")));
}

TEST(Glue, MarkedMethodsElsePublicOnes) {
  const std::string all =
      expanded("impl P { pub fn a() {} fn b() {} #[julia(skip)] pub fn c() {} }");
  EXPECT_THAT(all, HasSubstr("geometry__P__a__"));
  EXPECT_THAT(all, Not(HasSubstr("geometry__P__b__")));
  EXPECT_THAT(all, Not(HasSubstr("geometry__P__c__")));
  const std::string marked = expanded("impl P { pub fn a() {} #[julia] fn b() {} }");
  EXPECT_THAT(marked, Not(HasSubstr("geometry__P__a__")));
  EXPECT_THAT(marked, HasSubstr("geometry__P__b__"));
}

TEST(Glue, OptionsOfAMethodDoNotSelectIt) {
  for (const std::string_view option :
       {"name = \"plus\"", "skip", "unsafe", "gc_safe", "name = \"c\", gc_safe"}) {
    const std::string glue = expanded(fmt::format(
        "impl P {{ pub fn a() {{}} fn b() {{}} #[julia({})] pub fn c() {{}} }}", option));
    EXPECT_THAT(glue, HasSubstr("geometry__P__a__")) << option;
    EXPECT_THAT(glue, Not(HasSubstr("geometry__P__b__"))) << option;
  }
  const std::string generic =
      expanded("impl P { pub fn a() {} #[julia(T = u8)] fn b<T>(v: T) {} }");
  EXPECT_THAT(generic, HasSubstr("geometry__P__a__"));
  EXPECT_THAT(generic, HasSubstr("geometry__P__b__"));
  // Beside a bare one, options ask for a method as well.
  const std::string both = expanded(
      "impl P { pub fn a() {} #[prebind::julia()] fn b() {} #[julia(name = \"d\")] fn c() {} }");
  EXPECT_THAT(both, Not(HasSubstr("geometry__P__a__")));
  EXPECT_THAT(both, HasSubstr("geometry__P__b__"));
  EXPECT_THAT(both, HasSubstr("geometry__P__c__"));
}

TEST(Glue, PublicFieldsThatAreNotSkipped) {
  const std::string glue = expanded(
      "struct P { pub x: f64, y: f64, #[julia(skip)] pub z: Rc<f64>, #[julia] w: String, pub s: "
      "&'static str }");
  EXPECT_THAT(glue, HasSubstr("P__get_x__"));
  EXPECT_THAT(glue, HasSubstr("P__set_x__"));
  EXPECT_THAT(glue, Not(HasSubstr("get_y__")));
  EXPECT_THAT(glue, Not(HasSubstr("get_z__")));
  EXPECT_THAT(glue, HasSubstr("P__set_w__"));
  EXPECT_THAT(glue, HasSubstr("P__get_s__"));
  EXPECT_THAT(glue, Not(HasSubstr("P__set_s__")));
}

TEST(Glue, StructsOfAnyShape) {
  EXPECT_THAT(expanded("struct Unit;"), HasSubstr("geometry__release_Unit__"));
  EXPECT_THAT(expanded("struct Pair(f64, pub f64);"), HasSubstr("geometry__release_Pair__"));
  EXPECT_THAT(expanded("impl crate::deep::P { pub fn f(&self) {} }"),
              HasSubstr("geometry__deep__P__f__"));
}

TEST(Glue, ImplementationsOfTraits) {
  const std::string marked = expanded("impl std::fmt::Display for P { fn fmt(&self) {} }");
  EXPECT_THAT(marked, HasSubstr("geometry__P__Display__"));
  EXPECT_THAT(marked, HasSubstr("prebind_operation(prebind_self)"));
  const std::string derived =
      expanded("struct P;", "derive(Clone, PartialEq, Hash, PartialOrd, Ord)");
  for (const char* name : {"Clone", "PartialEq", "Hash", "PartialOrd"}) {
    EXPECT_THAT(derived, HasSubstr(std::string("geometry__P__") + name + "__"));
  }
  const std::string iterator = expanded("impl Iterator for P { type Item = f64; }");
  EXPECT_THAT(iterator, HasSubstr(R"(\"returns\":[\"Option\",\"f64\"],\"operation\":\"next\")"));
}

TEST(Glue, InstancesOfAGenericFunction) {
  const std::string glue =
      expanded("fn norm<T: Copy>(v: &[T], by: T, n: u8) -> Result<T, Fault> {}",
               "T = f32, f64, name = \"size\"");
  EXPECT_THAT(glue, HasSubstr("norm::<f32>(prebind_a0, prebind_a1, prebind_a2)"));
  EXPECT_THAT(glue, HasSubstr("norm::<f64>(prebind_a0, prebind_a1, prebind_a2)"));
  EXPECT_THAT(glue, HasSubstr(R"({\"name\":\"by\",\"type\":\"f64\",\"generic\":true})"));
  EXPECT_THAT(glue, HasSubstr(R"({\"name\":\"n\",\"type\":\"u8\"})"));
  EXPECT_THAT(glue, HasSubstr(R"(\"instance\":true)"));
  EXPECT_THAT(glue, HasSubstr("geometry__norm__"));
  // Glue names the type, not the parameter.
  EXPECT_THAT(expanded("fn f<T>(v: &T) {}", "T = Point"), HasSubstr("type __PrebindT0 = Point;"));
  EXPECT_THAT(expanded("impl P { #[julia(T = i8, u8)] pub fn f<T>(&self, v: T) {} }"),
              HasSubstr("<__PrebindT0>::f::<u8>(prebind_self, prebind_a0)"));
}

TEST(Glue, Views) {
  const std::string glue =
      expanded("impl P { pub fn samples(&self, name: &str) -> Option<&[f64]> { None } }");
  EXPECT_THAT(glue, Not(HasSubstr("prebind_view")));
  const std::string view = expanded(
      "impl P { #[julia(view)] pub fn samples(&self, name: &str) -> Option<&[f64]> { None } }");
  EXPECT_THAT(view, HasSubstr("let prebind_guard = prebind_std::boxed::Box::new(prebind_self); "
                              "let prebind_value = { let prebind_self = &*prebind_guard; "));
  EXPECT_THAT(view, HasSubstr("let prebind_g = prebind_view(prebind_guard);"));
  EXPECT_THAT(view, HasSubstr(R"(\"returns\":[\"Option\",[\"&view\",\"f64\"]])"));
  const std::string changed =
      expanded("impl P { #[julia(view)] pub fn all(&mut self) -> &mut [f64] { &mut [] } }");
  EXPECT_THAT(changed, HasSubstr("let prebind_self = &mut *prebind_guard; "));
  EXPECT_THAT(changed, HasSubstr("prebind_s.as_mut_ptr() as *mut u8"));
  EXPECT_THAT(changed, HasSubstr(R"([\"&mut view\",\"f64\"])"));
  EXPECT_THAT(
      expanded("impl P { #[julia(view)] pub fn all(&self) -> &[[Dot; 2]] { &[] } }"),
      HasSubstr("prebind_std::assert!(<__PrebindT1>::__PREBIND_IS_FLAT, \"`Dot` has another "
                "representation in the host: a view shows numbers, enums and structs "
                "that are `#[julia(value)]`\")"));
}

TEST(Glue, EnumsValuesAndConstants) {
  const std::string colour = expanded("#[repr(u8)] enum Colour { Red, Blue = 7 }");
  EXPECT_THAT(colour, HasSubstr("geometry__define_Colour__"));
  EXPECT_THAT(colour, HasSubstr("if prebind_n == Self::Blue as u8"));
  EXPECT_THAT(expanded("enum Colour { Red }"), HasSubstr("Self::Red as isize"));
  const std::string dot = expanded("#[repr(C)] struct Dot { x: f64, colour: Colour }", "value");
  EXPECT_THAT(dot, HasSubstr("prebind_copied::<Dot>"));
  EXPECT_THAT(dot, HasSubstr("<__PrebindM1>::__prebind_valid(prebind_p.add(__PREBIND_O1))"));
  EXPECT_THAT(expanded("const N: u8 = 1 + 1;"), HasSubstr("const __PREBIND_VALUE: u8 = N;"));
  EXPECT_THAT(expanded("static S: &str = \"a\";"),
              HasSubstr("const __PREBIND_VALUE: &str = \"a\";"));
}

TEST(Glue, UnnamedArguments) {
  EXPECT_THAT(
      expanded("fn f(_: i32, (a): f64, mut b: bool) {}"),
      HasSubstr(
          R"({\"name\":\"argument1\",\"type\":\"i32\"},{\"name\":\"argument2\",\"type\":\"f64\"},{\"name\":\"b\",\"type\":\"bool\"})"));
}

}  // namespace
}  // namespace prebind::expand
