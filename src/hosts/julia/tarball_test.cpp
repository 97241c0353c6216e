#include "hosts/julia/tarball.h"

#include <gtest/gtest.h>
#include <zlib.h>

namespace prebind::hosts::julia {
namespace {

const TarFiles kFiles = {
    {"lib/x.so", "abc"}, {"lib/empty", ""}, {"lib.d/y", "z"}, {"lib-a", "top\n"}};

std::string gunzipped(std::string data) {
  std::string result(1 << 16, '\0');
  z_stream stream = {};
  EXPECT_EQ(inflateInit2(&stream, 15 + 16), Z_OK);
  stream.next_in = reinterpret_cast<Bytef*>(data.data());
  stream.avail_in = static_cast<uInt>(data.size());
  stream.next_out = reinterpret_cast<Bytef*>(result.data());
  stream.avail_out = static_cast<uInt>(result.size());
  EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
  result.resize(stream.total_out);
  inflateEnd(&stream);
  return result;
}

// What `git write-tree` says of these files: among folders `lib` comes after `lib.d`.
TEST(Tarball, TreeHashIsGits) {
  EXPECT_EQ(git_tree_hash(kFiles), "978d2d01c57b864d5cebaf1cf079e24af5ad2204");
  EXPECT_EQ(git_tree_hash({}), "4b825dc642cb6eb9a060e54bf8d69288fbee4904");
}

TEST(Tarball, IsUstarInWholeBlocks) {
  const std::string tar = gunzipped(gzipped_tar(kFiles));
  ASSERT_EQ(tar.size(), 512 * (4 + 3 + 2));  // headers, contents, the end
  EXPECT_EQ(tar.substr(0, 6), std::string("lib-a\0", 6));
  EXPECT_EQ(tar.substr(124, 12), std::string("00000000004\0", 12));
  EXPECT_EQ(tar.substr(257, 8), std::string("ustar\00000", 8));
  EXPECT_EQ(tar.substr(512, 4), "top\n");
  unsigned sum = 0;
  for (std::size_t i = 0; i < 512; ++i) {
    sum += i >= 148 && i < 156 ? ' ' : static_cast<unsigned char>(tar[i]);
  }
  EXPECT_EQ(std::stoul(tar.substr(148, 6), nullptr, 8), sum);
}

TEST(Tarball, HasTheSameBytesEachTime) {
  EXPECT_EQ(gzipped_tar(kFiles), gzipped_tar(kFiles));
  // gzip's header holds no time and no name.
  EXPECT_EQ(gzipped_tar(kFiles).substr(3, 5), std::string(5, '\0'));
}

}  // namespace
}  // namespace prebind::hosts::julia
