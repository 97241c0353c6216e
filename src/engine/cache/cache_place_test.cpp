#include "engine/cache/cache_place.h"

#include <sys/stat.h>

#include <gtest/gtest.h>

#include "util/testing.h"

namespace prebind::engine {
namespace {

using std::chrono::seconds;

TEST(CachePlace, IsTheFirstOfItsVariables) {
  const auto place = [](std::map<std::string, std::string> variables) {
    return cache_directory(Environment::of(std::move(variables))).string();
  };
  EXPECT_EQ(place({{"PREBIND_CACHE_DIR", "/a/../b/"}, {"XDG_CACHE_HOME", "/x"}, {"HOME", "/h"}}),
            "/b");
  EXPECT_EQ(place({{"PREBIND_CACHE_DIR", ""}, {"XDG_CACHE_HOME", "/x"}, {"HOME", "/h"}}),
            "/x/prebind");
  EXPECT_EQ(place({{"XDG_CACHE_HOME", "relative"}, {"HOME", "/h"}}), "/h/.cache/prebind");
  EXPECT_EQ(place({}), "");
}

TEST(CachePlace, FoldersAreTheirOwnersAloneWhateverTheUmask) {
  const TemporaryDirectory directory;
  const std::filesystem::path cache = directory.path() / "home/cache";
  const mode_t before = ::umask(0);
  EXPECT_TRUE(make_cache_folder(cache, "records/crate"));
  ::umask(before);
  const auto mode = [&](const char* below) {
    return static_cast<unsigned>(std::filesystem::status(cache / below).permissions());
  };
  EXPECT_EQ(mode(""), 0755u);
  EXPECT_EQ(mode("records"), 0700u);
  EXPECT_EQ(mode("records/crate"), 0700u);
  EXPECT_EQ(distrust_cache_folder(cache, "records/crate"), std::nullopt);
  EXPECT_EQ(distrust_cache_folder(cache, "none/crate"), std::nullopt);
  for (const auto& open : {cache, cache / "records", cache / "records/crate"}) {
    const auto permissions = std::filesystem::status(open).permissions();
    std::filesystem::permissions(open, std::filesystem::perms::others_write,
                                 std::filesystem::perm_options::add);
    const std::string why =
        "others may write to `" + open.string() + "` (`chmod go-w` prevents that)";
    EXPECT_EQ(distrust_cache_folder(cache, "records/crate"), why);
    EXPECT_EQ(make_cache_folder(cache, "records/crate").error().message, why);
    std::filesystem::permissions(open, permissions);
  }
}

TEST(CachePlace, ReadsSizes) {
  EXPECT_EQ(parse_size("0"), 0);
  EXPECT_EQ(parse_size("12"), 12);
  EXPECT_EQ(parse_size("3k"), 3 << 10);
  EXPECT_EQ(parse_size("5G"), std::uint64_t{5} << 30);
  EXPECT_EQ(parse_size("16777215T"), std::uint64_t{16777215} << 40);
  for (const char* text :
       {"", "K", "5GB", "-1", "1.5G", "5 G", "5x", "16777216T", "99999999999999999999"}) {
    const auto size = parse_size(text);
    ASSERT_FALSE(size) << text;
    EXPECT_EQ(size.error().message, "`" + std::string(text) + "` is not a size");
    EXPECT_EQ(size.error().help, "write a number of bytes, or one with K, M, G or T, as `5G`");
  }
}

TEST(CachePlace, ReadsAges) {
  EXPECT_EQ(parse_age("90s"), seconds(90));
  EXPECT_EQ(parse_age("2m"), seconds(120));
  EXPECT_EQ(parse_age("1h"), seconds(3600));
  EXPECT_EQ(parse_age("30d"), seconds(30 * 86'400));
  EXPECT_EQ(parse_age("30"), seconds(30 * 86'400));
  EXPECT_EQ(parse_age("2w"), seconds(14 * 86'400));
  for (const char* text : {"", "d", "1y", "1000000001d", "-1d", "30 d", "30days"}) {
    const auto age = parse_age(text);
    ASSERT_FALSE(age) << text;
    EXPECT_EQ(age.error().message, "`" + std::string(text) + "` is not an age");
    EXPECT_EQ(age.error().help, "write a number with s, m, h, d or w, as `30d`");
  }
}

TEST(CachePlace, SaysThatASizeIsNotUsed) {
  std::vector<std::string> said;
  const Context context = {
      .environment = Environment::of({{"HOME", "/h"}, {"PREBIND_CACHE_MAX_SIZE", "much"}}),
      .program = {},
      .on_message = [&](std::string_view line) { said.emplace_back(line); }};
  const store::Options options = store_options(context);
  EXPECT_EQ(options.max_size, store::Options{}.max_size);
  EXPECT_EQ(said, std::vector<std::string>{
                      "PREBIND_CACHE_MAX_SIZE is not used: `much` is not a size (write a number of "
                      "bytes, or one with K, M, G or T, as `5G`)"});
}

}  // namespace
}  // namespace prebind::engine
