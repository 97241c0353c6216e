#include "cargo/package_id.h"

#include <gtest/gtest.h>

namespace prebind::cargo {
namespace {

TEST(PackageId, IsReadInBothForms) {
  const PackageId folder = parse_package_id("path+file:///w/geometry#1.2.3");
  EXPECT_EQ(folder.name, "geometry");
  EXPECT_EQ(folder.version, "1.2.3");
  EXPECT_TRUE(folder.is_local());
  EXPECT_EQ(folder.origin(), "/w/geometry");

  const PackageId named = parse_package_id("path+file:///w/geo%23#geometry@1.2.3");
  EXPECT_EQ(named.name, "geometry");
  EXPECT_EQ(named.version, "1.2.3");
  EXPECT_EQ(named.origin(), "/w/geo%23");

  const PackageId old = parse_package_id("geometry 1.2.3 (path+file:///w/geo (1))");
  EXPECT_EQ(old.name, "geometry");
  EXPECT_EQ(old.version, "1.2.3");
  EXPECT_EQ(old.origin(), "/w/geo (1)");
  EXPECT_TRUE(old.is_local());

  const PackageId git = parse_package_id("git+https://example.com/a/helper?branch=x#0.3.0");
  EXPECT_EQ(git.name, "helper");
  EXPECT_EQ(git.origin(), "git+https://example.com/a/helper?branch=x");
  EXPECT_FALSE(git.is_local());
}

TEST(PackageId, OnlyCratesIoNeverChanges) {
  const std::string index = "registry+https://github.com/rust-lang/crates.io-index";
  EXPECT_TRUE(parse_package_id(index + "#serde@1.0.0").is_from_crates_io());
  EXPECT_TRUE(parse_package_id("serde 1.0.0 (" + index + ")").is_from_crates_io());
  EXPECT_FALSE(parse_package_id("registry+https://example.com/i#serde@1.0.0").is_from_crates_io());
  EXPECT_FALSE(parse_package_id("path+file:///serde#1.0.0").is_from_crates_io());
}

TEST(PackageId, NonsenseIsNoPackageOfAnybody) {
  for (const char* text : {"", " ", "(", ")", "a b", "a  (x)", "#", "@", "#@"}) {
    const PackageId id = parse_package_id(text);
    EXPECT_FALSE(id.is_local()) << text;
    EXPECT_FALSE(id.is_from_crates_io()) << text;
  }
}

}  // namespace
}  // namespace prebind::cargo
