#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <optional>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "model/library_needs.h"

namespace prebind::model {
namespace {

constexpr std::string_view kGlibc = "GLIBC_";

/// The parts of glibc, which come with it.
constexpr std::array<std::string_view, 8> kGlibcParts = {
    "libc.so.",  "libm.so.",    "libpthread.so.", "libdl.so.",
    "librt.so.", "libutil.so.", "libresolv.so.",  "ld-linux"};

/// `2.34` as {2, 34}; nothing if it is anything else.
std::optional<std::vector<int>> numbers_of(std::string_view version) {
  std::vector<int> numbers;
  const char* at = version.data();
  const char* const end = at + version.size();
  while (at != end) {
    int number = 0;
    const auto [after, error] = std::from_chars(at, end, number);
    const bool is_last = after == end;
    if (error != std::errc() || (!is_last && *after != '.')) return std::nullopt;
    numbers.push_back(number);
    at = is_last ? after : after + 1;
  }
  return numbers;
}

bool is_glibc(std::string_view library) {
  return std::ranges::any_of(kGlibcParts,
                             [&](std::string_view part) { return library.starts_with(part); }) ||
         library.starts_with("ld64.so");
}

bool is_musl(std::string_view library) {
  return library == "libc.so" || library.starts_with("libc.musl-");
}

/// Every machine of a kind has these: Windows those that are not of a compiler, whose names begin
/// like a library of Unix; macOS those in its own folders.
bool is_of_each_system(std::string_view library) {
  if (is_glibc(library) || is_musl(library)) return true;
  std::string name(library);
  std::ranges::transform(name, name.begin(), [](unsigned char c) { return std::tolower(c); });
  return (name.ends_with(".dll") && !name.starts_with("lib")) || name.starts_with("/usr/lib/") ||
         name.starts_with("/system/");
}

/// `libstdc++.so.6 (GLIBCXX_3.4.29)`: the newest of each kind but glibc's, which is told by itself.
std::string described(const std::string& library, const LibraryNeeds& needs) {
  const auto found = needs.versions.find(library);
  if (!library.starts_with("libstdc++") || found == needs.versions.end()) return library;
  std::string newest;
  constexpr std::string_view kKind = "GLIBCXX_";
  for (const std::string& version : found->second) {
    if (!version.starts_with(kKind)) continue;
    const std::string number = version.substr(kKind.size());
    if (newest.empty() || is_newer_glibc(number, newest)) newest = number;
  }
  return newest.empty() ? library : fmt::format("{} ({}{})", library, kKind, newest);
}

}  // namespace

bool is_newer_glibc(std::string_view needed, std::string_view present) {
  const auto numbers = numbers_of(needed);
  const auto others = numbers_of(present);
  if (!numbers || !others) return !numbers && others;
  return *numbers > *others;
}

std::string glibc_of(const LibraryNeeds& needs) {
  std::string newest;
  for (const auto& [library, versions] : needs.versions) {
    for (const std::string& version : versions) {
      if (!version.starts_with(kGlibc)) continue;
      std::string number = version.substr(kGlibc.size());
      // Relative relocations are in no function's version, and came with 2.36.
      if (number == "ABI_DT_RELR") number = "2.36";
      if (!numbers_of(number)) number = version;
      if (newest.empty() || is_newer_glibc(number, newest)) newest = std::move(number);
    }
  }
  return newest;
}

std::string needs_in_words(const LibraryNeeds& needs) {
  std::vector<std::string> words;
  if (const std::string glibc = glibc_of(needs); !glibc.empty()) {
    words.push_back("glibc " + glibc);
  } else if (std::ranges::any_of(needs.libraries, is_musl)) {
    words.emplace_back("musl");
  }
  for (const std::string& library : needs.libraries) {
    if (!is_of_each_system(library)) words.push_back(described(library, needs));
  }
  return fmt::format("{}", fmt::join(words, ", "));
}

}  // namespace prebind::model
