#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>

namespace prebind {

/// The environment variables that a piece of work may look at. The faces hand it to the engine;
/// nothing below them asks the process itself.
class Environment {
 public:
  static Environment of_process();
  static Environment of(std::map<std::string, std::string> variables) {
    return Environment(std::move(variables));
  }

  /// Nothing if the variable is not set.
  std::optional<std::string> get(const std::string& name) const;

  /// Nothing also if it is set to the empty text, which most programs take as not set.
  std::optional<std::string> get_nonempty(const std::string& name) const;

  const std::map<std::string, std::string>& variables() const { return variables_; }

 private:
  explicit Environment(std::map<std::string, std::string> variables)
      : variables_(std::move(variables)) {}

  std::map<std::string, std::string> variables_;
};

}  // namespace prebind
