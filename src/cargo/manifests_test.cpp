#include "cargo/manifests.h"

#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cargo/build_inputs.h"
#include "util/testing.h"

namespace prebind::cargo {
namespace {

namespace fs = std::filesystem;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::IsSupersetOf;
using testing::Not;

struct ManifestsTest : testing::Test {
  void write(const std::string& name, const std::string& content = "") const {
    fs::create_directories((root / name).parent_path());
    std::ofstream(root / name, std::ios::binary) << content;
  }

  TemporaryDirectory directory;
  const fs::path root = directory.path();
};

TEST_F(ManifestsTest, ConfigurationIncludesOther) {
  write("w/.cargo/config.toml", "include = ['one.toml', { path = 'two.toml', optional = true }]");
  write("w/.cargo/one.toml", "include = '../../far/three.toml'\n[build]\ninclude = 'no.toml'\n");
  write(".cargo/config", "[[include]]\npath = '/abs/four.toml'\n");
  const std::vector<fs::path> files = configuration_files(root / "w", root / "home");
  EXPECT_THAT(files, IsSupersetOf(configuration_places(root / "w", root / "home")));
  EXPECT_THAT(files,
              IsSupersetOf({root / "w/.cargo/one.toml", root / "w/.cargo/two.toml",
                            root / "w/.cargo/../../far/three.toml", fs::path("/abs/four.toml")}));
  EXPECT_THAT(files, Not(Contains(root / "w/.cargo/no.toml")));
}

TEST_F(ManifestsTest, ConfigurationInACircle) {
  write(".cargo/config.toml", "include = ['../.cargo/config.toml', 'config.toml']");
  EXPECT_FALSE(configuration_files(root, "").empty());
}

TEST_F(ManifestsTest, UpToTheWorkspacesRoot) {
  write("w/Cargo.toml", "[workspace]\nmembers = ['a/b']\n");
  write("w/a/b/Cargo.toml", "[package]\nversion.workspace = true\n");
  EXPECT_THAT(
      manifests_of(root / "w/a/b"),
      ElementsAre(root / "w/a/b/Cargo.toml", root / "w/a/Cargo.toml", root / "w/Cargo.toml"));
  EXPECT_THAT(manifests_of(root / "w"), ElementsAre(root / "w/Cargo.toml"));
  EXPECT_THAT(manifests_of(root / "x/y", root / "x"),
              ElementsAre(root / "x/y/Cargo.toml", root / "x/Cargo.toml"));
  EXPECT_THAT(manifests_of(root / "x", root / "x"), ElementsAre(root / "x/Cargo.toml"));
  write("w/a/b/Cargo.toml", "[package]\nworkspace = '../../../far'\n");
  EXPECT_THAT(manifests_of(root / "w/a/b"),
              ElementsAre(root / "w/a/b/Cargo.toml", root / "w/a/b/../../../far/Cargo.toml"));
  write("lone/Cargo.toml", "[package]\n");
  EXPECT_THAT(manifests_of(root / "lone"),
              IsSupersetOf({root / "Cargo.toml", fs::path("/Cargo.toml")}));
}

TEST_F(ManifestsTest, Patches) {
  write("w/Cargo.toml",
        "[patch.crates-io]\na = { path = '../a' }\n[replace]\n'b:1.0.0' = { path = 'b' }\n");
  write("w/.cargo/config.toml", "paths = ['c']\n[patch.'https://x'.d]\npath = 'd'\n");
  EXPECT_THAT(manifests_of_patches(root / "w", {root / "w/.cargo/config.toml"}),
              ElementsAre(root / "w/../a/Cargo.toml", root / "w/b/Cargo.toml",
                          root / "w/d/Cargo.toml", root / "w/c/Cargo.toml"));
}

TEST_F(ManifestsTest, MembersByPattern) {
  write("Cargo.toml", "[workspace]\nmembers = ['one', 'crates/*']\n");
  for (const char* name : {"one", "crates/a", "crates/b", "crates/deep/c", "crates/.hidden"}) {
    write(std::string(name) + "/Cargo.toml");
  }
  EXPECT_TRUE(has_member_patterns(root));
  EXPECT_THAT(members_by_pattern(root), ElementsAre(root / "crates/a", root / "crates/b"));
  write("Cargo.toml", "[workspace]\nmembers = ['crates/**']\n");
  EXPECT_THAT(members_by_pattern(root), Contains(root / "crates/deep/c"));
  write("Cargo.toml", "[workspace]\nmembers = ['one']\n");
  EXPECT_FALSE(has_member_patterns(root));
  EXPECT_THAT(members_by_pattern(root), IsEmpty());
}

TEST_F(ManifestsTest, ProgramsAndTargets) {
  write("w/.cargo/config.toml",
        "[build]\nrustc-wrapper = 'sccache'\nrustc = 'bin/rustc'\ntarget = ['my.json', 'x86_64']\n"
        "[target.x86_64-unknown-linux-gnu]\nlinker = '/opt/ld'\n");
  const NamedFiles named = files_named_in({root / "w/.cargo/config.toml"});
  EXPECT_THAT(named.programs, ElementsAre("/opt/ld", (root / "w/bin/rustc").string(), "sccache"));
  EXPECT_THAT(named.targets, ElementsAre(root / "w/my.json"));
}

}  // namespace
}  // namespace prebind::cargo
