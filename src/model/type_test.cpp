#include "model/type.h"

#include <gmock/gmock.h>

#include "model/test_samples.h"

namespace prebind::model {
namespace {

using namespace samples;

TEST(Type, TextIsRustsNotation) {
  EXPECT_EQ(to_string(of(TypeKind::unit)), "()");
  EXPECT_EQ(to_string(of(TypeKind::str)), "&str");
  EXPECT_EQ(to_string(pointer(pointer(of(TypeKind::u8)), true)), "*mut *const u8");
  EXPECT_EQ(to_string(pointer(of(TypeKind::opaque))), "*const opaque");
  EXPECT_EQ(to_string(slice(of(TypeKind::f64))), "&[f64]");
  EXPECT_EQ(to_string(slice(of(TypeKind::u8), Passing::mutable_reference)), "&mut [u8]");
  EXPECT_EQ(to_string(of(TypeKind::vector, {of(TypeKind::boolean)})), "Vec<bool>");
  EXPECT_EQ(to_string(of(TypeKind::boxed_slice, {of(TypeKind::i8)})), "Box<[i8]>");
  EXPECT_EQ(to_string(of(TypeKind::tuple, {of(TypeKind::i128)})), "(i128,)");
  EXPECT_EQ(to_string(of(TypeKind::tuple, {of(TypeKind::c_str), of(TypeKind::c_string)})),
            "(&CStr, CString)");
  const Type f{.kind = TypeKind::function, .arguments = {Type{}}};
  EXPECT_EQ(to_string(f), "extern \"C\" fn()");
  EXPECT_EQ(
      to_string(Type{.kind = TypeKind::function,
                     .arguments = {of(TypeKind::f64), of(TypeKind::i8), of(TypeKind::boolean)},
                     .passing = Passing::mutable_reference}),
      "&mut dyn FnMut(i8, bool) -> f64");
  const Type kept{.kind = TypeKind::function,
                  .arguments = {of(TypeKind::f64), of(TypeKind::i8)},
                  .name = "Box<dyn FnMut + Send>"};
  EXPECT_EQ(to_string(kept), "Box<dyn FnMut(i8) -> f64 + Send>");
  Type object{.kind = TypeKind::function,
              .arguments = {{.kind = TypeKind::named, .name = "Store"}},
              .name = "&mut dyn"};
  EXPECT_EQ(to_string(object), "&mut dyn Store");
  object.name = "Arc<dyn>";
  EXPECT_EQ(to_string(object), "Arc<dyn Store>");
  EXPECT_TRUE(is_implementor(object) && is_kept(object) && !is_implementor(kept));
  EXPECT_EQ(to_string(named("Point")), "Point");
  EXPECT_EQ(to_string(named("Point", Passing::reference)), "&Point");
  EXPECT_EQ(
      to_string(result(option(named("Point", Passing::mutable_reference)), of(TypeKind::display))),
      "Result<Option<&mut Point>, Display>");
}

TEST(Type, KindsAreWholeOrHaveParts) {
  const std::vector<TypeKind> with_parts = {
      TypeKind::pointer,   TypeKind::slice,    TypeKind::vector,      TypeKind::boxed_slice,
      TypeKind::deque,     TypeKind::hash_set, TypeKind::btree_set,   TypeKind::hash_map,
      TypeKind::btree_map, TypeKind::tuple,    TypeKind::function,    TypeKind::option,
      TypeKind::result,    TypeKind::named,    TypeKind::fixed_array, TypeKind::strided,
      TypeKind::index_set, TypeKind::index_map};
  for (int i = 0; i <= static_cast<int>(TypeKind::opaque); ++i) {
    const auto kind = static_cast<TypeKind>(i);
    const bool has_parts = testing::Value(kind, testing::AnyOfArray(with_parts));
    EXPECT_EQ(name_of(kind).empty(), has_parts) << i;
  }
}

TEST(Type, ArraysOfFixedLengthLieInMemoryIfTheirElementsDo) {
  const auto bytes = fixed(of(TypeKind::u8), 3), sizes = fixed(of(TypeKind::usize), 2);
  const auto grid = fixed(bytes, 2), points = fixed(named("Point"), 2);
  EXPECT_EQ(to_string(grid), "[[u8; 3]; 2]");
  EXPECT_EQ(leaf_of(grid), of(TypeKind::u8));
  EXPECT_EQ(leaves_of(grid), 6u);
  for (const Type& element : {bytes, grid, points, fixed(of(TypeKind::complex64), 2)}) {
    EXPECT_TRUE(is_element(element)) << to_string(element);
    EXPECT_FALSE(is_packed(of(TypeKind::vector, {element}))) << to_string(element);
    EXPECT_TRUE(is_member(element)) << to_string(element);
  }
  EXPECT_FALSE(is_packed(sizes));
  EXPECT_TRUE(is_packed(of(TypeKind::vector, {sizes}))) << "each is an `Int` elsewhere";
  EXPECT_TRUE(is_packed(points)) << "handles are no plain data";
  EXPECT_TRUE(is_packed(fixed(of(TypeKind::character), 2)));
  EXPECT_FALSE(is_member(fixed(of(TypeKind::character), 2)));
}

TEST(Type, WhatIsNestedIsPacked) {
  const Type number = of(TypeKind::f64), text = of(TypeKind::string);
  const Type list = of(TypeKind::vector, {number});
  for (const Type& flat : {number, list, of(TypeKind::vector, {text}), option(list), slice(text),
                           of(TypeKind::tuple, {option(number), list})}) {
    EXPECT_FALSE(is_packed(flat)) << to_string(flat);
  }
  for (const Type& nested :
       {of(TypeKind::vector, {list}), slice(option(number)), option(option(number)),
        of(TypeKind::boxed_slice, {of(TypeKind::character)}), of(TypeKind::hash_set, {text}),
        of(TypeKind::deque, {number}), of(TypeKind::btree_map, {number, list})}) {
    EXPECT_TRUE(is_packed(nested)) << to_string(nested);
    EXPECT_EQ(family_of(nested), Family::packed);
  }
}

TEST(Type, WhatIsNestedIsOwnedOrText) {
  const Type number = of(TypeKind::u8);
  for (const Type& good : {number, of(TypeKind::i128), of(TypeKind::str), of(TypeKind::c_string),
                           named("P"), option(of(TypeKind::hash_map, {number, named("P")}))}) {
    EXPECT_TRUE(is_nestable(good)) << to_string(good);
  }
  for (const Type& bad :
       {of(TypeKind::unit), of(TypeKind::c_str), pointer(number), slice(number),
        named("P", Passing::reference), result(number, number), of(TypeKind::function, {number}),
        of(TypeKind::tuple, {number, option(slice(number))})}) {
    EXPECT_FALSE(is_nestable(bad)) << to_string(bad);
  }
}

TEST(Type, TextIsUtf8OrOfCOrOfTheSystem) {
  std::string texts, os, borrowed;
  for (int i = 0; i <= static_cast<int>(TypeKind::opaque); ++i) {
    const auto kind = static_cast<TypeKind>(i);
    const std::string name = std::string(name_of(kind)) + " ";
    if (is_text(kind)) texts += name;
    if (is_os_text(kind)) os += name;
    if (is_borrowed_text(kind)) borrowed += name;
  }
  EXPECT_EQ(texts, "&str String Box<str> Cow<str> Cow<'static, str> Arc<str> Rc<str> ");
  EXPECT_EQ(os, "&Path PathBuf &OsStr OsString ");
  EXPECT_EQ(borrowed, "&str Cow<str> &CStr &Path &OsStr ");
}

TEST(Type, NumbersAndScalars) {
  std::string integers, numbers, scalars, elements;
  for (int i = 0; i <= static_cast<int>(TypeKind::opaque); ++i) {
    const auto kind = static_cast<TypeKind>(i);
    const std::string name = std::string(name_of(kind)) + " ";
    if (is_integer(kind)) integers += name;
    if (is_number(kind)) numbers += name;
    if (is_scalar(kind)) scalars += name;
    if (is_element(kind)) elements += name;
  }
  EXPECT_EQ(integers, "i8 i16 i32 i64 isize u8 u16 u32 u64 usize ");
  EXPECT_EQ(numbers, integers + "f32 f64 ");
  EXPECT_EQ(scalars, "bool char " + numbers);
  EXPECT_EQ(elements, "bool " + numbers + "Complex<f32> Complex<f64> ");
}

}  // namespace
}  // namespace prebind::model
