#include "archive/files.h"

#include <algorithm>
#include <charconv>

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

std::string damage_of(std::string_view bytes) {
  constexpr std::string_view magic = "!<arch>\n";
  constexpr std::size_t header_size = 60, size_at = 48, size_digits = 10;
  if (bytes.empty()) return "is empty";
  if (bytes.starts_with("version https://git-lfs.github.com/spec/")) {
    return "is a pointer of Git LFS, not the archive";
  }
  if (bytes.starts_with("!<arch>\r\n")) {
    return "has the line ends of a text: Git has converted it";
  }
  if (!bytes.starts_with(magic)) {
    return magic.starts_with(bytes) ? "is cut off" : "is not an archive";
  }
  bytes.remove_prefix(magic.size());
  while (!bytes.empty()) {
    if (bytes.size() < header_size) return "is cut off";
    const std::string_view digits = bytes.substr(size_at, size_digits);
    std::size_t size = 0;
    const auto [end, error] = std::from_chars(digits.begin(), digits.end(), size);
    if (error != std::errc()) return "is not an archive";
    bytes.remove_prefix(header_size);
    if (size > bytes.size()) return "is cut off";
    bytes.remove_prefix(std::min(size + size % 2, bytes.size()));
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
