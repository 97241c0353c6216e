#include "assembler/archive.h"

#include <fmt/format.h>
#include <llvm/BinaryFormat/Magic.h>
#include <llvm/Object/ArchiveWriter.h>
#include <llvm/Support/MemoryBuffer.h>

#include <set>
#include <vector>

namespace prebind::assembler {
namespace {

bool is_object_of(ObjectFormat format, std::string_view object) {
  const llvm::file_magic magic = llvm::identify_magic(object);
  switch (format) {
    case ObjectFormat::wasm:
      return magic == llvm::file_magic::wasm_object;
    case ObjectFormat::elf:
      return magic == llvm::file_magic::elf_relocatable;
    case ObjectFormat::mach_o:
      return magic == llvm::file_magic::macho_object;
    case ObjectFormat::coff:
      return magic == llvm::file_magic::coff_object;
  }
  return false;
}

llvm::object::Archive::Kind kind_of(ObjectFormat format) {
  return format == ObjectFormat::mach_o ? llvm::object::Archive::K_DARWIN
                                        : llvm::object::Archive::K_GNU;
}

}  // namespace

Result<std::string> make_archive(std::span<const Member> members, ObjectFormat format) {
  std::set<std::string_view> names;
  std::vector<llvm::NewArchiveMember> entries;
  for (const Member& member : members) {
    if (!names.insert(member.name).second) {
      return fail("two members of an archive have one name", member.name,
                  "give each object a name of its own");
    }
    if (!is_object_of(format, member.object)) {
      return fail("a member is not an object file of the archive's format", member.name,
                  "assemble it for the same variant as the others");
    }
    llvm::NewArchiveMember& entry = entries.emplace_back();
    entry.Buf = llvm::MemoryBuffer::getMemBuffer(member.object, member.name,
                                                 /*RequiresNullTerminator=*/false);
    entry.MemberName = entry.Buf->getBufferIdentifier();
  }

  std::string warnings;
  auto archive = llvm::writeArchiveToBuffer(
      entries, llvm::SymtabWritingMode::NormalSymtab, kind_of(format), /*Deterministic=*/true,
      /*Thin=*/false,
      [&warnings](llvm::Error warning) { warnings = llvm::toString(std::move(warning)); });
  if (!archive) warnings = llvm::toString(archive.takeError());
  // A warning says that the symbols of an object could not be read: no linker would find them.
  if (!warnings.empty()) {
    return fail(fmt::format("could not make the archive: {}", warnings), "",
                "assemble its members again");
  }
  const llvm::StringRef bytes = (*archive)->getBuffer();
  return std::string(bytes.data(), bytes.size());
}

}  // namespace prebind::assembler
