#include "fingerprint/record.h"

#include <sys/stat.h>

#include <gtest/gtest.h>

#include "fingerprint/observer.h"
#include "util/file.h"
#include "util/testing.h"

namespace prebind::fingerprint {
namespace {

Record example() {
  Record record;
  record.inputs = {
      {.name = {Kind::file, "source", "crate", "src/größe \xff.rs"},
       .content = content_of("fn a() {}"),
       .stat = FileStat{.modified = -1,
                        .changed = 1'700'000'000'123'456'789,
                        .size = 9,
                        .inode = 0xffff'ffff'ffff'ffff,
                        .device = 66,
                        .mode = 0100644}},
      {.name = {Kind::file, "config", "crate", ".cargo/config.toml"}},
      {.name = {Kind::directory, "source", "crate", ""},
       .content = {.state = State::unknown, .text = "it changed while the build ran"}},
      {.name = {Kind::environment, "variable", "", "CC"}, .content = content_of("clang\n")},
      {.name = {Kind::value, "value", "", "profile"}, .content = content_of("")},
  };
  record.notes = {{"key", "00ff"}, {"origin", "built"}};
  return record;
}

void expect_same(const Record& a, const Record& b) {
  ASSERT_EQ(a.inputs.size(), b.inputs.size());
  for (std::size_t i = 0; i < a.inputs.size(); ++i) {
    const Input &x = a.inputs[i], &y = b.inputs[i];
    EXPECT_EQ(x.name, y.name);
    EXPECT_EQ(x.content.state, y.content.state);
    EXPECT_EQ(x.content.digest, y.content.digest);
    EXPECT_EQ(x.content.text, y.content.text);
    EXPECT_EQ(x.stat, y.stat);
  }
  EXPECT_EQ(a.notes, b.notes);
}

TEST(Record, ThereAndBack) {
  const auto record = decode(encode(example()));
  ASSERT_TRUE(record);
  expect_same(*record, example());
  EXPECT_EQ(record->note("origin"), "built");
  EXPECT_EQ(record->note("other"), "");
}

TEST(Record, EveryFlippedOrMissingByteIsSeen) {
  const std::string bytes = encode(example());
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    std::string damaged = bytes;
    damaged[i] = static_cast<char>(damaged[i] ^ 0x10);
    EXPECT_FALSE(decode(damaged)) << i;
    EXPECT_FALSE(decode(std::string_view(bytes).substr(0, i))) << i;
  }
  EXPECT_FALSE(decode(bytes + "x"));
}

TEST(Record, CountsAreNotBelieved) {
  // A right checksum over wrong counts: what another program may write.
  std::string bytes = encode(Record{});
  bytes.replace(48, 4, "\xff\xff\xff\xff");
  const Digest sum = Digest::of(std::string_view(bytes).substr(48));
  bytes.replace(16, 32, std::string(sum.bytes.begin(), sum.bytes.end()));
  const auto record = decode(bytes);
  ASSERT_FALSE(record);
  EXPECT_EQ(record.error().message, "the record of the last build is damaged");
}

TEST(Record, OtherVersionsAreNamed) {
  std::string bytes = encode(example());
  bytes[15] = '2';
  const auto record = decode(bytes);
  ASSERT_FALSE(record);
  EXPECT_EQ(record.error().message,
            "the record of the last build has format 2, this engine uses 1");
  EXPECT_EQ(record.error().help, "the next build writes it again");
}

TEST(Record, InAFile) {
  const TemporaryDirectory directory;
  const auto path = directory.path() / "record";
  const auto none = load_record(path);
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().message, "no earlier build is recorded");
  EXPECT_EQ(none.error().where, path.string());

  ASSERT_TRUE(save_record(example(), path));
  expect_same(load_record(path).value(), example());
  struct stat data = {};
  ASSERT_EQ(::stat(path.c_str(), &data), 0);
  EXPECT_EQ(data.st_mode & 0777, 0600u);

  ASSERT_TRUE(write_file_atomically(path, "prebind"));
  const auto damaged = load_record(path);
  ASSERT_FALSE(damaged);
  EXPECT_EQ(damaged.error().message, "the record of the last build is damaged");
  EXPECT_EQ(damaged.error().where, path.string());
}

TEST(Names, ThereAndBackSortedAndOnce) {
  const InputName a = {Kind::file, "source", "crate", "a"};
  const InputName b = {Kind::environment, "variable", "", "B"};
  EXPECT_EQ(encode_names({a, b, a}), encode_names({b, a}));
  EXPECT_EQ(decode_names(encode_names({b, a})).value(), (std::vector<InputName>{a, b}));
  EXPECT_FALSE(decode_names(encode(Record{})));
  EXPECT_FALSE(decode_names(encode_names({a}) + "x"));
}

}  // namespace
}  // namespace prebind::fingerprint
