#include "engine/build/compiler_record.h"

#include <sys/stat.h>

#include <gtest/gtest.h>

#include "engine/cache/cache_place.h"
#include "util/file.h"
#include "util/testing.h"

namespace prebind::engine {
namespace {

namespace fs = std::filesystem;
using fingerprint::Digest;

class CompilerRecordTest : public testing::Test {
 protected:
  CompilerRecordTest() {
    write("the compiler");
    EXPECT_TRUE(make_directories(root() / "crate"));  // where the file system's clock is read
  }

  void write(std::string_view content) {
    EXPECT_TRUE(make_directories(driver.parent_path()));
    EXPECT_TRUE(write_file_atomically(driver, content));
  }

  /// The content that a build of any crate would take the compiler to have.
  Digest recall(bool paranoid = false) {
    const Context context = {
        .environment = Environment::of({{"PREBIND_CACHE_DIR", cache.string()}}),
        .program = "/proc/self/exe"};
    const BuildOptions options;
    cargo::Package package;
    package.manifest = root() / "crate/Cargo.toml";
    const Compiler compiler = {.sysroot = root() / "rust", .driver = driver, .version = "1"};
    const BuildScene scene(context, options, package, compiler);
    fingerprint::Record record;
    record.inputs.push_back({.name = scene.compiler_name()});
    // A file that was written just now is old enough for a test.
    recall_compiler(context.environment, scene, record,
                    {.margin = -60'000'000'000, .paranoid = paranoid});
    EXPECT_EQ(record.inputs.size(), 1U);
    return record.inputs.back().content.digest;
  }

  /// The record that was left, with another digest in it.
  void forge() {
    for (const auto& entry : fs::directory_iterator(cache / kCompilerRecords)) {
      auto record = fingerprint::load_record(entry.path());
      ASSERT_TRUE(record);
      record->inputs.at(0).content.digest = Digest::of("forged");
      ASSERT_TRUE(fingerprint::save_record(*record, entry.path()));
    }
  }

  const fs::path& root() const { return directory_.path(); }

 private:
  TemporaryDirectory directory_;

 protected:
  const fs::path cache = directory_.path() / "cache";
  const fs::path driver = directory_.path() / "rust/lib/librustc_driver-1.so";
};

TEST_F(CompilerRecordTest, IsReadOnceForAllCrates) {
  EXPECT_EQ(recall(), Digest::of("the compiler"));
  forge();
  EXPECT_EQ(recall(), Digest::of("forged")) << "what was known was not used";
  EXPECT_EQ(recall(/*paranoid=*/true), Digest::of("the compiler"));
}

TEST_F(CompilerRecordTest, AnotherFileIsRead) {
  recall();
  forge();
  write("another one");
  EXPECT_EQ(recall(), Digest::of("another one"));
  forge();
  EXPECT_EQ(recall(), Digest::of("forged")) << "what was read was not kept";
}

TEST_F(CompilerRecordTest, WhatOthersMayWriteIsNotBelieved) {
  recall();
  forge();
  ::chmod((cache / kCompilerRecords).c_str(), 0777);
  EXPECT_EQ(recall(), Digest::of("the compiler"));
}

TEST_F(CompilerRecordTest, WithoutAPlaceItIsReadEachTime) {
  EXPECT_TRUE(write_file_atomically(cache, "a file"));
  EXPECT_EQ(recall(), Digest::of("the compiler"));
  EXPECT_EQ(recall(), Digest::of("the compiler"));
}

}  // namespace
}  // namespace prebind::engine
