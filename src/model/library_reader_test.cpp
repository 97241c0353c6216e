#include "model/library_reader.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <llvm/ADT/SmallString.h>
#include <llvm/ObjectYAML/yaml2obj.h>
#include <llvm/Support/YAMLTraits.h>
#include <llvm/Support/raw_ostream.h>

#include <filesystem>
#include <fstream>
#include <random>

#include "model/record.h"
#include "model/test_samples.h"
#include "util/file.h"
#include "util/process.h"

namespace prebind::model {
namespace {

using namespace samples;
using testing::HasSubstr;

/// A symbol and its bytes.
struct Content {
  std::string symbol;
  std::string bytes;
};

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

std::string hex(std::string_view bytes) {
  std::string text;
  for (const char byte : bytes) text += fmt::format("{:02x}", static_cast<unsigned char>(byte));
  return text;
}

std::string from_yaml(const std::string& yaml) {
  llvm::SmallString<0> bytes;
  llvm::raw_svector_ostream out(bytes);
  llvm::yaml::Input input(yaml);
  std::string problem;
  const bool is_good = llvm::yaml::convertYAML(
      input, out, [&](const llvm::Twine& message) { problem = message.str(); });
  EXPECT_TRUE(is_good) << problem << "\n" << yaml;
  return std::string(bytes);
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

  Result<std::vector<Record>> read(std::string_view bytes) {
    return read_records(write("library", bytes));
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
    EXPECT_EQ(error.where, directory_ / "library");
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
      if (!records) EXPECT_NE(records.error().help, "");
    }
  }

  std::filesystem::path directory_;
};

// ------------------------------------------------------------------------------------------- ELF

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
  std::ofstream(directory_ / "library", std::ios::binary) << compile(many);
  const auto records = read_records(directory_ / "library");
  ASSERT_TRUE(records);
  ASSERT_EQ(records->size(), 1000u);
  EXPECT_EQ(std::get<Function>((*records)[999].item).name, "f999");
}

TEST_F(LibraryReader, HiddenRecordsAreNotExported) {
  EXPECT_EQ(read(compile(contents(), {"-fvisibility=hidden"})), std::vector<Record>());
}

/// A library of 32 or 64 bits and either byte order, with a hash table of the old kind.
std::string elf(int bits, const char* order, const std::vector<Content>& contents) {
  std::string symbols, chain, data;
  for (const Content& each : contents) {
    symbols += fmt::format(
        "  - {{Name: {}, Type: STT_OBJECT, Section: .rodata, Binding: STB_GLOBAL, "
        "Value: {}, Size: {}}}\n",
        each.symbol, 0x4000 + data.size(), each.bytes.size());
    data += each.bytes;
    chain += ", 0";
  }
  return from_yaml(fmt::format(R"(--- !ELF
FileHeader: {{Class: ELFCLASS{}, Data: ELFDATA2{}, Type: ET_DYN, Machine: EM_NONE}}
ProgramHeaders:
  - {{Type: PT_LOAD, FirstSec: .hash, LastSec: .dynamic, VAddr: 0x1000}}
  - {{Type: PT_DYNAMIC, FirstSec: .dynamic, LastSec: .dynamic, VAddr: 0x5000}}
Sections:
  - {{Name: .hash, Type: SHT_HASH, Flags: [SHF_ALLOC], Offset: 0x1000, Address: 0x1000, Bucket: [1], Chain: [0{}]}}
  - {{Name: .dynsym, Type: SHT_DYNSYM, Flags: [SHF_ALLOC], Offset: 0x2000, Address: 0x2000}}
  - {{Name: .dynstr, Type: SHT_STRTAB, Flags: [SHF_ALLOC], Offset: 0x3000, Address: 0x3000}}
  - {{Name: .rodata, Type: SHT_PROGBITS, Flags: [SHF_ALLOC], Offset: 0x4000, Address: 0x4000, Size: 0x1000, Content: {}}}
  - Name: .dynamic
    Type: SHT_DYNAMIC
    Flags: [SHF_ALLOC]
    Offset: 0x5000
    Address: 0x5000
    Entries:
      - {{Tag: DT_HASH, Value: 0x1000}}
      - {{Tag: DT_SYMTAB, Value: 0x2000}}
      - {{Tag: DT_STRTAB, Value: 0x3000}}
      - {{Tag: DT_STRSZ, Value: 0x200}}
      - {{Tag: DT_NULL, Value: 0}}
DynamicSymbols:
{})",
                               bits, order, chain, hex(data), symbols));
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
  for (const int word : {0, 1, 2}) {
    std::string damaged = bytes;
    damaged.replace(hash + word * 4, 4, "\xff\xff\xff\xff");
    const auto records = read(damaged);
    if (records) {
      EXPECT_EQ(*records, std::vector<Record>()) << "no symbol is in the table";
    } else {
      EXPECT_EQ(records.error().message,
                "the library is damaged: the hash table of the symbols is damaged");
    }
  }
}

