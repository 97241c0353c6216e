#include "engine/archives/archive_pool.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <fmt/format.h>

#include "util/descriptor.h"
#include "util/testing.h"

namespace prebind::engine {
namespace {

using std::chrono::steady_clock;

/// Takes the assembler several seconds.
std::string text_of_seconds() {
  std::string text;
  for (int i = 0; i < 2000000; ++i) text += "add $1, %rax\n";
  return text;
}

class ArchivePoolTest : public testing::Test {
 protected:
  const ArchiveTask& add(ArchivePool& pool, std::string name, std::string text) {
    return pool.add(std::make_shared<const GatheredArchive>(GatheredArchive{
                        .name = {.package = "pack", .version = "1.0.0", .name = std::move(name)},
                        .text = std::move(text)}),
                    *assembler::Variant::parse("x86_64-linux"));
  }

  TemporaryDirectory directory_;
  Context context_ = {
      .environment = Environment::of({{"PREBIND_CACHE_DIR", directory_.path().string()}}),
      .program = {}};
};

TEST_F(ArchivePoolTest, MakesWhatArchiveMakeMakes) {
  ArchivePool pool(context_, {"pack", "1.0.0"}, {}, true);
  EXPECT_TRUE(pool.finish()) << "nothing to do";
  std::vector<const ArchiveTask*> tasks;
  for (int i = 0; i < 50; ++i) {
    tasks.push_back(&add(pool, fmt::format("t{}", i), fmt::format(".long {}\n", i)));
  }
  const ArchiveTask& wrong = add(pool, "wrong", "reet\n");
  EXPECT_TRUE(pool.finish());
  assembler::Worker worker;
  for (const ArchiveTask* task : tasks) {
    const auto expected = archive::make(
        [&](std::string_view text, const assembler::Variant& variant) {
          return worker.assemble(text, variant);
        },
        task->archive->name.name, task->archive->text, task->variant);
    ASSERT_TRUE(expected && task->made);
    EXPECT_EQ(task->made->bytes, expected->bytes);
  }
  EXPECT_FALSE(wrong.made);
  const ArchiveTask& later = add(pool, "later", "nop\n");
  EXPECT_TRUE(pool.finish());
  EXPECT_TRUE(later.made && !later.made->bytes.empty());
}

TEST_F(ArchivePoolTest, GivesUpWhatIsNotMade) {
  const auto start = steady_clock::now();
  {
    ArchivePool pool(context_, {"pack", "1.0.0"}, {}, true);
    for (int i = 0; i < 4; ++i) add(pool, fmt::format("t{}", i), text_of_seconds());
    ::usleep(100000);
  }
  EXPECT_LT(steady_clock::now() - start, std::chrono::seconds(10));
}

TEST_F(ArchivePoolTest, AnInterruptEndsTheWaiting) {
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  const Descriptor read(ends[0]), write(ends[1]);
  context_.interrupt = read.get();
  const auto start = steady_clock::now();
  {
    ArchivePool pool(context_, {"pack", "1.0.0"}, {}, true);
    add(pool, "long", text_of_seconds());
    ASSERT_EQ(::write(write.get(), "!", 1), 1);
    EXPECT_FALSE(pool.finish());
  }
  EXPECT_LT(steady_clock::now() - start, std::chrono::seconds(6));
}

}  // namespace
}  // namespace prebind::engine
