#include "engine/block.h"

#include <algorithm>
#include <array>
#include <regex>
#include <set>
#include <system_error>
#include <vector>

#include <fmt/format.h>

#include "engine/cache_place.h"
#include "engine/installation.h"
#include "util/file.h"
#include "util/path.h"
#include "util/sha256.h"

namespace prebind::engine {
namespace {

namespace fs = std::filesystem;

constexpr const char* kInfoString = "cargo";
constexpr const char* kBlocks = "blocks";  ///< in the cache directory
constexpr std::size_t kFewestHyphens = 3;
constexpr std::size_t kDigestInName = 12;

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r") + 1 - begin);
}

/// How many hyphens a line begins with, if they are enough for a fence; else 0.
std::size_t fence_of(std::string_view line) {
  const std::size_t count = std::min(line.find_first_not_of('-'), line.size());
  return count < kFewestHyphens ? 0 : count;
}

/// The name of the table that a line of TOML begins; empty if it begins none.
std::string_view table_of(std::string_view line) {
  line = trimmed(line);
  if (!line.starts_with('[')) return {};
  return trimmed(line.substr(1, line.find(']') - 1));
}

/// `path = "../kit"` names the same folder from wherever cargo reads it.
std::string with_absolute_paths(const std::string& manifest, const fs::path& folder) {
  static const std::regex path(R"re((^|[\s{,.])(path\s*=\s*)(["'])([^"']*)\3)re");
  std::string result;
  auto rest = manifest.cbegin();
  for (std::sregex_iterator match(manifest.begin(), manifest.end(), path), end; match != end;
       ++match) {
    const std::smatch& found = *match;
    result.append(rest, found[4].first);
    result += absolute_path(folder / found[4].str()).string();
    rest = found[4].second;
  }
  return result.append(rest, manifest.cend());
}

/// The manifest with those of the package's keys that it does not have itself.
std::string with_package(const std::string& manifest, const std::string& name) {
  const std::array<std::pair<std::string_view, std::string>, 3> defaults = {
      {{"name", name}, {"version", "0.0.0"}, {"edition", "2021"}}};
  const std::vector<std::string_view> lines = lines_of(manifest);
  const auto header = std::ranges::find(lines, "package", table_of);
  std::set<std::string_view> given;
  for (auto line = header; line != lines.end(); ++line) {
    if (line != header && !table_of(*line).empty()) break;
    given.insert(trimmed(line->substr(0, std::min(line->find('='), line->size()))));
  }
  std::string keys;
  for (const auto& [key, value] : defaults) {
    if (!given.contains(key)) keys += fmt::format("{} = \"{}\"\n", key, value);
  }
  if (header == lines.end()) return fmt::format("[package]\n{}\n{}", keys, manifest);
  const auto after = static_cast<std::size_t>(header->data() + header->size() - manifest.data());
  return manifest.substr(0, after) + "\n" + keys + manifest.substr(after);
}

/// A path as a string of TOML.
std::string quoted(const fs::path& path) {
  std::string text = "\"";
  for (const char character : path.string()) {
    if (character == '"' || character == '\\') text += '\\';
    text += character;
  }
  return text + "\"";
}

Result<void> write_if_other(const fs::path& path, std::string_view content) {
  PREBIND_TRY(staged, StagedFile::with_content(path, content));
  PREBIND_CHECK(staged.commit());
  return {};
}

}  // namespace

Result<Block> parse_block(std::string_view text) {
  const std::vector<std::string_view> lines = lines_of(text);
  std::size_t first = 0;
  while (first < lines.size() && trimmed(lines[first]).empty()) ++first;
  const std::size_t hyphens = first < lines.size() ? fence_of(lines[first]) : 0;
  if (hyphens == 0) return Block{.manifest = {}, .source = std::string(text)};
  const std::string_view info = trimmed(lines[first].substr(hyphens));
  if (!info.empty() && info != kInfoString) {
    return fail(fmt::format("`{}` after the hyphens is not understood", info),
                fmt::format("src/lib.rs:{}:{}", first + 1, hyphens + 1),
                "what stands between them is cargo's manifest: write `---` or `---cargo`");
  }
  std::size_t last = first + 1;
  while (last < lines.size() && fence_of(lines[last]) != hyphens) ++last;
  if (last == lines.size()) {
    return fail("the manifest at the start of the block has no end",
                fmt::format("src/lib.rs:{}:1", first + 1),
                fmt::format("write a line `{}` after it", std::string(hyphens, '-')));
  }
  if (!trimmed(lines[last].substr(hyphens)).empty()) {
    return fail("something follows the hyphens that end the manifest",
                fmt::format("src/lib.rs:{}:{}", last + 1, hyphens + 1), "begin a new line with it");
  }
  Block block;
  for (std::size_t i = first + 1; i < last; ++i) block.manifest += std::string(lines[i]) + "\n";
  block.source = std::string(last + 1, '\n');
  for (std::size_t i = last + 1; i < lines.size(); ++i) {
    block.source += std::string(lines[i]) + "\n";
  }
  return block;
}

BlockPackage package_of(const Block& block, const fs::path& folder, const fs::path& macro_crate) {
  const std::string manifest = with_absolute_paths(block.manifest, folder);
  // With its length before it, no other manifest and source are the same text.
  const std::string text = fmt::format("{}\n{}{}", manifest.size(), manifest, block.source);
  const std::string name = "rust_" + sha256_hex(text).substr(0, kDigestInName);
  return {.name = name,
          .manifest = fmt::format("{}\n[dependencies.prebind]\npath = {}\n\n[workspace]\n",
                                  with_package(manifest, name), quoted(macro_crate)),
          .library =
              block.source + "\n#[allow(unused_imports)]\n#[macro_use]\nextern crate prebind;\n"};
}

fs::path block_directory(const Environment& environment) {
  const fs::path cache = cache_directory(environment);
  return cache.empty() ? cache : cache / kBlocks;
}

Result<fs::path> write_block(const Context& context, std::string_view text,
                             const fs::path& folder) {
  PREBIND_TRY(block, parse_block(text));
  const auto macro_crate = find_macro_crate(context.program);
  if (!macro_crate) {
    return fail("the crate `prebind`, which has the macros, was not found",
                context.program.string(),
                "install Prebind as a whole; `prebind doctor` looks for it");
  }
  const BlockPackage package = package_of(block, absolute_path(folder), *macro_crate);
  const fs::path blocks = block_directory(context.environment);
  if (blocks.empty()) {
    return fail("there is no place for the packages of Rust blocks", "",
                "set PREBIND_CACHE_DIR, XDG_CACHE_HOME or HOME");
  }
  fs::path crate = blocks / package.name;
  // Where it is not there yet, made so that the store can use it, too, whatever the umask.
  (void)make_cache_folder(cache_directory(context.environment), kBlocks);
  PREBIND_CHECK(make_directories(crate / "src"));
  PREBIND_CHECK(make_directories(blocks / ".cargo"));
  PREBIND_CHECK(
      write_if_other(blocks / ".cargo" / "config.toml", "[build]\ntarget-dir = \"target\"\n"));
  PREBIND_CHECK(write_if_other(crate / "Cargo.toml", package.manifest));
  PREBIND_CHECK(write_if_other(crate / "src" / "lib.rs", package.library));
  // When it was last used, for those who clean up.
  std::error_code ignored;
  fs::last_write_time(crate, fs::file_time_type::clock::now(), ignored);
  return crate;
}

}  // namespace prebind::engine
