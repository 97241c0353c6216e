#include "expand/substitution.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "expand/cursor.h"
#include "expand/inquiry.h"
#include "expand/operations.h"

namespace prebind::expand {

namespace {

TypeArgument argument_at(const Tokens& tokens, TokenIndex type) {
  const auto outer = tokens.substituted.find(type);
  return {tokens.tokens[type].text, outer != tokens.substituted.end()
                                        ? outer->second
                                        : Substituted{original({type, type}), type}};
}

}  // namespace

std::vector<Choice> choices_of(const Tokens& tokens, const std::vector<TypeParameter>& parameters,
                               const std::vector<std::string>& names) {
  std::vector<Choice> choices = {{}};
  for (const std::string& name : names) {
    const auto parameter = std::ranges::find(parameters, name, &TypeParameter::name);
    Choice types = {std::nullopt};
    if (parameter != parameters.end()) {
      types.clear();
      for (const TokenIndex type : parameter->types) types.push_back(argument_at(tokens, type));
    }
    std::vector<Choice> longer;
    for (const Choice& choice : choices) {
      for (const auto& type : types) {
        longer.push_back(choice);
        longer.back().push_back(type);
      }
    }
    choices = std::move(longer);
  }
  return choices;
}

Tokens substitute(const Tokens& tokens, const std::vector<std::string>& names,
                  const Choice& choice) {
  Tokens instance = tokens;
  for (TokenIndex i = tokens.item; i < tokens.tokens.size(); ++i) {
    Token& token = instance.tokens[i];
    if (token.kind != Token::Kind::identifier) continue;
    const auto found = std::ranges::find(names, token.text);
    if (found == names.end()) continue;
    const auto& type = choice[static_cast<std::size_t>(found - names.begin())];
    if (!type) continue;
    token.text = type->text;
    instance.substituted[i] = type->type;
  }
  return instance;
}

TokenRange with_types(const Tokens& tokens, TokenRange path) {
  if (path.first == path.last && tokens.parts.contains(path.first)) {
    path.made = source_of_part(tokens, path.first);
    return path;
  }
  const auto inside = tokens.substituted.lower_bound(path.first);
  if (inside == tokens.substituted.end() || inside->first > path.last) return path;
  if (path.first == path.last) {
    const TokenIndex place = inside->second.place;
    return {.first = place, .last = place, .made = inside->second.source};
  }
  for (TokenIndex i = path.first; i <= path.last; ++i) {
    const Token::Kind kind = tokens.tokens[i].kind;
    if (kind == Token::Kind::open || kind == Token::Kind::close) continue;  // invisible groups
    const auto type = tokens.substituted.find(i);
    const bool is_made = !tokens.origins.empty() && tokens.origins[i].is_made;
    path.made += type != tokens.substituted.end() ? type->second.source
                 : is_made                        ? tokens.tokens[i].text
                                                  : original({i, i});
  }
  return path;
}

std::string listed(const std::vector<std::string>& names) {
  std::string list;
  for (const std::string& name : names) {
    list += fmt::format("{}`{}`", list.empty() ? "" : ", ", name);
  }
  return list;
}

}  // namespace prebind::expand
