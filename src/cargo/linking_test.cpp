#include "cargo/linking.h"

#include <gmock/gmock.h>

#include <fstream>

#include "util/testing.h"

namespace prebind::cargo {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

constexpr const char* kHost = "x86_64-unknown-linux-gnu";
constexpr const char* kArm = "aarch64-unknown-linux-gnu";

class LinkingTest : public testing::Test {
 protected:
  fs::path program(const std::string& path) const {
    const fs::path file = directory_.path() / path;
    fs::create_directories(file.parent_path());
    std::ofstream(file) << "#!/bin/sh\n";
    fs::permissions(file, fs::perms::owner_all);
    return file;
  }
  fs::path configuration(const std::string& text) const {
    const fs::path file = directory_.path() / "config.toml";
    std::ofstream(file) << text;
    return file;
  }
  /// As `pip install cargo-zigbuild ziglang` leaves them.
  fs::path install_zig() const {
    program("bin/cargo-zigbuild");
    return program("lib/python3.11/site-packages/ziglang/zig");
  }
  Environment environment(std::map<std::string, std::string> variables = {}) const {
    variables.emplace("PATH", (directory_.path() / "bin").string());
    return Environment::of(std::move(variables));
  }
  Result<Linking> linking(const LinkRequest& request,
                          std::map<std::string, std::string> variables = {},
                          const std::vector<fs::path>& files = {}) const {
    return find_linking(environment(std::move(variables)), files, request);
  }

