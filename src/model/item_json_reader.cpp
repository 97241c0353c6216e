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

namespace prebind::model {
namespace {

using Json = JsonTree::Value;
using Kind = JsonTree::Kind;

/// Where a type stands, which decides what it may be.
enum class Role {
  argument,
  field,
  member,
  variant,
  constant,
  returned,
  pointee,
  element,
  optional,
  in_tuple,
  in_function,
  success,
  failure
};

std::string_view in_words(Role role) {
  switch (role) {
    case Role::argument:
      return "as an argument";
    case Role::field:
      return "as a field";
    case Role::member:
      return "as a field of a value struct";
    case Role::variant:
      return "as a field of a variant";
    case Role::constant:
      return "as a constant";
    case Role::returned:
      return "as a return value";
    case Role::pointee:
      return "behind a pointer";
    case Role::element:
      return "in an array";
    case Role::in_tuple:
      return "in a tuple";
    case Role::in_function:
      return "in a function of the host";
    case Role::optional:
      return "in an `Option`";
    case Role::success:
      return "as the value of a `Result`";
    case Role::failure:
      break;
  }
  return "as the error of a `Result`";
}

bool fits(TypeKind kind, Role role) {
  const bool is_whole = kind != TypeKind::display && kind != TypeKind::opaque;
  const bool is_data = is_whole && kind != TypeKind::function;
  switch (role) {
    case Role::argument:
      return is_whole && kind != TypeKind::result;
    case Role::field:
    case Role::optional:
    case Role::success:
      return is_data && kind != TypeKind::result;
    case Role::member:
      return is_element(kind) || kind == TypeKind::named || kind == TypeKind::fixed_array;
    case Role::variant:
      return true;  // `is_nestable` says
    case Role::constant:
      return is_scalar(kind) || family_of(kind) == Family::wide || kind == TypeKind::str;
    case Role::returned:
      return is_data;
    case Role::pointee:
      return is_scalar(kind) || kind == TypeKind::pointer || kind == TypeKind::opaque;
    case Role::element:
    case Role::in_tuple:
      return is_data && kind != TypeKind::unit && kind != TypeKind::result;
    case Role::in_function:
      return is_data;
    case Role::failure:
      break;
  }
  return is_scalar(kind) || kind == TypeKind::named || kind == TypeKind::display;
}

bool is_small_number(Json value) {
  return value.kind() == Kind::number &&
         value.number() <= std::numeric_limits<std::uint32_t>::max();
}

/// Remembers the first thing that is wrong, so that reading can go on without a test at each step.
class Reader {
 public:
  void fail(std::string message) {
    if (message_.empty()) message_ = std::move(message);
  }
  bool failed() const { return !message_.empty(); }
  const std::string& message() const { return message_; }

  Type type(Json in, Role role, int depth = 0) {
    Type type;
    if (in.kind() == Kind::text) {
      const auto kind = kind_named(in.text());
      if (!kind) fail(fmt::format("the type `{}` is not known", printable(in.text())));
      type.kind = kind.value_or(TypeKind::unit);
    } else if (depth == kDeepestType) {
      fail(fmt::format("a type is nested deeper than {} levels", kDeepestType));
    } else if (in.kind() == Kind::array) {
      type = compound(in.parts(), depth);
    } else {
      fail("a type is neither a name nor an array that begins with one");
    }
    if (!failed() && (!fits(type.kind, role) || (role == Role::member && !is_member(type)))) {
      fail(fmt::format("the type `{}` is not allowed {}", to_string(type), in_words(role)));
    }
    return type;
  }

