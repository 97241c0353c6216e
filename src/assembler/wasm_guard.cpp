#include "assembler/wasm_guard.h"

#include <fmt/format.h>
#include <llvm/MC/MCContext.h>
#include <llvm/MC/MCStreamer.h>
#include <llvm/MC/MCSymbolWasm.h>
#include <llvm/MC/MCValue.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <utility>

namespace prebind::assembler {
namespace {

using Kind = llvm::AsmToken::TokenKind;

/// Whether the operands of the instruction are numbers that no linker can fill in.
bool takes_numbers_only(std::string_view name) {
  constexpr std::array names = {"br",           "br_if",        "br_table",    "rethrow",
                                "delegate",     "memory.size",  "memory.grow", "memory.init",
                                "memory.copy",  "memory.fill",  "data.drop",   "v128.const",
                                "atomic.fence", "i8x16.shuffle"};
  return std::ranges::find(names, name) != names.end() || name.ends_with("_lane") ||
         name.find("_lane_") != name.npos;
}

/// Words that are numbers.
bool is_number(std::string_view word) {
  std::string lower(word);
  std::ranges::transform(lower, lower.begin(), [](char c) { return c | 0x20; });
  return lower == "nan" || lower == "infinity";
}

/// LLVM's writer takes for granted that nobody uses these.
bool is_foreign(std::string_view directive) {
  constexpr std::array names = {".internal", ".memtag", ".comm", ".common", ".lcomm"};
  return std::ranges::find(names, directive) != names.end();
}

/// Data of one or two bytes.
bool is_narrow(std::string_view directive) {
  constexpr std::array names = {".int8", ".int16", ".byte", ".2byte", ".short", ".value",
                                ".dc",   ".dc.b",  ".dc.w", ".dcb",   ".dcb.b", ".dcb.w"};
  return std::ranges::find(names, directive) != names.end();
}

}  // namespace

bool WasmGuard::check_branches(const Tokens& operands) {
  bool inside = false;
  if (!operands.empty() && operands.back().is(Kind::LCurly)) {
    return refuse(operands.back().getLoc(), "expected the depth of a block, as a number",
                  "write the list as in `br_table {0, 1, 2}`")
        .isFailure();
  }
  for (const llvm::AsmToken& token : operands) {
    if (token.is(Kind::LCurly)) {
      inside = true;
    } else if (token.is(Kind::RCurly)) {
      inside = false;
    } else if (inside && token.isNot(Kind::Comma)) {
      const bool number = token.is(Kind::Integer) && token.getIntVal() >= 0 &&
                          token.getIntVal() <= std::numeric_limits<std::uint32_t>::max();
      if (!number) {
        return refuse(token.getLoc(), "expected the depth of a block, as a number",
                      "write the list as in `br_table {0, 1, 2}`")
            .isFailure();
      }
    }
  }
  return false;
}

bool WasmGuard::check_local(const llvm::AsmToken& operand) {
  if (operand.isNot(Kind::Integer)) {
    return refuse(operand.getLoc(), "expected the number of a local", "locals have no names here")
        .isFailure();
  }
  if (static_cast<std::uint64_t>(operand.getIntVal()) < locals_) return false;
  return refuse(operand.getLoc(),
                fmt::format("there is no local {}: the function has {}",
                            std::string_view(operand.getString()), locals_),
                "`.functype` declares parameters, `.local` declares more locals")
      .isFailure();
}

bool WasmGuard::check_type(std::string_view name, const llvm::AsmToken& operand) {
  const bool global = name.starts_with("global.");
  const std::string_view declaration = global ? ".globaltype" : ".tabletype";
  if (operand.isNot(Kind::Identifier)) {
    return refuse(operand.getLoc(), fmt::format("`{}` needs the name of a symbol", name),
                  fmt::format("declare it by `{}`", declaration))
        .isFailure();
  }
  const llvm::StringRef word = operand.getIdentifier();
  // A data symbol may be reached through a global that the linker makes: `name@GOT`.
  if (word.contains('@')) return false;
  const auto* symbol = llvm::dyn_cast_or_null<llvm::MCSymbolWasm>(getContext().lookupSymbol(word));
  if (symbol && (global ? symbol->isGlobal() : symbol->isTable())) return false;
  return refuse(operand.getLoc(),
                fmt::format("symbol {} missing {}", std::string_view(word), declaration),
                fmt::format("write `{} {}, …` above", declaration, std::string_view(word)))
      .isFailure();
}

bool WasmGuard::check_operands(std::string_view name, const Tokens& operands) {
  if (check_branches(operands)) return true;
  const bool local = name == "local.get" || name == "local.set" || name == "local.tee";
  const bool typed = name == "global.get" || name == "global.set" || name == "table.get" ||
                     name == "table.set" || name == "table.size" || name == "table.grow" ||
                     name == "table.fill";
  if (local || typed) {
    if (operands.empty()) {
      return refuse(lexer().getLoc(), fmt::format("`{}` needs an operand", name),
                    local ? "write the number of a local" : "write the name of a symbol")
          .isFailure();
    }
    return local ? check_local(operands[0]) : check_type(name, operands[0]);
  }
  if (!takes_numbers_only(name)) return false;
  for (const llvm::AsmToken& token : operands) {
    const bool word = token.is(Kind::Identifier) && !is_number(token.getString());
    if (word || token.is(Kind::String)) {
      return refuse(token.getLoc(), fmt::format("`{}` takes numbers only", name),
                    "a symbol can stand for an address in `i32.const` and behind loads and stores")
          .isFailure();
    }
  }
  return false;
}

bool WasmGuard::ParseInstruction(llvm::ParseInstructionInfo& info, llvm::StringRef name,
                                 llvm::AsmToken token, llvm::OperandVector& operands) {
  const bool ends = name == "end_function";
  if (skipping_ && !ends) return true;
  if (skipping_) {
    end_of_function(token);
    return true;
  }
  if (calls_refused_macro(token)) return true;
  if (!in_function_) {
    // Those behind it, up to the next label, are only consequences.
    if (std::exchange(is_outside_, true)) return true;
    return refuse(token.getLoc(), "an instruction outside a function",
                  "begin the function with its label, then `.functype name (…) -> (…)`")
        .isFailure();
  }
  const Tokens rest = peek_statement();
  if (check_operands(name, rest) || check_widths(name, token, rest) ||
      Guard::ParseInstruction(info, name, token, operands)) {
    ends ? end_of_function(token) : skip_function();
    return true;
  }
  in_function_ = !ends;
  return false;
}

bool WasmGuard::MatchAndEmitInstruction(llvm::SMLoc location, unsigned& opcode,
                                        llvm::OperandVector& operands, llvm::MCStreamer& out,
                                        std::uint64_t& error_info, bool inline_assembly) {
  if (Guard::MatchAndEmitInstruction(location, opcode, operands, out, error_info,
                                     inline_assembly)) {
    skip_function();
    return true;
  }
  return false;
}

/// After an error, brings LLVM's parser and type checker to the state behind a function.
void WasmGuard::end_of_function(const llvm::AsmToken& token) {
  getParser().printPendingErrors();
  skipping_ = in_function_ = is_narrow_ = false;
  llvm::ParseInstructionInfo info;
  llvm::SmallVector<std::unique_ptr<llvm::MCParsedAsmOperand>, 8> operands;
  // Whether it likes the end does not matter: it gives the name as an operand before it looks.
  PassingParser::ParseInstruction(info, "end_function", token, operands);
  PassingParser::onEndOfFile();  // forgets the blocks that are open
  if (!operands.empty()) {
    unsigned opcode = 0;
    std::uint64_t error_info = 0;
    operands.resize(1);
    PassingParser::MatchAndEmitInstruction(token.getLoc(), opcode, operands, getStreamer(),
                                           error_info, /*inline_assembly=*/false);
  }
  getParser().clearPendingErrors();
}

// A label that is not local begins another function, whether the one before has ended or not.
void WasmGuard::doBeforeLabelEmit(llvm::MCSymbol* symbol, llvm::SMLoc location) {
  if (skipping_ && !symbol->getName().starts_with(".L")) {
    getParser().printPendingErrors();
    skipping_ = in_function_ = false;
    PassingParser::onEndOfFile();
    getParser().clearPendingErrors();
  }
  is_outside_ = false;
  Guard::doBeforeLabelEmit(symbol, location);
}

/// The format has no relocations of one or two bytes. Differences of labels need none.
bool WasmGuard::check_narrow_data() {
  const llvm::SMLoc place = lexer().getLoc();
  for (const llvm::MCExpr* expression : peek_expressions(std::numeric_limits<std::size_t>::max())) {
    llvm::MCValue value;
    if (expression->evaluateAsRelocatable(value, getStreamer().getAssemblerPtr(), nullptr) &&
        value.getSymA() && !value.getSymB()) {
      return refuse(place, "an address does not fit into one or two bytes", "write it by `.int32`")
          .isFailure();
    }
  }
  return getParser().hasPendingError();
}

void WasmGuard::onEndOfFile() {
  if (skipping_) {
    getParser().printPendingErrors();
    PassingParser::onEndOfFile();
    getParser().clearPendingErrors();
  }
  Guard::onEndOfFile();
  for (const auto& entry : getContext().getSymbols()) {
    const llvm::MCSymbol* symbol = entry.getValue().Symbol;
    if (symbol && symbol->isVariable() && !symbol->isDefined()) {
      getParser().printError(
          symbol->getVariableValue(/*SetUsed=*/false)->getLoc(),
          "'" + symbol->getName() + "' is another name for a symbol that is not defined here");
    }
  }
}

bool WasmGuard::is_defined(const Tokens& operands) {
  const auto* symbol = getContext().lookupSymbol(operands[0].getString());
  return symbol && symbol->isDefined();
}

void WasmGuard::count_locals(std::string_view directive, const Tokens& operands) {
  const bool function = directive == ".functype";
  std::uint64_t types = 0;
  bool inside = !function;
  for (const llvm::AsmToken& token : operands) {
    if (token.is(Kind::RParen)) break;
    inside |= token.is(Kind::LParen);
    types += inside && token.is(Kind::Identifier);
  }
  locals_ = function ? types : locals_ + types;
}

llvm::ParseStatus WasmGuard::parseDirective(llvm::AsmToken directive) {
  const std::string_view name = directive.getIdentifier();
  if (directive.isNot(Kind::Identifier)) {
    return refuse(directive.getLoc(), "a directive in quotation marks", "remove them");
  }
  const Tokens operands = peek_statement();
  if (name == ".type" && !operands.empty() && operands.back().getString() == "global") {
    return refuse(
        operands.back().getLoc(), "`.type` does not give the type of a global",
        fmt::format("write `.globaltype {}, i32`", std::string_view(operands[0].getString())));
  }
  if (is_foreign(name)) {
    return refuse(
        directive.getLoc(), fmt::format("`{}` is not for WebAssembly", name),
        name == ".internal" ? "use `.hidden`" : "reserve the space with `.skip`, in `.bss`");
  }
  if (is_narrow(name) && check_narrow_data()) return llvm::ParseStatus::Failure;
  const bool declares = name == ".functype" || name == ".local";
  if (declares) count_locals(name, operands);
  const llvm::ParseStatus status = Guard::parseDirective(directive);
  if (declares && status.isFailure()) skip_function();
  if (name == ".functype" && status.isSuccess()) in_function_ |= is_defined(operands);
  return status;
}

bool WasmGuard::parseRegister(llvm::MCRegister&, llvm::SMLoc&, llvm::SMLoc&) {
  return refuse(lexer().getLoc(), "this machine has no registers", "remove the directive")
      .isFailure();
}

llvm::ParseStatus WasmGuard::tryParseRegister(llvm::MCRegister&, llvm::SMLoc&, llvm::SMLoc&) {
  return llvm::ParseStatus::NoMatch;
}

}  // namespace prebind::assembler
