#include "model/describe.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <nlohmann/json.hpp>
#include <utility>

#include "model/defaults.h"
#include "model/item_words.h"
#include "model/name.h"
#include "util/json_text.h"

namespace prebind::model {
namespace {

/// What a function returns, in Rust's notation.
std::string returned_text(const Function& function) {
  if (!function.returns_receiver) return to_string(function.returns);
  const std::string receiver = "&mut Self";
  if (function.returns.kind != TypeKind::result) return receiver;
  return fmt::format("Result<{}, {}>", receiver, to_string(function.returns.arguments.at(1)));
}

using nlohmann::ordered_json;

std::string first_line(std::string_view docs) {
  constexpr std::string_view blanks = " \t\r\n";
  docs.remove_prefix(std::min(docs.find_first_not_of(blanks), docs.size()));
  std::string_view line = docs.substr(0, docs.find('\n'));
  line = line.substr(0, line.find_last_not_of(blanks) + 1);
  return printable(line, line.size());
}

/// Docs and a rename, as they would stand above an item.
template <typename Item>
std::string head(const Item& item, std::string_view indent) {
  std::string text;
  if (const std::string line = first_line(item.docs); !line.empty()) {
    text += fmt::format("{}/// {}\n", indent, line);
  }
  if (item.host_name != item.name.substr(0, item.name.find('<'))) {
    text += fmt::format("{}#[julia(name = \"{}\")]\n", indent, item.host_name);
  }
  return text;
}

template <typename Float>
std::string float_text(Float value, std::string_view name) {
  if (std::isnan(value)) return fmt::format("{}::NAN", name);
  if (std::isinf(value)) return fmt::format("{}::{}INFINITY", name, value < 0 ? "NEG_" : "");
  const std::string text = fmt::format("{}", value);
  return text.find_first_of(".e") == std::string::npos ? text + ".0" : text;
}

std::string text_literal(std::string_view text) {
  return json_text(text);
}

/// `Circle { radius: f64 }`, with the docs of what is in it.
std::string variant_text(const Variant& variant) {
  std::string text = head(variant, "    ") + "    " + variant.name;
  if (variant.fields.empty()) return text + ",\n";
  if (variant.is_tuple) {
    std::string types;
    for (const ValueField& field : variant.fields) {
      types += (types.empty() ? "" : ", ") + to_string(field.type);
    }
    return fmt::format("{}({}),\n", text, types);
  }
  text += " {\n";
  for (const ValueField& field : variant.fields) {
    text += fmt::format("{}        {}: {},\n", head(field, "        "), field.name,
                        to_string(field.type));
  }
  return text + "    },\n";
}

/// The definition of the type, as it would stand in Rust.
std::string definition(const LibraryType& named) {
  const NamedType& own = named.type;
  std::string body;
  for (const Field& field : named.fields) {
    body += fmt::format("{}    {}: {},{}\n", head(field, "    "), field.name, to_string(field.type),
                        field.setter.empty() ? "  // read only" : "");
  }
  for (const Variant& variant : own.variants) {
    if (own.shape == Shape::tagged) {
      body += variant_text(variant);
      continue;
    }
    body += fmt::format("{}    {} = {},\n", head(variant, "    "), variant.name,
                        value_text(variant, own));
  }
  for (const ValueField& member : own.members) {
    body += fmt::format("{}    {}: {},  // at {}\n", head(member, "    "), member.name,
                        to_string(member.type), member.offset);
  }
  std::string keyword = "struct";
  std::string before;
  switch (own.shape) {
    case Shape::handle:
      if (own.is_trait) keyword = "trait";
      break;
    case Shape::enumeration:
      keyword = "enum";
      if (own.representation) before = fmt::format("#[repr({})]\n", name_of(*own.representation));
      break;
    case Shape::tagged:
      keyword = "enum";
      if (own.is_open) before = "#[non_exhaustive]\n";
      break;
    case Shape::value:
      before =
          fmt::format("#[julia(value)]  // {} bytes, aligned to {}\n", own.size, own.alignment);
      break;
  }
  return fmt::format("\n{}{}{} {} {{{}{}}}\n", head(own, ""), before, keyword, own.name,
                     body.empty() ? "" : "\n", body);
}

std::string declaration(const Function& function, std::string_view indent) {
  std::string options;
  if (function.is_gc_safe) options += fmt::format("{}#[julia(gc_safe)]\n", indent);
  if (!function.base_function.empty()) {
    options += fmt::format("{}#[julia(as = \"{}\")]\n", indent, function.base_function);
  }
  return fmt::format("{}{}{}{};\n", head(function, indent), options, indent, signature(function));
}

std::string describe(const LibraryType& named) {
  const std::string& name = named.type.name;
  std::string text = definition(named);
  std::string members;
  std::string implemented;
  for (const Function& function : named.functions) {
    if (function.trait_method) {
      implemented += fmt::format("\nimpl {} for {};  // {}\n", trait_of(*function.trait_method),
                                 name, signature(function));
    } else if (!function.implements.empty()) {
      implemented +=
          fmt::format("\nimpl {} for {};  // {}\n", function.implements, name, signature(function));
    } else {
      members += declaration(function, "    ");
    }
  }
  if (!members.empty()) text += fmt::format("\nimpl {} {{\n{}}}\n", name, members);
  return text + implemented;
}

/// Each line with something in it four columns to the right.
std::string indented(const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool begins_line = i > 0 && text[i - 1] == '\n';
    if (begins_line && text[i] != '\n') out += "    ";
    out += text[i];
  }
  return out;
}

bool is_of(const std::string& item_crate, const Crate& crate) {
  return std::equal(
      item_crate.begin(), item_crate.end(), crate.name.begin(), crate.name.end(),
      [](char a, char b) { return a == b || (a == '_' && b == '-') || (a == '-' && b == '_'); });
}

/// What a crate exports in one module, or outside of all; then the modules in that.
std::string describe_in(const Library& library, const Crate& crate, InModule module) {
  std::string text;
  const auto is_here = [&](const auto& item) {
    return item.module == module && is_of(item.crate, crate);
  };
  for (const LibraryType& named : library.types) {
    if (is_here(named.type)) text += describe(named);
  }
  for (const Function& function : library.functions) {
    if (is_here(function)) text += "\n" + declaration(function, "");
  }
  for (const Constant& constant : library.constants) {
    if (!is_here(constant)) continue;
    text += fmt::format("\n{}const {}: {} = {};\n", head(constant, ""), constant.name,
                        to_string(constant.type), value_text(constant));
  }
  for (std::size_t i = 0; i < library.modules.size(); ++i) {
    const Module& inner = library.modules[i];
    if (!is_here(inner)) continue;
    const std::string body = indented(describe_in(library, crate, i));
    text += fmt::format("\n{}mod {} {{{}}}\n", head(inner, ""), inner.name, body);
  }
  return text;
}

ordered_json as_json(const Crate& crate) {
  return {{"name", crate.name},
          {"version", crate.version},
          {"engine", crate.engine},
          {"abi", crate.abi},
          {"initialize", crate.initialize},
          {"release_memory", crate.release_memory},
          {"release_failure", crate.release_failure}};
}

/// `"hosts": ["julia"]`, of what is for some hosts alone.
void add_hosts(ordered_json& json, const Marks& marks) {
  if (!marks.hosts.empty()) json["hosts"] = marks.hosts;
}

ordered_json as_json(const Field& field) {
  ordered_json json = {{"name", field.name},
                       {"host_name", field.host_name},
                       {"docs", field.docs},
                       {"type", to_string(field.type)},
                       {"getter", field.getter}};
  json["setter"] = field.setter.empty() ? ordered_json(nullptr) : ordered_json(field.setter);
  add_hosts(json, field.marks);
  return json;
}

/// Of an enum with data.
ordered_json as_json(const Variant& variant) {
  ordered_json json = {
      {"name", variant.name}, {"host_name", variant.host_name}, {"docs", variant.docs}};
  json["fields"] = ordered_json::array();
  for (const ValueField& field : variant.fields) {
    json["fields"].push_back({{"name", field.name},
                              {"host_name", field.host_name},
                              {"docs", field.docs},
                              {"type", to_string(field.type)}});
  }
  return json;
}

ordered_json as_json(const Variant& variant, const NamedType& named) {
  return {{"name", variant.name},
          {"host_name", variant.host_name},
          {"docs", variant.docs},
          {"value", value_text(variant, named)}};
}

ordered_json as_json(const ValueField& member) {
  return {{"name", member.name},
          {"host_name", member.host_name},
          {"docs", member.docs},
          {"type", to_string(member.type)},
          {"offset", member.offset}};
}

/// `"module": "shapes::round"`, of what is in one.
void add_module(ordered_json& json, const Library& library, InModule module) {
  if (!module) return;
  const Module& own = library.modules.at(*module);
  json["module"] = path_in(library.modules, own.module, own.name);
}

ordered_json as_json(const Module& module, const Library& library) {
  ordered_json json = {{"crate", module.crate},
                       {"name", module.name},
                       {"host_name", module.host_name},
                       {"docs", module.docs},
                       {"place", to_string(module.place)}};
  add_module(json, library, module.module);
  return json;
}

ordered_json as_json(const Constant& constant, const Library& library) {
  ordered_json json = {{"crate", constant.crate},          {"name", constant.name},
                       {"host_name", constant.host_name},  {"docs", constant.docs},
                       {"type", to_string(constant.type)}, {"value", value_text(constant)},
                       {"definition", constant.definition}};
  add_hosts(json, constant.marks);
  add_module(json, library, constant.module);
  return json;
}

ordered_json as_json(const Function& function, const Library& library) {
  ordered_json json = {{"crate", function.crate},          {"name", function.name},
                       {"host_name", function.host_name},  {"docs", function.docs},
                       {"signature", signature(function)}, {"unsafe", function.is_unsafe}};
  json["receiver"] = function.receiver
                         ? ordered_json(std::string(prefix_of(*function.receiver)) + "self")
                         : ordered_json(nullptr);
  json["arguments"] = ordered_json::array();
  for (const Argument& argument : function.arguments) {
    ordered_json each = {{"name", argument.name}, {"type", to_string(argument.type)}};
    if (argument.otherwise) each["default"] = rust_text(*argument.otherwise);
    if (argument.is_keyword) each["keyword"] = true;
    if (argument.service) each["service"] = word_for(*argument.service);
    json["arguments"].push_back(std::move(each));
  }
  json["returns"] = to_string(function.returns);
  if (function.returns_receiver) json["returns_receiver"] = true;
  json["symbol"] = function.symbol;
  if (function.trait_method) json["trait"] = trait_of(*function.trait_method);
  if (!function.implements.empty()) json["trait"] = function.implements;
  if (function.counts_from_one) json["from_one"] = true;
  if (function.is_instance) json["instance"] = true;
  if (function.number) json["number"] = *function.number;
  if (function.is_provided) json["provided"] = true;
  if (function.of_trait) json["of_trait"] = library.types.at(*function.of_trait).type.name;
  if (!function.futures.empty()) json["async"] = true;
  if (function.has_timeout) json["timeout"] = true;
  if (function.is_logger) json["logger"] = true;
  if (function.is_gc_safe) json["gc_safe"] = true;
  if (!function.base_function.empty()) json["as"] = function.base_function;
  add_hosts(json, function.marks);
  if (!function.owner) add_module(json, library, function.module);
  return json;
}

ordered_json as_json(const LibraryType& named, const Library& library);

template <typename Items, typename... Around>
ordered_json array_of(const Items& items, const Around&... around) {
  ordered_json array = ordered_json::array();
  for (const auto& item : items) array.push_back(as_json(item, around...));
  return array;
}

ordered_json as_json(const LibraryType& named, const Library& library) {
  const NamedType& own = named.type;
  ordered_json json = {{"crate", own.crate},
                       {"name", own.name},
                       {"host_name", own.host_name},
                       {"docs", own.docs},
                       {"place", to_string(named.place)}};
  add_hosts(json, own.marks);
  switch (own.shape) {
    case Shape::handle:
      json["kind"] = own.is_trait ? "trait" : "handle";
      json["release"] = own.release;
      json["fields"] = array_of(named.fields);
      break;
    case Shape::enumeration:
      json["kind"] = "enum";
      json["definition"] = own.definition;
      json["representation"] = own.representation
                                   ? ordered_json(std::string(name_of(*own.representation)))
                                   : ordered_json(nullptr);
      json["variants"] = ordered_json::array();
      for (const Variant& variant : own.variants) json["variants"].push_back(as_json(variant, own));
      break;
    case Shape::tagged:
      json["kind"] = "tagged";
      json["definition"] = own.definition;
      json["open"] = own.is_open;
      json["returned_only"] = own.is_returned_only;
      json["variants"] = array_of(own.variants);
      break;
    case Shape::value:
      json["kind"] = "value";
      json["definition"] = own.definition;
      json["size"] = own.size;
      json["alignment"] = own.alignment;
      json["fields"] = array_of(own.members);
      break;
  }
  json["functions"] = array_of(named.functions, library);
  add_module(json, library, own.module);
  return json;
}

}  // namespace

