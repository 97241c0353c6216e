// The JSON of items, as records hold it (docs/formats/records.md): reading.

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <utility>

#include "model/base_functions.h"
#include "model/defaults.h"
#include "model/item_words.h"
#include "model/json_tree.h"
#include "model/name.h"
#include "model/record.h"
#include "model/strided.h"
#include "model/trait_forms.h"
#include "model/type_json_reader.h"

namespace prebind::model {
namespace {

using Json = JsonTree::Value;
using Kind = JsonTree::Kind;

bool is_any_text(std::string_view) {
  return true;
}

/// Reads types, and knows what rustc made of the expressions in docs.
struct Reader : TypeJsonReader {
  const std::vector<std::string_view>& texts;

  explicit Reader(const std::vector<std::string_view>& known) : texts(known) {}
};

/// The members of a JSON object. Each is asked for by name; those never asked for are unknown.
class Members {
 public:
  Members(Json named, std::string_view what, Reader& reader)
      : members_(named.parts()), what_(what), reader_(reader) {}

  /// How messages name what the members belong to.
  void call_whole(std::string_view what) { what_ = what; }

  std::string text(std::string_view name, bool (*is_valid)(std::string_view)) {
    const auto member = take(name, Kind::text, "is not text");
    if (!member) return {};
    if (!is_valid(member->text())) {
      wrong(name, fmt::format("cannot be `{}`", printable(member->text())));
    }
    return std::string(member->text());
  }

  /// Text, or an array of texts and numbers of texts that rustc made.
  std::string docs() {
    const auto member = has("docs") ? take("docs") : std::nullopt;
    if (!member) return {};
    if (member->kind() == Kind::text) return std::string(member->text());
    if (member->kind() != Kind::array) wrong("docs", "is not text");
    std::vector<DocPart> docs;
    for (const Json part : member->parts()) {
      const bool is_number = part.kind() == Kind::number;
      if (is_number && part.number() < reader_.texts.size()) {
        docs.push_back({std::string(reader_.texts[part.number()]), true});
      } else if (part.kind() == Kind::text) {
        docs.push_back({std::string(part.text())});
      } else {
        wrong("docs", is_number ? "has a text that the record does not have" : "is not text");
      }
    }
    return docs_of(docs);
  }

  std::size_t number(std::string_view name) {
    const auto member = take(name, Kind::number, "is not a number");
    if (!member) return 0;
    if (!is_small_number(*member)) wrong(name, "is too large");
    return member->number();
  }

  bool flag(std::string_view name) {
    if (!has(name)) return false;
    const auto member = take(name, Kind::boolean, "is neither true nor false");
    return member && member->number() != 0;
  }

  Type type(std::string_view name, Role role) {
    const auto member = take(name);
    return member ? reader_.type(*member, role) : Type();
  }

  /// The items of an array; none if it is left out.
  std::vector<Json> list(std::string_view name) { return parts(name, Kind::array); }

  std::vector<Json> parts(std::string_view name, Kind kind) {
    const auto member = whole(name, kind);
    return member ? member->parts() : std::vector<Json>();
  }

  std::optional<Json> object(std::string_view name) { return whole(name, Kind::object); }

  bool has(std::string_view name) const {
    return std::any_of(members_.begin(), members_.end(),
                       [&](Json member) { return member.name() == name; });
  }

  void wrong(std::string_view name, std::string_view problem) {
    reader_.fail(fmt::format("the `{}` of the {} {}", name, what_, problem));
  }

  /// Call at the end: fails if there are members that nobody asked for.
  void refuse_others() {
    if (!members_.empty()) {
      wrong(printable(members_[0].name()), "is not known to this version of Prebind");
    }
  }

 private:
  /// Nothing if it is left out.
  std::optional<Json> whole(std::string_view name, Kind kind) {
    if (!has(name)) return std::nullopt;
    return take(name, kind, kind == Kind::array ? "is not an array" : "is not an object");
  }

