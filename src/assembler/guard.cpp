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

// LLVM keeps a table as long as the greatest number that a text uses for a file or a function.
constexpr std::int64_t kMostIndices = 1 << 16;

// What one value of `.ds` and `.dcb` costs at most: LLVM makes a record of each.
constexpr std::uint64_t kCostOfValue = 128;

constexpr std::string_view kArchiveIsItsText =
    "an archive is made from its text alone, so that it is the same everywhere; put the contents "
    "into the text: assembly by `include_str!` in the macro, data as `.byte` or `.ascii`";

std::string lower(llvm::StringRef name) {
  return name.lower();
}

}  // namespace

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
        {&Guard::enter_macro, {kEnterMacro}},
        {&Guard::leave_definition, {kLeaveDefinition}},
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
  if (calls_refused_macro(token)) return true;
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
  if (calls_refused_macro(directive)) return skip_statement();
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
                    : "remove it; it is for the output of compilers, or for systems that "
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

void Guard::return_to(llvm::StringRef buffer, llvm::SMLoc token) {
  go_to(buffer, token.getPointer());
  lexer().Lex();
  // Else the lexer believes that a statement begins here.
  lexer().UnLex(getTok());
  lexer().Lex();
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
  if (!getParser().hasPendingError()) return_to(buffer, start);
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
                  "reserve space in `.bss`, with `.zero`");
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
    return refuse(directive, fmt::format("the size of what `{}` writes is not known here", name),
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
                              std::string_view(section->getName())),
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

}  // namespace prebind::assembler
