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

std::string accessor(const model::Field& field, const std::string& owner, std::string_view verb) {
  const std::string signature = fmt::format("{}: field {}::{}::{}: {}", abi(), field.crate, owner,
                                            field.host_name, to_string(field.type));
  return symbol(field.crate, fmt::format("{}__{}_{}", owner, verb, field.host_name), signature);
}

}  // namespace

std::string symbol_text(const std::string& name) {
  std::string text;
  for (std::size_t i = 0; i < name.size();) {
    const auto c = static_cast<unsigned char>(name[i]);
    if (is_plain(c) || c == '-') {
      text += c == '-' ? '_' : name[i];
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

std::string type_id(const std::string& crate, const std::string& host_name) {
  return sha256_hex(fmt::format("type {}::{}", crate, host_name)).substr(0, kDigestDigits);
}

std::string function_symbol(const model::Function& function, const std::string& owner) {
  std::string parameters;
  if (function.receiver)
    parameters = fmt::format("{}{}", receiver_prefix(*function.receiver), owner);
  for (const model::Argument& argument : function.arguments) {
    if (!parameters.empty()) parameters += ", ";
    parameters += to_string(argument.type);
  }
  const std::string scope = owner.empty() ? "" : owner + "::";
  const std::string signature = fmt::format(
      "{}: {}fn {}::{}{}({}) -> {}", abi(), function.is_unsafe ? "unsafe " : "", function.crate,
      scope, function.host_name, parameters, to_string(function.returns));
  const std::string path = owner.empty() ? function.host_name : owner + "__" + function.host_name;
  return symbol(function.crate, path, signature);
}

std::string getter_symbol(const model::Field& field, const std::string& owner) {
  return accessor(field, owner, "get");
}

std::string setter_symbol(const model::Field& field, const std::string& owner) {
  return accessor(field, owner, "set");
}

std::string release_symbol(const model::NamedType& named) {
  const std::string signature =
      fmt::format("{}: object {}::{}", abi(), named.crate, named.host_name);
  return symbol(named.crate, "release_" + named.host_name, signature);
}

std::string definition_symbol(const model::NamedType& named) {
  std::string parts;
  for (const model::Variant& variant : named.variants) {
    parts += fmt::format("{}{}", parts.empty() ? "" : ", ", variant.host_name);
  }
  for (const model::ValueField& member : named.members) {
    parts += fmt::format("{}{}: {}", parts.empty() ? "" : ", ", member.host_name,
                         to_string(member.type));
  }
  const bool is_enum = named.shape == model::Shape::enumeration;
  const std::string integer =
      named.representation ? fmt::format(": {}", name_of(*named.representation)) : "";
  const std::string signature =
      fmt::format("{}: {} {}::{}{} {{ {} }}", abi(), is_enum ? "enum" : "value", named.crate,
                  named.host_name, integer, parts);
  return symbol(named.crate, "define_" + named.host_name, signature);
}

std::string definition_symbol(const model::Constant& constant) {
  const std::string signature = fmt::format("{}: const {}::{}: {}", abi(), constant.crate,
                                            constant.host_name, to_string(constant.type));
  return symbol(constant.crate, "define_" + constant.host_name, signature);
}

}  // namespace prebind::expand