  std::optional<Json> take(std::string_view name) {
    const auto found = std::find_if(members_.begin(), members_.end(),
                                    [&](Json member) { return member.name() == name; });
    if (found == members_.end()) return wrong(name, "is missing"), std::nullopt;
    const Json member = *found;
    members_.erase(found);
    return member;
  }

  std::optional<Json> take(std::string_view name, Kind kind, std::string_view otherwise) {
    const auto member = take(name);
    if (!member || member->kind() == kind) return member;
    return wrong(name, otherwise), std::nullopt;
  }

  std::vector<Json> members_;  ///< those that nobody has asked for yet
  std::string_view what_;
  Reader& reader_;
};

Crate read_crate(Members& in) {
  Crate crate;
  crate.name = in.text("name", is_crate_name);
  crate.version = in.text("version", is_version);
  crate.engine = in.text("engine", is_version);
  const std::size_t abi = in.number("abi");
  if (abi > std::numeric_limits<int>::max()) in.wrong("abi", "is too large");
  crate.abi = static_cast<int>(abi);
  crate.initialize = in.text("initialize", is_symbol);
  crate.release_memory = in.text("release_memory", is_symbol);
  crate.release_failure = in.text("release_failure", is_symbol);
  return crate;
}

Marks read_marks(Members& in, Reader& reader) {
  Marks marks;
  for (const Json each : in.parts("names", Kind::object)) {
    if (!is_host(each.name()) || each.kind() != Kind::text || !is_host_name(each.text())) {
      in.wrong("names", "has what is no host or no name");
    }
    marks.names.emplace(each.name(), each.text());
  }
  for (const Json each : in.list("hosts")) {
    if (each.kind() != Kind::text || !is_host(each.text())) in.wrong("hosts", "has no host");
    marks.hosts.emplace_back(each.text());
  }
  if (const auto deprecated = in.object("deprecated")) {
    Members members(*deprecated, "deprecation", reader);
    marks.deprecation.emplace();
    if (members.has("since")) marks.deprecation->since = members.text("since", is_any_text);
    if (members.has("note")) marks.deprecation->note = members.text("note", is_any_text);
    members.refuse_others();
  }
  return marks;
}

template <typename Named>
void read_names(Members& in, Named& named, Reader& reader) {
  named.name = in.text("name", is_identifier);
  named.host_name = in.text("host_name", is_host_name);
  named.marks = read_marks(in, reader);
  named.docs = in.docs();
}

/// `members` of a value, or `fields` of a variant.
std::vector<ValueField> read_members(Members& in, std::string_view name, Role role,
                                     Reader& reader) {
  std::vector<ValueField> fields;
  for (const Json each : in.list(name)) {
    Members members(each, role == Role::variant ? "field" : "member", reader);
    ValueField& field = fields.emplace_back();
    read_names(members, field, reader);
    field.type = members.type("type", role);
    if (field.type.passing != Passing::value) members.wrong("type", "is not passed by value");
    if (!reader.failed() && !is_nestable(field.type)) {
      members.wrong("type", fmt::format("cannot be `{}`", to_string(field.type)));
    }
    members.refuse_others();
  }
  return fields;
}

std::vector<Variant> read_variants(Members& in, Shape shape, Reader& reader) {
  std::vector<Variant> variants;
  for (const Json each : in.list("variants")) {
    Members members(each, "variant", reader);
    Variant& variant = variants.emplace_back();
    read_names(members, variant, reader);
    if (shape == Shape::tagged) {
      variant.fields = read_members(members, "fields", Role::variant, reader);
      variant.is_tuple = members.flag("tuple");
    }
    members.refuse_others();
  }
  if (variants.empty()) in.wrong("variants", "are none");
  return variants;
}

Module read_module(Members& in, Reader& reader) {
  Module module;
  module.crate = in.text("crate", is_crate_name);
  read_names(in, module, reader);
  module.symbol = in.text("symbol", is_symbol);
  return module;
}

/// Those of an instance.
std::vector<Type> read_type_arguments(Members& in, Reader& reader) {
  std::vector<Type> arguments;
  for (const Json each : in.list("arguments")) {
    const Type& type = arguments.emplace_back(reader.type(each, Role::element));
    const bool is_known = is_scalar(type.kind) || family_of(type.kind) == Family::wide ||
                          type.kind == TypeKind::string || type.kind == TypeKind::named;
    if (!reader.failed() && (!is_known || type.passing != Passing::value)) {
      in.wrong("arguments", fmt::format("cannot be `{}`", to_string(type)));
    }
  }
  return arguments;
}

NamedType read_named_type(Members& in, Shape shape, Reader& reader) {
  NamedType named;
  named.shape = shape;
  named.crate = in.text("crate", is_crate_name);
  read_names(in, named, reader);
  named.id = in.text("id", is_type_id);
  switch (shape) {
    case Shape::handle:
      named.arguments = read_type_arguments(in, reader);
      named.name += arguments_text(named.arguments);
      named.release = in.text("release", is_symbol);
      named.is_trait = in.flag("trait");
      return named;
    case Shape::enumeration:
      if (in.has("representation")) {
        named.representation = kind_named(in.text("representation", is_any_text));
        if (!named.representation || !is_integer(*named.representation)) {
          in.wrong("representation", "is not the name of an integer");
        }
      }
      named.variants = read_variants(in, shape, reader);
      break;
    case Shape::tagged:
      named.variants = read_variants(in, shape, reader);
      named.is_open = in.flag("open");
      named.is_returned_only = in.flag("returned_only");
      break;
    case Shape::value:
      named.members = read_members(in, "members", Role::member, reader);
      if (named.members.empty()) in.wrong("members", "are none");
      break;
  }
  named.definition = in.text("definition", is_symbol);
  return named;
}

Constant read_constant(Members& in, Reader& reader) {
  Constant constant;
  constant.crate = in.text("crate", is_crate_name);
  read_names(in, constant, reader);
  constant.type = in.type("type", Role::constant);
  constant.definition = in.text("definition", is_symbol);
  return constant;
}

Field read_field(Members& in, Reader& reader) {
  Field field;
  field.crate = in.text("crate", is_crate_name);
  field.owner = in.number("owner");
  read_names(in, field, reader);
  field.type = in.type("type", Role::field);
  field.getter = in.text("getter", is_symbol);
  if (in.has("setter")) field.setter = in.text("setter", is_symbol);
  return field;
}

/// `["number", "10"]`
Default read_default(Members& in, const Type& type) {
  const std::vector<Json> parts = in.list("default");
  const bool is_pair =
      parts.size() == 2 && parts[0].kind() == Kind::text && parts[1].kind() == Kind::text;
  const auto kind = is_pair ? default_named(parts[0].text()) : std::nullopt;
  if (!kind) {
    in.wrong("default", "is not a kind and a text");
    return {};
  }
  Default otherwise{*kind, std::string(parts[1].text())};
  if (!fits(otherwise, type)) {
    in.wrong("default", fmt::format("cannot be `{}`", printable(otherwise.text)));
  }
  return otherwise;
}

std::vector<Argument> read_arguments(Members& in, Reader& reader) {
  std::vector<Argument> arguments;
  for (const Json each : in.list("arguments")) {
    Members members(each, "argument", reader);
    Argument& argument = arguments.emplace_back();
    argument.name = members.text("name", is_identifier);
    argument.type = members.type("type", Role::argument);
    argument.is_generic = members.flag("generic");
    if (members.has("default")) argument.otherwise = read_default(members, argument.type);
    argument.is_keyword = members.flag("keyword");
    if (members.has("service")) {
      argument.service = service_named(members.text("service", is_any_text));
      if (!argument.service || argument.type != type_of(*argument.service)) {
        members.wrong("service", "is not one for this type");
      }
    }
    members.refuse_others();
  }
  if (!are_in_order(arguments)) in.wrong("arguments", "are in no order that a host can have");
  return arguments;
}

bool is_base_function(std::string_view name) {
  return base_function(name) == name && !instead_of_base_function(name);
}

bool is_trait_form(std::string_view name) {
  return trait_form(name) != nullptr;
}

/// What a function returns if it does not fail.
const Type& value_of(const Type& returns) {
  return returns.kind == TypeKind::result ? returns.arguments.at(0) : returns;
}

Function read_function(Members& in, Reader& reader) {
  Function function;
  function.crate = in.text("crate", is_crate_name);
  read_names(in, function, reader);
  function.symbol = in.text("symbol", is_symbol);
  if (in.has("owner")) function.owner = in.number("owner");
  if (in.has("receiver")) {
    function.receiver = passing_named(in.text("receiver", is_any_text));
    if (!function.receiver) in.wrong("receiver", "is neither `value`, `reference` nor `mutable`");
    if (!function.owner) in.wrong("receiver", "has no `owner` beside it");
  }
  function.arguments = read_arguments(in, reader);
  if (in.has("returns")) function.returns = in.type("returns", Role::returned);
  function.returns_receiver = in.flag("returns_receiver");
  if (function.returns_receiver && function.receiver != Passing::mutable_reference) {
    in.wrong("returns_receiver", "has no `receiver` beside it that is `mutable`");
  }
  if (function.returns_receiver && value_of(function.returns).kind != TypeKind::unit) {
    in.wrong("returns_receiver", "stands beside another result");
  }
  function.is_unsafe = in.flag("unsafe");
  if (in.has("futures")) function.futures = in.text("futures", is_symbol);
  function.has_timeout = in.flag("timeout");
  function.is_logger = in.flag("logger");
  function.is_gc_safe = in.flag("gc_safe");
  if (in.has("operation")) {
    function.trait_method = trait_method_named(in.text("operation", is_any_text));
    if (!function.trait_method) in.wrong("operation", "is not known");
    if (!function.receiver) in.wrong("operation", "has no `receiver` beside it");
  }
  if (in.has("as")) function.base_function = in.text("as", is_base_function);
  if (in.has("implements")) function.implements = in.text("implements", is_trait_form);
  function.counts_from_one = in.flag("from_one");
  function.is_instance = in.flag("instance");
  if (in.has("number")) function.number = in.number("number");
  function.is_provided = in.flag("provided");
  if (in.has("of_trait")) function.of_trait = in.number("of_trait");
  if (function.of_trait && !function.owner) in.wrong("of_trait", "has no `owner` beside it");
  if (function.number && !function.receiver) in.wrong("number", "has no `receiver` beside it");
  for (const Json each : in.list("unmarked")) {
    const bool is_name = each.kind() == Kind::text && is_identifier(each.text());
    if (!is_name) in.wrong("unmarked", "has no name");
    function.unmarked.emplace_back(each.text());
  }
  return function;
}

Item read_item(Json in, Reader& reader) {
  Members members(in, "record", reader);
  const std::string kind = members.text("item", is_any_text);
  members.call_whole(kind);
  Item item;
  if (kind == "crate") {
    item = read_crate(members);
  } else if (kind == "module") {
    item = read_module(members, reader);
  } else if (kind == "object") {
    item = read_named_type(members, Shape::handle, reader);
  } else if (kind == "enum") {
    item = read_named_type(members, Shape::enumeration, reader);
  } else if (kind == "value") {
    item = read_named_type(members, Shape::value, reader);
  } else if (kind == "tagged") {
    item = read_named_type(members, Shape::tagged, reader);
  } else if (kind == "constant") {
    item = read_constant(members, reader);
  } else if (kind == "field") {
    item = read_field(members, reader);
  } else if (kind == "function") {
    item = read_function(members, reader);
  } else {
    reader.fail(fmt::format("the item `{}` is not known", printable(kind)));
  }
  members.refuse_others();
  return item;
}

}  // namespace

Result<Item> item_from_json(std::string_view text, const std::vector<std::string_view>& texts) {
  PREBIND_TRY(json, JsonTree::parse(text));
  Reader reader(texts);
  Item item = read_item(json.root(), reader);
  if (reader.failed()) {
    return fail(reader.message(), "", "build the library again with this version of Prebind");
  }
  return item;
}

}  // namespace prebind::model
