#include "hosts/julia/artifacts_toml.h"

#include <fmt/format.h>

#include <array>
#include <utility>
#include <vector>

#include "util/quote.h"

namespace prebind::hosts::julia {
namespace {

std::string_view trimmed(std::string_view line) {
  constexpr std::string_view kBlank = " \t\r\n";
  const std::size_t first = line.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return {};
  return line.substr(first, line.find_last_not_of(kBlank) - first + 1);
}

/// Lines with their line ends.
std::vector<std::string_view> whole_lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    lines.push_back(text.substr(0, end == std::string_view::npos ? end : end + 1));
    text.remove_prefix(lines.back().size());
  }
  return lines;
}

/// The value of `key = "value"`; empty if the line is another one.
std::string_view value_of(std::string_view line, std::string_view key) {
  line = trimmed(line);
  if (!line.starts_with(key)) return {};
  line = trimmed(line.substr(key.size()));
  if (!line.starts_with('=')) return {};
  line = trimmed(line.substr(1));
  if (!line.starts_with('"')) return {};
  line.remove_prefix(1);
  return line.substr(0, line.find('"'));
}

/// Lines that belong together: what stands before the first table, or a table of an array
/// (`[[name]]`) with what belongs to it (`[[name.download]]`).
struct Block {
  std::string name = {};  ///< of the array; empty for everything else
  std::string text = {};
  JuliaPlatform platform = {};
};

std::vector<Block> blocks_of(std::string_view text, std::string_view name) {
  const std::string own = fmt::format("[[{}]]", quote::toml_key(name));
  const std::string parts = fmt::format("[[{}.", quote::toml_key(name));
  std::vector<Block> blocks(1);
  for (const std::string_view line : whole_lines_of(text)) {
    const std::string_view content = trimmed(line);
    if (content.starts_with(own)) {
      blocks.push_back({.name = std::string(name)});
    } else if (content.starts_with('[') && !content.starts_with(parts) &&
               !blocks.back().name.empty()) {
      blocks.emplace_back();
    }
    Block& block = blocks.back();
    block.text += line;
    const auto read = [&](std::string_view key, std::string& to) {
      if (const std::string_view value = value_of(line, key); !value.empty()) to = value;
    };
    read("arch", block.platform.architecture);
    read("os", block.platform.system);
    read("libc", block.platform.libc);
    read("call_abi", block.platform.call_abi);
  }
  return blocks;
}

std::string text_of(const ArtifactEntry& entry) {
  const std::string key = quote::toml_key(entry.name);
  std::string text =
      fmt::format("[[{}]]\narch = {}\n", key, quote::toml(entry.platform.architecture));
  const auto add = [&](std::string_view name, const std::string& value) {
    if (!value.empty()) text += fmt::format("{} = {}\n", name, quote::toml(value));
  };
  add("call_abi", entry.platform.call_abi);
  add("git-tree-sha1", entry.tree_hash);
  add("libc", entry.platform.libc);
  add("os", entry.platform.system);
  return text + fmt::format("\n    [[{}.download]]\n    sha256 = {}\n    url = {}\n", key,
                            quote::toml(entry.sha256), quote::toml(entry.url));
}

/// Blank lines and comments at the end of a block stand before the next.
std::string_view end_of(std::string_view text) {
  std::string_view end = text;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n') + 1);
    const std::string_view whole = line.empty() ? text : line;
    text.remove_prefix(whole.size());
    const std::string_view content = trimmed(whole);
    if (!content.empty() && !content.starts_with('#')) end = text;
  }
  return end;
}

}  // namespace

std::string triplet_of(const JuliaPlatform& platform) {
  if (platform.system == "linux") {
    return fmt::format("{}-linux-{}{}", platform.architecture,
                       platform.libc == "musl" ? "musl" : "gnu", platform.call_abi);
  }
  if (platform.system == "macos") return platform.architecture + "-apple-darwin";
  if (platform.system == "windows") return platform.architecture + "-w64-mingw32";
  return platform.architecture + "-unknown-freebsd";
}

std::optional<JuliaPlatform> platform_of(std::string_view rust_target) {
  const std::size_t hyphen = rust_target.find('-');
  const std::string_view machine = rust_target.substr(0, hyphen);
  const std::string_view rest =
      hyphen == std::string_view::npos ? std::string_view() : rust_target.substr(hyphen + 1);
  constexpr std::array<std::pair<std::string_view, std::string_view>, 7> machines = {
      {{"x86_64", "x86_64"},
       {"i586", "i686"},
       {"i686", "i686"},
       {"aarch64", "aarch64"},
       {"armv7", "armv7l"},
       {"powerpc64le", "powerpc64le"},
       {"riscv64gc", "riscv64"}}};
  JuliaPlatform platform;
  for (const auto& [rust, julia] : machines) {
    if (machine == rust) platform.architecture = julia;
  }
  if (platform.architecture.empty()) return std::nullopt;
  if (rest == "apple-darwin") {
    platform.system = "macos";
  } else if (rest.starts_with("pc-windows-")) {
    platform.system = "windows";
  } else if (rest == "unknown-freebsd") {
    platform.system = "freebsd";
  } else if (rest.starts_with("unknown-linux-")) {
    const std::string_view abi = rest.substr(std::string_view("unknown-linux-").size());
    if (!abi.starts_with("gnu") && !abi.starts_with("musl")) return std::nullopt;
    platform.system = "linux";
    platform.libc = abi.starts_with("musl") ? "musl" : "glibc";
    if (abi.ends_with("eabihf")) platform.call_abi = "eabihf";
  } else {
    return std::nullopt;
  }
  return platform;
}

Result<std::string> with_entry(std::string_view text, const ArtifactEntry& entry) {
  const std::string key = quote::toml_key(entry.name);
  for (const std::string_view line : whole_lines_of(text)) {
    const std::string_view content = trimmed(line);
    const bool is_table = content.starts_with(fmt::format("[{}]", key));
    const bool is_inline =
        content.starts_with(key) && trimmed(content.substr(key.size())).starts_with('=');
    if (!is_table && !is_inline) continue;
    return fail(fmt::format("`{}` is there in a form without platforms: {}", entry.name, content),
                "", "remove that entry; the next `prebind package` writes it");
  }
  std::string result;
  bool is_written = false;
  for (const Block& block : blocks_of(text, entry.name)) {
    if (block.name.empty() || block.platform != entry.platform) {
      result += block.text;
    } else if (!std::exchange(is_written, true)) {
      result += text_of(entry);
      result += end_of(block.text);
    }
  }
  if (is_written) return result;
  if (!result.empty() && !result.ends_with('\n')) result += '\n';
  if (!result.empty() && !result.ends_with("\n\n")) result += '\n';
  return result + text_of(entry);
}

}  // namespace prebind::hosts::julia
