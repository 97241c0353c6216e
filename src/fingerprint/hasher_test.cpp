#include "fingerprint/hasher.h"

#include <gtest/gtest.h>

#include "fingerprint/memory_file_system.h"

namespace prebind::fingerprint {
namespace {

Digest listing(const MemoryFileSystem& files, const std::string& path) {
  return hash_listing(files, path).value()->digest;
}

TEST(Hasher, FileIsItsContent) {
  MemoryFileSystem files;
  files.write("/a", "text");
  const auto hashed = hash_file(files, "/a").value();
  EXPECT_EQ(hashed->digest, Digest::of("text"));
  EXPECT_EQ(hashed->stat, files.stat_of("/a"));
  EXPECT_FALSE(hash_file(files, "/b").value());
}

TEST(Hasher, FileThatChangesWhileItIsReadIsAnError) {
  MemoryFileSystem files;
  files.write("/a", "text");
  files.advance(1);
  files.during_next_read([&] { files.write("/a", "TEXT"); });
  const auto hashed = hash_file(files, "/a");
  ASSERT_FALSE(hashed);
  EXPECT_EQ(hashed.error().message, "`/a` changed while it was read");
}

TEST(Hasher, ListingIsNamesAndTypes) {
  MemoryFileSystem files;
  files.write("/a/x", "1");
  files.write("/a/y", "1");
  files.write("/b/y", "2");
  files.write("/b/x", "3");
  EXPECT_EQ(listing(files, "/a"), listing(files, "/b"));

  files.remove("/b/x");
  EXPECT_NE(listing(files, "/a"), listing(files, "/b"));
  files.make_directory("/b/x");
  EXPECT_NE(listing(files, "/a"), listing(files, "/b"));
  files.remove("/b/x");
  files.link("/a/x", "/b/x");
  EXPECT_NE(listing(files, "/a"), listing(files, "/b"));
  EXPECT_FALSE(hash_listing(files, "/c").value());
}

TEST(Hasher, ListingOfOneNameIsNotThatOfTwo) {
  MemoryFileSystem files;
  files.write("/a/xfy", "");
  files.write("/b/x", "");
  files.write("/b/y", "");
  EXPECT_NE(listing(files, "/a"), listing(files, "/b"));
}

}  // namespace
}  // namespace prebind::fingerprint
