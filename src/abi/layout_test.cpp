#include "abi/layout.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <map>
#include <set>

#include "abi/failure.h"
#include "abi/prototype.h"
#include "model/strided.h"
#include "util/testing_catalogue.h"

namespace prebind::abi {
namespace {

using model::Passing;
using model::Type;
using model::TypeKind;
using ::testing::ElementsAre;

Type plain(TypeKind kind) {
  return {.kind = kind};
}

Type of(TypeKind kind, std::vector<Type> arguments, Passing passing = Passing::value) {
  return {.kind = kind, .arguments = std::move(arguments), .passing = passing};
}

Type named(Passing passing) {
  return {.kind = TypeKind::named, .passing = passing, .name = "T"};
}

Type fixed(const Type& element, std::size_t length, Passing passing = Passing::value) {
  Type type = of(TypeKind::fixed_array, {element}, passing);
  type.length = length;
  return type;
}

const Type kText = plain(TypeKind::string);
const Type kFloat = plain(TypeKind::f64);
const Type kPair = of(TypeKind::tuple, {kFloat, kText});

const Type kView{
    .kind = TypeKind::slice, .arguments = {kFloat}, .is_view = true, .passing = Passing::reference};

/// What the tables of the documentation show: at least one type of each kind.
std::vector<Type> shown() {
  std::vector<Type> types;
  for (const TypeKind kind : {TypeKind::unit,
                              TypeKind::boolean,
                              TypeKind::character,
                              TypeKind::i8,
                              TypeKind::i16,
                              TypeKind::i32,
                              TypeKind::i64,
                              TypeKind::isize,
                              TypeKind::u8,
                              TypeKind::u16,
                              TypeKind::u32,
                              TypeKind::u64,
                              TypeKind::usize,
                              TypeKind::f32,
                              TypeKind::f64,
                              TypeKind::i128,
                              TypeKind::u128,
                              TypeKind::complex32,
                              TypeKind::complex64,
                              TypeKind::str,
                              TypeKind::string,
                              TypeKind::boxed_str,
                              TypeKind::cow_str,
                              TypeKind::static_cow,
                              TypeKind::arc_str,
                              TypeKind::rc_str,
                              TypeKind::c_str,
                              TypeKind::c_string,
                              TypeKind::path,
                              TypeKind::path_buf,
                              TypeKind::os_str,
                              TypeKind::os_string,
                              TypeKind::duration,
                              TypeKind::system_time,
                              TypeKind::chrono_date,
                              TypeKind::chrono_date_time,
                              TypeKind::chrono_utc,
                              TypeKind::jiff_date,
                              TypeKind::jiff_date_time,
                              TypeKind::jiff_timestamp}) {
    types.push_back(plain(kind));
  }
  types.push_back(of(TypeKind::pointer, {plain(TypeKind::u8)}));
  types.push_back(of(TypeKind::slice, {kFloat}, Passing::reference));
  types.push_back(of(TypeKind::slice, {kFloat}, Passing::mutable_reference));
  for (const TypeKind kind : {TypeKind::vector, TypeKind::boxed_slice}) {
    types.push_back(of(kind, {kFloat}));
  }
  types.push_back(of(TypeKind::slice, {plain(TypeKind::str)}, Passing::reference));
  types.push_back(of(TypeKind::vector, {kText}));
  types.push_back(of(TypeKind::vector, {of(TypeKind::vector, {kFloat})}));
  types.push_back(of(TypeKind::slice, {of(TypeKind::option, {kFloat})}, Passing::reference));
  const Type three = fixed(kFloat, 3);
  for (const Type& each :
       {three, fixed(kFloat, 3, Passing::reference), fixed(three, 2),
        fixed(plain(TypeKind::complex64), 2), fixed(kText, 2), of(TypeKind::vector, {three})}) {
    types.push_back(each);
  }
  for (const char* name :
       {"ArrayView2", "ArrayViewMut2", "Array2", "ArcArray2", "ArrayViewD", "ArrayD"}) {
    types.push_back(*model::strided_type(name, kFloat));
  }
  for (const TypeKind kind :
       {TypeKind::deque, TypeKind::hash_set, TypeKind::btree_set, TypeKind::index_set}) {
    types.push_back(of(kind, {kText}));
  }
  for (const TypeKind kind : {TypeKind::hash_map, TypeKind::btree_map, TypeKind::index_map}) {
    types.push_back(of(kind, {kText, kFloat}));
  }
  types.push_back(kView);
  types.push_back(of(TypeKind::hash_map, {plain(TypeKind::str), kFloat}, Passing::reference));
  types.push_back(named(Passing::value));
  types.push_back(named(Passing::reference));
  types.push_back(named(Passing::mutable_reference));
  types.push_back(kPair);
  for (const Type& value :
       {kFloat, kText, of(TypeKind::vector, {kFloat}), named(Passing::value), kPair}) {
    types.push_back(of(TypeKind::option, {value}));
  }
  types.push_back(of(TypeKind::option, {of(TypeKind::option, {kFloat})}));
  types.push_back(of(TypeKind::tuple, {of(TypeKind::option, {kFloat}), kFloat}));
  for (const Passing passing : {Passing::reference, Passing::mutable_reference, Passing::value}) {
    types.push_back(of(TypeKind::function, {kFloat, plain(TypeKind::i32)}, passing));
  }
  types.push_back(of(TypeKind::result, {kFloat, plain(TypeKind::display)}));
  types.push_back(of(TypeKind::result, {of(TypeKind::option, {kText}), plain(TypeKind::i32)}));
  return types;
}

/// The C structs of arrays of text have a name here, since they are long.
std::string with_named_parts(std::string text) {
  const std::string elements =
      "struct { uint8_t *address; size_t length; size_t bytes; size_t alignment; }";
  const std::string bytes = "struct { uint8_t *address; size_t length; size_t capacity; }";
  const std::string view =
      "struct { uint8_t *address; size_t length; uint8_t *guard; uint8_t *release; }";
  for (const auto& [part, name] :
       {std::pair(elements, "Elements"), std::pair(bytes, "Text"), std::pair(view, "View")}) {
    for (std::size_t at = 0; (at = text.find(part, at)) != std::string::npos;) {
      text.replace(at, part.size(), name);
    }
  }
  return text;
}

std::string words(const Type& /*object*/) {
  return "N";
}

std::string_view custody_text(const Type& type) {
  switch (custody_of(type)) {
    case Custody::copied:
      return "copied";
    case Custody::borrowed:
      return "borrowed";
    case Custody::borrowed_mutably:
      return "borrowed, by nobody else";
    case Custody::taken:
      break;
  }
  return "taken";
}

bool has_parts_of_its_own(const Type& type) {
  if (model::is_packed(type)) return false;
  return type.kind == TypeKind::option || type.kind == TypeKind::tuple;
}

bool can_be_argument(const Type& type) {
  return type.kind != TypeKind::result && !type.is_view;
}

bool can_be_returned(const Type& type) {
  const bool is_borrowed = type.passing != Passing::value;
  const bool is_named = type.kind == TypeKind::named || model::is_packed(type);
  return type.kind != TypeKind::function && type.passing != Passing::mutable_reference &&
         !(is_named && is_borrowed);
}

std::string arguments_table() {
  std::string rows = "\n| type | passed | C parameters |\n|---|---|---|\n";
  for (const Type& type : shown()) {
    if (!can_be_argument(type)) continue;
    const std::string parameters = c_parameters(type, "x");
    rows += fmt::format("| `{}` | {} | {} |\n", table_cell(model::to_string(type)),
                        has_parts_of_its_own(type) ? "as its parts" : custody_text(type),
                        parameters.empty() ? "none" : fmt::format("`{}`", parameters));
  }
  return rows + "\n";
}

std::string returns_table() {
  std::string rows = "\n| type | returned |\n|---|---|\n";
  for (const Type& type : shown()) {
    if (!can_be_returned(type)) continue;
    rows += fmt::format("| `{}` | `{}` |\n", table_cell(model::to_string(type)),
                        with_named_parts(c_returned(type, words)));
  }
  return rows + "\n";
}

std::string failures_table() {
  std::string rows = fmt::format("\n```c\n{}```\n\n| kind | why |\n|---|---|\n", kFailureStruct);
  for (const Failure failure : kFailures) {
    rows += fmt::format("| {} | {} |\n", number_of(failure), meaning_of(failure));
  }
  return rows + "\n";
}

TEST(Documentation, HasTheTablesOfTheAbi) {
  for (const auto& [part, expected] :
       std::map<std::string, std::string>{{"arguments", arguments_table()},
                                          {"returns", returns_table()},
                                          {"failures", failures_table()}}) {
    const std::string mark = fmt::format("<!-- What follows is written by abi_test: {}. -->", part);
    EXPECT_EQ(documented(PREBIND_DOCS "/formats/glue-abi.md", mark, expected), expected)
        << "Run this test with PREBIND_UPDATE_GOLDEN=1 in its environment.";
  }
}

TEST(Documentation, ShowsEachKind) {
  std::set<TypeKind> kinds;
  for (const Type& type : shown()) kinds.insert(type.kind);
  for (int i = 0; i < static_cast<int>(TypeKind::display); ++i) {
    EXPECT_TRUE(kinds.contains(static_cast<TypeKind>(i))) << i;
  }
}

std::vector<std::string> names_of(const Type& type) {
  std::vector<std::string> names;
  for (const Parameter& each : parameters_of(type)) names.push_back("x" + each.suffix);
  return names;
}

TEST(Parameters, HaveNamesOfTheirOwn) {
  EXPECT_THAT(names_of(plain(TypeKind::unit)), ElementsAre());
  EXPECT_THAT(names_of(plain(TypeKind::i128)), ElementsAre("x", "x_high"));
  EXPECT_THAT(names_of(of(TypeKind::option, {kPair})),
              ElementsAre("x_0", "x_1", "x_1_length", "x_present"));
  EXPECT_THAT(names_of(of(TypeKind::option, {kText})), ElementsAre("x", "x_length"));
}

TEST(Parameters, BelongToAPartOfTheType) {
  const Type option = of(TypeKind::option, {kPair});
  const std::vector<Parameter> all = parameters_of(option);
  EXPECT_EQ(all[0].type, option.arguments[0].arguments.data());
  EXPECT_EQ(all[3].type, &option);
}

TEST(Returned, LooksThroughOptionAndResult) {
  const Type type = of(TypeKind::result, {of(TypeKind::option, {kText}), plain(TypeKind::display)});
  const Returned returned = returned_by(type);
  EXPECT_EQ(returned.value->kind, TypeKind::string);
  EXPECT_EQ(returned.error->kind, TypeKind::display);
  EXPECT_TRUE(returned.is_optional);
  EXPECT_EQ(returned.slot.members.size(), 3u);
  EXPECT_EQ(returned_by(plain(TypeKind::unit)).slot.kind, Slot::Kind::none);
}

TEST(Words, AreThoseOfTheBytes) {
  model::NamedType type;
  EXPECT_EQ(words_of(type), 1u);
  type.shape = model::Shape::value;
  for (const auto& [size, count] : {std::pair(1, 1), {8, 1}, {9, 2}, {16, 2}, {17, 3}}) {
    type.size = size;
    EXPECT_EQ(words_of(type), static_cast<std::size_t>(count)) << size;
    EXPECT_EQ(has_value(named(Passing::value), &type), count <= 2) << size;
  }
  EXPECT_TRUE(has_value(plain(TypeKind::character), nullptr));
  EXPECT_FALSE(has_value(plain(TypeKind::display), nullptr));
  EXPECT_FALSE(has_value(plain(TypeKind::i128), nullptr));
}

TEST(Refusal, IsKnownOfEachPart) {
  EXPECT_FALSE(can_refuse(of(TypeKind::tuple, {kFloat, plain(TypeKind::i128)})));
  EXPECT_TRUE(can_refuse(kPair));
  EXPECT_TRUE(can_refuse(of(TypeKind::option, {plain(TypeKind::character)})));
  EXPECT_FALSE(can_refuse(of(TypeKind::slice, {kFloat}, Passing::reference)));
  EXPECT_TRUE(can_refuse(of(TypeKind::slice, {plain(TypeKind::boolean)}, Passing::reference)));
}

TEST(Fixed, LiesInMemoryAsItIs) {
  EXPECT_THAT(names_of(fixed(kFloat, 3)), ElementsAre("x"));
  EXPECT_THAT(names_of(of(TypeKind::option, {fixed(kFloat, 3)})), ElementsAre("x", "x_present"));
  EXPECT_THAT(names_of(plain(TypeKind::complex32)), ElementsAre("x_re", "x_im"));
  EXPECT_FALSE(can_refuse(fixed(plain(TypeKind::complex32), 2)));
  EXPECT_TRUE(can_refuse(fixed(fixed(plain(TypeKind::boolean), 2), 2)));
  EXPECT_TRUE(can_refuse(of(TypeKind::vector, {fixed(plain(TypeKind::boolean), 2)})));
  EXPECT_THAT(names_of(fixed(plain(TypeKind::character), 3)), ElementsAre("x", "x_length"))
      << "packed";
  EXPECT_THAT(names_of(of(TypeKind::vector, {fixed(plain(TypeKind::usize), 3)})),
              ElementsAre("x", "x_length"));
}

TEST(Packed, IsOnePieceOfMemory) {
  const Type nested = of(TypeKind::vector, {of(TypeKind::vector, {kFloat})});
  EXPECT_THAT(names_of(nested), ElementsAre("x", "x_length"));
  const Type twice = of(TypeKind::option, {of(TypeKind::option, {kFloat})});
  EXPECT_THAT(names_of(twice), ElementsAre("x", "x_length"));
  EXPECT_FALSE(returned_by(twice).is_optional) << "it says so itself";
  EXPECT_EQ(returned_by(twice).slot.members.size(), 3u);
  EXPECT_THAT(names_of(of(TypeKind::option, {nested})), ElementsAre("x", "x_length", "x_present"));
}

TEST(Packed, IsRefusedForWhatAnyByteMayBe) {
  EXPECT_FALSE(can_refuse(of(TypeKind::deque, {plain(TypeKind::i128)})));
  for (const TypeKind kind : {TypeKind::boolean, TypeKind::character, TypeKind::string}) {
    EXPECT_TRUE(can_refuse(of(TypeKind::vector, {of(TypeKind::vector, {plain(kind)})})));
    EXPECT_TRUE(can_refuse(of(TypeKind::hash_map, {kFloat, of(TypeKind::option, {plain(kind)})})));
  }
}

TEST(Packed, IsLentOnlyForText) {
  const Type text = of(TypeKind::option, {plain(TypeKind::str)});
  EXPECT_EQ(custody_of(of(TypeKind::vector, {text})), Custody::borrowed);
  EXPECT_EQ(custody_of(of(TypeKind::hash_set, {kText}, Passing::reference)), Custody::copied);
}

}  // namespace
}  // namespace prebind::abi
