#include "cargo/build.h"

#include <unistd.h>

#include <array>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cargo/testing.h"

namespace prebind::cargo {
namespace {

namespace fs = std::filesystem;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::Pair;

const Package kPackage = {.name = "my-geo",
                          .version = "1.0.0",
                          .manifest = "/w/my geo/Cargo.toml",
                          .library = "my_geo",
                          .dependency = "julia_macros",
                          .workspace = "/w",
                          .target_directory = "/w/target"};

const BuildOptions kOptions = {.engine = "/opt/prebind/bin/prebind", .engine_id = "0.1.0-abc"};

/// One whose directory is there.
Package present_package() {
  Package package = kPackage;
  package.manifest = fs::temp_directory_path() / "Cargo.toml";
  return package;
}

/// One line of cargo's messages.
std::string artifact(const char* name, const char* types, const char* files) {
  return std::string(
             R"({"reason":"compiler-artifact","package_id":"path+file:///w/geo#0.1.0","manifest_path":"/w/geo/Cargo.toml","target":{"crate_types":[)") +
         types + R"(],"name":")" + name + R"("},"filenames":[)" + files + "]}\n";
}

std::string print(const std::string& lines) {
  return "cat <<'END'\n" + lines + "END\n";
}

TEST(BuildCommand, ReleaseByDefault) {
  const Command command = build_command({.program = "/bin/cargo"}, kPackage, kOptions);
  EXPECT_EQ(to_shell(command),
            "/bin/cargo rustc --lib --crate-type cdylib --message-format json-render-diagnostics "
            "--color never --manifest-path '/w/my geo/Cargo.toml' --target-dir /w/target/prebind "
            "--features julia_macros/bootstrap --release");
  EXPECT_THAT(
      command.environment,
      Contains(Pair("PREBIND_ENGINE", std::optional<std::string>(kOptions.engine.string()))));
  EXPECT_THAT(command.environment,
              Contains(Pair("PREBIND_ENGINE_ID", std::optional<std::string>("0.1.0-abc"))));
  EXPECT_EQ(command.environment.at("CARGO_PROFILE_RELEASE_PANIC"), "unwind");
}

TEST(BuildCommand, EveryOption) {
  BuildOptions options = kOptions;
  options.release = false;
  options.features = {"fast", "json"};
  options.linking.target = "aarch64-unknown-linux-gnu";
  options.locked = options.offline = true;
  const Command command =
      build_command({.program = "/bin/cargo", .color = true}, kPackage, options);
  EXPECT_THAT(to_shell(command),
              HasSubstr("--features julia_macros/bootstrap,fast,json "
                        "--target aarch64-unknown-linux-gnu --locked --offline"));
  EXPECT_THAT(to_shell(command), HasSubstr("--color always"));
  EXPECT_THAT(command.arguments, Not(Contains("--release")));
  EXPECT_EQ(command.environment.at("CARGO_PROFILE_DEV_PANIC"), "unwind");
}

TEST(BuildLibrary, TheSharedLibraryOfThePackageIsTaken) {
  FakeTool tool(print(
      artifact("my_geo", R"("lib")", R"("/t/libmy_geo.rlib")") +
      artifact("other", R"("cdylib")", R"("/t/libother.so")") +
      artifact("my-geo", R"("cdylib")", R"("/t/my_geo.pdb","/t/my_geo.dll.lib","/t/my_geo.dll")") +
      R"({"reason":"build-finished","success":true})" + "\n"));
  EXPECT_EQ(build_library(tool.cargo(), present_package(), kOptions)->library, "/t/my_geo.dll");
}

TEST(BuildLibrary, WhatIsNoMessageIsPassedOn) {
  FakeTool tool(print("a macro says hello\n[1]\n{\"reason\":5}\n" +
                      artifact("my_geo", R"("cdylib")", R"("/t/libmy_geo.so")")));
  EXPECT_EQ(build_library(tool.cargo(), present_package(), kOptions)->library, "/t/libmy_geo.so");
  EXPECT_THAT(tool.messages(), ElementsAre("a macro says hello", "[1]"));
}

TEST(BuildLibrary, WhatWasBuiltOnTheWayIsReported) {
  FakeTool tool(print(
      R"json({"reason":"compiler-artifact","package_id":"path+file:///w/a#0.1.0","manifest_path":"/w/a/Cargo.toml","target":{"kind":["custom-build"],"crate_types":["bin"],"name":"build-script-build"},"filenames":["/t/build/a-1/build-script-build"]}
{"reason":"build-script-executed","package_id":"path+file:///w/a#0.1.0","env":[["X","1"]],"out_dir":"/t/build/a-2/out"}
{"reason":"compiler-artifact","package_id":"b-c 1.0.0 (registry+https://x)","manifest_path":"/r/b/Cargo.toml","target":{"kind":["lib"],"crate_types":["lib"],"name":"b_c"},"filenames":["/t/deps/libb_c-3.rlib","/t/deps/libb_c-3.rmeta"]}
{"reason":"compiler-artifact","package_id":"path+file:///w/my%20geo#my-geo@1.0.0","manifest_path":"/w/my geo/Cargo.toml","target":{"kind":["cdylib"],"crate_types":["cdylib"],"name":"my_geo"},"filenames":["/t/libmy_geo.so"]}
)json"));
  const auto built = build_library(tool.cargo(), present_package(), kOptions);
  ASSERT_TRUE(built);
  ASSERT_EQ(built->artifacts.size(), 3u);
  EXPECT_EQ(built->artifacts[0].name, "a");
  EXPECT_TRUE(built->artifacts[0].is_local);
  EXPECT_EQ(built->artifacts[1].name, "b-c");
  EXPECT_FALSE(built->artifacts[1].is_local);
  EXPECT_EQ(built->artifacts[1].file, "/t/deps/libb_c-3.rlib");
  EXPECT_EQ(built->artifacts[2].name, "my-geo");
  EXPECT_EQ(built->artifacts[2].package, "/w/my geo");
  ASSERT_EQ(built->scripts.size(), 1u);
  EXPECT_EQ(built->scripts[0].package, "/w/a");
  EXPECT_EQ(built->scripts[0].out_directory, "/t/build/a-2/out");
  EXPECT_THAT(built->scripts[0].variables, ElementsAre("X"));
}

TEST(BuildLibrary, TwoCopiesOfTheMacrosAreAnError) {
  const std::string macros =
      R"({"reason":"compiler-artifact","package_id":"@","manifest_path":"/m/Cargo.toml","target":{"kind":["proc-macro"],"crate_types":["proc-macro"],"name":"prebind"},"filenames":["/t/libprebind.so"]})"
      "\n";
  const auto of = [&](const std::string& id) {
    return std::string(macros).replace(macros.find('@'), 1, id);
  };
  const std::string library = artifact("my_geo", R"("cdylib")", R"("/t/libmy_geo.so")");
  // One that is compiled twice, for this machine and another, is one.
  const std::string ours = of("path+file:///p/prebind#0.1.0");
  FakeTool once(print(ours + ours + library));
  EXPECT_TRUE(build_library(once.cargo(), present_package(), kOptions));

  FakeTool twice(print(of("prebind 0.2.0 (git+https://x/y)") + ours + library));
  const Package package = present_package();
  const auto failed = build_library(twice.cargo(), package, kOptions);
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().message,
            "the build has more than one package `prebind`: 0.1.0 (/p/prebind) and "
            "0.2.0 (git+https://x/y)");
  EXPECT_EQ(failed.error().where, package.manifest.string());
  EXPECT_EQ(failed.error().help,
            "Prebind exports the items of one of them only: make all crates depend on the same one "
            "(`cargo tree --duplicates` shows who asks for which; `[patch]` in the workspace's "
            "Cargo.toml replaces one)");
}

TEST(ForgetPackages, OnlyThoseNamed) {
  const TemporaryDirectory directory;
  Package package = kPackage;
  package.target_directory = directory.path();
  const fs::path top = directory.path() / "prebind";
  const fs::path kept = top / "release/.fingerprint/my-geometry-0123456789abcdef";
  const std::array gone = {top / "release/.fingerprint/my-geo-0123456789abcdef",
                           top / "x86_64-unknown-linux-gnu/debug/.fingerprint/my-geo-1"};
  for (const fs::path& path : {kept, gone[0], gone[1]}) fs::create_directories(path);
  forget_packages(package, {"my-geo"});
  EXPECT_TRUE(fs::exists(kept));
  for (const fs::path& path : gone) EXPECT_FALSE(fs::exists(path)) << path;
}

TEST(BuildLibrary, WithoutASharedLibraryItIsAnError) {
  FakeTool tool(print(artifact("my_geo", R"("cdylib")", R"("/t/my_geo.wasm")")));
  BuildOptions options = kOptions;
  options.linking.target = "wasm32-unknown-unknown";
  const auto failed = build_library(tool.cargo(), present_package(), options);
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().message,
            "cargo built no shared library of `my-geo` for wasm32-unknown-unknown");
  EXPECT_THAT(failed.error().help, HasSubstr("--target"));
}

TEST(BuildLibrary, AFailureNamesThePackageAndTheStatus) {
  FakeTool tool("[ \"$1\" = --version ] && echo 'cargo 1.95.0' && exit; exit 101");
  const auto failed = build_library(tool.cargo(), present_package(), kOptions);
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().message, "cargo could not build `my-geo` (exit status 101)");
  EXPECT_EQ(failed.error().help, "cargo reports the problem above");
}

TEST(BuildLibrary, AnOldCargoIsNamedAsTheReason) {
  FakeTool tool("[ \"$1\" = --version ] && echo 'cargo 1.63.0' && exit; exit 1");
  EXPECT_EQ(build_library(tool.cargo(), present_package(), kOptions).error().help,
            "cargo 1.63.0 is too old: install 1.64 or newer (`prebind doctor` says how)");
}

TEST(BuildLibrary, AnInterruptEndsCargo) {
  std::array<int, 2> ends;
  ASSERT_EQ(::pipe(ends.data()), 0);
  ASSERT_EQ(::write(ends[1], "x", 1), 1);
  FakeTool tool("sleep 30");
  Cargo cargo = tool.cargo();
  cargo.interrupt = ends[0];
  EXPECT_EQ(build_library(cargo, present_package(), kOptions).error().message, "interrupted");
  for (const int end : ends) ::close(end);
}

}  // namespace
}  // namespace prebind::cargo