namespace {

/// As in `signature = (…)`, with its type: `scale: f64 = 1.0`.
std::string to_string(const Argument& argument) {
  const std::string text = argument.name + ": " + to_string(argument.rust_type());
  if (!argument.otherwise) return text;
  return fmt::format("{} = {}", text, rust_text(*argument.otherwise));
}

}  // namespace

std::string signature(const Function& function) {
  std::string text = function.futures.empty() ? "" : "async ";
  text += function.is_unsafe ? "unsafe fn " : "fn ";
  text += function.name + "(";
  if (function.receiver) text += std::string(prefix_of(*function.receiver)) + "self";
  bool has_keyword = false;
  for (const Argument& argument : function.arguments) {
    if (!text.ends_with('(')) text += ", ";
    if (argument.is_keyword && !std::exchange(has_keyword, true)) text += "*, ";
    if (argument.service) text += fmt::format("#[julia({})] ", word_for(*argument.service));
    text += to_string(argument);
  }
  text += ")";
  const std::string returned = returned_text(function);
  if (returned != "()") text += " -> " + returned;
  return text;
}

std::string whole_signature(const Function& function, const Library& library) {
  const std::vector<Module>& modules = library.modules;
  const std::string own = signature(function);
  if (function.owner) {
    const NamedType& owner = library.types.at(*function.owner).type;
    return fmt::format("impl {} {{ {} }}", path_in(modules, owner.module, owner.name), own);
  }
  if (!function.module) return own;
  const Module& module = modules.at(*function.module);
  return fmt::format("mod {} {{ {} }}", path_in(modules, module.module, module.name), own);
}

