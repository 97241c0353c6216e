#include "store/store.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <fstream>
#include <thread>

#include <gtest/gtest.h>

#include "store/maintenance.h"
#include "store/testing.h"
#include "util/file.h"

namespace prebind::store {
namespace {

namespace fs = std::filesystem;

class StoreTest : public StoreFixture {};

TEST_F(StoreTest, WhatWasPublishedIsFound) {
  EXPECT_EQ(store.find(key).error(), Miss::not_stored);
  ASSERT_TRUE(publish(key, "library content"));

  const auto entry = store.find(key);
  ASSERT_TRUE(entry);
  const Action& action = entry->action();
  EXPECT_EQ(action.crate, "geometry");
  ASSERT_EQ(action.outputs.size(), 2u);
  const Output* library = action.output("library");
  ASSERT_NE(library, nullptr);
  EXPECT_EQ(library->file, "libgeometry.so");
  EXPECT_EQ(library->digest, Digest::of("library content"));
  EXPECT_EQ(library->size, 15u);
  EXPECT_EQ(entry->read(*library), "library content");
  EXPECT_EQ(entry->read(*action.output("interface")), "interface");
  EXPECT_EQ(action.output("other"), nullptr);

  ASSERT_TRUE(entry->copy(*library, path("out.so")).value());
  EXPECT_EQ(read_file(path("out.so")).value(), "library content");
  EXPECT_EQ(mode(path("out.so")), 0755u);
  ASSERT_TRUE(entry->copy(*action.output("interface"), path("out.txt")).value());
  EXPECT_EQ(mode(path("out.txt")), 0644u);
  EXPECT_EQ(notices, std::vector<std::string>{});
}

TEST_F(StoreTest, LiesOnDiskAsDocumented) {
  ASSERT_TRUE(publish(key, "library content"));
  const std::string hex = Digest::of("library content").hex();
  const fs::path blob = root / "v1" / "blobs" / hex.substr(0, 2) / hex;
  EXPECT_EQ(read_file(blob).value(), "library content");
  EXPECT_EQ(mode(blob), 0444u);
  EXPECT_TRUE(fs::exists(root / "v1" / "actions" / key.hex().substr(0, 2) / key.hex()));
  EXPECT_EQ(read_file(root / "v1" / "format").value(), "prebind-store 1\n");
  EXPECT_TRUE(fs::exists(root / "CACHEDIR.TAG"));
  EXPECT_TRUE(fs::is_empty(root / "v1" / "temporary"));
}

TEST_F(StoreTest, EqualFilesAreStoredOnce) {
  ASSERT_TRUE(publish(key, "library content"));
  ASSERT_TRUE(publish(other_key, "library content"));
  EXPECT_EQ(size(store)->blobs, 2u);
  EXPECT_EQ(size(store)->results, 2u);
  EXPECT_EQ(static_cast<std::uint64_t>(read_statistics(store.layout()).bytes), size(store)->bytes);
}

TEST_F(StoreTest, LaterResultReplacesTheEarlier) {
  ASSERT_TRUE(publish(key, "one"));
  ASSERT_TRUE(publish(key, "two"));
  const auto entry = store.find(key);
  EXPECT_EQ(entry->read(*entry->action().output("library")), "two");
}

TEST_F(StoreTest, OutputThatCannotBeReadIsNotPublished) {
  EXPECT_FALSE(store.publish(key, {}, {{.name = "library", .file = "a", .path = path("none")}}));
  ASSERT_EQ(notices.size(), 1u);
  EXPECT_EQ(notices[0], "the result is not cached: cannot read `" + path("none").string() +
                            "`: No such file or directory");
  EXPECT_EQ(store.find(key).error(), Miss::not_stored);
}

TEST_F(StoreTest, CopyIsNoLinkIntoTheStore) {
  ASSERT_TRUE(publish(key, "library content"));
  const auto entry = store.find(key);
  const Output& library = *entry->action().output("library");
  ASSERT_TRUE(entry->copy(library, path("out.so")).value());
  struct stat data = {};
  ASSERT_EQ(::stat(path("out.so").c_str(), &data), 0);
  EXPECT_EQ(data.st_nlink, 1u);
  std::fstream(path("out.so")) << "overwritten in place";
  EXPECT_EQ(entry->read(library), "library content");
}

TEST_F(StoreTest, DestinationThatHasTheContentStaysUntouched) {
  ASSERT_TRUE(publish(key, "library content"));
  const auto entry = store.find(key);
  const Output& library = *entry->action().output("library");
  ASSERT_TRUE(entry->copy(library, path("out.so")).value());
  const ino_t inode = inode_of(path("out.so"));
  ASSERT_TRUE(entry->copy(library, path("out.so")).value());
  EXPECT_EQ(inode_of(path("out.so")), inode);

  fs::permissions(path("out.so"), fs::perms::owner_write | fs::perms::owner_read);
  ASSERT_TRUE(entry->copy(library, path("out.so")).value());
  EXPECT_EQ(mode(path("out.so")), 0755u);
  write(path("out.so"), "LIBRARY CONTENT");
  ASSERT_TRUE(entry->copy(library, path("out.so")).value());
  EXPECT_EQ(read_file(path("out.so")).value(), "library content");
}

TEST_F(StoreTest, DestinationThatCannotBeWrittenIsAnError) {
  ASSERT_TRUE(publish(key, "library content"));
  const auto entry = store.find(key);
  const auto copied = entry->copy(*entry->action().output("library"), path("none/out.so"));
  ASSERT_FALSE(copied);
  EXPECT_EQ(copied.error().message,
            "cannot write `" + path("none/out.so").string() + "`: No such file or directory");
}

TEST_F(StoreTest, FlippedBlobIsSetAsideAndRebuilt) {
  ASSERT_TRUE(publish(key, "library content"));
  flip(blob("library content"));
  {
    const auto entry = store.find(key);
    ASSERT_TRUE(entry);
    EXPECT_FALSE(entry->copy(*entry->action().output("library"), path("out.so")).value());
  }
  EXPECT_FALSE(fs::exists(path("out.so")));
  EXPECT_FALSE(fs::exists(blob("library content")));
  EXPECT_TRUE(fs::exists(store.layout().bad() / blob("library content").filename()));
  EXPECT_EQ(read_statistics(store.layout()).set_aside, 1u);
  EXPECT_EQ(store.find(key).error(), Miss::incomplete);
  ASSERT_TRUE(publish(key, "library content"));
  EXPECT_TRUE(store.find(key));
}

TEST_F(StoreTest, FlippedBlobIsHealedByPublishingItAgain) {
  ASSERT_TRUE(publish(key, "library content"));
  flip(blob("library content"));
  const auto entry = store.find(key);
  ASSERT_TRUE(publish(other_key, "library content"));
  // The earlier reader has the damaged file, and must not take the good one away.
  EXPECT_EQ(entry->read(*entry->action().output("library")), std::nullopt);
  const auto later = store.find(key);
  ASSERT_TRUE(later);
  EXPECT_EQ(later->read(*later->action().output("library")), "library content");
}

TEST_F(StoreTest, ShortenedBlobIsSetAsideAtOnce) {
  ASSERT_TRUE(publish(key, "library content"));
  fs::permissions(blob("library content"), fs::perms::owner_write, fs::perm_options::add);
  fs::resize_file(blob("library content"), 3);
  EXPECT_EQ(store.find(key).error(), Miss::damaged);
  EXPECT_EQ(store.find(key).error(), Miss::incomplete);
}

TEST_F(StoreTest, FlippedActionIsSetAside) {
  ASSERT_TRUE(publish(key, "library content"));
  flip(store.layout().action(key));
  EXPECT_EQ(store.find(key).error(), Miss::damaged);
  EXPECT_EQ(store.find(key).error(), Miss::not_stored);
  EXPECT_TRUE(fs::exists(store.layout().bad() / key.hex()));
}

TEST_F(StoreTest, StoreThatIsRemovedMeanwhileIsMadeAgain) {
  ASSERT_TRUE(publish(key, "library content"));
  fs::remove_all(root);
  EXPECT_EQ(store.find(key).error(), Miss::not_stored);
  ASSERT_TRUE(publish(key, "library content"));
  EXPECT_TRUE(store.find(key));
  EXPECT_EQ(notices, std::vector<std::string>{});
}

TEST_F(StoreTest, EntryCanBeReadWhateverHappensToTheStore) {
  ASSERT_TRUE(publish(key, "library content"));
  const auto entry = store.find(key);
  fs::remove_all(root);
  EXPECT_EQ(entry->read(*entry->action().output("library")), "library content");
  EXPECT_TRUE(entry->copy(*entry->action().output("library"), path("out.so")).value());
}

TEST_F(StoreTest, ListsOfInputsLastUsedFirst) {
  EXPECT_TRUE(store.input_lists(request).empty());
  const InputList one = {request, "names one"}, two = {request, "names two"};
  ASSERT_TRUE(publish(key, "1", &one));
  ASSERT_TRUE(publish(other_key, "2", &two));
  ASSERT_TRUE(publish(Digest::of("third"), "3", &two));
  const fs::path lists = store.layout().lists(request);
  set_age(lists / Digest::of("names one").hex(), 20);
  set_age(lists / Digest::of("names two").hex(), 10);
  EXPECT_EQ(store.input_lists(request), (std::vector<std::string>{"names two", "names one"}));
  EXPECT_TRUE(store.find(key));
  EXPECT_EQ(store.input_lists(request), (std::vector<std::string>{"names one", "names two"}));

  flip(lists / Digest::of("names one").hex());
  EXPECT_EQ(store.input_lists(request), std::vector<std::string>{"names two"});
  EXPECT_EQ(read_statistics(store.layout()).set_aside, 1u);
}

TEST_F(StoreTest, StatisticsAreSharedByAll) {
  Store second({.root = root});
  store.count_miss(name(Miss::not_stored));
  second.count_miss(name(Miss::not_stored));
  second.count_miss("inputs differ");
  ASSERT_TRUE(publish(key, "1"));
  store.count_hit({.seconds = 1.5});
  second.count_hit({.seconds = 2});
  const Statistics statistics = read_statistics(store.layout());
  EXPECT_EQ(statistics.hits, 2u);
  EXPECT_DOUBLE_EQ(statistics.seconds_saved, 3.5);
  EXPECT_EQ(statistics.published, 1u);
  EXPECT_EQ(statistics.all_misses(), 3u);
  EXPECT_EQ(statistics.misses.at("not-stored"), 2u);
  EXPECT_EQ(statistics.misses.at("inputs differ"), 1u);
}

TEST_F(StoreTest, SecondBuilderWaitsAndIsTold) {
  auto first = store.lock(key);
  EXPECT_TRUE(first->is_held());
  std::vector<std::string> lines;
  std::atomic<bool> has_lock = false;
  std::thread second([&] {
    const auto lock = store.lock(key, [&](const std::string& line) { lines.push_back(line); });
    has_lock = lock->is_held();
  });
  const auto other = store.lock(other_key);
  EXPECT_TRUE(other->is_held()) << "another key is not waited for";
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  EXPECT_FALSE(has_lock);
  first->release();
  second.join();
  EXPECT_TRUE(has_lock);
  EXPECT_EQ(lines, std::vector<std::string>{"waiting for process " + std::to_string(::getpid()) +
                                            ", which builds the same"});
}

TEST_F(StoreTest, NextBuilderGoesOnWhenTheFirstIsKilled) {
  int ready[2];
  ASSERT_EQ(::pipe(ready), 0);
  const pid_t first = ::fork();
  if (first == 0) {
    const auto lock = store.lock(key);
    (void)!::write(ready[1], "x", 1);
    ::pause();
  }
  char byte = 0;
  ASSERT_EQ(::read(ready[0], &byte, 1), 1);
  std::thread killer([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(30));
    ::kill(first, SIGKILL);
  });
  bool was_told = false;
  const auto lock = store.lock(key, [&](const std::string&) { was_told = true; });
  EXPECT_TRUE(lock->is_held());
  EXPECT_TRUE(was_told);
  killer.join();
  ::waitpid(first, nullptr, 0);
  ::close(ready[0]);
  ::close(ready[1]);
}

TEST_F(StoreTest, CleaningRemovesLockFilesThatNobodyHolds) {
  {
    const auto lock = store.lock(key);
  }
  const auto held = store.lock(other_key);
  ASSERT_TRUE(clean(store, {}));
  EXPECT_FALSE(fs::exists(store.layout().lock(key)));
  EXPECT_TRUE(fs::exists(store.layout().lock(other_key)));
  EXPECT_TRUE(store.lock(key)->is_held());
}

TEST_F(StoreTest, WaiterOfARemovedLockFileLocksTheNewOne) {
  auto first = store.lock(key);
  std::atomic<bool> has_lock = false;
  std::thread second([&] {
    const auto lock = store.lock(key);
    has_lock = lock->is_held() && fs::exists(store.layout().lock(key));
  });
  std::this_thread::sleep_for(std::chrono::milliseconds(30));
  fs::remove(store.layout().lock(key));
  first->release();
  second.join();
  EXPECT_TRUE(has_lock);
}

TEST_F(StoreTest, LookupsGoOnWhileAResultIsReplaced) {
  ASSERT_TRUE(publish(key, "library content"));
  std::atomic<bool> is_done = false;
  std::thread publisher([&] {
    for (int i = 0; i < 100; ++i) publish(key, "library content");
    is_done = true;
  });
  int missed = 0;
  while (!is_done) missed += store.find(key) ? 0 : 1;
  publisher.join();
  EXPECT_EQ(missed, 0);
}

TEST_F(StoreTest, SeveralThreads) {
  std::vector<std::thread> threads;
  std::atomic<int> wrong = 0;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&, i] {
      const std::string content = "content " + std::to_string(i % 4);
      const Digest own = Digest::of(content);
      for (int round = 0; round < 10; ++round) {
        if (!publish(own, content)) ++wrong;
        const auto entry = store.find(own);
        if (!entry || entry->read(*entry->action().output("library")) != content) ++wrong;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, 0);
  EXPECT_EQ(read_statistics(store.layout()).published, 80u);
}

}  // namespace
}  // namespace prebind::store
