#include "engine/build/block.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "util/file.h"
#include "util/testing.h"

namespace prebind::engine {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

constexpr const char* kSource = "#[julia]\npub fn one() -> i32 { 1 }\n";

TEST(Block, WithoutAManifest) {
  const auto block = parse_block(kSource);
  ASSERT_TRUE(block);
  EXPECT_EQ(block->manifest, "");
  EXPECT_EQ(block->source, kSource);
}

TEST(Block, LinesKeepTheirNumbers) {
  const auto block =
      parse_block("\n---cargo  \n[dependencies]\nregex = \"1\"\n---\nuse regex::Regex;\n");
  ASSERT_TRUE(block);
  EXPECT_EQ(block->manifest, "[dependencies]\nregex = \"1\"\n");
  EXPECT_EQ(block->source, "\n\n\n\n\nuse regex::Regex;\n");
}

TEST(Block, MoreHyphensHoldFewer) {
  const auto block = parse_block("-----\ntext = '''\n---\n'''\n-----\nfn f() {}");
  ASSERT_TRUE(block);
  EXPECT_EQ(block->manifest, "text = '''\n---\n'''\n");
  EXPECT_EQ(block->source, "\n\n\n\n\nfn f() {}\n");
}

TEST(Block, HyphensFurtherDownAreRust) {
  const auto block = parse_block("fn f() -> i32 {\n---1\n}\n");
  ASSERT_TRUE(block);
  EXPECT_EQ(block->manifest, "");
}

TEST(Block, WhatIsWrongWithTheHyphens) {
  EXPECT_EQ(parse_block("\n---\n[dependencies]\nfn f() {}").error(),
            (Error{"the manifest at the start of the block has no end", "src/lib.rs:2:1",
                   "write a line `---` after it"}));
  EXPECT_EQ(parse_block("---toml\n---\n").error(),
            (Error{"`toml` after the hyphens is not understood", "src/lib.rs:1:4",
                   "cargo's manifest is between them: write `---` or `---cargo`"}));
  EXPECT_EQ(parse_block("---\n--- fn f() {}\n").error(),
            (Error{"something follows the hyphens that end the manifest", "src/lib.rs:2:4",
                   "put it on a new line"}));
}

TEST(Block, DependenciesInCommentsAreRemarkedOn) {
  const std::string help =
      "begin the block with these lines:\n\n---\n[dependencies]\nregex = \"1\"\n---";
  const auto remark = [&](const std::string& form, int line) {
    return Error{
        "`" + form + "` is an ordinary comment here, so the block gets no dependency from it",
        "src/lib.rs:" + std::to_string(line) + ":1", help};
  };
  const auto remarks = [](const char* text) { return remarks_on(*parse_block(text)); };
  EXPECT_EQ(remarks("\n  // cargo-deps: regex=\"1\"\nfn f() {}\n"),
            (std::vector{remark("// cargo-deps:", 2)}));
  EXPECT_EQ(remarks("---\n[dependencies]\n---\n//! cargo: regex\n//! ```cargo\n//! ```\n"),
            (std::vector{remark("//! cargo:", 4), remark("//! ```cargo", 5)}));
  EXPECT_TRUE(
      remarks("// cargo deps\n/// cargo-deps: no\nconst S: &str = \"// cargo-deps:\";\n").empty());
}

BlockPackage package(const char* manifest, const char* source = kSource) {
  return package_of({manifest, source}, "/here", "/opt/pre\"bind");
}

TEST(BlockPackage, HasAllThatCargoWants) {
  const BlockPackage made = package("");
  EXPECT_THAT(made.name, testing::MatchesRegex("rust_[0-9a-f]{12}"));
  EXPECT_EQ(made.manifest, "[package]\nname = \"" + made.name +
                               "\"\nversion = \"0.0.0\"\nedition = \"2021\"\n\n\n"
                               "[dependencies.prebind]\npath = \"/opt/pre\\\"bind\"\n\n"
                               "[workspace]\n");
  EXPECT_EQ(made.library, std::string(kSource) +
                              "\n#[allow(unused_imports)]\n#[macro_use]\nextern crate prebind;\n");
  EXPECT_THAT(made.lock, HasSubstr("name = \"" + made.name + "\"\nversion = \"0.0.0\"\n"));
  EXPECT_EQ(package("[dependencies]\nregex = \"1\"\n").lock, "") << "cargo knows";
}

TEST(BlockPackage, ItsNameIsThatOfTheText) {
  EXPECT_EQ(package("").name, package("").name);
  EXPECT_NE(package("").name, package("", "fn f() {}").name);
  EXPECT_NE(package("").name, package("[dependencies]\n").name);
}

TEST(BlockPackage, WhatThePackageSaysItselfStays) {
  const BlockPackage made =
      package("[package]  # of mine\nedition = \"2018\"\n[dependencies]\nname = \"1\"\n");
  EXPECT_THAT(made.manifest, StartsWith("[package]  # of mine\nname = \"" + made.name +
                                        "\"\nversion = \"0.0.0\"\n\nedition = \"2018\"\n"));
}

TEST(BlockPackage, RelativePathsAreFromTheBlocksFolder) {
  const BlockPackage made = package(
      "[dependencies]\na = { path = \"../a\" }\nb = {version=\"1\",path='/b'}\nxpath = \"1\"\n");
  EXPECT_THAT(made.manifest, HasSubstr("a = { path = \"/a\" }\n"));
  EXPECT_THAT(made.manifest, HasSubstr("b = {version=\"1\",path='/b'}\n"));
  EXPECT_THAT(made.manifest, HasSubstr("xpath = \"1\"\n"));
  const BlockPackage table = package("[dependencies.a]\npath = \"a\"\n");
  EXPECT_THAT(table.manifest, HasSubstr("[dependencies.a]\npath = \"/here/a\"\n"));
  EXPECT_THAT(table.manifest, Not(HasSubstr("path = \"a\"")));
}

TEST(BlockPackage, PathsAreTextsOfTomlWhateverIsInThem) {
  const auto manifest = [](const char* text, const char* folder) {
    return package_of({text, kSource}, folder, "/opt/\"\n]").manifest;
  };
  const char* const folder = "/a\"\n[bin]\x1b";
  EXPECT_THAT(manifest("", "/"), HasSubstr("path = \"/opt/\\\"\\n]\"\n"));
  EXPECT_THAT(manifest("a.path = 'b'\n", folder),
              HasSubstr("a.path = \"/a\\\"\\n[bin]\\u001b/b\"\n"));
  EXPECT_THAT(manifest("a.path='it\"s'\n", "/f"), HasSubstr("a.path=\"/f/it\\\"s\"\n"));
  EXPECT_THAT(manifest("a.path = \"\\u00e9\\\"\"\n", "/f"),
              HasSubstr("a.path = \"/f/\\u00e9\\\"\"\n"));
  for (const char* odd :
       {"path = \"", "path = 'a\n'", "path", "path =", "path = \"\\", "path = \"\""}) {
    EXPECT_THAT(manifest(odd, "/f"), HasSubstr(odd));
  }
  const std::string deep(1'000'000, 'x');
  EXPECT_THAT(manifest(("a.path = '" + deep + "'").c_str(), "/f"), HasSubstr("/f/" + deep));
}

TEST(WriteBlock, WritesAPackageOnce) {
  const TemporaryDirectory directory;
  ASSERT_TRUE(make_directories(directory.path() / "build/bin"));
  const auto crate = directory.path() / "rust/prebind";
  ASSERT_TRUE(make_directories(crate));
  ASSERT_TRUE(write_file_atomically(crate / "Cargo.toml", ""));
  Context context = {
      .environment = Environment::of({{"PREBIND_CACHE_DIR", directory.path() / "cache"}}),
      .program = directory.path() / "build/bin/prebind"};
  std::vector<std::string> said;
  context.on_message = [&](std::string_view line) { said.emplace_back(line); };
  ASSERT_TRUE(write_block(context, "// cargo-deps: regex\n", "/here"));
  ASSERT_FALSE(said.empty());
  EXPECT_THAT(said[0], StartsWith("warning: `// cargo-deps:` is an ordinary comment"));
  const auto written = write_block(context, kSource, "/here");
  ASSERT_TRUE(written) << written.error().message;
  EXPECT_EQ(written->parent_path(), directory.path() / "cache/blocks");
  const auto library = *written / "src/lib.rs";
  EXPECT_THAT(*read_file(library), StartsWith(kSource));
  EXPECT_THAT(*read_file(*written / "Cargo.toml"), HasSubstr(crate.string()));
  const auto time = std::filesystem::last_write_time(library);
  ASSERT_TRUE(write_file_atomically(*written / "Cargo.lock", "cargo's own"));
  EXPECT_EQ(*write_block(context, kSource, "/elsewhere"), *written);
  EXPECT_EQ(std::filesystem::last_write_time(library), time);
  EXPECT_EQ(*read_file(*written / "Cargo.lock"), "cargo's own");
}

TEST(WriteBlock, WithoutThePlacesItNeeds) {
  const TemporaryDirectory directory;
  Context context = {.environment = Environment::of({}),
                     .program = directory.path() / "build/bin/prebind"};
  EXPECT_EQ(
      write_block(context, kSource, "/here").error(),
      (Error{"the crate `prebind`, which has the macros, was not found", context.program.string(),
             "install Prebind as a whole; `prebind doctor` looks for it"}));
  ASSERT_TRUE(make_directories(directory.path() / "build/bin"));
  ASSERT_TRUE(make_directories(directory.path() / "rust/prebind"));
  ASSERT_TRUE(write_file_atomically(directory.path() / "rust/prebind/Cargo.toml", ""));
  EXPECT_EQ(write_block(context, kSource, "/here").error(),
            (Error{"no folder is known for the packages of Rust blocks", "",
                   "set PREBIND_CACHE_DIR, XDG_CACHE_HOME or HOME"}));
}

}  // namespace
}  // namespace prebind::engine
