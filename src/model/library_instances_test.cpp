#include <gmock/gmock.h>

#include "model/library.h"
#include "model/test_samples.h"

namespace prebind::model {
namespace {

using namespace samples;
using testing::ElementsAre;

/// Of the struct `Filter`.
NamedType filter_of(Type argument, char digit) {
  NamedType named = point();
  named.name = named.host_name = "Filter";
  named.arguments = {std::move(argument)};
  named.id = std::string(16, digit);
  named.release = "geometry__release_Filter__" + named.id;
  return named;
}

std::vector<Error> errors_beside_filters(std::vector<Record> more) {
  std::vector<Record> records = {
      record(geometry(), at(1)),
      record(filter_of(of(TypeKind::f32), '1'), at(2, 12)),
      record(filter_of(of(TypeKind::f64), '2'), at(2, 12)),
  };
  for (Record& each : more) records.push_back(std::move(each));
  const auto library = resolve(std::move(records));
  return library ? std::vector<Error>() : library.error();
}

TEST(Instances, HaveTheirTypesInTheirNames) {
  const auto library = resolve({record(geometry(), at(1)), record(point(), at(2)),
                                record(filter_of(named("P"), '1'), at(3), {{point().id, at(3)}})});
  ASSERT_TRUE(library);
  EXPECT_EQ(library->types[1].type.name, "Filter<Point>");
}

TEST(Instances, OneThatIsNotListedStandsInASignature) {
  const auto of_signature = [](std::string spelled) {
    return errors_beside_filters(
        {record(function("f", {{"a", named(std::move(spelled))}}), at(9), {{"", at(9)}})});
  };
  for (const std::string spelled : {"Filter<u8>", "crate::dsp::Filter<u8>"}) {
    EXPECT_THAT(
        of_signature(spelled),
        ElementsAre(Error{"`" + spelled + "` is not exported to the host", "src/lib.rs:9:1",
                          "the instances of `Filter` are `Filter<f32>`, `Filter<f64>`: add the "
                          "types where the struct is declared"}));
  }
  EXPECT_THAT(of_signature("Matrix<u8>"),
              ElementsAre(Error{"`Matrix<u8>` is not exported to the host", "src/lib.rs:9:1",
                                "list the types on the definition of `Matrix`, "
                                "`#[julia(T = f32, f64)]`; or put it into a `#[julia] struct` and "
                                "pass that"}));
}

TEST(Instances, AnInstanceStandsForNoTypeParameter) {
  const Record nested =
      record(filter_of(named("Filter<f32>"), '3'), at(5), {{std::string(16, '1'), at(5, 20)}});
  EXPECT_THAT(errors_beside_filters({nested}),
              ElementsAre(Error{
                  "`Filter<f32>` cannot stand for a type parameter: it is generic itself",
                  "src/lib.rs:5:20", "list a `#[julia] struct` without parameters that holds it"}));
}

}  // namespace
}  // namespace prebind::model
