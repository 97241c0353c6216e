// The one file of the model that knows object formats, by way of LLVM's readers. Offsets and sizes
// from the file are used only after a test against the file's bounds: a library may be damaged.

#include "model/library_reader.h"

#include <fmt/format.h>
#include <llvm/BinaryFormat/Magic.h>
#include <llvm/Object/COFF.h>
#include <llvm/Object/ELF.h>
#include <llvm/Object/MachO.h>
#include <llvm/Object/MachOUniversal.h>
#include <llvm/Support/MemoryBuffer.h>

#include <algorithm>
#include <optional>

#include "model/name.h"
#include "model/record.h"

namespace prebind::model {
namespace {

using llvm::ArrayRef;
using llvm::Expected;
using llvm::StringRef;
using llvm::object::COFFObjectFile;
using llvm::object::MachOObjectFile;

/// A record's symbol, and the bytes from where it begins to where they can end at the latest.
struct Found {
  StringRef symbol;
  ArrayRef<uint8_t> bytes;
};
using FoundList = std::vector<Found>;
/// One for each architecture in a file.
using Parts = std::vector<FoundList>;

bool is_record(StringRef symbol) {
  return symbol.starts_with(StringRef(kRecordSymbolPrefix));
}

llvm::Error damaged(const char* what) {
  return llvm::createStringError(llvm::inconvertibleErrorCode(), what);
}

/// Items of a table at the front of bytes; nothing if there are not as many.
template <typename T>
std::optional<ArrayRef<T>> table(ArrayRef<uint8_t> bytes, uint64_t count) {
  static_assert(alignof(T) == 1);
  if (count > bytes.size() / sizeof(T)) return {};
  return ArrayRef<T>(reinterpret_cast<const T*>(bytes.data()), count);
}

/// The text at an offset, to its NUL.
std::optional<StringRef> text_at(ArrayRef<uint8_t> bytes, uint64_t offset) {
  if (offset >= bytes.size()) return {};
  const StringRef rest(reinterpret_cast<const char*>(bytes.data()) + offset, bytes.size() - offset);
  const size_t end = rest.find('\0');
  return end == StringRef::npos ? std::nullopt : std::optional(rest.substr(0, end));
}

// ------------------------------------------------------------------------------------------- ELF

/// Reads what the dynamic loader reads: the dynamic segment, and through it the hash table, the
/// symbols and their names. Sections are not needed, so they may have been stripped away.
template <class ELFT>
class ElfReader {
 public:
  static Expected<FoundList> read(StringRef file) {
    auto elf = llvm::object::ELFFile<ELFT>::create(file);
    if (!elf) return elf.takeError();
    auto segments = elf->program_headers();
    if (!segments) return segments.takeError();
    return ElfReader({file.bytes_begin(), file.size()}, *segments).read();
  }

 private:
  using Word = typename ELFT::Word;
  using Symbol = typename ELFT::Sym;

  ElfReader(ArrayRef<uint8_t> file, typename ELFT::PhdrRange segments)
      : file_(file), segments_(segments) {}

  Expected<FoundList> read() {
    for (const auto& segment : segments_) {
      if (segment.p_type != llvm::ELF::PT_DYNAMIC) continue;
      if (segment.p_offset > file_.size()) return damaged("the dynamic segment lies outside");
      const auto bytes = file_.drop_front(segment.p_offset).take_front(segment.p_filesz);
      const auto entries =
          table<typename ELFT::Dyn>(bytes, bytes.size() / sizeof(typename ELFT::Dyn));
      for (const auto& entry : *entries) {
        if (entry.getTag() == llvm::ELF::DT_NULL) break;
        note(entry.getTag(), entry.getVal());
      }
      return symbols();
    }
    return damaged("there is no dynamic segment");
  }

  void note(int64_t tag, uint64_t value) {
    if (tag == llvm::ELF::DT_SYMTAB) symbols_ = value;
    if (tag == llvm::ELF::DT_STRTAB) names_ = value;
    if (tag == llvm::ELF::DT_STRSZ) names_size_ = value;
    if (tag == llvm::ELF::DT_HASH) hash_ = value;
    if (tag == llvm::ELF::DT_GNU_HASH) gnu_hash_ = value;
  }

  /// The bytes from an address to the end of what the file holds of its segment.
  ArrayRef<uint8_t> at(uint64_t address) const {
    for (const auto& segment : segments_) {
      const uint64_t start = segment.p_vaddr;
      if (segment.p_type != llvm::ELF::PT_LOAD || address < start ||
          address - start >= segment.p_filesz || segment.p_offset > file_.size()) {
        continue;
      }
      const auto bytes = file_.drop_front(segment.p_offset).take_front(segment.p_filesz);
      return bytes.drop_front(std::min<uint64_t>(address - start, bytes.size()));
    }
    return {};
  }

