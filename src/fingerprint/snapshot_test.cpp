#include "fingerprint/snapshot.h"

#include <gtest/gtest.h>

#include "fingerprint/check.h"
#include "fingerprint/memory_file_system.h"

namespace prebind::fingerprint {
namespace {

class SnapshotTest : public testing::Test {
 public:
  SnapshotTest() {
    surroundings.roots.add("crate", "/crate");
    files.write("/crate/a", "a");
    files.advance(10 * kSecond);
  }

  InputName file(std::string path) { return {Kind::file, "source", "crate", std::move(path)}; }

  /// What is said of the only change, or nothing.
  static std::string change(const Sealed& sealed) {
    EXPECT_LE(sealed.changes.size(), 1u);
    return sealed.changes.empty() ? "" : describe(sealed.changes[0]);
  }

  bool is_fresh(const Sealed& sealed) const {
    Record record{.inputs = sealed.inputs};
    return check(record, surroundings).is_fresh();
  }

  MemoryFileSystem files;
  Environment environment = Environment::of({});
  Surroundings surroundings{.files = files, .environment = environment};
};

TEST_F(SnapshotTest, QuietBuildIsVouchedFor) {
  files.write("/crate/young", "y");
  const Snapshot before(surroundings, {file("a"), file("young"), file("absent")});
  ASSERT_EQ(before.inputs().size(), 3u);
  files.advance(5 * kSecond);
  const Sealed sealed = before.seal({file("young"), file("a"), file("absent"), file("a")});
  EXPECT_TRUE(sealed.changes.empty());
  ASSERT_EQ(sealed.inputs.size(), 3u);
  EXPECT_TRUE(is_fresh(sealed));

  // The young file has grown old while the build ran.
  Record record{.inputs = sealed.inputs};
  EXPECT_EQ(check(record, surroundings).read_count, 0u);
}

TEST_F(SnapshotTest, OnlyWhatTheBuildUsedIsRecorded) {
  const Snapshot before(surroundings, {file("a"), file("b")});
  const Sealed sealed = before.seal({file("a")});
  ASSERT_EQ(sealed.inputs.size(), 1u);
  EXPECT_EQ(sealed.inputs[0].name, file("a"));
}

TEST_F(SnapshotTest, ChangedInput) {
  const Snapshot before(surroundings, {file("a")});
  files.write("/crate/a", "b");
  const Sealed sealed = before.seal({file("a")});
  EXPECT_EQ(change(sealed), "`a`: it changed while the build ran");
  EXPECT_FALSE(is_fresh(sealed));
}

TEST_F(SnapshotTest, ChangedThereAndBack) {
  const Snapshot before(surroundings, {file("a")});
  files.write("/crate/a", "b");
  files.write("/crate/a", "a");
  const Sealed sealed = before.seal({file("a")});
  EXPECT_EQ(change(sealed), "`a`: it was written while the build ran");
  EXPECT_FALSE(is_fresh(sealed));
}

TEST_F(SnapshotTest, SameSizeChangeOfAYoungFileWithinATick) {
  files.write("/crate/a", "b");
  const Snapshot before(surroundings, {file("a")});
  files.write("/crate/a", "c");
  EXPECT_EQ(change(before.seal({file("a")})), "`a`: it changed while the build ran");
}

TEST_F(SnapshotTest, AppearedAndVanished) {
  const Snapshot before(surroundings, {file("a"), file("b")});
  files.write("/crate/b", "b");
  EXPECT_EQ(change(before.seal({file("a"), file("b")})), "`b`: it changed while the build ran");
  files.remove("/crate/b");
  files.remove("/crate/a");
  EXPECT_EQ(change(before.seal({file("a"), file("b")})), "`a`: it changed while the build ran");
}

TEST_F(SnapshotTest, FileThatNobodyExpected) {
  files.write("/crate/young", "y");
  const Snapshot before(surroundings, {});
  EXPECT_TRUE(is_fresh(before.seal({file("a")})));
  EXPECT_EQ(change(before.seal({file("young")})),
            "`young`: it may have changed while the build ran");
  EXPECT_EQ(change(before.seal({file("absent")})),
            "`absent`: it may have changed while the build ran");
}

TEST_F(SnapshotTest, NextBuildExpectsIt) {
  const Sealed first = Snapshot(surroundings, {}).seal({file("absent")});
  EXPECT_FALSE(is_fresh(first));
  std::vector<InputName> names;
  for (const Input& input : first.inputs) names.push_back(input.name);
  EXPECT_TRUE(is_fresh(Snapshot(surroundings, names).seal({file("absent")})));
}

TEST_F(SnapshotTest, ClockThatIsNotKnown) {
  files.mount("/crate/share", 0, false);
  files.write("/crate/share/a", "a");
  files.advance(100 * kSecond);
  EXPECT_FALSE(is_fresh(Snapshot(surroundings, {}).seal({file("share/a")})));
  EXPECT_TRUE(is_fresh(Snapshot(surroundings, {file("share/a")}).seal({file("share/a")})));
}

TEST_F(SnapshotTest, EarlierRecordSparesReading) {
  const Sealed first = Snapshot(surroundings, {file("a")}).seal({file("a")});
  // Content that only reading could tell.
  files.write_mapped("/crate/a", "b");
  const Snapshot second(surroundings, {file("a")}, Record{.inputs = first.inputs});
  EXPECT_EQ(second.inputs()[0].content.digest, Digest::of("a"));
  const Snapshot paranoid(surroundings, {file("a")}, Record{.inputs = first.inputs},
                          {.paranoid = true});
  EXPECT_EQ(paranoid.inputs()[0].content.digest, Digest::of("b"));
}

TEST_F(SnapshotTest, Variables) {
  environment = Environment::of({{"CC", "gcc"}});
  const InputName cc = {Kind::environment, "variable", "", "CC"};
  EXPECT_TRUE(is_fresh(Snapshot(surroundings, {cc}).seal({cc})));
  EXPECT_TRUE(is_fresh(Snapshot(surroundings, {}).seal({cc})));
  const Snapshot before(surroundings, {cc});
  environment = Environment::of({{"CC", "clang"}});
  EXPECT_EQ(change(before.seal({cc})),
            "the environment variable `CC`: it changed while the build ran");
}

TEST_F(SnapshotTest, WhatCannotBeRead) {
  const Snapshot before(surroundings, {file("a")});
  files.forbid("/crate/a");
  EXPECT_EQ(change(before.seal({file("a")})), "`a`: cannot read `/crate/a`: Permission denied");
}

}  // namespace
}  // namespace prebind::fingerprint
