#include "archive/files.h"

#include <sys/stat.h>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "util/file.h"
#include "util/testing.h"

namespace prebind::archive {
namespace {

const Name kName = {.package = "pack", .version = "1.0.0-rc.1", .name = "one"};

TEST(ArchiveFilesTest, AreNamedAfterPackageVersionAndArchive) {
  EXPECT_EQ(kName.library_file(), "libpack.1.0.0-rc.1.one.a");
  EXPECT_EQ(kName.source_file(), "one.s");
}

TEST(ArchiveFilesTest, WhatIsRightStaysTheSameFile) {
  const TemporaryDirectory directory;
  const auto file = [&](const char* name) {
    struct stat status = {};
    EXPECT_EQ(::stat((directory.path() / name).c_str(), &status), 0);
    return status.st_ino;
  };
  ASSERT_TRUE(write(directory.path(), kName, "bytes", "text"));
  EXPECT_EQ(read_file(directory.path() / kName.library_file()), "bytes");
  EXPECT_EQ(read_file(directory.path() / "one.s"), "text");

  const auto text = file("one.s");
  ASSERT_TRUE(write(directory.path(), kName, "other", "text"));
  EXPECT_EQ(file("one.s"), text);
  EXPECT_EQ(read_file(directory.path() / kName.library_file()), "other");
}

TEST(ArchiveFilesTest, TheTextOfAnotherPackageIsNotOverwritten) {
  const TemporaryDirectory directory;
  const Name other = {.package = "other", .version = "7.0.0", .name = "one"};
  ASSERT_TRUE(write(directory.path(), other, "bytes", "text"));
  EXPECT_TRUE(write(directory.path(), kName, "bytes", "text")) << "one text serves both";

  const auto written = write(directory.path(), kName, "bytes", "another");
  ASSERT_FALSE(written);
  EXPECT_EQ(
      written.error().message,
      "package `other` has the text of an archive here, and `pack` has another one of that name");
  EXPECT_EQ(written.error().where, (directory.path() / "one.s").string());
  EXPECT_EQ(written.error().help, "give one of the two archives another name");
  EXPECT_EQ(read_file(directory.path() / "one.s"), "text");
}

TEST(ArchiveFilesTest, NamesMayHaveDots) {
  EXPECT_EQ(package_of("libpack.1.2.3.console.log.a", "console.log"), "pack");
  EXPECT_EQ(package_of("libpack.1.2.3-rc.1+b.console.log.a", "console.log"), "pack");
  EXPECT_EQ(package_of("libpack.1.2.3.log.a", "log"), "pack");
  EXPECT_EQ(package_of("libpack.1.2.3.console.log.a", "log"), std::nullopt);
  EXPECT_EQ(package_of("libpack.1.2.3.4.log.a", "log"), std::nullopt);
  EXPECT_EQ(package_of("libpack.log.a", "log"), std::nullopt);
  EXPECT_EQ(package_of("libpack.1.2.3.log.s", "log"), std::nullopt);
  EXPECT_EQ(package_of(".log.a", "log"), std::nullopt);
  EXPECT_EQ(package_of("lib.log.a", "log"), std::nullopt);

  const TemporaryDirectory directory;
  const Name dotted = {.package = "other", .version = "7.0.0", .name = "console.one"};
  ASSERT_TRUE(write(directory.path(), dotted, "bytes", "text"));
  EXPECT_TRUE(write(directory.path(), kName, "bytes", "another")) << "`one` is free";
}

TEST(ArchiveFilesTest, AFolderThatIsMissingIsAnErrorThatNamesIt) {
  const TemporaryDirectory directory;
  const auto written = write(directory.path() / "none", kName, "bytes", "text");
  ASSERT_FALSE(written);
  EXPECT_THAT(written.error().message + written.error().where, testing::HasSubstr("none"));
}

TEST(ArchiveFilesTest, WhatIsNoArchiveIsToldApart) {
  const auto member = [](const std::string& size, const std::string& content) {
    return fmt::format("{:<16}{:<12}{:<6}{:<6}{:<8}{:<10}`\n{}", "a.o/", 0, 0, 0, 644, size,
                       content);
  };
  const std::string whole = "!<arch>\n" + member("3", "abc\n") + member("2", "ab");
  EXPECT_EQ(damage_of(whole), "");
  EXPECT_EQ(damage_of("!<arch>\n"), "");
  EXPECT_EQ(damage_of(""), "is empty");
  EXPECT_EQ(damage_of("version https://git-lfs.github.com/spec/v1\noid"),
            "is a pointer of Git LFS, not the archive");
  EXPECT_EQ(damage_of("!<arch>\r\n"), "has the line ends of a text: Git has converted it");
  EXPECT_EQ(damage_of("<html>"), "is not an archive");
  EXPECT_EQ(damage_of("!<arch>\n" + member("x", "")), "is not an archive");
  EXPECT_EQ(damage_of("!<arch>\n" + member("9999999999", "")), "is cut off");
  for (const std::size_t size :
       {std::size_t{1}, std::size_t{7}, std::size_t{9}, std::size_t{70}, whole.size() - 1}) {
    EXPECT_EQ(damage_of(whole.substr(0, size)), "is cut off") << size;
  }
}

}  // namespace
}  // namespace prebind::archive
