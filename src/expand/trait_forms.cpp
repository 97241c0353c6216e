// Reads implementations of traits that hosts have a form of their own for: operators, indices,
// conversions (model/trait_forms.h).

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "expand/item_reader.h"
#include "expand/type_words.h"

namespace prebind::expand {

using model::FormKind;
using model::Passing;
using model::Type;
using model::TypeKind;

namespace {

bool is_operator(FormKind kind) {
  return kind == FormKind::unary || kind == FormKind::binary;
}

bool is_index(FormKind kind) {
  return kind == FormKind::index || kind == FormKind::index_mut;
}

/// What stands in the braces of the implementation.
struct Members {
  std::optional<Cursor> function, output, error;
};

Members members_of(Cursor inside, std::vector<Diagnostic>& diagnostics) {
  Members members;
  while (!inside.at_end()) {
    read_attributes(inside, diagnostics);
    if (is_function(inside)) members.function = inside;
    Cursor type = inside;
    if (type.take_identifier("type")) {
      const bool is_output = type.at_identifier("Output");
      const bool is_error = type.at_identifier("Error") || type.at_identifier("Err");
      if (is_output || is_error) type.take();
      if (type.take_punctuation('=') && is_output) members.output = type;
      if (is_error) members.error = type;
    }
    skip_member(inside);
  }
  return members;
}

/// `(row, column): (usize, usize)` is two indices to a host.
void split_indices(FunctionSyntax& function) {
  if (function.arguments.empty() || function.arguments[0].type.type.kind != TypeKind::tuple) return;
  const TypedRange whole = function.arguments[0].type;
  function.arguments.clear();
  for (const Type& each : whole.type.arguments) {
    function.arguments.push_back({.name = fmt::format("index{}", function.arguments.size() + 1),
                                  .type = {each, whole.range}});
  }
}

}  // namespace

/// The type of the `impl`, perhaps borrowed; the cursor stands behind the `for`. Of a number, it is
/// the first argument instead of the owner.
bool ItemReader::read_form_type(Cursor& cursor, TypeReader& types, FormSyntax& item) {
  const TokenIndex first = cursor.position();
  if (cursor.take_punctuation('&')) {
    item.is_lent = true;
    cursor.take_lifetime();
  }
  if (!read_owner(cursor, first, item.type)) return false;
  const auto kind = standard_kind(Cursor(tokens_, item.type.first, cursor.position()));
  item.has_owner = !kind;
  if (item.has_owner) {
    types.set_owner(item.type);
    return true;
  }
  if (item.form->kind == FormKind::binary && model::is_number(*kind) && !item.is_lent) return true;
  say({first, item.type.last},
      fmt::format("an implementation of `{}` for a type of Rust's own cannot be exported",
                  item.form->trait),
      "write a function that calls it, and export that");
  return false;
}

/// What the function returns, from `type Output = …` and the like.
std::optional<TypedRange> ItemReader::read_form_result(const FormSyntax& item, Cursor& signature,
                                                       std::optional<Cursor> output,
                                                       std::optional<Cursor> error,
                                                       TypeReader& types) {
  const bool is_fallible = item.form->trait == "TryFrom" || item.form->kind == FormKind::parsing;
  const Cursor self(tokens_, item.type.first, item.type.last + 1);
  if (is_fallible) {
    if (!error) return std::nullopt;
    return types.read_fallible(self, *error, item.type);
  }
  if (item.form->kind == FormKind::conversion || item.form->kind == FormKind::construction) {
    Cursor own = self;
    return types.read(own, Position::returns);
  }
  if (item.form->kind != FormKind::index_mut) {
    if (!output) return std::nullopt;
    if (item.form->kind == FormKind::index && output->at_identifier("str")) {
      return TypedRange{{.kind = TypeKind::string}, {output->position(), output->position()}};
    }
    return types.read(*output, Position::returns);
  }
  // The type of what is set; `Output` is that of another `impl`.
  const bool is_borrow = signature.take_operator("->") && signature.take_punctuation('&');
  if (!is_borrow) return std::nullopt;
  signature.take_lifetime();
  signature.take_identifier("mut");
  if (signature.at_identifier("Self")) {
    const TokenIndex first = signature.position();
    while (!signature.at_end() && !signature.at_group("{")) signature.take();
    const TokenRange range{first, signature.last()};
    say(range, fmt::format("`{}` cannot cross to the host", spell(tokens_, range)),
        "write the type that it stands for");
    return std::nullopt;
  }
  return types.read(signature, Position::argument);
}

/// Operators take nothing from a host: of what Rust takes by value, it gets a clone.
void ItemReader::lend_operands(FormSyntax& item) {
  for (ArgumentSyntax& each : item.function.arguments) {
    Type& type = each.type.type;
    const bool is_taken = type.kind == TypeKind::named && type.passing == Passing::value;
    item.clones.push_back(is_taken);
    if (is_taken) type.passing = Passing::reference;
    if (type.passing != Passing::mutable_reference) continue;
    say(each.type.range,
        fmt::format("`{}` cannot be an operand: in a host, an operator changes none",
                    spell(tokens_, each.type.range)),
        "write a method that takes it, in `#[julia] impl`");
  }
}

void ItemReader::check_index(const FormSyntax& item) {
  const auto place = item.attributes.options.index_place;
  if (!place) return;
  if (!is_index(item.form->kind)) return refuse_index(item.attributes);
  const auto& arguments = item.function.arguments;
  const bool counts = std::ranges::any_of(
      arguments, [](const ArgumentSyntax& each) { return model::is_integer(each.type.type.kind); });
  if (!counts) say({*place, *place}, "`index = 1` is for indices that are integers", "remove it");
}

std::optional<ItemSyntax> ItemReader::read_form(const model::TraitForm& form, TokenIndex place,
                                                Cursor cursor, Attributes attributes) {
  FormSyntax item{.attributes = std::move(attributes), .form = &form, .place = place};
  const std::size_t before = diagnostics_.size();
  TypeReader types(tokens_, diagnostics_);
  if (!read_form_type(cursor, types, item)) return std::nullopt;
  while (!cursor.at_end() && !cursor.at_group("{")) cursor.take();
  if (cursor.at_end()) return std::nullopt;
  const Members members = members_of(cursor.inside(), diagnostics_);
  if (!members.function) return std::nullopt;
  Cursor signature = *members.function;
  while (!signature.at_end() && !signature.at_group("(")) signature.take();
  if (signature.at_end()) return std::nullopt;
  read_parameters(signature.inside(), item.function, types, true);
  signature.take();
  if (is_index(form.kind)) split_indices(item.function);
  check_index(item);
  auto result = read_form_result(item, signature, members.output, members.error, types);
  if (!result || diagnostics_.size() > before) return std::nullopt;
  if (form.kind == FormKind::index_mut) {
    auto& arguments = item.function.arguments;
    arguments.insert(arguments.begin(), {.name = "value", .type = std::move(*result)});
  } else {
    item.function.returns = std::move(*result);
  }
  item.clones_self = item.has_owner && is_operator(form.kind) && !item.is_lent;
  lend_operands(item);
  item.references = types.references();
  if (diagnostics_.size() > before) return std::nullopt;
  return item;
}

}  // namespace prebind::expand
