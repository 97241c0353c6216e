#include "assembler/passing_parser.h"

namespace prebind::assembler {

PassingParser::PassingParser(std::unique_ptr<llvm::MCTargetAsmParser> inner,
                             const llvm::MCTargetOptions& options,
                             const llvm::MCSubtargetInfo& subtarget,
                             const llvm::MCInstrInfo& instructions)
    : MCTargetAsmParser(options, subtarget, instructions), inner_(std::move(inner)) {}

void PassingParser::take_subtarget() {
  STI = &inner_->getSTI();
  setAvailableFeatures(inner_->getAvailableFeatures());
}

void PassingParser::Initialize(llvm::MCAsmParser& parser) {
  MCTargetAsmParser::Initialize(parser);
  inner_->Initialize(parser);
  take_subtarget();
}

llvm::ParseStatus PassingParser::parseDirective(llvm::AsmToken directive) {
  const llvm::ParseStatus status = inner_->parseDirective(directive);
  take_subtarget();
  return status;
}

bool PassingParser::parsePrimaryExpr(const llvm::MCExpr*& result, llvm::SMLoc& end) {
  return inner_->parsePrimaryExpr(result, end);
}

bool PassingParser::parseRegister(llvm::MCRegister& reg, llvm::SMLoc& start, llvm::SMLoc& end) {
  return inner_->parseRegister(reg, start, end);
}

llvm::ParseStatus PassingParser::tryParseRegister(llvm::MCRegister& reg, llvm::SMLoc& start,
                                                  llvm::SMLoc& end) {
  return inner_->tryParseRegister(reg, start, end);
}

bool PassingParser::ParseInstruction(llvm::ParseInstructionInfo& info, llvm::StringRef name,
                                     llvm::SMLoc location, llvm::OperandVector& operands) {
  return inner_->ParseInstruction(info, name, location, operands);
}

bool PassingParser::ParseInstruction(llvm::ParseInstructionInfo& info, llvm::StringRef name,
                                     llvm::AsmToken token, llvm::OperandVector& operands) {
  return inner_->ParseInstruction(info, name, token, operands);
}

bool PassingParser::MatchAndEmitInstruction(llvm::SMLoc location, unsigned& opcode,
                                            llvm::OperandVector& operands, llvm::MCStreamer& out,
                                            std::uint64_t& error_info, bool inline_assembly) {
  return inner_->MatchAndEmitInstruction(location, opcode, operands, out, error_info,
                                         inline_assembly);
}

bool PassingParser::OmitRegisterFromClobberLists(unsigned reg) {
  return inner_->OmitRegisterFromClobberLists(reg);
}

void PassingParser::convertToMapAndConstraints(unsigned kind, const llvm::OperandVector& operands) {
  inner_->convertToMapAndConstraints(kind, operands);
}

bool PassingParser::areEqualRegs(const llvm::MCParsedAsmOperand& a,
                                 const llvm::MCParsedAsmOperand& b) const {
  return inner_->areEqualRegs(a, b);
}

bool PassingParser::equalIsAsmAssignment() {
  return inner_->equalIsAsmAssignment();
}

bool PassingParser::isLabel(llvm::AsmToken& token) {
  return inner_->isLabel(token);
}

bool PassingParser::starIsStartOfStatement() {
  return inner_->starIsStartOfStatement();
}

llvm::MCSymbolRefExpr::VariantKind PassingParser::getVariantKindForName(
    llvm::StringRef name) const {
  return inner_->getVariantKindForName(name);
}

const llvm::MCExpr* PassingParser::applyModifierToExpr(const llvm::MCExpr* expression,
                                                       llvm::MCSymbolRefExpr::VariantKind kind,
                                                       llvm::MCContext& context) {
  return inner_->applyModifierToExpr(expression, kind, context);
}

void PassingParser::doBeforeLabelEmit(llvm::MCSymbol* symbol, llvm::SMLoc location) {
  inner_->doBeforeLabelEmit(symbol, location);
}

void PassingParser::onLabelParsed(llvm::MCSymbol* symbol) {
  inner_->onLabelParsed(symbol);
}

void PassingParser::flushPendingInstructions(llvm::MCStreamer& out) {
  inner_->flushPendingInstructions(out);
}

const llvm::MCExpr* PassingParser::createTargetUnaryExpr(const llvm::MCExpr* expression,
                                                         llvm::AsmToken::TokenKind token,
                                                         llvm::MCContext& context) {
  return inner_->createTargetUnaryExpr(expression, token, context);
}

void PassingParser::onBeginOfFile() {
  inner_->onBeginOfFile();
}

void PassingParser::onEndOfFile() {
  inner_->onEndOfFile();
}

}  // namespace prebind::assembler
