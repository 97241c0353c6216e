#include "model/describe.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "model/name.h"

namespace prebind::model {
namespace {

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
  if (item.host_name != item.name) {
    text += fmt::format("{}#[julia(name = \"{}\")]\n", indent, item.host_name);
  }
  return text;
}

std::string describe(const LibraryObject& object) {
  const std::string& name = object.object.name;
  std::string text = fmt::format("\n{}struct {} {{{}", head(object.object, ""), name,
                                 object.fields.empty() ? "}\n" : "\n");
  for (const Field& field : object.fields) {
    text += head(field, "    ");
    text += fmt::format("    {}: {},{}\n", field.name, to_string(field.type),
                        field.setter.empty() ? "  // read only" : "");
  }
  if (!object.fields.empty()) text += "}\n";
  if (object.functions.empty()) return text;
  text += fmt::format("\nimpl {} {{\n", name);
  for (const Function& function : object.functions) {
    text += fmt::format("{}    {};\n", head(function, "    "), signature(function));
  }
  return text + "}\n";
}

bool is_of(const std::string& item_crate, const Crate& crate) {
  return std::equal(
      item_crate.begin(), item_crate.end(), crate.name.begin(), crate.name.end(),
      [](char a, char b) { return a == b || (a == '_' && b == '-') || (a == '-' && b == '_'); });
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

ordered_json as_json(const Field& field) {
  ordered_json json = {{"name", field.name},
                       {"host_name", field.host_name},
                       {"docs", field.docs},
                       {"type", to_string(field.type)},
                       {"getter", field.getter}};
  json["setter"] = field.setter.empty() ? ordered_json(nullptr) : ordered_json(field.setter);
  return json;
}

ordered_json as_json(const Function& function) {
  ordered_json json = {{"crate", function.crate},          {"name", function.name},
                       {"host_name", function.host_name},  {"docs", function.docs},
                       {"signature", signature(function)}, {"unsafe", function.is_unsafe}};
  json["receiver"] = function.receiver
                         ? ordered_json(std::string(prefix_of(*function.receiver)) + "self")
                         : ordered_json(nullptr);
  json["arguments"] = ordered_json::array();
  for (const Argument& argument : function.arguments) {
    json["arguments"].push_back({{"name", argument.name}, {"type", to_string(argument.type)}});
  }
  json["returns"] = to_string(function.returns);
  json["symbol"] = function.symbol;
  return json;
}

ordered_json as_json(const LibraryObject& object);

template <typename Items>
ordered_json array_of(const Items& items) {
  ordered_json array = ordered_json::array();
  for (const auto& item : items) array.push_back(as_json(item));
  return array;
}

ordered_json as_json(const LibraryObject& object) {
  const Object& own = object.object;
  return {{"crate", own.crate},
          {"name", own.name},
          {"host_name", own.host_name},
          {"docs", own.docs},
          {"place", to_string(object.place)},
          {"release", own.release},
          {"fields", array_of(object.fields)},
          {"functions", array_of(object.functions)}};
}

}  // namespace

std::string signature(const Function& function) {
  std::string text = function.is_unsafe ? "unsafe fn " : "fn ";
  text += function.name + "(";
  if (function.receiver) text += std::string(prefix_of(*function.receiver)) + "self";
  for (const Argument& argument : function.arguments) {
    if (!text.ends_with('(')) text += ", ";
    text += argument.name + ": " + to_string(argument.type);
  }
  text += ")";
  if (function.returns.kind != TypeKind::unit) text += " -> " + to_string(function.returns);
  return text;
}

std::string describe(const Library& library) {
  std::string text;
  for (const Crate& crate : library.crates) {
    text += fmt::format("{}// {} {}, exported by Prebind {}\n", text.empty() ? "" : "\n",
                        crate.name, crate.version, crate.engine);
    for (const LibraryObject& object : library.objects) {
      if (is_of(object.object.crate, crate)) text += describe(object);
    }
    for (const Function& function : library.functions) {
      if (!is_of(function.crate, crate)) continue;
      text += fmt::format("\n{}{};\n", head(function, ""), signature(function));
    }
  }
  return text;
}

std::string describe_json(const Library& library) {
  const ordered_json json = {{"crates", array_of(library.crates)},
                             {"objects", array_of(library.objects)},
                             {"functions", array_of(library.functions)}};
  return json.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

}  // namespace prebind::model
