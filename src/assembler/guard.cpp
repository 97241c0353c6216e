#include "assembler/guard.h"

#include <fmt/format.h>
#include <llvm/MC/MCAsmInfo.h>
#include <llvm/MC/MCContext.h>
#include <llvm/MC/MCSection.h>
#include <llvm/MC/MCStreamer.h>
#include <llvm/MC/MCWinEH.h>

#include <algorithm>

namespace prebind::assembler {
namespace {

// Directives of the engine's own, in the copies of macro definitions; see define_macro.
constexpr std::string_view kEnterName = ".prebind.enter";
constexpr std::string_view kLeaveName = ".prebind.leave";

// LLVM keeps a table as long as the greatest number that a text uses for a file or a function.
constexpr std::int64_t kMostIndices = 1 << 16;

// Each call of a macro costs LLVM a buffer besides its text.
constexpr std::size_t kCostOfExpansion = 256;

// What one value of `.ds` and `.dcb` costs at most: LLVM makes a record of each.
constexpr std::uint64_t kCostOfValue = 128;

// In a macro's body, places where an argument can be put in.
constexpr std::ptrdiff_t kMostSubstitutions = 256;

// What the arguments of one repetition may come to in its body.
constexpr std::size_t kMostArgumentBytes = 1 << 16;

// No number that means anything has so many digits.
constexpr std::size_t kMostDigits = 8192;

constexpr std::string_view kArchiveIsItsText =
    "an archive is made from its text alone, so that it is the same everywhere; put the contents "
    "into the text, for example with Rust's `include_str!` or with `.byte`";

std::string lower(llvm::StringRef name) {
  return name.lower();
}

std::string_view view(llvm::StringRef text) {
  return {text.data(), text.size()};
}

std::string_view between(const char* begin, const char* end) {
  return {begin, static_cast<std::size_t>(end - begin)};
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_word(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool is_repetition(std::string_view name) {
  return name == ".rep" || name == ".rept" || name == ".irp" || name == ".irpc";
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

Guard::Guard(std::unique_ptr<llvm::MCTargetAsmParser> inner, const llvm::MCTargetOptions& options,
             const llvm::MCSubtargetInfo& subtarget, const llvm::MCInstrInfo& instructions,
             Sources& sources, Collector& collector, const Limits& limits,
             std::atomic<std::size_t>& position)
    : PassingParser(std::move(inner), options, subtarget, instructions),
      sources_(sources),
      collector_(collector),
      limits_(limits),
      position_(position) {}

Guard::Handler Guard::handler_of(std::string_view name) {
  static const std::map<std::string_view, Handler> handlers = [] {
    const std::vector<std::pair<Handler, std::vector<std::string_view>>> groups = {
        {&Guard::refuse_file, {".include", ".incbin", ".secure_log_unique", ".secure_log_reset"}},
        {&Guard::refuse_unsupported,
         {".altmacro", ".lto_discard", ".lto_set_conditional", ".bundle_align_mode", ".bundle_lock",
          ".bundle_unlock", ".pseudoprobe"}},
        {&Guard::print_message, {".print"}},
        {&Guard::check_fill,
         {".fill", ".dcb", ".dcb.b", ".dcb.d", ".dcb.l", ".dcb.s", ".dcb.w", ".dcb.x", ".ds",
          ".ds.b", ".ds.d", ".ds.l", ".ds.p", ".ds.s", ".ds.w", ".ds.x"}},
        {&Guard::check_room, {".zero", ".space", ".skip", ".org"}},
        {&Guard::check_alignment,
         {".align", ".align32", ".balign", ".balignl", ".balignw", ".p2align", ".p2alignl",
          ".p2alignw"}},
        {&Guard::check_index, {".file"}},
        {&Guard::check_contents, {".uleb128", ".sleb128", ".nops"}},
        {&Guard::check_section, {".section", ".zerofill"}},
        {&Guard::check_unwinding,
         {".seh_handlerdata", ".seh_startepilogue", ".seh_endepilogue", ".seh_endproc"}},
        {&Guard::check_data_region, {".data_region", ".end_data_region"}},
        {&Guard::check_repetition, {".rep", ".rept", ".irp", ".irpc"}},
        {&Guard::define_macro, {".macro"}},
        {&Guard::enter_macro, {kEnterName}},
        {&Guard::leave_definition, {kLeaveName}},
    };
    std::map<std::string_view, Handler> by_name;
    for (const auto& [handler, names] : groups) {
      for (const std::string_view directive : names) by_name.emplace(directive, handler);
    }
    return by_name;
  }();
  // CodeView: LLVM trusts the compiler to keep to an order, and to its own labels.
  if (name.starts_with(".cv_")) return &Guard::refuse_unsupported;
  const auto found = handlers.find(name);
  return found == handlers.end() ? nullptr : found->second;
}

void Guard::note_position(llvm::SMLoc statement) {
  const llvm::StringRef text = sources_.text();
  const char* const at = statement.getPointer();
  // In an expansion the place of the last statement before it is the nearest that is known.
  if (text.begin() <= at && at < text.end()) position_ = at - text.begin() + 1;
}

bool Guard::ParseInstruction(llvm::ParseInstructionInfo& info, llvm::StringRef name,
                             llvm::AsmToken token, llvm::OperandVector& operands) {
  note_position(token.getLoc());
  return PassingParser::ParseInstruction(info, name, token, operands);
}

bool Guard::isLabel(llvm::AsmToken& token) {
  note_position(token.getLoc());
  return PassingParser::isLabel(token);
}

llvm::ParseStatus Guard::parseDirective(llvm::AsmToken directive) {
  note_position(directive.getLoc());
  // LLVM takes a directive in any case, and also in quotation marks.
  const std::string name = lower(directive.getIdentifier());
  if (const Handler handler = handler_of(name)) {
    const llvm::ParseStatus status = (this->*handler)(directive.getLoc(), name);
    if (!status.isNoMatch()) return status;
    if (getParser().hasPendingError()) return llvm::ParseStatus::Failure;
  }
  return PassingParser::parseDirective(directive);
}

llvm::ParseStatus Guard::refuse(llvm::SMLoc place, const std::string& message, std::string help) {
  collector_.give_help(place, std::move(help));
  getParser().Error(place, message);
  return llvm::ParseStatus::Failure;
}

llvm::ParseStatus Guard::exceed(llvm::SMLoc place, const std::string& message, std::string help) {
  refuse(place, message, std::move(help));
  getParser().printPendingErrors();
  collector_.ignore_the_rest();
  stop();
  // LLVM wants an error that is pending wherever something failed; this one is not kept.
  getParser().Error(place, "stopped");
  return llvm::ParseStatus::Failure;
}

llvm::ParseStatus Guard::refuse_file(llvm::SMLoc directive, std::string_view name) {
  return refuse(directive,
                fmt::format("`{}` is not allowed: no other file is read or written", name),
                std::string(kArchiveIsItsText));
}

llvm::ParseStatus Guard::refuse_unsupported(llvm::SMLoc directive, std::string_view name) {
  return refuse(directive, fmt::format("`{}` is not supported in archives", name),
                name == ".altmacro"
                    ? "use the arguments of ordinary macros, written with a backslash: `\\name`"
                : name.starts_with(".cv_")
                    ? "compile without debug information, or with `-gdwarf`"
                    : "leave it out; it is for the output of compilers, or for systems that "
                      "archives are not made for");
}

// LLVM would print to the standard output of the engine.
llvm::ParseStatus Guard::print_message(llvm::SMLoc directive, std::string_view) {
  if (lexer().isNot(llvm::AsmToken::String)) return llvm::ParseStatus::NoMatch;
  const llvm::StringRef message = getTok().getStringContents();
  getParser().Lex();
  if (getParser().parseEOL()) return llvm::ParseStatus::Failure;
  getParser().Note(directive, message);
  return llvm::ParseStatus::Success;
}

llvm::AsmLexer& Guard::lexer() {
  // The parser that createMCAsmParser makes has this lexer, and no other.
  return static_cast<llvm::AsmLexer&>(getLexer());
}

std::unique_ptr<llvm::AsmLexer> Guard::look_ahead() {
  auto ahead = std::make_unique<llvm::AsmLexer>(*getContext().getAsmInfo());
  ahead->setAllowAtInIdentifier(lexer().getAllowAtInIdentifier());
  ahead->setBuffer(sources_.buffer_of(lexer().getLoc()), lexer().getLoc().getPointer());
  ahead->Lex();
  return ahead;
}

std::vector<llvm::AsmToken> Guard::peek_statement() {
  std::vector<llvm::AsmToken> tokens;
  if (lexer().is(llvm::AsmToken::EndOfStatement)) return tokens;
  const auto ahead = look_ahead();
  for (; ahead->isNot(llvm::AsmToken::EndOfStatement) && ahead->isNot(llvm::AsmToken::Eof);
       ahead->Lex()) {
    if (ahead->isNot(llvm::AsmToken::Comment)) tokens.push_back(ahead->getTok());
  }
  return tokens;
}

void Guard::go_to(llvm::StringRef buffer, const char* position) {
  lexer().setBuffer(buffer, position);
}

void Guard::stop() {
  const llvm::StringRef text = sources_.text();
  go_to(text, text.end());
}

std::vector<const llvm::MCExpr*> Guard::peek_expressions(std::size_t most) {
  const llvm::SMLoc start = lexer().getLoc();
  const llvm::StringRef buffer = sources_.buffer_of(start);
  std::vector<const llvm::MCExpr*> expressions;
  while (expressions.size() < most) {
    const llvm::MCExpr* expression = nullptr;
    llvm::SMLoc end;
    if (getParser().parseExpression(expression, end)) break;
    expressions.push_back(expression);
    if (lexer().isNot(llvm::AsmToken::Comma)) break;
    getParser().Lex();
  }
  // An error stays pending, and the directive fails for it; otherwise LLVM reads it all again.
  if (!getParser().hasPendingError()) {
    go_to(buffer, start.getPointer());
    lexer().Lex();
    // Else the lexer believes that a statement begins here.
    lexer().UnLex(getTok());
    lexer().Lex();
  }
  return expressions;
}

std::vector<std::int64_t> Guard::peek_numbers(std::size_t most) {
  std::vector<std::int64_t> numbers;
  for (const llvm::MCExpr* expression : peek_expressions(most)) {
    std::int64_t value = 0;
    if (!expression->evaluateAsAbsolute(value, getStreamer().getAssemblerPtr())) break;
    numbers.push_back(value);
  }
  return numbers;
}

llvm::ParseStatus Guard::write(llvm::SMLoc directive, std::string_view name, std::uint64_t values,
                               std::uint64_t size) {
  const std::uint64_t room = limits_.object_bytes - written_;
  if (size > 0 && values > room / size) {
    return exceed(directive,
                  fmt::format("`{}` writes more than the {} bytes that an object may have", name,
                              limits_.object_bytes),
                  "put room that is only reserved into `.bss`, with `.zero`");
  }
  written_ += values * size;
  return llvm::ParseStatus::NoMatch;
}

// These write their contents at once, one value after the other.
llvm::ParseStatus Guard::check_fill(llvm::SMLoc directive, std::string_view name) {
  const bool sized = name == ".fill";
  const auto numbers = peek_numbers(sized ? 2 : 1);
  if (numbers.empty() || numbers[0] <= 0) return llvm::ParseStatus::NoMatch;
  const std::uint64_t size = !sized               ? kCostOfValue
                             : numbers.size() < 2 ? 1
                                                  : std::clamp<std::int64_t>(numbers[1], 0, 8);
  return write(directive, name, numbers[0], size);
}

bool Guard::builds_sections_in_memory() {
  const auto format = getContext().getObjectFileType();
  return format == llvm::MCContext::IsCOFF || format == llvm::MCContext::IsWasm;
}

// Room that is taken when the object is written. Where it goes straight into the object its bound
// is enough, and the number may depend on what is not yet known.
llvm::ParseStatus Guard::check_room(llvm::SMLoc directive, std::string_view name) {
  const llvm::MCSection* section = getStreamer().getCurrentSectionOnly();
  if (!builds_sections_in_memory() || (section && section->isVirtualSection())) {
    return llvm::ParseStatus::NoMatch;
  }
  const auto numbers = peek_numbers(1);
  if (getParser().hasPendingError()) return llvm::ParseStatus::Failure;
  if (numbers.empty()) {
    return refuse(directive, fmt::format("how much `{}` writes is not known here", name),
                  "write a number, or an expression of labels that are defined above");
  }
  return numbers[0] < 0 ? llvm::ParseStatus::NoMatch : write(directive, name, numbers[0], 1);
}

llvm::ParseStatus Guard::check_alignment(llvm::SMLoc directive, std::string_view name) {
  const auto numbers = peek_numbers(1);
  if (numbers.empty() || numbers[0] == 0) return llvm::ParseStatus::NoMatch;
  if (numbers[0] < 0) return refuse(directive, "a negative alignment", "write it without the sign");
  const bool in_bytes =
      name.starts_with(".balign") ||
      (name.starts_with(".align") && getContext().getAsmInfo()->getAlignmentIsInBytes());
  const std::uint64_t bytes =
      in_bytes ? numbers[0] : 1ULL << std::min<std::int64_t>(numbers[0], 63);
  const bool coff = getContext().getObjectFileType() == llvm::MCContext::IsCOFF;
  const std::uint64_t most = coff ? 8192 : std::uint64_t{64} << 20;
  if (bytes > most) {
    return refuse(directive, fmt::format("an alignment of more than {} bytes", most),
                  "align to the page, not more, and leave the rest to the linker");
  }
  constexpr std::uint64_t hardly_any = 1 << 16;
  return bytes <= hardly_any ? llvm::ParseStatus::NoMatch : write(directive, name, bytes, 1);
}

// `. = …` is another spelling of `.org`, and not a directive.
bool Guard::equalIsAsmAssignment() {
  note_position(lexer().getLoc());
  if (builds_sections_in_memory()) {
    const llvm::SMLoc equal = lexer().getLoc();
    const std::string_view line = sources_.line_around(equal);
    const auto before = line.substr(0, equal.getPointer() - line.data()).find_last_not_of(" \t");
    const char last = before == std::string_view::npos ? '.' : line[before];
    const bool of_name = before != std::string_view::npos && before > 0 &&
                         line[before - 1] != ' ' && line[before - 1] != '\t' &&
                         line[before - 1] != ';';
    if (last == '/' || (last == '.' && !of_name)) {
      refuse(equal, "`. =` is not supported for this machine", "write `.zero` or `.org`");
    }
  }
  return PassingParser::equalIsAsmAssignment();
}

llvm::ParseStatus Guard::check_index(llvm::SMLoc directive, std::string_view name) {
  if (lexer().isNot(llvm::AsmToken::Integer) && lexer().isNot(llvm::AsmToken::BigNum)) {
    return llvm::ParseStatus::NoMatch;
  }
  if (lexer().is(llvm::AsmToken::Integer) && getTok().getIntVal() < kMostIndices) {
    return llvm::ParseStatus::NoMatch;
  }
  return refuse(directive, fmt::format("the number of a `{}` must be below {}", name, kMostIndices),
                "number them from 1 on");
}

// LLVM writes some kinds of contents without asking whether the section has any.
llvm::ParseStatus Guard::check_contents(llvm::SMLoc directive, std::string_view name) {
  const llvm::MCSection* section = getStreamer().getCurrentSectionOnly();
  if (section && section->isVirtualSection()) {
    return refuse(directive,
                  fmt::format("`{}` in the section '{}', which has no contents", name,
                              view(section->getName())),
                  "write it in a section with contents, such as `.data`");
  }
  return name == ".nops" ? check_room(directive, name) : llvm::ParseStatus::NoMatch;
}

// In Mach-O the names of segments and sections have 16 bytes; LLVM asks for the length of some.
llvm::ParseStatus Guard::check_section(llvm::SMLoc directive, std::string_view) {
  if (getContext().getObjectFileType() != llvm::MCContext::IsMachO) {
    return llvm::ParseStatus::NoMatch;
  }
  const auto operands = peek_statement();
  const char* begin = operands.empty() ? nullptr : operands[0].getLoc().getPointer();
  std::size_t names = 0;
  for (const llvm::AsmToken& token : operands) {
    const bool ends = token.is(llvm::AsmToken::Comma);
    const char* const end = ends ? token.getLoc().getPointer() : token.getEndLoc().getPointer();
    if (names < 2 && end - begin > 16) {
      return refuse(directive, "the name of a segment or a section has more than 16 letters",
                    "shorten it: Mach-O has room for 16");
    }
    if (ends) {
      ++names;
      begin = token.getEndLoc().getPointer();
    }
  }
  return llvm::ParseStatus::NoMatch;
}

// How to unwind the stack of a function for Windows. What belongs to a function has to be in one.
llvm::ParseStatus Guard::check_unwinding(llvm::SMLoc directive, std::string_view name) {
  const auto frames = getStreamer().getWinFrameInfos();
  if (frames.empty() || frames.back()->End != nullptr) {
    return refuse(directive, fmt::format("`{}` outside a function", name),
                  "begin the function with `.seh_proc name`");
  }
  if (name == ".seh_startepilogue") in_epilogue_ = true;
  if (name != ".seh_endepilogue") return llvm::ParseStatus::NoMatch;
  if (!in_epilogue_) {
    return refuse(directive, "`.seh_endepilogue` without `.seh_startepilogue`",
                  "begin the epilogue with `.seh_startepilogue`");
  }
  in_epilogue_ = false;
  return llvm::ParseStatus::NoMatch;
}

// LLVM ends the newest region without asking whether there is one.
llvm::ParseStatus Guard::check_data_region(llvm::SMLoc directive, std::string_view name) {
  const bool ends = name == ".end_data_region";
  if (ends && data_regions_ == 0) {
    return refuse(directive, "`.end_data_region` without `.data_region`",
                  "begin the region with `.data_region`");
  }
  const auto operands = peek_statement();
  const bool begins =
      operands.empty() || (operands.size() == 1 &&
                           (operands[0].getString() == "jt8" || operands[0].getString() == "jt16" ||
                            operands[0].getString() == "jt32"));
  if (ends || begins) data_regions_ += ends ? -1 : 1;
  return llvm::ParseStatus::NoMatch;
}

bool Guard::charge(std::size_t bytes) {
  const std::size_t room = limits_.expanded_bytes - expanded_;
  if (bytes > room || kCostOfExpansion > room - bytes) return false;
  expanded_ += bytes + kCostOfExpansion;
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
      const std::string_view name = view(ahead.getTok().getIdentifier());
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

llvm::ParseStatus Guard::check_repetition(llvm::SMLoc directive, std::string_view name) {
  const bool counted = name == ".rep" || name == ".rept";
  std::uint64_t times = 0;
  if (counted) {
    const auto numbers = peek_numbers(1);
    if (numbers.empty() || numbers[0] < 0) return llvm::ParseStatus::NoMatch;
    times = numbers[0];
  }
  const auto block = find_block(/*macro=*/false);
  if (!block) return llvm::ParseStatus::NoMatch;
  // The arguments are not counted here but bounded, by the letters that they are written with.
  const std::size_t substitutions = std::ranges::count(block->body, '\\');
  const std::size_t argument_bytes = counted ? 0 : substitutions * block->header.size();
  if (!counted) times = block->header.size();
  if (argument_bytes > kMostArgumentBytes) {
    return refuse(directive,
                  fmt::format("`{}` puts in its arguments {} times, altogether more than {} bytes",
                              name, substitutions, kMostArgumentBytes),
                  "split it into several repetitions");
  }
  // One byte more, so that also an empty body cannot be repeated without end.
  const std::size_t bytes_each = block->body.size() + 1;
  if (times > limits_.expanded_bytes / bytes_each || !charge(times * bytes_each + argument_bytes)) {
    return exceed(
        directive,
        fmt::format("`{}` makes the text longer than {} bytes", name, limits_.expanded_bytes),
        "use `.fill` for data; for code, repeat less");
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
  if (buffer.size() > limits_.macro_bytes) {
    return exceed(directive,
                  fmt::format("macros in a text of more than {} bytes", limits_.macro_bytes),
                  "split the text into several archives");
  }
  const auto substitutions =
      std::ranges::count(block->body, '\\') + std::ranges::count(block->body, '$');
  if (substitutions > kMostSubstitutions) {
    return refuse(directive,
                  fmt::format("a macro that refers to its arguments {} times, more than {}",
                              substitutions, kMostSubstitutions),
                  "split it into several macros");
  }
  if (!charge(block->header.size() + block->body.size())) {
    return exceed(directive,
                  fmt::format("macros make the text longer than {} bytes", limits_.expanded_bytes),
                  "define fewer macros from within macros");
  }
  std::map<std::size_t, llvm::SMLoc> origins;
  // NOLINTNEXTLINE(bugprone-suspicious-stringview-data-usage): a place in the text
  origins[0] = llvm::SMLoc::getFromPointer(block->header.data());
  std::string copy = fmt::format("{}\n{}\n", block->header, kEnterName);
  // NOLINTNEXTLINE(bugprone-suspicious-stringview-data-usage): a place in the text
  origins[copy.size()] = llvm::SMLoc::getFromPointer(block->body.data());
  copy += fmt::format("{}.endm\n{}\n", block->body, kLeaveName);

  definitions_.push_back({buffer, block->after});
  const llvm::StringRef added = sources_.add_copy(copy, std::move(origins));
  go_to(added, added.begin());
  lexer().Lex();
  return llvm::ParseStatus::NoMatch;
}

llvm::ParseStatus Guard::enter_macro(llvm::SMLoc directive, std::string_view) {
  const llvm::StringRef expansion = sources_.newest_buffer();
  if (expansion.size() > limits_.macro_bytes || !charge(expansion.size())) {
    return exceed(directive,
                  fmt::format("macros make the text longer than {} bytes", limits_.expanded_bytes),
                  "a macro that calls itself has to end by an `.if`, and each call counts");
  }
  if (has_endless_number(view(expansion))) {
    return exceed(directive, fmt::format("a number of more than {} digits", kMostDigits),
                  "write long data as several values");
  }
  return getParser().parseEOL();
}

llvm::ParseStatus Guard::leave_definition(llvm::SMLoc directive, std::string_view name) {
  if (definitions_.empty()) {
    return refuse(directive, fmt::format("unknown directive `{}`", name), "leave it out");
  }
  const Return back = definitions_.back();
  definitions_.pop_back();
  // The end of this statement is the current token; the next one comes from behind the definition.
  go_to(back.buffer, back.position);
  return llvm::ParseStatus::Success;
}

}  // namespace prebind::assembler
