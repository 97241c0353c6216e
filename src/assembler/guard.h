#pragma once

#include <llvm/MC/MCParser/AsmLexer.h>

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "assembler/assembler.h"
#include "assembler/collector.h"
#include "assembler/passing_parser.h"
#include "assembler/sources.h"

namespace prebind::assembler {

/// Stands between LLVM's assembly parser and the parser of the machine, and sees every directive
/// and expression before they do.
///
/// LLVM's parser trusts its input: it opens the files that a text names, expands macros without
/// bound, recurses as deep as an expression nests, and allocates what a number says. All that is
/// turned into diagnostics here, before it happens; everything else is passed on unchanged.
class Guard : public PassingParser {
 public:
  Guard(std::unique_ptr<llvm::MCTargetAsmParser> inner, const llvm::MCTargetOptions& options,
        const llvm::MCSubtargetInfo& subtarget, const llvm::MCInstrInfo& instructions,
        Sources& sources, Collector& collector, const Limits& limits,
        std::atomic<std::size_t>& position);

  /// Ends the text here: the parser finds its end at the next token.
  void stop();

  llvm::ParseStatus parseDirective(llvm::AsmToken directive) override;
  bool parsePrimaryExpr(const llvm::MCExpr*& result, llvm::SMLoc& end) override;
  bool ParseInstruction(llvm::ParseInstructionInfo& info, llvm::StringRef name,
                        llvm::AsmToken token, llvm::OperandVector& operands) override;
  bool isLabel(llvm::AsmToken& token) override;
  const llvm::MCExpr* applyModifierToExpr(const llvm::MCExpr* expression,
                                          llvm::MCSymbolRefExpr::VariantKind kind,
                                          llvm::MCContext& context) override;
  bool equalIsAsmAssignment() override;
  void onEndOfFile() override;

 protected:
  llvm::ParseStatus refuse(llvm::SMLoc place, const std::string& message, std::string help);
  llvm::AsmLexer& lexer();
  /// The rest of the statement, beginning with the current token.
  std::vector<llvm::AsmToken> peek_statement();
  void go_to(llvm::StringRef buffer, const char* position);
  /// Goes back to the token at a place, within a statement.
  void return_to(llvm::StringRef buffer, llvm::SMLoc token);
  Sources& sources() { return sources_; }
  Collector& collector() { return collector_; }
  /// Whether a statement calls a macro whose definition is in error: then that is all there is to
  /// say.
  bool calls_refused_macro(const llvm::AsmToken& name) const;
  /// The next arguments; the lexer stays in place, unless an error was reported.
  std::vector<const llvm::MCExpr*> peek_expressions(std::size_t most);

 private:
  /// Looks at a directive whose name has just been read. NoMatch: let LLVM do it.
  using Handler = llvm::ParseStatus (Guard::*)(llvm::SMLoc directive, std::string_view name);
  static Handler handler_of(std::string_view name);

  llvm::ParseStatus refuse_file(llvm::SMLoc directive, std::string_view name);
  llvm::ParseStatus refuse_unsupported(llvm::SMLoc directive, std::string_view name);
  llvm::ParseStatus print_message(llvm::SMLoc directive, std::string_view name);
  llvm::ParseStatus check_fill(llvm::SMLoc directive, std::string_view name);
  llvm::ParseStatus check_room(llvm::SMLoc directive, std::string_view name);
  llvm::ParseStatus check_alignment(llvm::SMLoc directive, std::string_view name);
  llvm::ParseStatus check_index(llvm::SMLoc directive, std::string_view name);
  llvm::ParseStatus check_contents(llvm::SMLoc directive, std::string_view name);
  llvm::ParseStatus check_section(llvm::SMLoc directive, std::string_view name);
  llvm::ParseStatus check_unwinding(llvm::SMLoc directive, std::string_view name);
  llvm::ParseStatus check_data_region(llvm::SMLoc directive, std::string_view name);
  llvm::ParseStatus check_repetition(llvm::SMLoc directive, std::string_view name);
  llvm::ParseStatus define_macro(llvm::SMLoc directive, std::string_view name);
  llvm::ParseStatus enter_macro(llvm::SMLoc directive, std::string_view name);
  llvm::ParseStatus leave_definition(llvm::SMLoc directive, std::string_view name);

