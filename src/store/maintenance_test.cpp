#include "store/maintenance.h"

#include <atomic>
#include <thread>

#include <gtest/gtest.h>

#include "store/testing.h"

namespace prebind::store {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

class MaintenanceTest : public StoreFixture {
 public:
  static Digest key_of(int number) { return Digest::of("key " + std::to_string(number)); }

  /// Results 1, 2, 3 … of 100,000 bytes each, the first not used for longest.
  void fill(int count) {
    for (int i = 1; i <= count; ++i) {
      const InputList list = {request, "names " + std::to_string(i)};
      ASSERT_TRUE(publish(key_of(i), std::string(100'000, static_cast<char>('a' + i)), &list));
      set_age(store.layout().action(key_of(i)), 3600 * (count - i) + 10);
    }
  }
  /// The numbers of the results that can be found.
  std::vector<int> found() {
    std::vector<int> numbers;
    for (int i = 1; i < 10; ++i) {
      if (fs::exists(store.layout().action(key_of(i)))) numbers.push_back(i);
    }
    return numbers;
  }
  static bool is_empty(const fs::path& directory) {
    for (const auto& entry : fs::recursive_directory_iterator(directory)) {
      if (entry.is_regular_file()) return false;
    }
    return true;
  }
};

TEST_F(MaintenanceTest, NothingIsThereAtFirst) {
  EXPECT_TRUE(list(store)->empty());
  EXPECT_EQ(size(store)->bytes, 0u);
  EXPECT_EQ(verify(store)->blobs, 0u);
  EXPECT_EQ(clean(store, {.max_age = 1h})->removed, 0u);
  EXPECT_EQ(notices, std::vector<std::string>{});
}

TEST_F(MaintenanceTest, ListIsLastUsedFirst) {
  fill(2);
  const auto listed = list(store);
  ASSERT_EQ(listed->size(), 2u);
  EXPECT_EQ((*listed)[0].key, key_of(2));
  EXPECT_EQ((*listed)[1].key, key_of(1));
  EXPECT_EQ((*listed)[1].action.crate, "geometry");
  EXPECT_EQ((*listed)[1].size, 100'009u);
  EXPECT_NEAR(static_cast<double>((*listed)[0].last_use - (*listed)[1].last_use), 3600, 5);
  EXPECT_TRUE(store.find(key_of(1)));
  EXPECT_EQ(list(store)->front().key, key_of(1));
}

TEST_F(MaintenanceTest, SizeIsThatOfAllFiles) {
  fill(2);
  const auto sizes = size(store);
  EXPECT_EQ(sizes->results, 2u);
  EXPECT_EQ(sizes->blobs, 3u) << "the interface is the same";
  std::uint64_t bytes = 0;
  for (const char* part : {"blobs", "actions", "requests"}) {
    for (const auto& entry : fs::recursive_directory_iterator(store.layout().top() / part)) {
      if (entry.is_regular_file()) bytes += entry.file_size();
    }
  }
  EXPECT_EQ(sizes->bytes, bytes);
}

TEST_F(MaintenanceTest, CleanByAge) {
  fill(4);
  const auto cleaned = clean(store, {.max_age = 90min});
  EXPECT_EQ(cleaned->removed, 2u);
  EXPECT_GT(cleaned->freed, 200'000u);
  EXPECT_EQ(found(), (std::vector<int>{3, 4}));
  EXPECT_EQ(cleaned->bytes, size(store)->bytes);
  EXPECT_EQ(store.input_lists(request).size(), 2u) << "lists go with the last result they lead to";
  EXPECT_EQ(read_statistics(store.layout()).removed, 2u);
  EXPECT_EQ(read_statistics(store.layout()).bytes, static_cast<std::int64_t>(size(store)->bytes));
}

TEST_F(MaintenanceTest, CleanBySizeTakesTheLeastRecentlyUsed) {
  fill(4);
  EXPECT_TRUE(store.find(key_of(1)));
  const auto cleaned = clean(store, {.max_size = 250'000});
  EXPECT_EQ(cleaned->removed, 2u);
  EXPECT_EQ(found(), (std::vector<int>{1, 4}));
  EXPECT_LE(size(store)->bytes, 250'000u);
}

TEST_F(MaintenanceTest, SharedBlobsStayWhileAResultNeedsThem) {
  ASSERT_TRUE(publish(key_of(1), "same"));
  ASSERT_TRUE(publish(key_of(2), "same"));
  set_age(store.layout().action(key_of(1)), 7200);
  EXPECT_EQ(clean(store, {.max_age = 1h})->removed, 1u);
  const auto entry = store.find(key_of(2));
  ASSERT_TRUE(entry);
  EXPECT_EQ(entry->read(*entry->action().output("library")), "same");
}

TEST_F(MaintenanceTest, WhatIsInUseStays) {
  fill(2);
  {
    const auto entry = store.find(key_of(1));
    const auto cleared = clear(store);
    EXPECT_EQ(cleared->removed, 1u);
    EXPECT_EQ(cleared->in_use, 1u);
    EXPECT_EQ(found(), std::vector<int>{1});
    EXPECT_TRUE(entry->copy(*entry->action().output("library"), path("out.so")).value());
    EXPECT_EQ(store.input_lists(request), std::vector<std::string>{"names 1"});
  }
  EXPECT_EQ(clear(store)->removed, 1u);
  EXPECT_EQ(found(), std::vector<int>{});
}

TEST_F(MaintenanceTest, ClearLeavesNothing) {
  fill(3);
  flip(blob("interface"));
  EXPECT_EQ(verify(store)->damaged, 1u);
  store.count_hit(action());
  ASSERT_TRUE(clear(store));
  EXPECT_EQ(size(store)->bytes, 0u);
  for (const char* part : {"blobs", "actions", "requests", "bad", "temporary", "locks"}) {
    EXPECT_TRUE(is_empty(store.layout().top() / part)) << part;
  }
  const Statistics statistics = read_statistics(store.layout());
  EXPECT_EQ(statistics.hits, 0u);
  EXPECT_EQ(statistics.bytes, 0);
}

TEST_F(MaintenanceTest, LeftoversOfKilledProcessesGo) {
  fill(1);
  write(store.layout().temporary() / ".prebind-tmp-0123", "half");
  const Digest orphan = Digest::of("orphan");
  fs::create_directories(store.layout().blob(orphan).parent_path());
  write(store.layout().blob(orphan), "orphan");
  write(store.layout().lists(request) / Digest::of("unused").hex(), "unused");
  const auto cleaned = clean(store, {});
  EXPECT_EQ(cleaned->removed, 0u);
  EXPECT_EQ(cleaned->freed, 4u + 6u + 6u);
  EXPECT_TRUE(is_empty(store.layout().temporary()));
  EXPECT_FALSE(fs::exists(store.layout().blob(orphan)));
  EXPECT_EQ(store.input_lists(request), std::vector<std::string>{"names 1"});
  EXPECT_TRUE(store.find(key_of(1)));
}

TEST_F(MaintenanceTest, CleaningRemovesDamagedActions) {
  fill(2);
  flip(store.layout().action(key_of(1)));
  ASSERT_TRUE(clean(store, {}));
  EXPECT_EQ(found(), std::vector<int>{2});
  EXPECT_EQ(size(store)->blobs, 2u);
}

TEST_F(MaintenanceTest, VerifyFindsEveryDamage) {
  fill(4);
  EXPECT_EQ(verify(store)->damaged, 0u);
  flip(blob(std::string(100'000, 'b')));
  flip(store.layout().action(key_of(2)));
  fs::remove(blob(std::string(100'000, 'd')));

  const auto verified = verify(store);
  EXPECT_EQ(verified->blobs, 4u);
  EXPECT_EQ(verified->results, 4u);
  EXPECT_EQ(verified->damaged, 2u);
  EXPECT_EQ(verified->incomplete, 2u);
  EXPECT_EQ(found(), std::vector<int>{4});
  EXPECT_EQ(verify(store)->damaged, 0u);
  EXPECT_EQ(read_statistics(store.layout()).set_aside, 2u);
}

TEST_F(MaintenanceTest, CleansByItselfWhenItHasGrown) {
  Store small({.root = root, .max_size = 350'000});
  std::size_t most = 0;
  for (int i = 1; i <= 8; ++i) {
    ASSERT_TRUE(small.publish(key_of(i), action(), outputs(std::string(100'000, 'a' + i))));
    set_age(small.layout().action(key_of(i)), 3600 * (8 - i));
    most = std::max(most, size(small)->bytes);
  }
  EXPECT_LT(most, 350'000u);
  // Cleaning goes down to 280,000, so there is room for another before the next.
  EXPECT_EQ(found(), (std::vector<int>{7, 8}));
}

TEST_F(MaintenanceTest, PublishingWaitsWhileCleaning) {
  fill(1);
  auto gate = FileLock::try_lock(store.layout().gate());
  ASSERT_TRUE(gate && *gate);
  std::atomic<bool> is_published = false;
  std::thread publisher([&] { is_published = publish(key_of(2), "two"); });
  std::this_thread::sleep_for(30ms);
  EXPECT_FALSE(is_published);
  EXPECT_TRUE(store.find(key_of(1))) << "lookups go on";
  gate->reset();
  publisher.join();
  EXPECT_TRUE(is_published);
}

TEST_F(MaintenanceTest, NobodyWaitsForOthersWithoutEnd) {
  fill(1);
  std::vector<std::string> lines;
  const Store used({.root = root, .patience = 20ms, .on_notice = [&](const std::string& line) {
                      lines.push_back(line);
                    }});
  {
    const auto publishing = FileLock::try_lock(store.layout().gate(), LockMode::shared);
    ASSERT_TRUE(publishing && *publishing);
    for (const Error& error :
         {clean(used, {}).error(), clear(used).error(), verify(used).error()}) {
      EXPECT_EQ(error, (Error{"other processes use the cache all the time", "",
                              "try again when no builds are running"}));
    }
  }
  const auto cleaning = FileLock::try_lock(store.layout().gate());
  ASSERT_TRUE(cleaning && *cleaning);
  EXPECT_FALSE(used.publish(key_of(2), action(), outputs("two")));
  EXPECT_EQ(lines, std::vector<std::string>{
                       "the result is not cached: another process is cleaning the cache"});
}

TEST_F(MaintenanceTest, StoreThatCannotBeUsedIsAnError) {
  fs::create_directories(root);
  fs::permissions(root, fs::perms::all);
  const Store open({.root = root});
  const std::string message = "the cache is not used: others may write to `" + root.string() +
                              "` (`chmod go-w` prevents that)";
  for (const Error& error : {list(open).error(), size(open).error(), verify(open).error(),
                             clean(open, {}).error(), clear(open).error()}) {
    EXPECT_EQ(error.message, message);
    EXPECT_EQ(error.help, "set PREBIND_CACHE_DIR to a folder of your own");
  }
}

}  // namespace
}  // namespace prebind::store
