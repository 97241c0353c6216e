#pragma once

#include <llvm/MC/MCExpr.h>
#include <llvm/MC/MCInstrInfo.h>
#include <llvm/MC/MCParser/MCTargetAsmParser.h>
#include <llvm/MC/MCSymbol.h>

#include <cstdint>
#include <memory>

namespace prebind::assembler {

/// The parser of a machine behind another face: passes every question of LLVM's assembly parser on
/// to it. A class derived from this one sees what it overrides, before the machine's parser does.
class PassingParser : public llvm::MCTargetAsmParser {
 public:
  PassingParser(std::unique_ptr<llvm::MCTargetAsmParser> inner,
                const llvm::MCTargetOptions& options, const llvm::MCSubtargetInfo& subtarget,
                const llvm::MCInstrInfo& instructions);

  void Initialize(llvm::MCAsmParser& parser) override;
  llvm::ParseStatus parseDirective(llvm::AsmToken directive) override;
  bool parsePrimaryExpr(const llvm::MCExpr*& result, llvm::SMLoc& end) override;
  bool parseRegister(llvm::MCRegister& reg, llvm::SMLoc& start, llvm::SMLoc& end) override;
  llvm::ParseStatus tryParseRegister(llvm::MCRegister& reg, llvm::SMLoc& start,
                                     llvm::SMLoc& end) override;
  bool ParseInstruction(llvm::ParseInstructionInfo& info, llvm::StringRef name,
                        llvm::SMLoc location, llvm::OperandVector& operands) override;
  bool ParseInstruction(llvm::ParseInstructionInfo& info, llvm::StringRef name,
                        llvm::AsmToken token, llvm::OperandVector& operands) override;
  bool MatchAndEmitInstruction(llvm::SMLoc location, unsigned& opcode,
                               llvm::OperandVector& operands, llvm::MCStreamer& out,
                               std::uint64_t& error_info, bool inline_assembly) override;
  bool OmitRegisterFromClobberLists(unsigned reg) override;
  void convertToMapAndConstraints(unsigned kind, const llvm::OperandVector& operands) override;
  bool areEqualRegs(const llvm::MCParsedAsmOperand& a,
                    const llvm::MCParsedAsmOperand& b) const override;
  bool equalIsAsmAssignment() override;
  bool isLabel(llvm::AsmToken& token) override;
  bool starIsStartOfStatement() override;
  llvm::MCSymbolRefExpr::VariantKind getVariantKindForName(llvm::StringRef name) const override;
  const llvm::MCExpr* applyModifierToExpr(const llvm::MCExpr* expression,
                                          llvm::MCSymbolRefExpr::VariantKind kind,
                                          llvm::MCContext& context) override;
  void doBeforeLabelEmit(llvm::MCSymbol* symbol, llvm::SMLoc location) override;
  void onLabelParsed(llvm::MCSymbol* symbol) override;
  void flushPendingInstructions(llvm::MCStreamer& out) override;
  const llvm::MCExpr* createTargetUnaryExpr(const llvm::MCExpr* expression,
                                            llvm::AsmToken::TokenKind token,
                                            llvm::MCContext& context) override;
  void onBeginOfFile() override;
  void onEndOfFile() override;

 private:
  // A directive such as `.arch` gives the machine's parser another subtarget, and LLVM's parser
  // asks for it here, by a function that cannot be overridden.
  void take_subtarget();

  std::unique_ptr<llvm::MCTargetAsmParser> inner_;
};

}  // namespace prebind::assembler
