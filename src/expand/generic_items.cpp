#include "expand/generic_items.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>
#include <utility>

#include "expand/item_reader.h"
#include "expand/type_words.h"

namespace prebind::expand {

namespace {

/// The type that an `impl` is for.
struct Owner {
  std::string name;  ///< without its path
  std::vector<std::string> arguments;
  TokenRange range;
};

/// The words of a list of instances: `` `Filter<f32>`, `Filter<f64>` ``.
std::string in_words(const std::string& name,
                     const std::vector<std::vector<std::string>>& instances) {
  std::vector<std::string> names;
  for (const auto& each : instances) {
    names.push_back(fmt::format("{}<{}>", name, fmt::join(each, ", ")));
  }
  return listed(names);
}

std::vector<std::string> texts_of(const Choice& choice) {
  std::vector<std::string> texts;
  for (const auto& each : choice) texts.push_back(each ? each->text : "_");
  return texts;
}

/// At the type behind `impl<T>`, or behind the `for` of a trait's.
Cursor at_owner(Cursor cursor) {
  for (Cursor ahead = cursor; !ahead.at_end() && !ahead.at_group("{");) {
    // Not that of `for<'a> Fn(&'a T)`, which stands in angle brackets or behind a `where`.
    if (ahead.at_identifier("where")) break;
    if (ahead.take_identifier("for") && !ahead.at_punctuation('<')) return ahead;
    if (!ahead.at_end()) ahead.take();
  }
  return cursor;
}

Owner read_owner(Cursor cursor) {
  Owner owner;
  if (cursor.take_punctuation('&')) {
    cursor.take_lifetime();
    cursor.take_identifier("mut");
  }
  owner.range.first = cursor.position();
  cursor.take_operator("::");
  while (cursor.at_identifier()) {
    owner.name = plain_name(cursor.peek().text);
    cursor.take();
    if (!cursor.take_operator("::")) break;
  }
  owner.range.last = cursor.last();
  if (!cursor.take_punctuation('<')) return owner;
  while (!cursor.at_end() && !cursor.at_punctuation('>')) {
    const TokenIndex first = cursor.position();
    skip_type(cursor);
    if (cursor.position() == first) return owner;
    owner.arguments.push_back(spell(cursor.tokens(), {first, cursor.last()}));
    if (!cursor.take_punctuation(',')) break;
  }
  owner.range.last = cursor.position();
  return owner;
}

}  // namespace

std::optional<model::TypeKind> kind_of_argument(std::string_view text) {
  using model::TypeKind;
  for (int i = static_cast<int>(TypeKind::boolean); i <= static_cast<int>(TypeKind::u128); ++i) {
    const auto kind = static_cast<TypeKind>(i);
    if (model::name_of(kind) == text) return kind;
  }
  return text == "String" ? std::optional(TypeKind::string) : std::nullopt;
}

/// Reads as much of an item as says which instances it has.
class GenericStructs::Reader {
 public:
  Reader(const Tokens& tokens, std::vector<Diagnostic>& diagnostics)
      : tokens_(tokens), diagnostics_(diagnostics) {}

  /// At the `<…>` of the struct or the `impl`; false if the item is neither.
  bool begin() {
    std::vector<Diagnostic> later;  // those of the attributes are said when the item is read
    Cursor cursor(tokens_, tokens_.item, tokens_.item_end());
    attributes_ = read_attributes(cursor, later);
    read_options(Cursor(tokens_, 0, tokens_.item), tokens_.is_export ? Mark::exported : Mark::julia,
                 attributes_.options, later);
    take_visibility(cursor);
    is_struct_ = cursor.take_identifier("struct");
    if (is_struct_) {
      if (!cursor.at_identifier()) return false;
      name_ = cursor.take();
    } else {
      cursor.take_identifier("unsafe");
      if (!cursor.take_identifier("impl")) return false;
    }
    generics_ = cursor.position();
    names_ = type_parameters(cursor);
    skip_generics(cursor);
    behind_ = cursor.position();
    return true;
  }

  bool is_struct() const { return is_struct_; }
  bool is_generic() const { return !names_.empty(); }
  bool has_types() const { return !attributes_.options.parameters.empty(); }
  std::string name() const { return plain_name(tokens_.tokens[name_].text); }
  Owner owner() const { return read_owner(at_owner(at(behind_))); }

