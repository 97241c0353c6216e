#pragma once

#include <llvm/MC/MCAsmInfo.h>
#include <llvm/MC/MCContext.h>
#include <llvm/MC/MCInstrInfo.h>
#include <llvm/MC/MCObjectFileInfo.h>
#include <llvm/MC/MCParser/MCAsmParser.h>
#include <llvm/MC/MCRegisterInfo.h>
#include <llvm/MC/MCStreamer.h>
#include <llvm/MC/MCSubtargetInfo.h>
#include <llvm/MC/MCTargetOptions.h>
#include <llvm/Support/raw_ostream.h>
#include <llvm/TargetParser/Triple.h>

#include <atomic>
#include <memory>
#include <string>
#include <string_view>

#include "assembler/assembler.h"
#include "assembler/collector.h"
#include "assembler/guard.h"
#include "assembler/sources.h"

namespace llvm {
class Target;
}

namespace prebind::assembler {

/// LLVM met something that it cannot go on after. Thrown through LLVM's own functions, out of its
/// handler for fatal errors, and caught where they were called: see assemble().
struct Abandoned {
  std::string message;
};

/// The object file while it is written, in memory; more than `most_bytes` are not taken.
class ObjectBuffer final : public llvm::raw_pwrite_stream {
 public:
  explicit ObjectBuffer(std::size_t most_bytes);
  ~ObjectBuffer() override;

  std::string take();

 private:
  void write_impl(const char* data, std::size_t size) override;
  void pwrite_impl(const char* data, std::size_t size, std::uint64_t offset) override;
  std::uint64_t current_pos() const override { return bytes_.size(); }

  std::string bytes_;
  std::size_t most_bytes_;
};

/// What LLVM knows of a variant. It is not changed by assembling: directives such as `.arch` work
/// on copies.
struct Machine {
  explicit Machine(const Variant& variant);

  llvm::Triple triple;
  const llvm::Target& target;
  llvm::MCTargetOptions options;
  std::unique_ptr<llvm::MCRegisterInfo> registers;
  std::unique_ptr<llvm::MCAsmInfo> syntax;
  std::unique_ptr<llvm::MCSubtargetInfo> subtarget;
  std::unique_ptr<llvm::MCInstrInfo> instructions;
};

/// That of a variant. It takes longer to make than a short text to assemble, so each thread keeps
/// the last one.
std::shared_ptr<const Machine> machine_of(const Variant& variant);

/// Everything that LLVM needs to assemble one text. Members are in the order in which LLVM's
/// objects refer to one another.
class Assembly {
 public:
  /// `position` is kept as assemble() below says.
  Assembly(std::string_view text, const Variant& variant, const Limits& limits,
           std::atomic<std::size_t>& position);

  /// Assembles the text; to be called once. May throw Abandoned and std::bad_alloc: what LLVM was
  /// working on is then in no defined state, and the assembly must not be destroyed.
  void run();

  Collector& collector() { return collector_; }
  std::string take_object() { return object_.take(); }

 private:
  void create_streamer();
  void create_parser(const Variant& variant);
  void mark_stack();

  const Limits limits_;
  std::atomic<std::size_t>& position_;
  const std::shared_ptr<const Machine> machine_;
  Sources sources_;
  Collector collector_;
  ObjectBuffer object_;
  std::unique_ptr<llvm::MCContext> context_;
  std::unique_ptr<llvm::MCObjectFileInfo> sections_;
  std::unique_ptr<llvm::MCStreamer> streamer_;
  std::unique_ptr<Guard> guard_;
  std::unique_ptr<llvm::MCAsmParser> parser_;
};

/// assemble(), and all the while `position` tells how far it is, to whoever may see that memory:
/// the offset of the statement in the text, from 1, or 0 where it is about the text as a whole.
tl::expected<Object, Diagnostics> assemble(std::string_view text, const Variant& variant,
                                           const Limits& limits,
                                           std::atomic<std::size_t>& position);

/// Makes LLVM know its targets and how to report what is fatal; the first call does the work.
void initialize_llvm();

/// While it exists, a fatal error of LLVM on this thread is thrown as Abandoned. Elsewhere in the
/// program it ends the process, as it would without us.
class CatchFatalErrors {
 public:
  CatchFatalErrors();
  ~CatchFatalErrors();
  CatchFatalErrors(const CatchFatalErrors&) = delete;
  CatchFatalErrors& operator=(const CatchFatalErrors&) = delete;
};

}  // namespace prebind::assembler
