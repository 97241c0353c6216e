#pragma once

#include <llvm/MC/MCCodeEmitter.h>
#include <llvm/MC/MCContext.h>

#include <memory>

namespace prebind::assembler {

/// Encodes instructions as the machine's encoder does, and reports those that it does not encode in
/// full. Where an instruction has room for a number only, LLVM lets a symbol pass, and its encoder
/// takes for the number what it finds in memory instead.
class OperandCheck final : public llvm::MCCodeEmitter {
 public:
  OperandCheck(std::unique_ptr<llvm::MCCodeEmitter> inner, llvm::MCContext& context);

  void reset() override { inner_->reset(); }
  void encodeInstruction(const llvm::MCInst& instruction, llvm::SmallVectorImpl<char>& bytes,
                         llvm::SmallVectorImpl<llvm::MCFixup>& fixups,
                         const llvm::MCSubtargetInfo& subtarget) const override;

 private:
  std::unique_ptr<llvm::MCCodeEmitter> inner_;
  llvm::MCContext& context_;
};

}  // namespace prebind::assembler