// ---------------------------------------------------------------------------------------- Mach-O

/// A dylib of 64 bits, with a debugger's entry and an undefined symbol besides the contents.
std::string macho(const std::vector<Content>& contents, unsigned cpu = 0x0100000c) {
  std::string symbols = R"(
    - {n_strx: 1, n_type: 0x20, n_sect: 0, n_desc: 0, n_value: 0}
    - {n_strx: 1, n_type: 0x01, n_sect: 0, n_desc: 256, n_value: 0})";
  std::string names = "_PREBIND_RECORD_without_address";
  std::string strings = fmt::format("['', {}", names);
  std::size_t strings_size = 1 + names.size() + 1;
  std::string data;
  for (const Content& each : contents) {
    symbols +=
        fmt::format("\n    - {{n_strx: {}, n_type: 0x0f, n_sect: 1, n_desc: 0, n_value: {}}}",
                    strings_size, 0x1000 + data.size());
    strings += fmt::format(", _{}", each.symbol);
    strings_size += each.symbol.size() + 2;
    data += each.bytes;
  }
  const std::size_t symbols_size = 16 * (contents.size() + 2);
  return from_yaml(fmt::format(
      R"(--- !mach-o
FileHeader: {{magic: 0xFEEDFACF, cputype: {}, cpusubtype: 0, filetype: 6, ncmds: 4, sizeofcmds: 296, flags: 0, reserved: 0}}
LoadCommands:
  - cmd: LC_SEGMENT_64
    cmdsize: 152
    segname: __TEXT
    vmaddr: 0
    vmsize: 0x3000
    fileoff: 0
    filesize: 0x3000
    maxprot: 5
    initprot: 5
    nsects: 1
    flags: 0
    Sections:
      - {{sectname: __const, segname: __TEXT, addr: 0x1000, size: {}, offset: 0x1000, align: 0, reloff: 0, nreloc: 0, flags: 0, reserved1: 0, reserved2: 0, reserved3: 0, content: {}}}
  - {{cmd: LC_SEGMENT_64, cmdsize: 72, segname: __LINKEDIT, vmaddr: 0x3000, vmsize: 0x1000, fileoff: 0x3000, filesize: {}, maxprot: 1, initprot: 1, nsects: 0, flags: 0}}
  - {{cmd: LC_ID_DYLIB, cmdsize: 48, dylib: {{name: 24, timestamp: 1, current_version: 0, compatibility_version: 0}}, Content: libexample.dylib, ZeroPadBytes: 8}}
  - {{cmd: LC_SYMTAB, cmdsize: 24, symoff: 0x3000, nsyms: {}, stroff: {}, strsize: {}}}
LinkEditData:
  NameList:{}
  StringTable: {}]
)",
      cpu, data.size(), hex(data), symbols_size + strings_size, contents.size() + 2,
      0x3000 + symbols_size, strings_size, symbols, strings));
}

