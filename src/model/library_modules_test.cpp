#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "model/library.h"
#include "model/test_samples.h"

namespace prebind::model {
namespace {

using namespace samples;

TEST(Modules, ItemsAreInTheInnermostMarkedModuleAroundThem) {
  Module round = module("round");
  round.symbol += "1";
  NamedType circle = other("Circle");
  circle.id = kOtherId;
  Function made = function("made");
  made.owner = 0;
  const TypeReference to_circle{kOtherId, at(1)};
  const auto library = resolve({
      record(geometry(), at(1)),
      record(point(), at(2, 12)),
      // The file of the outer one may come later.
      in_module(record(module("shapes"), {"z.rs", 1, 1}), {"geometry", "unmarked"}),
      in_module(record(round, {"a.rs", 3, 1}), {"geometry", "unmarked", "shapes"}),
      in_module(record(circle, at(10)), {"geometry", "unmarked", "shapes", "round", "more"}),
      in_module(record(function("unit", {}, named("Circle")), at(11), {to_circle}),
                {"geometry", "unmarked", "shapes"}),
      in_module(record(function("other"), at(12)), {"geometry", "shapes"}),
      in_module(record(made, at(13), {to_circle}), {"geometry"}),
      in_module(record(constant("LIMIT", of(TypeKind::u8), std::string(8, '\0')), at(14)),
                {"geometry", "unmarked", "shapes"}),
  });
  ASSERT_TRUE(library) << library.error()[0].message;
  ASSERT_EQ(library->modules.size(), 2u);
  EXPECT_EQ(library->modules[0].name, "round");
  EXPECT_EQ(library->modules[0].module, InModule(1));
  EXPECT_EQ(library->modules[1].module, InModule());
  EXPECT_EQ(library->types[0].type.module, InModule());
  EXPECT_EQ(library->types[1].type.module, InModule(0));
  ASSERT_EQ(library->functions.size(), 2u);
  EXPECT_EQ(library->functions[0].module, InModule(1));
  EXPECT_EQ(library->functions[0].returns.name, "shapes::round::Circle");
  EXPECT_EQ(library->functions[1].module, InModule()) << "another module of that name";
  EXPECT_EQ(library->types[1].functions[0].module, InModule(0)) << "with its type";
  EXPECT_EQ(library->constants[0].module, InModule(1));
}

}  // namespace
}  // namespace prebind::model