 private:
  Type compound(const std::vector<Json>& in, int depth) {
    const std::string_view head = in.empty() ? std::string_view() : in[0].text();
    const auto argument = [&](std::size_t i, Role role) { return type(in[i], role, depth + 1); };
    Type type;
    if ((head == "*const" || head == "*mut") && in.size() == 2) {
      type.kind = TypeKind::pointer;
      type.is_mutable = head == "*mut";
      type.arguments.push_back(argument(1, Role::pointee));
    } else if ((head == "&[]" || head == "&mut []") && in.size() == 2) {
      type.kind = TypeKind::slice;
      type.passing = head == "&[]" ? Passing::reference : Passing::mutable_reference;
      type.arguments.push_back(argument(1, Role::element));
      const Type& element = type.arguments[0];
      if (type.passing == Passing::mutable_reference &&
          (is_text(element.kind) || element.passing != Passing::value)) {
        fail(fmt::format("the type `{}` is not known", to_string(type)));
      }
    } else if ((head == "Vec" || head == "Box[]") && in.size() == 2) {
      type.kind = head == "Vec" ? TypeKind::vector : TypeKind::boxed_slice;
      type.arguments.push_back(argument(1, Role::element));
    } else if ((head == "array" || head == "&array") && in.size() == 3) {
      type.kind = TypeKind::fixed_array;
      type.passing = head == "array" ? Passing::value : Passing::reference;
      type.arguments.push_back(argument(1, Role::element));
      if (is_small_number(in[2])) type.length = in[2].number();
      // Of an inner one it is known that it is not longer.
      if (type.length == 0 || type.length > kLongestFixedArray ||
          leaves_of(type) > kLongestFixedArray) {
        fail("an array of fixed length has none or too many elements");
      }
    } else if (head == "tuple" && in.size() >= 2 && in.size() <= 9) {
      type.kind = TypeKind::tuple;
      for (std::size_t i = 1; i < in.size(); ++i) {
        type.arguments.push_back(argument(i, Role::in_tuple));
      }
    } else if (const auto passing = function_named(head); passing && in.size() >= 2) {
      type.kind = TypeKind::function;
      type.passing = *passing;
      add_signature(type, in, depth);
    } else if (is_name_of_kept(head) && in.size() >= 2) {
      type.kind = TypeKind::function;
      type.name = head;
      add_signature(type, in, depth);
    } else if (head == "Option" && in.size() == 2) {
      type.kind = TypeKind::option;
      type.arguments.push_back(argument(1, Role::optional));
    } else if (head == "Result" && in.size() == 3) {
      type.kind = TypeKind::result;
      type.arguments.push_back(argument(1, Role::success));
      type.arguments.push_back(argument(2, Role::failure));
    } else if (strided_form(head) && in.size() == 2) {
      type = strided_type(head, argument(1, Role::element)).value_or(Type());
      if (type.kind != TypeKind::strided) fail("an array of ndarray has other elements");
    } else if (head == "object" && in.size() == 4) {
      type = named(in);
    } else if (const auto collection = collection_named(head);
               collection && in.size() == (is_map(collection->kind) ? 3u : 2u)) {
      type = *collection;
      for (std::size_t i = 1; i < in.size(); ++i) {
        type.arguments.push_back(argument(i, Role::element));
      }
    } else {
      fail(fmt::format("the type `{}` with {} parts is not known", printable(head), in.size()));
    }
    if (!failed()) check_nesting(type);
    if (!failed() && is_array(type.kind) &&
        type.arguments[0].passing == Passing::mutable_reference) {
      fail(fmt::format("the type `{}` is not known", to_string(type)));
    }
    return type;
  }

  void add_signature(Type& function, const std::vector<Json>& in, int depth) {
    for (std::size_t i = 1; i < in.size(); ++i) {
      function.arguments.push_back(type(in[i], Role::in_function, depth + 1));
    }
    if (failed()) return;
    if (const auto problem = problem_of_signature(function)) fail(*problem);
  }

  void check_nesting(const Type& type) {
    if (!is_packed(type) && type.kind != TypeKind::fixed_array) return;
    for (const Type& each : type.arguments) {
      if (is_nestable(each)) continue;
      fail(fmt::format("the type `{}` is not allowed in `{}`", to_string(each), to_string(type)));
    }
    if (type.passing == Passing::mutable_reference) {
      fail(fmt::format("the type `{}` is not known", to_string(type)));
    }
  }

  Type named(const std::vector<Json>& in) {
    Type type;
    type.kind = TypeKind::named;
    if (!is_small_number(in[1])) fail("the type reference of an object is not a number");
    type.reference = in[1].number();
    const auto passing = passing_named(in[2].text());
    if (!passing) fail("an object is passed neither by value nor by reference");
    type.passing = passing.value_or(Passing::value);
    if (!is_plain_text(in[3].text())) fail("the name of an object's type is not plain text");
    type.name = in[3].text();
    return type;
  }

  std::string message_;
};

bool is_any_text(std::string_view) {
  return true;
}

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

  std::string docs() { return has("docs") ? text("docs", is_any_text) : std::string(); }

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

NamedType read_named_type(Members& in, Shape shape, Reader& reader) {
  NamedType named;
  named.shape = shape;
  named.crate = in.text("crate", is_crate_name);
  read_names(in, named, reader);
  named.id = in.text("id", is_type_id);
  switch (shape) {
    case Shape::handle:
      named.release = in.text("release", is_symbol);
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

Result<Item> item_from_json(std::string_view text) {
  PREBIND_TRY(json, JsonTree::parse(text));
  Reader reader;
  Item item = read_item(json.root(), reader);
  if (reader.failed()) {
    return fail(reader.message(), "", "build the library again with this version of Prebind");
  }
  return item;
}

}  // namespace prebind::model