std::string_view trait_of(TraitMethod trait_method) {
  switch (trait_method) {
    case TraitMethod::display:
      return "Display";
    case TraitMethod::equal:
      return "PartialEq";
    case TraitMethod::clone:
      return "Clone";
    case TraitMethod::hash:
      return "Hash";
    case TraitMethod::less:
      return "PartialOrd";
    case TraitMethod::length:
      return "ExactSizeIterator";
    case TraitMethod::next:
      return "Iterator";
    case TraitMethod::read:
      return "Read";
    case TraitMethod::fill:
      return "AsyncRead";
    case TraitMethod::write:
      return "Write";
    case TraitMethod::flush:
      return "Write::flush";
    case TraitMethod::seek:
      break;
  }
  return "Seek";
}

std::string value_text(const Variant& variant, const NamedType& named) {
  const auto kind = named.representation.value_or(TypeKind::isize);
  if (kind == TypeKind::u64 || kind == TypeKind::usize) {
    return fmt::format("{}", static_cast<std::uint64_t>(variant.value));
  }
  return fmt::format("{}", variant.value);
}

std::vector<std::uint64_t> words_of(const Constant& constant) {
  std::vector<std::uint64_t> words((constant.bytes.size() + 7) / 8);
  for (std::size_t i = constant.bytes.size(); i-- > 0;) {
    words[i / 8] = words[i / 8] << 8 | static_cast<unsigned char>(constant.bytes[i]);
  }
  return words;
}

