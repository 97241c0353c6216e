#include "hosts/cpp/tagged.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <functional>

#include "hosts/cpp/definitions.h"
#include "hosts/cpp/spelling.h"
#include "hosts/cpp/text.h"
#include "model/describe.h"
#include "util/quote.h"

namespace prebind::hosts::cpp {
namespace {

using model::Shape;

void add_enums(const model::Type& type, const model::Library& library,
               std::set<std::size_t>& enums) {
  const bool is_enum = type.kind == model::TypeKind::named &&
                       library.types.at(type.reference).type.shape == Shape::tagged;
  if (is_enum) enums.insert(type.reference);
  for (const model::Type& each : type.arguments) add_enums(each, library, enums);
}

/// `Disc { radius: f64 }`, as Rust has it.
std::string readable(const model::Variant& variant) {
  std::vector<std::string> fields;
  for (const model::ValueField& each : variant.fields) {
    const std::string type = model::to_string(each.type);
    fields.push_back(variant.is_tuple ? type : fmt::format("{}: {}", each.name, type));
  }
  if (fields.empty()) return variant.name;
  return fmt::format(fmt::runtime(variant.is_tuple ? "{}({})" : "{} {{ {} }}"), variant.name,
                     fmt::join(fields, ", "));
}

/// The struct of a variant, in that of its enum.
std::string variant_text(const model::Variant& variant, const VariantName& own,
                         const std::set<std::size_t>& boxed, const TypeNames& names) {
  std::string fields;
  for (std::size_t i = 0; i < own.fields.size(); ++i) {
    const model::ValueField& field = variant.fields.at(i);
    fields += doxygen(field.docs, 4);
    fields += fmt::format("    {}{} {};\n", deprecated(field.marks),
                          nested_type(field.type, names, &boxed), own.fields[i]);
  }
  return fmt::format("{}  struct {}{} {{{}{}}};\n", doxygen(variant.docs, 2),
                     deprecated(variant.marks), own.name, fields.empty() ? "" : "\n" + fields,
                     fields.empty() ? "" : "  ");
}

/// How a variant becomes bytes, and bytes become a variant.
void add_packing(const std::string& path, const VariantName& variant, bool is_written,
                 TaggedText& text) {
  const std::string own = fmt::format("{}::{}", path, variant.name);
  std::vector<std::string> written = {"bytes"}, read;
  for (const std::string& field : variant.fields) {
    written.push_back("value." + field);
    read.push_back(fmt::format("Packing<decltype({}::{})>::read(reader)", own, field));
  }
  const bool is_empty = read.empty();
  text.declared += fmt::format("\ntemplate <>\nstruct detail::Packing<{}> {{\n", own);
  if (is_written) {
    text.declared +=
        fmt::format("  static void write(PackedBytes &bytes, const {} &value);\n", own);
    text.defined += is_empty ? fmt::format(
                                   "inline void detail::Packing<{0}>::write(PackedBytes &, "
                                   "const {0} &) {{}}\n",
                                   own)
                             : fmt::format(
                                   "inline void detail::Packing<{0}>::write(PackedBytes "
                                   "&bytes, const {0} &value) {{\n"
                                   "  write_fields({1});\n}}\n",
                                   own, fmt::join(written, ", "));
  }
  text.declared += fmt::format("  static {} read(PackedReader &reader);\n}};\n", own);
  text.defined += fmt::format(
      "inline {0} detail::Packing<{0}>::read(PackedReader &{1}) {{\n  return {0}{{{2}}};\n}}\n",
      own, is_empty ? "" : "reader", fmt::join(read, ", "));
}

}  // namespace

HeldEnums::HeldEnums(const model::Library& library) {
  std::vector<std::set<std::size_t>> held(library.types.size());
  for (std::size_t i = 0; i < library.types.size(); ++i) {
    for (const model::Variant& variant : library.types[i].type.variants) {
      for (const model::ValueField& field : variant.fields) {
        add_enums(field.type, library, held[i]);
      }
    }
  }
  reached_.resize(held.size());
  const std::function<void(std::size_t, std::size_t)> reach = [&](std::size_t from,
                                                                  std::size_t at) {
    for (const std::size_t each : held[at]) {
      if (reached_[from].insert(each).second) reach(from, each);
    }
  };
  for (std::size_t i = 0; i < held.size(); ++i) reach(i, i);
  std::set<std::size_t> defined;
  const std::function<void(std::size_t)> define = [&](std::size_t index) {
    if (!defined.insert(index).second) return;
    for (const std::size_t each : held[index]) {
      if (!reached_[each].contains(index)) define(each);
    }
    order_.push_back(index);
  };
  // What is boxed may come later, but not what else it holds.
  for (std::size_t i = 0; i < held.size(); ++i) {
    if (library.types[i].type.shape == Shape::tagged) define(i);
  }
}

std::set<std::size_t> HeldEnums::boxed_in(std::size_t index) const {
  std::set<std::size_t> boxed;
  for (const std::size_t each : reached_.at(index)) {
    if (reached_[each].contains(index)) boxed.insert(each);
  }
  return boxed;
}

TaggedText render_tagged(const model::NamedType& named, const TypeName& type,
                         const std::vector<VariantName>& variants, const std::string& methods,
                         const std::set<std::size_t>& boxed, const TypeNames& names) {
  const std::string& path = type.path;
  TaggedText text;
  std::string structs, constructors;
  std::vector<std::string> all, rust;
  for (std::size_t i = 0; i < variants.size(); ++i) {
    const VariantName& own = variants[i];
    const bool is_known = i < named.variants.size();
    all.push_back(own.name);
    constructors += fmt::format("  {}({} value);\n", type.name, own.name);
    text.defined += fmt::format("{3}inline {0}::{1}({2} value) : variant(std::move(value)) {{}}\n",
                                path, type.name, own.name, i == 0 ? "\n" : "");
    if (!is_known) {
      structs += fmt::format(
          "  /// One that a newer library has, by its number. Rust does not take it back.\n"
          "  struct {} {{\n    std::uint32_t number;\n  }};\n",
          own.name);
      rust.emplace_back("..");
      continue;
    }
    structs += variant_text(named.variants[i], own, boxed, names);
    add_packing(path, own, !named.is_returned_only, text);
    rust.push_back(readable(named.variants[i]));
  }
  text.definition = fmt::format(
      "\n{}struct {}{} {{\n{}  using Variant = std::variant<{}>;\n\n{}{}{}\n  Variant "
      "variant;\n}};\n",
      doxygen(named.docs), deprecated(named.marks), type.name, structs, fmt::join(all, ", "),
      constructors, methods.empty() ? "" : "\n", methods);
  text.traits = fmt::format(
      "template <>\ninline constexpr bool detail::is_tagged<{0}> = true;\n"
      "template <>\nstruct detail::Lift<std::vector<{0}>> : detail::LiftTaggedList<{0}> {{}};\n",
      path);
  text.declared += fmt::format(
      "\ntemplate <>\nstruct detail::Packing<{0}> : detail::PackingTagged<{0}, {1}> {{}};\n", path,
      named.is_open);
  text.agreement = fmt::format(
      "  if (!detail::{}(glue::{}, {})) {{\n    items += {};\n  }}\n",
      named.is_open ? "begins_with" : "agrees", named.definition, quote::cpp(named.contents),
      quote::cpp(fmt::format("\n  enum {} {{ {} }}", named.name, fmt::join(rust, ", "))));
  return text;
}

Result<void> check_fields(const model::LibraryType& named, const TypeNames& names) {
  for (const model::Variant& variant : named.type.variants) {
    for (const model::ValueField& field : variant.fields) {
      if (!has_calendar(field.type) && !nested_type(field.type, names).empty()) continue;
      return fail(fmt::format("`{}` cannot be a field of `{}::{}` in C++",
                              model::to_string(field.type), named.type.name, variant.name),
                  model::to_string(named.place),
                  "write `#[export(hosts = julia)]` on the enum and on what needs it, or build "
                  "with `--skip-unsupported`");
    }
  }
  return {};
}

}  // namespace prebind::hosts::cpp
