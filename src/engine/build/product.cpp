#include "engine/build/product.h"

#include <algorithm>
#include <chrono>
#include <map>

#include <fmt/format.h>

#include "cargo/package.h"
#include "engine/crate.h"
#include "engine/installation.h"
#include "expand/inquiry.h"
#include "fingerprint/key.h"
#include "fingerprint/snapshot.h"
#include "model/library_reader.h"
#include "util/file.h"

namespace prebind::engine {

/// Between cargo's end and the copy of the library nobody else may build the crate, perhaps
/// with other features: bindings and library would not belong together.
Result<void> ProductSource::lock() {
  PREBIND_TRY(lock, lock_target(context_, plan_.package, ".prebind-lock",
                                fmt::format("waiting for another build of `{}` to end",
                                            plan_.package.name)));
  lock_ = std::move(lock);
  return {};
}

/// The result from the store, if it is there and whole.
std::optional<Product> ProductSource::find() {
  if (is_store_damaged_ || options_.force) return std::nullopt;
  auto stored = find_stored(store_, scene_, last_.record, trust());
  if (!stored) {
    store_.count_miss(stored.error());
    return std::nullopt;
  }
  const store::Output* interface = stored->entry.action().output(kInterfaceOutput);
  const store::Output* library = stored->entry.action().output(kLibraryOutput);
  if (interface == nullptr || library == nullptr) return std::nullopt;
  const auto bytes = stored->entry.read(*interface);
  if (!bytes) return std::nullopt;
  auto records = decode_interface(*bytes);
  if (!records) return std::nullopt;
  return Product{.records = std::move(*records), .library = {}, .stored = std::move(*stored)};
}

Result<Product> ProductSource::get() {
  if (auto found = find()) return std::move(*found);
  store::Upstream* const upstream = store_.options().upstream.get();
  if (upstream != nullptr && upstream->was_interrupted()) return fail("interrupted");
  // Equal crates are built one after the other, wherever they lie; others side by side.
  std::vector<fingerprint::InputName> names = scene_.fixed_names();
  const std::vector<fingerprint::InputName> probable = scene_.probable_names();
  names.insert(names.end(), probable.begin(), probable.end());
  const fingerprint::Snapshot present(scene_.surroundings(), names, last_.record, trust());
  const auto key = fingerprint::key_of("prebind lock 1", present.inputs());
  if (!key) return compile();
  const auto say = [this](const std::string& line) {
    if (context_.on_message) context_.on_message(line);
  };
  const auto held = store_.lock(*key, say, context_.interrupt);
  if (!held) return fail(held.error());
  if (auto found = find()) return std::move(*found);
  PREBIND_TRY(product, compile());
  // Published before others may go on.
  if (const auto result = build_key(product.built->sealed.inputs);
      result && product.built->sealed.changes.empty() && publish(product, *result)) {
    last_.key = result->hex();
    if (upstream != nullptr && product.built->stays.empty()) upstream->share(*result);
  } else {
    last_.key.clear();
  }
  return product;
}

/// What was asked for, whatever flags and configuration made of it.
Result<void> ProductSource::check_glibc(const std::filesystem::path& library) const {
  if (options_.glibc.empty()) return {};
  PREBIND_TRY(needs, model::read_needs(library.string()));
  const std::string glibc = model::glibc_of(needs);
  if (!model::is_newer_glibc(glibc, options_.glibc)) return {};
  return fail(
      fmt::format("`{}` needs glibc {}, in spite of `--glibc {}`", library.filename().string(),
                  glibc, options_.glibc),
      library.string(),
      "another linker made it: remove what names one in RUSTFLAGS, in the environment or in "
      "cargo's configuration");
}

namespace {

/// What the macros are told of types, by their keys.
using Meanings = std::map<std::string, std::string>;

Result<void> write_meanings(const std::filesystem::path& file, const Meanings& meanings) {
  std::string text;
  for (const auto& [key, meaning] : meanings) text += fmt::format("{} {}\n", key, meaning);
  std::error_code error;
  std::filesystem::create_directories(file.parent_path(), error);
  return write_file_atomically(file, text);
}

/// The packages that are to be compiled again, since something more is known of their types.
std::vector<std::string> learn(const std::vector<model::Answer>& answers, Meanings& meanings) {
  std::vector<std::string> packages;
  for (const model::Answer& each : answers) {
    const bool is_new = meanings.emplace(each.key, each.meaning).second;
    const bool matters = each.is_awaited || each.meaning != expand::Meanings::kNone;
    if (is_new && matters) packages.push_back(each.package);
  }
  std::ranges::sort(packages);
  packages.erase(std::unique(packages.begin(), packages.end()), packages.end());
  return packages;
}

}  // namespace

/// The library of the first run says what types mean whose names say nothing (decision 0058). Each
/// further run sees through one more type that glue has to take apart.
Result<CargoBuilt> ProductSource::run_cargo_until_known() {
  cargo::BuildOptions options = {
      .release = options_.release,
      .features = options_.features,
      .linking = *scene_.linking(),
      .locked = options_.locked,
      .offline = options_.offline,
      .looks_beside = options_.looks_beside,
      .engine = context_.program,
      .engine_id = engine_id(context_.program),
      .meanings = cargo::build_directory(plan_.package) / ".prebind-meanings"};
  constexpr int kMostRuns = 10;
  Meanings meanings;
  double seconds = 0;
  for (int run = 1;; ++run) {
    PREBIND_CHECK(write_meanings(options.meanings, meanings));
    PREBIND_TRY(built, run_cargo(plan_.cargo, plan_.package, options, scene_, last_, trust()));
    seconds += built.seconds;
    built.seconds = seconds;
    PREBIND_TRY(answers, model::read_answers(built.library.string()));
    const std::vector<std::string> packages = learn(answers, meanings);
    if (packages.empty()) return built;
    if (run == kMostRuns) {
      return fail(fmt::format("the meaning of a type in a signature is not known after {} "
                              "compilations",
                              run),
                  packages.front(),
                  "write out the alias that has the most types inside each other");
    }
    cargo::forget_packages(plan_.package, packages);
    options.quiet = true;
  }
}

Result<Product> ProductSource::compile() {
  PREBIND_CHECK(lock());
  PREBIND_TRY(built, run_cargo_until_known());
  PREBIND_TRY(records, model::read_records(built.library.string()));
  if (records.empty()) {
    return fail(fmt::format("package `{}` exports nothing", plan_.package.name),
                plan_.package.manifest.string(),
                fmt::format("write `use {}::julia;` in its sources and `#[julia]` above functions, "
                            "structs and impl blocks; an item that a feature switches on needs "
                            "`--features`",
                            cargo::crate_name(plan_.package.dependency)));
  }
  PREBIND_CHECK(check_glibc(built.library));
  Product product = {.records = std::move(records), .library = built.library};
  product.built = std::move(built);
  return product;
}

bool ProductSource::publish(const Product& product, const fingerprint::Digest& key) const {
  fingerprint::Record inputs = {.inputs = product.built->sealed.inputs};
  for (fingerprint::Input& input : inputs.inputs) {
    input.stat.reset();
    // Values of variables may be secret; their digests tell enough.
    if (input.name.kind == fingerprint::Kind::environment) input.content.text.clear();
  }
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  const store::InputList list = {.request = scene_.request(),
                                 .names = fingerprint::encode_names(product.built->names)};
  return store_.publish(
      key,
      {.crate = plan_.package.name,
       .version = plan_.package.version,
       .profile = options_.release ? "release" : "debug",
       .target = scene_.linking()->target,
       .engine = std::string(version()),
       .created = std::chrono::duration_cast<std::chrono::seconds>(now).count(),
       .seconds = product.built->seconds},
      {{.name = kLibraryOutput,
        .file = product.library.filename().string(),
        .path = product.library,
        .is_executable = true},
       {.name = kInterfaceOutput,
        .file = "interface",
        .content = encode_interface(product.records)},
       {.name = kInputsOutput, .file = "inputs", .content = fingerprint::encode(inputs)}},
      &list);
}

}  // namespace prebind::engine
