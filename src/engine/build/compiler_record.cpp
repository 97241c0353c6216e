#include "engine/build/compiler_record.h"

#include <optional>

#include "engine/cache/cache_place.h"
#include "fingerprint/digest.h"
#include "util/file.h"

namespace prebind::engine {
namespace {

namespace fs = std::filesystem;
using fingerprint::Input;
using fingerprint::InputName;

std::optional<Input> load(const fs::path& cache, const fs::path& file, const InputName& name) {
  if (cache.empty() || distrust_cache_folder(cache, kCompilerRecords)) return std::nullopt;
  if (distrust_file(cache / kCompilerRecords / file)) return std::nullopt;
  const auto record = fingerprint::load_record(cache / kCompilerRecords / file);
  if (!record || record->inputs.size() != 1 || record->inputs[0].name != name) return std::nullopt;
  return record->inputs[0];
}

void save(const fs::path& cache, const fs::path& file, const Input& input) {
  if (cache.empty() || !make_cache_folder(cache, kCompilerRecords)) return;
  (void)fingerprint::save_record({.inputs = {input}}, cache / kCompilerRecords / file);
}

}  // namespace

void recall_compiler(const Environment& environment, const BuildScene& scene,
                     fingerprint::Record& record, fingerprint::Trust trust) {
  const InputName name = scene.compiler_name();
  const fs::path cache = cache_directory(environment);
  const std::string path = scene.surroundings().roots.path(name).value_or("");
  const std::string file = fingerprint::Digest::of(path).hex().substr(0, 32);
  const std::optional<Input> known = load(cache, file, name);
  fingerprint::Observer observer(scene.surroundings(), trust);
  fingerprint::Observation present = observer.observe(name, known ? &*known : nullptr);
  const Input input = {name, std::move(present.content), present.stat};
  if (input.stat && !(known && known->stat == input.stat)) save(cache, file, input);
  std::erase_if(record.inputs, [&](const Input& other) { return other.name == name; });
  record.inputs.push_back(input);
}

}  // namespace prebind::engine
