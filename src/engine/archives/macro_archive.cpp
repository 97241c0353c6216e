#include "engine/archives/macro_archive.h"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "archive/files.h"
#include "archive/make.h"
#include "util/file.h"
#include "util/lines.h"

namespace prebind::engine {

namespace fs = std::filesystem;
using expand::ArchiveRequest;
using expand::kAttributePlace;

namespace {

using Diagnostics = std::vector<expand::Diagnostic>;

Diagnostics at_call(const ArchiveRequest& request, Error error) {
  std::string message = fmt::format("archive `{}`: {}", request.name, error.message);
  if (!error.where.empty()) message += fmt::format(": {}", error.where);
  return {{.range = {kAttributePlace, kAttributePlace},
           .message = std::move(message),
           .help = std::move(error.help)}};
}

/// The literal that a place in the text comes from.
expand::TokenIndex literal_at(const ArchiveRequest& request, const assembler::Diagnostic& place) {
  std::size_t offset = 0;
  for (std::uint32_t line = 1; line < place.line && offset < request.text.size(); ++line) {
    offset = std::min(request.text.find('\n', offset), request.text.size() - 1) + 1;
  }
  offset += place.column - 1;
  const auto behind = std::upper_bound(request.literals.begin(), request.literals.end(), offset);
  if (behind == request.literals.begin()) return kAttributePlace;
  return static_cast<expand::TokenIndex>(behind - request.literals.begin() - 1);
}

/// The lines that show a place, as the assembler renders them, without its head line.
std::string excerpt(assembler::Diagnostic diagnostic) {
  diagnostic.help.clear();
  std::string text = assembler::render(diagnostic, "");
  text.erase(0, text.find('\n') + 1);
  while (text.ends_with('\n')) text.pop_back();
  return text;
}

/// Assembles a request for one variant; says what is wrong in `problems`, and what is not quite
/// right to the context.
std::string assemble_for(const Context& context, StoredAssembler& assembler,
                         const expand::CrateName& crate, const ArchiveRequest& request,
                         const assembler::Variant& variant, Diagnostics& problems) {
  const std::string name = variant.name();
  auto made = archive::make(assembler.for_owner({crate.package, crate.version}), request.name,
                            request.text, variant);
  if (!made) {
    if (auto* diagnostics = std::get_if<assembler::Diagnostics>(&made.error())) {
      problems = at_literals(request, name, *diagnostics);
    } else {
      problems = at_call(request, std::get<Error>(std::move(made.error())));
    }
    return {};
  }
  for (const assembler::Diagnostic& warning : made->warnings) {
    if (context.on_message) {
      context.on_message(
          fmt::format("warning: {}: {}", crate.package, in_words(warning, request.name, name)));
    }
  }
  return std::move(made->bytes);
}

Result<void> write(const fs::path& directory, const expand::CrateName& crate,
                   const ArchiveRequest& request, const std::string& bytes) {
  PREBIND_CHECK(make_directories(directory));
  return archive::write(directory,
                        {.package = crate.package, .version = crate.version, .name = request.name},
                        bytes, request.text);
}

/// What is wrong with a text for the first of the variants for which something is: the others would
/// most often say the same again.
Diagnostics problems_of(const Context& context, StoredAssembler& assembler,
                        const expand::CrateName& crate, const ArchiveRequest& request,
                        std::string_view variants) {
  for (const std::string_view name : lines_of(variants)) {
    const auto variant = assembler::Variant::parse(name);
    if (!variant) return at_call(request, variant.error());
    Diagnostics problems;
    assemble_for(context, assembler, crate, request, *variant, problems);
    if (!problems.empty()) return problems;
  }
  return {};
}

}  // namespace

std::string in_words(const assembler::Diagnostic& diagnostic, std::string_view name,
                     std::string_view variant) {
  if (diagnostic.line == 0) {
    return fmt::format("{} (in archive `{}` for `{}`)", diagnostic.message, name, variant);
  }
  return fmt::format("{} (line {}, column {} of archive `{}` for `{}`)\n{}", diagnostic.message,
                     diagnostic.line, assembler::shown_column(diagnostic), name, variant,
                     excerpt(diagnostic));
}

Diagnostics at_literals(const ArchiveRequest& request, std::string_view variant,
                        const assembler::Diagnostics& diagnostics) {
  Diagnostics found;
  for (const assembler::Diagnostic& diagnostic : diagnostics) {
    switch (diagnostic.severity) {
      case assembler::Severity::warning:
        break;
      case assembler::Severity::note:
        if (found.empty()) break;
        found.back().message += "\nnote: " + in_words(diagnostic, request.name, variant);
        break;
      case assembler::Severity::error: {
        const auto place = diagnostic.line == 0 ? kAttributePlace : literal_at(request, diagnostic);
        found.push_back({.range = {place, place},
                         .message = in_words(diagnostic, request.name, variant),
                         .help = diagnostic.help});
        break;
      }
    }
  }
  return found;
}

Diagnostics make_macro_archive(const Context& context, StoredAssembler& assembler,
                               const expand::CrateName& crate, const ArchiveRequest& request) {
  const auto variants = context.environment.get_nonempty(kVariantsVariable);
  if (variants && request.keep && context.environment.get_nonempty(kGatherVariable)) {
    return problems_of(context, assembler, crate, request, *variants);
  }
  const fs::path directory = request.directory;
  const auto variant = assembler::Variant::parse(directory.filename().string());
  if (!variant) return at_call(request, variant.error());
  Diagnostics problems;
  const std::string bytes = assemble_for(context, assembler, crate, request, *variant, problems);
  if (!problems.empty()) return problems;

  std::vector<fs::path> places;
  if (!request.own_directory.empty()) places.emplace_back(request.own_directory);
  if (request.keep) places.push_back(directory);
  for (const fs::path& place : places) {
    if (auto written = write(place, crate, request, bytes); !written) {
      return at_call(request, written.error());
    }
  }
  return {};
}

}  // namespace prebind::engine
