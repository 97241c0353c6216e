// What is left to do when rustc has built a library: to read its records, to put them together, and
// to write the module. The library is named by PREBIND_BENCH_LIBRARY; bench/builds.py makes one.
#include <benchmark/benchmark.h>

#include <cstdlib>

#include "hosts/host.h"
#include "model/library.h"
#include "model/library_reader.h"

namespace prebind {
namespace {

std::string library_path() {
  const char* path = std::getenv("PREBIND_BENCH_LIBRARY");
  return path == nullptr ? "" : path;
}

const hosts::RenderOptions kOptions = {.module_name = "Many",
                                    .library_stem = "many",
                                    .library_directory = ".",
                                    .rebuild_command = "prebind build .. -o Many.jl"};

void read(benchmark::State& state) {
  for (auto _ : state) {
    const auto records = model::read_records(library_path());
    if (!records || records->empty())
      return state.SkipWithError("PREBIND_BENCH_LIBRARY names no library with records");
  }
}

void resolve(benchmark::State& state) {
  const auto records = model::read_records(library_path());
  if (!records) return state.SkipWithError("PREBIND_BENCH_LIBRARY names no library");
  for (auto _ : state) {
    state.PauseTiming();
    auto copy = *records;
    state.ResumeTiming();
    if (!model::resolve(std::move(copy))) return state.SkipWithError("not resolved");
  }
}

void render_module(benchmark::State& state) {
  const auto host = hosts::find_host("julia");
  auto records = model::read_records(library_path());
  if (!records || !host) return state.SkipWithError("PREBIND_BENCH_LIBRARY names no library");
  const auto library = model::resolve(std::move(*records));
  if (!library) return state.SkipWithError("not resolved");
  for (auto _ : state) {
    if (!(*host)->render(*library, kOptions)) return state.SkipWithError("not rendered");
  }
}

/// All of it, as a build does it.
void read_and_emit(benchmark::State& state) {
  const auto host = hosts::find_host("julia");
  for (auto _ : state) {
    auto records = model::read_records(library_path());
    if (!records || !host) return state.SkipWithError("PREBIND_BENCH_LIBRARY names no library");
    const auto library = model::resolve(std::move(*records));
    if (!library || !(*host)->render(*library, kOptions))
      return state.SkipWithError("not rendered");
  }
}

BENCHMARK(read)->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(resolve)->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(render_module)->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(read_and_emit)->UseRealTime()->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace prebind
