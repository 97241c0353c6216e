#include "engine/archives/gathered_archives.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "expand/wire.h"
#include "util/bytes.h"
#include "util/testing.h"

namespace prebind::engine {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::string framed(std::string_view payload) {
  std::string bytes;
  append_text(bytes, payload);
  return bytes;
}

std::string greeting(std::string_view package = "pack", std::string_view version = "1.0.0") {
  return framed(expand::encode_hello(
      {.crate = "pack", .package = std::string(package), .package_version = std::string(version)}));
}

std::string request(std::string_view name, std::string_view text) {
  return framed(expand::encode_archive_request({.name = std::string(name),
                                                .text = std::string(text),
                                                .directory = "/d",
                                                .keep = true,
                                                .own_directory = "/o",
                                                .literals = {0}}));
}

std::vector<std::string> names(const Result<std::vector<GatheredArchivePointer>>& archives) {
  if (!archives) return {archives.error().message};
  std::vector<std::string> all;
  for (const auto& archive : *archives) all.push_back(archive->name.name);
  return all;
}

class GatheredArchivesTest : public testing::Test {
 protected:
  /// As a compiler does.
  void append(std::string_view file, std::string_view bytes) {
    std::ofstream(directory_.path() / file, std::ios::app | std::ios::binary) << bytes;
  }

  TemporaryDirectory directory_;
  GatheredArchives archives_{directory_.path(), {"pack", "1.0.0"}};
};

TEST_F(GatheredArchivesTest, AreFoundWhileCompilersWriteThem) {
  EXPECT_THAT(names(archives_.read_more()), IsEmpty());
  const std::string bytes = greeting() + request("two", "nop\n") + request("one", "ret\n");
  append("7-0.requests", bytes.substr(0, 10));
  append("notes.txt", "of somebody else");
  EXPECT_THAT(names(archives_.read_more()), IsEmpty()) << "half a greeting";
  append("7-0.requests", bytes.substr(10, bytes.size() - 14));
  EXPECT_THAT(names(archives_.read_more()), ElementsAre("two")) << "and half a request";
  EXPECT_EQ(archives_.all().error(), (Error{"a request for an archive is cut off",
                                            (directory_.path() / "7-0.requests").string(),
                                            "run the command again; is the disk full?"}));
  append("7-0.requests", bytes.substr(bytes.size() - 4));
  EXPECT_THAT(names(archives_.read_more()), ElementsAre("one"));
  EXPECT_THAT(names(archives_.read_more()), IsEmpty());

  const auto all = archives_.all();
  EXPECT_THAT(names(all), ElementsAre("one", "two"));
  EXPECT_EQ(all->front()->name.library_file(), "libpack.1.0.0.one.a");
  EXPECT_EQ(all->front()->text, "ret\n");
}

TEST_F(GatheredArchivesTest, SeveralCompilersAskForTheSame) {
  append("7-0.requests", greeting() + request("one", "nop\n"));
  append("8-0.requests", greeting() + request("one", "nop\n") + request("two", "nop\n"));
  EXPECT_THAT(names(archives_.read_more()), testing::UnorderedElementsAre("one", "two"));
  append("9-0.requests", greeting() + request("one", "nop\n"));
  EXPECT_THAT(names(archives_.read_more()), IsEmpty());
  EXPECT_THAT(names(archives_.all()), ElementsAre("one", "two"));
}

TEST_F(GatheredArchivesTest, OthersDoNotCount) {
  append("7-0.requests", greeting("other") + request("one", "nop\n"));
  append("8-0.requests", greeting("pack", "0.9.0") + request("two", "nop\n"));
  EXPECT_THAT(names(archives_.read_more()), IsEmpty());
  EXPECT_THAT(names(archives_.all()), IsEmpty());
}

TEST_F(GatheredArchivesTest, OneNameIsOneText) {
  append("9-0.requests", greeting() + request("one", "nop\n") + request("b", "nop\n"));
  append("7-0.requests", greeting() + request("ONE", "nop\n") + request("b", "ret\n"));
  EXPECT_TRUE(archives_.read_more());
  EXPECT_EQ(archives_.all().error(),
            (Error{"two archives of the package are called `b`", "",
                   "its library, programs and tests have their archives in one folder, with any "
                   "features: give each macro call a name of its own"}))
      << "the first in the alphabet, in whatever order they came";
}

TEST_F(GatheredArchivesTest, NamesThatDifferInCaseAreOneFileOnSomeSystems) {
  append("7-0.requests", greeting() + request("one", "nop\n") + request("ONE", "nop\n"));
  EXPECT_TRUE(archives_.read_more());
  EXPECT_EQ(archives_.all().error().message, "two archives of the package are called `ONE`");
}

TEST_F(GatheredArchivesTest, WhatIsNoRequestIsAnError) {
  const auto error = [&](std::string_view bytes) {
    const TemporaryDirectory directory;
    std::ofstream(directory.path() / "1-0.requests", std::ios::binary) << bytes;
    Error found = GatheredArchives(directory.path(), {"pack", "1.0.0"}).read_more().error();
    EXPECT_EQ(found.where, (directory.path() / "1-0.requests").string());
    return found;
  };
  EXPECT_EQ(error(framed("hm")).message, "the macro sent a greeting that is damaged");
  EXPECT_EQ(error(greeting() + framed("\2hm")).message, "the macro sent a request that is damaged");
  EXPECT_EQ(error("\xff\xff\xff\xff").message, "a request of 4294967295 bytes is too long");
  const Error other = error(framed(expand::encode_hello({.version = 7})));
  EXPECT_THAT(other.message, HasSubstr("the crate `prebind` uses version 7"));
  EXPECT_EQ(other.help, "use the crate and the program of one Prebind release");

  GatheredArchives nowhere(directory_.path() / "nowhere", {"pack", "1.0.0"});
  EXPECT_EQ(nowhere.read_more().error(),
            (Error{"cannot read the requests for archives: No such file or directory",
                   (directory_.path() / "nowhere").string(), "run the command again"}));
}

}  // namespace
}  // namespace prebind::engine
