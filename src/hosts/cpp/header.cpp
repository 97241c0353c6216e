#include "hosts/cpp/header.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "abi/layout.h"
#include "hosts/cpp/functions.h"
#include "hosts/cpp/naming.h"
#include "hosts/cpp/runtime/templates.h"
#include "hosts/cpp/text.h"
#include "hosts/cpp/types.h"
#include "hosts/surface.h"
#include "util/quote.h"

namespace prebind::hosts::cpp {
namespace {

using model::Family;
using model::Type;
using model::TypeKind;

/// Which parts of the runtime a library needs.
struct Parts {
  bool wide = false, text = false, c_text = false, texts = false, arrays = false, tuples = false;
  bool callables = false, packed_calls = false, kept = false, implementors = false,
       functions = false, overlap = false, hash = false;
  bool complex = false, fixed = false, times = false, views = false;
  bool packed = false, deque = false, set = false, map = false;
  bool handles = false, enums = false, values = false, display = false, next = false;
  bool futures = false, byte_streams = false, tagged = false, logs = false;
};

/// What arrays consist of as well.
void add_elements(const Type& type, Parts& parts) {
  parts.times = parts.times || model::family_of(type) == Family::time;
  parts.complex = parts.complex || model::is_complex(type.kind);
  parts.fixed = parts.fixed || type.kind == TypeKind::fixed_array;
}

/// What is packed has no parts that lie in memory as others of their kind do.
void add_packed(const Type& type, Parts& parts) {
  parts.packed = parts.text = parts.tuples = true;
  parts.wide = parts.wide || model::family_of(type.kind) == Family::wide;
  add_elements(type, parts);
  parts.deque = parts.deque || type.kind == TypeKind::deque;
  const bool is_indexed = model::is_indexed(type.kind);
  parts.set = parts.set || (model::is_set(type.kind) && !is_indexed);
  parts.map = parts.map || (model::is_map(type.kind) && !is_indexed);
  for (const Type& each : type.arguments) add_packed(each, parts);
}

void add_function(const Type& type, Parts& parts) {
  parts.callables = parts.callables || model::is_closure(type);
  parts.functions = parts.functions || model::is_c_function(type);
  parts.kept = parts.kept || model::is_kept(type);
  if (!model::is_packed_call(type)) return;
  parts.packed_calls = true;
  parts.implementors = parts.implementors || model::is_implementor(type);
  add_packed(type, parts);
}

/// What the methods of a trait take and return crosses packed.
void add_methods(const model::LibraryType& trait, Parts& parts) {
  for (const model::Function& each : trait.functions) {
    for (const model::Argument& argument : each.arguments) add_packed(argument.type, parts);
    add_packed(each.returns, parts);
  }
}

void add(const Type& type, Parts& parts) {
  if (model::is_packed(type)) return add_packed(type, parts);
  add_elements(type, parts);
  const Family family = model::family_of(type.kind);
  parts.wide = parts.wide || family == Family::wide;
  parts.text = parts.text || family == Family::text;
  parts.c_text = parts.c_text || type.kind == TypeKind::c_str;
  parts.texts = parts.texts || model::is_text_array(type);
  parts.arrays = parts.arrays || family == Family::array;
  parts.views = parts.views || type.is_view;
  parts.tuples = parts.tuples || family == Family::tuple;
  if (family == Family::function) return add_function(type, parts);
  parts.overlap = parts.overlap || (type.kind == TypeKind::slice &&
                                    type.passing == model::Passing::mutable_reference);
  for (const Type& each : type.arguments) add(each, parts);
}

Parts header_parts(const model::Library& library) {
  Parts parts;
  for (const model::Function* function : all_functions(library)) {
    for (const model::Argument& each : function->arguments) add(each.type, parts);
    add(function->returns, parts);
    parts.futures = parts.futures || !function->futures.empty();
    parts.logs = parts.logs || function->is_logger;
    if (!function->trait_method) continue;
    parts.display = parts.display || *function->trait_method == model::TraitMethod::display;
    parts.next = parts.next || *function->trait_method == model::TraitMethod::next;
    parts.hash = parts.hash || *function->trait_method == model::TraitMethod::hash;
  }
  for (const model::LibraryType& named : library.types) {
    for (const model::Field& field : named.fields) add(field.type, parts);
    for (const model::ValueField& member : named.type.members) {
      add_elements(member.type, parts);
      add_elements(model::leaf_of(member.type), parts);
    }
    if (named.type.shape == model::Shape::tagged) {
      parts.tagged = parts.packed = parts.text = parts.tuples = parts.arrays = true;
    }
    for (const model::Variant& variant : named.type.variants) {
      for (const model::ValueField& field : variant.fields) add_packed(field.type, parts);
    }
    parts.byte_streams = parts.byte_streams || is_byte_stream(named);
    parts.handles = parts.handles || named.type.shape == model::Shape::handle;
    parts.enums = parts.enums || named.type.shape == model::Shape::enumeration;
    parts.values = parts.values || named.type.shape == model::Shape::value;
  }
  for (const model::Constant& constant : library.constants) add(constant.type, parts);
  for (const model::LibraryType& named : library.types) {
    if (parts.implementors && named.type.is_trait) add_methods(named, parts);
  }
  return parts;
}

std::string includes(const Parts& parts) {
  std::set<std::string> names = {
      "any",       "cstddef",          "cstdint",     "cstdio",      "cstdlib", "cstring",
      "exception", "initializer_list", "limits",      "memory",      "new",     "optional",
      "stdexcept", "string",           "string_view", "type_traits", "utility", "variant"};
  if (parts.arrays) names.insert({"algorithm", "iterator"});
  if (parts.complex) names.insert("complex");
  if (parts.times) names.insert({"chrono", "ratio"});
  if (parts.fixed) names.insert("array");
  if (parts.texts || parts.packed) names.insert("vector");
  if (parts.deque) names.insert("deque");
  if (parts.set) names.insert("set");
  if (parts.map) names.insert("map");
  if (parts.tuples) names.insert("tuple");
  if (parts.display) names.insert("ostream");
  if (parts.next) names.insert("iterator");
  if (parts.byte_streams) names.insert({"ios", "streambuf", "vector"});
  if (parts.hash || parts.callables || parts.packed_calls) names.insert("functional");
  if (parts.kept) names.insert("atomic");
  if (parts.logs) names.insert({"functional", "mutex", "vector"});
  if (parts.futures) {
    names.insert({"chrono", "condition_variable", "future", "mutex", "thread"});
  }
  std::string out;
  for (const std::string& name : names) out += fmt::format("#include <{}>\n", name);
  if (parts.futures) out += "\n" + std::string(templates::kFutureIncludes);
  return out;
}

std::string joined(std::string& out, const std::string& part) {
  if (!out.empty() && !part.empty()) out += '\n';
  return out += part;
}

std::string runtime(const Parts& parts, const model::Crate& crate, const std::string& macro,
                    const std::string& space) {
  std::string out;
  const auto add = [&](bool is_needed, const std::string& text) {
    if (is_needed) joined(out, text);
  };
  const auto of_futures = [&](std::string_view text) {
    return parts.futures ? text : std::string_view();
  };
  add(true, templates::Failure{.cancelled = of_futures(templates::kCancelled),
                               .kind_cancelled = of_futures(templates::kKindCancelled),
                               .macro_ = macro,
                               .space = space,
                               .throw_cancelled = of_futures(templates::kThrowCancelled)}
                .text());
  add(true, std::string(templates::kExpected));
  add(parts.kept, std::string(templates::kInside));
  add(true,
      templates::Call{.claim_thrown = parts.kept ? templates::kClaimThrown : std::string_view(),
                      .macro_ = macro,
                      .release_failure = crate.release_failure}
          .text());
  add(true, std::string(templates::kOptions));
  add(parts.wide, std::string(templates::kWide));
  add(parts.complex, std::string(templates::kComplex));
  if (parts.fixed) {
    const std::string_view complex = parts.complex ? templates::kFixedComplex : std::string_view();
    joined(out, templates::Fixed{.complex = complex}.text());
  }
  add(parts.times, templates::Times{.macro_ = macro, .space = space}.text());
  add(parts.text, templates::Text{.release_memory = crate.release_memory}.text());
  add(parts.c_text, std::string(templates::kCText));
  add(parts.arrays,
      templates::Arrays{.macro_ = macro, .release_memory = crate.release_memory}.text());
  add(parts.views, std::string(templates::kViews));
  add(parts.texts, std::string(templates::kTexts));
  add(parts.overlap,
      templates::Overlap{.macro_ = macro,
                         .texts = parts.texts ? templates::kOverlapTexts : std::string_view()}
          .text());
  add(parts.tuples, std::string(templates::kTuples));
  add(parts.handles, templates::Handles{.macro_ = macro, .space = space}.text());
  if (parts.packed) {
    std::string collections;
    if (parts.fixed) joined(collections, std::string(templates::kPackedFixed));
    if (parts.times) joined(collections, std::string(templates::kPackedTimes));
    if (parts.deque) joined(collections, std::string(templates::kPackedDeque));
    if (parts.set) joined(collections, std::string(templates::kPackedSet));
    if (parts.map) joined(collections, std::string(templates::kPackedMap));
    joined(out, templates::Packed{.collections = collections}.text());
  }
  add(parts.tagged, std::string(templates::kTagged));
  add(parts.enums, std::string(templates::kEnums));
  add(parts.values, std::string(templates::kValues));
  add(parts.callables || parts.packed_calls, templates::Callables{.macro_ = macro}.text());
  add(parts.packed_calls, templates::PackedCalls{.macro_ = macro}.text());
  add(parts.kept, templates::KeptFunctions{.macro_ = macro, .space = space}.text());
  add(parts.implementors, templates::Implementors{.macro_ = macro}.text());
  add(parts.functions, templates::Functions{.macro_ = macro}.text());
  add(parts.next, std::string(templates::kIterate));
  if (parts.futures) add(true, templates::Futures{.macro_ = macro, .space = space}.text());
  add(parts.futures && parts.implementors, std::string(templates::kSettled));
  add(parts.byte_streams, std::string(templates::kByteStreams));
  return out;
}

/// What every library has, whatever it exports.
std::string first_glue(const std::vector<model::Crate>& crates, const std::string& macro) {
  const model::Crate& crate = crates.front();
  std::string out = glue_declaration(macro + "FUNCTION", crate.release_memory, "void",
                                     {"void *", "std::size_t", "std::size_t"}) +
                    glue_declaration(macro + "FUNCTION", crate.release_failure, "void", {"void *"});
  for (const model::Crate& each : crates) {
    out += glue_declaration(macro + "FUNCTION", each.initialize, "void", {"bool"});
  }
  return out;
}

std::string first_finds(const std::vector<model::Crate>& crates) {
  const model::Crate& crate = crates.front();
  std::string out = find_statement(crate.release_memory, "the release of memory") +
                    find_statement(crate.release_failure, "the release of failures");
  for (const model::Crate& each : crates) {
    out += find_statement(each.initialize, "the start of the crate " + each.name);
  }
  return out;
}

/// The first crate's panic hook is the last to hear of a panic; the others pass it on.
std::string start(const std::vector<model::Crate>& crates) {
  std::string out;
  for (std::size_t i = 0; i < crates.size(); ++i) {
    out += fmt::format("  glue::{}({});\n", crates[i].initialize, i != 0);
  }
  return out;
}

/// Where a part has nothing, there is one empty line all the same.
std::string without_gaps(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c != '\n' || !out.ends_with("\n\n")) out += c;
  }
  return out;
}

