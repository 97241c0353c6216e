#include <fmt/format.h>
#include <llvm/MC/MCAsmInfo.h>
#include <llvm/MC/MCContext.h>
#include <llvm/MC/MCStreamer.h>

#include <algorithm>
#include <utility>

#include "assembler/guard.h"

// LLVM expands a macro whole before anybody sees a word of it. So what one call can come to at most
// is bounded beforehand: by how often the body refers to its arguments, times the length of the
// longest line there is to call it from. What all expansions come to together is counted.

namespace prebind::assembler {
namespace {

// Each call of a macro costs LLVM a buffer besides its text.
constexpr std::size_t kCostOfExpansion = 256;

// No number that means anything has so many digits.
constexpr std::size_t kMostDigits = 8192;

std::string_view between(const char* begin, const char* end) {
  return {begin, static_cast<std::size_t>(end - begin)};
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_word(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

bool is_repetition(std::string_view name) {
  return name == ".rep" || name == ".rept" || name == ".irp" || name == ".irpc";
}

/// The name that a `.macro` begins with.
std::string name_in(std::string_view header) {
  return std::string(header.substr(0, std::min(header.find_first_of(" \t,"), header.size())));
}

/// The length of the longest line, with `argument` bytes more for each place of an argument. What
/// stands in quotation marks or in a comment can go on over several lines.
std::size_t longest_line(std::string_view text, const llvm::MCAsmInfo& syntax,
                         std::size_t argument = 0) {
  std::string_view comment = syntax.getCommentString();
  if (comment == "##") comment.remove_suffix(1);  // LLVM compares the first letter alone
  std::size_t longest = 0, length = 0;
  const auto skip_to = [&](std::size_t at, std::string_view end) {
    return std::min(text.find(end, at), text.size());
  };
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::size_t begin = at;
    const std::string_view rest = text.substr(at);
    if (rest.starts_with("/*")) {
      at = skip_to(at + 2, "*/");
    } else if (rest.starts_with("//") || rest.starts_with(comment)) {
      at = skip_to(at, "\n") - 1;
    } else if (rest.front() == '\'') {
      at += rest.starts_with("'\\") ? 2 : 1;  // a character
    } else if (rest.front() == '"') {
      for (++at; at < text.size() && text[at] != '"'; ++at) at += text[at] == '\\';
    }
    length += at - begin + 1 + (rest.front() == '\\' ? argument : 0);
    longest = std::max(longest, length);
    if (rest.front() == '\n') length = 0;
  }
  return longest;
}

}  // namespace

bool has_endless_number(std::string_view text) {
  for (auto at = text.begin(); at != text.end();) {
    at = std::find_if(at, text.end(), is_word);
    const auto end = std::find_if_not(at, text.end(), is_word);
    if (end - at > static_cast<std::ptrdiff_t>(kMostDigits) && is_digit(*at)) return true;
    at = end;
  }
  return false;
}

bool Guard::charge(std::size_t bytes) {
  const std::size_t room = limits_.expanded_bytes - expanded_;
  if (bytes > room || kCostOfExpansion > room - bytes) return false;
  expanded_ += bytes + kCostOfExpansion;
  return true;
}

/// Takes note of a macro or a line, and says whether every macro can still be called from every
/// line.
bool Guard::can_expand(std::size_t substitutions, std::size_t line) {
  const std::size_t most = std::max(most_substitutions_, substitutions);
  const std::size_t longest = std::max(longest_line_, line);
  if (most > 0 && longest > limits_.call_bytes / most) return false;
  most_substitutions_ = most;
  longest_line_ = longest;
  return true;
}

std::optional<Guard::Block> Guard::find_block(bool macro) {
  const auto lexer_ahead = look_ahead();
  llvm::AsmLexer& ahead = *lexer_ahead;
  const char* const start = ahead.getLoc().getPointer();
  const auto to_end_of_statement = [&ahead] {
    while (ahead.isNot(llvm::AsmToken::EndOfStatement) && ahead.isNot(llvm::AsmToken::Eof)) {
      ahead.Lex();
    }
  };

  to_end_of_statement();
  const std::string_view header = between(start, ahead.getLoc().getPointer());
  if (ahead.is(llvm::AsmToken::EndOfStatement)) ahead.Lex();
  const char* const body = ahead.getLoc().getPointer();
  for (unsigned depth = 0; ahead.isNot(llvm::AsmToken::Eof);) {
    while (macro && ahead.is(llvm::AsmToken::Error)) ahead.Lex();
    if (ahead.is(llvm::AsmToken::Identifier)) {
      const std::string_view name = ahead.getTok().getIdentifier();
      const bool ends = macro ? name == ".endm" || name == ".endmacro" : name == ".endr";
      if (ends && depth == 0) {
        const char* const end = ahead.getLoc().getPointer();
        ahead.Lex();
        if (ahead.isNot(llvm::AsmToken::EndOfStatement)) return std::nullopt;
        return Block{header, between(body, end), ahead.getTok().getEndLoc().getPointer()};
      }
      if (ends) --depth;
      if (macro ? name == ".macro" : is_repetition(name)) ++depth;
    }
    to_end_of_statement();
    if (ahead.is(llvm::AsmToken::EndOfStatement)) ahead.Lex();
  }
  return std::nullopt;
}

llvm::ParseStatus Guard::skip_statement() {
  while (lexer().isNot(llvm::AsmToken::EndOfStatement) && lexer().isNot(llvm::AsmToken::Eof)) {
    lexer().Lex();
  }
  return llvm::ParseStatus::Success;
}

/// Goes on behind a block; an error has been reported.
llvm::ParseStatus Guard::skip_block(const Block& block) {
  const llvm::StringRef buffer = sources_.buffer_of(lexer().getLoc());
  skip_statement();
  // The end of this statement is the current token; the next one comes from behind the block.
  go_to(buffer, block.after);
  return llvm::ParseStatus::Success;
}

/// refuse() for what a block encloses as well: its lines mean nothing by themselves.
llvm::ParseStatus Guard::refuse_block(const Block& block, llvm::SMLoc place,
                                      const std::string& message, std::string help) {
  refuse(place, message, std::move(help));
  getParser().printPendingErrors();
  return skip_block(block);
}

/// How often a repetition repeats, at most; nothing if LLVM would refuse it.
std::optional<std::uint64_t> Guard::times_of(const Block& block, std::string_view name) {
  if (name == ".rep" || name == ".rept") {
    const auto numbers = peek_numbers(1);
    if (getParser().hasPendingError() || numbers.empty() || numbers[0] < 0) return std::nullopt;
    return numbers[0];
  }
  const auto operands = peek_statement();
  const bool names_parameter =
      operands.size() > 1 &&
      (operands[0].is(llvm::AsmToken::Identifier) || operands[0].is(llvm::AsmToken::String)) &&
      operands[1].is(llvm::AsmToken::Comma);
  if (!names_parameter) return std::nullopt;
  if (name == ".irpc") return block.header.size();
  return 1 + std::ranges::count_if(block.header, [](char c) { return c == ',' || is_blank(c); });
}

llvm::ParseStatus Guard::check_repetition(llvm::SMLoc directive, std::string_view name) {
  const auto block = find_block(/*macro=*/false);
  if (!block) return llvm::ParseStatus::NoMatch;
  const bool counted = name == ".rep" || name == ".rept";
  const auto times = times_of(*block, name);
  if (!times && getParser().hasPendingError()) {
    getParser().printPendingErrors();
    return skip_block(*block);
  }
  if (!times) {
    return refuse_block(
        *block, directive,
        counted ? fmt::format("`{}` needs a number that is known here, and not negative", name)
                : fmt::format("`{}` needs the name of a parameter, a comma, and values", name),
        counted ? "write a number, or an expression of symbols that are defined above"
                : fmt::format("write it as `{} x, {}`", name, name == ".irp" ? "1, 2, 3" : "123"));
  }
  const std::size_t argument = counted ? 0 : block->header.size();
  const std::size_t arguments = argument * std::ranges::count(block->body, '\\');
  // One byte more, so that also an empty body cannot be repeated without end.
  const std::size_t bytes_each = block->body.size() + 1;
  if (*times > limits_.expanded_bytes / bytes_each || !charge(*times * bytes_each + arguments)) {
    return exceed(
        directive,
        fmt::format("`{}` makes the text longer than {} bytes", name, limits_.expanded_bytes),
        "use `.fill` for data; for code, repeat less");
  }
  if (argument > 0 &&
      !can_expand(0, longest_line(block->body, *getContext().getAsmInfo(), argument))) {
    return exceed(directive,
                  fmt::format("`{}` makes a line so long that a call of a macro in it can expand "
                              "to more than {} bytes",
                              name, limits_.call_bytes),
                  "split it into several repetitions");
  }
  return llvm::ParseStatus::NoMatch;
}

/// LLVM does not say when it expands a macro. So it is given a copy of the definition in which the
/// body begins with a directive for this guard, and behind which another one leads back to the
/// text.
llvm::ParseStatus Guard::define_macro(llvm::SMLoc directive, std::string_view) {
  const auto block = find_block(/*macro=*/true);
  if (!block) return llvm::ParseStatus::NoMatch;
  const llvm::StringRef buffer = sources_.buffer_of(directive);
  // For macOS, a macro that declares no parameters has them by number: `$0`.
  const std::size_t substitutions =
      std::ranges::count(block->body, '\\') +
      (getContext().getTargetTriple().isOSDarwin() ? std::ranges::count(block->body, '$') : 0);
  const bool is_first = !std::exchange(is_text_measured_, true);
  const std::size_t line = is_first ? longest_line(sources_.text(), *getContext().getAsmInfo()) : 0;
  if (!can_expand(substitutions, line)) {
    refused_macros_.insert(name_in(block->header));
    return refuse_block(
        *block, directive,
        fmt::format("a call of this macro can expand to more than {} bytes: it refers to its "
                    "arguments {} times, and a line has {} bytes",
                    limits_.call_bytes, substitutions, std::max(longest_line_, line)),
        "split the macro, or the long line");
  }
  if (!charge(block->header.size() + block->body.size())) {
    return exceed(directive,
                  fmt::format("macros make the text longer than {} bytes", limits_.expanded_bytes),
                  "define fewer macros from within macros");
  }
  return copy_definition(buffer, *block);
}

llvm::ParseStatus Guard::copy_definition(llvm::StringRef buffer, const Block& block) {
  std::map<std::size_t, llvm::SMLoc> origins;
  // NOLINTNEXTLINE(bugprone-suspicious-stringview-data-usage): a place in the text
  origins[0] = llvm::SMLoc::getFromPointer(block.header.data());
  std::string copy = fmt::format("{}\n{}\n", block.header, kEnterMacro);
  // NOLINTNEXTLINE(bugprone-suspicious-stringview-data-usage): a place in the text
  origins[copy.size()] = llvm::SMLoc::getFromPointer(block.body.data());
  copy += fmt::format("{}.endm\n{}\n", block.body, kLeaveDefinition);

  const llvm::StringRef added = sources_.add_copy(copy, std::move(origins));
  definitions_.push_back({added, name_in(block.header), buffer, block.after});
  go_to(added, added.begin());
  lexer().Lex();
  return llvm::ParseStatus::NoMatch;
}

bool Guard::calls_refused_macro(const llvm::AsmToken& name) const {
  return !refused_macros_.empty() && refused_macros_.contains(name.getString());
}

llvm::ParseStatus Guard::enter_macro(llvm::SMLoc directive, std::string_view) {
  if (!definitions_.empty() && sources_.buffer_of(directive) == definitions_.back().copy) {
    // LLVM has refused the first line, and takes the body for lines of the text.
    refused_macros_.insert(definitions_.back().name);
    skip_statement();
    leave_copy();
    return llvm::ParseStatus::Success;
  }
  const llvm::StringRef expansion = sources_.newest_buffer();
  if (!charge(expansion.size())) {
    return exceed(directive,
                  fmt::format("macros make the text longer than {} bytes", limits_.expanded_bytes),
                  "a macro that calls itself must end with an `.if`, and each call counts");
  }
  if (has_endless_number(expansion)) {
    return exceed(directive, fmt::format("a number of more than {} digits", kMostDigits),
                  "write long data as several values");
  }
  if (!can_expand(0, longest_line(expansion, *getContext().getAsmInfo()))) {
    return exceed(directive,
                  fmt::format("this macro makes a line so long that a call of a macro in it can "
                              "expand to more than {} bytes",
                              limits_.call_bytes),
                  "split the long line");
  }
  return getParser().parseEOL();
}

void Guard::leave_copy() {
  const Definition back = definitions_.back();
  definitions_.pop_back();
  // The end of this statement is the current token; the next one comes from behind the definition.
  go_to(back.buffer, back.position);
}

llvm::ParseStatus Guard::leave_definition(llvm::SMLoc directive, std::string_view name) {
  if (definitions_.empty()) {
    return refuse(directive, fmt::format("unknown directive `{}`", name), "remove it");
  }
  leave_copy();
  return llvm::ParseStatus::Success;
}

}  // namespace prebind::assembler
