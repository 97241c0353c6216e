#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace prebind::cargo {

/// What a manifest or a configuration of cargo says, as far as it names other files: its texts,
/// each with the keys that lead to it. Arrays are passed through: their elements have the keys of
/// the array. Numbers, dates and truth values have keys and no text.
///
/// Reads TOML 1.1. Cargo reports what is no TOML; of such a file, this reads everything before the
/// mistake.
class Toml {
 public:
  explicit Toml(std::string_view text);

  /// The texts at a path of keys, in the order of the file; `*` is any key.
  std::vector<std::string> texts(std::initializer_list<std::string_view> path) const;

  /// Whether there is a table, or anything else, under a path of keys.
  bool has(std::initializer_list<std::string_view> path) const;

 private:
  friend class TomlParser;
  struct Node {
    std::vector<std::string> keys;
    std::string text = {};
    bool is_text = false;
  };
  std::vector<Node> nodes_;
};

}  // namespace prebind::cargo