  TemporaryDirectory directory_;
};

TEST_F(LinkingTest, TheOwnMachineNeedsNothing) {
  for (const std::string target : {"", kHost}) {
    const auto found = linking({.target = target, .host = kHost});
    ASSERT_TRUE(found);
    EXPECT_EQ(found->target, target);
    EXPECT_EQ(found->linker, "");
    EXPECT_FALSE(found->zig);
    EXPECT_THAT(found->programs, IsEmpty());
  }
}

TEST_F(LinkingTest, ACompilerForTheTargetGoesBeforeZig) {
  install_zig();
  const fs::path compiler = program("bin/aarch64-linux-gnu-gcc");
  const auto found = linking({.target = kArm, .host = kHost});
  ASSERT_TRUE(found);
  EXPECT_EQ(found->linker, "aarch64-linux-gnu-gcc");
  EXPECT_FALSE(found->zig);
  EXPECT_THAT(found->programs, ElementsAre(compiler));
  Command command = {.program = "/bin/cargo"};
  link_with(*found, command);
  EXPECT_EQ(command.program, "/bin/cargo");
  EXPECT_THAT(command.environment, ElementsAre(Pair("CARGO_TARGET_AARCH64_UNKNOWN_LINUX_GNU_LINKER",
                                                    "aarch64-linux-gnu-gcc")));
}

TEST_F(LinkingTest, WhatIsConfiguredGoesBeforeBoth) {
  install_zig();
  program("bin/aarch64-linux-gnu-gcc");
  const LinkRequest request = {.target = kArm, .host = kHost};
  const auto is_left_alone = [](const Result<Linking>& found) {
    return found && !found->zig && found->linker.empty() && found->target == kArm;
  };
  EXPECT_TRUE(is_left_alone(
      linking(request, {{"CARGO_TARGET_AARCH64_UNKNOWN_LINUX_GNU_LINKER", "own-cc"}})));
  EXPECT_TRUE(is_left_alone(linking(request, {{"RUSTFLAGS", "-C linker=own-cc"}})));
  for (const std::string text :
       {"[target.aarch64-unknown-linux-gnu]\nlinker = \"own-cc\"\n",
        "[target.'cfg(unix)']\nlinker = \"own-cc\"\n",
        "[build]\nrustflags = [\"-C\", \"linker=own-cc\"]\n",
        "[target.aarch64-unknown-linux-gnu]\nrustflags = \"-Clinker=own-cc\"\n"}) {
    EXPECT_TRUE(is_left_alone(linking(request, {}, {configuration(text)}))) << text;
  }
  const auto other = linking(
      request, {}, {configuration("[target.x86_64-unknown-linux-gnu]\nlinker = \"own-cc\"\n")});
  EXPECT_EQ(other.value().linker, "aarch64-linux-gnu-gcc");
}

TEST_F(LinkingTest, ZigWhereThereIsNothingElse) {
  const fs::path zig = install_zig();
  const auto found = linking({.target = kArm, .host = kHost});
  ASSERT_TRUE(found);
  EXPECT_EQ(found->target, "aarch64-unknown-linux-gnu.2.17");
  ASSERT_TRUE(found->zig);
  EXPECT_EQ(found->zig->zig, zig);
  Command command = {.program = "/bin/cargo"};
  link_with(*found, command);
  EXPECT_EQ(command.program, directory_.path() / "bin/cargo-zigbuild");
  EXPECT_EQ(command.environment["CARGO"], "/bin/cargo");
  EXPECT_EQ(command.environment["CARGO_ZIGBUILD_ZIG_PATH"], zig.string());

  EXPECT_EQ(linking({.target = "riscv64gc-unknown-linux-gnu", .host = kHost})->target,
            "riscv64gc-unknown-linux-gnu.2.27");
  EXPECT_EQ(linking({.target = "x86_64-unknown-linux-musl", .host = kHost})->target,
            "x86_64-unknown-linux-musl");
  const fs::path own = program("bin/zig");
  EXPECT_EQ(linking({.target = kArm, .host = kHost})->zig->zig, own);
  const fs::path named = program("elsewhere/zig");
  EXPECT_EQ(
      linking({.target = kArm, .host = kHost}, {{"CARGO_ZIGBUILD_ZIG_PATH", named}})->zig->zig,
      named);
}

TEST_F(LinkingTest, MuslIsSharedBesideTheFlagsThatAreThere) {
  program("bin/musl-gcc");
  const LinkRequest request = {.target = "x86_64-unknown-linux-musl", .host = kHost};
  const auto command_of = [&](std::map<std::string, std::string> variables, const char* file) {
    Command command = {.program = "/bin/cargo"};
    link_with(*linking(request, std::move(variables), {configuration(file)}), command);
    return command;
  };
  const std::string list = ".rustflags=[\"-C\", \"target-feature=-crt-static\"]";
  const std::string own = "target.x86_64-unknown-linux-musl" + list;
  const char* const other = "[target.x86_64-unknown-linux-gnu]\nrustflags = [\"-O\"]\n";
  EXPECT_THAT(command_of({}, "").arguments, ElementsAre("--config", "build" + list));
  EXPECT_THAT(command_of({}, other).arguments, ElementsAre("--config", "build" + list));
  for (const char* file : {"[target.x86_64-unknown-linux-musl]\nrustflags = [\"-O\"]\n",
                           "[target.'cfg(unix)']\nrustflags = [\"-O\"]\n"}) {
    EXPECT_THAT(command_of({}, file).arguments, ElementsAre("--config", own)) << file;
  }
  EXPECT_THAT(
      command_of({{"CARGO_TARGET_X86_64_UNKNOWN_LINUX_MUSL_RUSTFLAGS", "-O"}}, "").arguments,
      ElementsAre("--config", own));

  const Command plain = command_of({{"RUSTFLAGS", "-O"}}, "");
  EXPECT_THAT(plain.arguments, IsEmpty());
  EXPECT_EQ(plain.environment.at("RUSTFLAGS"), "-O -Ctarget-feature=-crt-static");
  const Command encoded = command_of({{"CARGO_ENCODED_RUSTFLAGS", "-O"}, {"RUSTFLAGS", "-g"}}, "");
  EXPECT_EQ(encoded.environment.at("CARGO_ENCODED_RUSTFLAGS"),
            "-O\x1f-Ctarget-feature=-crt-static");
  EXPECT_EQ(
      command_of({{"CARGO_ENCODED_RUSTFLAGS", ""}}, "").environment.at("CARGO_ENCODED_RUSTFLAGS"),
      "-Ctarget-feature=-crt-static");
  // A machine that has musl itself.
  EXPECT_FALSE(linking({.host = "x86_64-unknown-linux-musl"})->arguments.empty());
}

TEST_F(LinkingTest, AnOldGlibc) {
  install_zig();
  const auto found = linking({.host = kHost, .glibc = "2.17"});
  ASSERT_TRUE(found);
  EXPECT_EQ(found->target, "x86_64-unknown-linux-gnu.2.17");
  EXPECT_EQ(linking({.target = kArm, .host = kHost, .glibc = "2.28"})->target,
            "aarch64-unknown-linux-gnu.2.28");
  for (const std::string version : {"2.16", "2", "3.1", "2.017", "2.17.1", "2.1x", "2.-7", "new"}) {
    const auto wrong = linking({.host = kHost, .glibc = version});
    ASSERT_FALSE(wrong) << version;
    EXPECT_EQ(wrong.error().message, "`--glibc " + version + "` is not known");
    EXPECT_EQ(wrong.error().help, "name 2.17 or a newer version, as `--glibc 2.17`");
  }
  const auto windows = linking({.target = "x86_64-pc-windows-gnu", .host = kHost, .glibc = "2.17"});
  ASSERT_FALSE(windows);
  EXPECT_EQ(windows.error().message,
            "`--glibc` does not apply to `x86_64-pc-windows-gnu`, which has no glibc");
}

TEST_F(LinkingTest, WhatIsMissingAndHowToGetIt) {
  const auto missing = [&](const char* target, const char* glibc = "") {
    const auto found = linking({.target = target, .host = kHost, .glibc = glibc});
    return found ? "" : found.error().message + "; " + found.error().help;
  };
  const std::string zig = "install zig: `pip install cargo-zigbuild ziglang`";
  EXPECT_EQ(missing("", "2.17"),
            "`--glibc 2.17` needs `cargo-zigbuild` and `zig`, which are not here; " + zig);
  EXPECT_EQ(missing(kArm),
            "no linker for `aarch64-unknown-linux-gnu`: there is neither `aarch64-linux-gnu-gcc` "
            "nor zig; `apt-get install gcc-aarch64-linux-gnu`, or " +
                zig);
  EXPECT_EQ(missing("x86_64-pc-windows-gnu"),
            "no linker for `x86_64-pc-windows-gnu`: there is neither `x86_64-w64-mingw32-gcc` nor "
            "zig; `apt-get install gcc-mingw-w64-x86-64`, or " +
                zig);
  EXPECT_EQ(missing("aarch64-apple-darwin"),
            "nothing here links for `aarch64-apple-darwin`; build on macOS, or name one in cargo's "
            "configuration (`target.aarch64-apple-darwin.linker`)");
  EXPECT_EQ(missing("x86_64-pc-windows-msvc"),
            "nothing here links for `x86_64-pc-windows-msvc`; build for `x86_64-pc-windows-gnu`, "
            "which Julia loads as well, or name one in cargo's configuration "
            "(`target.x86_64-pc-windows-msvc.linker`)");
  EXPECT_EQ(missing("x86_64-unknown-freebsd"), "");
  EXPECT_EQ(missing("i686-unknown-linux-gnu"), "");
  EXPECT_EQ(missing("s390x-unknown-linux-gnu"),
            "no linker for `s390x-unknown-linux-gnu`: there is no zig; " + zig);
  // One of both is as good as none.
  program("bin/cargo-zigbuild");
  EXPECT_NE(missing("", "2.17"), "");
}

TEST_F(LinkingTest, TheStandardLibraryThatCargoBuilds) {
  EXPECT_FALSE(builds_standard_library(environment(), {}));
  EXPECT_TRUE(builds_standard_library(environment({{"CARGO_UNSTABLE_BUILD_STD", "std"}}), {}));
  EXPECT_TRUE(builds_standard_library(environment(),
                                      {configuration("[unstable]\nbuild-std = [\"std\"]\n")}));
}

}  // namespace
}  // namespace prebind::cargo
