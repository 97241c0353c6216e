#include <llvm/BinaryFormat/Wasm.h>
#include <llvm/MC/MCContext.h>
#include <llvm/MC/MCSymbolWasm.h>
#include <llvm/MC/TargetRegistry.h>

#include <utility>

#include "assembler/wasm_guard.h"

// On wasm64, addresses, sizes of memory, and indices into tables are i64, and LLVM 19 encodes them
// so: its compiler writes such code, and its objects say that their tables have 64 bits. But in
// its assembler the check of types still takes some of them for i32. So before such an instruction
// the operand is turned into an i32, and behind it the result into an i64: by instructions that
// the check of types alone gets to see. Encoded is the instruction as it stands.

namespace prebind::assembler {
namespace {

bool is_vector(std::string_view name) {
  const std::string_view type = name.substr(0, name.find('.'));
  return type == "v128" || type.find('x') != type.npos;
}

constexpr std::string_view kAddress = "i32.wrap_i64";
constexpr std::string_view kAddressBelowVector = "v128.not\ndrop\ni32.wrap_i64\nv128.const 0, 0";

/// What is checked before an instruction, each in a line; nothing for those that LLVM checks right.
std::string_view operands_of(std::string_view name) {
  if (name == "call_indirect" || name == "return_call_indirect" || name == "memory.grow" ||
      name == "table.get" || name == "table.grow") {
    return kAddress;
  }
  if (name == "table.copy") {
    return "i32.wrap_i64\ndrop\ni32.wrap_i64\ndrop\ni32.wrap_i64\ni32.const 0\ni32.const 0";
  }
  if (!is_vector(name)) return {};
  if (name.find(".store") != name.npos || name.ends_with("_lane")) {
    const bool is_memory = name.find(".store") != name.npos || name.find(".load") != name.npos;
    return is_memory ? kAddressBelowVector : std::string_view();
  }
  return name.find(".load") != name.npos ? kAddress : std::string_view();
}

bool results_in_size(std::string_view name) {
  return name == "memory.size" || name == "memory.grow" || name == "table.size" ||
         name == "table.grow";
}

}  // namespace

llvm::MCStreamer& WasmGuard::nowhere() {
  if (!nowhere_) {
    std::string error;
    const std::string triple = getContext().getTargetTriple().str();
    nowhere_.reset(
        llvm::TargetRegistry::lookupTarget(triple, error)->createNullStreamer(getContext()));
  }
  return *nowhere_;
}

/// Shows one instruction to the check of types. True if an error was reported, for `token`.
bool WasmGuard::check_type_of(std::string_view instruction, const llvm::AsmToken& token) {
  const llvm::SMLoc start = lexer().getLoc();
  const llvm::StringRef buffer = sources().buffer_of(start);
  // The parser reads the name where it stands, so it has to stand somewhere.
  auto shown = shown_.find(instruction);
  if (shown == shown_.end()) {
    const std::string line = std::string(instruction) + "\n";
    shown = shown_.emplace(instruction, sources().add_copy(line, {})).first;
  }
  sources().set_origin(shown->second, token.getLoc());
  if (instruction == kAddress) {
    collector().give_help(llvm::SMLoc::getFromPointer(shown->second.begin()),
                          "on wasm64, addresses, sizes and indices into tables are i64");
  }
  go_to(shown->second, shown->second.begin());
  lexer().Lex();
  const llvm::AsmToken name = getTok();
  lexer().Lex();

  llvm::ParseInstructionInfo info;
  llvm::SmallVector<std::unique_ptr<llvm::MCParsedAsmOperand>, 8> operands;
  unsigned opcode = 0;
  std::uint64_t error_info = 0;
  const bool failed =
      PassingParser::ParseInstruction(info, name.getString(), name, operands) ||
      PassingParser::MatchAndEmitInstruction(name.getLoc(), opcode, operands, nowhere(), error_info,
                                             /*inline_assembly=*/false);
  getParser().printPendingErrors();
  return_to(buffer, start);
  return failed;
}

bool WasmGuard::check_types(std::string_view instructions, const llvm::AsmToken& token) {
  while (!instructions.empty()) {
    const auto end = std::min(instructions.find('\n'), instructions.size());
    if (check_type_of(instructions.substr(0, end), token)) return true;
    instructions.remove_prefix(std::min(end + 1, instructions.size()));
  }
  return false;
}

/// Takes an element of the table from the stack, and puts another on an i32 instead: below the
/// element is an index.
bool WasmGuard::check_element(const llvm::AsmToken& token, const Tokens& operands) {
  const std::string table(operands[0].getIdentifier());
  const auto* symbol = llvm::cast<llvm::MCSymbolWasm>(getContext().lookupSymbol(table));
  const auto type = symbol->getTableType().ElemType;
  const bool is_function = type == llvm::wasm::ValType::FUNCREF;
  const bool is_exception = type == llvm::wasm::ValType::EXNREF;
  const std::string_view null = is_function    ? "ref.null_func"
                                : is_exception ? "ref.null_exn"
                                               : "ref.null_extern";
  return check_type_of("i32.const 0", token) || check_type_of("table.grow " + table, token) ||
         check_type_of("drop", token) || check_type_of("i32.wrap_i64", token) ||
         check_type_of(null, token);
}

/// True if an error was reported.
bool WasmGuard::check_widths(std::string_view name, const llvm::AsmToken& token,
                             const Tokens& operands) {
  if (getContext().getTargetTriple().getArch() != llvm::Triple::wasm64) return false;
  if (std::exchange(is_narrow_, false) && check_type_of("i64.extend_i32_u", token)) return true;
  is_narrow_ = results_in_size(name);
  if (name == "table.set") return check_element(token, operands);
  if (name == "table.fill") {
    return check_types("i32.wrap_i64\ndrop", token) || check_element(token, operands) ||
           check_type_of("i32.const 0", token);
  }
  return check_types(operands_of(name), token);
}

}  // namespace prebind::assembler
