#include "model/type_json_reader.h"

#include <fmt/format.h>

#include <limits>

#include "model/item_words.h"
#include "model/name.h"
#include "model/strided.h"

namespace prebind::model {

using Json = JsonTree::Value;
using Kind = JsonTree::Kind;

namespace {

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

/// A fixed array without its elements, and one that is a vector or a matrix.
std::optional<Type> fixed_array_named(std::string_view head) {
  Type type{.kind = TypeKind::fixed_array};
  if (head.starts_with('&')) {
    type.passing = Passing::reference;
    head.remove_prefix(1);
  }
  if (head == "SVector" || head == "SMatrix") {
    type.name = head;
  } else if (head != "array") {
    return std::nullopt;
  }
  return type;
}

/// A matrix consists of columns, and a vector of numbers.
bool has_fitting_parts(const Type& array) {
  const Type& part = array.arguments.at(0);
  if (!is_static_matrix(array)) return !is_static_matrix(part);
  if (array.name == "SVector") return is_element(part.kind);
  return part.kind == TypeKind::fixed_array && !is_static_matrix(part) &&
         part.passing == Passing::value && is_element(part.arguments.at(0).kind);
}

}  // namespace

bool is_small_number(Json value) {
  return value.kind() == Kind::number &&
         value.number() <= std::numeric_limits<std::uint32_t>::max();
}

Type TypeJsonReader::type(Json in, Role role, int depth) {
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
  const bool may_be_view =
      role == Role::returned || role == Role::optional || role == Role::success;
  const bool is_around = role == Role::argument || role == Role::field;
  if (!failed() && (is_around ? view_in(type) != nullptr : type.is_view && !may_be_view)) {
    fail(fmt::format("the type `{}` is not allowed {}", to_string(type), in_words(role)));
  }
  return type;
}

Type TypeJsonReader::compound(const std::vector<Json>& in, int depth) {
  const std::string_view head = in.empty() ? std::string_view() : in[0].text();
  const auto argument = [&](std::size_t i, Role role) { return type(in[i], role, depth + 1); };
  Type type;
  if ((head == "*const" || head == "*mut") && in.size() == 2) {
    type.kind = TypeKind::pointer;
    type.is_mutable = head == "*mut";
    type.arguments.push_back(argument(1, Role::pointee));
  } else if ((head == "&[]" || head == "&mut []" || head == "&view" || head == "&mut view") &&
             in.size() == 2) {
    type.kind = TypeKind::slice;
    type.is_view = head.ends_with("view");
    type.passing = head.starts_with("&mut") ? Passing::mutable_reference : Passing::reference;
    type.arguments.push_back(argument(1, Role::element));
    const Type& element = type.arguments[0];
    if (type.passing == Passing::mutable_reference &&
        (is_text(element.kind) || element.passing != Passing::value)) {
      fail(fmt::format("the type `{}` is not known", to_string(type)));
    }
  } else if ((head == "Vec" || head == "Box[]") && in.size() == 2) {
    type.kind = head == "Vec" ? TypeKind::vector : TypeKind::boxed_slice;
    type.arguments.push_back(argument(1, Role::element));
  } else if (const auto array = fixed_array_named(head); array && in.size() == 3) {
    type = *array;
    type.arguments.push_back(argument(1, Role::element));
    if (!failed() && !has_fitting_parts(type)) {
      fail(fmt::format("the type `{}` is not known", to_string(type)));
    }
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
  } else if (is_name_of_implementor(head) && in.size() == 2) {
    type.kind = TypeKind::function;
    type.name = head;
    type.arguments.push_back(argument(1, Role::in_function));
    const Type& trait = type.arguments[0];
    if (trait.kind != TypeKind::named || trait.passing != Passing::value) {
      fail("an object has the methods of what is no trait");
    }
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
  if (!failed() && is_array(type.kind) && type.arguments[0].passing == Passing::mutable_reference) {
    fail(fmt::format("the type `{}` is not known", to_string(type)));
  }
  return type;
}

void TypeJsonReader::add_signature(Type& function, const std::vector<Json>& in, int depth) {
  for (std::size_t i = 1; i < in.size(); ++i) {
    function.arguments.push_back(type(in[i], Role::in_function, depth + 1));
  }
  if (failed()) return;
  if (const auto problem = problem_of_signature(function)) fail(*problem);
}

void TypeJsonReader::check_nesting(const Type& type) {
  if (!is_packed(type) && type.kind != TypeKind::fixed_array) return;
  for (const Type& each : type.arguments) {
    if (is_nestable(each)) continue;
    fail(fmt::format("the type `{}` is not allowed in `{}`", to_string(each), to_string(type)));
  }
  if (type.passing == Passing::mutable_reference) {
    fail(fmt::format("the type `{}` is not known", to_string(type)));
  }
}

Type TypeJsonReader::named(const std::vector<Json>& in) {
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

}  // namespace prebind::model
