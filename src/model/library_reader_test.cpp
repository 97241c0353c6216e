#include "model/library_reader.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <random>

#include "model/record.h"
#include "model/test_libraries.h"
#include "model/test_samples.h"
#include "util/file.h"
#include "util/process.h"

namespace prebind::model {
namespace {

using namespace samples;
using testing::HasSubstr;

const std::vector<Record>& examples() {
  static const std::vector<Record> records = {
      record(geometry(), at(1)),
      record(point(), at(2, 12)),
      record(method("norm", Passing::reference, {}, of(TypeKind::f64)), at(7, 12),
             {to_point(at(6, 6))}),
  };
  return records;
}

/// The examples under names that sort in their order, stored in another.
std::vector<Content> contents() {
  return {{"PREBIND_RECORD_c", record_bytes(examples()[2])},
          {"other", "abc"},
          {"PREBIND_RECORD_a", record_bytes(examples()[0])},
          {"PREBIND_RECORD_b", record_bytes(examples()[1])}};
}

class LibraryReader : public testing::Test {
 protected:
  LibraryReader() {
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    directory_ = std::filesystem::path(testing::TempDir()) /
                 fmt::format("prebind-{}-{}", test->name(), std::random_device()());
    std::filesystem::create_directories(directory_);
  }
  ~LibraryReader() override { std::filesystem::remove_all(directory_); }

  std::string write(const std::string& name, std::string_view bytes) {
    const std::string path = directory_ / name;
    std::ofstream(path, std::ios::binary).write(bytes.data(), bytes.size());
    return path;
  }

  /// A library of an older or newer Prebind, and what its reader says.
  Error refused(char version) {
    std::vector<Content> old = contents();
    for (Content& each : old) {
      if (each.symbol != "other") each.bytes[kRecordMagic.size() - 1] = version;
    }
    const auto records = read(elf(64, "LSB", old));
    return records ? Error{} : records.error();
  }

  Result<std::vector<Record>> read(std::string_view bytes) {
    return records_in(std::string(bytes), "library");
  }

  void expect_examples(std::string_view bytes) {
    const auto records = read(bytes);
    ASSERT_TRUE(records) << records.error().message;
    EXPECT_EQ(*records, examples());
  }

  Error problem(std::string_view bytes) {
    const auto records = read(bytes);
    EXPECT_FALSE(records);
    Error error = records ? Error() : records.error();
    EXPECT_EQ(error.where, "library");
    return error;
  }

  std::string compile(const std::vector<Content>& contents, std::vector<std::string> options = {}) {
    std::string source;
    for (const Content& each : contents) {
      source += fmt::format("const unsigned char {}[] = {{", each.symbol);
      for (const unsigned char byte : each.bytes) source += fmt::format("{},", byte);
      source += "};\n";
    }
    const std::string library = directory_ / "libexample.so";
    options.insert(options.end(), {"-shared", "-o", library, write("example.c", source)});
    const auto finished = run({.program = PREBIND_TEST_CC, .arguments = std::move(options)});
    EXPECT_TRUE(finished && finished->succeeded());
    return read_file(library).value_or("");
  }

  /// Whatever is wrong in a file, there are records or an Error.
  void expect_no_crash_for_damage_of(const std::string& bytes, int rounds) {
    std::mt19937 random(7);
    for (int i = 0; i < rounds; ++i) {
      std::string damaged = bytes;
      for (unsigned changes = random() % 8 + 1; changes > 0; --changes) {
        // Most of the file is content; what leads to it stands at the beginning and the end.
        std::size_t place = random() % damaged.size();
        if (random() % 2) place %= std::min<std::size_t>(damaged.size(), 0x400);
        constexpr unsigned char values[] = {0, 1, 0x7f, 0x80, 0xff};
        damaged[place] = static_cast<char>(random() % 2 ? random() : values[random() % 5]);
      }
      if (random() % 8 == 0) damaged.resize(random() % damaged.size());
      const auto records = read(damaged);
      ASSERT_TRUE(records || !records.error().help.empty());
    }
  }

