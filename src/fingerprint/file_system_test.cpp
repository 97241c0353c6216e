#include "fingerprint/file_system.h"

#include <fcntl.h>
#include <linux/magic.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include "fingerprint/check.h"
#include "fingerprint/snapshot.h"
#include "util/descriptor.h"
#include "util/testing.h"

namespace prebind::fingerprint {
namespace {

namespace fs = std::filesystem;

class RealFileSystemTest : public testing::Test {
 public:
  RealFileSystemTest() {
    surroundings.roots.add("crate", directory.path().string());
    write("a", "fn a() {}");
  }

  std::string path(const std::string& name) const { return (directory.path() / name).string(); }
  void write(const std::string& name, const std::string& text) const {
    std::ofstream(path(name)) << text;
  }
  void set_modified(const std::string& name, FileTime time) const {
    const timespec times[2] = {{.tv_sec = time / 1'000'000'000, .tv_nsec = time % 1'000'000'000},
                               {.tv_sec = time / 1'000'000'000, .tv_nsec = time % 1'000'000'000}};
    ASSERT_EQ(::utimensat(AT_FDCWD, path(name).c_str(), times, 0), 0);
  }
  FileTime modified(const std::string& name) { return files.stat(path(name)).value()->modified; }

  /// Without a margin, files that were just made can be old: the kernel's own tick is what counts.
  void build(const std::vector<InputName>& names) {
    ::usleep(20'000);
    const Snapshot before(surroundings, names, {}, trust);
    record.inputs = before.seal(names).inputs;
    ASSERT_EQ(changes(), "");
    ASSERT_EQ(read_count, 0u) << "the stat data were not believed";
  }
  std::string changes() {
    const CheckResult result = check(record, surroundings, {.all = true, .trust = trust});
    read_count = result.read_count;
    std::string text;
    for (const Change& change : result.changes) text += describe(change) + "\n";
    return text;
  }

  const TemporaryDirectory directory;
  const RealFileSystem files{{directory.path().string()}};
  const Environment environment = Environment::of({});
  Surroundings surroundings{.files = files, .environment = environment};
  Trust trust = {.margin = 0};
  Record record;
  std::size_t read_count = 0;
  const InputName file_a = {Kind::file, "source", "crate", "a"};
  const std::string a_has_changed =
      describe({file_a, content_of("fn a() {}"), content_of("fn b() {}")}) + "\n";
};

TEST_F(RealFileSystemTest, Stat) {
  const FileStat stat = *files.stat(path("a")).value();
  EXPECT_EQ(stat.size, 9u);
  EXPECT_TRUE(S_ISREG(stat.mode));
  EXPECT_EQ(files.stat(path("none")).value(), std::nullopt);
  EXPECT_EQ(files.stat(path("a/b")).value(), std::nullopt);
  fs::create_symlink("none", path("dangling"));
  EXPECT_EQ(files.stat(path("dangling")).value(), std::nullopt);
  fs::create_symlink("loop", path("loop"));
  const auto loop = files.stat(path("loop"));
  ASSERT_FALSE(loop);
  EXPECT_TRUE(loop.error().message.starts_with("cannot look at")) << loop.error().message;
}

TEST_F(RealFileSystemTest, ReadGivesAllPieces) {
  const std::string text(300'000, 'x');
  write("big", text);
  std::string content;
  const auto stat = files.read(path("big"), [&](std::string_view piece) { content += piece; });
  EXPECT_EQ(stat.value(), files.stat(path("big")).value());
  EXPECT_EQ(content, text);
}

TEST_F(RealFileSystemTest, OnlyFilesAreRead) {
  const auto ignore = [](std::string_view) {};
  EXPECT_EQ(files.read(path("none"), ignore).value(), std::nullopt);
  for (const char* name : {"directory", "pipe"}) {
    if (std::string_view(name) == "pipe") {
      ASSERT_EQ(::mkfifo(path(name).c_str(), 0600), 0);
    } else {
      fs::create_directory(path(name));
    }
    const auto stat = files.read(path(name), ignore);
    ASSERT_FALSE(stat);
    EXPECT_EQ(stat.error().message, "`" + path(name) + "` is not a file");
    EXPECT_EQ(stat.error().help, "put a regular file in its place, or remove it");
  }
}

TEST_F(RealFileSystemTest, FileThatGrowsWhileItIsRead) {
  const auto stat = files.read(path("a"), [&](std::string_view) { write("a", "longer text"); });
  ASSERT_FALSE(stat);
  EXPECT_EQ(stat.error().message, "`" + path("a") + "` changed while it was read");
  EXPECT_EQ(stat.error().help, "run the command again when nothing writes this file");
}

TEST_F(RealFileSystemTest, List) {
  fs::create_directory(path("directory"));
  fs::create_symlink("a", path("link"));
  ASSERT_EQ(::mkfifo(path("pipe").c_str(), 0600), 0);
  std::vector<Entry> entries;
  EXPECT_EQ(files.list(directory.path(), entries).value(), files.stat(directory.path()).value());
  std::ranges::sort(entries);
  EXPECT_EQ(entries, (std::vector<Entry>{{"a", EntryType::file},
                                         {"directory", EntryType::directory},
                                         {"link", EntryType::link},
                                         {"pipe", EntryType::other}}));
  EXPECT_EQ(files.list(path("none"), entries).value(), std::nullopt);
  EXPECT_FALSE(files.list(path("a"), entries));
}

TEST_F(RealFileSystemTest, ClockIsThatOfTheFileSystem) {
  const FileTime before = *files.now(path("a"));
  write("b", "");
  EXPECT_GE(modified("b"), before);
  ::usleep(20'000);
  EXPECT_GT(*files.now(path("a")), modified("b"));
  EXPECT_EQ(fs::directory_iterator(directory.path())->path().filename().string().find(".prebind"),
            std::string::npos);
}

TEST_F(RealFileSystemTest, ClockIsNotKnownWithoutAPlaceToTry) {
  EXPECT_EQ(RealFileSystem().now(path("a")), std::nullopt);
  EXPECT_EQ(RealFileSystem({path("none")}).now(path("a")), std::nullopt);
  EXPECT_EQ(files.now(path("none")), std::nullopt);
  EXPECT_EQ(files.now("/proc/version"), std::nullopt) << "nobody stamps that";
}

TEST_F(RealFileSystemTest, SameSizeRewriteAtOnce) {
  // Not `build`, which waits: the file must be young.
  write("a", "fn a() {}");
  record.inputs = Snapshot(surroundings, {file_a}, {}, trust).seal({file_a}).inputs;
  write("a", "fn b() {}");
  EXPECT_EQ(changes(), a_has_changed);
}

TEST_F(RealFileSystemTest, OlderModificationTime) {
  build({file_a});
  const FileTime time = modified("a");
  write("a", "fn b() {}");
  set_modified("a", time - 1'000'000'000);
  EXPECT_EQ(changes(), a_has_changed);
  set_modified("a", time);
  EXPECT_EQ(changes(), a_has_changed);
}

TEST_F(RealFileSystemTest, Touch) {
  build({file_a});
  set_modified("a", modified("a") + 1'000);
  ::usleep(20'000);
  EXPECT_EQ(changes(), "");
  EXPECT_EQ(read_count, 1u);
  EXPECT_EQ(changes(), "");
  EXPECT_EQ(read_count, 0u);
}

TEST_F(RealFileSystemTest, RenameOver) {
  build({file_a});
  write("new", "fn b() {}");
  set_modified("new", modified("a"));
  fs::rename(path("new"), path("a"));
  EXPECT_EQ(changes(), a_has_changed);
}

TEST_F(RealFileSystemTest, SymbolicLinks) {
  write("b", "fn b() {}");
  fs::create_directories(path("one"));
  fs::create_directories(path("two"));
  fs::rename(path("a"), path("one/a"));
  fs::rename(path("b"), path("two/a"));
  fs::create_symlink("one", path("source"));
  fs::create_symlink("source/a", path("a"));
  build({file_a});
  fs::remove(path("source"));
  fs::create_symlink("two", path("source"));
  EXPECT_EQ(changes(), a_has_changed);
  fs::remove(path("source"));
  EXPECT_EQ(changes(), "`a` is gone\n");
}

TEST_F(RealFileSystemTest, DirectoryAndAbsentFile) {
  fs::create_directories(path("data"));
  write("data/one", "1");
  const InputName data = {Kind::directory, "source", "crate", "data"};
  const InputName config = {Kind::file, "config", "crate", ".cargo/config.toml"};
  build({data, config});
  write("data/two", "2");
  EXPECT_TRUE(changes().starts_with("the directory `data` has changed"));
  fs::remove(path("data/two"));
  EXPECT_EQ(changes(), "");
  fs::create_directories(path(".cargo"));
  EXPECT_EQ(changes(), "");
  write(".cargo/config.toml", "");
  EXPECT_EQ(changes(), "`.cargo/config.toml` has appeared\n");
}

TEST_F(RealFileSystemTest, SharedMapping) {
  const Descriptor file(::open(path("a").c_str(), O_RDWR | O_CLOEXEC));
  void* const memory = ::mmap(nullptr, 9, PROT_READ | PROT_WRITE, MAP_SHARED, file.get(), 0);
  ASSERT_NE(memory, MAP_FAILED);
  char* const text = static_cast<char*>(memory);
  // The first store marks the page, and stamps the file; those after it do not.
  text[3] = 'x';
  build({file_a});
  text[3] = 'b';
  trust.paranoid = true;
  EXPECT_NE(changes(), "");

  // Once flushed, the next store stamps the file again; what lies in memory only is never flushed.
  struct statfs data = {};
  ASSERT_EQ(::statfs(path("a").c_str(), &data), 0);
  if (static_cast<std::uint32_t>(data.f_type) != TMPFS_MAGIC) {
    trust.paranoid = false;
    ASSERT_EQ(::msync(memory, 9, MS_SYNC), 0);
    build({file_a});
    text[3] = 'c';
    EXPECT_NE(changes(), "");
  }
  ::munmap(memory, 9);
}

TEST_F(RealFileSystemTest, SpacesAndOtherLettersInPaths) {
  const std::string name = "größe und 文件 \xff";
  fs::create_directories(path(name));
  write(name + "/a.rs", "1");
  build({{Kind::file, "source", "crate", name + "/a.rs"}});
  write(name + "/a.rs", "2");
  EXPECT_NE(changes(), "");
}

}  // namespace
}  // namespace prebind::fingerprint
