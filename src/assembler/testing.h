#pragma once

#include <cstdlib>
#include <filesystem>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#ifdef PREBIND_HAS_LEAK_SANITIZER
#include <sanitizer/lsan_interface.h>
#endif

#include "assembler/assembler.h"
#include "assembler/diagnostic.h"
#include "assembler/target.h"
#include "util/file.h"
#include "util/path.h"
#include "util/process.h"
#include "util/testing.h"

namespace prebind::assembler {

/// For tests: a variant that is known to exist.
inline Variant variant(std::string_view name) {
  return Variant::parse(name).value();
}

/// For tests: how GoogleTest shows a diagnostic.
// NOLINTNEXTLINE(readability-identifier-naming): GoogleTest looks for this name
inline void PrintTo(const Diagnostic& diagnostic, std::ostream* out) {
  *out << render(diagnostic, "text");
}

/// For tests: assemble() of a text that may make LLVM stop half-way, without a look at what it
/// leaves in memory. Its parser never frees the calls of macros that it is in, and what is thrown
/// out of a fatal error passes functions that are compiled without anything to unwind. In the
/// product that memory is a child process's: see Worker.
inline tl::expected<Object, Diagnostics> try_to_assemble(std::string_view text,
                                                         const Variant& variant,
                                                         const Limits& limits = {}) {
#ifdef PREBIND_HAS_LEAK_SANITIZER
  const __lsan::ScopedDisabler no_leaks;
#endif
  return assemble(text, variant, limits);
}

/// For tests: what is wrong with a text.
inline Diagnostics errors_of(std::string_view text, std::string_view machine = "x86_64-linux") {
  auto object = try_to_assemble(text, variant(machine));
  return object ? Diagnostics() : object.error();
}

/// For tests: a text that often.
inline std::string times(std::size_t count, std::string_view text) {
  std::string all;
  for (std::size_t i = 0; i < count; ++i) all += text;
  return all;
}

/// For tests: the machines whose objects are ELF.
inline const std::vector<std::string_view> kElf = {"x86_64-linux", "aarch64-linux"};

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

/// For tests: what the installed llvm-mc makes of a text, given the line that the engine adds for
/// ELF as well; nothing if there is none.
inline std::optional<Result<std::string>> object_of_llvm_mc(std::string text,
                                                            const Variant& variant) {
  const auto llvm_mc = find_tool({"llvm-mc-19", "/usr/lib/llvm-19/bin/llvm-mc"});
  if (!llvm_mc) return std::nullopt;
  if (variant.format() == ObjectFormat::elf) {
    text += "\n\t.section\t\".note.GNU-stack\",\"\",@progbits\n";
  }
  const TemporaryDirectory directory;
  const auto source = directory.path() / "text.s", object = directory.path() / "text.o";
  if (auto written = write_new_file(source, text); !written) return fail(written.error().message);
  std::vector<std::string> arguments = {"-filetype=obj", source.string(), "-o", object.string(),
                                        "-triple=" + std::string(variant.llvm_triple())};
  if (!variant.llvm_features().empty()) arguments.push_back("-mattr=" + variant.llvm_features());
  const auto finished = run_tool(*llvm_mc, arguments);
  if (!finished) return fail(finished.error().message);
  if (!finished->succeeded()) return fail(finished->errors);
  if (finished->errors.find("not a recognized feature") != std::string::npos) {
    return fail(finished->errors);
  }
  return read_file(object);
}

}  // namespace prebind::assembler
