#include "hosts/julia/tagged.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "hosts/julia/markdown.h"
#include "hosts/julia/packed.h"
#include "hosts/julia/text.h"
#include "hosts/julia/types.h"
#include "model/describe.h"

namespace prebind::hosts::julia {
namespace {

using model::LibraryType;
using model::TraitMethod;
using model::ValueField;
using model::Variant;

constexpr std::string_view kTold = "_prebind_told";

// What one variant becomes.
struct RenderedVariant {
  std::string name;  ///< as it is written, from the library's module
  std::string text = {};
  std::string docs = {};
  std::string readable = {};  ///< `Circle { radius: f64 }`
  std::string head = {};      ///< `Circle(radius::Float64)`
};

// Fields without a name in Rust are counted from 1, as Julia counts.
std::vector<std::string> field_names(const Variant& variant) {
  UniqueNames unique({std::string(kTold), "new"});
  std::vector<std::string> names;
  for (std::size_t i = 0; i < variant.fields.size(); ++i) {
    const ValueField& field = variant.fields[i];
    const bool has_name = !variant.is_tuple || field.host_name != field.name;
    names.push_back(
        unique.underscored(has_name ? identifier(field.host_name) : fmt::format("_{}", i + 1)));
  }
  return names;
}

// The constructors of an error: for what Rust says of it there is one more field.
std::string constructors(const std::string& name, const std::vector<std::string>& fields) {
  std::vector<std::string> arguments;
  for (const std::string& field : fields) arguments.push_back(written(field));
  std::vector<std::string> own = arguments, all = arguments;
  own.emplace_back("_prebind.UNTOLD");
  all.push_back(std::string(kTold));
  std::vector<std::string> told = arguments;
  told.push_back(fmt::format("{}::_prebind.Told", kTold));
  return fmt::format("    {0}({1}) = new({2})\n    {0}({3}) = new({4})\n", name,
                     fmt::join(arguments, ", "), fmt::join(own, ", "), fmt::join(told, ", "),
                     fmt::join(all, ", "));
}

class Enum {
 public:
  Enum(const LibraryType& named, const TypeName& name, bool is_error, const TypeNames& names)
      : named_(named), name_(name), is_error_(is_error), names_(names) {}

  RenderedVariant variant(const Variant& variant, const std::string& name) const {
    const std::vector<std::string> fields = field_names(variant);
    std::string text, list;
    std::vector<std::string> readable, parameters;
    for (std::size_t i = 0; i < fields.size(); ++i) {
      const ValueField& field = variant.fields[i];
      const std::string documented =
          fmt::format("{}::{}", written(fields[i]), unqualified(packed_type(field.type, names_)));
      text +=
          fmt::format("    {}::{}\n", written(fields[i]), packed_type(field.type, names_, &name_));
      list += list_item(documented, listed_with_deprecation(field.docs, field.marks));
      parameters.push_back(documented);
      const std::string type = model::to_string(field.type);
      readable.push_back(variant.is_tuple ? type : fmt::format("{}: {}", field.name, type));
    }
    if (is_error_) {
      text += fmt::format("    {}::_prebind.Told\n", kTold) + constructors(written(name), fields);
    }
    RenderedVariant out{.name = written(path_of(name))};
    out.text = fmt::format("struct {} <: {}\n{}end\n", written(name), written(name_.name), text);
    std::string docs = with_deprecation(variant.docs, variant.marks.deprecation);
    if (!list.empty()) docs = with_list(docs, "Fields", list);
    out.head = fmt::format("{}({})", written(name), fmt::join(parameters, ", "));
    if (!docs.empty()) out.docs = document(path_of(name), out.head, docs);
    const std::string inside = fmt::format("{}", fmt::join(readable, ", "));
    out.readable = variant.name;
    if (variant.is_tuple) out.readable += fmt::format("({})", inside);
    if (!variant.is_tuple && !inside.empty()) out.readable += fmt::format(" {{ {} }}", inside);
    return out;
  }

  /// How a value is written into memory, by its type. One function is compiled for all variants,
  /// which it calls itself for without dispatch.
  std::string packing(const std::vector<RenderedVariant>& variants) const {
    const bool is_open = named_.type.is_open;
    std::string branches;
    for (std::size_t i = 0; i < variants.size(); ++i) {
      branches +=
          fmt::format("    {} Base.isa(value, {})\n        _prebind.write_as(writer, {:#010x})\n",
                      i == 0 ? "if" : "elseif", variants[i].name, i);
      if (is_open) branches += "        at = _prebind.begin_open(writer)\n";
      const std::vector<ValueField>& fields = named_.type.variants[i].fields;
      for (std::size_t k = 0; k < fields.size(); ++k) {
        branches += fmt::format("        _prebind.pack(writer, {}, Base.getfield(value, {}))\n",
                                schema(fields[k].type, names_), k + 1);
      }
      if (is_open) branches += "        _prebind.end_open(writer, at)\n";
    }
    return fmt::format(
        "function _prebind.pack(\n"
        "        writer, ::Base.Type{{{0}}}, Base.@nospecialize(value::{1}))\n"
        "    _prebind.deeper(writer)\n{2}    else\n"
        "        _prebind.refuse_part({0}, value)\n    end\n"
        "    return _prebind.shallower(writer)\nend\n",
        schema_text(), written(name_.path), branches);
  }

