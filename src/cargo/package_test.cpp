#include "cargo/package.h"

#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "cargo/testing.h"

namespace prebind::cargo {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;

json dependency(const char* name) {
  return {{"name", name}, {"kind", nullptr}, {"rename", nullptr}};
}

json package(const std::string& folder, const char* name) {
  return {{"name", name},
          {"version", "1.2.3"},
          {"manifest_path", folder + "/Cargo.toml"},
          {"dependencies", {dependency("regex"), dependency("prebind")}},
          {"targets",
           {{{"kind", {"custom-build"}}, {"name", "build-script-build"}},
            {{"kind", {"lib"}}, {"name", name}}}}};
}

json metadata(std::vector<json> packages) {
  return {{"packages", std::move(packages)},
          {"workspace_root", "/w"},
          {"target_directory", "/w/target"}};
}

Result<Package> parse(const json& described, const fs::path& manifest = "/w/geo/Cargo.toml") {
  return parse_metadata(described.dump(), manifest, "/opt/prebind \"x\"/rust/prebind");
}

TEST(ParseMetadata, FindsThePackageAmongTheMembers) {
  const auto found = parse(metadata({package("/w/other", "other"), package("/w/geo", "my-geo")}));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->name, "my-geo");
  EXPECT_EQ(found->version, "1.2.3");
  EXPECT_EQ(found->manifest, "/w/geo/Cargo.toml");
  EXPECT_EQ(found->library, "my_geo");
  EXPECT_EQ(found->dependency, "prebind");
  EXPECT_EQ(found->workspace, "/w");
  EXPECT_EQ(found->target_directory, "/w/target");
}

TEST(ParseMetadata, RenamedLibraryAndRenamedDependency) {
  json described = package("/w/geo", "geo");
  described["targets"][1]["name"] = "geometry_core";
  described["targets"][1]["kind"] = {"staticlib", "rlib"};
  described["dependencies"][1]["rename"] = "juliacall-macros";
  const auto found = parse(metadata({described}));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->library, "geometry_core");
  EXPECT_EQ(found->dependency, "juliacall-macros");
}

TEST(ParseMetadata, WithoutTheDependencyItSaysWhatToAdd) {
  json described = package("/w/geo", "geo");
  described["dependencies"] = json::array({dependency("regex")});
  const auto failed = parse(metadata({described}));
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().message, "package `geo` does not depend on `prebind`");
  EXPECT_EQ(failed.error().where, "/w/geo/Cargo.toml");
  EXPECT_EQ(failed.error().help,
            "add to its Cargo.toml:\n\n[dependencies]\n"
            "prebind = { path = \"/opt/prebind \\\"x\\\"/rust/prebind\" }");
}

TEST(ParseMetadata, ADependencyOfTheTestsOnlyWillNotDo) {
  json described = package("/w/geo", "geo");
  described["dependencies"][1]["kind"] = "dev";
  const auto failed = parse(metadata({described}));
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().message,
            "package `geo` depends on `prebind` for its tests or build script only");
  EXPECT_EQ(failed.error().help, "move that dependency to `[dependencies]`");
}

TEST(ParseMetadata, ANonLibraryIsRefused) {
  json program = package("/w/geo", "geo");
  program["targets"] = {{{"kind", {"bin"}}, {"name", "geo"}}};
  EXPECT_EQ(parse(metadata({program})).error().message, "package `geo` has no library");
  EXPECT_THAT(parse(metadata({program})).error().help, HasSubstr("src/lib.rs"));

  json macro = package("/w/geo", "geo");
  macro["targets"][1]["kind"] = {"proc-macro"};
  EXPECT_EQ(parse(metadata({macro})).error().message,
            "package `geo` is a procedural macro, so it has nothing to export");
  EXPECT_THAT(parse(metadata({macro})).error().help, HasSubstr("ordinary library"));
}

