#include "archive/files.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "util/file.h"

namespace prebind::archive {

namespace fs = std::filesystem;

namespace {

/// `1.2.3`, and what may follow: `1.2.3-rc.1+build`.
bool is_version(std::string_view text) {
  text = text.substr(0, text.find_first_of("-+"));
  unsigned numbers = 0;
  for (; !text.empty(); ++numbers) {
    const auto end = std::min(text.find('.'), text.size());
    const std::string_view number = text.substr(0, end);
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    if (number.empty() || !std::ranges::all_of(number, is_digit)) return false;
    text.remove_prefix(end);
    if (text == ".") return false;
    if (!text.empty()) text.remove_prefix(1);
  }
  return numbers == 3;
}

}  // namespace

std::string Name::library_file() const {
  return fmt::format("lib{}.{}.{}.a", package, version, name);
}

std::string Name::source_file() const {
  return name + ".s";
}

std::optional<std::string_view> package_of(std::string_view file, std::string_view name) {
  constexpr std::string_view prefix = "lib";
  const std::string ending = fmt::format(".{}.a", name);
  if (!file.starts_with(prefix) || !file.ends_with(ending)) return std::nullopt;
  file.remove_prefix(prefix.size());
  const auto dot = file.find('.');
  if (file.size() < dot + 1 + ending.size()) return std::nullopt;
  const std::string_view version = file.substr(dot + 1, file.size() - dot - 1 - ending.size());
  if (!is_version(version)) return std::nullopt;
  return file.substr(0, dot);
}

Result<void> check_text_owner(const fs::path& directory, std::string_view package,
                              std::string_view name, std::string_view text) {
  const fs::path source = directory / fmt::format("{}.s", name);
  if (const auto there = read_file(source); !there || *there == text) return {};
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(directory, error)) {
    const std::string file = entry.path().filename().string();
    const auto owner = package_of(file, name);
    if (!owner || *owner == package) continue;
    return fail(
        fmt::format(
            "package `{}` has the text of an archive here, and `{}` has another one of that name",
            *owner, package),
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
