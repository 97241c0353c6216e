#include "cargo/build_inputs.h"

#include <chrono>
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
using testing::IsSupersetOf;
using testing::Not;
using testing::Pair;

struct BuildInputsTest : testing::Test {
  void write(const std::string& name, const std::string& content = "") const {
    fs::create_directories((root / name).parent_path());
    std::ofstream(root / name, std::ios::binary) << content;
  }

  /// Cargo's and rustc's dep-info of the library, with these lines in the second.
  void write_dep_info(const std::string& files, const std::string& variables = "") const {
    write("w/target/prebind/release/libgeo.d", "/x/libgeo.so: " + files + "\n");
    write_list("src/lib.rs", variables);
  }
  /// rustc's alone.
  void write_list(const std::string& files, const std::string& variables = "") const {
    write("w/target/prebind/release/deps/geo.d", "/x/libgeo.so: " + files + "\n\n" + variables);
    write("w/src/lib.rs");
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
            "cargo left no list of the inputs of `" + (build / "libgeo.so").string() + "`");
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
  EXPECT_THAT(inputs->unknown,
              Contains(Pair(build / "deps/libdep-1.rlib", "rustc left no list of its inputs")));
  EXPECT_THAT(inputs->files,
              IsSupersetOf({root / "dep/build.rs", root / "dep/src/lib.rs", root / "w/build.rs",
                            root / "w/src/lib.rs", root / "w/src/more.rs"}));
  EXPECT_THAT(inputs->files, Not(Contains(root / "registry/far/build.rs")));
  EXPECT_THAT(inputs->manifests,
              IsSupersetOf({root / "dep/Cargo.toml", root / "w/Cargo.toml", root / "Cargo.toml"}));
}

TEST_F(BuildInputsTest, WhatABuildScriptWroteIsNoInput) {
  write_dep_info((build / "build/geo-1/out/made.rs").string());
  write_list((build / "build/geo-1/out/made.rs").string() + " target/prebind/other/../x.rs");
  EXPECT_THAT(find_build_inputs(built, package)->files, ElementsAre(root / "w/build.rs"));
}

TEST_F(BuildInputsTest, PathsAreThoseThatRustcWrote) {
  write_dep_info((root / "w/src/real.txt").string());
  write("w/src/real.txt");
  write("far/deep/x");
  write("far/data.txt");
  fs::create_symlink("real.txt", root / "w/src/text.txt");
  fs::create_directory_symlink(root / "far/deep", root / "w/src/link");
  write_list("src/lib.rs src/text.txt src/../src/link/../data.txt");
  EXPECT_THAT(find_build_inputs(built, package)->files,
              IsSupersetOf({root / "w/src/real.txt", root / "w/src/text.txt",
                            root / "w/src/../src/link/../data.txt"}));
}

TEST_F(BuildInputsTest, AModuleThatWouldBeFoundInstead) {
  write_dep_info("src/lib.rs");
  write("w/src/a.rs");
  write("w/src/b/mod.rs");
  write_list("src/lib.rs src/a.rs src/b/mod.rs");
  EXPECT_THAT(find_build_inputs(built, package)->files,
              IsSupersetOf({root / "w/src/a/mod.rs", root / "w/src/b.rs"}));
}

TEST_F(BuildInputsTest, WhatRustcReadAndIsNotThereIsUnknown) {
  write_dep_info("src/lib.rs");
  write_list("/mapped/src/lib.rs");
  EXPECT_THAT(
      find_build_inputs(built, package)->unknown,
      ElementsAre(Pair("/mapped/src/lib.rs", "rustc read this file, but it does not exist")));
}

TEST_F(BuildInputsTest, SourcesOfABuildScriptWhateverItsListIsCalled) {
  write_dep_info("src/lib.rs");
  write("w/script/main.rs");
  write("w/target/prebind/release/build/geo-1/build_script_main-1.d",
        "/x: script/main.rs\n# env-dep:OF_SCRIPT\n");
  built.artifacts.push_back({"geo", root / "w", build / "build/geo-1/build-script-main", true});
  const auto inputs = find_build_inputs(built, package);
  EXPECT_THAT(inputs->files, Contains(root / "w/script/main.rs"));
  EXPECT_THAT(inputs->variables, ElementsAre("OF_SCRIPT"));
}