  /// refuse() for a bound that is passed: the rest of the text is not looked at.
  llvm::ParseStatus exceed(llvm::SMLoc place, const std::string& message, std::string help);

  void note_position(llvm::SMLoc statement);
  /// A lexer of our own that reads on from here, as LLVM's will.
  std::unique_ptr<llvm::AsmLexer> look_ahead();
  /// The values of the next arguments, as far as they are known by now; the lexer stays in place.
  std::vector<std::int64_t> peek_numbers(std::size_t most);
  /// Whether LLVM makes the sections of this format in memory before it writes them.
  bool builds_sections_in_memory();
  llvm::ParseStatus write(llvm::SMLoc directive, std::string_view name, std::uint64_t values,
                          std::uint64_t size);

  /// What a `.macro` or a repetition encloses.
  struct Block {
    std::string_view header;  ///< the rest of the directive's line
    std::string_view body;
    const char* after;  ///< behind the statement that ends it
  };
  std::optional<Block> find_block(bool macro);
  bool charge(std::size_t bytes);
  bool can_expand(std::size_t substitutions, std::size_t line);
  llvm::ParseStatus skip_statement();
  llvm::ParseStatus skip_block(const Block& block);
  llvm::ParseStatus refuse_block(const Block& block, llvm::SMLoc place, const std::string& message,
                                 std::string help);
  llvm::ParseStatus copy_definition(llvm::StringRef buffer, const Block& block);
  void leave_copy();
  std::optional<std::uint64_t> times_of(const Block& block, std::string_view name);

  bool begins_with_modifier();
  bool begins_with_many_signs();
  bool check_modifier(llvm::MCSymbolRefExpr::VariantKind kind, llvm::SMLoc place);
  bool is_opaque(const llvm::MCExpr& expression);
  std::uint32_t weight_of(const llvm::MCExpr& expression, unsigned depth);
  std::uint32_t weight_of(const llvm::MCSymbol& variable, unsigned depth);

  Sources& sources_;
  Collector& collector_;
  const Limits& limits_;
  std::atomic<std::size_t>& position_;

  std::size_t written_ = 0;             ///< bytes that `.fill` and its like write
  std::size_t expanded_ = 0;            ///< bytes that macros and repetitions made
  std::size_t most_substitutions_ = 0;  ///< in the body of a macro
  std::size_t longest_line_ = 0;        ///< that may call one
  bool is_text_measured_ = false;
  unsigned data_regions_ = 0;
  bool in_epilogue_ = false;
  struct Definition {
    llvm::StringRef copy;
    std::string name;
    llvm::StringRef buffer;  ///< where to go on behind the copy
    const char* position;
  };
  std::vector<Definition> definitions_;  ///< whose copies are being read
  std::set<std::string, std::less<>> refused_macros_;

  unsigned expression_depth_ = 0;
  std::uint32_t expression_weight_ = 0;
  bool expression_continues_ = false;
  bool inside_variable_ = false;  ///< the value of a symbol is being weighed
  struct Variable {
    const llvm::MCExpr* value;
    std::uint32_t weight;
  };
  std::map<const llvm::MCSymbol*, Variable> variables_;
};

/// Directives of the engine's own, in the copies of macro definitions; see define_macro.
constexpr std::string_view kEnterMacro = ".prebind.enter";
constexpr std::string_view kLeaveDefinition = ".prebind.leave";

/// Whether a text has a number of so many digits that LLVM would spend minutes on it: its time
/// grows with their square.
bool has_endless_number(std::string_view text);

}  // namespace prebind::assembler
