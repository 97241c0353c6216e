#include "cargo/graph.h"

#include <gtest/gtest.h>

namespace prebind::cargo {
namespace {

/// `kind` is how the crate depends on `wrapper`, which builds with `cc`.
std::string metadata_where_it_is(const std::string& kind) {
  return R"({"packages":[{"id":"a","name":"geometry","manifest_path":"/w/geometry/Cargo.toml"},
    {"id":"b","name":"wrapper","manifest_path":"/r/wrapper/Cargo.toml"},
    {"id":"c","name":"cc","manifest_path":"/r/cc/Cargo.toml"}],
    "resolve":{"nodes":[{"id":"a","deps":[{"pkg":"b","dep_kinds":[{"kind":)" +
         kind + R"(}]}]},{"id":"b","deps":[{"pkg":"c","dep_kinds":[{"kind":"build"}]}]}]}})";
}

TEST(Graph, FindsWhatCompilesC) {
  EXPECT_EQ(package_that_compiles_c(metadata_where_it_is("null"), "/w/geometry/Cargo.toml"),
            "wrapper");
  EXPECT_EQ(package_that_compiles_c(metadata_where_it_is("\"build\""), "/w/geometry/Cargo.toml"),
            "wrapper");
  EXPECT_EQ(package_that_compiles_c(metadata_where_it_is("\"dev\""), "/w/geometry/Cargo.toml"), "");
  EXPECT_EQ(package_that_compiles_c(metadata_where_it_is("null"), "/w/other/Cargo.toml"), "");
  EXPECT_EQ(package_that_compiles_c("no answer", "/w/geometry/Cargo.toml"), "");
  EXPECT_EQ(package_that_compiles_c("{}", "/w/geometry/Cargo.toml"), "");
}

}  // namespace
}  // namespace prebind::cargo