  /// Whether the types that are listed are those of the parameters.
  bool check() {
    const auto& parameters = attributes_.options.parameters;
    const std::size_t before = diagnostics_.size();
    for (const TypeParameter& each : parameters) {
      if (std::ranges::find(names_, each.name) == names_.end()) {
        say({each.place, each.place},
            fmt::format("`{}` is not a type parameter of this {}", each.name, what()),
            names_.empty() ? "it has none: remove this option"
                           : fmt::format("its type parameters are {}", listed(names_)));
      }
      std::set<std::string> known;
      for (const TokenIndex type : each.types) {
        if (known.insert(tokens_.tokens[type].text).second) continue;
        say({type, type}, fmt::format("`{}` is listed twice", tokens_.tokens[type].text),
            "remove one of the two");
      }
    }
    for (const std::string& name : names_) {
      if (std::ranges::find(parameters, name, &TypeParameter::name) != parameters.end()) continue;
      say({parameters[0].place, parameters[0].place},
          fmt::format("the type parameter `{}` has no types", name),
          fmt::format("add them after the others: `{} = f32, f64`", name));
    }
    return diagnostics_.size() == before;
  }

  /// An instance has no parameters left: neither lifetimes nor numbers.
  bool check_kinds() {
    Cursor cursor = at(generics_);
    const bool has_number = std::ranges::find(names_, "const") != names_.end();
    std::erase(names_, "const");
    if (has_number) {
      say({generics_, behind_ - 1},
          fmt::format("{} {} with `const` parameters cannot be exported", is_struct_ ? "a" : "an",
                      what()),
          "export a struct without parameters for each number, with this type as a field");
      return false;
    }
    if (!is_struct_ || !cursor.take_punctuation('<') || !cursor.at_punctuation('\'')) return true;
    say({generics_, behind_ - 1},
        "a struct that borrows cannot be exported: a host keeps its handles",
        "let it own its data");
    return false;
  }

  std::vector<Choice> listed_choices() const {
    return choices_of(tokens_, attributes_.options.parameters, names_);
  }

  /// The choices for which the owner is one of these instances.
  std::vector<Choice> matching(const Owner& owner,
                               const std::vector<std::vector<std::string>>& instances) {
    std::vector<Choice> choices;
    for (const std::vector<std::string>& instance : instances) {
      if (auto choice = match(owner, instance)) choices.push_back(std::move(*choice));
    }
    return choices;
  }

  /// The parameters that the owner does not have.
  std::vector<std::string> unknown(const Owner& owner) const {
    std::vector<std::string> names = names_;
    std::erase_if(names, [&](const std::string& name) {
      return std::ranges::find(owner.arguments, name) != owner.arguments.end();
    });
    return names;
  }

  /// What the arguments of the owner are for a choice.
  std::vector<std::string> arguments_for(const Owner& owner, const Choice& choice) const {
    std::vector<std::string> texts = owner.arguments;
    for (std::string& each : texts) {
      const auto name = std::ranges::find(names_, each);
      if (name == names_.end()) continue;
      const auto& type = choice.at(static_cast<std::size_t>(name - names_.begin()));
      if (type) each = type->text;
    }
    return texts;
  }

  Tokens instance(const Choice& choice) const {
    Tokens tokens = substitute(tokens_, names_, choice);
    for (const auto& each : choice) {
      if (each) tokens.arguments.push_back(*each);
    }
    return tokens;
  }

  void say(TokenRange range, std::string message, std::string help) {
    diagnostics_.push_back({std::move(range), std::move(message), std::move(help)});
  }
  TokenRange generics() const { return {generics_, behind_ - 1}; }
  /// Where the types are listed, or what is generic.
  TokenRange place() const {
    const auto& parameters = attributes_.options.parameters;
    if (parameters.empty()) return generics();
    return {parameters[0].place, parameters[0].place};
  }

 private:
  Cursor at(TokenIndex position) const { return Cursor(tokens_, position, tokens_.item_end()); }
  std::string_view what() const { return is_struct_ ? "struct" : "`impl`"; }

  std::optional<Choice> match(const Owner& owner, const std::vector<std::string>& instance) const {
    if (owner.arguments.size() != instance.size()) return std::nullopt;
    Choice choice(names_.size());
    for (std::size_t i = 0; i < instance.size(); ++i) {
      const auto name = std::ranges::find(names_, owner.arguments[i]);
      if (name == names_.end()) {
        if (owner.arguments[i] != instance[i]) return std::nullopt;
        continue;
      }
      auto& type = choice[static_cast<std::size_t>(name - names_.begin())];
      if (type && type->text != instance[i]) return std::nullopt;
      // The type is written in another item, so it has no tokens here.
      type = TypeArgument{instance[i], {.source = instance[i], .place = owner.range.first}};
    }
    return choice;
  }

