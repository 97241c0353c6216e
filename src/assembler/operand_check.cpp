#include "assembler/operand_check.h"

#include <llvm/MC/MCFixup.h>
#include <llvm/MC/MCInst.h>

#include <algorithm>

namespace prebind::assembler {

OperandCheck::OperandCheck(std::unique_ptr<llvm::MCCodeEmitter> inner, llvm::MCContext& context)
    : inner_(std::move(inner)), context_(context) {}

void OperandCheck::encodeInstruction(const llvm::MCInst& instruction,
                                     llvm::SmallVectorImpl<char>& bytes,
                                     llvm::SmallVectorImpl<llvm::MCFixup>& fixups,
                                     const llvm::MCSubtargetInfo& subtarget) const {
  const std::size_t symbolic = std::ranges::count_if(
      instruction, [](const llvm::MCOperand& operand) { return operand.isExpr(); });
  const std::size_t before = fixups.size();
  inner_->encodeInstruction(instruction, bytes, fixups, subtarget);
  // Each is to be filled in later; what is not noted for that has been encoded as something else.
  if (fixups.size() - before < symbolic) {
    context_.reportError(instruction.getLoc(), "an operand has to be a number that is known here");
  }
}

}  // namespace prebind::assembler