// The header itself uses deprecated items; only its users should get warnings.
constexpr std::string_view kQuiet =
    "\n#if defined(__GNUC__)\n#pragma GCC diagnostic push\n"
    "#pragma GCC diagnostic ignored \"-Wdeprecated-declarations\"\n#elif defined(_MSC_VER)\n"
    "#pragma warning(push)\n#pragma warning(disable : 4996)\n#endif\n";
constexpr std::string_view kLoud =
    "#if defined(__GNUC__)\n#pragma GCC diagnostic pop\n#elif defined(_MSC_VER)\n"
    "#pragma warning(pop)\n#endif\n";

}  // namespace

std::string find_statement(const std::string& symbol, const std::string& item) {
  return listed("  loading.find",
                {fmt::format("glue::{}", symbol), quote::cpp(symbol), quote::cpp(item)}, ";\n", 6);
}

std::string render_header(const model::Library& library, const HeaderText& text,
                          const RenderOptions& options) {
  const std::string& space = options.module_name;
  const std::string macro = macro_prefix(space);
  const Parts parts = header_parts(library);
  const std::string way_out =
      quote::cpp(fmt::format("\nTo rebuild both, run `{}`", options.rebuild_command));
  const std::string what = fmt::format("the Rust library {}", options.library_stem);
  const std::string different =
      " and this program's header were made from different sources. The "
      "library does not have";
  const std::string loading =
      templates::Loading{
          .different_sources = quote::cpp(different),
          .find = first_finds(library.crates) + text.find,
          .is_another =
              quote::cpp(fmt::format(" cannot be loaded: `{}` has loaded another file", space)),
          .linked_different = quote::cpp(what + different),
          .macro_ = macro,
          .not_loaded =
              quote::cpp(fmt::format("{} is not loaded: call `{}::load` first", what, space)),
          .way_out = way_out}
          .text();
  const std::string start_text =
      templates::Start{.agreement = text.agreement, .start = start(library.crates)}.text();
  const std::string logs =
      parts.logs
          ? "\n" + templates::Logs{.calls = text.log_calls, .macro_ = macro, .space = space}.text()
          : "";
  const bool is_quiet = has_deprecated(library);
  const std::string docs = doxygen(options.docs);
  const std::string quiet(is_quiet ? kQuiet : ""), loud(is_quiet ? kLoud : "");
  return without_gaps(
      templates::Header{.definitions = templates::kDefinitions,
                        .docs = docs.empty() ? "" : docs + "///",
                        .first_glue = first_glue(library.crates, macro),
                        .glue = text.glue,
                        .guard = macro + "PREBIND_HPP",
                        .includes = includes(parts),
                        .loading = loading,
                        .macro_ = macro,
                        .macros = templates::Macros{.macro_ = macro}.text() + quiet,
                        .members = text.members + logs,
                        .of_std = text.of_std,
                        .prelude = templates::Prelude{.macro_ = macro}.text(),
                        .rebuild = quote::line_comment_of_cpp(options.rebuild_command),
                        .runtime = runtime(parts, library.crates.front(), macro, space),
                        .space = space,
                        .start = start_text,
                        .stem = quote::line_comment_of_cpp(options.library_stem),
                        .types = text.types,
                        .undefine = loud + templates::Undefine{.macro_ = macro}.text(),
                        .version = PREBIND_VERSION}
          .text());
}

}  // namespace prebind::hosts::cpp
