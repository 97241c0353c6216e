// What has fooled other tools that compare files: each trap once, with a clock that the test turns.
// The same on the machine's own file system, as far as it can be had there: file_system_test.cpp.
#include <gtest/gtest.h>

#include "fingerprint/check.h"
#include "fingerprint/key.h"
#include "fingerprint/memory_file_system.h"
#include "fingerprint/snapshot.h"

namespace prebind::fingerprint {
namespace {

constexpr FileTime kHour = 3600 * kSecond;

std::string changed(const std::string& name, const std::string& before, const std::string& after) {
  return describe({{Kind::file, "source", "crate", name}, content_of(before), content_of(after)}) +
         "\n";
}

class TrapsTest : public testing::Test {
 public:
  explicit TrapsTest(FileTime granularity = 4'000'000) : files(granularity) {
    surroundings.roots.add("crate", "/home/crate");
    surroundings.roots.add("cargo home", "/cargo");
    files.write(source, "fn a() {}");
    names = {surroundings.roots.name(Kind::file, "source", source)};
  }

  void add(Kind kind, const std::string& path) {
    names.push_back(surroundings.roots.name(kind, "source", path));
  }
  void build() {
    const Sealed sealed = Snapshot(surroundings, names).seal(names);
    EXPECT_TRUE(sealed.changes.empty());
    record.inputs = sealed.inputs;
  }
  /// A build when all files have been there for long.
  void build_later() {
    files.advance(10 * kSecond);
    build();
    files.advance(10 * kSecond);
  }
  /// All that has changed, in words; empty if fresh.
  std::string changes() {
    last = check(record, surroundings, {.all = true, .trust = {.paranoid = is_paranoid}});
    std::string text;
    for (const Change& change : last.changes) text += describe(change) + "\n";
    return text;
  }

  const std::string source = "/home/crate/src/lib.rs";
  const std::string source_has_changed = changed("src/lib.rs", "fn a() {}", "fn b() {}");

