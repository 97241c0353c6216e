#pragma once

#include <cstdlib>
#include <filesystem>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "assembler/diagnostic.h"
#include "assembler/target.h"
#include "util/path.h"
#include "util/process.h"

namespace prebind::assembler {

/// For tests: a variant that is known to exist.
inline Variant variant(std::string_view name) {
  return Variant::parse(name).value();
}

/// For tests: how GoogleTest shows a diagnostic.
inline void PrintTo(const Diagnostic& diagnostic, std::ostream* out) {
  *out << render(diagnostic, "text");
}

/// For tests: the first of these programs that is on PATH, or at that path.
inline std::optional<std::filesystem::path> find_tool(const std::vector<std::string>& names) {
  const char* path = std::getenv("PATH");
  for (const std::string& name : names) {
    if (auto found = find_program(name, path ? path : "")) return found;
  }
  return std::nullopt;
}

/// For tests: runs a program, and gives what it wrote to standard output and standard error.
inline Result<Finished> run_tool(const std::filesystem::path& program,
                                 std::vector<std::string> arguments) {
  Command command{.program = program, .arguments = std::move(arguments)};
  command.output = command.errors = Output::capture;
  return run(command);
}

}  // namespace prebind::assembler
