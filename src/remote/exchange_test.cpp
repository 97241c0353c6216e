#include "remote/exchange.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>

#include <gtest/gtest.h>

#include "remote/testing.h"
#include "store/store.h"
#include "store/transfer.h"
#include "util/testing.h"

namespace prebind::remote {
namespace {

using store::Store;

/// Two machines, and a server between them.
class ExchangeTest : public testing::Test {
 protected:
  using Refusals = decltype(Fetched::refused);

  ExchangeTest() {
    EXPECT_TRUE(ours.publish(key, {.crate = "geometry", .version = "1.2.3", .seconds = 2.5},
                             {{.name = "library",
                               .file = "libgeometry.so",
                               .content = "library content",
                               .is_executable = true},
                              {.name = "interface", .file = "interface", .content = "interface"}},
                             &list));
  }

  Exchange writer() { return {remote, ours, {.trust = trust(), .secret = &secret}}; }
  Exchange reader() { return {remote, theirs, {.trust = trust()}}; }
  Trust trust() const { return {.keys = {secret.public_key()}}; }

  void push() {
    Pushed pushed;
    const auto is_sent = writer().push(key, pushed);
    ASSERT_TRUE(is_sent && *is_sent);
  }
  /// Why the result is not taken.
  std::string refusal(const Digest& of) {
    const auto fetched = reader().fetch({of});
    EXPECT_TRUE(fetched);
    EXPECT_FALSE(fetched->key);
    EXPECT_FALSE(theirs.find(of));
    return fetched->refused.empty() ? "" : fetched->refused.begin()->first;
  }
  std::string& content(const std::string& of) { return remote.contents[Digest::of(of)]; }