  MemoryFileSystem files;
  Environment environment = Environment::of({});
  Surroundings surroundings{.files = files, .environment = environment};
  std::vector<InputName> names;
  Record record;
  CheckResult last;
  bool is_paranoid = false;
};

/// Time stamps are whole multiples of two seconds, as on FAT.
class CoarseTrapsTest : public TrapsTest {
 public:
  CoarseTrapsTest() : TrapsTest(2 * kSecond) {}
};

TEST_F(TrapsTest, OlderModificationTime) {
  build_later();
  files.write(source, "fn b() {}");
  files.set_modified(source, MemoryFileSystem::kStart - kHour);
  EXPECT_EQ(changes(), source_has_changed);
}

TEST_F(TrapsTest, ModificationTimeSetBack) {
  build_later();
  const FileTime time = files.stat_of(source).modified;
  files.write(source, "fn b() {}");
  files.set_modified(source, time);
  EXPECT_EQ(changes(), source_has_changed);
}

TEST_F(TrapsTest, TouchRebuildsNothingAndIsReadOnce) {
  build_later();
  files.touch(source);
  files.advance(10 * kSecond);
  EXPECT_EQ(changes(), "");
  EXPECT_EQ(last.read_count, 1u);
  EXPECT_TRUE(last.is_refreshed);
  EXPECT_EQ(changes(), "");
  EXPECT_EQ(last.read_count, 0u);
}

TEST_F(TrapsTest, ModeChangeRebuildsNothing) {
  build_later();
  files.set_mode(source, 0755);
  EXPECT_EQ(changes(), "");
  EXPECT_EQ(last.read_count, 1u);
}

TEST_F(TrapsTest, OtherBranchThereAndBack) {
  build_later();
  files.write(source, "fn b() {}");
  files.advance(kSecond);
  EXPECT_EQ(changes(), source_has_changed);
  files.write(source, "fn a() {}");
  files.advance(kSecond);
  EXPECT_EQ(changes(), "");
}

TEST_F(TrapsTest, FreshCloneElsewhereHasTheSameKey) {
  add(Kind::file, "/home/crate/../.cargo/config.toml");
  build_later();
  const auto key = key_of("build", record.inputs);
  ASSERT_TRUE(key);

  files.write("/other/place/src/lib.rs", "fn a() {}");
  Surroundings elsewhere{.files = files, .environment = environment};
  elsewhere.roots.add("crate", "/other/place");
  const Snapshot clone(elsewhere, names);
  EXPECT_EQ(key_of("build", clone.inputs()), key);
  EXPECT_TRUE(check(record, elsewhere).is_fresh());
}

TEST_F(TrapsTest, SameSizeRewriteWithinATick) {
  build();
  const FileStat before = files.stat_of(source);
  files.write(source, "fn b() {}");
  ASSERT_EQ(files.stat_of(source), before) << "nothing but the content tells";
  files.advance(kHour);
  EXPECT_EQ(changes(), source_has_changed);
}

TEST_F(TrapsTest, SameSizeRewriteWithinATickThatSetsTheModificationTimeBack) {
  const FileTime time = MemoryFileSystem::kStart - kHour;
  files.set_modified(source, time);
  build();
  const FileStat before = files.stat_of(source);
  files.write(source, "fn b() {}");
  files.set_modified(source, time);
  ASSERT_EQ(files.stat_of(source), before) << "nothing but the content tells";
  files.advance(kHour);
  EXPECT_EQ(changes(), source_has_changed);
}

TEST_F(CoarseTrapsTest, SameSizeRewriteWithinATickOfTwoSeconds) {
  build();
  const FileStat before = files.stat_of(source);
  files.advance(kSecond);
  files.write(source, "fn b() {}");
  ASSERT_EQ(files.stat_of(source), before) << "nothing but the content tells";
  EXPECT_EQ(changes(), source_has_changed);
}

TEST_F(CoarseTrapsTest, CheckDoesNotBelieveAYoungFileEither) {
  build_later();
  files.touch(source);
  EXPECT_EQ(changes(), "");
  EXPECT_FALSE(last.is_refreshed);
  files.advance(kSecond);
  files.write(source, "fn b() {}");
  EXPECT_EQ(changes(), source_has_changed);
}

TEST_F(TrapsTest, YoungFileIsReadUntilItIsOldEnough) {
  build();
  EXPECT_EQ(changes(), "");
  EXPECT_EQ(last.read_count, 1u);
  EXPECT_FALSE(last.is_refreshed);
  files.advance(2 * kSecond);
  EXPECT_EQ(changes(), "");
  EXPECT_FALSE(last.is_refreshed) << "exactly the margin is not older than the margin";
  files.advance(4'000'000);
  EXPECT_EQ(changes(), "");
  EXPECT_TRUE(last.is_refreshed);
  EXPECT_EQ(changes(), "");
  EXPECT_EQ(last.read_count, 0u);
}

TEST_F(TrapsTest, ModificationTimeInTheFuture) {
  files.set_modified(source, MemoryFileSystem::kStart + kHour);
  build_later();
  files.write(source, "fn b() {}");
  files.set_modified(source, MemoryFileSystem::kStart + kHour);
  EXPECT_EQ(changes(), source_has_changed);
}

TEST_F(TrapsTest, RenameOverThatKeepsSizeAndModificationTime) {
  build_later();
  files.write("/home/crate/new", "fn b() {}");
  files.set_modified("/home/crate/new", files.stat_of(source).modified);
  files.rename("/home/crate/new", source);
  EXPECT_EQ(files.stat_of(source).modified, record.inputs[0].stat->modified);
  EXPECT_EQ(changes(), source_has_changed);
}

TEST_F(TrapsTest, RenameOverByAFileMadeBeforeTheBuild) {
  files.write("/home/crate/new", "fn b() {}");
  build_later();
  files.rename("/home/crate/new", source);
  EXPECT_EQ(changes(), source_has_changed);
}

TEST_F(TrapsTest, WritingThroughAMappingIsSeenByTheParanoidOnly) {
  build_later();
  files.write_mapped(source, "fn b() {}");
  EXPECT_EQ(changes(), "");
  is_paranoid = true;
  EXPECT_EQ(changes(), source_has_changed);
}

TEST_F(TrapsTest, FileSystemClockIsAnHourOff) {
  for (const FileTime offset : {-kHour, kHour}) {
    files.mount("/home/crate", offset);
    files.write(source, "fn a() {}");
    build();
    files.write(source, "fn b() {}");
    EXPECT_EQ(changes(), source_has_changed);

    // It is not always read either.
    build_later();
    EXPECT_EQ(changes(), "");
    EXPECT_EQ(last.read_count, 0u);
  }
}

TEST_F(TrapsTest, FileSystemsEachHaveTheirClock) {
  files.mount("/cargo", -kHour);
  files.write("/cargo/config.toml", "a");
  add(Kind::file, "/cargo/config.toml");
  build();
  files.write("/cargo/config.toml", "b");
  EXPECT_EQ(changes(), changed("config.toml", "a", "b"));
}

TEST_F(TrapsTest, ClockOfOneFileSystemSaysNothingOfAnother) {
  // The link is turned to a file system whose clock is behind, just before it is read.
  files.mount("/behind", -kHour);
  files.write("/behind/lib.rs", "fn a() {}");
  files.remove(source);
  files.link("/home/crate/old.rs", source);
  files.write("/home/crate/old.rs", "fn a() {}");
  files.before_next_read([&] { files.link("/behind/lib.rs", source); });
  Observer observer(surroundings);
  const Observation seen = observer.observe(names[0]);
  EXPECT_EQ(seen.seen, files.stat_of("/behind/lib.rs"));
  EXPECT_EQ(seen.stat, std::nullopt);
}

TEST_F(TrapsTest, UnknownClockMeansReading) {
  files.mount("/home/crate", 0, false);
  files.write(source, "fn a() {}");
  build_later();
  EXPECT_EQ(changes(), "");
  EXPECT_EQ(last.read_count, 1u);
}

TEST_F(TrapsTest, ConfigurationAppearsAndGoes) {
  add(Kind::file, "/home/crate/.cargo/config.toml");
  add(Kind::file, "/home/.cargo/config.toml");
  build_later();
  EXPECT_EQ(changes(), "");
  files.write("/home/.cargo/config.toml", "");
  EXPECT_EQ(changes(), "`/home/.cargo/config.toml` has appeared\n");
  files.write("/home/crate/.cargo/config.toml", "[build]");
  EXPECT_EQ(changes(),
            "`/home/.cargo/config.toml` has appeared\n`.cargo/config.toml` has appeared\n");
  build_later();
  files.remove("/home/crate/.cargo/config.toml");
  EXPECT_EQ(changes(), "`.cargo/config.toml` is gone\n");
}

TEST_F(TrapsTest, OtherToolchain) {
  add(Kind::file, "/home/crate/rust-toolchain.toml");
  build_later();
  files.write("/home/crate/rust-toolchain.toml", "[toolchain]\nchannel = \"1.63\"");
  EXPECT_EQ(changes(), "`rust-toolchain.toml` has appeared\n");
}

TEST_F(TrapsTest, EnvironmentVariable) {
  names.push_back({Kind::environment, "variable", "", "CC"});
  build_later();
  environment = Environment::of({{"CC", "clang"}});
  EXPECT_EQ(changes(), "the environment variable `CC` has changed (unset -> `clang`)\n");
}

TEST_F(TrapsTest, FileInAPackageWhoseBuildScriptSaysNothing) {
  files.write("/home/crate/data/one", "1");
  add(Kind::directory, "/home/crate/data");
  add(Kind::file, "/home/crate/data/one");
  build_later();
  files.write("/home/crate/data/two", "2");
  EXPECT_TRUE(changes().starts_with("the directory `data` has changed (sha256 "));
  files.remove("/home/crate/data/two");
  EXPECT_EQ(changes(), "");
  files.rename("/home/crate/data/one", "/home/crate/data/two");
  EXPECT_NE(changes(), "");
  files.rename("/home/crate/data/two", "/home/crate/data/one");
  EXPECT_EQ(changes(), "");
  files.write("/home/crate/data/one", "one");
  EXPECT_EQ(changes(), changed("data/one", "1", "one"));
}

TEST_F(TrapsTest, SymbolicLinks) {
  files.write("/shared/a.rs", "fn a() {}");
  files.write("/shared/b.rs", "fn b() {}");
  files.write("/shared/same.rs", "fn a() {}");
  files.remove(source);
  files.link("/shared/a.rs", source);
  build_later();

  files.link("/shared/same.rs", source);
  EXPECT_EQ(changes(), "") << "what it points to has the same content";
  files.link("/shared/b.rs", source);
  EXPECT_EQ(changes(), source_has_changed);
  files.link("/shared/none.rs", source);
  EXPECT_EQ(changes(), "`src/lib.rs` is gone\n");
  files.link("/shared/a.rs", source);
  files.write("/shared/a.rs", "fn b() {}");
  EXPECT_EQ(changes(), source_has_changed);
}

TEST_F(TrapsTest, SymbolicLinkToAnotherDirectory) {
  files.write("/v1/lib.rs", "fn a() {}");
  files.write("/v2/lib.rs", "fn b() {}");
  files.remove(source);
  files.remove("/home/crate/src");
  files.link("/v1", "/home/crate/src");
  build_later();
  files.link("/v2", "/home/crate/src");
  EXPECT_EQ(changes(), source_has_changed);
}

TEST_F(TrapsTest, DirectoryInPlaceOfAFile) {
  build_later();
  files.remove(source);
  files.make_directory(source);
  EXPECT_EQ(changes(), "`src/lib.rs`: `/home/crate/src/lib.rs` is not a file\n");
}

TEST_F(TrapsTest, FileInPlaceOfADirectory) {
  build_later();
  files.remove(source);
  files.remove("/home/crate/src");
  files.write("/home/crate/src", "");
  EXPECT_EQ(changes(), "`src/lib.rs` is gone\n");
}

TEST_F(TrapsTest, SpacesAndOtherLettersInPaths) {
  surroundings.roots.add("odd", "/home/größe und mehr");
  files.write("/home/größe und mehr/文件 \xff.rs", "1");
  names.push_back(
      surroundings.roots.name(Kind::file, "source", "/home/größe und mehr/文件 \xff.rs"));
  build_later();
  record = decode(encode(record)).value();
  EXPECT_EQ(changes(), "");
  files.write("/home/größe und mehr/文件 \xff.rs", "2");
  EXPECT_NE(changes(), "");
}

TEST_F(TrapsTest, FileChangesWhileTheCheckReadsIt) {
  build();
  files.advance(kSecond);
  files.during_next_read([&] { files.write(source, "fn b() {}"); });
  EXPECT_EQ(changes(), "`src/lib.rs`: `/home/crate/src/lib.rs` changed while it was read\n");
}

}  // namespace
}  // namespace prebind::fingerprint
