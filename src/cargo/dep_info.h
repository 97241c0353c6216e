#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace prebind::cargo {

/// What a dep-info file (`.d`) of rustc or cargo lists.
struct DepInfo {
  std::vector<std::string> files;  ///< as written: relative to where rustc ran, or absolute
  /// Variables that `env!` and `option_env!` asked for, and what they got.
  std::vector<std::pair<std::string, std::optional<std::string>>> variables;
};

DepInfo parse_dep_info(std::string_view text);

/// What a build script told cargo about itself, from the file with its output.
struct ScriptOutput {
  std::vector<std::string> files;      ///< `rerun-if-changed`: relative to the package, or absolute
  std::vector<std::string> variables;  ///< `rerun-if-env-changed`

  /// It said neither; then cargo runs it again when any file of its package changes.
  bool is_silent() const { return files.empty() && variables.empty(); }
};

/// `cargo:KEY=VALUE`, which every cargo knows, and `cargo::KEY=VALUE`, which came with 1.77.
enum class ScriptSyntax : std::uint8_t { old, both };

ScriptOutput parse_script_output(std::string_view text, ScriptSyntax syntax = ScriptSyntax::both);

}  // namespace prebind::cargo
