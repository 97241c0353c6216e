// The JSON of items, as records hold it (docs/formats/records.md): writing.

#include <nlohmann/json.hpp>
#include <utility>

#include "model/item_words.h"
#include "model/record.h"

namespace prebind::model {
namespace {

using nlohmann::ordered_json;

ordered_json write(const Type& type);

/// What a type begins with, and the types it consists of.
ordered_json write_parts(std::string_view head, const std::vector<Type>& parts) {
  ordered_json out = ordered_json::array({head});
  for (const Type& part : parts) out.push_back(write(part));
  return out;
}

ordered_json write(const Type& type) {
  switch (family_of(type.kind)) {
    case Family::pointer:
      return write_parts(type.is_mutable ? "*mut" : "*const", type.arguments);
    case Family::array:
      if (type.kind == TypeKind::vector) return write_parts("Vec", type.arguments);
      if (type.kind == TypeKind::boxed_slice) return write_parts("Box[]", type.arguments);
      return write_parts(std::string(prefix_of(type.passing)) + (type.is_view ? "view" : "[]"),
                         type.arguments);
    case Family::fixed: {
      ordered_json out = write_parts(
          std::string(prefix_of(type.passing)) + (is_static_matrix(type) ? type.name : "array"),
          type.arguments);
      out.push_back(type.length);
      return out;
    }
    case Family::strided:
      return write_parts(type.name, type.arguments);
    case Family::packed:
      return write_parts(
          std::string(prefix_of(type.passing)) + std::string(head_of_collection(type.kind)),
          type.arguments);
    case Family::tuple:
      return write_parts("tuple", type.arguments);
    case Family::function:
      return write_parts(is_kept(type) ? type.name : head_of_function(type.passing),
                         type.arguments);
    case Family::option:
      return write_parts("Option", type.arguments);
    case Family::result:
      return write_parts("Result", type.arguments);
    case Family::named:
      return ordered_json::array({"object", type.reference, word_for(type.passing), type.name});
    case Family::unit:
    case Family::scalar:
    case Family::wide:
    case Family::complex:
    case Family::time:
    case Family::text:
    case Family::part:
      break;
  }
  return name_of(type.kind);
}

ordered_json write(const Crate& crate) {
  return {{"item", "crate"},
          {"name", crate.name},
          {"version", crate.version},
          {"engine", crate.engine},
          {"abi", crate.abi},
          {"initialize", crate.initialize},
          {"release_memory", crate.release_memory},
          {"release_failure", crate.release_failure}};
}

std::string_view word_for(Shape shape) {
  switch (shape) {
    case Shape::handle:
      return "object";
    case Shape::enumeration:
      return "enum";
    case Shape::tagged:
      return "tagged";
    case Shape::value:
      break;
  }
  return "value";
}

/// The names and docs that all items have but crates, and what else their attributes say.
template <typename Named>
ordered_json write_names(ordered_json out, const Named& named) {
  out["name"] = named.name;
  out["host_name"] = named.host_name;
  for (const auto& [host, name] : named.marks.names) out["names"][host] = name;
  if (!named.marks.hosts.empty()) out["hosts"] = named.marks.hosts;
  if (!named.docs.empty()) out["docs"] = named.docs;
  for (const DocPart& part : named.marks.doc_parts) {
    out["docs"].push_back(part.is_expression ? ordered_json(part.number) : ordered_json(part.text));
  }
  if (const auto& deprecation = named.marks.deprecation) {
    out["deprecated"] = ordered_json::object();
    if (!deprecation->since.empty()) out["deprecated"]["since"] = deprecation->since;
    if (!deprecation->note.empty()) out["deprecated"]["note"] = deprecation->note;
  }
  return out;
}

ordered_json write(const Module& module) {
  ordered_json out = write_names({{"item", "module"}, {"crate", module.crate}}, module);
  out["symbol"] = module.symbol;
  return out;
}

ordered_json write(const std::vector<ValueField>& fields) {
  ordered_json out = ordered_json::array();
  for (const ValueField& field : fields) {
    ordered_json each = write_names(ordered_json::object(), field);
    each["type"] = write(field.type);
    out.push_back(std::move(each));
  }
  return out;
}

ordered_json write(const Variant& variant) {
  ordered_json out = write_names(ordered_json::object(), variant);
  if (!variant.fields.empty()) out["fields"] = write(variant.fields);
  if (variant.is_tuple) out["tuple"] = true;
  return out;
}

ordered_json write(const NamedType& named) {
  ordered_json out = write_names({{"item", word_for(named.shape)}, {"crate", named.crate}}, named);
  out["name"] = base_name(named);
  for (const Type& each : named.arguments) out["arguments"].push_back(write(each));
  out["id"] = named.id;
  if (!named.release.empty()) out["release"] = named.release;
  if (!named.definition.empty()) out["definition"] = named.definition;
  if (named.representation) out["representation"] = name_of(*named.representation);
  for (const Variant& variant : named.variants) out["variants"].push_back(write(variant));
  if (!named.members.empty()) out["members"] = write(named.members);
  if (named.is_trait) out["trait"] = true;
  if (named.is_open) out["open"] = true;
  if (named.is_returned_only) out["returned_only"] = true;
  return out;
}

ordered_json write(const Constant& constant) {
  ordered_json out = write_names({{"item", "constant"}, {"crate", constant.crate}}, constant);
  out["type"] = write(constant.type);
  out["definition"] = constant.definition;
  return out;
}

ordered_json write(const Field& field) {
  ordered_json out =
      write_names({{"item", "field"}, {"crate", field.crate}, {"owner", field.owner}}, field);
  out["type"] = write(field.type);
  out["getter"] = field.getter;
  if (!field.setter.empty()) out["setter"] = field.setter;
  return out;
}

ordered_json write(const Function& function) {
  ordered_json out = write_names({{"item", "function"}, {"crate", function.crate}}, function);
  out["symbol"] = function.symbol;
  if (function.owner) out["owner"] = *function.owner;
  if (function.receiver) out["receiver"] = word_for(*function.receiver);
  for (const Argument& argument : function.arguments) {
    ordered_json each = {{"name", argument.name}, {"type", write(argument.type)}};
    if (argument.is_generic) each["generic"] = true;
    if (const auto& otherwise = argument.otherwise) {
      each["default"] = ordered_json::array({word_for(otherwise->kind), otherwise->text});
    }
    if (argument.is_keyword) each["keyword"] = true;
    if (argument.service) each["service"] = word_for(*argument.service);
    out["arguments"].push_back(std::move(each));
  }
  out["returns"] = write(function.returns);
  if (function.returns_receiver) out["returns_receiver"] = true;
  if (function.is_unsafe) out["unsafe"] = true;
  if (!function.futures.empty()) out["futures"] = function.futures;
  if (function.has_timeout) out["timeout"] = true;
  if (function.is_logger) out["logger"] = true;
  if (function.is_gc_safe) out["gc_safe"] = true;
  if (function.trait_method) out["operation"] = word_for(*function.trait_method);
  if (!function.base_function.empty()) out["as"] = function.base_function;
  if (!function.implements.empty()) out["implements"] = function.implements;
  if (function.counts_from_one) out["from_one"] = true;
  if (function.is_instance) out["instance"] = true;
  if (function.number) out["number"] = *function.number;
  if (function.is_provided) out["provided"] = true;
  if (function.of_trait) out["of_trait"] = *function.of_trait;
  if (!function.unmarked.empty()) out["unmarked"] = function.unmarked;
  return out;
}

void number(Marks& marks, std::vector<std::string>& sources) {
  for (DocPart& part : marks.doc_parts) {
    if (!part.is_expression) continue;
    part.number = sources.size();
    sources.push_back(part.text);
  }
}
void number_all(Crate&, std::vector<std::string>&) {}
void number_all(NamedType& named, std::vector<std::string>& sources) {
  number(named.marks, sources);
  for (Variant& variant : named.variants) {
    number(variant.marks, sources);
    for (ValueField& field : variant.fields) number(field.marks, sources);
  }
  for (ValueField& member : named.members) number(member.marks, sources);
}
template <typename Other>
void number_all(Other& item, std::vector<std::string>& sources) {
  number(item.marks, sources);
}

}  // namespace

std::vector<std::string> number_expressions(Item& item) {
  std::vector<std::string> sources;
  std::visit([&](auto& each) { number_all(each, sources); }, item);
  return sources;
}

std::string to_json(const Item& item) {
  const ordered_json out = std::visit([](const auto& each) { return write(each); }, item);
  return out.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

}  // namespace prebind::model