  const Tokens& tokens_;
  std::vector<Diagnostic>& diagnostics_;
  Attributes attributes_ = {};
  bool is_struct_ = false;
  TokenIndex name_ = 0;
  TokenIndex generics_ = 0, behind_ = 0;  ///< the `<…>`
  std::vector<std::string> names_ = {};   ///< of the type parameters
};

std::vector<Tokens> GenericStructs::instances_of(const Tokens& tokens,
                                                 std::vector<Diagnostic>& diagnostics) {
  Reader reader(tokens, diagnostics);
  if (!reader.begin()) return {tokens};
  if (!reader.is_generic() && !reader.has_types()) {
    if (!reader.is_struct()) check_owner(reader);
    return diagnostics.empty() ? std::vector{tokens} : std::vector<Tokens>();
  }
  if (!reader.check_kinds()) return {};
  if (reader.has_types() && !reader.check()) return {};
  // What reads the struct says what to write.
  if (reader.is_struct() && !reader.has_types()) return {tokens};
  std::vector<Choice> choices;
  if (reader.has_types()) {
    choices = reader.listed_choices();
    if (reader.is_struct()) {
      add(reader.name(), choices);
    } else {
      check_listed(reader, choices);
    }
  } else {
    choices = inherited(reader);
  }
  if (!diagnostics.empty()) return {};
  std::vector<Tokens> instances;
  for (const Choice& choice : choices) instances.push_back(reader.instance(choice));
  return instances;
}

void GenericStructs::add(const std::string& name, const std::vector<Choice>& choices) {
  Instances instances;
  for (const Choice& choice : choices) instances.push_back(texts_of(choice));
  const auto [known, is_new] = structs_.try_emplace(name, Listed{instances});
  known->second.is_ambiguous = !is_new && known->second.instances != instances;
}

/// Null if it is not known which they are.
const GenericStructs::Instances* GenericStructs::instances_named(const std::string& name) const {
  const auto known = structs_.find(name);
  return known == structs_.end() || known->second.is_ambiguous ? nullptr : &known->second.instances;
}

/// `impl Filter<u8>`
void GenericStructs::check_owner(Reader& reader) const {
  const Owner owner = reader.owner();
  const Instances* instances = instances_named(owner.name);
  if (instances == nullptr || owner.arguments.empty()) return;
  refuse_unlisted(reader, owner.range, owner.name, owner.arguments);
}

/// `#[julia(T = u8)] impl<T> Filter<T>`
void GenericStructs::check_listed(Reader& reader, const std::vector<Choice>& choices) const {
  const Owner owner = reader.owner();
  if (owner.arguments.empty()) return;
  for (const Choice& choice : choices) {
    const std::vector<std::string> own = reader.arguments_for(owner, choice);
    if (!refuse_unlisted(reader, reader.place(), owner.name, own)) return;
  }
}

bool GenericStructs::refuse_unlisted(Reader& reader, const TokenRange& place,
                                     const std::string& name,
                                     const std::vector<std::string>& arguments) const {
  const Instances* instances = instances_named(name);
  if (instances == nullptr || std::ranges::find(*instances, arguments) != instances->end()) {
    return true;
  }
  reader.say(place,
             fmt::format("{} is not an instance that is exported", in_words(name, {arguments})),
             fmt::format("the instances of `{}` are {}: add the types where the struct is declared",
                         name, in_words(name, *instances)));
  return false;
}

std::set<std::string, std::less<>> GenericStructs::names() const {
  std::set<std::string, std::less<>> names;
  for (const auto& entry : structs_) names.insert(entry.first);
  return names;
}

/// What the struct is exported for.
std::vector<Choice> GenericStructs::inherited(Reader& reader) const {
  const Owner owner = reader.owner();
  const std::vector<std::string> unknown = reader.unknown(owner);
  if (!unknown.empty()) {
    reader.say(reader.generics(), fmt::format("the type parameter `{}` has no types", unknown[0]),
               fmt::format("write them: `#[julia({} = f32, f64)]`", unknown[0]));
    return {};
  }
  const auto known = structs_.find(owner.name);
  if (known == structs_.end()) {
    reader.say(reader.generics(),
               fmt::format("the instances of `{}` are not known here", owner.name),
               "list the types on the struct, `#[julia(T = f32, f64)]`, which has to stand before "
               "its `impl` blocks; else list them here as well");
    return {};
  }
  if (known->second.is_ambiguous) {
    reader.say(
        reader.generics(),
        fmt::format("several structs are called `{}`, and their instances differ", owner.name),
        "list the types here as well: `#[julia(T = f32, f64)]`");
    return {};
  }
  std::vector<Choice> choices = reader.matching(owner, known->second.instances);
  if (choices.empty()) {
    reader.say(owner.range,
               fmt::format("{} is not an instance that is exported",
                           in_words(owner.name, {owner.arguments})),
               fmt::format("the instances of `{}` are {}", owner.name,
                           in_words(owner.name, known->second.instances)));
  }
  return choices;
}

}  // namespace prebind::expand
