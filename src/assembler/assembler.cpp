#include "assembler/assembler.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <new>

#include "assembler/assembly.h"
#include "assembler/guard.h"

namespace prebind::assembler {
namespace {

tl::unexpected<Diagnostics> refused(std::string message, std::string help) {
  return tl::make_unexpected(Diagnostics{
      {.severity = Severity::error, .message = std::move(message), .help = std::move(help)}});
}

/// Runs the assembly; after a fatal error of LLVM it is left in memory, since LLVM's objects may be
/// in any state.
void run(std::unique_ptr<Assembly>& assembly) {
  const CatchFatalErrors catch_fatal_errors;
  try {
    assembly->run();
  } catch (const Abandoned& abandoned) {
    assembly.release()->collector().add_error(abandoned.message);
  } catch (const std::bad_alloc&) {
    assembly.release()->collector().add_error("not enough memory to assemble this text",
                                              "split the text into several archives");
  }
}

}  // namespace

tl::expected<Object, Diagnostics> assemble(std::string_view text, const Variant& variant,
                                           const Limits& limits) {
  std::atomic<std::size_t> position = 0;
  return assemble(text, variant, limits, position);
}

tl::expected<Object, Diagnostics> assemble(std::string_view text, const Variant& variant,
                                           const Limits& limits,
                                           std::atomic<std::size_t>& position) {
  position = 0;
  if (text.size() > limits.text_bytes) {
    return refused(
        fmt::format("the text has {} bytes, more than {}", text.size(), limits.text_bytes),
        "split it into several archives");
  }
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
    return refused("the text is UTF-16", "save it as UTF-8");
  }
  // LLVM's lexer skips zero bytes by calling itself for each.
  if (const auto zero = text.find('\0'); zero != std::string_view::npos) {
    const auto line = std::count(text.begin(), text.begin() + zero, '\n') + 1;
    return refused(fmt::format("the text has a zero byte, in line {}", line),
                   "assembly is plain text; write a zero byte of data as `.byte 0`");
  }
  if (has_endless_number(text)) {
    return refused(
        "the text has a number, or a word that begins with a digit, of thousands of digits",
        "write long data as several values");
  }
  initialize_llvm();

  auto assembly = std::make_unique<Assembly>(text, variant, limits, position);
  Assembly& running = *assembly;
  run(assembly);
  if (running.collector().has_errors()) return tl::make_unexpected(running.collector().take());
  return Object{running.take_object(), running.collector().take()};
}

}  // namespace prebind::assembler
