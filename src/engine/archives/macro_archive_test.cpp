#include "engine/archives/macro_archive.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "util/file.h"
#include "util/testing.h"

namespace prebind::engine {
namespace {

namespace fs = std::filesystem;
using expand::ArchiveRequest;
using expand::kAttributePlace;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const expand::CrateName kCrate = {"pack", "1.0.0"};

class MacroArchiveTest : public testing::Test {
 protected:
  ArchiveRequest request() const {
    return {.name = "one",
            .text = ".globl one\none: mov $1, %eax\nret\n",
            .directory = (directory_.path() / "archives" / "x86_64-linux").string(),
            .keep = true,
            .own_directory = (directory_.path() / "own").string(),
            .literals = {0, 11, 30}};
  }

  std::vector<expand::Diagnostic> make(const ArchiveRequest& request) {
    return make_macro_archive(context_, assembler_, kCrate, request);
  }

  TemporaryDirectory directory_;
  std::vector<std::string> messages_;
  Context context_ = {
      .environment = Environment::of({}),
      .program = {},
      .on_message = [this](std::string_view line) { messages_.emplace_back(line); }};
  store::Store store_{{.root = directory_.path() / "cache"}};
  StoredAssembler assembler_{context_, store_};
};

TEST_F(MacroArchiveTest, IsWrittenForThePackageAndForTheLinker) {
  EXPECT_THAT(make(request()), IsEmpty());
  for (const fs::path& folder :
       {directory_.path() / "archives" / "x86_64-linux", directory_.path() / "own"}) {
    EXPECT_EQ(read_file(folder / "one.s"), request().text);
    EXPECT_THAT(read_file(folder / "libpack.1.0.0.one.a").value_or(""),
                testing::StartsWith("!<arch>\n"));
  }
}

TEST_F(MacroArchiveTest, IsNotKeptIfItIsForOneBuild) {
  ArchiveRequest once = request();
  once.keep = false;
  EXPECT_THAT(make(once), IsEmpty());
  EXPECT_FALSE(fs::exists(directory_.path() / "archives"));
  EXPECT_TRUE(fs::exists(directory_.path() / "own" / "one.s"));
}

TEST_F(MacroArchiveTest, ErrorsAreAtTheirLiterals) {
  ArchiveRequest wrong = request();
  wrong.text = ".globl one\none: mov $1, %eaxx\nreet\n";
  wrong.literals = {0, 11, 30};
  const auto found = make(wrong);
  ASSERT_THAT(found, SizeIs(2));
  EXPECT_EQ(found[0].range, (expand::TokenRange{1, 1}));
  EXPECT_EQ(found[0].message,
            "invalid register name (line 2, column 14 of archive `one` for `x86_64-linux`)\n"
            "one: mov $1, %eaxx\n"
            "             ^^^^^");
  EXPECT_EQ(found[1].range, (expand::TokenRange{2, 2}));
  EXPECT_FALSE(fs::exists(directory_.path() / "own"));
}

TEST_F(MacroArchiveTest, PlacesOfALineGoToTheLiteralThatHasThem) {
  // One line of three literals, then a line without one of its own.
  const ArchiveRequest line = {.name = "n",
                               .text = "aabbcc\n\nd\n",
                               .directory = {},
                               .own_directory = {},
                               .literals = {0, 2, 4, 8}};
  const auto place = [&](std::uint32_t row, std::uint32_t column) {
    const auto found = at_literals(
        line, "wasm32", {{.message = "m", .line = row, .column = column, .source = "aabbcc"}});
    return found.at(0).range.first;
  };
  EXPECT_EQ(place(1, 1), 0U);
  EXPECT_EQ(place(1, 3), 1U);
  EXPECT_EQ(place(1, 6), 2U);
  EXPECT_EQ(place(2, 1), 2U);
  EXPECT_EQ(place(3, 1), 3U);
  EXPECT_EQ(place(0, 1), kAttributePlace);
  EXPECT_EQ(place(99, 1), 3U);
}

TEST_F(MacroArchiveTest, NotesGoWithTheirErrorAndWarningsAreNoErrors) {
  const auto found =
      at_literals(request(), "wasm32",
                  {{.severity = assembler::Severity::note, .message = "of nothing"},
                   {.severity = assembler::Severity::warning, .message = "warned"},
                   {.message = "wrong", .line = 0, .help = "mend it"},
                   {.severity = assembler::Severity::note, .message = "look there", .line = 0}});
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].message,
            "wrong (in archive `one` for `wasm32`)\nnote: look there (in archive `one` for "
            "`wasm32`)");
  EXPECT_EQ(found[0].help, "mend it");
}

TEST_F(MacroArchiveTest, AnUnknownVariantIsAnError) {
  ArchiveRequest wrong = request();
  wrong.directory = "/archives/z80";
  const auto found = make(wrong);
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].range.first, kAttributePlace);
  EXPECT_THAT(found[0].message, HasSubstr("archive `one`: unknown machine `z80`"));
  EXPECT_THAT(found[0].help, HasSubstr("the machines are"));
}

TEST_F(MacroArchiveTest, WhatCannotBeWrittenIsAnError) {
  ASSERT_TRUE(write_file_atomically(directory_.path() / "own", "a file"));
  const auto found = make(request());
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_THAT(found[0].message, HasSubstr("archive `one`: cannot"));
  EXPECT_NE(found[0].help, "");
}

TEST_F(MacroArchiveTest, IsAssembledForVariantsToFindErrors) {
  context_.environment = Environment::of(
      {{kGatherVariable, "/nowhere"}, {kVariantsVariable, "x86_64-linux\nx86_64-windows"}});
  ArchiveRequest both = request();
  EXPECT_THAT(make(both), IsEmpty());
  both.text = ".type one, @function\n";
  both.literals = {0};
  const auto found = make(both);
  ASSERT_THAT(found, SizeIs(1)) << "the second variant has no types";
  EXPECT_THAT(found[0].message, HasSubstr("of archive `one` for `x86_64-windows`)"));
  EXPECT_FALSE(fs::exists(directory_.path() / "own")) << "nothing is written";
  EXPECT_FALSE(fs::exists(directory_.path() / "archives"));

  both.keep = false;
  both.text = request().text;
  EXPECT_THAT(make(both), IsEmpty());
  EXPECT_TRUE(fs::exists(directory_.path() / "own" / "one.s"))
      << "of a dependency whose archive is missing, for this build";

  context_.environment =
      Environment::of({{kGatherVariable, "/nowhere"}, {kVariantsVariable, "z80"}});
  EXPECT_THAT(make(request()).at(0).message, HasSubstr("unknown machine `z80`"));
}

}  // namespace
}  // namespace prebind::engine
