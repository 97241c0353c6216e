#include "model/remarks.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "model/test_samples.h"

namespace prebind::model {
namespace {

using namespace samples;
using testing::ElementsAre;
using testing::IsEmpty;

const Error kNone = {"no host can get a `Point`: no exported function returns one",
                     "src/lib.rs:2:12",
                     "put `#[julia]` on the `impl Point` as well: the macro on the struct does not "
                     "see it"};
const Error kIdle = {
    "no host can do anything with a `Point`: it has no exported method and no "
    "public field, and no exported function takes one",
    "src/lib.rs:2:12",
    "put `#[julia]` on the `impl Point` as well: the macro on the struct does not "
    "see it"};

/// A crate with `Point` and these methods of it; every function refers to `Point` as 0.
std::vector<Error> remarks(std::vector<Item> items) {
  std::vector<Record> records = {record(geometry(), at(1)), record(point(), at(2, 12))};
  std::uint32_t line = 3;
  for (Item& item : items) {
    if (auto* function = std::get_if<Function>(&item)) {
      function->symbol = fmt::format("geometry__f__{:016x}", line);
      function->name = function->host_name = fmt::format("f{}", line);
    }
    records.push_back(record(std::move(item), at(line), {to_point(at(line))}));
    ++line;
  }
  auto library = resolve(std::move(records));
  if (!library) ADD_FAILURE() << library.error()[0].message;
  return library ? remarks_on(*library) : std::vector<Error>();
}

Function associated(Function function) {
  function.owner = 0;
  return function;
}

TEST(Remarks, AStructWithoutItsImpl) {
  EXPECT_THAT(remarks({}), ElementsAre(kNone));
  EXPECT_THAT(remarks({x_of_point()}), ElementsAre(kNone));
  // Who has none cannot get one out of another.
  EXPECT_THAT(remarks({method("copied", Passing::reference, {}, named("Point"))}),
              ElementsAre(kNone));
  EXPECT_THAT(remarks({function("f", {{"p", named("Point", Passing::reference)}}, named("Point"))}),
              ElementsAre(kNone));
  EXPECT_THAT(remarks({function("made", {}, named("Point"))}), ElementsAre(kIdle));
}

TEST(Remarks, WhatIsOfUse) {
  const Function made = associated(function("new", {}, named("Point")));
  EXPECT_THAT(remarks({made}), IsEmpty());
  EXPECT_THAT(remarks({function("made", {}, result(option(named("Point")), of(TypeKind::display))),
                       x_of_point()}),
              IsEmpty());
  EXPECT_THAT(remarks({function("made", {{"p", option(named("Point"))}}, named("Point"))}),
              IsEmpty());
  EXPECT_THAT(
      remarks({function("failed", {}, result(of(TypeKind::i32), named("Point"))), method("norm")}),
      IsEmpty());
}

TEST(Remarks, HostsHaveTypesOfTheirOwnOfATrait) {
  NamedType trait = point();
  trait.is_trait = true;
  const auto library = resolve({record(geometry(), at(1)), record(trait, at(2))});
  ASSERT_TRUE(library);
  EXPECT_THAT(remarks_on(*library), IsEmpty());
}

TEST(Remarks, EnumsAndValuesAreThereAnyway) {
  const auto library = resolve({record(geometry(), at(1)), record(colour(), at(2))});
  ASSERT_TRUE(library);
  EXPECT_THAT(remarks_on(*library), IsEmpty());
}

}  // namespace
}  // namespace prebind::model
