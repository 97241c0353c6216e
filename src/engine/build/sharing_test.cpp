#include "engine/build/sharing.h"

#include <unistd.h>

#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>

#include "util/testing.h"

namespace prebind::engine {
namespace {

namespace fs = std::filesystem;

class SharingTest : public testing::Test {
 protected:
  SharingTest() { fs::create_directories(out); }

  std::string reason() const { return what_ties_to_machine(built, environment, {configuration}); }
  void script_says(const std::string& text) {
    std::ofstream(out.parent_path() / "output") << text;
    built.scripts = {{.package = directory.path(),
                      .out_directory = out,
                      .id = {.name = "far", .version = "1.0.0", .source = ""}}};
  }

  TemporaryDirectory directory;
  const fs::path out = directory.path() / "build/far/out";
  const fs::path configuration = directory.path() / "config.toml";
  // Of the C library: it needs the loader at most.
  cargo::Built built = {.library = "/lib/x86_64-linux-gnu/libm.so.6"};
  Environment environment = Environment::of({});
};

TEST_F(SharingTest, NothingTiesAnOrdinaryLibrary) {
  EXPECT_EQ(reason(), "");
  script_says("cargo:rustc-cfg=x\ncargo:rustc-link-lib=dl\ncargo:rerun-if-changed=build.rs\n");
  EXPECT_EQ(reason(), "");
}

TEST_F(SharingTest, CodeForThisProcessor) {
  for (const char* flags : {"-C target-cpu=native", "-Ctarget-cpu=native", "-O2 -march=native"}) {
    environment = Environment::of({{"RUSTFLAGS", flags}});
    EXPECT_EQ(reason(), "RUSTFLAGS asks for code for this processor");
  }
  environment = Environment::of({{"RUSTFLAGS", "-L native=/x"}, {"UNRELATED", "cpu=native"}});
  EXPECT_EQ(reason(), "");
  std::ofstream(configuration) << "[build]\nrustflags = ['-C', 'target-cpu=native']\n";
  EXPECT_EQ(reason(), "`" + configuration.string() + "` asks for code for this processor");
}

TEST_F(SharingTest, LibrariesOfTheSystem) {
  for (const char* line : {"cargo:rustc-link-lib=z", "cargo:rustc-link-lib=static=z",
                           "cargo::rustc-link-lib=dylib=z", "cargo:rustc-link-lib=z:z-ng"}) {
    script_says(std::string(line) + "\ncargo:rustc-link-search=native=/usr/lib\n");
    EXPECT_EQ(reason(), "the build script of `far` links the system's `z`") << line;
  }
  // What it built itself.
  std::ofstream(out / "libz.a") << "";
  script_says("cargo:rustc-link-lib=static=z\ncargo:rustc-link-search=native=" + out.string() +
              "\n");
  EXPECT_EQ(reason(), "");
  script_says("cargo:rustc-link-arg=-Wl,-rpath,/x\n");
  EXPECT_EQ(reason(), "the build script of `far` has words for the linker");
  script_says("");
  fs::remove(out.parent_path() / "output");
  EXPECT_EQ(reason(), "cargo left no output of the build script of `far`");
}

TEST_F(SharingTest, WhatTheLoaderHasToFind) {
  // It needs more than the C library: the tests' own program.
  built.library = fs::read_symlink("/proc/self/exe");
  // Under a sanitizer, the first is that of the sanitizer.
  EXPECT_THAT(reason(), testing::MatchesRegex("it needs `lib(stdc\\+\\+|asan|tsan)\\.so\\.[0-9]`"));
  built.library = directory.path() / "none";
  EXPECT_NE(reason(), "");
}

}  // namespace
}  // namespace prebind::engine
