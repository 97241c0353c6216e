#include "expand/types.h"

#include <gmock/gmock.h>

#include "expand/operations.h"
#include "expand/test_tokens.h"

namespace prebind::expand {
namespace {

using ::testing::HasSubstr;

struct Read {
  Tokens tokens;
  std::vector<Diagnostic> diagnostics = {};
  std::optional<TypedRange> type = {};
  std::vector<TokenRange> references = {};
};

Read read(std::string_view source, Position position) {
  Read result{.tokens = test_tokens(source)};
  TypeReader reader(result.tokens, result.diagnostics);
  Cursor cursor(result.tokens, 0, static_cast<TokenIndex>(result.tokens.tokens.size()));
  result.type = reader.read(cursor, position);
  result.references = reader.references();
  return result;
}

std::string text_of(std::string_view source, Position position = Position::argument) {
  const Read result = read(source, position);
  return result.type ? to_string(result.type->type) : result.diagnostics.at(0).message;
}

TEST(Types, WhatCrossesAsItIs) {
  for (const char* type : {"()",
                           "bool",
                           "char",
                           "i8",
                           "i16",
                           "i32",
                           "i64",
                           "isize",
                           "u8",
                           "u16",
                           "u32",
                           "u64",
                           "usize",
                           "f32",
                           "f64",
                           "&str",
                           "String",
                           "Box<str>",
                           "*const f64",
                           "*mut u8",
                           "*const *mut i32",
                           "i128",
                           "u128",
                           "Duration",
                           "SystemTime",
                           "NaiveDate",
                           "NaiveDateTime",
                           "DateTime<Utc>",
                           "jiff::civil::Date",
                           "jiff::civil::DateTime",
                           "jiff::Timestamp",
                           "Vec<Option<(DateTime<Utc>, jiff::Timestamp, NaiveDate)>>",
                           "Vec<NaiveDate>",
                           "&CStr",
                           "CString",
                           "&[&str]",
                           "&[String]",
                           "Vec<String>",
                           "Vec<&str>",
                           "Box<[String]>",
                           "(f64,)",
                           "(i32, &str, Option<Vec<u8>>)",
                           "((i32, &mut [f64]), Option<(&Point, bool)>)",
                           "Option<(i128, CString)>",
                           "&dyn Fn()",
                           "&dyn Fn(f64, *mut f64) -> bool",
                           "&mut dyn FnMut(i32)",
                           "&dyn Fn(&str, &[f64], Option<Point>) -> Vec<String>",
                           "Box<dyn Fn(&str) -> Vec<f64> + Send + Sync>",
                           "Box<dyn FnOnce(Point) + Send>",
                           "Arc<dyn Fn() -> bool>",
                           "&dyn Store",
                           "&mut dyn Store",
                           "Box<dyn crate::Store>",
                           "Arc<dyn Store>",
                           "extern \"C\" fn(usize) -> *const *const u8",
                           "&[f64]",
                           "&mut [bool]",
                           "Vec<u8>",
                           "Box<[isize]>",
                           "Option<&[i16]>",
                           "Option<Vec<f32>>",
                           "Option<f64>",
                           "Option<&str>",
                           "Option<String>",
                           "&Point",
                           "&mut Point",
                           "Point",
                           "Option<&mut Point>",
                           "[f64; 3]",
                           "&[[bool; 2]; 4]",
                           "Option<[String; 2]>",
                           "&mut [[f64; 3]]",
                           "Vec<[Point; 2]>",
                           "Complex<f32>",
                           "&mut [Complex<f64>]",
                           "Vec<Vec<f64>>",
                           "&[Option<&str>]",
                           "Box<[(i128, CString)]>",
                           "VecDeque<u8>",
                           "&BTreeSet<(u8, Option<Point>)>",
                           "Option<Option<Option<f64>>>",
                           "Option<(Option<&HashMap<String, bool>>, HashSet<char>)>"}) {
    EXPECT_EQ(text_of(type), type);
  }
}

TEST(Types, PathsOfTheStandardLibrary) {
  EXPECT_EQ(text_of("std::string::String"), "String");
  EXPECT_EQ(text_of("::std::option::Option<::core::option::Option<i32>>"), "Option<Option<i32>>");
  EXPECT_EQ(text_of("std::collections::HashMap<&'a str, alloc::vec::Vec<char>, FxBuildHasher>"),
            "HashMap<&str, Vec<char>>");
  EXPECT_EQ(text_of("core::option::Option<i32>"), "Option<i32>");
  EXPECT_EQ(text_of("&'a ::std::ffi::CStr"), "&CStr");
  EXPECT_EQ(text_of("std::ffi::CString"), "CString");
  EXPECT_EQ(text_of("&'a ::core::primitive::str"), "&str");
  EXPECT_EQ(text_of("std::vec::Vec<::core::primitive::u8>"), "Vec<u8>");
  EXPECT_EQ(text_of("&mut [std::primitive::bool]"), "&mut [bool]");
  EXPECT_EQ(text_of("std::boxed::Box<[::std::string::String]>"), "Box<[String]>");
  EXPECT_EQ(text_of("::std::boxed::Box<core::primitive::str>"), "Box<str>");
  EXPECT_EQ(text_of("Vec<&std::primitive::str>"), "Vec<&str>");
  EXPECT_EQ(text_of("&[&'a Point]"), "&[&Point]");
  EXPECT_EQ(text_of("Box<[&shapes::Point]>"), "Box<[&shapes::Point]>");
  EXPECT_EQ(text_of("*mut *const core::primitive::f64"), "*mut *const f64");
  EXPECT_EQ(text_of("(::std::primitive::f64, std::os::raw::c_int)"), "(f64, i32)");
  EXPECT_EQ(text_of("&[std::ffi::c_double]"), "&[f64]");
  EXPECT_EQ(text_of("&dyn std::ops::Fn(core::primitive::f64) -> ::std::primitive::bool"),
            "&dyn Fn(f64) -> bool");
  EXPECT_EQ(text_of("&mut (dyn ::core::ops::FnMut(*mut std::primitive::u8))"),
            "&mut dyn FnMut(*mut u8)");
  EXPECT_EQ(text_of("&dyn ops::Fn()"), "&dyn Fn()");
  EXPECT_EQ(text_of("std::sync::Arc<dyn std::ops::Fn() + 'static + Sync + ::std::marker::Send>"),
            "Arc<dyn Fn() + Send + Sync>");
  EXPECT_EQ(text_of("&dyn Fn() -> std::io::Result<()>"), "&dyn Fn() -> Result<(), Display>");
  EXPECT_EQ(
      text_of("std::result::Result<core::primitive::u8, ::std::primitive::i32>", Position::returns),
      "Result<u8, i32>");
  // One word of these may be somebody's own.
  EXPECT_EQ(text_of("Vec<mine::primitive::u8>"), "Vec<mine::primitive::u8>");
  EXPECT_EQ(text_of("c_int"), "c_int");
  EXPECT_EQ(text_of("&[&'a str]"), "&[&str]");
  EXPECT_EQ(text_of("(i32, f64,)"), "(i32, f64)");
  EXPECT_EQ(text_of("std::vec::Vec<f64>"), "Vec<f64>");
  EXPECT_EQ(text_of("::std::boxed::Box<[u8]>"), "Box<[u8]>");
  EXPECT_EQ(text_of("&'a mut [f64]"), "&mut [f64]");
  EXPECT_EQ(text_of("&'static str", Position::returns), "&str");
  EXPECT_EQ(text_of("(f64)"), "f64");
  EXPECT_EQ(text_of("Option::<i32>"), "Option<i32>");
}

TEST(Types, ACowIsASliceOrAVec) {
  EXPECT_EQ(text_of("Cow<[f64]>"), "&[f64]");
  EXPECT_EQ(text_of("Option<std::borrow::Cow<'_, [u8]>>"), "Option<&[u8]>");
  EXPECT_EQ(text_of("Cow<'a, [&'a str]>"), "&[&str]");
  EXPECT_EQ(text_of("Cow<[Vec<f64>]>"), "&[Vec<f64>]");
  EXPECT_EQ(text_of("Cow<'static, [f64]>"), "Vec<f64>");
  EXPECT_EQ(text_of("Result<(Cow<'_, [Point]>, u8), E>", Position::returns),
            "Result<(Vec<Point>, u8), E>");
}

TEST(Types, TextIsBorrowedOwnedOrShared) {
  for (const char* type : {"Cow<str>", "Arc<str>", "Option<Rc<str>>", "Vec<Cow<str>>", "&Path",
                           "PathBuf", "&[&Path]", "(OsString, &OsStr)", "HashMap<PathBuf, f64>"}) {
    EXPECT_EQ(text_of(type), type);
  }
  EXPECT_EQ(text_of("std::borrow::Cow<'_, str>"), "Cow<str>");
  EXPECT_EQ(text_of("std::borrow::Cow<'a, core::primitive::str>"), "Cow<str>");
  EXPECT_EQ(text_of("Cow<'static, str>"), "Cow<'static, str>");
  EXPECT_EQ(text_of("Cow<'a, str>", Position::field), "Cow<'static, str>");
  EXPECT_EQ(text_of("&'a std::path::Path"), "&Path");
  EXPECT_EQ(text_of("::std::sync::Arc<str>"), "Arc<str>");
  // Others may have a type of such a name.
  EXPECT_EQ(text_of("&svg::Path"), "&svg::Path");
  EXPECT_EQ(text_of("Path"), "Path");
  EXPECT_EQ(text_of("svg::PathBuf"), "svg::PathBuf");
}

TEST(Types, LengthsAreLiterals) {
  EXPECT_EQ(text_of("[u8; 0x1_0usize]"), "[u8; 16]");
  EXPECT_EQ(text_of("[u8; 0b11]"), "[u8; 3]");
  EXPECT_EQ(text_of("[u8; 2 + 1]"), "`[u8; 2 + 1]` cannot cross to the host");
  EXPECT_EQ(text_of("[u8; 3u8]"), "`[u8; 3u8]` cannot cross to the host");
}

TEST(Types, ComplexNumbersAreNamedByTheirPaths) {
  const Read pair = read(
      "(num_complex::Complex<f64>, &[::num::Complex::<f64>], "
      "Option<Complex64>, num_complex::Complex<f64>)",
      Position::argument);
  EXPECT_EQ(to_string(pair.type->type),
            "(Complex<f64>, &[Complex<f64>], Option<Complex<f64>>, Complex<f64>)");
  ASSERT_EQ(pair.references.size(), 3u);
  EXPECT_EQ(spell(pair.tokens, pair.references[0]), "num_complex::Complex");
  EXPECT_EQ(pair.references[0].arguments, "<f64>");
  EXPECT_EQ(spell(pair.tokens, pair.references[2]), "Complex64");
  EXPECT_EQ(pair.references[2].arguments, "");
  EXPECT_EQ(pair.type->type.arguments[3].reference, 0u);
  EXPECT_EQ(text_of("Vec<num_complex::Complex32>"), "Vec<Complex<f32>>");
}

TEST(Types, ArraysOfNdarrayAreNamedByTheirPaths) {
  const Read views = read(
      "(ArrayView2<f64>, nd::ArrayViewMut<'_, num::Complex<f32>, nd::Ix3>, "
      "Option<::ndarray::ArrayD::<usize>>, ArrayView<'a, bool, ndarray::IxDyn>)",
      Position::argument);
  ASSERT_TRUE(views.type);
  EXPECT_EQ(to_string(views.type->type),
            "(ArrayView2<f64>, ArrayViewMut3<Complex<f32>>, Option<ArrayD<usize>>, "
            "ArrayViewD<bool>)");
  const auto roots = [&](std::size_t number) {
    return to_source(views.references.at(number).beside, views.tokens);
  };
  ASSERT_EQ(views.references.size(), 5u);
  EXPECT_EQ(spell(views.tokens, views.references[0]), "ArrayView2");
  EXPECT_EQ(views.references[0].arguments, "<'prebind, f64>");
  EXPECT_THAT(roots(0), HasSubstr("::ndarray::ShapeBuilder::strides("));
  EXPECT_EQ(spell(views.tokens, views.references[1]), "num::Complex");
  EXPECT_EQ(spell(views.tokens, views.references[2]), "nd::ArrayViewMut");
  EXPECT_THAT(roots(2), HasSubstr(" nd::ShapeBuilder::strides("));
  EXPECT_THAT(roots(2), HasSubstr("(nd::Axis("));
  EXPECT_EQ(spell(views.tokens, views.references[3]), "::ndarray::ArrayD");
  EXPECT_EQ(views.references[3].arguments, "<usize>");
  EXPECT_THAT(roots(3), HasSubstr("::ndarray::ShapeBuilder::f("));
  EXPECT_EQ(to_source(views.references[4].arguments, views.tokens),
            "<'prebind, bool, ndarray::IxDyn>");
  EXPECT_EQ(text_of("ArcArray<f32, Ix2>", Position::returns), "ArcArray2<f32>");
}

TEST(Types, MatricesOfFixedSizesAreArraysOfTheirColumns) {
  const Read some = read(
      "(na::SMatrix<f64, 2, 0x3>, Vector3::<num::Complex<f32>>, Option<&'_ RowVector4<u8>>, "
      "Vec<Point<bool, 2>>)",
      Position::argument);
  ASSERT_TRUE(some.type);
  EXPECT_EQ(to_string(some.type->type),
            "(SMatrix<f64, 2, 3>, SVector<Complex<f32>, 3>, Option<&SMatrix<u8, 1, 4>>, "
            "Vec<SVector<bool, 2>>)");
  ASSERT_EQ(some.references.size(), 5u);
  EXPECT_EQ(spell(some.tokens, some.references[0]), "na::SMatrix");
  EXPECT_EQ(some.references[0].arguments, "<f64, 2, 0x3>");
  EXPECT_EQ(spell(some.tokens, some.references[2]), "Vector3");
  EXPECT_EQ(some.references[2].arguments, "<__PrebindT1>");
  EXPECT_EQ(some.references[4].arguments, "<bool, 2>");
  // What has another form, or says that it is the crate's own, is a type that the crate exports.
  for (const char* other : {"Matrix3<f64, f64>", "Vector7<f64>", "Matrix2x<f64>", "Vector2x3<f64>",
                            "crate::Vector3<f64>", "self::Point2<f64>"}) {
    const Read own = read(other, Position::argument);
    ASSERT_TRUE(own.type) << other;
    EXPECT_EQ(own.type->type.kind, model::TypeKind::named) << other;
  }
}

TEST(Types, Results) {
  EXPECT_EQ(text_of("Result<i32, String>", Position::returns), "Result<i32, Display>");
  EXPECT_EQ(text_of("Result<(), i32>", Position::returns), "Result<(), i32>");
  EXPECT_EQ(text_of("Result<Option<String>, Box<dyn std::error::Error>>", Position::returns),
            "Result<Option<String>, Display>");
  EXPECT_EQ(text_of("Result<f64, Box<dyn Fn(i32) -> i32>>", Position::returns),
            "Result<f64, Display>");
  EXPECT_EQ(text_of("std::io::Result<String>", Position::returns), "Result<String, Display>");
  EXPECT_EQ(text_of("anyhow::Result<Point>", Position::returns), "Result<Point, Display>");
}

TEST(Types, TheErrorIsPointedAtWhereItCanBeNamed) {
  const Read named = read("Result<i32, my::Error>", Position::returns);
  ASSERT_TRUE(named.type && named.type->error);
  EXPECT_EQ(spell(named.tokens, *named.type->error), "my::Error");
  EXPECT_FALSE(read("io::Result<i32>", Position::returns).type->error);
  EXPECT_FALSE(read("Result<i32, Wrong<Self>>", Position::returns).type->error);
  EXPECT_FALSE(read("Result<i32, &'a str>", Position::returns).type->error);
  EXPECT_TRUE(read("Result<i32, &'static str>", Position::returns).type->error);
}

TEST(Types, ObjectsAreNumbered) {
  const Read result = read("Option<&geometry::Point>", Position::argument);
  ASSERT_EQ(result.references.size(), 1U);
  EXPECT_EQ(spell(result.tokens, result.references[0]), "geometry::Point");
  EXPECT_EQ(result.type->type.arguments[0].passing, model::Passing::reference);
}

TEST(Types, SelfIsTheOwner) {
  const Tokens tokens = test_tokens("Counter, Self, &Counter, Other");
  std::vector<Diagnostic> diagnostics;
  TypeReader reader(tokens, diagnostics);
  reader.set_owner({0, 0});
  Cursor cursor(tokens, 2, static_cast<TokenIndex>(tokens.tokens.size()));
  for (const std::size_t expected : {0U, 0U, 1U}) {
    const auto type = reader.read(cursor, Position::argument);
    ASSERT_TRUE(type);
    EXPECT_EQ(type->type.reference, expected);
    cursor.take_punctuation(',');
  }
}

TEST(Types, InvisibleGroupsOfMacrosAreNotThere) {
  EXPECT_EQ(text_of("$( &$( Point $) $)"), "&Point");
  EXPECT_EQ(text_of("$( f64 $)"), "f64");
}

TEST(Types, FieldsBorrowOnlyForEver) {
  EXPECT_EQ(text_of("&'static str", Position::field), "&str");
  EXPECT_EQ(text_of("&'a str", Position::field), "`&'a str` cannot cross to the host");
  EXPECT_EQ(text_of("&'static [u8]", Position::field), "&[u8]");
  EXPECT_EQ(text_of("&'a [u8]", Position::field), "`&'a [u8]` cannot cross to the host");
  EXPECT_EQ(text_of("&'static mut [u8]", Position::field),
            "`&'static mut [u8]` cannot cross to the host");
}

// In linear time, and with no more of the stack.
TEST(Types, WhatIsNestedTooDeepIsRefused) {
  const std::string deep = "a type that crosses to the host cannot be nested deeper than 32 levels";
  const auto nested = [](std::size_t levels, const std::string& open, const std::string& close) {
    std::string text;
    for (std::size_t i = 0; i < levels; ++i) text += open;
    text += "i32";
    for (std::size_t i = 0; i < levels; ++i) text += close;
    return text;
  };
  const std::vector<std::pair<std::string, std::string>> kinds = {{"Option<", ">"},
                                                                  {"&", ""},
                                                                  {"&mut ", ""},
                                                                  {"(", ")"},
                                                                  {"(", ",)"},
                                                                  {"[", "]"},
                                                                  {"*const ", ""},
                                                                  {"Vec<&[", "]>"},
                                                                  {"A<B, ", ">"},
                                                                  {"fn(", ")"},
                                                                  {"&dyn Fn(", ") -> i32"},
                                                                  {"Result<", ", String>"}};
  for (const auto& [open, close] : kinds) {
    for (const std::size_t levels : {33, 1000, 100'000}) {
      EXPECT_EQ(text_of(nested(levels, open, close)), deep) << open << levels;
    }
  }
  EXPECT_EQ(text_of(nested(32, "*const ", "")), nested(32, "*const ", ""));
  EXPECT_EQ(text_of(nested(32, "(", ")")), "i32");
  // An arrow closes nothing, and what stands side by side is not nested.
  std::string wide = "&dyn Fn(";
  for (int i = 0; i < 100; ++i) wide += "f64, ";
  EXPECT_EQ(text_of(wide + ") -> f64").find("nested"), std::string::npos);
}

}  // namespace
}  // namespace prebind::expand