  TemporaryDirectory directory;
  Store ours{{.root = directory.path() / "ours"}}, theirs{{.root = directory.path() / "theirs"}};
  FakeRemote remote;
  SecretKey secret = *SecretKey::generate();
  const Digest key = Digest::of("key"), request = Digest::of("request");
  const store::InputList list = {.request = request, .names = "names of inputs"};
};

TEST_F(ExchangeTest, AResultGoesFromOneToTheOther) {
  push();
  const auto lists = reader().fetch_lists(request);
  ASSERT_TRUE(lists);
  EXPECT_EQ(lists->lists, 1U);
  EXPECT_EQ(theirs.input_lists(request), std::vector<std::string>{"names of inputs"});
  const auto fetched = reader().fetch({Digest::of("no key"), key});
  ASSERT_TRUE(fetched);
  EXPECT_EQ(fetched->key, key);
  EXPECT_GT(fetched->bytes, 15U);
  const auto found = theirs.find(key);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->read(*found->action().output("library")), "library content");
  EXPECT_TRUE(found->action().output("library")->is_executable);
  EXPECT_EQ(found->action().seconds, 2.5);
  EXPECT_EQ(found->action().request, request);
  EXPECT_EQ(found->action().notes.at("origin"), "remote");
}

TEST_F(ExchangeTest, WhatIsNotThere) {
  EXPECT_EQ(refusal(key), "");
  EXPECT_EQ(reader().fetch_lists(request)->lists, 0U);
  Pushed pushed;
  EXPECT_FALSE(*writer().push(Digest::of("no key"), pushed));
}

TEST_F(ExchangeTest, WhatIsThereIsNotSentAgain) {
  push();
  Pushed pushed;
  ASSERT_TRUE(*writer().push(key, pushed));
  EXPECT_EQ(pushed.bytes, 0U);
}

TEST_F(ExchangeTest, WhatWouldBeFetched) {
  EXPECT_FALSE(reader().find({key})->key);
  push();
  EXPECT_EQ(reader().find({Digest::of("no key"), key})->key, key);
  EXPECT_FALSE(theirs.find(key));
  remote.contents.erase(Digest::of("interface"));
  const auto found = reader().find({key});
  EXPECT_FALSE(found->key);
  EXPECT_EQ(found->refused, Refusals({{"a file of it is gone", 1}}));
}

TEST_F(ExchangeTest, AListThatIsGone) {
  push();
  remote.contents.erase(Digest::of(list.names));
  const auto fetched = reader().fetch_lists(request);
  EXPECT_EQ(fetched->lists, 0U);
  EXPECT_EQ(fetched->refused, Refusals({{"a file of it is gone", 1}}));
}

TEST_F(ExchangeTest, ContentThatWasChanged) {
  push();
  for (const std::string& wrong :
       {std::string("library CONTENT"), std::string("library"), std::string(),
        std::string("library content and more"), std::string(100'000, 'x')}) {
    content("library content") = wrong;
    EXPECT_EQ(refusal(key), "a file of it has other content");
  }
  remote.contents.erase(Digest::of("library content"));
  EXPECT_EQ(refusal(key), "a file of it is gone");
}

/// It is hashed by a thread of its own.
TEST_F(ExchangeTest, ALargeFile) {
  std::string large(5'000'003, 'x');
  for (std::size_t i = 0; i < large.size(); i += 1000) large[i] = static_cast<char>(i / 1000);
  const Digest of_large = Digest::of("key of a large one");
  EXPECT_TRUE(ours.publish(of_large, {.crate = "large"},
                           {{.name = "library", .file = "large", .content = large}}));
  Pushed pushed;
  ASSERT_TRUE(*writer().push(of_large, pushed));
  std::string& sent = content(large);
  for (const std::size_t place : {std::size_t{0}, large.size() / 2, large.size() - 1}) {
    sent[place] ^= 1;
    EXPECT_EQ(refusal(of_large), "a file of it has other content") << place;
    sent[place] ^= 1;
  }
  sent.pop_back();
  EXPECT_EQ(refusal(of_large), "a file of it has other content");
  sent = large + "x";
  EXPECT_EQ(refusal(of_large), "a file of it has other content");
  sent = large;
  EXPECT_EQ(reader().fetch({of_large})->key, of_large);
  const auto found = theirs.find(of_large);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->read(*found->action().output("library")), large);
}

TEST_F(ExchangeTest, EntriesThatWereChanged) {
  push();
  const std::string good = remote.actions[key];
  const auto put = [&](const RemoteEntry& entry) { remote.actions[key] = encode(entry); };

  RemoteEntry entry = *decode(good);
  entry.signer.reset();
  put(entry);
  EXPECT_EQ(refusal(key), "not signed");

  const SecretKey foreign = *SecretKey::generate();
  ASSERT_TRUE(sign(entry, EntryKind::action, key, foreign));
  put(entry);
  EXPECT_EQ(refusal(key), "signed by a key that is not trusted");

  // The name of a trusted key, and a signature by another one.
  entry.signer = secret.public_key();
  put(entry);
  EXPECT_EQ(refusal(key), "its signature is not of this entry");

  // Another library, under the signature of the right one.
  entry = *decode(good);
  remote.contents[Digest::of("evil content")] = "evil content";
  for (EntryFile& file : entry.files) {
    if (file.path == "library") file.blob = {Digest::of("evil content"), 12};
  }
  put(entry);
  EXPECT_EQ(refusal(key), "its signature is not of this entry");

  remote.actions[key] = "no entry";
  EXPECT_EQ(refusal(key), "no entry of Prebind");
  remote.actions[key] = std::string(kMostEntryBytes + 1, 'x');
  EXPECT_EQ(refusal(key), "no entry of Prebind");
  remote.actions[key] = good;
  EXPECT_EQ(reader().fetch({key})->key, key);
}

TEST_F(ExchangeTest, AnEntryOfAnotherKey) {
  push();
  const Digest other = Digest::of("other key");
  remote.actions[other] = remote.actions[key];
  EXPECT_EQ(refusal(other), "its signature is not of this entry");
  // That of a request as that of a result, and the other way round.
  remote.actions[other] = remote.actions[request];
  EXPECT_EQ(refusal(other), "its signature is not of this entry");
  remote.actions[request] = remote.actions[key];
  const auto lists = reader().fetch_lists(request);
  ASSERT_TRUE(lists);
  EXPECT_EQ(lists->lists, 0U);
  ASSERT_EQ(lists->refused.size(), 1U);
  EXPECT_EQ(lists->refused.begin()->first, "its signature is not of this entry");
}

/// Signed, but what is described is not what is there: a writer that is out of order.
TEST_F(ExchangeTest, AnActionThatDescribesOtherFiles) {
  push();
  RemoteEntry entry = *decode(remote.actions[key]);
  std::erase_if(entry.files, [](const EntryFile& file) { return file.path == "interface"; });
  ASSERT_TRUE(sign(entry, EntryKind::action, key, secret));
  remote.actions[key] = encode(entry);
  EXPECT_EQ(refusal(key), "no entry of Prebind");
}

TEST_F(ExchangeTest, LargerThanWhatIsTaken) {
  push();
  Exchange small(remote, theirs, {.trust = trust(), .most_bytes = 20});
  const auto fetched = small.fetch({key});
  ASSERT_TRUE(fetched);
  ASSERT_EQ(fetched->refused.size(), 1U);
  EXPECT_EQ(fetched->refused.begin()->first, "larger than what is taken");
}

TEST_F(ExchangeTest, AnyoneIsTrusted) {
  Pushed pushed;
  Exchange unsigned_writer(remote, ours, {.trust = {.anyone = true}});
  ASSERT_TRUE(*unsigned_writer.push(key, pushed));
  EXPECT_EQ(refusal(key), "not signed");
  Exchange open(remote, theirs, {.trust = {.anyone = true}});
  EXPECT_EQ(open.fetch({key})->key, key);
}

TEST_F(ExchangeTest, TheNextOneIsTaken) {
  push();
  const Digest first = Digest::of("first");
  remote.actions[first] = remote.actions[key];
  const auto fetched = reader().fetch({first, key});
  ASSERT_TRUE(fetched);
  EXPECT_EQ(fetched->key, key);
  EXPECT_EQ(fetched->refused.size(), 1U);
}

TEST_F(ExchangeTest, ListsOfOthersStay) {
  push();
  const Digest second = Digest::of("second");
  const store::InputList other = {.request = request, .names = "other names"};
  ASSERT_TRUE(ours.publish(second, {.crate = "geometry"},
                           {{.name = "library", .file = "b", .content = "b"}}, &other));
  Pushed pushed;
  ASSERT_TRUE(*writer().push(second, pushed));
  EXPECT_EQ(reader().fetch_lists(request)->lists, 2U);
}

TEST_F(ExchangeTest, AServerThatFailsAtAnyCall) {
  for (std::size_t calls = 0; calls < 6; ++calls) {
    FakeRemote failing;
    failing.failure = Error{.message = "the server is down"};
    failing.fails_after = calls;
    Exchange exchange(failing, ours, {.trust = trust(), .secret = &secret});
    Pushed pushed;
    const auto is_sent = exchange.push(key, pushed);
    ASSERT_FALSE(is_sent) << calls;
    EXPECT_EQ(is_sent.error().message, "the server is down");
  }
}

TEST_F(ExchangeTest, TheQueue) {
  EXPECT_TRUE(store::add_to_queue(ours, key));
  EXPECT_TRUE(store::add_to_queue(ours, Digest::of("gone")));
  const auto pushed = writer().push_queue(std::chrono::seconds(60));
  ASSERT_TRUE(pushed);
  EXPECT_EQ(pushed->results, 1U);
  EXPECT_EQ(pushed->gone, 1U);
  EXPECT_TRUE(store::queue(ours).empty());
  EXPECT_EQ(reader().fetch({key})->key, key);
  EXPECT_TRUE(store::add_to_queue(ours, key));
  EXPECT_EQ(writer().push_queue(std::chrono::seconds(0))->results, 0U);
  EXPECT_EQ(store::queue(ours).size(), 1U) << "for the next time";
}

/// What was damaged here is not sent.
TEST_F(ExchangeTest, TheQueueHasABound) {
  Digest key;
  for (std::size_t i = 0; i < store::kMostWaiting + 3; ++i) {
    key = Digest::of(std::to_string(i));
    EXPECT_TRUE(store::add_to_queue(ours, key));
  }
  const auto waiting = store::queue(ours);
  EXPECT_EQ(waiting.size(), store::kMostWaiting);
  EXPECT_EQ(std::ranges::count(waiting, key), 1) << "the last one is in it";
}

TEST_F(ExchangeTest, ADamagedFileIsNotSent) {
  const auto blob = ours.layout().blob(Digest::of("interface"));
  std::filesystem::permissions(blob, std::filesystem::perms(0644));
  std::ofstream(blob) << "INTERFACE";
  Pushed pushed;
  const auto is_sent = writer().push(key, pushed);
  ASSERT_TRUE(is_sent);
  EXPECT_FALSE(*is_sent);
  EXPECT_TRUE(remote.actions.empty());
}

TEST_F(ExchangeTest, AStoreThatCannotTakeIt) {
  push();
  Store unusable({.root = "/dev/null/store"});
  Exchange exchange(remote, unusable, {.trust = trust()});
  const auto fetched = exchange.fetch({key});
  ASSERT_FALSE(fetched);
  EXPECT_NE(fetched.error().message.find("the cache is not used"), std::string::npos);
}

}  // namespace
}  // namespace prebind::remote