std::string value_text(const Constant& constant) {
  const TypeKind kind = constant.type.kind;
  if (kind == TypeKind::str) return text_literal(constant.bytes);
  const std::vector<std::uint64_t> words = words_of(constant);
  const std::uint64_t bits = words.at(0);
  if (family_of(kind) == Family::wide) {
    const auto wide = static_cast<unsigned __int128>(words.at(1)) << 64 | bits;
    return kind == TypeKind::u128 ? fmt::format("{}", wide)
                                  : fmt::format("{}", static_cast<__int128>(wide));
  }
  if (kind == TypeKind::boolean) return bits != 0 ? "true" : "false";
  if (kind == TypeKind::f64) return float_text(std::bit_cast<double>(bits), "f64");
  if (kind == TypeKind::f32) {
    return float_text(std::bit_cast<float>(static_cast<std::uint32_t>(bits)), "f32");
  }
  if (kind == TypeKind::character) return fmt::format("'\\u{{{:x}}}'", bits);
  const bool is_unsigned = kind == TypeKind::u64 || kind == TypeKind::usize;
  return is_unsigned ? fmt::format("{}", bits) : fmt::format("{}", static_cast<std::int64_t>(bits));
}

std::string describe(const Library& library) {
  std::string text;
  for (const Crate& crate : library.crates) {
    text += fmt::format("{}// {} {}, exported by Prebind {}\n", text.empty() ? "" : "\n",
                        crate.name, crate.version, crate.engine);
    text += describe_in(library, crate, {});
  }
  return text;
}

std::string describe_json(const Library& library) {
  const ordered_json json = {{"crates", array_of(library.crates)},
                             {"modules", array_of(library.modules, library)},
                             {"objects", array_of(library.types, library)},
                             {"functions", array_of(library.functions, library)},
                             {"constants", array_of(library.constants, library)}};
  return json_text(json);
}

}  // namespace prebind::model
