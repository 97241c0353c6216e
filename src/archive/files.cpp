#include "archive/files.h"

#include <fmt/format.h>

#include "util/file.h"

namespace prebind::archive {

std::string Name::library_file() const {
  return fmt::format("lib{}.{}.{}.a", package, version, name);
}

std::string Name::source_file() const {
  return name + ".s";
}

Result<void> write(const std::filesystem::path& directory, const Name& name, std::string_view bytes,
                   std::string_view text) {
  PREBIND_TRY(library, StagedFile::with_content(directory / name.library_file(), bytes));
  PREBIND_TRY(source, StagedFile::with_content(directory / name.source_file(), text));
  PREBIND_CHECK(library.commit());
  PREBIND_CHECK(source.commit());
  return {};
}

}  // namespace prebind::archive