std::string big_endian(std::uint32_t value) {
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(value >> shift & 0xff);
  return bytes;
}

std::string universal(const std::string& arm, const std::string& intel) {
  const auto size = [](const std::string& part) { return static_cast<std::uint32_t>(part.size()); };
  std::string bytes = big_endian(0xcafebabe) + big_endian(2);
  const std::uint32_t second = 0x4000 + (size(arm) + 0x3fff) / 0x4000 * 0x4000;
  bytes += big_endian(0x0100000c) + big_endian(0) + big_endian(0x4000) + big_endian(size(arm)) +
           big_endian(14);
  bytes += big_endian(0x01000007) + big_endian(3) + big_endian(second) + big_endian(size(intel)) +
           big_endian(14);
  bytes.resize(0x4000);
  bytes += arm;
  bytes.resize(second);
  return bytes + intel;
}

TEST_F(LibraryReader, ReadsADylib) {
  expect_examples(macho(contents()));
}

TEST_F(LibraryReader, ReadsAUniversalLibrary) {
  expect_examples(universal(macho(contents()), macho(contents(), 0x01000007)));
}

TEST_F(LibraryReader, ArchitecturesThatDifferAreAnError) {
  auto fewer = contents();
  fewer.pop_back();
  const Error error = problem(universal(macho(contents()), macho(fewer, 0x01000007)));
  EXPECT_EQ(error.message, "the architectures in this universal library export different items");
  EXPECT_EQ(error.help, "take one out of it (`lipo -thin`), and name that");
}

TEST_F(LibraryReader, DamagedMachOIsAnError) {
  const std::string bytes = macho(contents());
  EXPECT_THAT(problem(bytes.substr(0, 0x3010)).message,
              testing::StartsWith("the library is damaged: truncated or malformed object"));
  EXPECT_THAT(problem(universal(bytes, bytes).substr(0, 0x4000)).message,
              testing::StartsWith("the library is damaged: truncated or malformed fat file"));
}

// ------------------------------------------------------------------------------------------ COFF

std::string little_endian(std::uint32_t value, int size = 4) {
  std::string bytes;
  for (int i = 0; i < size; ++i) bytes += static_cast<char>(value >> 8 * i & 0xff);
  return bytes;
}

/// The content of an `.edata` section at this address, exporting addresses by name.
std::string export_table(std::uint32_t at,
                         const std::vector<std::pair<std::string, std::uint32_t>>& exports) {
  const auto count = static_cast<std::uint32_t>(exports.size());
  const std::uint32_t addresses = at + 40;
  const std::uint32_t names = addresses + 4 * count;
  const std::uint32_t ordinals = names + 4 * count;
  const std::uint32_t texts = ordinals + 2 * count;
  std::string table = little_endian(0) + little_endian(0) + little_endian(0) +
                      little_endian(texts) + little_endian(1) + little_endian(count) +
                      little_endian(count) + little_endian(addresses) + little_endian(names) +
                      little_endian(ordinals);
  std::string name_table, ordinal_table;
  std::string text_table = std::string("example.dll") + '\0';
  for (std::uint32_t i = 0; i < count; ++i) {
    table += little_endian(exports[i].second);
    name_table += little_endian(texts + static_cast<std::uint32_t>(text_table.size()));
    ordinal_table += little_endian(i, 2);
    text_table += exports[i].first + '\0';
  }
  return table + name_table + ordinal_table + text_table;
}

