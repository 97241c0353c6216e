#include <fmt/format.h>
#include <gmock/gmock.h>

#include "hosts/host.h"
#include "model/name.h"

namespace prebind::hosts {
namespace {

using ::testing::ElementsAreArray;

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
  EXPECT_EQ(host.error(), (Error{.message = "Prebind cannot make bindings for `cobol`",
                                 .help = "the known languages are: julia, cpp"}));
  EXPECT_THAT(host_names(), ElementsAreArray(model::kHosts)) << "attributes know the same ones";
  for (const std::string_view name : host_names()) {
    const auto host = find_host(name);
    EXPECT_EQ((*host)->conventions().host, name);
  }
}

TEST(Registry, FindsWhatIsPrecompiledByName) {
  EXPECT_EQ(find_precompile(""), Precompile::by_size);
  EXPECT_EQ(find_precompile("all"), Precompile::all);
  EXPECT_EQ(find_precompile("used"), Precompile::used);
  EXPECT_EQ(find_precompile("none"), Precompile::none);
  for (const std::string_view name : {"some", "ALL", " all", "all,used"}) {
    const auto found = find_precompile(name);
    ASSERT_FALSE(found.has_value());
    EXPECT_EQ(found.error(),
              (Error{.message = fmt::format("`--precompile` cannot be `{}`", name),
                     .help = "it can be: all, used, none; without it, the number of functions "
                             "decides"}));
  }
}

}  // namespace
}  // namespace prebind::hosts
