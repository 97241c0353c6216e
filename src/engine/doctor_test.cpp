#include "engine/doctor.h"

#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "util/testing.h"

namespace prebind::engine {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

/// A machine whose PATH is one folder of scripts.
class DoctorTest : public testing::Test {
 protected:
  void SetUp() override {
    fs::create_directories(bin());
    fs::create_directories(directory_.path() / "lib/rustlib/x86_64-unknown-linux-gnu/lib/std");
    install("cargo", "echo 'cargo 1.65.0'");
    install("rustc",
            "[ $1 = --print ] && echo '" + directory_.path().string() + "' || echo 'rustc 1.63.0'");
    install("cc", "");
    install("julia", "echo 'julia version 1.5.3'");
  }

  fs::path bin() const { return directory_.path() / "bin"; }
  void install(const std::string& name, const std::string& script) {
    std::ofstream(bin() / name) << "#!/bin/sh\n" << script << "\n";
    fs::permissions(bin() / name, fs::perms::owner_all);
  }
  void remove(const char* name) { fs::remove(bin() / name); }

  Diagnosis diagnose() const {
    return engine::diagnose({.environment = Environment::of({{"PATH", bin().string()}}),
                             .program = directory_.path() / "elsewhere" / "bin" / "prebind"});
  }
  static Finding finding(const Diagnosis& diagnosis, std::string_view name) {
    for (const Finding& finding : diagnosis.findings) {
      if (finding.name == name) return finding;
    }
    return {};
  }

  TemporaryDirectory directory_;
};

TEST_F(DoctorTest, AWholeMachine) {
  const Diagnosis diagnosis = diagnose();
  EXPECT_TRUE(diagnosis.can_build());
  EXPECT_THAT(finding(diagnosis, "prebind").version, HasSubstr("(LLVM "));
  EXPECT_EQ(finding(diagnosis, "cargo").version, "1.65.0");
  EXPECT_EQ(finding(diagnosis, "cargo").path, bin() / "cargo");
  EXPECT_EQ(finding(diagnosis, "rustc").version, "1.63.0");
  EXPECT_EQ(finding(diagnosis, "targets").version, "x86_64-unknown-linux-gnu");
  EXPECT_EQ(finding(diagnosis, "julia").version, "1.5.3");
}

TEST_F(DoctorTest, WithoutCargoRustcOrLinkerNothingCanBeBuilt) {
  for (const auto& [name, tool, help] : {std::tuple{"cargo", "cargo", "apt-get install cargo"},
                                         std::tuple{"rustc", "rustc", "rustup"},
                                         std::tuple{"linker", "cc", "apt-get install gcc"}}) {
    fs::rename(bin() / tool, directory_.path() / tool);
    const Diagnosis diagnosis = diagnose();
    EXPECT_FALSE(diagnosis.can_build()) << name;
    EXPECT_FALSE(finding(diagnosis, name).found);
    EXPECT_THAT(finding(diagnosis, name).problem, HasSubstr("not on PATH"));
    EXPECT_THAT(finding(diagnosis, name).help, HasSubstr(help));
    fs::rename(directory_.path() / tool, bin() / tool);
  }
}

TEST_F(DoctorTest, WithoutRustcItsTargetsAreNotKnown) {
  remove("rustc");
  EXPECT_EQ(finding(diagnose(), "targets").problem, "rustc was not found");
  EXPECT_THAT(finding(diagnose(), "targets").help, HasSubstr("apt-get install libstd-rust-dev"));
}

TEST_F(DoctorTest, WhatIsTooOldIsNamed) {
  install("cargo", "echo 'cargo 1.63.0'");
  const Diagnosis diagnosis = diagnose();
  EXPECT_FALSE(diagnosis.can_build());
  EXPECT_EQ(finding(diagnosis, "cargo").problem, "older than 1.64, the oldest supported version");
  EXPECT_THAT(finding(diagnosis, "cargo").help, HasSubstr("rustup update"));
}

TEST_F(DoctorTest, WhatDoesNotRunIsNamed) {
  install("rustc", "echo 'no default toolchain' >&2; exit 1");
  install("julia", "exit 1");
  const Diagnosis diagnosis = diagnose();
  EXPECT_FALSE(diagnosis.can_build());
  EXPECT_THAT(finding(diagnosis, "rustc").problem, HasSubstr("no default toolchain"));
  EXPECT_FALSE(finding(diagnosis, "targets").found);
  EXPECT_THAT(finding(diagnosis, "julia").problem, HasSubstr("julia --version` fails"));
  EXPECT_EQ(finding(diagnosis, "julia").help,
            "run that command by hand, and repair the installation of Julia");
}

TEST_F(DoctorTest, JuliaAndTheMacroCrateAreNotNeededToBuild) {
  remove("julia");
  const Diagnosis diagnosis = diagnose();
  EXPECT_TRUE(diagnosis.can_build());
  EXPECT_FALSE(finding(diagnosis, "julia").found);
  EXPECT_THAT(finding(diagnosis, "julia").help, HasSubstr("julialang.org"));
  EXPECT_FALSE(finding(diagnosis, "macros").found);
  EXPECT_THAT(finding(diagnosis, "macros").help, HasSubstr("make install"));
}

TEST_F(DoctorTest, ARustcWithoutTargets) {
  fs::remove_all(directory_.path() / "lib/rustlib/x86_64-unknown-linux-gnu");
  const Diagnosis diagnosis = diagnose();
  EXPECT_EQ(finding(diagnosis, "targets").problem, "rustc has no standard library for any target");
  EXPECT_THAT(finding(diagnosis, "targets").help, HasSubstr("rustup target add"));
}

}  // namespace
}  // namespace prebind::engine