std::string coff(const std::vector<Content>& contents) {
  std::string data;
  std::vector<std::pair<std::string, std::uint32_t>> exports;
  for (const Content& each : contents) {
    exports.emplace_back(each.symbol, 0x1000 + static_cast<std::uint32_t>(data.size()));
    data += each.bytes;
  }
  const std::string table = export_table(0x2000, exports);
  return from_yaml(fmt::format(R"(--- !COFF
OptionalHeader:
  AddressOfEntryPoint: 0
  ImageBase: 0x180000000
  SectionAlignment: 4096
  FileAlignment: 512
  MajorOperatingSystemVersion: 6
  MinorOperatingSystemVersion: 0
  MajorImageVersion: 0
  MinorImageVersion: 0
  MajorSubsystemVersion: 6
  MinorSubsystemVersion: 0
  Subsystem: IMAGE_SUBSYSTEM_WINDOWS_CUI
  DLLCharacteristics: []
  SizeOfStackReserve: 0
  SizeOfStackCommit: 0
  SizeOfHeapReserve: 0
  SizeOfHeapCommit: 0
  ExportTable: {{RelativeVirtualAddress: 0x2000, Size: {}}}
header: {{Machine: IMAGE_FILE_MACHINE_AMD64, Characteristics: [IMAGE_FILE_EXECUTABLE_IMAGE, IMAGE_FILE_DLL]}}
sections:
  - {{Name: .rdata, Characteristics: [IMAGE_SCN_CNT_INITIALIZED_DATA, IMAGE_SCN_MEM_READ], VirtualAddress: 0x1000, VirtualSize: {}, SectionData: {}}}
  - {{Name: .edata, Characteristics: [IMAGE_SCN_CNT_INITIALIZED_DATA, IMAGE_SCN_MEM_READ], VirtualAddress: 0x2000, VirtualSize: {}, SectionData: {}}}
symbols: []
)",
                               table.size(), data.size(), hex(data), table.size(), hex(table)));
}

TEST_F(LibraryReader, ReadsADll) {
  expect_examples(coff(contents()));
}

TEST_F(LibraryReader, DamagedDllIsAnError) {
  const std::string bytes = coff(contents());
  const std::string head = export_table(0x2000, {}).substr(0, 4);
  const std::size_t table = bytes.find(".dll") - 7 - 40 - 4 * (4 + 4 + 2);
  const auto with = [&](std::size_t offset, std::uint32_t value) {
    std::string damaged = bytes;
    return problem(damaged.replace(table + offset, 4, little_endian(value))).message;
  };
  EXPECT_EQ(with(20, 1), "the library is damaged: the ordinal of an export lies outside");
  EXPECT_EQ(with(24, 0x7fffffff), "the library is damaged: the export table ends early");
  EXPECT_EQ(with(32, 0x3000), "the library is damaged: the export table ends early");
  EXPECT_EQ(with(40 + 16, 0x3000), "the library is damaged: the name of an export lies outside");
  EXPECT_THAT(with(40 + 8, 0x3000), HasSubstr("`PREBIND_RECORD_a` is not a sound record: "));
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
    EXPECT_THAT(
        error.message,
        testing::StartsWith(
            "`PREBIND_RECORD_b` is not a sound record: its JSON is damaged at byte 12 of "));
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
  EXPECT_EQ(problem(compile(contents(), {"-r", "-nostdlib"})).message,
            "this is not a shared library");
}

TEST_F(LibraryReader, FilesThatCannotBeReadAreErrors) {
  const std::string missing = directory_ / "missing.so";
  EXPECT_EQ(read_records(missing).error(),
            (Error{"cannot read the library: No such file or directory", missing,
                   "name a shared library that `prebind build` made"}));
  EXPECT_EQ(read_records(directory_).error().message, "cannot read the library: Is a directory");
}

TEST_F(LibraryReader, DamagedFilesNeverCrash) {
  expect_no_crash_for_damage_of(compile(contents()), 2000);
  expect_no_crash_for_damage_of(elf(32, "MSB", contents()), 2000);
  expect_no_crash_for_damage_of(macho(contents()), 2000);
  expect_no_crash_for_damage_of(universal(macho(contents()), macho(contents(), 0x01000007)), 2000);
  expect_no_crash_for_damage_of(coff(contents()), 2000);
}

}  // namespace
}  // namespace prebind::model
