#include "store/statistics.h"

#include <gtest/gtest.h>

#include "util/file.h"
#include "util/testing.h"

namespace prebind::store {
namespace {

TEST(Statistics, ThereAndBack) {
  const Statistics statistics = {.hits = 3,
                                 .misses = {{"not-stored", 2}, {"inputs differ", 1}},
                                 .seconds_saved = 1.25,
                                 .published = 4,
                                 .removed = 5,
                                 .set_aside = 6,
                                 .bytes = 7};
  const std::string text = encode(statistics);
  EXPECT_EQ(text,
            "hits 3\nseconds-saved 1.250\npublished 4\nremoved 5\nset-aside 6\nbytes 7\n"
            "miss 1 inputs differ\nmiss 2 not-stored\n");
  EXPECT_EQ(encode(decode_statistics(text)), text);
}

TEST(Statistics, NonsenseIsLeftOut) {
  const Statistics statistics =
      decode_statistics("hits x\nhits\nlater 5\nmiss 2\nbytes 1y\nhits 2");
  EXPECT_EQ(statistics.hits, 2u);
  EXPECT_EQ(statistics.bytes, 0);
  EXPECT_TRUE(statistics.misses.empty());
}

TEST(Statistics, CountsThatCannotBeWrittenAreDropped) {
  const TemporaryDirectory directory;
  const Layout layout(directory.path() / "none");
  const Statistics statistics = update_statistics(layout, [](Statistics& all) { all.hits = 1; });
  EXPECT_EQ(statistics.hits, 0u);
  EXPECT_EQ(read_statistics(layout).hits, 0u);
}

}  // namespace
}  // namespace prebind::store
