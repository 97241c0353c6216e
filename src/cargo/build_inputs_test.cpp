#include "cargo/build_inputs.h"

#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "util/testing.h"

namespace prebind::cargo {
namespace {

namespace fs = std::filesystem;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

struct BuildInputsTest : testing::Test {
  void write(const std::string& name, const std::string& content = "") const {
    fs::create_directories((root / name).parent_path());
    std::ofstream(root / name, std::ios::binary) << content;
  }

  /// Cargo's and rustc's dep-info of the library, with these lines in the second.
  void write_dep_info(const std::string& files, const std::string& variables = "") const {
    write("w/target/prebind/release/libgeo.d", "/x/libgeo.so: " + files + "\n");
    write("w/target/prebind/release/deps/geo.d", "/x/libgeo.so: src/lib.rs\n\n" + variables);
  }

  TemporaryDirectory directory;
  const fs::path root = directory.path();
  const Package package = {.name = "geo",
                           .version = "1.0.0",
                           .manifest = root / "w/Cargo.toml",
                           .library = "geo",
                           .dependency = "prebind",
                           .workspace = root / "w",
                           .target_directory = root / "w/target"};
  const fs::path build = root / "w/target/prebind/release";
  Built built = {.library = build / "libgeo.so",
                 .artifacts = {{"geo", root / "w", build / "libgeo.so", true}}};
};

TEST_F(BuildInputsTest, WithoutCargosListThereIsNone) {
  const auto inputs = find_build_inputs(built, package);
  ASSERT_FALSE(inputs);
  EXPECT_EQ(inputs.error().message,
            "cargo left no list of what went into `" + (build / "libgeo.so").string() + "`");
  EXPECT_EQ(inputs.error().where, (build / "libgeo.d").string());
  EXPECT_THAT(inputs.error().help, HasSubstr("No such file"));
}

TEST_F(BuildInputsTest, SourcesOfAllLocalPackages) {
  write_dep_info((root / "w/src/lib.rs").string() + " " + (root / "dep/src/lib.rs").string() +
                 " src/more.rs");
  built.artifacts.push_back({"dep", root / "dep", build / "deps/libdep-1.rlib", true});
  built.artifacts.push_back({"far", root / "registry/far", build / "deps/libfar-1.rlib", false});
  const auto inputs = find_build_inputs(built, package);
  ASSERT_TRUE(inputs);
  EXPECT_THAT(inputs->files,
              ElementsAre(root / "dep/build.rs", root / "dep/src/lib.rs", root / "w/build.rs",
                          root / "w/src/lib.rs", root / "w/src/more.rs"));
  EXPECT_THAT(inputs->manifests, ElementsAre(root / "dep/Cargo.toml", root / "w/Cargo.toml"));
}

TEST_F(BuildInputsTest, WhatABuildScriptWroteIsNoInput) {
  write_dep_info((build / "build/geo-1/out/made.rs").string());
  EXPECT_THAT(find_build_inputs(built, package)->files, ElementsAre(root / "w/build.rs"));
}

TEST_F(BuildInputsTest, VariablesOfEveryCrate) {
  write_dep_info("src/lib.rs", "# env-dep:MINE=1\n# env-dep:CARGO_PKG_VERSION=1.0.0\n");
  write("w/target/prebind/release/deps/far-1.d", "# env-dep:THEIRS\n");
  built.artifacts.push_back({"far", root / "registry/far", build / "deps/libfar-1.rlib", false});
  EXPECT_THAT(find_build_inputs(built, package)->variables, ElementsAre("MINE", "THEIRS"));
}

TEST_F(BuildInputsTest, VariablesThatABuildScriptSetAreNotThoseOfTheEnvironment) {
  write_dep_info("src/lib.rs", "# env-dep:COMMIT=abc\n");
  built.scripts = {{root / "w", build / "build/geo-1/out", {"COMMIT"}, true}};
  write("w/target/prebind/release/build/geo-1/output", "cargo:rerun-if-changed=build.rs\n");
  const auto inputs = find_build_inputs(built, package);
  EXPECT_THAT(inputs->variables, IsEmpty());
}

TEST_F(BuildInputsTest, ABuildScriptThatSaysWhatItReads) {
  write_dep_info("src/lib.rs");
  write("w/data/a.txt");
  write("w/data/deep/b.txt");
  built.scripts = {{root / "w", build / "build/geo-1/out", {}, true}};
  write("w/target/prebind/release/build/geo-1/output",
        "cargo:rerun-if-changed=data\ncargo:rerun-if-changed=absent.txt\n"
        "cargo:rerun-if-env-changed=CC\n");
  const auto inputs = find_build_inputs(built, package);
  EXPECT_THAT(inputs->files, Contains(root / "w/data/deep/b.txt"));
  EXPECT_THAT(inputs->files, Contains(root / "w/absent.txt"));
  EXPECT_THAT(inputs->directories, ElementsAre(root / "w/data"));
  EXPECT_THAT(inputs->variables, ElementsAre("CC"));
}

TEST_F(BuildInputsTest, ASilentBuildScriptReadsItsPackage) {
  write_dep_info("src/lib.rs");
  for (const char* name :
       {"w/data/a.txt", "w/.git/config", "w/other/Cargo.toml", "w/other/src/lib.rs", "w/.hidden"}) {
    write(name);
  }
  built.scripts = {{root / "w", build / "build/geo-1/out", {}, true}};
  write("w/target/prebind/release/build/geo-1/output", "cargo:rustc-cfg=fast\n");
  const auto inputs = find_build_inputs(built, package);
  EXPECT_THAT(inputs->files, Contains(root / "w/data/a.txt"));
  EXPECT_THAT(inputs->files, Contains(root / "w/.hidden"));
  EXPECT_THAT(inputs->files, Not(Contains(root / "w/.git/config")));
  EXPECT_THAT(inputs->files, Not(Contains(root / "w/other/src/lib.rs")));
  EXPECT_THAT(inputs->files, Not(Contains(build / "libgeo.d")));
  EXPECT_THAT(inputs->directories, ElementsAre(root / "w"));
}

TEST_F(BuildInputsTest, OfARegistryOnlyWhatLiesOutside) {
  write_dep_info("src/lib.rs");
  built.scripts = {{root / "registry/far", build / "build/far-1/out", {}, false},
                   {root / "registry/near", build / "build/near-1/out", {}, false}};
  write("w/target/prebind/release/build/far-1/output",
        "cargo:rerun-if-changed=src/x.c\ncargo:rerun-if-changed=/usr/include/zlib.h\n");
  write("w/target/prebind/release/build/near-1/output", "");
  const auto inputs = find_build_inputs(built, package);
  EXPECT_THAT(inputs->files,
              ElementsAre(root / "w/build.rs", root / "w/src/lib.rs", "/usr/include/zlib.h"));
  EXPECT_THAT(inputs->directories, IsEmpty());
}

TEST_F(BuildInputsTest, OfAVendoredPackageEachFile) {
  write_dep_info("src/lib.rs");
  const std::string index = "registry+https://github.com/rust-lang/crates.io-index";
  for (const std::string name : {"vendor/far", "home/registry/src/x/near"}) {
    const std::string stem = fs::path(name).filename();
    write("w/target/prebind/release/deps/" + stem + "-1.d",
          "/x: " + (root / "w" / name / "src/lib.rs").string() + " " +
              (build / "build/x/out/made.rs").string() + "\n");
    built.artifacts.push_back({.name = stem,
                               .package = root / "w" / name,
                               .file = build / ("deps/lib" + stem + "-1.rlib"),
                               .id = {stem, "1.0.0", index}});
  }
  EXPECT_THAT(
      find_build_inputs(built, package)->vendored,
      ElementsAre(root / "w/vendor/far/.cargo-checksum.json", root / "w/vendor/far/Cargo.toml",
                  root / "w/vendor/far/build.rs", root / "w/vendor/far/src/lib.rs"));
}

TEST_F(BuildInputsTest, WithoutDepInfoNobodyKnows) {
  const auto failed = find_build_inputs(built, package);
  ASSERT_FALSE(failed);
  EXPECT_THAT(failed.error().message, HasSubstr("cargo left no list of what went into"));
  EXPECT_EQ(failed.error().where, (build / "libgeo.d").string());
}

TEST(Places, ConfigurationAndToolchainUpTheTree) {
  EXPECT_THAT(configuration_places("/a/b", "/h"),
              ElementsAre("/a/b/.cargo/config", "/a/b/.cargo/config.toml", "/a/.cargo/config",
                          "/a/.cargo/config.toml", "/.cargo/config", "/.cargo/config.toml",
                          "/h/config", "/h/config.toml"));
  EXPECT_THAT(toolchain_places("/a"), ElementsAre("/a/rust-toolchain", "/a/rust-toolchain.toml",
                                                  "/rust-toolchain", "/rust-toolchain.toml"));
}

TEST(Settings, ThoseThatCargoDoesNotSee) {
  for (const char* name : {"CC", "CFLAGS_x86_64_unknown_linux_gnu", "TARGET_CXX", "HOST_AR",
                           "PKG_CONFIG_PATH", "LD_RUN_PATH", "LIBRARY_PATH"}) {
    EXPECT_TRUE(is_unseen_setting(name)) << name;
    EXPECT_TRUE(is_build_setting(name)) << name;
  }
  for (const char* name : {"RUSTFLAGS", "CCACHE_DIR", "ARCH", "HOSTNAME", "LD_LIBRARY_PATH"}) {
    EXPECT_FALSE(is_unseen_setting(name)) << name;
  }
}

TEST(Settings, ThoseThatDecideWhatIsBuilt) {
  for (const char* name : {"RUSTFLAGS", "CARGO_PROFILE_RELEASE_LTO", "CARGO_BUILD_TARGET",
                           "CARGO_TARGET_X86_64_UNKNOWN_LINUX_GNU_LINKER"}) {
    EXPECT_TRUE(is_build_setting(name)) << name;
  }
  for (const char* name : {"CARGO_TARGET_DIR", "CARGO_BUILD_JOBS", "CARGO_TERM_COLOR", "PATH"}) {
    EXPECT_FALSE(is_build_setting(name)) << name;
  }
}

}  // namespace
}  // namespace prebind::cargo
