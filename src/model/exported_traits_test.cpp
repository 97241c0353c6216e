// Exported traits among the records of a library.

#include <gmock/gmock.h>

#include "model/library.h"
#include "model/test_samples.h"

namespace prebind::model {
namespace {

using namespace samples;
using testing::ElementsAre;
using testing::IsEmpty;

/// Of the method of a trait that returns this.
std::vector<Error> problems_of(Type returns, bool is_trait = true) {
  NamedType trait = other("Store");
  trait.is_trait = true;
  Function made = method("made", Passing::reference, {}, std::move(returns));
  made.number = 0;
  const Type object{.kind = TypeKind::function, .arguments = {named("Store")}, .name = "Arc<dyn>"};
  const TypeReference store{is_trait ? trait.id : point().id, at(4)};
  const auto library =
      resolve({record(geometry(), at(1)), record(point(), at(2)), record(trait, at(3)),
               record(made, at(4), {{trait.id, at(4)}, to_point(at(5))}),
               record(function("f", {{"store", object}}), at(6), {store})});
  return library ? std::vector<Error>() : library.error();
}

TEST(ExportedTraits, HostsReturnWhatCanBeMade) {
  EXPECT_THAT(problems_of(of(TypeKind::string)), IsEmpty());
  EXPECT_THAT(problems_of(result(of(TypeKind::string), named("Point", Passing::value, 1))),
              IsEmpty());
  EXPECT_THAT(problems_of(named("Point", Passing::value, 1)),
              ElementsAre(Error{"a function of the host cannot return `Point`: an object goes to "
                                "Rust as an argument only",
                                "src/lib.rs:5:1", "let it return what the object is made of"}));
}

TEST(ExportedTraits, AMethodOfAnImplHasTheNameOfTheTrait) {
  NamedType trait = other("Store");
  trait.is_trait = true;
  Function named = method("get", Passing::reference);
  named.number = 0;
  named.host_name = "get_text";
  Function own = method("get", Passing::reference);
  own.of_trait = 1;
  own.symbol += "_own";
  const auto with = [&](std::string id) {
    return resolve({record(geometry(), at(1)), record(point(), at(2)), record(trait, at(3)),
                    record(named, at(4), {{trait.id, at(4)}}),
                    record(own, at(5), {to_point(at(5)), {std::move(id), at(6)}})});
  };
  const auto library = with(trait.id);
  ASSERT_TRUE(library);
  for (const LibraryType& each : library->types) {
    EXPECT_EQ(each.functions.at(0).host_name, "get_text");
  }
  EXPECT_THAT(
      with("").error(),
      ElementsAre(Error{"the trait of this `impl` is not exported to the host", "src/lib.rs:6:1",
                        "put `#[julia]` on the definition of the trait too, or remove it "
                        "here"}));
}

TEST(ExportedTraits, AnObjectHasTheMethodsOfATrait) {
  EXPECT_EQ(problems_of({}, false).size(), 1U);
}

}  // namespace
}  // namespace prebind::model
