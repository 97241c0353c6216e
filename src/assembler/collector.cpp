#include "assembler/collector.h"

#include <fmt/format.h>
#include <llvm/Support/SourceMgr.h>

#include <algorithm>
#include <utility>

#include "util/utf8.h"

namespace prebind::assembler {
namespace {

Severity severity_of(llvm::SourceMgr::DiagKind kind) {
  switch (kind) {
    case llvm::SourceMgr::DK_Error:
      return Severity::error;
    case llvm::SourceMgr::DK_Warning:
      return Severity::warning;
    case llvm::SourceMgr::DK_Remark:
    case llvm::SourceMgr::DK_Note:
      return Severity::note;
  }
  return Severity::note;
}

std::string_view trimmed(std::string_view line) {
  const auto begin = line.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return line.substr(begin, line.find_last_not_of(" \t") - begin + 1);
}

/// LLVM's parser tells of an option that its own program has.
std::string_view without_advice(std::string_view message) {
  return message.substr(0, message.find(". Use -asm-macro-max-nesting-depth"));
}

/// LLVM repeats a word of the text whole, however long that is.
std::string shortened(std::string_view message) {
  constexpr std::size_t most = 500;
  const std::string_view kept = cut_utf8(message, most);
  return valid_utf8(kept) + (kept.size() < message.size() ? "…" : "");
}

/// The width of the word at a place: where LLVM names only a point, the whole word is meant.
std::uint32_t word_length(std::string_view line, std::uint32_t column) {
  if (column == 0 || column > line.size()) return 1;
  const auto is_word = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           c == '.' || c == '$' || c == '%';
  };
  const std::string_view rest = line.substr(column - 1);
  const auto end = std::ranges::find_if_not(rest, is_word);
  return std::max<std::uint32_t>(1, static_cast<std::uint32_t>(end - rest.begin()));
}

std::uint32_t length_of(const llvm::SMDiagnostic& report, std::string_view line,
                        std::uint32_t column) {
  for (const auto& [begin, end] : report.getRanges()) {
    if (begin + 1 == column && end > begin && end <= line.size()) return end - begin;
  }
  return word_length(line, column);
}

/// Whether the place is at a letter that names cannot have.
bool is_foreign(const Diagnostic& diagnostic) {
  const std::size_t at = diagnostic.column - 1;
  return diagnostic.line > 0 && at < diagnostic.source.size() &&
         static_cast<unsigned char>(diagnostic.source[at]) >= 0x80;
}

std::string help_for(std::string_view message) {
  constexpr std::string_view requires_feature = "instruction requires: ";
  if (message.starts_with(requires_feature)) {
    return fmt::format("name the feature in the archive's variant, after `+`: {}",
                       message.substr(requires_feature.size()));
  }
  if (message.starts_with("data symbols must have a size")) {
    return "write `.size name, bytes` after its data";
  }
  if (message.starts_with("an operand has to be a number")) {
    return "define the symbol above, with `.set`";
  }
  if (message.starts_with("macros cannot be nested")) {
    return "a macro that calls itself must end with an `.if`";
  }
  return {};
}

}  // namespace

void Collector::push(Diagnostic diagnostic) {
  if (ignoring_) return;
  // LLVM reports some errors twice, when it parses and when it writes.
  if (!diagnostics_.empty() && diagnostics_.back() == diagnostic) return;
  // It says this wherever an expression failed, after it has said why.
  if (diagnostic.message == "missing expression" && !diagnostics_.empty() &&
      diagnostics_.back().line == diagnostic.line) {
    return;
  }
  const bool error = diagnostic.severity == Severity::error;
  diagnostics_.push_back(std::move(diagnostic));
  if (error && ++errors_ == most_errors_) {
    diagnostics_.push_back(
        {.severity = Severity::note,
         .message = fmt::format("the rest of the text was not checked after {} errors", errors_)});
    ignore_the_rest();
    stop_();
  }
}

void Collector::add_error(const std::string& message, std::string help) {
  awaiting_call_ = false;
  if (help.empty()) help = help_for(message);
  push({.severity = Severity::error, .message = shortened(message), .help = std::move(help)});
}

bool Collector::belongs_to_expansion(const llvm::SMDiagnostic& report) {
  if (report.getKind() != llvm::SourceMgr::DK_Note ||
      report.getMessage() != "while in macro instantiation") {
    return false;
  }
  // LLVM names the calls from the innermost to the outermost; the last is in the text.
  if (const auto place = sources_.in_text(report.getLoc());
      place && awaiting_call_ && !diagnostics_.empty()) {
    Diagnostic& newest = diagnostics_.back();
    newest.line = place->line;
    newest.column = place->column;
    newest.source = place->source;
    newest.length = word_length(place->source, place->column);
  }
  return true;
}

void Collector::add(const llvm::SMDiagnostic& report) {
  if (ignoring_ || belongs_to_expansion(report)) return;
  Diagnostic diagnostic{
      .severity = severity_of(report.getKind()),
      .message =
          shortened(without_advice({report.getMessage().data(), report.getMessage().size()}))};
  if (const auto place = sources_.in_text(report.getLoc())) {
    diagnostic.line = place->line;
    diagnostic.column = place->column;
    diagnostic.source = place->source;
    diagnostic.length = length_of(report, place->source, place->column);
    awaiting_call_ = false;
  } else {
    diagnostic.expansion = valid_utf8(trimmed(sources_.line_around(report.getLoc())));
    // The guard's own directives are nobody's lines.
    if (diagnostic.expansion.starts_with(".prebind.")) diagnostic.expansion.clear();
    awaiting_call_ = report.getLoc().isValid();
  }
  const auto help = help_.find(report.getLoc().getPointer());
  diagnostic.help = help == help_.end() ? help_for(diagnostic.message) : valid_utf8(help->second);
  if (diagnostic.help.empty() && is_foreign(diagnostic)) {
    diagnostic.help = "outside comments and strings, write ASCII: letters, digits, `_`, `.`, `$`";
  }
  push(std::move(diagnostic));
}

}  // namespace prebind::assembler
