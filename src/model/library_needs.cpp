#include "model/library_needs.h"

#include <algorithm>

#include <fmt/format.h>
#include <llvm/Object/COFF.h>
#include <llvm/Object/ELFObjectFile.h>
#include <llvm/Object/MachO.h>
#include <llvm/Object/ObjectFile.h>
#include <llvm/Support/MemoryBuffer.h>

#include "model/name.h"
#include "util/file.h"

namespace prebind::model {
namespace {

using llvm::Expected;
using llvm::StringRef;

llvm::Error damaged(const char* what) {
  return llvm::createStringError(llvm::inconvertibleErrorCode(), what);
}

/// The text at the front of bytes, to its NUL.
std::string text_in(StringRef bytes) {
  return bytes.take_until([](char c) { return c == '\0'; }).str();
}

/// From `.gnu.version_r`, which every linker writes into a library that needs versions.
template <class ELFT>
llvm::Error read_versions(const llvm::object::ELFFile<ELFT>& file, LibraryNeeds& needs) {
  auto sections = file.sections();
  if (!sections) return sections.takeError();
  bool is_there = false;
  for (const auto& section : *sections) {
    if (section.sh_type != llvm::ELF::SHT_GNU_verneed) continue;
    is_there = true;
    auto files = file.getVersionDependencies(section);
    if (!files) return files.takeError();
    for (const llvm::object::VerNeed& each : *files) {
      std::vector<std::string>& names = needs.versions[each.File.c_str()];
      // LLVM's text goes on behind its end.
      for (const auto& version : each.AuxV) names.emplace_back(version.Name.c_str());
      std::ranges::sort(names);
    }
  }
  if (!is_there) return damaged("it has lost its table of needed versions");
  return llvm::Error::success();
}

template <class ELFT>
Expected<LibraryNeeds> read_elf(const llvm::object::ELFObjectFile<ELFT>& named) {
  const llvm::object::ELFFile<ELFT>& file = named.getELFFile();
  auto entries = file.dynamicEntries();
  if (!entries) return entries.takeError();
  std::uint64_t address = 0, size = 0;
  bool has_versions = false;
  for (const auto& entry : *entries) {
    has_versions = has_versions || entry.getTag() == llvm::ELF::DT_VERNEED;
    if (entry.getTag() == llvm::ELF::DT_STRTAB) address = entry.getVal();
    if (entry.getTag() == llvm::ELF::DT_STRSZ) size = entry.getVal();
  }
  auto start = file.toMappedAddr(address);
  if (!start) return start.takeError();
  const auto offset = static_cast<std::size_t>(*start - file.base());
  const StringRef all(reinterpret_cast<const char*>(file.base()), file.getBufSize());
  const StringRef names = all.substr(offset, size);
  LibraryNeeds needs;
  for (const auto& entry : *entries) {
    const auto tag = entry.getTag();
    const bool is_path = tag == llvm::ELF::DT_RPATH || tag == llvm::ELF::DT_RUNPATH;
    if (!is_path && tag != llvm::ELF::DT_NEEDED) continue;
    if (entry.getVal() >= names.size()) return damaged("the name of a library lies outside");
    const std::string text = text_in(names.substr(entry.getVal()));
    if (!is_path) {
      needs.libraries.push_back(text);
      continue;
    }
    llvm::SmallVector<StringRef> folders;
    StringRef(text).split(folders, ':');
    for (const StringRef folder : folders) needs.folders.push_back(folder.str());
  }
  if (!has_versions) return needs;
  if (auto error = read_versions(file, needs)) return error;
  return needs;
}

LibraryNeeds read_macho(const llvm::object::MachOObjectFile& file) {
  LibraryNeeds needs;
  for (const auto& command : file.load_commands()) {
    // That the texts lie within their commands was tested when the file was opened.
    const auto text = [&](std::uint32_t offset) {
      return text_in(StringRef(command.Ptr, command.C.cmdsize).substr(offset));
    };
    switch (command.C.cmd) {
      case llvm::MachO::LC_LOAD_DYLIB:
      case llvm::MachO::LC_LOAD_WEAK_DYLIB:
      case llvm::MachO::LC_REEXPORT_DYLIB:
      case llvm::MachO::LC_LAZY_LOAD_DYLIB:
      case llvm::MachO::LC_LOAD_UPWARD_DYLIB:
        needs.libraries.push_back(text(file.getDylibIDLoadCommand(command).dylib.name));
        break;
      case llvm::MachO::LC_RPATH:
        needs.folders.push_back(text(file.getRpathCommand(command).path));
        break;
      default:
        break;
    }
  }
  return needs;
}

Expected<LibraryNeeds> read_coff(const llvm::object::COFFObjectFile& file) {
  LibraryNeeds needs;
  const auto add = [&](const auto& directories) -> llvm::Error {
    for (const auto& directory : directories) {
      StringRef name;
      if (auto error = directory.getName(name)) return error;
      needs.libraries.push_back(name.str());
    }
    return llvm::Error::success();
  };
  if (auto error = add(file.import_directories())) return error;
  if (auto error = add(file.delay_import_directories())) return error;
  return needs;
}

Expected<LibraryNeeds> read(const llvm::object::ObjectFile& file) {
  using namespace llvm::object;  // NOLINT(google-build-using-namespace): the kinds of files
  if (const auto* elf = llvm::dyn_cast<ELF64LEObjectFile>(&file)) return read_elf(*elf);
  if (const auto* elf = llvm::dyn_cast<ELF32LEObjectFile>(&file)) return read_elf(*elf);
  if (const auto* elf = llvm::dyn_cast<ELF64BEObjectFile>(&file)) return read_elf(*elf);
  if (const auto* elf = llvm::dyn_cast<ELF32BEObjectFile>(&file)) return read_elf(*elf);
  if (const auto* macho = llvm::dyn_cast<MachOObjectFile>(&file)) return read_macho(*macho);
  if (const auto* coff = llvm::dyn_cast<COFFObjectFile>(&file)) return read_coff(*coff);
  return damaged("its format is not known");
}

}  // namespace

Result<LibraryNeeds> read_needs_in(std::string_view content, const std::string& name) {
  const auto refuse = [&](llvm::Error error) {
    const std::string why = printable(llvm::toString(std::move(error)), 200);
    return fail("cannot read what the library needs: " + why, name, "build it again");
  };
  auto file = llvm::object::ObjectFile::createObjectFile(
      llvm::MemoryBufferRef(StringRef(content.data(), content.size()), name));
  if (!file) return refuse(file.takeError());
  auto needs = read(**file);
  if (!needs) return refuse(needs.takeError());
  return std::move(*needs);
}

Result<LibraryNeeds> read_needs(const std::string& path) {
  PREBIND_CHECK(check_source(path));
  const auto buffer =
      llvm::MemoryBuffer::getFile(path, /*IsText=*/false, /*RequiresNullTerminator=*/false);
  if (!buffer) {
    return fail("cannot read what the library needs: " + buffer.getError().message(), path,
                "build it again");
  }
  return read_needs_in({(*buffer)->getBufferStart(), (*buffer)->getBufferSize()}, path);
}

}  // namespace prebind::model