TEST(ParseMetadata, AWorkspaceNamesTheMembersThatCouldBeMeant) {
  json plain = package("/w/plain", "plain");
  plain["dependencies"] = json::array();
  const auto failed =
      parse(metadata({package("/w/a", "a"), plain, package("/w/b", "b")}), "/w/Cargo.toml");
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().message, "this is the manifest of a workspace, not of a package");
  EXPECT_EQ(failed.error().where, "/w/Cargo.toml");
  EXPECT_EQ(failed.error().help, "name one of its members: `/w/a`, `/w/b`");

  EXPECT_EQ(parse(metadata({plain}), "/w/Cargo.toml").error().help,
            "name one of its members: `/w/plain`");
  std::vector<json> many;
  for (int i = 0; i < 30; ++i) many.push_back(package("/w/m" + std::to_string(i), "m"));
  EXPECT_THAT(parse(metadata(many), "/w/Cargo.toml").error().help, HasSubstr("`/w/m11`, …"));
  EXPECT_EQ(parse(metadata({}), "/w/Cargo.toml").error().message, "the workspace has no packages");
}

TEST(ParseMetadata, WhatIsNoMetadataIsAnError) {
  for (const char* text : {"", "[]", "{}", "nonsense", R"({"packages":[{"name":1}]})"}) {
    const auto failed = parse_metadata(text, "/w/Cargo.toml", "");
    ASSERT_FALSE(failed) << text;
    EXPECT_THAT(failed.error().message,
                HasSubstr("cannot read cargo's description of the package"));
    EXPECT_THAT(failed.error().help, HasSubstr("another version of cargo"));
  }
}

TEST(ReadMetadata, PassesCargosWordsOn) {
  FakeTool tool("echo 'error: no good' >&2; echo '  caused by x' >&2; exit 101");
  const fs::path manifest = fs::temp_directory_path() / "Cargo.toml";
  const auto failed = read_metadata(tool.cargo(), manifest);
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().message, "cargo cannot read the manifest (exit status 101)");
  EXPECT_EQ(failed.error().where, manifest.string());
  EXPECT_EQ(failed.error().help, "cargo reports the problem above");
  EXPECT_THAT(tool.messages(), ElementsAre("error: no good\n  caused by x"));
}

TEST(ReadMetadata, AsksCargo) {
  const TemporaryDirectory crate;  // cargo runs in there
  const fs::path manifest = crate.path() / "Cargo.toml";
  const json described = metadata({package(crate.path().string(), "geo")});
  FakeTool tool("[ \"$1 $2 $8\" = 'metadata --no-deps " + manifest.string() +
                "' ] && cat <<'END'\n" + described.dump() + "\nEND");
  const auto found = read_metadata(tool.cargo(), manifest);
  ASSERT_TRUE(found) << found.error().message;
  EXPECT_EQ(parse_metadata(*found, manifest, "")->name, "geo");
}

class FindManifestTest : public testing::Test {
 protected:
  TemporaryDirectory directory_;
  fs::path crate_ = directory_.path() / "eine Kiste ü";
};

TEST_F(FindManifestTest, AFolderOrTheManifestItself) {
  fs::create_directory(crate_);
  std::ofstream(crate_ / "Cargo.toml") << "[package]";
  EXPECT_EQ(find_manifest(crate_), crate_ / "Cargo.toml");
  EXPECT_EQ(find_manifest(crate_ / "." / ""), crate_ / "Cargo.toml");
  EXPECT_EQ(find_manifest(crate_ / "Cargo.toml"), crate_ / "Cargo.toml");
}

TEST_F(FindManifestTest, SaysWhatIsThereInstead) {
  const auto absent = find_manifest(crate_);
  ASSERT_FALSE(absent);
  EXPECT_EQ(absent.error().message, "`" + crate_.string() + "` does not exist");

  fs::create_directory(crate_);
  const auto empty = find_manifest(crate_);
  ASSERT_FALSE(empty);
  EXPECT_EQ(empty.error().message, "there is no Cargo.toml in `" + crate_.string() + "`");
  EXPECT_THAT(empty.error().help, HasSubstr("the folder of a Rust crate"));

  std::ofstream(crate_ / "lib.rs") << "";
  const auto source = find_manifest(crate_ / "lib.rs");
  ASSERT_FALSE(source);
  EXPECT_THAT(source.error().message, HasSubstr("lib.rs` is not a crate"));
  EXPECT_THAT(source.error().help, HasSubstr("or its Cargo.toml"));
}

}  // namespace
}  // namespace prebind::cargo
