// What assembling a text costs: in this process, in the child process that the product uses, out of
// the store, and, the peer, by starting llvm-mc. It tells from which size on the store is worth
// asking (StoredAssembler).
#include <benchmark/benchmark.h>

#include "assembler/assembler.h"
#include "assembler/testing.h"
#include "assembler/worker.h"
#include "engine/archives/stored_assembler.h"
#include "util/file.h"
#include "util/testing.h"

namespace prebind {
namespace {

const assembler::Variant kLinux = assembler::variant("x86_64-linux");

/// A text of about so many bytes.
std::string text_of(const benchmark::State& state) {
  std::string text = ".globl f\nf:\n";
  while (text.size() < static_cast<std::size_t>(state.range(0))) {
    text += "    addq $1, %rax\n    movq %rax, 8(%rdi,%rsi,4)\n";
  }
  return text + "    ret\n";
}

void in_process(benchmark::State& state) {
  const std::string text = text_of(state);
  for (auto _ : state) {
    if (!assembler::assemble(text, kLinux)) state.SkipWithError("refused");
  }
}

void in_child(benchmark::State& state) {
  const std::string text = text_of(state);
  assembler::Worker worker;
  for (auto _ : state) {
    if (!worker.assemble(text, kLinux)) state.SkipWithError("refused");
  }
}

void from_store(benchmark::State& state) {
  const std::string text = text_of(state);
  const TemporaryDirectory directory;
  const engine::Context context = {.environment = Environment::of({}), .program = "/proc/self/exe"};
  const store::Store store({.root = directory.path() / "cache"});
  engine::StoredAssembler assembler(context, store, /*shortest_stored=*/0);
  for (auto _ : state) {
    if (!assembler.assemble(text, kLinux, {"crate"})) state.SkipWithError("refused");
  }
}

void into_store(benchmark::State& state) {
  const std::string text = text_of(state);
  const TemporaryDirectory directory;
  const engine::Context context = {.environment = Environment::of({}), .program = "/proc/self/exe"};
  const store::Store store({.root = directory.path() / "cache"});
  engine::StoredAssembler assembler(context, store, /*shortest_stored=*/0);
  std::size_t number = 0;
  for (auto _ : state) {
    const std::string other = text + "# " + std::to_string(number++) + "\n";
    if (!assembler.assemble(other, kLinux, {"crate"})) state.SkipWithError("refused");
  }
}

void starting_llvm_mc(benchmark::State& state) {
  const auto program = assembler::find_tool({"llvm-mc-19", "/usr/lib/llvm-19/bin/llvm-mc"});
  if (!program) return state.SkipWithError("no llvm-mc");
  const TemporaryDirectory directory;
  const auto source = directory.path() / "text.s";
  (void)write_file_atomically(source, text_of(state));
  for (auto _ : state) {
    const auto finished = assembler::run_tool(
        *program, {"-filetype=obj", "-triple=x86_64-unknown-linux-gnu", source.string(), "-o",
                   (directory.path() / "text.o").string()});
    if (!finished || !finished->succeeded()) state.SkipWithError("llvm-mc failed");
  }
}

#define PREBIND_SIZES \
  Arg(80)->Arg(4096)->Arg(16384)->Arg(65536)->UseRealTime()->Unit(benchmark::kMicrosecond)
BENCHMARK(in_process)->PREBIND_SIZES;
BENCHMARK(in_child)->PREBIND_SIZES;
BENCHMARK(from_store)->PREBIND_SIZES;
BENCHMARK(into_store)->PREBIND_SIZES;
BENCHMARK(starting_llvm_mc)->PREBIND_SIZES;
#undef PREBIND_SIZES

}  // namespace
}  // namespace prebind