  /// How it is read.
  std::string unpacking(const std::vector<RenderedVariant>& variants,
                        const std::string& unknown) const {
    std::string branches;
    for (std::size_t i = 0; i < variants.size(); ++i) {
      std::vector<std::string> values;
      for (const ValueField& field : named_.type.variants[i].fields) {
        values.push_back(fmt::format("_prebind.unpack(reader, {})", schema(field.type, names_)));
      }
      branches += wrap(fmt::format("    tag === {:#010x} && return {}(", i, variants[i].name),
                       values, ")\n", 8);
    }
    const std::string known =
        unknown.empty() ? "    return _prebind.refuse_tag(tag)\n"
                        : fmt::format("    _prebind.skip(reader, length)\n    return {}(tag)\n",
                                      written(path_of(unknown)));
    return fmt::format(
        "function _prebind.unpack(reader, ::Base.Type{{{}}})\n"
        "    tag = _prebind.read_as(reader, Base.UInt32)\n{}{}{}end\n",
        schema_text(),
        unknown.empty() ? "" : "    length = _prebind.read_as(reader, Base.UInt64)\n", branches,
        known);
  }

  std::string methods_of_base() const {
    const std::string type = written(name_.path);
    std::string out;
    if (!has(TraitMethod::equal)) {
      out += fmt::format(
          "Base.:(==)(a::{0}, b::{0}) = _prebind.equal(Base.:(==), a, b)\n"
          "Base.isequal(a::{0}, b::{0}) = _prebind.equal(Base.isequal, a, b)\n"
          "Base.hash(self::{0}, seed::Base.UInt) = _prebind.hash_of(self, seed)\n",
          type);
    }
    if (!is_error_) return out;
    out += fmt::format("Base.showerror(io::Base.IO, self::{}) = _prebind.show_error(io, self)\n",
                       type);
    if (has(TraitMethod::display)) return out;
    return out + fmt::format("Base.show(io::Base.IO, self::{}) = _prebind.show_variant(io, self)\n",
                             type);
  }

  std::string path_of(const std::string& name) const {
    return name_.path.substr(0, name_.path.size() - name_.name.size()) + name;
  }

 private:
  std::string schema_text() const {
    return fmt::format("_prebind.Tagged{{{}}}", written(name_.path));
  }

  bool has(TraitMethod trait_method) const {
    return std::ranges::any_of(named_.functions, [&](const model::Function& each) {
      return each.trait_method == trait_method;
    });
  }

  const LibraryType& named_;
  const TypeName& name_;
  bool is_error_;
  const TypeNames& names_;
};

}  // namespace

std::string unknown_variant_of(const model::NamedType& named) {
  return named.is_open ? "Unknown" + named.host_name : "";
}

Definition render_tagged(const LibraryType& named, const TypeName& name,
                         const VariantNames& variants, bool is_error, const TypeNames& names) {
  const model::NamedType& own = named.type;
  const Enum shown(named, name, is_error, names);
  const std::string path = written(name.path);
  std::vector<RenderedVariant> rendered;
  std::vector<std::string> readable;
  Definition out;
  std::string list, docs;
  for (std::size_t i = 0; i < variants.variants.size(); ++i) {
    const Variant& variant = own.variants.at(i);
    rendered.push_back(shown.variant(variant, variants.variants[i]));
    const RenderedVariant& each = rendered.back();
    out.text += (i == 0 ? "" : "\n") + each.text;
    docs += each.docs;
    list += list_item(each.head, listed_with_deprecation(variant.docs, variant.marks));
    readable.push_back(each.readable);
  }
  if (const std::string& unknown = variants.unknown; !unknown.empty()) {
    out.text += fmt::format(
        "\nstruct {0} <: {1}\n    variant::Base.Int\n    {0}(variant) = new(variant)\nend\n",
        written(unknown), written(name.name));
    docs += document(shown.path_of(unknown), fmt::format("{}(variant::Int)", written(unknown)),
                     fmt::format("A variant that a newer library has, and this module does not "
                                 "know. Rust does not take it back."));
    readable.emplace_back("..");
  }
  out.declared = fmt::format("abstract type {}{} end\n", written(name.name),
                             is_error ? " <: Base.Exception" : "");
  const std::string text = with_deprecation(own.docs, own.marks.deprecation);
  out.around = document(name.path, path, with_list(text, "Variants", list)) + docs +
               expectation(own.definition,
                           fmt::format("enum {} {{ {} }}", own.name, fmt::join(readable, ", ")),
                           literal(own.contents), own.is_open) +
               "\n" + shown.packing(rendered) + "\n" + shown.unpacking(rendered, variants.unknown) +
               "\n" + shown.methods_of_base();
  return out;
}

}  // namespace prebind::hosts::julia
