#include "cargo/toolchain.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cargo/testing.h"

namespace prebind::cargo {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;

TEST(FindCargo, TheVariableComesFirstThenThePathThenRustupsPlace) {
  const FakeTool named("", "my-cargo"), on_path("");
  const std::string path = on_path.program().parent_path().string();
  EXPECT_EQ(find_cargo(Environment::of({{"CARGO", named.program().string()}, {"PATH", path}})),
            named.program());
  EXPECT_EQ(find_cargo(Environment::of({{"CARGO", ""}, {"PATH", path}})), on_path.program());

  const TemporaryDirectory home;
  fs::create_directories(home.path() / ".cargo" / "bin");
  const fs::path installed = home.path() / ".cargo" / "bin" / "cargo";
  fs::copy_file(on_path.program(), installed);
  EXPECT_EQ(find_cargo(Environment::of({{"HOME", home.path().string()}})), installed);
  EXPECT_EQ(find_cargo(Environment::of(
                {{"HOME", "/nonexistent"}, {"CARGO_HOME", (home.path() / ".cargo").string()}})),
            installed);
}

TEST(FindCargo, SaysHowToGetIt) {
  const auto missing = find_cargo(Environment::of({{"PATH", "/nonexistent"}}));
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().message, "`cargo` is not on PATH, nor where rustup installs it");
  EXPECT_THAT(missing.error().help, HasSubstr("apt-get install cargo"));
  EXPECT_THAT(missing.error().help, HasSubstr("rustup"));

  const auto wrong = find_cargo(Environment::of({{"CARGO", "/nonexistent/cargo"}}));
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().message, "CARGO names `/nonexistent/cargo`, which is not a program");
  EXPECT_THAT(wrong.error().help, HasSubstr("unset it"));

  const auto rustc = find_rustc(Environment::of({}));
  ASSERT_FALSE(rustc);
  EXPECT_THAT(rustc.error().message, HasSubstr("`rustc` is not on PATH"));
  EXPECT_THAT(rustc.error().help, HasSubstr("set RUSTC to the program"));
}

TEST(VersionOf, ReadsWhatTheProgramSays) {
  EXPECT_EQ(version_of(FakeTool("echo 'rustc 1.63.0'").program()), "1.63.0");
  EXPECT_EQ(version_of(FakeTool("echo 'cargo 1.97.0-nightly (abc 2026-03-21)'").program()),
            "1.97.0-nightly");
}

TEST(VersionOf, SaysWhyThereIsNone) {
  const auto broken = version_of(FakeTool("echo 'no default toolchain' >&2; exit 1").program());
  ASSERT_FALSE(broken);
  EXPECT_THAT(broken.error().message,
              HasSubstr("cargo --version` failed with exit status 1: no default toolchain"));
  EXPECT_THAT(broken.error().help, HasSubstr("run that command by hand"));
}

TEST(IsAtLeast, ComparesNumbers) {
  EXPECT_TRUE(is_at_least("1.64.0", 64));
  EXPECT_TRUE(is_at_least("1.100.0-nightly", 64));
  EXPECT_TRUE(is_at_least("2.0", 64));
  EXPECT_FALSE(is_at_least("1.63.9", 64));
  EXPECT_FALSE(is_at_least("1", 64));
  EXPECT_FALSE(is_at_least("", 64));
}

TEST(InstalledTargets, AreThoseWithAStandardLibrary) {
  const TemporaryDirectory sysroot;
  const fs::path root = sysroot.path() / "lib" / "rustlib";
  for (const char* target : {"x86_64-unknown-linux-gnu", "wasm32-unknown-unknown"}) {
    fs::create_directories(root / target / "lib");
    std::ofstream(root / target / "lib" / "libstd.rlib") << "x";
  }
  fs::create_directories(root / "etc");
  fs::create_directories(root / "empty" / "lib");
  const FakeTool rustc("echo '" + sysroot.path().string() + "'", "rustc");
  const auto targets = installed_targets(rustc.program());
  ASSERT_TRUE(targets);
  EXPECT_THAT(*targets, ElementsAre("wasm32-unknown-unknown", "x86_64-unknown-linux-gnu"));
}

}  // namespace
}  // namespace prebind::cargo
