// How long a build that has nothing to do takes to find that out: loading the record and comparing
// its inputs. The peer is what no such check can do without: one stat for each file.
#include <sys/stat.h>

#include <benchmark/benchmark.h>

#include <map>
#include <memory>

#include <fmt/format.h>

#include "fingerprint/check.h"
#include "fingerprint/snapshot.h"
#include "util/file.h"
#include "util/testing.h"

namespace prebind::fingerprint {
namespace {

constexpr std::string_view kRoot = "crate";

/// A crate with so many files of 2 kB, and the record of its build.
class Crate {
 public:
  explicit Crate(std::size_t count) {
    surroundings_.roots.add(std::string(kRoot), directory_.path().string());
    std::vector<InputName> names;
    for (std::size_t i = 0; i < count; ++i) {
      const std::string name = fmt::format("src/module_{}/file_{}.rs", i / 100, i);
      const auto path = directory_.path() / name;
      (void)make_directories(path.parent_path());
      (void)write_file_atomically(path, std::string(2000, 'x') + name);
      names.push_back({Kind::file, "source", std::string(kRoot), name});
      paths_.push_back(path.string());
    }
    // Files that were made just now are believed here: nobody writes them any more.
    const Trust trust = {.margin = -3600'000'000'000};
    record_.inputs = Snapshot(surroundings_, names, {}, trust).seal(names).inputs;
    (void)save_record(record_, record_path());
  }

  std::filesystem::path record_path() const { return directory_.path() / "record"; }
  const Surroundings& surroundings() const { return surroundings_; }
  const std::vector<std::string>& paths() const { return paths_; }

 private:
  TemporaryDirectory directory_;
  RealFileSystem files_{{directory_.path().string()}};
  Environment environment_ = Environment::of({});
  Surroundings surroundings_{.files = files_, .environment = environment_};
  std::vector<std::string> paths_;
  Record record_;
};

/// Made once: writing ten thousand files takes longer than all that is measured.
const Crate& crate_of(const benchmark::State& state) {
  static std::map<std::int64_t, std::unique_ptr<const Crate>> crates;
  auto& crate = crates[state.range(0)];
  if (!crate) crate = std::make_unique<const Crate>(static_cast<std::size_t>(state.range(0)));
  return *crate;
}

void stat_only(benchmark::State& state) {
  const Crate& crate = crate_of(state);
  struct stat data = {};
  for (auto _ : state) {
    for (const std::string& path : crate.paths()) {
      if (::stat(path.c_str(), &data) != 0) state.SkipWithError("no such file");
    }
  }
}
BENCHMARK(stat_only)->Arg(100)->Arg(10'000)->Unit(benchmark::kMicrosecond);

void check_fresh(benchmark::State& state) {
  const Crate& crate = crate_of(state);
  for (auto _ : state) {
    auto record = load_record(crate.record_path());
    const CheckResult result = check(*record, crate.surroundings());
    if (!result.is_fresh() || result.read_count != 0) state.SkipWithError("not fresh");
  }
}
BENCHMARK(check_fresh)->Arg(100)->Arg(10'000)->Unit(benchmark::kMicrosecond);

void load_only(benchmark::State& state) {
  const Crate& crate = crate_of(state);
  for (auto _ : state) benchmark::DoNotOptimize(load_record(crate.record_path()));
}
BENCHMARK(load_only)->Arg(100)->Arg(10'000)->Unit(benchmark::kMicrosecond);

void check_paranoid(benchmark::State& state) {
  const Crate& crate = crate_of(state);
  for (auto _ : state) {
    auto record = load_record(crate.record_path());
    const CheckOptions options = {.trust = {.paranoid = true}};
    if (!check(*record, crate.surroundings(), options).is_fresh()) state.SkipWithError("not fresh");
  }
}
BENCHMARK(check_paranoid)->Arg(100)->Arg(10'000)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace prebind::fingerprint
