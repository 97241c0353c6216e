#include "model/record.h"

#include <gmock/gmock.h>

#include <chrono>
#include <random>

#include "model/name.h"
#include "model/test_samples.h"

namespace prebind::model {
namespace {

using namespace samples;

Result<Record> parse(std::string_view bytes) {
  return parse_record({reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()});
}

std::string problem_of_record(std::string_view bytes) {
  const auto record = parse(bytes);
  if (record) return "none";
  EXPECT_EQ(record.error().help, "build the library again with this version of Prebind");
  return record.error().message;
}

Record example_record() {
  return record(method("join", Passing::reference,
                       {{"other", named("Point", Passing::reference, 0)},
                        {"style", option(named("Style", Passing::value, 1))}},
                       result(named("Point", Passing::value, 0), of(TypeKind::display))),
                at(12, 8), {to_point(at(10, 6)), {"", at(14, 22)}});
}

/// A record of parts that need not fit together.
std::string bytes_of(std::string json, std::string places, std::uint32_t references,
                     std::string ids, std::string data = "",
                     std::string texts = std::string(4, '\0')) {
  return std::string(kRecordMagic) + little_endian(static_cast<std::uint32_t>(json.size())) +
         little_endian(static_cast<std::uint32_t>(places.size())) + little_endian(references) +
         little_endian(static_cast<std::uint32_t>(data.size())) + json + places + ids + data +
         texts;
}

TEST(Record, BytesAreAsDocumented) {
  const Record whole{
      point(), at(3, 12), {to_point(at(4, 5)), {"", at(6, 7)}}, {"geometry", "shapes"}};
  const std::string json = to_json(whole.item);
  EXPECT_EQ(record_bytes(whole), bytes_of(json, "geometry::shapes\nsrc/lib.rs:3:12\n4:5\n6:7\n", 2,
                                          "0123456789abcdef----------------"));
  EXPECT_EQ(record_bytes(record(colour(), at(3, 12))),
            bytes_of(to_json(colour()), "\nsrc/lib.rs:3:12\n", 0, "",
                     std::string(8, '\0') + std::string(8, '\xff')));
  EXPECT_EQ(record_bytes(record(dot(0), at(3), {to_point(at(4))})),
            bytes_of(to_json(dot(0)), "\nsrc/lib.rs:3:1\n4:1\n", 1, "0123456789abcdef",
                     little_endian(16, 8) + little_endian(8, 8) + little_endian(0, 8) +
                         little_endian(8, 8)));
  EXPECT_EQ(
      record_bytes(record(shape(), at(3), {to_point(at(4)), to_point(at(5))})),
      bytes_of(to_json(shape()), "\nsrc/lib.rs:3:1\n4:1\n5:1\n", 2,
               "0123456789abcdef0123456789abcdef", little_endian(0, 8) + std::string(16 * 5, 'e')));
  const Constant text = constant("TEXT", of(TypeKind::str), "ä");
  EXPECT_EQ(record_bytes(record(text, at(3))),
            bytes_of(to_json(text), "\nsrc/lib.rs:3:1\n", 0, "", "ä"));
}

TEST(Record, DataIsWhatTheItemHas) {
  const char* const wrong = "its data is not what such an item has";
  const std::string number(8, '\0');
  const auto with_data = [&](const Item& item, const std::string& data) {
    return problem_of_record(
        bytes_of(to_json(item), "a\na:1:2\n3:4\n", 1, "0123456789abcdef", data));
  };
  EXPECT_EQ(with_data(function("f"), "x"), wrong);
  EXPECT_EQ(with_data(point(), number), wrong);
  EXPECT_EQ(with_data(colour(), number + number), "none");
  const NamedType tagged{.crate = "geometry",
                         .name = "E",
                         .host_name = "E",
                         .id = "00000000000000e2",
                         .shape = Shape::tagged,
                         .definition = "geometry__define_E__00000000000000e3",
                         .variants = {{.name = "A", .host_name = "A"}}};
  EXPECT_EQ(with_data(tagged, little_endian(1, 8) + std::string(32, 'e')), "none");
  for (const std::string& data : {std::string(), little_endian(2, 8), little_endian(1, 8) + "e",
                                  little_endian(1, 8) + std::string(16, '\xff')}) {
    EXPECT_EQ(with_data(tagged, data), wrong);
  }
  for (int numbers : {0, 1, 3}) {
    std::string data;
    for (int i = 0; i < numbers; ++i) data += number;
    EXPECT_EQ(with_data(colour(), data), wrong) << numbers;
  }
  EXPECT_EQ(with_data(colour(), std::string(15, '\0')), wrong);
  EXPECT_EQ(with_data(dot(0), number + number + number + number), "none");
  EXPECT_EQ(with_data(dot(0), std::string(8, '\xff') + number + number + number), wrong);
  EXPECT_EQ(with_data(constant("N", of(TypeKind::u8), ""), number), "none");
  EXPECT_EQ(with_data(constant("N", of(TypeKind::u8), ""), "1"), wrong);
  EXPECT_EQ(with_data(constant("N", of(TypeKind::i128), ""), number + number), "none");
  EXPECT_EQ(with_data(constant("N", of(TypeKind::i128), ""), number), wrong);
  EXPECT_EQ(with_data(constant("T", of(TypeKind::str), ""), ""), "none");
  EXPECT_EQ(with_data(constant("T", of(TypeKind::str), ""), "\xff"), wrong);
}

TEST(Record, DocsHaveTextsThatRustcMade) {
  const auto with = [](const std::string& docs, const std::string& texts) {
    std::string json = to_json(function("f"));
    json.insert(json.find("\"symbol\""), "\"docs\":" + docs + ",");
    return bytes_of(json, "a\na:1:2\n", 0, "", "", texts);
  };
  const auto text = [](std::string_view each) {
    return little_endian(static_cast<std::uint32_t>(each.size())) + std::string(each);
  };
  const std::string both = little_endian(2) + text("two\n    code\n") + text("\xc3\xa4");
  const auto docs = parse(with(R"([" One", 0, " Three", 1])", both));
  ASSERT_TRUE(docs) << docs.error().message;
  EXPECT_EQ(std::get<Function>(docs->item).docs, "One\ntwo\n    code\nThree\n\xc3\xa4");
  EXPECT_EQ(problem_of_record(with("[2]", both)),
            "the `docs` of the function has a text that the record does not have");
  EXPECT_EQ(problem_of_record(with("[true]", both)), "the `docs` of the function is not text");
  EXPECT_EQ(problem_of_record(with("7", both)), "the `docs` of the function is not text");
  const char* const wrong = "a text of its docs is none, or ends behind the record";
  for (const std::string& texts :
       {std::string(), little_endian(1), little_endian(1) + little_endian(2) + "x",
        little_endian(1) + text("\xff"), little_endian(0xffffffff)}) {
    EXPECT_EQ(problem_of_record(with("\"One.\"", texts)), wrong);
  }
}

TEST(Record, EveryItemComesBack) {
  for (const Record& each :
       {record(geometry(), at(1)), record(point(), at(4, 12)),
        record(x_of_point(), at(5, 9), {to_point(at(4, 12))}), example_record(),
        record(colour(), at(1)), record(dot(0), at(1), {to_point(at(2))}),
        record(shape(), at(1), {to_point(at(2)), to_point(at(3))}),
        record(constant("N", of(TypeKind::i8), std::string(8, '\xff')), at(1)),
        record(function("f"), {"C:\\src\\a b\\größe.rs", 7, 1})}) {
    const auto back = parse(record_bytes(each));
    ASSERT_TRUE(back) << back.error().message;
    EXPECT_EQ(*back, each);
  }
}

TEST(Record, OtherVersionsAreKnown) {
  const auto other = [](std::string bytes, char version) {
    bytes[kRecordMagic.size() - 1] = version;
    return other_version({reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()});
  };
  const std::string crate = record_bytes(record(geometry(), at(1)));
  EXPECT_EQ(other(crate, '1')->version, '1');
  EXPECT_EQ(other(crate, '1')->crate, "geometry");
  EXPECT_EQ(other(crate, '9')->crate, "geometry");
  EXPECT_EQ(other(record_bytes(example_record()), '1')->crate, "");
  EXPECT_FALSE(other(crate, kRecordMagic.back())) << "this one";
  EXPECT_FALSE(other(crate, 'x'));
  for (std::size_t size = kRecordMagic.size(); size < crate.size(); ++size) {
    EXPECT_EQ(other(crate.substr(0, size), '1')->version, '1') << "and no crash at " << size;
  }
}

TEST(Record, WhatFollowsIsIgnored) {
  EXPECT_EQ(*parse(record_bytes(example_record()) + "more"), example_record());
}

TEST(Record, TheLastPlaceNeedsNoLineEnd) {
  EXPECT_EQ(*parse(bytes_of(to_json(function("f")), "\nsrc/lib.rs:3:12", 0, "")),
            record(function("f"), at(3, 12)));
}

TEST(Record, EveryTruncationIsAnError) {
  const std::string whole = record_bytes(example_record());
  for (std::size_t size = 0; size < whole.size(); ++size) {
    EXPECT_FALSE(parse(whole.substr(0, size))) << size;
  }
  EXPECT_EQ(problem_of_record(""), "it does not begin with `prebind-record-7`");
  EXPECT_EQ(problem_of_record("prebind-record-1" + whole.substr(16)),
            "it does not begin with `prebind-record-7`");
  EXPECT_EQ(problem_of_record(whole.substr(0, 31)), "it ends within its head");
  EXPECT_EQ(problem_of_record(whole.substr(0, whole.size() - 9)), "it ends 5 bytes early");
}

TEST(Record, LengthsAreChecked) {
  const std::string json = to_json(function("f"));
  const std::string magic(kRecordMagic);
  const char* const too_long = "its head gives a length that no record has";
  EXPECT_EQ(problem_of_record(magic + little_endian(0xffffffff) + little_endian(10) +
                              little_endian(0, 8) + json),
            too_long);
  EXPECT_EQ(problem_of_record(magic + little_endian(10) + little_endian(0xffffffff) +
                              little_endian(0, 8) + json),
            too_long);
  EXPECT_EQ(problem_of_record(magic + little_endian(10) + little_endian(10) + little_endian(0) +
                              little_endian(0xffffffff) + json),
            too_long);
  EXPECT_EQ(problem_of_record(magic + little_endian(10) + little_endian(10) +
                              little_endian(0xffffffff) + little_endian(0) + json),
            too_long);
  EXPECT_EQ(problem_of_record(magic + little_endian(0x10000000) + little_endian(0xf0000000) +
                              little_endian(0, 8) + json),
            too_long);
}

TEST(Record, PlacesAreChecked) {
  const std::string json = to_json(function("f"));
  const char* const no_place = "its place is not `file:line:column`";
  for (const char* place : {"", "\n", "a", "a:1", ":1:2", "1:2", "a:b:1", "a:1:b", "a:1:-2",
                            "a:1:2 ", "a:1:", "a::1", "a:1:4294967296", "a\x1b:1:2", "a\xff:1:2"}) {
    EXPECT_EQ(problem_of_record(bytes_of(json, "a\n" + std::string(place), 0, "")), no_place)
        << place;
  }
  const char* const no_own_place = "the place of a type reference is not `line:column`";
  const std::string id = "0123456789abcdef";
  for (const char* place : {"", "1", "1:", ":1", "a:1:2", "a:1", "\x1b:1:2", "1:2:3"}) {
    EXPECT_EQ(problem_of_record(bytes_of(json, "a\na:1:2\n" + std::string(place), 1, id)),
              no_own_place)
        << place;
  }
  EXPECT_EQ(problem_of_record(bytes_of(json, "a\na:1:2\n3:4\n5:6\n", 1, id)),
            "it has more places than type references");
}

TEST(Record, ModulesAreChecked) {
  const std::string json = to_json(function("f"));
  const char* const no_path = "its module is not a path of at most 64 names";
  std::string deep = "a";
  for (int i = 1; i < 64; ++i) deep += "::a";
  for (const std::string& module :
       {std::string("a-b"), std::string("a:b"), std::string("a::"), std::string("::a"),
        std::string("a::1"), std::string("a\x1b"), deep + "::a"}) {
    EXPECT_EQ(problem_of_record(bytes_of(json, module + "\na:1:2\n", 0, "")), no_path) << module;
  }
  EXPECT_EQ(problem_of_record(bytes_of(json, deep + "\na:1:2\n", 0, "")), "none");
  const auto record = parse(bytes_of(json, "geometry::r#type::shapes\na:1:2\n", 0, ""));
  ASSERT_TRUE(record);
  EXPECT_EQ(record->module, (std::vector<std::string>{"geometry", "type", "shapes"}));
}

TEST(Record, ReferencesAreChecked) {
  const auto with_references = [](Item item, std::size_t count) {
    return problem_of_record(
        record_bytes(record(item, at(1), std::vector<TypeReference>(count, to_point(at(2))))));
  };
  const char* const outside = "it refers to a type behind its last type reference";
  EXPECT_EQ(with_references(x_of_point(), 0), outside);
  EXPECT_EQ(with_references(x_of_point(), 1), "none");
  EXPECT_EQ(with_references(method("m"), 0), outside);
  EXPECT_EQ(with_references(dot(1), 1), outside);
  EXPECT_EQ(with_references(dot(1), 2), "none");
  EXPECT_EQ(with_references(function("f", {{"a", named("P", Passing::value, 1)}}), 1), outside);
  EXPECT_EQ(with_references(function("f", {}, option(named("P", Passing::value, 2))), 2), outside);
  EXPECT_EQ(with_references(function("f", {}, option(named("P", Passing::value, 2))), 3), "none");
  EXPECT_EQ(problem_of_record(bytes_of(to_json(point()), "a\na:1:2\n3:4", 1, "0123456789abcdeF")),
            "the id of a type is not hexadecimal");
}

TEST(Record, BadUtf8IsAnError) {
  NamedType named = point();
  named.docs = "abc";
  std::string bytes = record_bytes(record(named, at(1)));
  bytes[bytes.find("abc")] = '\xff';
  EXPECT_THAT(problem_of_record(bytes), testing::StartsWith("its JSON is damaged at byte 0 of "));
}

/// What a host relies on.
void expect_sound(const Record& record) {
  const auto check = [](const auto& item) {
    if constexpr (requires { item.host_name; }) {
      EXPECT_TRUE(is_host_name(item.host_name));
      EXPECT_TRUE(is_identifier(item.name));
    }
    if constexpr (requires {
                    item.type.kind;
                    item.definition;
                  }) {
      EXPECT_TRUE(is_symbol(item.definition));
    }
    if constexpr (requires { item.symbol; }) {
      EXPECT_TRUE(is_symbol(item.symbol));
    }
    if constexpr (requires { item.arguments[0].otherwise; }) {
      for (const Argument& argument : item.arguments) EXPECT_TRUE(is_identifier(argument.name));
    }
    if constexpr (requires { item.getter; }) {
      EXPECT_TRUE(is_symbol(item.getter));
      EXPECT_TRUE(item.setter.empty() || is_symbol(item.setter));
    }
    if constexpr (requires { item.shape; }) {
      EXPECT_TRUE(is_symbol(item.shape == Shape::handle ? item.release : item.definition));
      for (const Variant& variant : item.variants) EXPECT_TRUE(is_host_name(variant.host_name));
      for (const ValueField& member : item.members) EXPECT_TRUE(is_host_name(member.host_name));
    }
    if constexpr (requires { item.initialize; }) {
      EXPECT_TRUE(is_symbol(item.initialize));
      EXPECT_TRUE(is_crate_name(item.name));
    }
  };
  std::visit(check, record.item);
  EXPECT_TRUE(is_plain_text(record.place.file));
  // Written and read again it is the same: nothing in it is lost or ambiguous.
  const auto again = parse(record_bytes(record));
  ASSERT_TRUE(again);
  EXPECT_EQ(*again, record);
}

TEST(Record, DamagedBytesNeverCrash) {
  const std::vector<std::string> seeds = {
      record_bytes(record(geometry(), at(1))),
      record_bytes(record(point(), at(4, 12))),
      record_bytes(record(x_of_point(), at(5, 9), {to_point(at(4, 12))})),
      record_bytes(example_record()),
      record_bytes(record(colour(), at(1))),
      record_bytes(record(dot(0), at(1), {to_point(at(2))})),
      record_bytes(record(constant("N", of(TypeKind::str), "text"), at(1)))};
  std::mt19937 random(1);
  int sound = 0;
  for (int i = 0; i < 200'000; ++i) {
    std::string bytes = seeds[random() % seeds.size()];
    for (unsigned changes = random() % 3 + 1; changes > 0; --changes) {
      const std::size_t place = random() % bytes.size();
      switch (random() % 5) {
        case 0:
          bytes[place] = static_cast<char>(random());
          break;
        case 1:
          bytes[place] ^= static_cast<char>(1u << random() % 8);
          break;
        case 2:
          bytes.resize(place + 1);
          break;
        case 3:
          bytes.insert(place, bytes.substr(random() % bytes.size(), random() % 32));
          break;
        case 4:
          bytes.erase(place, random() % 8);
          break;
      }
      if (bytes.empty()) bytes = "p";
    }
    const auto parsed = parse(bytes);
    if (!parsed) continue;
    ++sound;
    ASSERT_NO_FATAL_FAILURE(expect_sound(*parsed));
  }
  EXPECT_GT(sound, 1000) << "the changes are too wild to reach what lies behind the head";
}

}  // namespace
}  // namespace prebind::model
