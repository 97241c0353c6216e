#pragma once

#include <llvm/MC/MCStreamer.h>

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "assembler/guard.h"

namespace prebind::assembler {

/// What LLVM's parser and type checker for WebAssembly take for granted, and a text may not keep
/// to: that an operand is a number where the instruction needs one, that a symbol has the type that
/// the instruction needs, and that there was no error before. The checker goes on with what it has,
/// which may be nothing at all.
///
/// So an instruction is looked at before LLVM sees it; and after an error in a function the rest
/// of that function is not given to it. One error is reported for each function: those behind it
/// would mostly be consequences.
class WasmGuard final : public Guard {
 public:
  using Guard::Guard;

  llvm::ParseStatus parseDirective(llvm::AsmToken directive) override;
  bool ParseInstruction(llvm::ParseInstructionInfo& info, llvm::StringRef name,
                        llvm::AsmToken token, llvm::OperandVector& operands) override;
  bool MatchAndEmitInstruction(llvm::SMLoc location, unsigned& opcode,
                               llvm::OperandVector& operands, llvm::MCStreamer& out,
                               std::uint64_t& error_info, bool inline_assembly) override;
  void doBeforeLabelEmit(llvm::MCSymbol* symbol, llvm::SMLoc location) override;
  void onEndOfFile() override;
  bool parseRegister(llvm::MCRegister& reg, llvm::SMLoc& start, llvm::SMLoc& end) override;
  llvm::ParseStatus tryParseRegister(llvm::MCRegister& reg, llvm::SMLoc& start,
                                     llvm::SMLoc& end) override;

 private:
  using Tokens = std::vector<llvm::AsmToken>;

  /// True if an error was reported.
  bool check_operands(std::string_view name, const Tokens& operands);
  bool check_branches(const Tokens& operands);
  bool check_local(const llvm::AsmToken& operand);
  bool check_type(std::string_view name, const llvm::AsmToken& operand);

  bool check_narrow_data();
  void count_locals(std::string_view directive, const Tokens& operands);
  bool is_defined(const Tokens& operands);
  void skip_function() { skipping_ = true; }

  bool check_widths(std::string_view name, const llvm::AsmToken& token, const Tokens& operands);
  bool check_element(const llvm::AsmToken& token, const Tokens& operands);
  bool check_types(std::string_view instructions, const llvm::AsmToken& token);
  bool check_type_of(std::string_view instruction, const llvm::AsmToken& token);
  llvm::MCStreamer& nowhere();
  void end_of_function(const llvm::AsmToken& token);

  bool skipping_ = false;
  bool in_function_ = false;
  bool is_outside_ = false;  ///< an instruction outside a function has been reported
  bool is_narrow_ = false;   ///< the newest result is an i32 that stands for an i64
  std::unique_ptr<llvm::MCStreamer> nowhere_;
  std::map<std::string, llvm::StringRef, std::less<>> shown_;  ///< what is only checked
  std::uint64_t locals_ = 0;  ///< parameters and locals of the function
};

}  // namespace prebind::assembler