  Expected<FoundList> symbols() const {
    const auto count = symbol_count();
    if (!count) return damaged("the hash table of the symbols is damaged");
    const auto symbols = table<Symbol>(at(symbols_), *count);
    if (!symbols) return damaged("the dynamic symbols lie outside");
    const auto names = at(names_).take_front(names_size_);
    FoundList found;
    for (const Symbol& symbol : *symbols) {
      if (symbol.st_shndx == llvm::ELF::SHN_UNDEF || symbol.getType() != llvm::ELF::STT_OBJECT)
        continue;
      const auto name = text_at(names, symbol.st_name);
      if (!name) return damaged("the name of a symbol lies outside");
      if (!is_record(*name)) continue;
      const auto bytes = at(symbol.st_value);
      found.push_back({*name, symbol.st_size == 0 ? bytes : bytes.take_front(symbol.st_size)});
    }
    return found;
  }

  /// How many symbols there are is written nowhere but in the hash table.
  std::optional<uint64_t> symbol_count() const {
    if (gnu_hash_ != 0) return count_from_gnu_hash();
    if (hash_ == 0) return 0;
    const auto head = table<Word>(at(hash_), 2);
    if (!head) return {};
    return (*head)[1];
  }

  /// The chain of the bucket with the highest symbol ends at the last symbol.
  std::optional<uint64_t> count_from_gnu_hash() const {
    const auto bytes = at(gnu_hash_);
    const auto head = table<Word>(bytes, 4);  // buckets, first symbol, words of the filter, shift
    if (!head) return {};
    const uint64_t bucket_count = (*head)[0];
    const uint64_t first = (*head)[1];
    const uint64_t filter_size = uint64_t{(*head)[2]} * sizeof(typename ELFT::Addr);
    const auto rest = bytes.drop_front(std::min<uint64_t>(16 + filter_size, bytes.size()));
    const auto buckets = table<Word>(rest, bucket_count);
    if (!buckets) return {};
    uint64_t last = 0;
    for (const Word& bucket : *buckets) last = std::max<uint64_t>(last, bucket);
    if (last < first) return first;
    const auto chain_bytes = rest.drop_front(bucket_count * sizeof(Word));
    const auto chain = table<Word>(chain_bytes, chain_bytes.size() / sizeof(Word));
    for (uint64_t i = last - first; i < chain->size(); ++i) {
      if ((*chain)[i] & 1) return first + i + 1;
    }
    return {};
  }

  ArrayRef<uint8_t> file_;
  typename ELFT::PhdrRange segments_;
  uint64_t symbols_ = 0, names_ = 0, names_size_ = 0, hash_ = 0, gnu_hash_ = 0;
};

Expected<Parts> read_elf(StringRef file) {
  using namespace llvm::object;
  const auto [bits, order] = getElfArchType(file);
  const bool is_little = order == llvm::ELF::ELFDATA2LSB;
  const bool is_long = bits == llvm::ELF::ELFCLASS64;
  auto found = is_long ? is_little ? ElfReader<ELF64LE>::read(file) : ElfReader<ELF64BE>::read(file)
               : is_little ? ElfReader<ELF32LE>::read(file)
                           : ElfReader<ELF32BE>::read(file);
  if (!found) return found.takeError();
  return Parts{std::move(*found)};
}

// ---------------------------------------------------------------------------------------- Mach-O

/// The bytes from an address to the end of its section.
Expected<ArrayRef<uint8_t>> bytes_at(const MachOObjectFile& file, uint64_t address) {
  for (const auto& section : file.sections()) {
    if (address < section.getAddress()) continue;
    auto contents = section.getContents();
    if (!contents) return contents.takeError();
    const uint64_t offset = address - section.getAddress();
    if (offset < contents->size()) return llvm::arrayRefFromStringRef(contents->substr(offset));
  }
  return ArrayRef<uint8_t>();
}

Expected<FoundList> read_macho(const MachOObjectFile& file) {
  using llvm::object::SymbolRef;
  FoundList found;
  for (const SymbolRef& symbol : file.symbols()) {
    auto flags = symbol.getFlags();
    if (!flags) return flags.takeError();
    // Debuggers' entries have the names of symbols, but no addresses.
    constexpr auto others = SymbolRef::SF_FormatSpecific | SymbolRef::SF_Undefined;
    if ((*flags & SymbolRef::SF_Global) == 0 || (*flags & others) != 0) continue;
    auto name = symbol.getName();
    if (!name) return name.takeError();
    if (!name->consume_front("_") || !is_record(*name)) continue;
    auto address = symbol.getAddress();
    if (!address) return address.takeError();
    auto bytes = bytes_at(file, *address);
    if (!bytes) return bytes.takeError();
    found.push_back({*name, *bytes});
  }
  return found;
}

Expected<Parts> read_macho(llvm::MemoryBufferRef buffer) {
  auto file = llvm::object::ObjectFile::createMachOObjectFile(buffer);
  if (!file) return file.takeError();
  auto found = read_macho(**file);
  if (!found) return found.takeError();
  return Parts{std::move(*found)};
}

Expected<Parts> read_universal(llvm::MemoryBufferRef buffer) {
  auto universal = llvm::object::MachOUniversalBinary::create(buffer);
  if (!universal) return universal.takeError();
  Parts parts;
  for (const auto& each : (*universal)->objects()) {
    auto file = each.getAsObjectFile();
    if (!file) return file.takeError();
    auto found = read_macho(**file);
    if (!found) return found.takeError();
    parts.push_back(std::move(*found));
  }
  return parts;
}

// ------------------------------------------------------------------------------------------ COFF

/// Reads the export table itself: LLVM's own walk over it trusts the sizes in it.
class CoffReader {
 public:
  explicit CoffReader(const COFFObjectFile& file) : file_(file) {}

