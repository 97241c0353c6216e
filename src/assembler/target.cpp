#include "assembler/target.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <optional>

#include "util/edit_distance.h"

namespace prebind::assembler {
namespace {

/// A feature under Rust's name, and under LLVM's where that differs.
struct Feature {
  std::string_view rust;
  std::string_view llvm = rust;
};

struct KnownMachine {
  std::string_view name;
  std::string_view triple;
  ObjectFormat format;
  /// Features that every processor of this machine has, in LLVM's words.
  std::string_view base;
  std::span<const Feature> features;
};

// Sorted by Rust's names. What LLVM 19 does not know is absent: `gc`, `wide-arithmetic`.
constexpr Feature kWasmFeatures[] = {
    {"atomics"},
    {"bulk-memory"},
    {"exception-handling"},
    {"extended-const"},
    {"multivalue"},
    {"mutable-globals"},
    {"nontrapping-fptoint"},
    {"reference-types"},
    {"relaxed-simd"},
    {"sign-ext"},
    {"simd128"},
    {"tail-call"},
};

constexpr Feature kX86Features[] = {
    {"adx"},
    {"aes"},
    {"avx"},
    {"avx2"},
    {"avx512bf16"},
    {"avx512bitalg"},
    {"avx512bw"},
    {"avx512cd"},
    {"avx512dq"},
    {"avx512f"},
    {"avx512fp16"},
    {"avx512ifma"},
    {"avx512vbmi"},
    {"avx512vbmi2"},
    {"avx512vl"},
    {"avx512vnni"},
    {"avx512vp2intersect"},
    {"avx512vpopcntdq"},
    {"avxifma"},
    {"avxneconvert"},
    {"avxvnni"},
    {"avxvnniint16"},
    {"avxvnniint8"},
    {"bmi1", "bmi"},
    {"bmi2"},
    {"cmpxchg16b", "cx16"},
    {"ermsb"},
    {"f16c"},
    {"fma"},
    {"fxsr"},
    {"gfni"},
    {"kl"},
    {"lahfsahf", "sahf"},
    {"lzcnt"},
    {"movbe"},
    {"pclmulqdq", "pclmul"},
    {"popcnt"},
    {"rdrand", "rdrnd"},
    {"rdseed"},
    {"rtm"},
    {"sha"},
    {"sha512"},
    {"sm3"},
    {"sm4"},
    {"sse"},
    {"sse2"},
    {"sse3"},
    {"sse4.1"},
    {"sse4.2"},
    {"sse4a"},
    {"ssse3"},
    {"tbm"},
    {"vaes"},
    {"vpclmulqdq"},
    {"widekl"},
    {"xop"},
    {"xsave"},
    {"xsavec"},
    {"xsaveopt"},
    {"xsaves"},
};

constexpr Feature kAarch64Features[] = {
    {"aes"},
    {"bf16"},
    {"bti"},
    {"crc"},
    {"cssc"},
    {"dit"},
    {"dotprod"},
    {"dpb", "ccpp"},
    {"dpb2", "ccdp"},
    {"f32mm"},
    {"f64mm"},
    {"fcma", "complxnum"},
    {"fhm", "fp16fml"},
    {"flagm"},
    {"flagm2", "altnzcv"},
    {"fp16", "fullfp16"},
    {"frintts", "fptoint"},
    {"hbc"},
    {"i8mm"},
    {"jsconv"},
    {"lor"},
    {"lse"},
    {"lse128"},
    {"lse2"},
    {"mops"},
    {"mte"},
    {"neon"},
    {"paca", "pauth"},
    {"pacg", "pauth"},
    {"pan"},
    {"pmuv3", "perfmon"},
    {"rand"},
    {"ras"},
    {"rcpc"},
    {"rcpc2", "rcpc-immo"},
    {"rcpc3"},
    {"rdm"},
    {"sb"},
    {"sha2"},
    {"sha3"},
    {"sm4"},
    {"sme"},
    {"sme2"},
    {"spe"},
    {"ssbs"},
    {"sve"},
    {"sve2"},
    {"sve2-aes"},
    {"sve2-bitperm"},
    {"sve2-sha3"},
    {"sve2-sm4"},
    {"v8.1a"},
    {"v8.2a"},
    {"v8.3a"},
    {"v8.4a"},
    {"v8.5a"},
    {"v8.6a"},
    {"v8.7a"},
    {"v8.8a"},
    {"v8.9a"},
    {"v9a"},
    {"vh"},
    {"wfxt"},
};

// LLVM adds the base of AArch64 by itself only where no feature is named; named here, it is the
// same with features and without.
constexpr std::string_view kAarch64Base = "+v8a,+fp-armv8,+neon";

// The versions of macOS are the oldest that rustc builds for; the object names them to the linker.
constexpr KnownMachine kKnownMachines[] = {
    {"wasm32", "wasm32-unknown-unknown", ObjectFormat::wasm, "", kWasmFeatures},
    {"wasm64", "wasm64-unknown-unknown", ObjectFormat::wasm, "", kWasmFeatures},
    {"x86_64-linux", "x86_64-unknown-linux-gnu", ObjectFormat::elf, "", kX86Features},
    {"x86_64-macos", "x86_64-apple-macosx10.12", ObjectFormat::mach_o, "", kX86Features},
    {"x86_64-windows", "x86_64-pc-windows-msvc", ObjectFormat::coff, "", kX86Features},
    {"aarch64-linux", "aarch64-unknown-linux-gnu", ObjectFormat::elf, kAarch64Base,
     kAarch64Features},
    {"aarch64-macos", "arm64-apple-macosx11.0", ObjectFormat::mach_o, kAarch64Base,
     kAarch64Features},
    {"aarch64-windows", "aarch64-pc-windows-msvc", ObjectFormat::coff, kAarch64Base,
     kAarch64Features},
};

const KnownMachine* find_machine(std::string_view name) {
  const auto* found = std::ranges::find(kKnownMachines, name, &KnownMachine::name);
  return found == std::end(kKnownMachines) ? nullptr : found;
}

const Feature* find_feature(const KnownMachine& machine, std::string_view name) {
  const auto found = std::ranges::lower_bound(machine.features, name, {}, &Feature::rust);
  return found != machine.features.end() && found->rust == name ? &*found : nullptr;
}

std::string suggestion(std::string_view word, std::span<const std::string_view> names) {
  const auto near = nearest(word, names);
  return near ? fmt::format("did you mean `{}`? ", *near) : std::string();
}

tl::unexpected<Error> unknown_machine(std::string_view text, std::string_view name) {
  const auto names = machines();
  return fail(
      fmt::format("unknown machine `{}` in the archive variant `{}`", name, text), "",
      fmt::format("{}the machines are {}", suggestion(name, names), fmt::join(names, ", ")));
}

tl::unexpected<Error> unknown_feature(std::string_view text, std::string_view feature,
                                      const KnownMachine& machine) {
  const auto names = features_of(machine.name);
  return fail(fmt::format("unknown feature `{}` in the archive variant `{}`", feature, text), "",
              fmt::format("{}the features of {} are {}", suggestion(feature, names), machine.name,
                          fmt::join(names, ", ")));
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (true) {
    const auto end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

std::vector<std::string> missing_features(const Variant& variant,
                                          std::span<const std::string> enabled) {
  std::vector<std::string> missing;
  for (const std::string& feature : variant.features()) {
    if (std::ranges::find(enabled, feature) == enabled.end()) missing.push_back(feature);
  }
  return missing;
}

}  // namespace

std::vector<std::string_view> machines() {
  std::vector<std::string_view> names;
  for (const KnownMachine& machine : kKnownMachines) names.push_back(machine.name);
  return names;
}

std::vector<std::string_view> features_of(std::string_view machine) {
  std::vector<std::string_view> names;
  if (const KnownMachine* found = find_machine(machine)) {
    for (const Feature& feature : found->features) names.push_back(feature.rust);
  }
  return names;
}

Result<Variant> Variant::parse(std::string_view text) {
  const auto plus = text.find('+');
  const std::string_view name = text.substr(0, plus);
  const KnownMachine* machine = find_machine(name);
  if (!machine) return unknown_machine(text, name);

  std::vector<std::string> features;
  if (plus != std::string_view::npos) {
    for (const std::string_view feature : split(text.substr(plus + 1), ',')) {
      if (feature.empty()) {
        return fail(fmt::format("a feature without a name in the archive variant `{}`", text), "",
                    fmt::format("separate the features with commas: `{}+{},{}`", machine->name,
                                machine->features[0].rust, machine->features[1].rust));
      }
      if (!find_feature(*machine, feature)) return unknown_feature(text, feature, *machine);
      features.emplace_back(feature);
    }
    std::ranges::sort(features);
    const auto repeated = std::ranges::unique(features);
    features.erase(repeated.begin(), repeated.end());
  }
  return Variant(machine->name, std::move(features));
}

std::string Variant::name() const {
  return features_.empty() ? machine_ : fmt::format("{}+{}", machine_, fmt::join(features_, ","));
}

ObjectFormat Variant::format() const {
  return find_machine(machine_)->format;
}

std::string_view Variant::llvm_triple() const {
  return find_machine(machine_)->triple;
}

std::string Variant::llvm_features() const {
  const KnownMachine& machine = *find_machine(machine_);
  std::string text(machine.base);
  for (const std::string& feature : features_) {
    fmt::format_to(std::back_inserter(text), "{}+{}", text.empty() ? "" : ",",
                   find_feature(machine, feature)->llvm);
  }
  return text;
}

Result<std::string> machine_of_rust_target(std::string_view rust_triple) {
  const auto parts = split(rust_triple, '-');
  const auto has = [&parts](std::initializer_list<std::string_view> names) {
    return std::ranges::find_first_of(parts, names) != parts.end();
  };
  const std::string_view architecture = parts.front();

  // `wasm32v1-none` is the same machine with all its later features switched off.
  if (architecture == "wasm32" || architecture == "wasm32v1") return "wasm32";
  if (architecture == "wasm64") return "wasm64";
  // x32 and ILP32 have pointers of 32 bits: other relocations, other object files.
  const bool narrow = has({"gnux32", "gnu_ilp32"});
  if ((architecture == "x86_64" || architecture == "aarch64") && !narrow) {
    if (has({"linux"})) return fmt::format("{}-linux", architecture);
    if (has({"darwin"})) return fmt::format("{}-macos", architecture);
    if (has({"windows"})) return fmt::format("{}-windows", architecture);
  }
  return fail(fmt::format("archives cannot be made for the Rust target `{}`", rust_triple), "",
              fmt::format("archives exist for {}; build for one of these, or leave the assembly "
                          "out with `#[cfg(…)]`",
                          fmt::join(machines(), ", ")));
}

Result<Variant> choose_variant(std::span<const Variant> declared, std::string_view rust_triple,
                               std::span<const std::string> enabled_features) {
  PREBIND_TRY(machine, machine_of_rust_target(rust_triple));
  const Variant* best = nullptr;
  std::vector<std::string> refused;
  for (const Variant& variant : declared) {
    if (variant.machine() != machine) continue;
    const auto missing = missing_features(variant, enabled_features);
    if (!missing.empty()) {
      refused.push_back(fmt::format("`{}` needs {}", variant.name(), fmt::join(missing, ", ")));
      continue;
    }
    const auto size = variant.features().size();
    if (!best || size > best->features().size() ||
        (size == best->features().size() && variant < *best)) {
      best = &variant;
    }
  }
  if (best) return *best;

  std::vector<std::string> names;
  for (const Variant& variant : declared) names.push_back("`" + variant.name() + "`");
  if (refused.empty()) {
    return fail(
        fmt::format("no archives for the target `{}`: of the variants {} none is for {}",
                    rust_triple,
                    names.empty() ? "(none)" : fmt::format("{}", fmt::join(names, ", ")), machine),
        "Cargo.toml",
        fmt::format("add \"{}\" to `archives` in [package.metadata.prebind], and make the "
                    "archives with `prebind archive`",
                    machine));
  }
  return fail(fmt::format("no archives for the target `{}` with the features that it enables: {}",
                          rust_triple, fmt::join(refused, "; ")),
              "Cargo.toml",
              fmt::format("enable them with `-C target-feature=+…`, or add \"{}\" to `archives` in "
                          "[package.metadata.prebind]",
                          machine));
}

}  // namespace prebind::assembler
