#include "expand/item_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "expand/lifetimes.h"
#include "expand/type_words.h"

namespace prebind::expand {

using model::Passing;

namespace {

const std::string kRemove = "remove this option";

constexpr std::string_view kWhatCanBeExported =
    "`#[julia]` goes on functions, structs, enums, constants, traits, `impl` blocks and modules";

}  // namespace

bool is_function(Cursor cursor) {
  while (cursor.at_identifier() || cursor.at_literal()) {
    if (cursor.at_identifier("fn")) return true;
    const std::string& word = cursor.peek().text;
    const bool qualifier = cursor.at_literal() || word == "const" || word == "async" ||
                           word == "unsafe" || word == "extern" || word == "default" ||
                           word == "safe" || word == "gen";
    if (!qualifier) return false;
    cursor.take();
  }
  return false;
}

void skip_member(Cursor& cursor) {
  while (!cursor.at_end()) {
    const bool ends = cursor.at_punctuation(';') || cursor.at_group("{");
    cursor.take();
    if (ends) return;
  }
}

bool take_visibility(Cursor& cursor) {
  if (!cursor.take_identifier("pub")) return false;
  if (!cursor.at_group("(")) return true;
  cursor.take();
  return false;
}

std::optional<ItemSyntax> ItemReader::read() {
  Cursor cursor(tokens_, tokens_.item, tokens_.item_end());
  Attributes attributes = read_attributes(cursor, diagnostics_);
  read_options(Cursor(tokens_, 0, tokens_.item), tokens_.is_export ? Mark::exported : Mark::julia,
               attributes.options, diagnostics_);
  if (attributes.options.skip) {
    say({0, 0}, "`skip` is for fields and methods", "remove this attribute");
  }
  take_visibility(cursor);
  if (attributes.options.value && !cursor.at_identifier("struct")) {
    const TokenIndex value = *attributes.options.value;
    say({value, value}, "`value` is for structs of plain data", "remove this option");
  }
  if (!cursor.at_identifier("enum")) refuse_prefix(attributes);
  if (attributes.options.shared && !cursor.at_identifier("struct")) {
    const TokenIndex shared = *attributes.options.shared;
    say({shared, shared}, "`shared` is for structs", "remove this option");
  }
  if (attributes.options.shared && attributes.options.value) {
    const TokenIndex shared = *attributes.options.shared;
    say({shared, shared}, "a value struct cannot be shared: hosts have copies of it",
        "remove `value` or `shared`");
  }
  if (!attributes.options.derived.empty() && !cursor.at_identifier("struct") &&
      !cursor.at_identifier("enum")) {
    const TokenIndex place = attributes.options.derived[0].place;
    say({place, place}, "`derive` is for structs and enums", "remove this option");
  }
  if (!is_function(cursor)) {
    const bool is_impl = cursor.at_identifier("impl");
    refuse_function_options(attributes,
                            is_impl ? "write it on the methods that take long" : kRemove,
                            is_impl ? "write it on the method" : kRemove);
  }
  if (is_function(cursor)) {
    const bool is_generic = !attributes.options.parameters.empty();
    auto instances = read_instances(cursor, attributes, std::nullopt);
    if (instances.empty()) return std::nullopt;
    if (is_generic) return GenericFunctionSyntax{std::move(instances)};
    return std::move(instances[0]);
  }
  if (!attributes.options.parameters.empty() && tokens_.arguments.empty()) {
    const TokenIndex place = attributes.options.parameters[0].place;
    say({place, place},
        "only functions, structs and `impl` blocks can have types for type parameters",
        "remove this option");
  }
  Cursor keyword = cursor;
  keyword.take_identifier("unsafe");
  if (keyword.at_identifier("impl")) return read_impl(keyword, std::move(attributes));
  if (keyword.at_identifier("trait")) return read_defined_trait(cursor, std::move(attributes));
  if (cursor.at_identifier("struct")) return read_struct(cursor, std::move(attributes));
  if (cursor.at_identifier("enum")) return read_enum(cursor, std::move(attributes));
  if (cursor.at_identifier("const") || cursor.at_identifier("static")) {
    return read_constant(cursor, std::move(attributes));
  }
  if (cursor.at_identifier("mod")) return read_module(cursor, std::move(attributes));
  const std::string word = cursor.at_end() ? "" : cursor.peek().text;
  say({cursor.here(), cursor.here()},
      word.empty() ? "there is nothing to export here"
                   : fmt::format("`{}` cannot be exported to the host", word),
      std::string(kWhatCanBeExported));
  return std::nullopt;
}

std::optional<ItemSyntax> ItemReader::read_module(Cursor cursor, Attributes attributes) {
  cursor.take();  // mod
  if (!cursor.at_identifier()) return std::nullopt;
  const TokenIndex place = cursor.take();
  // The macro refuses a module in a file of its own.
  if (!cursor.at_group("{")) return std::nullopt;
  ModuleSyntax item{std::move(attributes), text(place), place};
  add_inner_docs(cursor.inside(), item.attributes);
  return item;
}

/// A host that collects garbage must not be called: what it runs would work beside its collector.
void ItemReader::check_gc_safe(const FunctionSyntax& function) {
  if (!function.attributes.options.gc_safe) return;
  const TokenIndex place = *function.attributes.options.gc_safe;
  for (const ArgumentSyntax& argument : function.arguments) {
    const model::Type& type = argument.type.type;
    if (type.kind != model::TypeKind::function || model::is_kept(type)) continue;
    say({place, place}, "a function that calls functions of the host cannot be `gc_safe`",
        "remove this option: garbage collection can start in the functions that it calls");
    return;
  }
}

/// To rustc a C function lives for ever and may be called anywhere; a host's is good during the
/// call and on its thread. So its author has to answer for it: `unsafe` stands at the calls, or in
/// the attribute.
void ItemReader::check_c_functions(const FunctionSyntax& function) {
  if (function.attributes.options.is_unsafe) return;
  for (const ArgumentSyntax& argument : function.arguments) {
    const model::Type& type = argument.type.type;
    if (!model::is_c_function(type)) continue;
    TokenIndex first = argument.type.range.first;
    while (tokens_.tokens[first].kind == Token::Kind::open) ++first;
    if (text(first) == "unsafe") continue;
    say(argument.type.range,
        fmt::format("`{}` could be kept, or called in another thread: a host lends it only "
                    "until the call returns",
                    spell(tokens_, argument.type.range)),
        "take `&dyn Fn(…)`, which rustc keeps to the call; or take `unsafe extern \"C\" fn(…)` or "
        "write `#[julia(unsafe)]`, and guarantee this yourself");
  }
}

bool ItemReader::refuse_generics(Cursor& cursor, std::string_view what, bool lifetimes_allowed) {
  if (!cursor.at_punctuation('<')) return true;
  const TokenIndex first = cursor.take();
  bool has_types = false;
  bool has_lifetimes = false;
  int depth = 1;
  bool starts = true;  // at the start of a parameter
  while (!cursor.at_end() && depth > 0) {
    if (starts && depth == 1 && cursor.at_punctuation('\'')) has_lifetimes = true;
    if (starts && depth == 1 && cursor.at_identifier()) has_types = true;
    starts = cursor.at_punctuation(',');
    if (cursor.take_operator("->")) continue;
    if (cursor.at_punctuation('\'')) {
      cursor.take_lifetime();
      continue;
    }
    if (cursor.at_punctuation('<')) ++depth;
    if (cursor.at_punctuation('>')) --depth;
    cursor.take();
  }
  const TokenRange range{first, cursor.last()};
  if (has_types) {
    say(range,
        fmt::format("a generic {} cannot be exported: the host needs code for concrete types",
                    what),
        what == "enum" ? "write an enum without parameters for each type that hosts need"
                       : "write the types that hosts need: `#[julia(T = f32, f64)]`");
    return false;
  }
  if (has_lifetimes && !lifetimes_allowed) {
    say(range, fmt::format("a {} that borrows cannot be exported: a host keeps its handles", what),
        "let it own its data");
    return false;
  }
  return true;
}

bool ItemReader::read_qualifiers(Cursor& cursor, FunctionSyntax& function) {
  bool accepted = true;
  while (!cursor.at_identifier("fn")) {
    const TokenIndex word = cursor.take();
    if (text(word) == "async") function.is_async = true;
    if (text(word) == "extern") function.has_abi = true;
    if (text(word) != "unsafe") continue;
    function.is_unsafe = true;
    if (!function.attributes.options.is_unsafe) {
      say({word, word}, "an `unsafe` function is exported only if you ask for it",
          "write `#[julia(unsafe)]` if hosts may call it; document what callers must "
          "guarantee");
      accepted = false;
    }
  }
  cursor.take();  // fn
  return accepted;
}

std::optional<FunctionSyntax> ItemReader::read_function(Cursor& cursor, Attributes attributes,
                                                        TypeReader& types, bool is_method) {
  FunctionSyntax function{.attributes = std::move(attributes)};
  const std::size_t before = diagnostics_.size();
  read_qualifiers(cursor, function);
  if (!cursor.at_identifier()) return std::nullopt;
  function.place = cursor.take();
  function.name = text(function.place);
  types.set_lasting(lasting_lifetimes(cursor));
  const Cursor generics = cursor;
  types.set_bounds(bounds_of(cursor));
  if (function.attributes.options.parameters.empty() && !has_known_traits(generics)) {
    refuse_generics(cursor, "function", true);
  } else {
    skip_generics(cursor);
  }
  if (!cursor.at_group("(")) return std::nullopt;
  read_parameters(cursor.inside(), function, types, is_method);
  if (diagnostics_.size() == before) check_inferred(generics, types);
  cursor.take();
  if (cursor.take_operator("->")) read_result(cursor, function, types);
  if (diagnostics_.size() == before) apply_signature(function);
  check_evaluated(function);
  check_gc_safe(function);
  check_async(function);
  check_sequence(function);
  check_view(function);
  check_base_function(function, is_method);
  check_c_functions(function);
  if (diagnostics_.size() > before) return std::nullopt;
  return function;
}

/// What stands behind the arrow.
void ItemReader::read_result(Cursor& cursor, FunctionSyntax& function, TypeReader& types) {
  auto future = future_at(cursor);
  Cursor& place = future ? future->output : cursor;
  if (future) {
    check_future(*future, function);
    function.future = future->whole;
    function.is_async = true;
    skip_type(cursor);
  }
  const bool can_return_receiver =
      function.receiver == Passing::mutable_reference && !function.is_async;
  types.set_view(function.attributes.options.view.has_value());
  auto returns =
      types.read_returned(place, function.sequence, can_return_receiver, function.returns_receiver);
  if (returns) function.returns = std::move(*returns);
}

void ItemReader::read_parameters(Cursor cursor, FunctionSyntax& function, TypeReader& types,
                                 bool is_method) {
  bool first = true;
  while (!cursor.at_end()) {
    Attributes attributes = read_attributes(cursor, diagnostics_);
    if (!attributes.cfg.empty()) {
      say(attributes.cfg[0], "a parameter with `#[cfg]` cannot be exported",
          "write two functions, each with its own `#[cfg]`");
    }
    Cursor receiver = cursor;
    if (first && read_receiver(receiver, function, types)) {
      if (!is_method) {
        say({cursor.position(), receiver.last()}, "a method is exported through its `impl` block",
            "put `#[julia]` on the `impl` as well");
      }
      cursor = receiver;
    } else {
      Cursor pattern = cursor;
      pattern.take_identifier("mut");
      ArgumentSyntax argument;
      const bool named = pattern.at_identifier() && pattern.peek().text != "_" &&
                         pattern.peek_next() != nullptr && pattern.peek_next()->text == ":";
      argument.name = named ? plain_name(pattern.peek().text)
                            : fmt::format("argument{}", function.arguments.size() + 1);
      while (!cursor.at_end() && !(cursor.at_punctuation(':') && !cursor.peek().joint))
        cursor.take();
      if (cursor.at_end()) {
        say({cursor.here(), cursor.here()}, "this parameter cannot cross to the host", "");
        return;
      }
      cursor.take();
      auto type = types.read(cursor, Position::argument);
      if (type) {
        const auto& substituted = tokens_.substituted;
        const auto inside = substituted.lower_bound(type->range.first);
        const Token& last = tokens_.tokens[type->range.last];
        argument.is_generic =
            inside != substituted.end() &&
            inside->first <= (last.kind == Token::Kind::open ? last.match : type->range.last);
        check_parameter(attributes, *type);
        argument.service = attributes.options.service;
        argument.type = std::move(*type);
        function.arguments.push_back(std::move(argument));
      }
    }
    first = false;
    if (!cursor.take_punctuation(',')) return;
  }
}

/// `self`, `mut self`, `&self`, `&'a mut self`, `self: &Self`. Leaves the cursor behind it.
bool ItemReader::read_receiver(Cursor& cursor, FunctionSyntax& function, TypeReader& types) {
  const TokenIndex first = cursor.position();
  Passing passing = Passing::value;
  std::optional<std::string> lifetime;
  Cursor probe = cursor;
  if (probe.take_punctuation('&')) {
    lifetime = probe.take_lifetime();
    passing = probe.take_identifier("mut") ? Passing::mutable_reference : Passing::reference;
  } else {
    probe.take_identifier("mut");
  }
  if (!probe.take_identifier("self")) return false;
  cursor = probe;
  function.receiver = passing;
  if (cursor.take_punctuation(':')) {
    Cursor type = cursor;
    if (type.take_punctuation('&')) {
      lifetime = type.take_lifetime();
      passing = type.take_identifier("mut") ? Passing::mutable_reference : Passing::reference;
    }
    function.has_arc = passing == Passing::value && at_arc(type);
    if (function.has_arc) {
      while (!type.take_punctuation('<')) type.take();
      passing = Passing::reference;
    }
    const bool is_self = type.take_identifier("Self") &&
                         (!function.has_arc || type.take_punctuation('>')) &&
                         (type.at_end() || type.at_punctuation(','));
    while (!cursor.at_end() && !cursor.at_punctuation(',')) cursor.take();
    if (!is_self) {
      say({first, cursor.last()}, "this receiver cannot cross to the host",
          "write `self`, `&self`, `&mut self` or `self: Arc<Self>`");
    }
    function.receiver = passing;
  }
  types.check_lifetime(lifetime, {first, cursor.last()},
                       fmt::format("write `{}self`", model::prefix_of(passing)));
  return true;
}

namespace {

/// Behind `impl`: whether a `for` stands before the block.
bool is_trait_impl(Cursor cursor) {
  while (!cursor.at_end() && !cursor.at_group("{")) {
    if (cursor.take_identifier("for")) return true;
    cursor.take();
  }
  return false;
}

/// The name of the trait: `Add` of `ops::Add<f64>`.
TokenIndex name_of_trait(const Tokens& tokens, TokenRange trait) {
  TokenIndex name = trait.first;
  for (TokenIndex i = trait.first; i <= trait.last && tokens.tokens[i].text != "<"; ++i) name = i;
  return name;
}

}  // namespace

/// The `<T>` of an `impl`. Those of an instance are known.
bool ItemReader::read_impl_generics(Cursor& cursor, bool lifetimes_allowed) {
  if (tokens_.arguments.empty()) return refuse_generics(cursor, "struct", lifetimes_allowed);
  skip_generics(cursor);
  return true;
}

/// The type that has the methods: a path, or one of an instance, `Filter<f64>`. `first` is the
/// first token to show where it is another.
bool ItemReader::read_owner(Cursor& cursor, TokenIndex first, TokenRange& owner) {
  owner.first = cursor.position();
  int depth = 0;
  while (!cursor.at_end() && !cursor.at_group("{") && !cursor.at_identifier("where")) {
    depth += cursor.at_punctuation('<') ? 1 : cursor.at_punctuation('>') ? -1 : 0;
    const bool is_path = cursor.at_identifier() || cursor.at_punctuation(':') ||
                         cursor.at_punctuation('<') || cursor.at_punctuation('>') ||
                         (depth > 0 && cursor.at_punctuation(','));
    if (!is_path || depth > 1 || cursor.at_identifier("mut") || cursor.at_identifier("dyn")) {
      say({first, cursor.position()}, "the methods of such a type cannot be exported",
          "an exported type is called by its name, and instances of a generic one have numbers, "
          "`bool`, `char`, `String` or exported types in their `<…>`");
      return false;
    }
    owner.last = cursor.take();
  }
  return true;
}

std::optional<ItemSyntax> ItemReader::read_impl(Cursor cursor, Attributes attributes) {
  ImplSyntax item{.attributes = std::move(attributes)};
  const std::size_t before = diagnostics_.size();
  if (const auto place = item.attributes.options.name_place;
      place && !item.attributes.options.names.empty()) {
    say({*place, *place}, "`name` has no effect on an `impl`",
        "write it on the definition of the type");
  }
  cursor.take();  // impl
  const bool is_of_trait = is_trait_impl(cursor);
  if (!read_impl_generics(cursor, is_of_trait)) return std::nullopt;
  if (!is_of_trait) refuse_index(item.attributes);
  item.type.first = cursor.position();
  for (Cursor ahead = cursor; !ahead.at_end() && !ahead.at_group("{");) {
    const TokenRange trait{item.type.first, ahead.last()};
    if (ahead.take_identifier("for")) {
      return read_trait_impl(ahead, trait, std::move(item.attributes));
    }
    ahead.take();
  }
  if (!read_owner(cursor, item.type.first, item.type)) return std::nullopt;
  while (!cursor.at_end() && !cursor.at_group("{")) cursor.take();
  if (cursor.at_end()) return std::nullopt;
  read_members(cursor.inside(), item);
  if (diagnostics_.size() > before) return std::nullopt;
  return item;
}

/// The cursor stands behind the `for`.
std::optional<ItemSyntax> ItemReader::read_trait_impl(Cursor cursor, TokenRange trait,
                                                      Attributes attributes) {
  TraitSyntax item{.attributes = std::move(attributes)};
  const std::size_t before = diagnostics_.size();
  const TokenIndex place = name_of_trait(tokens_, trait);
  if (const model::TraitForm* form = model::trait_form(text(place))) {
    return read_form(*form, place, cursor, std::move(item.attributes));
  }
  refuse_index(item.attributes);
  const auto trait_method = trait_method_of(text(trait.last));
  const bool is_path =
      std::ranges::all_of(tokens_.tokens.begin() + static_cast<std::ptrdiff_t>(trait.first),
                          tokens_.tokens.begin() + static_cast<std::ptrdiff_t>(trait.last) + 1,
                          [](const Token& each) { return each.text != "<"; });
  if (!trait_method && is_path && !is_foreign_trait(text(place))) {
    return read_own_trait_impl(cursor, trait, std::move(item.attributes));
  }
  if (!trait_method) {
    say(trait, fmt::format("methods of `{}` cannot be exported", spell(tokens_, trait)),
        instead_of_trait(text(place)));
    return std::nullopt;
  }
  item.implementation = {*trait_method, trait.last};
  if (!read_owner(cursor, cursor.position(), item.type)) return std::nullopt;
  while (!cursor.at_end() && !cursor.at_group("{")) cursor.take();
  if (cursor.at_end()) return std::nullopt;
  TypeReader types(tokens_, diagnostics_);
  types.set_owner(item.type);
  for (Cursor inside = cursor.inside();
       *trait_method == model::TraitMethod::next && !inside.at_end();) {
    const bool is_type = inside.take_identifier("type") && inside.take_identifier("Item");
    if (is_type && inside.take_punctuation('=')) {
      auto type = types.read_yielded(inside);
      if (type) item.item = std::move(*type);
    }
    skip_member(inside);
  }
  if (diagnostics_.size() > before) return std::nullopt;
  item.references = types.references();
  return item;
}

/// `impl Store for Disk`, of an exported trait. The cursor stands behind the `for`.
std::optional<ItemSyntax> ItemReader::read_own_trait_impl(Cursor cursor, TokenRange trait,
                                                          Attributes attributes) {
  ImplSyntax item{.attributes = std::move(attributes), .trait = trait};
  const std::size_t before = diagnostics_.size();
  item.trait->made = "dyn " + spell(tokens_, trait);
  if (!read_owner(cursor, cursor.position(), item.type)) return std::nullopt;
  while (!cursor.at_end() && !cursor.at_group("{")) cursor.take();
  if (cursor.at_end()) return std::nullopt;
  read_members(cursor.inside(), item);
  if (item.methods.empty() && diagnostics_.size() == before) {
    say(trait,
        fmt::format("an `impl` of `{}` without a method cannot be exported", spell(tokens_, trait)),
        "write one of the methods in it: those tell the host that the type has the trait");
  }
  if (diagnostics_.size() > before) return std::nullopt;
  return item;
}

/// The cursor stands on its first word: `const`, `unsafe`, `fn`.
static std::string name_of_function(Cursor cursor) {
  while (!cursor.take_identifier("fn")) cursor.take();
  return plain_name(cursor.peek().text);
}

/// If a method has a bare `#[julia]`, those that are marked are exported (as RustCall wants it),
/// else all public ones and those that are marked. Options alone say how, not which.
void ItemReader::read_members(Cursor cursor, ImplSyntax& item) {
  struct Member {
    Attributes attributes;
    bool is_public;
    Cursor start;
  };
  std::vector<Member> members;
  bool any_bare = false;
  while (!cursor.at_end()) {
    Attributes attributes = read_attributes(cursor, diagnostics_);
    const bool is_public = take_visibility(cursor) || item.trait.has_value();
    const Cursor start = cursor;
    if (is_function(cursor)) {
      any_bare = any_bare || attributes.is_bare;
      members.push_back({std::move(attributes), is_public, start});
    } else if (attributes.is_marked && !cursor.at_end()) {
      say({cursor.here(), cursor.here()},
          fmt::format("`{}` cannot be exported from an `impl`", cursor.peek().text),
          "put `#[julia]` on functions only");
    }
    skip_member(cursor);
  }
  for (Member& member : members) {
    const bool wanted = member.attributes.is_marked || (!any_bare && member.is_public);
    if (!wanted && member.is_public) item.unmarked.push_back(name_of_function(member.start));
    if (!wanted || member.attributes.options.skip) continue;
    const auto name = member.attributes.options.name_place;
    if (name && item.trait) {
      say({*name, *name}, "a method of a trait has the name that the trait gives it",
          "write `name` on the method in the trait");
    }
    for (FreeFunctionSyntax& each : read_instances(member.start, member.attributes, item.type)) {
      item.methods.push_back({std::move(each.function), std::move(each.references)});
    }
  }
}

std::optional<ItemSyntax> read_item(const Tokens& tokens, std::vector<Diagnostic>& diagnostics) {
  return ItemReader(tokens, diagnostics).read();
}

}  // namespace prebind::expand
