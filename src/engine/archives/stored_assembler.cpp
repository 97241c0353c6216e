#include "engine/archives/stored_assembler.h"

#include <chrono>
#include <optional>

#include <fmt/format.h>

#include "assembler/wire.h"
#include "engine/installation.h"
#include "fingerprint/digest.h"

namespace prebind::engine {
namespace {

using fingerprint::Digest;

constexpr const char* kObjectOutput = "object";
constexpr const char* kProfile = "assembly";

Digest key_of(std::string_view engine, const assembler::Variant& variant, std::string_view text) {
  return Digest::of(
      fmt::format("prebind asm 1\n{}\n{}\n{}\n", engine, variant.name(), Digest::of(text).hex()));
}

/// What is stored is what the child said, warnings included; nothing if it is not there or unsound.
std::optional<assembler::Object> find_object(const store::Store& store, const Digest& key) {
  const auto entry = store.find(key);
  if (!entry) {
    store.count_miss(entry.error() == store::Miss::not_stored ? "never assembled"
                                                              : store::name(entry.error()));
    return std::nullopt;
  }
  const store::Output* output = entry->action().output(kObjectOutput);
  const auto bytes = output ? entry->read(*output) : std::nullopt;
  assembler::Outcome outcome;
  if (!bytes || !assembler::from_bytes(*bytes, outcome) || !outcome) {
    store.count_miss(store::name(store::Miss::damaged));
    return std::nullopt;
  }
  store.count_hit(entry->action());
  return std::move(*outcome);
}

}  // namespace

StoredAssembler::StoredAssembler(const Context& context, const store::Store& store,
                                 std::size_t shortest_stored)
    : engine_(engine_id(context.program)), store_(store), shortest_stored_(shortest_stored) {}

tl::expected<assembler::Object, assembler::Diagnostics> StoredAssembler::assemble(
    std::string_view text, const assembler::Variant& variant, const AssemblyOwner& owner) {
  if (text.size() < shortest_stored_) return worker_.assemble(text, variant);
  const Digest key = key_of(engine_, variant, text);
  if (auto found = find_object(store_, key)) return std::move(*found);
  store::Upstream* const upstream = store_.options().upstream.get();
  if (upstream != nullptr && upstream->fetch({key})) {
    if (auto found = find_object(store_, key)) return std::move(*found);
  }

  const auto start = std::chrono::steady_clock::now();
  auto object = worker_.assemble(text, variant);
  if (!object) return object;
  const std::chrono::duration<double> time = std::chrono::steady_clock::now() - start;
  const bool is_published = store_.publish(
      key,
      {.crate = owner.crate,
       .version = owner.version,
       .profile = kProfile,
       .target = variant.name(),
       .engine = std::string(version()),
       .seconds = time.count()},
      {{.name = kObjectOutput, .file = "object", .content = assembler::to_bytes(object)}});
  if (is_published && upstream != nullptr) upstream->share(key);
  return object;
}

archive::Assemble StoredAssembler::without_store() {
  return [this](std::string_view text, const assembler::Variant& variant) {
    return worker_.assemble(text, variant);
  };
}

archive::Assemble StoredAssembler::for_owner(AssemblyOwner owner) {
  return
      [this, owner = std::move(owner)](std::string_view text, const assembler::Variant& variant) {
        return assemble(text, variant, owner);
      };
}

}  // namespace prebind::engine
