#include "fingerprint/check.h"

#include <gtest/gtest.h>

#include "fingerprint/memory_file_system.h"

namespace prebind::fingerprint {
namespace {

class CheckTest : public testing::Test {
 public:
  CheckTest() {
    surroundings.roots.add("crate", "/crate");
    for (const char* name : {"a", "b", "c"}) {
      files.write("/crate/" + std::string(name), name);
      names.push_back({Kind::file, "source", "crate", name});
    }
  }

  Record record() {
    Record made;
    Observer observer(surroundings);
    for (const InputName& name : names) {
      Observation seen = observer.observe(name);
      made.inputs.push_back({name, std::move(seen.content), seen.stat});
    }
    return made;
  }

  MemoryFileSystem files;
  Environment environment = Environment::of({});
  Surroundings surroundings{.files = files, .environment = environment};
  std::vector<InputName> names;
};

TEST_F(CheckTest, NothingIsReadWhenNothingChanged) {
  files.advance(3 * kSecond);
  Record made = record();
  const CheckResult result = check(made, surroundings);
  EXPECT_TRUE(result.is_fresh());
  EXPECT_FALSE(result.is_refreshed);
  EXPECT_EQ(result.read_count, 0u);
}

TEST_F(CheckTest, StopsAtTheFirstChangeUnlessAskedForAll) {
  files.advance(3 * kSecond);
  Record made = record();
  files.write("/crate/a", "changed");
  files.write("/crate/b", "B");
  files.remove("/crate/c");

  const CheckResult first = check(made, surroundings);
  ASSERT_EQ(first.changes.size(), 1u);
  EXPECT_EQ(first.changes[0].name.path, "a");
  EXPECT_EQ(first.changes[0].before.digest, Digest::of("a"));
  EXPECT_EQ(first.changes[0].after.digest, Digest::of("changed"));
  EXPECT_EQ(first.read_count, 1u);

  const CheckResult all = check(made, surroundings, {.all = true});
  ASSERT_EQ(all.changes.size(), 3u);
  EXPECT_EQ(describe(all.changes[2]), "`c` is gone");
}

TEST_F(CheckTest, ParanoidReadsAll) {
  files.advance(3 * kSecond);
  Record made = record();
  const CheckResult result = check(made, surroundings, {.trust = {.paranoid = true}});
  EXPECT_TRUE(result.is_fresh());
  EXPECT_EQ(result.read_count, 3u);
}

TEST_F(CheckTest, VariablesAndValues) {
  environment = Environment::of({{"CC", "gcc"}});
  surroundings.values["profile"] = "release";
  names = {{Kind::environment, "variable", "", "CC"},
           {Kind::environment, "variable", "", "CFLAGS"},
           {Kind::value, "value", "", "profile"}};
  Record made = record();
  EXPECT_TRUE(check(made, surroundings).is_fresh());

  environment = Environment::of({{"CC", "clang"}, {"CFLAGS", ""}});
  surroundings.values = {{"profile", "debug"}, {"target", "wasm32-unknown-unknown"}};
  std::vector<std::string> lines;
  for (const Change& change : check(made, surroundings, {.all = true}).changes) {
    lines.push_back(describe(change));
  }
  EXPECT_EQ(lines, (std::vector<std::string>{
                       "the target has changed (unset -> `wasm32-unknown-unknown`)",
                       "the environment variable `CC` has changed (`gcc` -> `clang`)",
                       "the environment variable `CFLAGS` has changed (unset -> ``)",
                       "the profile has changed (`release` -> `debug`)"}));
}

TEST_F(CheckTest, UnknownIsAlwaysAChange) {
  Record made = record();
  made.inputs[1].content = {.state = State::unknown, .text = "it changed while the build ran"};
  const CheckResult result = check(made, surroundings);
  ASSERT_EQ(result.changes.size(), 1u);
  EXPECT_EQ(describe(result.changes[0]), "`b`: it changed while the build ran");
}

TEST_F(CheckTest, WhatCannotBeReadIsAChange) {
  files.advance(3 * kSecond);
  Record made = record();
  files.forbid("/crate/b");
  const CheckResult result = check(made, surroundings);
  ASSERT_EQ(result.changes.size(), 1u);
  EXPECT_EQ(describe(result.changes[0]), "`b`: cannot read `/crate/b`: Permission denied");
}

TEST_F(CheckTest, UnknownRootIsAChange) {
  names.push_back({Kind::file, "config", "toolchain", "a"});
  Record made = record();
  const CheckResult result = check(made, surroundings);
  ASSERT_EQ(result.changes.size(), 1u);
  EXPECT_EQ(describe(result.changes[0]), "`a`: the place of the toolchain is not known");
}

}  // namespace
}  // namespace prebind::fingerprint
