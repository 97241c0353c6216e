#include "hosts/julia/module.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "abi/failure.h"
#include "abi/layout.h"
#include "hosts/julia/base_names.h"
#include "hosts/julia/functions.h"
#include "hosts/julia/markdown.h"
#include "hosts/julia/naming.h"
#include "hosts/julia/runtime/templates.h"
#include "hosts/julia/text.h"
#include "util/quote.h"

namespace prebind::hosts::julia {
namespace {

// `PREBIND_LIBRARY_TEXTKIT`.
std::string override_variable(std::string_view stem) {
  std::string out = "PREBIND_LIBRARY_";
  for (const char c : stem) {
    const bool lower = c >= 'a' && c <= 'z';
    const bool plain = (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    out += lower ? static_cast<char>(c - 'a' + 'A') : plain ? c : '_';
  }
  return out;
}

std::string initializers(const std::vector<model::Crate>& crates) {
  std::vector<std::string> items;
  for (const model::Crate& crate : crates) {
    items.push_back(fmt::format("@declare({}, {})", literal(crate.initialize),
                                literal("the start of the crate " + crate.name)));
  }
  return wrap("const INITIALIZERS = (", items, ",)\n", 4);
}

// The first crate's panic hook is the last to hear of a panic; the others pass it on. Written out:
// a loop would take longer to compile.
std::string start(const std::vector<model::Crate>& crates) {
  std::string out;
  for (std::size_t i = 1; i <= crates.size(); ++i) {
    out += fmt::format("    ccall(getfield(INITIALIZERS[{}], :pointer), Cvoid, (Bool,), {})\n", i,
                       i > 1);
  }
  return out;
}

std::string imported_types(const ModuleText& text) {
  std::string out = "..RustPanic";
  if (text.needs.errors) out += ", ..RustError";
  if (text.needs.timeouts) out += ", ..RustTimeout";
  if (text.needs.types) out += ", ..BorrowError, ..RustObject";
  if (text.needs.views) out += ", ..RustView, ..RustViewMut";
  if (text.needs.ordered) out += ", ..RustDict, ..RustSet";
  return out;
}

// `public` is syntax of Julia 1.11. As text, since some names are operators to some parsers (`in`,
// `isa`). A module of Rust's has nothing of Base's, not even `<`. `@static`, since Revise evaluates
// what a condition of run time excludes.
std::string publics(const std::vector<std::string>& names, const std::string& module) {
  if (names.empty()) return "";
  std::vector<std::string> items = {"Base.Expr(:public"};
  for (const std::string& name : names) {
    items.push_back(fmt::format("Base.Symbol({})", literal(name)));
  }
  return "Base.@static if Base.:(>=)(Base.VERSION, Base.v\"1.11\")\n" +
         wrap(fmt::format("    Base.Core.eval({}, ", module), items, "))\nend\n", 8);
}

// Up to so many methods are compiled while the package is, if nobody says which. Reading code costs
// every start, compiling it only those that call it. Julia 1.10 reads 950 in 30 ms; a session that
// calls four of them or more starts sooner for it: by 75 ms with ten calls, 125 ms with twenty.
constexpr std::size_t kReadyAtMost = 1000;

std::string ready_text(const ModuleText& text, Precompile precompile) {
  if (precompile == Precompile::none) return "";
  if (precompile == Precompile::used) return std::string(templates::kUsed);
  std::vector<std::string> calls = text.types.ready;
  calls.insert(calls.end(), text.members.ready.begin(), text.members.ready.end());
  const bool is_much = precompile == Precompile::by_size && calls.size() > kReadyAtMost;
  if (calls.empty() || is_much) return "";
  return fmt::format("if _prebind.IS_KEPT\n    {}\nend\n", fmt::join(calls, "\n    "));
}

// Of a module `depth` levels down, what `text` uses.
std::string imports(const std::string& text, std::size_t depth) {
  const std::string outer(depth + 1, '.');
  std::vector<std::string> names;
  const auto add = [&](std::string_view used, const std::string& name) {
    if (text.find(used) != std::string::npos) names.push_back(name);
  };
  add("Base.", "Base");
  add("_prebind", outer + "_prebind");
  add("<: RustObject", outer + "RustObject");
  return names.empty() ? "" : fmt::format("import {}\n\n", fmt::join(names, ", "));
}

std::string kind(abi::Failure failure) {
  return std::to_string(abi::number_of(failure));
}

std::string_view if_needed(bool is_needed, std::string_view part) {
  return is_needed ? part : std::string_view();
}

std::string futures(const ModuleText& text) {
  const std::vector<std::string>& prefixes = text.futures.prefixes;
  if (prefixes.empty()) return "";
  std::string crates;
  for (std::size_t i = 0; i < prefixes.size(); ++i) {
    std::vector<std::string> all = {"Futures"};
    for (const char* each : {"launch", "cancel", "listen", "collect"}) {
      all.push_back(fmt::format("@declare({}, \"the futures of the library\")",
                                literal(fmt::format("{}_{}", prefixes[i], each))));
    }
    crates += wrap(fmt::format("const FUTURES{} = made(", i + 1), all, ")\n", 4);
  }
  return templates::Futures{.crates = crates,
                            .kind_pending = kind(abi::Failure::pending),
                            .timeouts = if_needed(text.needs.timeouts, templates::kTimeouts)}
      .text();
}

std::string sizes(const Needs& needs) {
  std::string out(if_needed(needs.sizes, templates::kSizes));
  out += if_needed(needs.sizes && needs.arrays, templates::kSizeArrays);
  out += if_needed(needs.sizes && needs.callbacks, templates::kSizeCallbacks);
  out += if_needed(needs.sizes && needs.errors, templates::kSizeError);
  return out;
}

std::string callbacks(const Needs& needs) {
  if (!needs.callbacks && !needs.kept_calls) return "";
  std::string out = std::string(templates::kInterrupts) + std::string(templates::kRethrown);
  out += if_needed(needs.callbacks, templates::kCallbacks);
  out += if_needed(needs.packed_calls, templates::kPackedCalls);
  out += if_needed(needs.kept_calls, templates::kKeptCalls);
  out += if_needed(needs.traits, templates::kImplementors);
  out += if_needed(needs.stops, templates::kStops);
  return out += if_needed(needs.progress, templates::kProgress);
}

std::string fixed(const Needs& needs) {
  std::string out(if_needed(needs.fixed, templates::kFixed));
  out += if_needed(needs.fixed && needs.sizes, templates::kFixedSizes);
  return out += if_needed(needs.matrices, templates::kMatrices);
}

std::string strided(const Needs& needs) {
  std::string out(if_needed(needs.strided, templates::kStrided));
  return out += if_needed(needs.strided && needs.callbacks, templates::kStridedLent);
}

std::string packed(const Needs& needs) {
  std::string out(if_needed(needs.packed, templates::kPacked));
  out += if_needed(needs.packed && needs.complex, templates::kComplexPacked);
  out += if_needed(needs.packed && needs.times, templates::kTimesPacked);
  out += if_needed(needs.packed && needs.packed_calls, templates::kPackedAnswers);
  out += if_needed(needs.packed && needs.fixed, templates::kFixedPacked);
  out += if_needed(needs.packed && needs.matrices, templates::kMatricesPacked);
  out += if_needed(needs.object_maps, templates::kObjectMaps);
  return out += if_needed(needs.ordered, templates::kOrdered);
}

std::string errors(const Needs& needs) {
  return templates::Errors{.enum_error = if_needed(needs.definitions, templates::kEnumError)}
      .text();
}

std::string arrays(const Needs& needs) {
  std::string out(if_needed(needs.arrays, templates::kArrays));
  out += if_needed(needs.objects || needs.object_maps, templates::kObjectArrays);
  out += if_needed(needs.views, templates::kViews);
  return out += if_needed(needs.views && needs.strided, templates::kViewsStrided);
}

// A value that is dropped may wait for a thread that calls a function of Julia.
std::string objects(const Needs& needs) {
  if (!needs.types) return "";
  return templates::Objects{
      .allow = if_needed(needs.kept_calls, "    allow_interrupts()\n"),
      .allow_borrowed = if_needed(needs.kept_calls, "        allow_interrupts()\n"),
      .enter = if_needed(needs.kept_calls, "    defer_interrupts()\n    enter()\n"),
      .leave = if_needed(needs.kept_calls, "    leave()\n")}
      .text();
}

std::string tagged(const Needs& needs) {
  if (!needs.tagged) return "";
  return templates::Tagged{.deepest = std::to_string(abi::kDeepestValue)}.text() +
         std::string(if_needed(needs.arrays, templates::kTaggedArrays)) +
         std::string(if_needed(needs.thrown, templates::kTaggedError));
}

}  // namespace

void ModuleNames::add(const std::string& name) {
  if (is_base_name(name)) {
    publics.push_back(name);
  } else {
    exports.push_back(written(name));
  }
}

ModuleNames ModuleNames::sorted() const {
  ModuleNames names = *this;
  std::sort(names.exports.begin(), names.exports.end());
  std::sort(names.publics.begin(), names.publics.end());
  return names;
}

std::string render_submodule(const std::string& name, const ModuleNames& names, std::size_t depth,
                             const std::string& own, const std::string& text) {
  const std::string shown = publics(names.publics, name);
  return templates::Submodule{
      .content = text,
      .exports = names.exports.empty() ? "" : wrap("export ", names.exports, "\n", 7),
      .imports = imports(own + shown, depth),
      .publics = shown,
      .submodule = name}
      .text();
}

std::string Futures::constant(const std::string& prefix) {
  auto found = std::ranges::find(prefixes, prefix);
  if (found == prefixes.end()) found = prefixes.insert(found, prefix);
  return fmt::format("_prebind.FUTURES{}", found - prefixes.begin() + 1);
}

std::string render_module(const std::vector<model::Crate>& crates, const ModuleText& text,
                          const RenderOptions& options) {
  // One allocator and one layout of failures serve all crates of a library, so one crate's
  // functions can release what any of them returned.
  const model::Crate& crate = crates.front();
  const std::string module_literal = literal(options.module_name);
  const std::string loader =
      templates::Loader{.agree = text.needs.definitions ? "agree()" : "true",
                        .agreement = if_needed(text.needs.definitions, templates::kAgreement),
                        .artifact_key = literal(quote::toml_key(options.library_stem)),
                        .directory = literal(options.library_directory),
                        .disagreeing = if_needed(text.needs.definitions, templates::kDisagreeing),
                        .module_literal = module_literal,
                        .override = literal(override_variable(options.library_stem)),
                        .rebuild = literal(options.rebuild_command),
                        .start = start(crates),
                        .stem = literal(options.library_stem)}
          .text();
  const std::string runtime =
      templates::Runtime{
          .arrays = arrays(text.needs),
          .binding = text.has_paths ? templates::kBindingInModule : templates::kBinding,
          .callbacks = callbacks(text.needs),
          .characters = if_needed(text.needs.characters, templates::kCharacters),
          .complex = if_needed(text.needs.complex, templates::kComplex),
          .definitions = if_needed(text.needs.definitions, templates::kDefinitions),
          .errors = text.needs.errors ? errors(text.needs) : "",
          .fixed = fixed(text.needs),
          .futures = futures(text),
          .gc_safe = if_needed(text.needs.gc_safe, templates::kGcSafe),
          .initializers = initializers(crates),
          .kind_borrowed = kind(abi::Failure::borrowed),
          .kind_callback = kind(abi::Failure::callback),
          .kind_error = kind(abi::Failure::error),
          .kind_panic = kind(abi::Failure::panic),
          .kinds = std::string(if_needed(text.needs.types, templates::kBorrowed)) +
                   std::string(if_needed(text.needs.errors, templates::kErr)),
          .lent = if_needed(text.needs.arrays && text.needs.callbacks, templates::kLent),
          .loader = loader,
          .logs = if_needed(text.needs.logs, templates::kLogs),
          .module_literal = module_literal,
          .objects = objects(text.needs) +
                     std::string(if_needed(text.needs.byte_streams, templates::kByteStreams)),
          .options = if_needed(text.needs.options, templates::kOptions),
          .packed = packed(text.needs),
          .release_failure = literal(crate.release_failure),
          .release_memory = literal(crate.release_memory),
          .sizes = sizes(text.needs),
          .status_none = std::to_string(abi::kStatusNone),
          .status_ok = std::to_string(abi::kStatusOk),
          .strided = strided(text.needs),
          .strings = if_needed(text.needs.text || text.needs.arrays || text.needs.packed,
                               templates::kStrings),
          .tagged = tagged(text.needs),
          .thrown = if_needed(text.needs.kept_calls, "    throw_thrown(pointer, failure)\n"),
          .times = if_needed(text.needs.times, templates::kTimes),
          .told = if_needed(text.needs.thrown, templates::kTold),
          .types = imported_types(text),
          .wide = if_needed(text.needs.wide, templates::kWide)}
          .text();
  const std::string& docs = options.docs;
  const std::string documentation =
      docs.empty() ? "" : document(options.module_name, written(options.module_name), docs);
  return templates::Module{
      .documentation = documentation,
      .error = if_needed(text.needs.errors, templates::kError),
      .exports = wrap("export ", text.names.exports, "\n", 7),
      .init = text.needs.logs ? templates::kLogLevel : templates::kInit,
      .members = text.members.text,
      .module = written(options.module_name),
      .object_types = std::string(if_needed(text.needs.types, templates::kObjectTypes)) +
                      std::string(if_needed(text.needs.views, templates::kViewTypes)) +
                      std::string(if_needed(text.needs.ordered, templates::kOrderedTypes)),
      .panic = templates::kPanic,
      .publics = publics(text.names.publics, written(options.module_name)),
      .ready = ready_text(text, options.precompile),
      .rebuild = quote::comment(options.rebuild_command),
      .runtime = runtime,
      .stem = quote::comment(options.library_stem),
      .timeout_error = if_needed(text.needs.timeouts, templates::kTimeoutError),
      .types = text.types.text,
      .version = PREBIND_VERSION}
      .text();
}

}  // namespace prebind::hosts::julia
