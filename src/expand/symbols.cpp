#include "expand/symbols.h"

#include <fmt/format.h>

#include <cstdint>
#include <string_view>

#include "util/sha256.h"

namespace prebind::expand {

namespace {

constexpr std::size_t kDigestDigits = 16;

bool is_plain(unsigned char c) {
  return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// The character at `i` of UTF-8 text that rustc has checked; moves `i` behind it.
std::uint32_t decode(std::string_view text, std::size_t& i) {
  const auto lead = static_cast<unsigned char>(text[i++]);
  if (lead < 0x80) return lead;
  std::uint32_t character = lead >= 0xf0 ? lead & 0x07 : lead >= 0xe0 ? lead & 0x0f : lead & 0x1f;
  while (i < text.size() && (static_cast<unsigned char>(text[i]) & 0xc0) == 0x80) {
    character = (character << 6) | (static_cast<unsigned char>(text[i++]) & 0x3f);
  }
  return character;
}

std::string_view receiver_prefix(model::Passing passing) {
  switch (passing) {
    case model::Passing::value:
      return "";
    case model::Passing::reference:
      return "&";
    case model::Passing::mutable_reference:
      return "&mut ";
  }
  return "";
}

std::string abi() {
  return fmt::format("abi {}", model::kAbiVersion);
}

/// Each name with the separator behind it.
std::string path(const Names& names, std::string_view separator) {
  std::string text;
  for (const std::string& name : names) text.append(name).append(separator);
  return text;
}

Names within(const Names& module, const Names& more) {
  Names names = module;
  names.insert(names.end(), more.begin(), more.end());
  return names;
}

std::string accessor(const model::Field& field, const Names& owner, std::string_view verb) {
  const std::string signature =
      fmt::format("{}: field {}::{}{}: {}", abi(), field.crate, path(owner, "::"), field.host_name,
                  to_string(field.type));
  return symbol(field.crate, fmt::format("{}{}_{}", path(owner, "__"), verb, field.host_name),
                signature);
}

std::string_view word_for(model::Shape shape) {
  if (shape == model::Shape::enumeration) return "enum";
  return shape == model::Shape::tagged ? "tagged" : "value";
}

}  // namespace

std::string fields_text(const std::vector<model::ValueField>& fields) {
  std::string text;
  for (const model::ValueField& field : fields) {
    text +=
        fmt::format("{}{}: {}", text.empty() ? "" : ", ", field.host_name, to_string(field.type));
  }
  return text;
}

std::string symbol_text(const std::string& name) {
  std::string text;
  for (std::size_t i = 0; i < name.size();) {
    const auto c = static_cast<unsigned char>(name[i]);
    if (is_plain(c) || c == '-') {
      text += c == '-' ? '_' : name[i];
      ++i;
    } else if (c == '<' || c == ',' || c == '>' || c == ' ') {
      // Of an instance: `Pair<f32, u8>` is `Pair_f32_u8`.
      if (c == '<' || c == ',') text += '_';
      ++i;
    } else {
      text += fmt::format("_u{:x}", decode(name, i));
    }
  }
  return text;
}

std::string symbol(const std::string& crate, const std::string& path,
                   const std::string& signature) {
  return fmt::format("{}__{}__{}", symbol_text(crate), symbol_text(path),
                     sha256_hex(signature).substr(0, kDigestDigits));
}

std::string type_id(const std::string& crate, const std::string& host_name, const Names& module) {
  const std::string text = fmt::format("type {}::{}{}", crate, path(module, "::"), host_name);
  return sha256_hex(text).substr(0, kDigestDigits);
}

std::string function_symbol(const model::Function& function, const Names& owner,
                            const Names& module) {
  std::string parameters;
  if (function.receiver) {
    const std::string_view self = owner.empty() ? std::string_view() : owner.back();
    parameters = fmt::format("{}{}", receiver_prefix(*function.receiver), self);
  }
  for (const model::Argument& argument : function.arguments) {
    if (!parameters.empty()) parameters += ", ";
    parameters += to_string(argument.type);
  }
  const Names names = within(module, owner);
  const std::string signature =
      fmt::format("{}: {}{}fn {}::{}{}({}) -> {}", abi(), function.futures.empty() ? "" : "async ",
                  function.is_unsafe ? "unsafe " : "", function.crate, path(names, "::"),
                  function.host_name, parameters, to_string(function.returns));
  return symbol(function.crate, path(names, "__") + function.host_name, signature);
}

std::string getter_symbol(const model::Field& field, const std::string& owner,
                          const Names& module) {
  return accessor(field, within(module, {owner}), "get");
}

std::string setter_symbol(const model::Field& field, const std::string& owner,
                          const Names& module) {
  return accessor(field, within(module, {owner}), "set");
}

std::string release_symbol(const model::NamedType& named, const Names& module) {
  const std::string signature = fmt::format("{}: object {}::{}{}", abi(), named.crate,
                                            path(module, "::"), model::whole_host_name(named));
  return symbol(named.crate, path(module, "__") + "release_" + model::whole_host_name(named),
                signature);
}

std::string definition_symbol(const model::NamedType& named, const Names& module) {
  std::string parts;
  // Those of an open enum can become more.
  for (const model::Variant& variant : named.variants) {
    if (named.is_open) break;
    parts += fmt::format("{}{}", parts.empty() ? "" : ", ", variant.host_name);
    if (!variant.fields.empty()) parts += fmt::format("({})", fields_text(variant.fields));
  }
  parts += fields_text(named.members);
  const std::string integer =
      named.representation ? fmt::format(": {}", name_of(*named.representation)) : "";
  const std::string signature =
      fmt::format("{}: {} {}::{}{}{} {{ {} }}", abi(), word_for(named.shape), named.crate,
                  path(module, "::"), named.host_name, integer, parts);
  return symbol(named.crate, path(module, "__") + "define_" + named.host_name, signature);
}

std::string definition_symbol(const model::Constant& constant, const Names& module) {
  const std::string signature =
      fmt::format("{}: const {}::{}{}: {}", abi(), constant.crate, path(module, "::"),
                  constant.host_name, to_string(constant.type));
  return symbol(constant.crate, path(module, "__") + "define_" + constant.host_name, signature);
}

std::string module_symbol(const model::Module& item, const Names& module) {
  const std::string signature =
      fmt::format("{}: mod {}::{}{}", abi(), item.crate, path(module, "::"), item.host_name);
  return symbol(item.crate, path(module, "__") + "mod_" + item.host_name, signature);
}

}  // namespace prebind::expand
