#include "archive/files.h"

#include <fmt/format.h>

#include "util/file.h"

namespace prebind::archive {

namespace fs = std::filesystem;

std::string Name::library_file() const {
  return fmt::format("lib{}.{}.{}.a", package, version, name);
}

std::string Name::source_file() const {
  return name + ".s";
}

Result<void> check_text_owner(const fs::path& directory, std::string_view package,
                              std::string_view name, std::string_view text) {
  const fs::path source = directory / fmt::format("{}.s", name);
  if (const auto there = read_file(source); !there || *there == text) return {};
  const std::string own = fmt::format("lib{}.", package);
  const std::string ending = fmt::format(".{}.a", name);
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(directory, error)) {
    const std::string file = entry.path().filename().string();
    if (!file.starts_with("lib") || !file.ends_with(ending) || file.starts_with(own)) continue;
    constexpr std::size_t prefix = std::string_view("lib").size();
    return fail(fmt::format("the text of an archive of package `{}` is here, and `{}` has another "
                            "of that name",
                            file.substr(prefix, file.find('.') - prefix), package),
                source.string(), "give one of the two archives another name");
  }
  return {};
}

Result<void> write(const fs::path& directory, const Name& name, std::string_view bytes,
                   std::string_view text) {
  PREBIND_CHECK(check_text_owner(directory, name.package, name.name, text));
  PREBIND_TRY(library, StagedFile::with_content(directory / name.library_file(), bytes));
  PREBIND_TRY(source, StagedFile::with_content(directory / name.source_file(), text));
  PREBIND_CHECK(library.commit());
  PREBIND_CHECK(source.commit());
  return {};
}

}  // namespace prebind::archive
