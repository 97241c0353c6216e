#include "engine/cache/cache_scratch.h"

#include <filesystem>

#include <gtest/gtest.h>

#include "util/file.h"
#include "util/lock.h"
#include "util/testing.h"

namespace prebind::engine {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

class ScratchTest : public testing::Test {
 protected:
  ScratchTest() {
    for (const char* name : {"modules/old", "modules/new", "modules/used", "blocks/rust_1/src",
                             "blocks/target/prebind", "v1/kept"}) {
      EXPECT_TRUE(make_directories(root() / name));
    }
    EXPECT_TRUE(write_file_atomically(root() / "modules/used/used", ""));
    for (const char* name : {"modules/old", "modules/used", "blocks/rust_1/src", "blocks/rust_1"}) {
      fs::last_write_time(root() / name, fs::file_time_type::clock::now() - 48h);
    }
  }
  const fs::path& root() const { return directory_.path(); }
  bool has(const char* name) const { return fs::exists(root() / name); }
  void clean(std::optional<std::chrono::seconds> max_age) {
    clean_scratch(Environment::of({{"PREBIND_CACHE_DIR", root().string()}}), max_age);
  }

  TemporaryDirectory directory_;
};

TEST_F(ScratchTest, WhatWasUsedLatelyStays) {
  clean(24h);
  EXPECT_FALSE(has("modules/old"));
  EXPECT_TRUE(has("modules/new"));
  EXPECT_TRUE(has("modules/used"));
  EXPECT_FALSE(has("blocks/rust_1"));
  EXPECT_TRUE(has("blocks/target"));
}

TEST_F(ScratchTest, AnyAge) {
  clean(std::chrono::seconds::max());
  EXPECT_TRUE(has("modules/old"));
  EXPECT_TRUE(has("blocks/rust_1"));
}

TEST_F(ScratchTest, AllOfItAndNothingElse) {
  clean(std::nullopt);
  EXPECT_TRUE(fs::is_empty(root() / "modules"));
  EXPECT_TRUE(fs::is_empty(root() / "blocks"));
  EXPECT_TRUE(has("v1/kept"));
}

TEST_F(ScratchTest, WhatABuildIsUsingStays) {
  const auto lock = FileLock::wait(root() / "blocks/target/prebind/.prebind-lock");
  ASSERT_TRUE(lock);
  clean(std::nullopt);
  EXPECT_TRUE(has("blocks/rust_1"));
  EXPECT_FALSE(has("modules/new"));
}

}  // namespace
}  // namespace prebind::engine
