#include <fmt/format.h>
#include <llvm/MC/MCContext.h>

#include <algorithm>
#include <array>
#include <limits>
#include <span>
#include <utility>

#include "assembler/guard.h"

// LLVM evaluates an expression by recursion, over its operators and over the values of the symbols
// in it, and again wherever it is used; the time can grow with the square of the depth. So both are
// bounded where an expression is parsed: none may come to more than so many symbols, numbers and
// operators, with the values of its symbols written out.

namespace prebind::assembler {
namespace {

constexpr unsigned kDeepest = 128;
constexpr std::uint32_t kHeaviest = 256;
constexpr std::uint32_t kTooHeavy = std::numeric_limits<std::uint32_t>::max();
constexpr std::size_t kMostSigns = 32;

bool is_sign(llvm::AsmToken::TokenKind kind) {
  return kind == llvm::AsmToken::Minus || kind == llvm::AsmToken::Plus ||
         kind == llvm::AsmToken::Tilde || kind == llvm::AsmToken::Exclaim;
}

/// Whether an expression ends before such a token; the others are operators between two operands,
/// or an error that is about to be reported.
bool ends_expression(llvm::AsmToken::TokenKind kind) {
  switch (kind) {
    case llvm::AsmToken::EndOfStatement:
    case llvm::AsmToken::Eof:
    case llvm::AsmToken::Error:
    case llvm::AsmToken::Comma:
    case llvm::AsmToken::RParen:
    case llvm::AsmToken::RBrac:
    case llvm::AsmToken::LParen:
    case llvm::AsmToken::LBrac:
    case llvm::AsmToken::Identifier:
    case llvm::AsmToken::Integer:
    case llvm::AsmToken::Equal:
      return true;
    default:
      return false;
  }
}

std::uint32_t add(std::uint32_t a, std::uint32_t b) {
  return a > kHeaviest || b > kHeaviest || a + b > kHeaviest ? kTooHeavy : a + b;
}

using Modifier = llvm::MCSymbolRefExpr::VariantKind;

/// What may follow a symbol behind `@`. LLVM knows the words of all machines there are, wherever it
/// reads one, and counts on the writer of the object never meeting another machine's.
std::span<const Modifier> modifiers_of(const llvm::Triple& triple) {
  using Ref = llvm::MCSymbolRefExpr;
  static constexpr Modifier x86_64_elf[] = {
      Ref::VK_GOT,      Ref::VK_GOTOFF,     Ref::VK_TPOFF,
      Ref::VK_DTPOFF,   Ref::VK_SIZE,       Ref::VK_TLSCALL,
      Ref::VK_TLSDESC,  Ref::VK_TLSGD,      Ref::VK_TLSLD,
      Ref::VK_GOTTPOFF, Ref::VK_PLT,        Ref::VK_GOTPCREL,
      Ref::VK_X86_ABS8, Ref::VK_X86_PLTOFF, Ref::VK_GOTPCREL_NORELAX};
  static constexpr Modifier aarch64_elf[] = {Ref::VK_PLT, Ref::VK_GOTPCREL};
  static constexpr Modifier x86_64_mach_o[] = {Ref::VK_GOT, Ref::VK_GOTPCREL, Ref::VK_TLVP};
  static constexpr Modifier aarch64_mach_o[] = {
      Ref::VK_GOT,        Ref::VK_PAGE,     Ref::VK_PAGEOFF,    Ref::VK_GOTPAGE,
      Ref::VK_GOTPAGEOFF, Ref::VK_TLVPPAGE, Ref::VK_TLVPPAGEOFF};
  static constexpr Modifier coff[] = {Ref::VK_COFF_IMGREL32, Ref::VK_SECREL};
  static constexpr Modifier wasm[] = {
      Ref::VK_GOT,        Ref::VK_WASM_GOT_TLS,   Ref::VK_WASM_TBREL,    Ref::VK_WASM_TLSREL,
      Ref::VK_WASM_MBREL, Ref::VK_WASM_TYPEINDEX, Ref::VK_WASM_FUNCINDEX};
  if (triple.isWasm()) return wasm;
  if (triple.isOSBinFormatCOFF()) return coff;
  if (triple.isOSBinFormatMachO())
    return triple.isX86() ? std::span<const Modifier>(x86_64_mach_o) : aarch64_mach_o;
  return triple.isX86() ? std::span<const Modifier>(x86_64_elf) : aarch64_elf;
}

}  // namespace

bool Guard::check_modifier(Modifier kind, llvm::SMLoc place) {
  const auto known = modifiers_of(getContext().getTargetTriple());
  if (kind == llvm::MCSymbolRefExpr::VK_None || std::ranges::find(known, kind) != known.end()) {
    return false;
  }
  const llvm::StringRef name = llvm::MCSymbolRefExpr::getVariantKindName(kind);
  return refuse(place, fmt::format("`@{}` means nothing for this machine", name.str()),
                "it is another machine's, or another object format's")
      .isFailure();
}

// For `(a - b)@KIND`.
const llvm::MCExpr* Guard::applyModifierToExpr(const llvm::MCExpr* expression, Modifier kind,
                                               llvm::MCContext& context) {
  if (check_modifier(kind, lexer().getLoc())) return expression;
  return PassingParser::applyModifierToExpr(expression, kind, context);
}

/// `@PLT` with nothing before it: LLVM takes it for a symbol that has no name.
bool Guard::begins_with_modifier() {
  llvm::StringRef word;
  if (lexer().is(llvm::AsmToken::At)) {
    word = lexer().peekTok(/*ShouldSkipSpace=*/false).getString();
  } else if (lexer().is(llvm::AsmToken::Identifier) && getTok().getString().starts_with("@")) {
    word = getTok().getString().drop_front();
  }
  return getVariantKindForName(word) != llvm::MCSymbolRefExpr::VK_Invalid;
}

bool Guard::begins_with_many_signs() {
  if (!is_sign(lexer().getKind())) return false;
  std::array<llvm::AsmToken, kMostSigns> next;
  const std::size_t read = lexer().peekTokens(next);
  return read == next.size() && std::ranges::all_of(next, [](const llvm::AsmToken& token) {
           return is_sign(token.getKind()) || token.is(llvm::AsmToken::Comment);
         });
}

bool Guard::parsePrimaryExpr(const llvm::MCExpr*& result, llvm::SMLoc& end) {
  const llvm::SMLoc start = lexer().getLoc();
  const auto too_complex = [&] {
    return refuse(start, "this expression is too complex",
                  "give parts of it a name with `.set`, or compute them beforehand")
        .isFailure();
  };
  if (expression_depth_ >= kDeepest || begins_with_many_signs()) return too_complex();

  if (begins_with_modifier()) {
    return refuse(start, "there is no symbol before `@`", "write it as in `name@GOT`").isFailure();
  }

  // What is in parentheses is an expression of its own, and part of the one around it.
  const std::uint32_t before = expression_continues_ ? expression_weight_ : 0;
  ++expression_depth_;
  expression_weight_ = 0;
  expression_continues_ = false;
  const bool failed = PassingParser::parsePrimaryExpr(result, end);
  --expression_depth_;
  if (failed) {
    expression_continues_ = false;
    return true;
  }
  if (const auto* symbol = llvm::dyn_cast<llvm::MCSymbolRefExpr>(result);
      symbol && check_modifier(symbol->getKind(), start)) {
    return true;
  }
  expression_weight_ = add(before, weight_of(*result, 0));
  expression_continues_ = !ends_expression(lexer().getKind());
  return expression_weight_ == kTooHeavy && too_complex();
}

/// Within the value of a symbol, LLVM does not look into what only the machine's parser
/// understands: neither where it looks for symbols that are defined by themselves, nor where it
/// looks for the section that a value is in. For x86 that is only a register.
bool Guard::is_opaque(const llvm::MCExpr& expression) {
  return inside_variable_ && expression.getKind() == llvm::MCExpr::Target &&
         !getContext().getTargetTriple().isX86();
}

std::uint32_t Guard::weight_of(const llvm::MCExpr& expression, unsigned depth) {
  if (depth > kHeaviest || is_opaque(expression)) return kTooHeavy;
  switch (expression.getKind()) {
    case llvm::MCExpr::Constant:
    case llvm::MCExpr::Target:
      return 1;
    case llvm::MCExpr::Unary:
      return add(1, weight_of(*llvm::cast<llvm::MCUnaryExpr>(expression).getSubExpr(), depth + 1));
    case llvm::MCExpr::Binary: {
      const auto& binary = llvm::cast<llvm::MCBinaryExpr>(expression);
      const std::uint32_t left = weight_of(*binary.getLHS(), depth + 1);
      if (left == kTooHeavy) return left;
      return add(add(1, left), weight_of(*binary.getRHS(), depth + 1));
    }
    case llvm::MCExpr::SymbolRef: {
      const llvm::MCSymbol& symbol = llvm::cast<llvm::MCSymbolRefExpr>(expression).getSymbol();
      return symbol.isVariable() ? add(1, weight_of(symbol, depth + 1)) : 1;
    }
  }
  return kTooHeavy;
}

std::uint32_t Guard::weight_of(const llvm::MCSymbol& variable, unsigned depth) {
  const llvm::MCExpr* value = variable.getVariableValue(/*SetUsed=*/false);
  if (const auto known = variables_.find(&variable);
      known != variables_.end() && known->second.value == value) {
    return known->second.weight;
  }
  // While it is being weighed it is too heavy: so is a symbol that is defined by itself.
  variables_[&variable] = {value, kTooHeavy};
  const bool was_inside = std::exchange(inside_variable_, true);
  const std::uint32_t weight = weight_of(*value, depth);
  inside_variable_ = was_inside;
  variables_[&variable] = {value, weight};
  return weight;
}

void Guard::onEndOfFile() {
  position_ = 0;
  PassingParser::onEndOfFile();
  for (const auto& entry : getContext().getSymbols()) {
    const llvm::MCSymbol* symbol = entry.getValue().Symbol;
    if (symbol && symbol->isVariable() && weight_of(*symbol, 0) == kTooHeavy) {
      getParser().printError(
          symbol->getVariableValue(/*SetUsed=*/false)->getLoc(),
          "the value of '" + symbol->getName() + "' is too complex, or refers to itself");
    }
  }
}

}  // namespace prebind::assembler
