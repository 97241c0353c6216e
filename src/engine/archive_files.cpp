#include "engine/archive_files.h"

#include <array>

#include <fmt/format.h>

#include "assembler/archive.h"
#include "assembler/assembler.h"
#include "util/file.h"

namespace prebind::engine {

std::string ArchiveName::library_file() const {
  return fmt::format("lib{}.{}.{}.a", package, version, name);
}

std::string ArchiveName::source_file() const {
  return name + ".s";
}

tl::expected<MadeArchive, std::variant<assembler::Diagnostics, Error>> make_archive(
    std::string_view name, std::string_view text, const assembler::Variant& variant) {
  auto object = assembler::assemble(text, variant);
  if (!object) return tl::make_unexpected(std::move(object).error());
  const std::array members = {
      assembler::Member{.name = fmt::format("{}.o", name), .object = object->bytes}};
  auto bytes = assembler::make_archive(members, variant.format());
  if (!bytes) return tl::make_unexpected(std::move(bytes).error());
  return MadeArchive{.bytes = std::move(*bytes), .warnings = std::move(object->warnings)};
}

Result<void> write_archive(const std::filesystem::path& directory, const ArchiveName& name,
                           std::string_view bytes, std::string_view text) {
  PREBIND_TRY(library, StagedFile::with_content(directory / name.library_file(), bytes));
  PREBIND_TRY(source, StagedFile::with_content(directory / name.source_file(), text));
  PREBIND_CHECK(library.commit());
  PREBIND_CHECK(source.commit());
  return {};
}

}  // namespace prebind::engine
