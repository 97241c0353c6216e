#include "engine/packages/scaffold.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <unistd.h>

#include <fstream>

#include "cargo/testing.h"
#include "util/file.h"

namespace prebind::engine {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class Scaffolding : public testing::Test {
 protected:
  void SetUp() override {
    root = fs::temp_directory_path() / ("prebind-scaffold-" + std::to_string(::getpid()));
    fs::create_directories(root / "share/prebind/rust/prebind/src");
    fs::create_directories(root / "bin");
    std::ofstream(root / "bin/prebind");
    std::ofstream(root / "share/prebind/rust/prebind/Cargo.toml") << "[package]";
    for (const char* name : {"README.md", "LICENSE-APACHE", "LICENSE-MIT"}) {
      std::ofstream(root / "share/prebind/rust/prebind" / name) << name;
    }
    std::ofstream(root / "share/prebind/rust/prebind/src/lib.rs") << "// macros";
    context.program = root / "bin/prebind";
  }
  void TearDown() override { fs::remove_all(root); }

  std::string crate_of(const std::string& name) {
    const auto made = new_package(context, {.name = name, .directory = root / name}, undo);
    return made ? made->crate.filename().string() : made.error().message;
  }

  fs::path root;
  Undo undo;
  Context context = {.environment = Environment::of({}), .program = {}};
};

TEST_F(Scaffolding, NamesTheCrateAsRustWould) {
  EXPECT_EQ(crate_of("TextKit"), "text_kit");
  EXPECT_EQ(crate_of("HTTPServer2"), "http_server2");
  EXPECT_EQ(crate_of("a_b"), "a_b");
  EXPECT_EQ(crate_of("Match"), "match_rs");
  EXPECT_EQ(crate_of("Prebind"), "prebind_rs");
}

TEST_F(Scaffolding, RefusesNamesThatJuliaWouldRefuse) {
  for (const std::string name : {"", ".jl", "2D", "a-b", "größe", "a b", "../up"}) {
    const auto made = new_package(context, {.name = name, .directory = root / "x"}, undo);
    ASSERT_FALSE(made) << name;
    EXPECT_EQ(made.error().message, "`" + name + "` cannot be the name of a Julia package");
    EXPECT_THAT(made.error().help, HasSubstr("ASCII letters"));
  }
  EXPECT_FALSE(fs::exists(root / "x"));
}

TEST_F(Scaffolding, TakesAnEmptyFolderAndNoOther) {
  fs::create_directories(root / "empty");
  ASSERT_TRUE(new_package(context, {.name = "Empty", .directory = root / "empty"}, undo));
  EXPECT_EQ(read_file(root / "empty/deps/prebind/src/lib.rs"), "// macros");
  EXPECT_EQ(read_file(root / "empty/deps/prebind/LICENSE-MIT"), "LICENSE-MIT");
  EXPECT_EQ(read_file(root / "empty/deps/prebind/LICENSE-APACHE"), "LICENSE-APACHE");
  const auto again = new_package(context, {.name = "Empty", .directory = root / "empty"}, undo);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().message, "`" + (root / "empty").string() + "` already exists");
}

TEST_F(Scaffolding, ACrateThatCargoCannotAddToIsPutBack) {
  const fs::path crate = root / "crate";
  fs::create_directories(crate / "src");
  std::ofstream(crate / "Cargo.toml") << "[package]";
  std::ofstream(crate / "src/lib.rs") << "// mine";
  std::ofstream(root / "metadata") << fmt::format(
      R"({{"packages":[{{"name":"crate","version":"0.1.0","manifest_path":"{0}/Cargo.toml",)"
      R"("dependencies":[],"targets":[{{"name":"crate","kind":["lib"],"src_path":"{0}/src/lib.rs"}}]}}],)"
      R"("workspace_root":"{0}","target_directory":"{0}/target"}})",
      crate.string());
  const cargo::FakeTool cargo(
      fmt::format("[ $1 = add ] || exec cat {0}/metadata\necho half >{0}/crate/Cargo.toml\n"
                  "echo lock >{0}/crate/Cargo.lock\necho 'error: no room' >&2; exit 1",
                  root.string()));
  context.environment = Environment::of({{"CARGO", cargo.program().string()}});
  const auto made =
      add_package(context, crate, {.name = "Crate", .directory = root / "Crate.jl"}, undo);
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error(), (Error{"`cargo add` failed (exit status 1): error: no room",
                                 (crate / "Cargo.toml").string(),
                                 "repair what cargo says, then run this again"}));
  EXPECT_TRUE(undo.restore().empty());
  EXPECT_EQ(read_file(crate / "Cargo.toml"), "[package]");
  EXPECT_EQ(read_file(crate / "src/lib.rs"), "// mine");
  EXPECT_FALSE(fs::exists(crate / "Cargo.lock"));
  EXPECT_FALSE(fs::exists(root / "Crate.jl"));
}

TEST_F(Scaffolding, NeedsTheMacroCrate) {
  fs::remove_all(root / "share");
  const auto made = new_package(context, {.name = "TextKit", .directory = root / "text"}, undo);
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().message, "the Rust crate `prebind` is not beside the program");
  EXPECT_EQ(made.error().help, "install Prebind again: `make install`");
  EXPECT_FALSE(fs::exists(root / "text"));
}

}  // namespace
}  // namespace prebind::engine