  std::filesystem::path directory_;
};

// ------------------------------------------------------------------------------------------- ELF

TEST_F(LibraryReader, ALibraryOfAnotherVersionIsRefused) {
  const std::string help =
      "build the library again with this Prebind: `prebind build "
      "path/to/geometry`";
  EXPECT_EQ(refused('2'),
            (Error{fmt::format("the library was built by an older Prebind: its records are of "
                               "version 2, and this is Prebind {}, which reads version 7",
                               PREBIND_VERSION),
                   "library", help}));
  EXPECT_EQ(refused('8'),
            (Error{fmt::format("the library was built by a newer Prebind: its records are of "
                               "version 8, and this is Prebind {}, which reads version 7",
                               PREBIND_VERSION),
                   "library",
                   "use the newer Prebind, or build the library again with this one: `prebind "
                   "build path/to/geometry`"}));
}

TEST_F(LibraryReader, ReadsWhatTheCompilerMade) {
  expect_examples(compile(contents()));
}

TEST_F(LibraryReader, ReadsAStrippedLibrary) {
  expect_examples(compile(contents(), {"-s"}));
}

TEST_F(LibraryReader, ReadsBothKindsOfHashTables) {
  expect_examples(compile(contents(), {"-Wl,--hash-style=sysv"}));
  expect_examples(compile(contents(), {"-Wl,--hash-style=gnu"}));
}

TEST_F(LibraryReader, NeedsNoSections) {
  std::string bytes = compile(contents(), {"-s"});
  ASSERT_EQ(bytes[4], 2) << "64 bits";
  bytes.replace(0x28, 8, 8, '\0');  // where the section headers begin
  bytes.replace(0x3c, 4, 4, '\0');  // how many there are, and which holds their names
  expect_examples(bytes);
}

TEST_F(LibraryReader, ManyRecords) {
  std::vector<Content> many;
  for (int i = 0; i < 1000; ++i) {
    many.push_back({fmt::format("PREBIND_RECORD_{:04}", i),
                    record_bytes(record(function(fmt::format("f{}", i)), at(i)))});
  }
  const auto records = read(compile(many));
  ASSERT_TRUE(records);
  ASSERT_EQ(records->size(), 1000u);
  EXPECT_EQ(std::get<Function>((*records)[999].item).name, "f999");
}

TEST_F(LibraryReader, HiddenRecordsAreNotExported) {
  EXPECT_EQ(read(compile(contents(), {"-fvisibility=hidden"})), std::vector<Record>());
}

TEST_F(LibraryReader, ReadsEveryClassAndByteOrderOfElf) {
  for (const int bits : {32, 64}) {
    for (const char* order : {"LSB", "MSB"}) {
      SCOPED_TRACE(fmt::format("{} {}", bits, order));
      expect_examples(elf(bits, order, contents()));
    }
  }
}

TEST_F(LibraryReader, DamagedElfIsAnError) {
  const std::string bytes = elf(64, "LSB", contents());
  const auto with = [&](std::size_t offset, std::string_view change) {
    std::string damaged = bytes;
    return problem(damaged.replace(offset, change.size(), change));
  };
  const auto expect = [](const Error& error, const char* what) {
    EXPECT_EQ(error.message, std::string("the library is damaged: ") + what);
    EXPECT_EQ(error.help, "build it again");
  };
  const std::string huge = "\xff\xff\xff\x7f";
  expect(problem(bytes.substr(0, 0x5000)), "the dynamic segment lies outside");
  expect(with(0x78, "\x6f"), "there is no dynamic segment");
  expect(with(0x1004, huge), "the dynamic symbols lie outside");
  expect(with(0x2018, huge), "the name of a symbol lies outside");
  expect(with(0x5008, huge), "the hash table of the symbols is damaged");
  EXPECT_THAT(with(0x20, huge).message,
              HasSubstr("damaged: program headers are longer than binary of size"));
}

TEST_F(LibraryReader, DamagedHashTableIsAnError) {
  const std::string bytes = compile(contents());
  const std::size_t dynamic = bytes.find(std::string("\xf5\xfe\xff\x6f\0\0\0\0", 8));
  ASSERT_NE(dynamic, bytes.npos) << "no DT_GNU_HASH";
  const std::size_t hash = static_cast<unsigned char>(bytes[dynamic + 8]) +
                           256 * static_cast<unsigned char>(bytes[dynamic + 9]);
  const auto problem_with_word = [&](int word) {
    std::string damaged = bytes;
    return problem(damaged.replace(hash + word * 4, 4, "\xff\xff\xff\xff")).message;
  };
  const char* const damaged = "the library is damaged: the hash table of the symbols is damaged";
  EXPECT_EQ(problem_with_word(0), damaged) << "number of buckets";
  EXPECT_EQ(problem_with_word(1), "the library is damaged: the dynamic symbols lie outside");
  EXPECT_EQ(problem_with_word(2), damaged) << "size of the filter";
}

// ---------------------------------------------------------------------------------------- Mach-O

TEST_F(LibraryReader, ReadsADylib) {
  expect_examples(macho(contents()));
}

TEST_F(LibraryReader, ReadsADylibWithoutSymbols) {
  expect_examples(macho(contents(), {.has_symbols = false}));
}

TEST_F(LibraryReader, ReadsAUniversalLibrary) {
  expect_examples(universal(macho(contents()), macho(contents(), {.cpu = kIntel})));
}

TEST_F(LibraryReader, ArchitecturesThatDifferAreAnError) {
  auto fewer = contents();
  fewer.pop_back();
  const Error error = problem(universal(macho(contents()), macho(fewer, {.cpu = kIntel})));
  EXPECT_EQ(error.message, "the architectures in this universal library export different items");
  EXPECT_EQ(error.help, "take one out of it (`lipo -thin`), and name that");
}

TEST_F(LibraryReader, DamagedMachOIsAnError) {
  const std::string bytes = macho(contents());
  EXPECT_THAT(problem(bytes.substr(0, 0x3010)).message,
              testing::StartsWith("the library is damaged: truncated or malformed object"));
  std::string trie = macho(contents(), {.has_symbols = false});
  EXPECT_EQ(problem(trie.replace(trie.size() - 20, 20, 20, '\xff')).message,
            "the library is damaged: the export trie is damaged");
  EXPECT_THAT(problem(universal(bytes, bytes).substr(0, 0x4000)).message,
              testing::StartsWith("the library is damaged: truncated or malformed fat file"));
}

// ------------------------------------------------------------------------------------------ COFF

TEST_F(LibraryReader, ReadsADll) {
  expect_examples(coff(contents()));
}

TEST_F(LibraryReader, DamagedDllIsAnError) {
  const std::string bytes = coff(contents());
  const std::size_t table = bytes.find("example.dll") - 40 - contents().size() * (4 + 4 + 2);
  const auto with = [&](std::size_t offset, std::uint32_t value) {
    std::string damaged = bytes;
    return problem(damaged.replace(table + offset, 4, little_endian(value))).message;
  };
  EXPECT_EQ(with(20, 1), "the library is damaged: the ordinal of an export lies outside");
  EXPECT_EQ(with(24, 0x7fffffff), "the library is damaged: the export table ends early");
  EXPECT_EQ(with(32, 0x3000), "the library is damaged: the export table ends early");
  EXPECT_EQ(with(40 + 16, 0x3000), "the library is damaged: the name of an export lies outside");
  EXPECT_THAT(with(40 + 8, 0x3000), HasSubstr("`PREBIND_RECORD_a` is not a sound record: "));
  const std::size_t head = bytes.find(std::string("PE\0\0", 4));
  const std::size_t sections = head + 4 + 20 + 240;  // behind both heads
  EXPECT_EQ(problem(bytes.substr(0, head + 10)).message,
            "the library is damaged: it ends within its head");
  EXPECT_EQ(problem(bytes.substr(0, sections + 10)).message,
            "the library is damaged: it ends within its table of sections");
  std::string lost = bytes;
  EXPECT_EQ(problem(lost.replace(head + 24 + 112, 4, little_endian(0x7000))).message,
            "the library is damaged: the export table lies outside");
}

// -------------------------------------------------------------------------------------- any file

TEST_F(LibraryReader, ALibraryWithoutRecordsHasNone) {
  const std::vector<Content> none = {{"other", "abc"}};
  for (const std::string& bytes : {compile(none), elf(64, "LSB", none), macho(none), coff(none)}) {
    EXPECT_EQ(read(bytes), std::vector<Record>());
  }
}

TEST_F(LibraryReader, ADamagedRecordIsNamed) {
  auto damaged = contents();
  damaged[3].bytes.resize(40);
  damaged[3].bytes.resize(400, 'x');
  for (const std::string& bytes :
       {compile(damaged), elf(64, "LSB", damaged), macho(damaged), coff(damaged)}) {
    const Error error = problem(bytes);
    EXPECT_THAT(error.message,
                testing::StartsWith(
                    "`PREBIND_RECORD_b` is not a sound record: its JSON is damaged at byte "));
    EXPECT_EQ(error.help, "build the library again with this version of Prebind");
  }
}

TEST_F(LibraryReader, ARecordMayNotGoBeyondItsSymbol) {
  auto cut = contents();
  cut[0].bytes.resize(100);
  EXPECT_THAT(problem(compile(cut)).message,
              testing::StartsWith("`PREBIND_RECORD_c` is not a sound record: it ends "));
}

TEST_F(LibraryReader, OtherFilesAreErrors) {
  for (const char* text : {"", "x", "int main() {}", "!<arch>\n",
                           "\x7f"
                           "ELF",
                           "\xcf\xfa\xed\xfe", "MZ"}) {
    const Error error = problem(text);
    EXPECT_EQ(error.message, "this is not a shared library") << text;
    EXPECT_EQ(error.help, "name a `.so`, `.dylib` or `.dll` that `prebind build` made");
  }
  std::string named = elf(64, "LSB", contents());
  named[16] = 1;  // ET_REL
  EXPECT_EQ(problem(named).message, "this is not a shared library");
}

TEST_F(LibraryReader, FilesThatCannotBeReadAreErrors) {
  const std::string missing = directory_ / "missing.so";
  EXPECT_EQ(read_records(missing).error(),
            (Error{"cannot read the library: No such file or directory", missing,
                   "name a shared library that `prebind build` made"}));
  EXPECT_EQ(read_records(directory_).error(),
            (Error{"`" + directory_.string() + "` is a folder, not a file", "",
                   "name a shared library that `prebind build` made"}));
  // Neither waited for nor read without end.
  EXPECT_EQ(read_records("/dev/zero").error().message, "`/dev/zero` is a device, not a file");
}

TEST_F(LibraryReader, DamagedFilesNeverCrash) {
  expect_no_crash_for_damage_of(compile(contents()), 2000);
  expect_no_crash_for_damage_of(elf(32, "MSB", contents()), 2000);
  expect_no_crash_for_damage_of(macho(contents()), 2000);
  expect_no_crash_for_damage_of(macho(contents(), {.has_symbols = false}), 2000);
  expect_no_crash_for_damage_of(universal(macho(contents()), macho(contents(), {.cpu = kIntel})),
                                2000);
  expect_no_crash_for_damage_of(coff(contents()), 2000);
}

}  // namespace
}  // namespace prebind::model
