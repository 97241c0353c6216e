#include "assembler/assembly.h"

#include <fmt/format.h>
#include <llvm/ADT/STLExtras.h>
#include <llvm/BinaryFormat/ELF.h>
#include <llvm/MC/MCAsmBackend.h>
#include <llvm/MC/MCCodeEmitter.h>
#include <llvm/MC/MCDwarf.h>
#include <llvm/MC/MCObjectWriter.h>
#include <llvm/MC/MCParser/MCAsmLexer.h>
#include <llvm/MC/MCSectionELF.h>
#include <llvm/MC/MCStreamer.h>
#include <llvm/MC/TargetRegistry.h>
#include <llvm/Support/ErrorHandling.h>
#include <llvm/Support/TargetSelect.h>

#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <new>
#include <type_traits>

#include "assembler/operand_check.h"
#include "assembler/wasm_guard.h"

namespace prebind::assembler {
namespace {

// LLVM calls its handlers with nothing that says whose work it was at, but on that thread.
// NOLINTNEXTLINE(cppcoreguidelines-avoid-non-const-global-variables)
thread_local int assembling = 0;

void on_fatal_error(void*, const char* reason, bool) {
  if (assembling > 0) throw Abandoned{reason};
  // LLVM leaves it to the handler to tell the reason, and ends the process when that returns.
  std::fprintf(stderr, "LLVM: %s\n", reason);
}

void on_exhausted_memory(void*, const char* reason, bool) {
  if (assembling > 0) throw std::bad_alloc();
  std::fprintf(stderr, "LLVM: %s\n", reason);
  std::abort();
}

}  // namespace

void initialize_llvm() {
  static std::once_flag once;
  std::call_once(once, [] {
    LLVMInitializeWebAssemblyTargetInfo();
    LLVMInitializeWebAssemblyTargetMC();
    LLVMInitializeWebAssemblyAsmParser();
    LLVMInitializeX86TargetInfo();
    LLVMInitializeX86TargetMC();
    LLVMInitializeX86AsmParser();
    LLVMInitializeAArch64TargetInfo();
    LLVMInitializeAArch64TargetMC();
    LLVMInitializeAArch64AsmParser();
    llvm::install_fatal_error_handler(on_fatal_error);
    llvm::install_bad_alloc_error_handler(on_exhausted_memory);
  });
}

CatchFatalErrors::CatchFatalErrors() {
  ++assembling;
}
CatchFatalErrors::~CatchFatalErrors() {
  --assembling;
}

ObjectBuffer::ObjectBuffer(std::size_t most_bytes) : most_bytes_(most_bytes) {
  // LLVM writes in pieces of a few bytes.
  SetBufferSize(std::size_t{1} << 14);
}

ObjectBuffer::~ObjectBuffer() {
  flush();
}

std::string ObjectBuffer::take() {
  flush();
  return std::move(bytes_);
}

void ObjectBuffer::write_impl(const char* data, std::size_t size) {
  if (size > most_bytes_ - bytes_.size()) {
    throw Abandoned{fmt::format("the object file would have more than {} bytes", most_bytes_)};
  }
  bytes_.append(data, size);
}

void ObjectBuffer::pwrite_impl(const char* data, std::size_t size, std::uint64_t offset) {
  flush();
  bytes_.replace(offset, size, data, size);
}

namespace {

const llvm::Target& target_of(const llvm::Triple& triple) {
  std::string error;
  const llvm::Target* target = llvm::TargetRegistry::lookupTarget(triple.str(), error);
  if (!target) throw Abandoned{error};
  return *target;
}

llvm::MCTargetOptions options_of_llvm_mc() {
  llvm::MCTargetOptions options;
  // What the tool `llvm-mc` sets: the bytes are to be the same.
  options.MCUseDwarfDirectory = llvm::MCTargetOptions::EnableDwarfDirectory;
  return options;
}

}  // namespace

Machine::Machine(const Variant& variant)
    : triple(variant.llvm_triple()),
      target(target_of(triple)),
      options(options_of_llvm_mc()),
      registers(target.createMCRegInfo(triple.str())),
      syntax(target.createMCAsmInfo(*registers, triple.str(), options)),
      subtarget(target.createMCSubtargetInfo(triple.str(), /*CPU=*/"", variant.llvm_features())),
      instructions(target.createMCInstrInfo()) {}

std::shared_ptr<const Machine> machine_of(const Variant& variant) {
  struct Kept {
    std::string variant;
    std::shared_ptr<const Machine> machine;
  };
  static thread_local Kept kept;
  if (!kept.machine || kept.variant != variant.name()) {
    kept = {variant.name(), std::make_shared<const Machine>(variant)};
  }
  return kept.machine;
}

Assembly::Assembly(std::string_view text, const Variant& variant, const Limits& limits,
                   std::atomic<std::size_t>& position)
    : limits_(limits),
      position_(position),
      machine_(machine_of(variant)),
      sources_(text),
      collector_(sources_, limits.errors, [this] { guard_->stop(); }),
      object_(limits.object_bytes) {
  create_streamer();
  create_parser(variant);
}

void Assembly::create_streamer() {
  const auto& [triple, target, options, registers, syntax, subtarget, instructions] = *machine_;
  context_ = std::make_unique<llvm::MCContext>(triple, syntax.get(), registers.get(),
                                               subtarget.get(), &sources_.manager(), &options);
  context_->setDwarfVersion(4);
  context_->setDiagnosticHandler(
      [this](const llvm::SMDiagnostic& report, bool, const llvm::SourceMgr&,
             std::vector<const llvm::MDNode*>&) { collector_.add(report); });
  sections_.reset(target.createMCObjectFileInfo(*context_, /*PIC=*/false));
  context_->setObjectFileInfo(sections_.get());

  std::unique_ptr<llvm::MCAsmBackend> backend(
      target.createMCAsmBackend(*subtarget, *registers, options));
  std::unique_ptr<llvm::MCObjectWriter> writer = backend->createObjectWriter(object_);
  std::unique_ptr<llvm::MCCodeEmitter> emitter(
      target.createMCCodeEmitter(*instructions, *context_));
  // The encoder for x86 takes symbols wherever there is room for four bytes, and has to be itself:
  // other parts of LLVM ask for more than its interface.
  if (triple.isAArch64()) emitter = std::make_unique<OperandCheck>(std::move(emitter), *context_);
  streamer_.reset(target.createMCObjectStreamer(triple, *context_, std::move(backend),
                                                std::move(writer), std::move(emitter), *subtarget));
  // For Mach-O: the oldest system that the object runs on. A directive in the text replaces it.
  streamer_->emitVersionForTarget(triple, /*SDKVersion=*/{}, nullptr, {});
}

void Assembly::create_parser(const Variant& variant) {
  sources_.manager().setDiagHandler(
      [](const llvm::SMDiagnostic& report, void* collector) {
        static_cast<Collector*>(collector)->add(report);
      },
      &collector_);
  parser_.reset(
      llvm::createMCAsmParser(sources_.manager(), *context_, *streamer_, *machine_->syntax));
  std::unique_ptr<llvm::MCTargetAsmParser> machine_parser(machine_->target.createMCAsmParser(
      *machine_->subtarget, *parser_, *machine_->instructions, machine_->options));
  const auto make_guard = [&]<typename G>(std::type_identity<G>) {
    return std::make_unique<G>(std::move(machine_parser), machine_->options, *machine_->subtarget,
                               *machine_->instructions, sources_, collector_, limits_, position_);
  };
  if (variant.format() == ObjectFormat::wasm) {
    guard_ = make_guard(std::type_identity<WasmGuard>());
  } else {
    guard_ = make_guard(std::type_identity<Guard>());
  }
  parser_->setTargetParser(*guard_);
}

/// To a linker, an ELF object without this section asks for a stack that can be executed. Compilers
/// write it at the end, and so does this; a section that the text has is that one.
void Assembly::mark_stack() {
  auto* const mark = llvm::dyn_cast_or_null<llvm::MCSectionELF>(
      machine_->syntax->getNonexecutableStackSection(*context_));
  if (!mark) return;
  streamer_->switchSection(mark);
  if (!(mark->getFlags() & llvm::ELF::SHF_EXECINSTR)) return;
  const std::size_t at = sources_.text().find(mark->getName());
  const auto place = at == llvm::StringRef::npos
                         ? llvm::SMLoc()
                         : llvm::SMLoc::getFromPointer(sources_.text().data() + at);
  collector_.give_help(place, "remove the section");
  context_->reportWarning(place,
                          "this section makes the stack executable in every program that "
                          "links the object");
}

void Assembly::run() {
  const bool failed = parser_->Run(/*NoInitialTextSection=*/false, /*NoFinalize=*/true);
  if (failed && !collector_.has_errors()) collector_.add_error("could not assemble the text");
  if (failed || collector_.has_errors()) return;
  // Of several LLVM looks at the last alone, and follows the end that another has not got.
  const auto has_no_end = [](const llvm::MCDwarfFrameInfo& frame) { return frame.End == nullptr; };
  if (llvm::any_of(streamer_->getDwarfFrameInfos(), has_no_end)) {
    return collector_.add_error("a `.cfi_startproc` has no `.cfi_endproc`",
                                "end each frame in the section where it begins");
  }
  mark_stack();
  if (llvm::MCTargetStreamer* target = streamer_->getTargetStreamer()) target->emitConstantPools();
  streamer_->finish(parser_->getLexer().getLoc());
}

}  // namespace prebind::assembler
