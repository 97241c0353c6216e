// How long it takes to get a library out of the store, and into it. The peers: a plain copy of the
// same file, and a copy that is hashed on its way by the simplest program that does it.
#include <fcntl.h>
#include <unistd.h>

#include <benchmark/benchmark.h>

#include "store/store.h"
#include "util/file.h"
#include "util/testing.h"

namespace prebind::store {
namespace {

constexpr std::size_t kSize = 5'000'000;

/// A file of 5 MB, and the same in a store.
struct Library {
  Library() {
    std::string content(kSize, '\0');
    unsigned state = 1;
    for (char& byte : content)
      byte = static_cast<char>((state = state * 1664525 + 1013904223) >> 24);
    (void)write_file_atomically(path, content);
    publish();
  }
  bool publish() const {
    return store.publish(key, {}, {{.name = "library", .file = "lib.so", .path = path}});
  }

  TemporaryDirectory directory;
  const std::filesystem::path path = directory.path() / "lib.so";
  const std::filesystem::path destination = directory.path() / "out.so";
  const Store store{{.root = directory.path() / "cache"}};
  const Digest key = Digest::of("key");
};

void plain_copy(benchmark::State& state) {
  const Library library;
  for (auto _ : state) {
    ::unlink(library.destination.c_str());
    if (!copy_file_atomically(library.path, library.destination)) state.SkipWithError("no copy");
  }
}
BENCHMARK(plain_copy)->Unit(benchmark::kMicrosecond);

void verified_copy(benchmark::State& state) {
  const Library library;
  std::string piece(128 * 1024, '\0');
  for (auto _ : state) {
    ::unlink(library.destination.c_str());
    const Descriptor from(::open(library.path.c_str(), O_RDONLY));
    const Descriptor to(::open(library.destination.c_str(), O_WRONLY | O_CREAT, 0644));
    Sha256 hash;
    ssize_t count = 0;
    while ((count = ::read(from.get(), piece.data(), piece.size())) > 0) {
      const std::string_view bytes(piece.data(), static_cast<std::size_t>(count));
      hash.update(bytes);
      if (::write(to.get(), bytes.data(), bytes.size()) != count) state.SkipWithError("no copy");
    }
    benchmark::DoNotOptimize(hash.finish());
  }
}
BENCHMARK(verified_copy)->Unit(benchmark::kMicrosecond);

void restore(benchmark::State& state) {
  const Library library;
  for (auto _ : state) {
    ::unlink(library.destination.c_str());
    const auto entry = library.store.find(library.key);
    if (!entry || !entry->copy(entry->action().outputs[0], library.destination).value_or(false)) {
      state.SkipWithError("not restored");
    }
  }
}
BENCHMARK(restore)->Unit(benchmark::kMicrosecond);

/// The destination has the content already.
void restore_what_is_there(benchmark::State& state) {
  const Library library;
  for (auto _ : state) {
    const auto entry = library.store.find(library.key);
    if (!entry || !entry->copy(entry->action().outputs[0], library.destination).value_or(false)) {
      state.SkipWithError("not restored");
    }
  }
}
BENCHMARK(restore_what_is_there)->Unit(benchmark::kMicrosecond);

void publish(benchmark::State& state) {
  const Library library;
  for (auto _ : state) {
    if (!library.publish()) state.SkipWithError("not published");
  }
}
BENCHMARK(publish)->Unit(benchmark::kMicrosecond);

void find_only(benchmark::State& state) {
  const Library library;
  for (auto _ : state) benchmark::DoNotOptimize(library.store.find(library.key).has_value());
}
BENCHMARK(find_only)->Unit(benchmark::kMicrosecond);

void count_hit(benchmark::State& state) {
  const Library library;
  for (auto _ : state) library.store.count_hit({});
}
BENCHMARK(count_hit)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace prebind::store
