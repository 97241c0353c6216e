#include <gmock/gmock.h>

#include "hosts/host.h"

namespace prebind::hosts {
namespace {

using ::testing::ElementsAre;

TEST(Registry, FindsAnEmitterByItsName) {
  const auto host = find_host("julia");
  ASSERT_TRUE(host.has_value());
  EXPECT_EQ((*host)->name(), "julia");
  EXPECT_EQ((*host)->file_extension(), ".jl");
  const auto cpp = find_host("cpp");
  ASSERT_TRUE(cpp.has_value());
  EXPECT_EQ((*cpp)->file_extension(), ".hpp");
}

TEST(Registry, ListsTheNamesForOneThatIsUnknown) {
  const auto host = find_host("cobol");
  ASSERT_FALSE(host.has_value());
  EXPECT_EQ(host.error(), (Error{.message = "no bindings can be made for `cobol`",
                                 .help = "the known languages are: julia, cpp"}));
  EXPECT_THAT(host_names(), ElementsAre("julia", "cpp"));
}

}  // namespace
}  // namespace prebind::hosts
