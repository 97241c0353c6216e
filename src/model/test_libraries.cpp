#include "model/test_libraries.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <llvm/ADT/SmallString.h>
#include <llvm/ObjectYAML/yaml2obj.h>
#include <llvm/Support/YAMLTraits.h>
#include <llvm/Support/raw_ostream.h>

#include "model/test_samples.h"

namespace prebind::model {
namespace {

using samples::little_endian;

constexpr char kElfYaml[] = R"(--- !ELF
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
{})";

constexpr char kMachoYaml[] = R"(--- !mach-o
FileHeader: {{magic: 0xFEEDFACF, cputype: {}, cpusubtype: 0, filetype: 6, ncmds: 5, sizeofcmds: 312, flags: 0, reserved: 0}}
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
  - {{cmd: LC_DYLD_EXPORTS_TRIE, cmdsize: 16, dataoff: {}, datasize: {}}}
LinkEditData:
  NameList:{}
  StringTable: {}]
)";

constexpr char kCoffYaml[] = R"(--- !COFF
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
)";

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

std::string big_endian(std::uint32_t value) {
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(value >> shift & 0xff);
  return bytes;
}

/// One node of the trie for each symbol, all of them children of its root.
std::string export_trie(const std::vector<std::pair<std::string, std::uint32_t>>& exports) {
  const auto uleb = [](std::size_t value) {  // in three bytes, so that no size depends on a value
    return std::string{static_cast<char>(0x80 | (value & 0x7f)),
                       static_cast<char>(0x80 | (value >> 7 & 0x7f)),
                       static_cast<char>(value >> 14)};
  };
  std::size_t nodes_start = 2;
  for (const auto& [name, address] : exports) nodes_start += name.size() + 1 + 3;
  std::string root = {0, static_cast<char>(exports.size())};
  std::string nodes;
  for (const auto& [name, address] : exports) {
    root += name + '\0' + uleb(nodes_start + nodes.size());
    nodes += std::string{4, 0} + uleb(address) + '\0';  // size, flags, address, no children
  }
  return root + nodes;
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

}  // namespace

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
  return from_yaml(fmt::format(kElfYaml, bits, order, chain, hex(data), symbols));
}

std::string macho(const std::vector<Content>& contents, MachoOptions options) {
  std::string symbols = R"(
    - {n_strx: 1, n_type: 0x20, n_sect: 0, n_desc: 0, n_value: 0}
    - {n_strx: 1, n_type: 0x01, n_sect: 0, n_desc: 256, n_value: 0})";
  std::string names = "_PREBIND_RECORD_without_address";
  std::string strings = fmt::format("['', {}", names);
  std::size_t strings_size = 1 + names.size() + 1;
  std::string data;
  std::size_t symbol_count = 2;
  std::vector<std::pair<std::string, std::uint32_t>> exports;
  for (const Content& each : contents) {
    exports.emplace_back("_" + each.symbol, 0x1000 + data.size());
    data += each.bytes;
    if (!options.has_symbols) continue;
    symbols +=
        fmt::format("\n    - {{n_strx: {}, n_type: 0x0f, n_sect: 1, n_desc: 0, n_value: {}}}",
                    strings_size, exports.back().second);
    strings += fmt::format(", _{}", each.symbol);
    strings_size += each.symbol.size() + 2;
    ++symbol_count;
  }
  const std::size_t symbols_size = 16 * symbol_count;
  const std::string trie = options.has_symbols ? "" : export_trie(exports);
  const std::size_t trie_start = 0x3000 + symbols_size + strings_size;
  const std::string bytes = from_yaml(fmt::format(kMachoYaml, options.cpu, data.size(), hex(data),
                                                  symbols_size + strings_size + trie.size(),
                                                  symbol_count, 0x3000 + symbols_size, strings_size,
                                                  trie_start, trie.size(), symbols, strings));
  return bytes.substr(0, trie_start) + trie;
}

std::string universal(const std::string& arm, const std::string& intel) {
  const auto size = [](const std::string& part) { return static_cast<std::uint32_t>(part.size()); };
  std::string bytes = big_endian(0xcafebabe) + big_endian(2);
  const std::uint32_t second = 0x4000 + (size(arm) + 0x3fff) / 0x4000 * 0x4000;
  bytes += big_endian(kArm) + big_endian(0) + big_endian(0x4000) + big_endian(size(arm)) +
           big_endian(14);
  bytes += big_endian(kIntel) + big_endian(3) + big_endian(second) + big_endian(size(intel)) +
           big_endian(14);
  bytes.resize(0x4000);
  bytes += arm;
  bytes.resize(second);
  return bytes + intel;
}

std::string coff(const std::vector<Content>& contents) {
  std::string data;
  std::vector<std::pair<std::string, std::uint32_t>> exports;
  for (const Content& each : contents) {
    exports.emplace_back(each.symbol, 0x1000 + static_cast<std::uint32_t>(data.size()));
    data += each.bytes;
  }
  const std::string table = export_table(0x2000, exports);
  return from_yaml(
      fmt::format(kCoffYaml, table.size(), data.size(), hex(data), table.size(), hex(table)));
}

}  // namespace prebind::model