  Expected<FoundList> read() const {
    const auto* directory = file_.getDataDirectory(llvm::COFF::EXPORT_TABLE);
    if (!directory || directory->RelativeVirtualAddress == 0) return FoundList();
    using Head = llvm::object::export_directory_table_entry;
    const auto head = table<Head>(at(directory->RelativeVirtualAddress), 1);
    if (!head) return damaged("the export table lies outside");
    const Head& exports = head->front();
    const uint32_t count = exports.NumberOfNamePointers;
    const auto names = table<Word>(at(exports.NamePointerRVA), count);
    const auto ordinals = table<Half>(at(exports.OrdinalTableRVA), count);
    const auto addresses =
        table<Word>(at(exports.ExportAddressTableRVA), exports.AddressTableEntries);
    if (count != 0 && (!names || !ordinals || !addresses)) {
      return damaged("the export table ends early");
    }
    FoundList found;
    for (uint32_t i = 0; i < count; ++i) {
      const auto name = text_at(at((*names)[i]), 0);
      if (!name) return damaged("the name of an export lies outside");
      if (!is_record(*name)) continue;
      const uint32_t index = (*ordinals)[i];
      if (index >= addresses->size()) return damaged("the ordinal of an export lies outside");
      found.push_back({*name, at((*addresses)[index])});
    }
    return found;
  }

 private:
  using Word = llvm::support::ulittle32_t;
  using Half = llvm::support::ulittle16_t;

  /// The bytes from an address, relative to the image, to the end of its section.
  ArrayRef<uint8_t> at(uint32_t address) const {
    for (const auto& section : file_.sections()) {
      const auto* header = file_.getCOFFSection(section);
      if (address < header->VirtualAddress) continue;
      ArrayRef<uint8_t> contents;
      if (auto error = file_.getSectionContents(header, contents)) {
        llvm::consumeError(std::move(error));
        continue;
      }
      const uint32_t offset = address - header->VirtualAddress;
      if (offset < contents.size()) return contents.drop_front(offset);
    }
    return {};
  }

  const COFFObjectFile& file_;
};

Expected<Parts> read_coff(llvm::MemoryBufferRef buffer) {
  auto file = COFFObjectFile::create(buffer);
  if (!file) return file.takeError();
  auto found = CoffReader(**file).read();
  if (!found) return found.takeError();
  return Parts{std::move(*found)};
}

// -------------------------------------------------------------------------------------- any file

/// Nothing if it is no shared library.
std::optional<Expected<Parts>> read_parts(llvm::MemoryBufferRef buffer) {
  switch (llvm::identify_magic(buffer.getBuffer())) {
    case llvm::file_magic::elf_shared_object:
      return read_elf(buffer.getBuffer());
    case llvm::file_magic::macho_dynamically_linked_shared_lib:
    case llvm::file_magic::macho_bundle:
      return read_macho(buffer);
    case llvm::file_magic::macho_universal_binary:
      return read_universal(buffer);
    case llvm::file_magic::pecoff_executable:
      return read_coff(buffer);
    default:
      return {};
  }
}

Result<std::vector<Record>> parse(FoundList found, const std::string& path) {
  std::sort(found.begin(), found.end(),
            [](const Found& a, const Found& b) { return a.symbol < b.symbol; });
  std::vector<Record> records;
  records.reserve(found.size());
  for (const Found& each : found) {
    auto record = parse_record({each.bytes.data(), each.bytes.size()});
    if (!record) {
      return fail(fmt::format("`{}` is not a sound record: {}", printable(each.symbol, 200),
                              record.error().message),
                  path, record.error().help);
    }
    records.push_back(std::move(*record));
  }
  return records;
}

}  // namespace

Result<std::vector<Record>> read_records(const std::string& path) {
  const auto file = llvm::MemoryBuffer::getFile(path);
  if (!file) {
    return fail("cannot read the library: " + file.getError().message(), path,
                "name a shared library that `prebind build` made");
  }
  auto parts = read_parts((*file)->getMemBufferRef());
  if (!parts) {
    return fail("this is not a shared library", path,
                "name a `.so`, `.dylib` or `.dll` that `prebind build` made");
  }
  if (!*parts) {
    return fail("the library is damaged: " + printable(llvm::toString(parts->takeError()), 200),
                path, "build it again");
  }
  std::optional<std::vector<Record>> first;
  for (FoundList& part : **parts) {
    PREBIND_TRY(records, parse(std::move(part), path));
    if (first && *first != records) {
      return fail("the architectures in this universal library export different items", path,
                  "take one out of it (`lipo -thin`), and name that");
    }
    first = std::move(records);
  }
  return first.value_or(std::vector<Record>());
}

}  // namespace prebind::model
