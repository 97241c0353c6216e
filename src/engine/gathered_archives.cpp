#include "engine/gathered_archives.h"

#include <algorithm>
#include <cctype>
#include <map>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "util/file.h"
#include "util/sha256.h"

namespace prebind::engine {

namespace fs = std::filesystem;
using nlohmann::json;

namespace {

constexpr const char* kVariantsFile = "variants";
constexpr std::string_view kHelp =
    "it is written by `prebind archive`, which sets PREBIND_ARCHIVE_GATHER: unset that variable";

/// Names that are equal in this form are one file on systems where case does not count.
std::string folded(std::string name) {
  for (char& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return name;
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
  for (std::string_view rest = *text; !rest.empty();) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    PREBIND_TRY(variant, assembler::Variant::parse(rest.substr(0, end)));
    variants.push_back(std::move(variant));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return variants;
}

Result<void> keep_gathered(const fs::path& directory, const expand::CrateName& crate,
                           const expand::ArchiveRequest& request) {
  const json kept = {{"package", crate.package},
                     {"version", crate.version},
                     {"name", request.name},
                     {"text", request.text}};
  const std::string file = fmt::format("{}.{}.json", request.name, sha256_hex(request.text));
  return write_file_atomically(directory / file, kept.dump());
}

Result<std::vector<GatheredArchive>> read_gathered(const fs::path& directory) {
  std::map<std::string, GatheredArchive> found;
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(directory, error)) {
    if (entry.path().extension() != ".json") continue;
    PREBIND_TRY(text, read_file(entry.path()));
    const json kept = json::parse(text, nullptr, /*allow_exceptions=*/false);
    if (!kept.is_object()) {
      return fail("a request for an archive is damaged", entry.path().string(),
                  "run the command again; is the disk full?");
    }
    GatheredArchive archive = {.name = {.package = kept.value("package", ""),
                                        .version = kept.value("version", ""),
                                        .name = kept.value("name", "")},
                               .text = kept.value("text", "")};
    const std::string name = archive.name.name;
    if (!found.emplace(folded(name), std::move(archive)).second) {
      return fail(fmt::format("two archives of the package are called `{}`", name), "",
                  "its library and its programs have their archives in one folder: give each "
                  "macro call a name of its own");
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
