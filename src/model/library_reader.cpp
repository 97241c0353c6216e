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
#include <cstring>
#include <filesystem>
#include <optional>
#include <set>

#include "model/name.h"
#include "model/record.h"
#include "util/file.h"

namespace prebind::model {
namespace {

using llvm::ArrayRef;
using llvm::Expected;
using llvm::StringRef;
using llvm::object::MachOObjectFile;

/// A record's symbol, and the bytes from where it begins to where they can end at the latest.
struct Found {
  std::string symbol;
  ArrayRef<uint8_t> bytes;
};
using FoundList = std::vector<Found>;
/// One for each architecture in a file.
using Parts = std::vector<FoundList>;

bool is_record(StringRef symbol) {
  return symbol.starts_with(StringRef(kRecordSymbolPrefix)) ||
         symbol.starts_with(StringRef(kQuestionSymbolPrefix));
}

llvm::Error damaged(const char* what) {
  return llvm::createStringError(llvm::inconvertibleErrorCode(), what);
}

/// What follows an offset; no bytes if that lies outside.
ArrayRef<uint8_t> from(ArrayRef<uint8_t> bytes, uint64_t offset) {
  return bytes.drop_front(std::min<uint64_t>(offset, bytes.size()));
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
  const StringRef rest = llvm::toStringRef(from(bytes, offset));
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
      const auto bytes = bytes_of(segment);
      if (bytes.size() < segment.p_filesz) return damaged("the dynamic segment lies outside");
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

  /// What the file holds of a segment.
  ArrayRef<uint8_t> bytes_of(const typename ELFT::Phdr& segment) const {
    return from(file_, segment.p_offset).take_front(segment.p_filesz);
  }

  /// The bytes from an address to the end of what the file holds of its segment.
  ArrayRef<uint8_t> at(uint64_t address) const {
    for (const auto& segment : segments_) {
      const uint64_t start = segment.p_vaddr;
      if (segment.p_type != llvm::ELF::PT_LOAD || address < start ||
          address - start >= segment.p_filesz) {
        continue;
      }
      return from(bytes_of(segment), address - start);
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
      found.push_back(
          {name->str(), symbol.st_size == 0 ? bytes : bytes.take_front(symbol.st_size)});
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
    const auto rest = from(bytes, 16 + filter_size);
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
  using llvm::object::ELF32BE;
  using llvm::object::ELF32LE;
  using llvm::object::ELF64BE;
  using llvm::object::ELF64LE;
  using llvm::object::getElfArchType;
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

/// What addresses in the export trie count from.
uint64_t base_of(const MachOObjectFile& file) {
  const auto is_text = [](const auto& segment) {
    return std::strncmp(segment.segname, "__TEXT", sizeof(segment.segname)) == 0;
  };
  for (const auto& command : file.load_commands()) {
    if (command.C.cmd == llvm::MachO::LC_SEGMENT_64) {
      const auto segment = file.getSegment64LoadCommand(command);
      if (is_text(segment)) return segment.vmaddr;
    } else if (command.C.cmd == llvm::MachO::LC_SEGMENT) {
      const auto segment = file.getSegmentLoadCommand(command);
      if (is_text(segment)) return segment.vmaddr;
    }
  }
  return 0;
}

/// The names that a library exports, as a tree of their letters. This is what the loader goes by;
/// the symbol table is for others, and `strip` may have emptied it. LLVM's own walk trusts the
/// bytes.
class ExportTrie {
 public:
  struct Export {
    std::string name;
    uint64_t address;  ///< from the library's base
  };

  explicit ExportTrie(ArrayRef<uint8_t> trie) : trie_(trie) {}

  /// The exports whose names begin like records; nothing if the trie is damaged.
  std::optional<std::vector<Export>> records() {
    if (trie_.empty()) return exports_;
    pending_.emplace_back("", 0);
    while (!pending_.empty()) {
      const auto [name, offset] = std::move(pending_.back());
      pending_.pop_back();
      // A node that is reached twice would make the tree a graph, perhaps one without an end.
      if (!seen_.insert(offset).second || !read_node(name, from(trie_, offset))) return {};
    }
    return exports_;
  }

 private:
  static constexpr std::size_t kLongestName = 4096;

  /// ULEB128: seven bits in each byte, the lowest first.
  static std::optional<uint64_t> take_number(ArrayRef<uint8_t>& bytes) {
    uint64_t number = 0;
    for (int shift = 0; shift < 63 && !bytes.empty(); shift += 7) {
      const uint8_t byte = bytes.front();
      bytes = bytes.drop_front();
      number |= uint64_t{byte & 0x7fu} << shift;
      if (byte < 0x80) return number;
    }
    return {};
  }

  bool read_node(const std::string& name, ArrayRef<uint8_t> bytes) {
    const auto size = take_number(bytes);
    if (!size || *size >= bytes.size()) return false;
    auto own = bytes.take_front(*size);
    bytes = bytes.drop_front(*size);
    StringRef symbol = name;
    if (!own.empty() && symbol.consume_front("_") && is_record(symbol)) {
      const auto flags = take_number(own);
      const auto address = flags ? take_number(own) : flags;
      if (!address) return false;
      exports_.push_back({symbol.str(), *address});
    }
    const unsigned children = bytes.front();
    bytes = bytes.drop_front();
    for (unsigned i = 0; i < children; ++i) {
      const auto letters = text_at(bytes, 0);
      if (!letters) return false;
      bytes = bytes.drop_front(letters->size() + 1);
      const auto offset = take_number(bytes);
      if (!offset || name.size() > kLongestName) return false;
      std::string longer = name + letters->str();
      if (leads_to_record(longer)) pending_.emplace_back(std::move(longer), *offset);
    }
    return true;
  }

  static bool leads_to_record(StringRef name) {
    const StringRef prefix(kRecordSymbolPrefix);
    if (name.empty()) return true;
    return name.consume_front("_") &&
           name.take_front(prefix.size()) == prefix.take_front(name.size());
  }

  ArrayRef<uint8_t> trie_;
  std::vector<std::pair<std::string, uint64_t>> pending_;
  std::set<uint64_t> seen_;
  std::vector<Export> exports_;
};

Expected<FoundList> read_exports(const MachOObjectFile& file) {
  const auto older = file.getDyldInfoExportsTrie();
  const auto exports = ExportTrie(older.empty() ? file.getDyldExportsTrie() : older).records();
  if (!exports) return damaged("the export trie is damaged");
  FoundList found;
  const uint64_t base = base_of(file);
  for (const auto& each : *exports) {
    auto bytes = bytes_at(file, base + each.address);
    if (!bytes) return bytes.takeError();
    found.push_back({each.name, *bytes});
  }
  return found;
}

/// For a library without an export trie.
Expected<FoundList> read_symbols(const MachOObjectFile& file) {
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
    found.push_back({name->str(), *bytes});
  }
  return found;
}

Expected<FoundList> read_macho(const MachOObjectFile& file) {
  auto found = read_exports(file);
  return found && found->empty() ? read_symbols(file) : std::move(found);
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

/// Reads what the loader of Windows reads. Only the structs are LLVM's: its COFF reader believes
/// offsets in damaged files.
class CoffReader {
 public:
  explicit CoffReader(ArrayRef<uint8_t> file) : file_(file) {}

  Expected<FoundList> read() {
    const auto dos = table<llvm::object::dos_header>(file_, 1);
    if (!dos) return damaged("it ends within its head");
    const auto head_bytes = from(file_, dos->front().AddressOfNewExeHeader + uint64_t{4});
    const auto head = table<llvm::object::coff_file_header>(head_bytes, 1);
    if (!head) return damaged("it ends within its head");
    const auto after_head = from(head_bytes, sizeof(head->front()));
    const auto optional = after_head.take_front(head->front().SizeOfOptionalHeader);
    const auto sections =
        table<Section>(from(after_head, optional.size()), head->front().NumberOfSections);
    if (!sections) return damaged("it ends within its table of sections");
    sections_ = *sections;
    const auto magic = table<Half>(optional, 1);
    const bool is_long = magic && magic->front() == llvm::COFF::PE32Header::PE32_PLUS;
    const auto directories = from(optional, is_long ? sizeof(llvm::object::pe32plus_header)
                                                    : sizeof(llvm::object::pe32_header));
    const auto directory = table<llvm::object::data_directory>(directories, 1);
    if (!directory || directory->front().RelativeVirtualAddress == 0) return FoundList();
    return exports(directory->front().RelativeVirtualAddress);
  }

 private:
  using Word = llvm::support::ulittle32_t;
  using Half = llvm::support::ulittle16_t;
  using Section = llvm::object::coff_section;

  Expected<FoundList> exports(uint32_t address) const {
    const auto head = table<llvm::object::export_directory_table_entry>(at(address), 1);
    if (!head) return damaged("the export table lies outside");
    const auto& exports = head->front();
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
      found.push_back({name->str(), at((*addresses)[index])});
    }
    return found;
  }

  /// The bytes from an address, relative to the image, to the end of what the file holds of its
  /// section.
  ArrayRef<uint8_t> at(uint32_t address) const {
    for (const Section& section : sections_) {
      if (address < section.VirtualAddress) continue;
      const auto bytes =
          from(file_, section.PointerToRawData)
              .take_front(std::min<uint32_t>(section.SizeOfRawData, section.VirtualSize));
      const uint32_t offset = address - section.VirtualAddress;
      if (offset < bytes.size()) return bytes.drop_front(offset);
    }
    return {};
  }

  ArrayRef<uint8_t> file_;
  ArrayRef<Section> sections_;
};

Expected<Parts> read_coff(StringRef file) {
  auto found = CoffReader(llvm::arrayRefFromStringRef(file)).read();
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
      return read_coff(buffer.getBuffer());
    default:
      return {};
  }
}

/// The error for a library of another version of Prebind, which makes other records.
std::optional<Error> refuse_other_version(const FoundList& found, const std::string& path) {
  std::optional<char> version;
  std::string crate;
  for (const Found& each : found) {
    const auto other = other_version({each.bytes.data(), each.bytes.size()});
    if (!other) continue;
    version = other->version;
    if (crate.empty()) crate = other->crate;
  }
  if (!version) return std::nullopt;
  const bool is_older = *version < kRecordMagic.back();
  return Error{fmt::format("the library was built by {} Prebind: its records are of version {}, "
                           "and this is Prebind {}, which reads version {}",
                           is_older ? "an older" : "a newer", *version, PREBIND_VERSION,
                           kRecordMagic.back()),
               path,
               fmt::format("{}: `prebind build path/to/{}`",
                           is_older ? "build the library again with this Prebind"
                                    : "use the newer Prebind, or build the library again with "
                                      "this one",
                           crate.empty() ? "crate" : crate)};
}

Result<std::vector<Record>> parse(FoundList found, const std::string& path) {
  std::erase_if(found, [](const Found& each) {
    return !StringRef(each.symbol).starts_with(StringRef(kRecordSymbolPrefix));
  });
  if (auto problem = refuse_other_version(found, path)) {
    return tl::make_unexpected(std::move(*problem));
  }
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

Result<std::vector<Record>> read(llvm::MemoryBufferRef buffer, const std::string& path) {
  auto parts = read_parts(buffer);
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

}  // namespace

Result<std::vector<Record>> read_records(const std::string& path) {
  std::error_code error;
  if (auto checked = check_source(path); !checked && std::filesystem::exists(path, error)) {
    return fail(checked.error().message, "", "name a shared library that `prebind build` made");
  }
  // What has to have a NUL behind it is copied where there is none, however large it is.
  const auto file =
      llvm::MemoryBuffer::getFile(path, /*IsText=*/false, /*RequiresNullTerminator=*/false);
  if (!file) {
    return fail("cannot read the library: " + file.getError().message(), path,
                "name a shared library that `prebind build` made");
  }
  return read((*file)->getMemBufferRef(), path);
}

Result<std::vector<Answer>> read_answers(const std::string& path) {
  const auto file =
      llvm::MemoryBuffer::getFile(path, /*IsText=*/false, /*RequiresNullTerminator=*/false);
  if (!file) return fail("cannot read the library: " + file.getError().message(), path);
  std::vector<Answer> answers;
  auto parts = read_parts((*file)->getMemBufferRef());
  if (!parts) return answers;
  if (!*parts) {
    llvm::consumeError(parts->takeError());
    return answers;
  }
  // Types mean the same for each architecture, or rustc says so.
  for (const Found& each : (*parts)->empty() ? FoundList() : (*parts)->front()) {
    if (!StringRef(each.symbol).starts_with(StringRef(kQuestionSymbolPrefix))) continue;
    constexpr size_t kLongest = 600;
    if (auto answer = parse_answer({reinterpret_cast<const char*>(each.bytes.data()),
                                    std::min<size_t>(each.bytes.size(), kLongest)})) {
      answers.push_back(std::move(*answer));
    }
  }
  return answers;
}

Result<std::vector<Record>> records_in(const std::string& bytes, const std::string& path) {
  return read({bytes, path}, path);
}

}  // namespace prebind::model
