// `signature = (x, n = 10, *, scale = 1.0)`: which arguments hosts can leave out.

#include "expand/signatures.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

#include "expand/item_reader.h"
#include "model/defaults.h"

namespace prebind::expand {

using model::Default;
using model::Type;
using model::TypeKind;

void read_signature(Cursor& cursor, TokenIndex place, Options& options,
                    std::vector<Diagnostic>& diagnostics) {
  if (options.signature_place) {
    diagnostics.push_back({{place, place}, "there are two signatures", "remove one of the two"});
    return;
  }
  options.signature_place = place;
  if (cursor.take_punctuation('=') && cursor.at_group("(")) {
    options.signature = cursor.take();
    return;
  }
  diagnostics.push_back({{place, place},
                         "`signature` needs the parameters in parentheses",
                         "write `signature = (x, n = 10, *, scale = 1.0)`"});
}

namespace {

/// Up to the `,` behind an expression; one in `::<K, V>` belongs to it.
void skip_expression(Cursor& cursor) {
  int depth = 0;
  while (!cursor.at_end() && (depth > 0 || !cursor.at_punctuation(','))) {
    if (cursor.take_operator("::") && cursor.at_punctuation('<')) ++depth;
    if (depth > 0 && cursor.at_punctuation('>')) --depth;
    if (!cursor.at_end() && (depth > 0 || !cursor.at_punctuation(','))) cursor.take();
  }
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// `0xff_u8`, of this type, in decimal digits.
std::optional<std::string> integer_text(std::string literal, TypeKind kind) {
  std::erase(literal, '_');
  const std::string_view name = model::name_of(kind);
  if (literal.ends_with(name)) literal.resize(literal.size() - name.size());
  int base = 10;
  for (const auto& [prefix, its] : {std::pair{"0x", 16}, {"0o", 8}, {"0b", 2}}) {
    if (literal.starts_with(prefix)) base = its;
  }
  if (base != 10) literal.erase(0, 2);
  std::uint64_t value = 0;
  const char* end = literal.data() + literal.size();
  const auto [read, error] = std::from_chars(literal.data(), end, value, base);
  if (literal.empty() || error != std::errc() || read != end) return std::nullopt;
  return std::to_string(value);
}

/// `1_000.5f64`, `1e3`: with digits before and behind the point, so that Julia reads it.
std::optional<std::string> float_text(std::string literal, TypeKind kind) {
  std::erase(literal, '_');
  const std::string_view name = model::name_of(kind);
  const bool has_suffix = literal.ends_with(name);
  if (has_suffix) literal.resize(literal.size() - name.size());
  if (literal.empty() || !is_digit(literal[0])) return std::nullopt;
  const std::size_t exponent = std::min(literal.find_first_of("eE"), literal.size());
  std::string digits = literal.substr(0, exponent), power = literal.substr(exponent);
  if (!has_suffix && power.empty() && digits.find('.') == std::string::npos) return std::nullopt;
  if (digits.find('.') == std::string::npos) digits += '.';
  if (digits.ends_with('.')) digits += '0';
  if (!power.empty()) power = "e" + power.substr(power.starts_with("e+") ? 2 : 1);
  return digits + power;
}

std::optional<Default> number(Cursor value, TypeKind kind) {
  const bool is_negative = value.take_punctuation('-');
  if (!value.at_literal()) return std::nullopt;
  const std::string literal = value.tokens().tokens[value.take()].text;
  if (!value.at_end() || literal.empty() || !is_digit(literal[0])) return std::nullopt;
  const bool is_float = kind == TypeKind::f32 || kind == TypeKind::f64;
  const auto text = is_float ? float_text(literal, kind) : integer_text(literal, kind);
  if (!text) return std::nullopt;
  const bool has_sign = is_negative && (is_float || *text != "0");
  return Default{Default::Kind::number, (has_sign ? "-" : "") + *text};
}

/// A literal of just this type, which hosts see as it is. All else is for rustc to judge.
std::optional<Default> literal_of(Cursor value, const Type& type) {
  if (type.kind == TypeKind::option) {
    Cursor none = value;
    if (none.take_identifier("None") && none.at_end()) return Default{Default::Kind::none};
    if (!value.take_identifier("Some") || !value.at_group("(")) return std::nullopt;
    return literal_of(value.inside(), type.arguments[0]);
  }
  std::optional<Default> found;
  if (model::is_number(type.kind) || model::family_of(type.kind) == model::Family::wide) {
    found = number(value, type.kind);
  } else {
    const std::string text = value.at_end() ? "" : value.peek().text;
    const bool is_literal = value.at_literal();
    if (!value.at_end()) value.take();
    if (!value.at_end()) return std::nullopt;
    if (type.kind == TypeKind::boolean) {
      found = Default{Default::Kind::boolean, text};
    } else if (type.kind == TypeKind::character && is_literal && text.starts_with('\'')) {
      const auto character = string_value(fmt::format("\"{}\"", text.substr(1, text.size() - 2)));
      if (character) found = Default{Default::Kind::character, *character};
    } else if (model::is_text(type.kind) && is_literal) {
      const auto content = string_value(text);
      if (content) found = Default{Default::Kind::text, *content};
    }
  }
  return found && model::fits(*found, type) ? found : std::nullopt;
}

/// The index of the next argument that callers pass.
std::size_t passed(const std::vector<ArgumentSyntax>& arguments, std::size_t index) {
  while (index < arguments.size() && arguments[index].service) ++index;
  return index;
}

std::string names_of(const FunctionSyntax& function) {
  std::string names;
  for (const ArgumentSyntax& each : function.arguments) {
    if (each.service) continue;
    names += fmt::format("{}{}", names.empty() ? "" : ", ", each.name);
  }
  return names;
}

}  // namespace

void ItemReader::check_default(const ArgumentSyntax& argument, TokenIndex place) {
  const Type& type = argument.type.type;
  const auto refuse = [&](std::string help) {
    say({place, place}, fmt::format("the parameter `{}` cannot have a default", argument.name),
        std::move(help));
  };
  if (type.kind == TypeKind::function) {
    refuse("remove the default, or export a second function without this parameter");
  } else if (type.passing == model::Passing::mutable_reference) {
    refuse("remove the default: nobody would see what Rust writes into it");
  } else if (type.kind == TypeKind::unit) {
    refuse("remove the default: `()` has only one value");
  } else if (model::is_evaluated(argument.otherwise) && type.kind == TypeKind::option) {
    refuse(
        "the default of an `Option` is `None` or `Some` of a literal: write `None`, and let the "
        "function replace it");
  }
}

void ItemReader::add_default(Cursor& entry, ArgumentSyntax& argument, TokenIndex place) {
  const TokenIndex first = entry.position();
  skip_expression(entry);
  if (entry.position() == first) {
    say({place, place}, fmt::format("the default of `{}` is missing", argument.name),
        fmt::format("write `{} = …`, or remove the `=`", argument.name));
    return;
  }
  argument.expression = {first, entry.last()};
  const std::string spelled = spell(tokens_, argument.expression);
  const Cursor value(tokens_, first, entry.position());
  argument.otherwise =
      literal_of(value, argument.type.type).value_or(Default{Default::Kind::rust, spelled});
  const TokenIndex end = std::min<TokenIndex>(entry.position(), tokens_.tokens.size());
  for (TokenIndex i = first; i < end; ++i) {
    if (text(i) != "Self") continue;
    say({i, i}, "a default cannot use `Self`", "write the name of the type");
    return;
  }
  check_default(argument, place);
}

/// The arguments that a call can leave out are behind the others.
void ItemReader::check_follows(const FunctionSyntax& function, std::size_t index,
                               TokenIndex place) {
  const auto before = function.arguments.begin() + static_cast<std::ptrdiff_t>(index);
  const auto with_default = std::find_if(function.arguments.begin(), before,
                                         [](const auto& each) { return !!each.otherwise; });
  if (with_default == before) return;
  say({place, place},
      fmt::format("`{}` has no default, but follows `{}`, which has one", before->name,
                  with_default->name),
      "give it a default, or put `*` before it to make it a keyword");
}

/// One parameter of the signature; `next` is the one that has to be here.
void ItemReader::add_to_signature(Cursor& entry, FunctionSyntax& function, std::size_t& next,
                                  bool is_keyword) {
  const TokenIndex place = entry.take();
  const std::string name = plain_name(text(place));
  auto& arguments = function.arguments;
  const auto found = std::ranges::find(arguments, name, &ArgumentSyntax::name);
  const auto index = static_cast<std::size_t>(found - arguments.begin());
  if (name == "self") {
    say({place, place}, "`self` does not belong in a signature", "remove it");
  } else if (found == arguments.end()) {
    say({place, place}, fmt::format("`{}` is not a parameter of this function", name),
        names_of(function).empty() ? "callers pass none: remove this option"
                                   : fmt::format("its parameters are `({})`", names_of(function)));
  } else if (found->service) {
    say({place, place}, fmt::format("the host itself provides `{}`", name),
        "remove it from the signature");
  } else if (index < next) {
    say({place, place}, fmt::format("`{}` is in the signature twice", name),
        "remove one of the two");
  } else if (index > next) {
    say({place, place},
        fmt::format("the signature has no `{}` before `{}`", arguments[next].name, name),
        fmt::format("list all parameters in the order of the function: `({})`",
                    names_of(function)));
  } else {
    ArgumentSyntax& argument = *found;
    argument.is_keyword = is_keyword;
    const bool has_default = entry.take_punctuation('=');
    if (argument.is_generic && (has_default || is_keyword)) {
      say({place, place},
          fmt::format("`{}` has the type parameter of a generic function, so it cannot "
                      "have a default or be a keyword",
                      name),
          "hosts choose the instance by it: list it without a default, before the `*`");
    } else if (has_default) {
      add_default(entry, argument, place);
    } else if (!is_keyword) {
      check_follows(function, index, place);
    }
    next = passed(arguments, index + 1);
  }
}

void ItemReader::apply_signature(FunctionSyntax& function) {
  const Options& options = function.attributes.options;
  if (!options.signature_place || options.signature == 0) return;
  const TokenIndex list = options.signature;
  Cursor entry(tokens_, list + 1, tokens_.tokens[list].match);
  const std::size_t before = diagnostics_.size();
  std::size_t next = passed(function.arguments, 0);
  bool is_keyword = false;
  while (!entry.at_end() && diagnostics_.size() == before) {
    const TokenIndex first = entry.position();
    Cursor behind = entry;
    const bool is_star =
        behind.take_punctuation('*') && (behind.at_end() || behind.at_punctuation(','));
    if (is_star && !is_keyword) {
      is_keyword = true;
      entry = behind;
      if (next == function.arguments.size()) {
        say({first, first}, "no parameter follows the `*`", "remove it");
      }
    } else if (entry.at_identifier()) {
      add_to_signature(entry, function, next, is_keyword);
    } else {
      say({first, first},
          fmt::format("`{}` cannot stand in a signature", spell(tokens_, {first, first})),
          "write parameters, with or without a default, and one `*` before the keywords");
    }
    if (diagnostics_.size() > before) return;
    if (!entry.at_end() && !entry.take_punctuation(',')) {
      say({entry.position(), entry.position()}, "expected `,`", "separate the parameters with `,`");
    }
  }
  if (diagnostics_.size() > before || next == function.arguments.size()) return;
  say({*options.signature_place, *options.signature_place},
      fmt::format("the signature lacks the parameter `{}`", function.arguments[next].name),
      fmt::format("list all parameters in the order of the function: `({})`", names_of(function)));
}

}  // namespace prebind::expand
