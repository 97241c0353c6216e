#include <gmock/gmock.h>

#include "emit/emitter.h"

namespace prebind::emit {
namespace {

using ::testing::ElementsAre;

TEST(Registry, FindsAnEmitterByItsName) {
  const auto emitter = find_emitter("julia");
  ASSERT_TRUE(emitter.has_value());
  EXPECT_EQ((*emitter)->name(), "julia");
  EXPECT_EQ((*emitter)->file_extension(), ".jl");
}

TEST(Registry, ListsTheNamesForOneThatIsUnknown) {
  const auto emitter = find_emitter("cobol");
  ASSERT_FALSE(emitter.has_value());
  EXPECT_EQ(emitter.error(), (Error{.message = "no bindings can be made for `cobol`",
                                    .help = "the known languages are: julia"}));
  EXPECT_THAT(emitter_names(), ElementsAre("julia"));
}

}  // namespace
}  // namespace prebind::emit
