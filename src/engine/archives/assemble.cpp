#include "engine/archives/assemble.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "archive/make.h"
#include "engine/archives/stored_assembler.h"
#include "engine/cache/team_cache.h"
#include "util/file.h"
#include "util/path.h"

namespace prebind::engine {

namespace fs = std::filesystem;

namespace {

Result<assembler::Variant> read_target(const AssembleOptions& options) {
  const auto names = assembler::machines();
  std::string machine = options.target;
  if (std::ranges::find(names, machine) == names.end()) {
    auto found = assembler::machine_of_rust_target(options.target);
    if (!found) {
      return fail(fmt::format("nothing can be assembled for the target `{}`", options.target), "",
                  fmt::format("name a target of Rust, such as wasm32-unknown-unknown, or one of "
                              "{}",
                              fmt::join(names, ", ")));
    }
    machine = std::move(*found);
  }
  std::vector<std::string> features;
  for (const std::string& feature : options.features) {
    if (feature.starts_with('-')) {
      return fail(fmt::format("feature `{}` cannot be switched off", feature.substr(1)), "",
                  "only the features that are named are on: remove it");
    }
    features.push_back(feature.starts_with('+') ? feature.substr(1) : feature);
  }
  if (!features.empty()) machine += fmt::format("+{}", fmt::join(features, ","));
  return assembler::Variant::parse(machine);
}

/// What the assembler said, as errors at places of the file.
Failure failure_in(const assembler::Diagnostics& diagnostics, const fs::path& source) {
  Failure failure = {.errors = {}, .sources = absolute_path("")};
  for (const assembler::Diagnostic& diagnostic : diagnostics) {
    if (diagnostic.severity != assembler::Severity::error) continue;
    std::string place = source.string();
    if (diagnostic.line > 0) {
      place += fmt::format(":{}:{}", diagnostic.line, assembler::shown_column(diagnostic));
    }
    std::string message = diagnostic.message;
    if (!diagnostic.expansion.empty()) {
      message += fmt::format(" (in the expansion `{}`)", diagnostic.expansion);
    }
    failure.errors.push_back({std::move(message), std::move(place), diagnostic.help});
  }
  if (failure.errors.size() > 1) {
    failure.summary = fmt::format("could not assemble `{}`", source.string());
  }
  return failure;
}

tl::expected<archive::Made, archive::Refusal> make_object(const archive::Assemble& assemble,
                                                          std::string_view text,
                                                          const assembler::Variant& variant) {
  auto object = assemble(text, variant);
  if (!object) return tl::make_unexpected(archive::Refusal(std::move(object).error()));
  return archive::Made{std::move(object->bytes), std::move(object->warnings)};
}

}  // namespace

tl::expected<AssembleReport, Failure> assemble(const Context& context,
                                               const AssembleOptions& options) {
  const auto variant = read_target(options);
  if (!variant) return failed(variant.error());
  const auto place = check_target(absolute_path(options.output));
  if (!place) return failed(place.error());
  const auto text = read_file(options.source);
  if (!text) return failed(text.error());

  const store::Store store(shared_store_options(context));
  StoredAssembler assembler(context, store);
  const archive::Assemble assemble =
      assembler.for_owner({.crate = options.source.filename().string()});
  auto made = options.object
                  ? make_object(assemble, *text, *variant)
                  : archive::make(assemble, options.source.stem().string(), *text, *variant);
  if (!made) {
    if (auto* error = std::get_if<Error>(&made.error())) return failed(std::move(*error));
    return tl::make_unexpected(
        failure_in(std::get<assembler::Diagnostics>(made.error()), options.source));
  }
  for (const assembler::Diagnostic& warning : made->warnings) {
    std::string shown = assembler::render(warning, options.source.string());
    shown.erase(shown.find_last_not_of('\n') + 1);
    if (context.on_message) context.on_message(shown);
  }

  auto staged = StagedFile::with_content(absolute_path(options.output), made->bytes);
  if (!staged) return failed(staged.error());
  const auto changed = staged->commit();
  if (!changed) return failed(changed.error());
  return AssembleReport{
      .variant = variant->name(), .size = made->bytes.size(), .changed = *changed};
}

}  // namespace prebind::engine