TEST_F(BuildInputsTest, TheNewestOfListsWithAHash) {
  write_dep_info("src/lib.rs");
  write("w/src/new.rs");
  write("w/target/prebind/release/deps/geo-1.d", "/x: src/old.rs\n");
  write("w/target/prebind/release/deps/geo-2.d", "/x: src/new.rs\n");
  fs::remove(build / "deps/geo.d");
  fs::last_write_time(build / "deps/geo-1.d",
                      fs::file_time_type::clock::now() - std::chrono::hours(1));
  const auto inputs = find_build_inputs(built, package);
  EXPECT_THAT(inputs->files, Contains(root / "w/src/new.rs"));
  EXPECT_THAT(inputs->unknown, IsEmpty());
}

TEST_F(BuildInputsTest, WhereCargoLies) {
  write_dep_info("src/lib.rs", "# env-dep:CARGO=/bin/cargo\n");
  EXPECT_TRUE(find_build_inputs(built, package)->asks_for_cargo);
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

TEST_F(BuildInputsTest, AScriptsVariablesAreItsOwnCratesAlone) {
  write_dep_info("src/lib.rs", "# env-dep:COMMIT=abc\n");
  built.scripts = {{root / "dep", build / "build/dep-1/out", {"COMMIT"}, true}};
  EXPECT_THAT(find_build_inputs(built, package)->variables, ElementsAre("COMMIT"));
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
  EXPECT_THAT(inputs->folders, ElementsAre(root / "w/data"));
  EXPECT_THAT(inputs->packages, IsEmpty());
  EXPECT_THAT(inputs->variables, ElementsAre("CC"));
}

TEST_F(BuildInputsTest, WhatABuildScriptNamesIsTakenAsItStands) {
  write_dep_info("src/lib.rs");
  write("far/deep/x");
  write("far/y");
  write("w/.data/target/b.txt");
  fs::create_directory_symlink(root / "far/deep", root / "w/link");
  built.scripts = {{root / "w", build / "build/geo-1/out", {}, true}};
  write("w/target/prebind/release/build/geo-1/output",
        "cargo:rerun-if-changed=link/../y\ncargo:rerun-if-changed=.data\n"
        "cargo:rerun-if-changed=\n");
  const auto inputs = find_build_inputs(built, package);
  EXPECT_THAT(inputs->files, Contains(root / "w/link/../y"));
  EXPECT_THAT(inputs->files, Contains(root / "w/.data/target/b.txt"));
  EXPECT_THAT(inputs->folders, ElementsAre(root / "w", root / "w/.data"));
}

TEST_F(BuildInputsTest, ABuildScriptWhoseWordsAreLost) {
  write_dep_info("src/lib.rs");
  built.scripts = {{root / "w", build / "build/geo-1/out", {}, true}};
  EXPECT_THAT(find_build_inputs(built, package)->unknown,
              ElementsAre(Pair(build / "build/geo-1/output",
                               "cargo did not keep the output of a build script")));
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
  EXPECT_THAT(inputs->of_packages, Contains(root / "w/data/a.txt"));
  EXPECT_THAT(inputs->of_packages, Contains(root / "w/.hidden"));  // for there is a repository
  EXPECT_THAT(inputs->of_packages, Not(Contains(root / "w/.git/config")));
  EXPECT_THAT(inputs->of_packages, Not(Contains(root / "w/other/src/lib.rs")));
  EXPECT_THAT(inputs->of_packages, Not(Contains(build / "libgeo.d")));
  EXPECT_THAT(inputs->packages, ElementsAre(root / "w"));
}

TEST_F(BuildInputsTest, OfARegistryOnlyWhatLiesOutside) {
  write_dep_info("src/lib.rs");
  built.scripts = {{root / "registry/far", build / "build/far-1/out", {}, false},
                   {root / "registry/near", build / "build/near-1/out", {}, false}};
  write("w/target/prebind/release/build/far-1/output",
        "cargo:rerun-if-changed=src/x.c\ncargo:rerun-if-changed=/usr/include/zlib.h\n");
  write("w/target/prebind/release/build/near-1/output", "");
  const auto inputs = find_build_inputs(built, package);
  EXPECT_THAT(inputs->files, ElementsAre(root / "w/build.rs", root / "w/src/lib/mod.rs",
                                         root / "w/src/lib.rs", "/usr/include/zlib.h"));
  EXPECT_THAT(inputs->packages, IsEmpty());
  EXPECT_THAT(inputs->folders, IsEmpty());
}

TEST_F(BuildInputsTest, OfAVendoredPackageEachFile) {
  write_dep_info("src/lib.rs");
  const std::string index = "registry+https://github.com/rust-lang/crates.io-index";
  for (const std::string name : {"vendor/far", "home/registry/src/x/near"}) {
    const std::string stem = fs::path(name).filename();
    write("w/" + name + "/src/lib.rs");
    write("w/target/prebind/release/deps/" + stem + "-1.d",
          "/x: " + (root / "w" / name / "src/lib.rs").string() + " " +
              (build / "build/x/out/made.rs").string() + "\n");
    built.artifacts.push_back({.name = stem,
                               .package = root / "w" / name,
                               .file = build / ("deps/lib" + stem + "-1.rlib"),
                               .id = {stem, "1.0.0", index}});
  }
  EXPECT_THAT(find_build_inputs(built, package)->vendored,
              ElementsAre(root / "w/vendor/far/.cargo-checksum.json",
                          root / "w/vendor/far/Cargo.toml", root / "w/vendor/far/build.rs",
                          root / "w/vendor/far/src/lib/mod.rs", root / "w/vendor/far/src/lib.rs"));
}

TEST_F(BuildInputsTest, WithoutDepInfoNobodyKnows) {
  const auto failed = find_build_inputs(built, package);
  ASSERT_FALSE(failed);
  EXPECT_THAT(failed.error().message, HasSubstr("cargo left no list of the inputs of"));
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
  for (const char* name :
       {"CC", "CFLAGS_x86_64_unknown_linux_gnu", "TARGET_CXX", "HOST_AR", "PKG_CONFIG_PATH",
        "LD_RUN_PATH", "LIBRARY_PATH", "RUSTC_WRAPPER", "IPHONEOS_DEPLOYMENT_TARGET"}) {
    EXPECT_TRUE(is_unseen_setting(name)) << name;
    EXPECT_TRUE(is_build_setting(name)) << name;
  }
  for (const char* name : {"RUSTFLAGS", "CCACHE_DIR", "ARCH", "HOSTNAME", "LD_LIBRARY_PATH"}) {
    EXPECT_FALSE(is_unseen_setting(name)) << name;
  }
}

TEST(Settings, ThoseThatDecideWhatIsBuilt) {
  for (const char* name : {"RUSTFLAGS", "CARGO_PROFILE_RELEASE_LTO", "CARGO_BUILD_TARGET",
                           "CARGO_PATHS", "CARGO_ENV_X", "MACOSX_DEPLOYMENT_TARGET",
                           "CARGO_TARGET_X86_64_UNKNOWN_LINUX_GNU_LINKER"}) {
    EXPECT_TRUE(is_build_setting(name)) << name;
  }
  for (const char* name : {"CARGO_TARGET_DIR", "CARGO_BUILD_JOBS", "CARGO_TERM_COLOR", "PATH"}) {
    EXPECT_FALSE(is_build_setting(name)) << name;
  }
}

TEST(Settings, ProgramsThatTheyName) {
  const Environment environment =
      Environment::of({{"RUSTC_WRAPPER", "sccache"},
                       {"CARGO_BUILD_RUSTC", "/opt/rustc"},
                       {"CARGO_TARGET_X86_64_UNKNOWN_LINUX_GNU_LINKER", "./ld"},
                       {"RUSTC_WORKSPACE_WRAPPER", ""},
                       {"CC", "cc"}});
  EXPECT_THAT(programs_named_in(environment),
              testing::UnorderedElementsAre("sccache", "/opt/rustc", "./ld"));
}

}  // namespace
}  // namespace prebind::cargo
