#include "engine/archives/gathered_archives.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <map>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "util/descriptor.h"
#include "util/file.h"
#include "util/lines.h"
#include "util/system_error.h"

namespace prebind::engine {

namespace fs = std::filesystem;
using nlohmann::json;

namespace {

constexpr const char* kVariantsFile = "variants";
constexpr const char* kRequestsEnding = ".requests";
constexpr std::string_view kHelp =
    "it is written by `prebind archive`, which sets PREBIND_ARCHIVE_GATHER: unset that variable";

/// Names that are equal in this form are one file on systems where case does not count.
std::string folded(std::string name) {
  for (char& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return name;
}

/// One engine appends for one compiler. Each line is written in one piece.
Result<void> append_line(const fs::path& path, std::string line) {
  line += '\n';
  const Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666));
  if (!file.is_open()) return fail(system_error("write", path, errno));
  if (!write_all(file.get(), line)) return fail(system_error("write", path, errno));
  return {};
}

Result<GatheredArchive> parse_request(std::string_view line, const fs::path& path) {
  const json kept = json::parse(line, nullptr, /*allow_exceptions=*/false);
  if (!kept.is_object()) {
    return fail("a request for an archive is damaged", path.string(),
                "run the command again; is the disk full?");
  }
  return GatheredArchive{.name = {.package = kept.value("package", ""),
                                  .version = kept.value("version", ""),
                                  .name = kept.value("name", "")},
                         .text = kept.value("text", "")};
}

/// The lib and the tests of a crate ask for the same archives.
Result<void> add(std::map<std::string, GatheredArchive>& found, GatheredArchive archive) {
  const std::string key = folded(archive.name.name);
  const auto [known, is_new] = found.try_emplace(key, archive);
  if (is_new) return {};
  const GatheredArchive& other = known->second;
  if (other.name.name == archive.name.name && other.text == archive.text) return {};
  return fail(fmt::format("two archives of the package are called `{}`", archive.name.name), "",
              "its library, programs and tests have their archives in one folder, with any "
              "features: give each macro call a name of its own");
}

}  // namespace

Result<void> write_gather_variants(const fs::path& directory,
                                   const std::vector<assembler::Variant>& variants) {
  std::string text;
  for (const assembler::Variant& variant : variants) text += variant.name() + "\n";
  return write_file_atomically(directory / kVariantsFile, text);
}

Result<std::vector<assembler::Variant>> read_gather_variants(const fs::path& directory) {
  const fs::path file = directory / kVariantsFile;
  const auto text = read_file(file);
  if (!text) return fail(text.error().message, text.error().where, std::string(kHelp));
  std::vector<assembler::Variant> variants;
  for (const std::string_view line : lines_of(*text)) {
    PREBIND_TRY(variant, assembler::Variant::parse(line));
    variants.push_back(std::move(variant));
  }
  return variants;
}

Result<void> keep_gathered(const fs::path& directory, const expand::CrateName& crate,
                           const expand::ArchiveRequest& request) {
  const json kept = {{"package", crate.package},
                     {"version", crate.version},
                     {"name", request.name},
                     {"text", request.text}};
  return append_line(directory / fmt::format("{}{}", ::getpid(), kRequestsEnding), kept.dump());
}

Result<std::vector<GatheredArchive>> read_gathered(const fs::path& directory) {
  std::map<std::string, GatheredArchive> found;
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(directory, error)) {
    if (entry.path().extension() != kRequestsEnding) continue;
    PREBIND_TRY(text, read_file(entry.path()));
    for (const std::string_view line : lines_of(text)) {
      PREBIND_TRY(archive, parse_request(line, entry.path()));
      PREBIND_CHECK(add(found, std::move(archive)));
    }
  }
  if (error) {
    return fail(fmt::format("cannot read the requests for archives: {}", error.message()),
                directory.string(), "run the command again");
  }
  std::vector<GatheredArchive> archives;
  for (auto& [name, archive] : found) archives.push_back(std::move(archive));
  return archives;
}

}  // namespace prebind::engine
