#pragma once

#include <llvm/Support/SMLoc.h>

#include <functional>
#include <map>
#include <string>

#include "assembler/diagnostic.h"
#include "assembler/sources.h"

namespace llvm {
class SMDiagnostic;
}

namespace prebind::assembler {

/// Takes what LLVM reports while it assembles a text, and makes diagnostics of it that speak of
/// the text alone: a report from within the expansion of a macro moves to where that was called.
class Collector {
 public:
  /// `stop` is called once, with the error after which the rest is not wanted.
  Collector(const Sources& sources, std::size_t most_errors, std::function<void()> stop)
      : sources_(sources), most_errors_(most_errors), stop_(std::move(stop)) {}

  void add(const llvm::SMDiagnostic& report);
  /// An error about the text as a whole.
  void add_error(const std::string& message, std::string help = {});
  /// What to do about the error that will be reported for this place.
  void give_help(llvm::SMLoc place, std::string help) {
    help_[place.getPointer()] = std::move(help);
  }
  /// From now on reports are not kept: they are only consequences of having stopped.
  void ignore_the_rest() { ignoring_ = true; }

  bool has_errors() const { return errors_ > 0; }
  Diagnostics take() { return std::move(diagnostics_); }

 private:
  bool belongs_to_expansion(const llvm::SMDiagnostic& report);
  void push(Diagnostic diagnostic);

  const Sources& sources_;
  std::size_t most_errors_;
  std::function<void()> stop_;
  std::map<const char*, std::string> help_;
  Diagnostics diagnostics_;
  std::size_t errors_ = 0;
  bool ignoring_ = false;
  bool awaiting_call_ = false;  ///< the newest one is in an expansion whose call is not yet known
};

}  // namespace prebind::assembler
