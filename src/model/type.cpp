#include "model/type.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace prebind::model {

bool is_integer(TypeKind kind) {
  return kind >= TypeKind::i8 && kind <= TypeKind::usize;
}

bool is_number(TypeKind kind) {
  return is_integer(kind) || kind == TypeKind::f32 || kind == TypeKind::f64;
}

bool is_array(TypeKind kind) {
  return family_of(kind) == Family::array;
}

bool is_collection(TypeKind kind) {
  return kind == TypeKind::deque || is_set(kind) || is_map(kind);
}

bool is_set(TypeKind kind) {
  return kind == TypeKind::hash_set || kind == TypeKind::btree_set || kind == TypeKind::index_set;
}

bool is_map(TypeKind kind) {
  return kind == TypeKind::hash_map || kind == TypeKind::btree_map || kind == TypeKind::index_map;
}

bool has_order(TypeKind kind) {
  return is_indexed(kind) || kind == TypeKind::btree_set || kind == TypeKind::btree_map;
}

bool is_indexed(TypeKind kind) {
  return kind == TypeKind::index_set || kind == TypeKind::index_map;
}

bool is_packed(const Type& type) {
  if (type.kind == TypeKind::option) return type.arguments.at(0).kind == TypeKind::option;
  if (type.kind == TypeKind::fixed_array) return !is_element(leaf_of(type).kind);
  if (!is_array(type.kind)) return is_collection(type.kind);
  const Type& element = type.arguments.at(0);
  return !is_element(element) && !is_text(element.kind) && element.kind != TypeKind::named;
}

bool is_static_matrix(const Type& type) {
  return type.kind == TypeKind::fixed_array && !type.name.empty();
}

std::vector<std::size_t> sizes_of_matrix(const Type& type) {
  if (type.arguments.at(0).kind != TypeKind::fixed_array) return {type.length};
  return {type.arguments.at(0).length, type.length};
}

Type array_of_matrix(const Type& type) {
  Type array = type;
  array.name.clear();
  array.reference = 0;
  array.passing = Passing::value;
  return array;
}

const Type& leaf_of(const Type& type) {
  return type.kind == TypeKind::fixed_array ? leaf_of(type.arguments.at(0)) : type;
}

std::size_t leaves_of(const Type& type) {
  return type.kind == TypeKind::fixed_array ? type.length * leaves_of(type.arguments.at(0)) : 1;
}

bool is_element(const Type& type) {
  if (type.kind != TypeKind::fixed_array) return is_element(type.kind);
  if (is_static_matrix(type)) return false;
  const TypeKind leaf = leaf_of(type).kind;
  return leaf == TypeKind::named || (is_element(leaf) && leaf != TypeKind::usize);
}

bool is_member(const Type& type) {
  const TypeKind leaf = leaf_of(type).kind;
  return !is_static_matrix(type) && (is_element(leaf) || leaf == TypeKind::named);
}

bool is_nestable(const Type& type) {
  const auto have_nestable = [&] { return std::ranges::all_of(type.arguments, is_nestable); };
  switch (family_of(type.kind)) {
    case Family::scalar:
    case Family::wide:
    case Family::complex:
    case Family::time:
      return true;
    case Family::text:
      return type.kind != TypeKind::c_str;
    case Family::named:
    case Family::array:
    case Family::fixed:
    case Family::packed:
      return type.passing == Passing::value && !type.is_dyn && !type.is_cow && have_nestable();
    case Family::tuple:
    case Family::option:
      return have_nestable();
    case Family::unit:
    case Family::pointer:
    case Family::strided:
    case Family::function:
    case Family::result:
    case Family::part:
      break;
  }
  return false;
}

bool is_element(TypeKind kind) {
  return is_number(kind) || kind == TypeKind::boolean || is_complex(kind);
}

bool is_complex(TypeKind kind) {
  return kind == TypeKind::complex32 || kind == TypeKind::complex64;
}

bool is_text(TypeKind kind) {
  return is_string_like(kind) && !is_os_text(kind) && kind != TypeKind::c_str &&
         kind != TypeKind::c_string;
}

bool is_os_text(TypeKind kind) {
  return kind == TypeKind::path || kind == TypeKind::path_buf || kind == TypeKind::os_str ||
         kind == TypeKind::os_string;
}

bool is_borrowed_text(TypeKind kind) {
  return kind == TypeKind::str || kind == TypeKind::cow_str || kind == TypeKind::c_str ||
         kind == TypeKind::path || kind == TypeKind::os_str;
}

bool is_string_like(TypeKind kind) {
  return family_of(kind) == Family::text;
}

bool is_scalar(TypeKind kind) {
  return family_of(kind) == Family::scalar;
}

bool is_callable(TypeKind kind) {
  return is_number(kind) || kind == TypeKind::boolean || kind == TypeKind::pointer;
}

bool is_closure(const Type& type) {
  return type.kind == TypeKind::function && type.passing != Passing::value;
}

bool is_c_function(const Type& type) {
  return type.kind == TypeKind::function && !is_closure(type) && !is_kept(type);
}

bool is_kept(const Type& type) {
  return type.kind == TypeKind::function && !type.name.empty();
}

bool is_implementor(const Type& type) {
  return is_kept(type) && is_name_of_implementor(type.name);
}

namespace {

bool borrows(const Type& type) {
  return is_borrowed_text(type.kind) || std::ranges::any_of(type.arguments, borrows);
}

}  // namespace

bool is_claimed_map(const Type& type) {
  if (!is_map(type.kind) || type.passing != Passing::value) return false;
  const Type& value = type.arguments.at(1);
  return value.kind == TypeKind::named && value.passing == Passing::value && !value.is_shared;
}

bool has_indexed(const Type& type) {
  return is_indexed(type.kind) || std::ranges::any_of(type.arguments, has_indexed);
}

bool can_be_told(const Type& type) {
  if (has_indexed(type)) return false;
  if (type.kind == TypeKind::slice && type.passing == Passing::reference && !type.is_cow) {
    const Type& element = type.arguments.at(0);
    return is_element(leaf_of(element).kind) || is_text(element.kind);
  }
  return is_callable(type.kind) || is_nestable(type);
}

bool can_be_answered(const Type& type) {
  if (type.kind == TypeKind::result) {
    const Type& value = type.arguments.at(0);
    return value.kind != TypeKind::result && value.kind != TypeKind::pointer &&
           can_be_answered(value) && type.arguments.at(1).kind == TypeKind::display;
  }
  return type.kind == TypeKind::unit || is_callable(type.kind) ||
         (is_nestable(type) && !borrows(type) && !has_indexed(type));
}

bool is_packed_call(const Type& function) {
  return is_kept(function) ||
         (is_closure(function) && std::ranges::any_of(function.arguments, [](const Type& each) {
            return each.kind != TypeKind::unit && !is_callable(each.kind);
          }));
}

bool is_name_of_kept(std::string_view name) {
  const auto skip = [&](std::string_view part) {
    if (!name.starts_with(part)) return false;
    name.remove_prefix(part.size());
    return true;
  };
  const bool is_box = skip("Box<dyn ");
  if (!is_box && !skip("Arc<dyn ") && !skip("Rc<dyn ")) return false;
  const bool is_callable = is_box && (skip("FnMut") || skip("FnOnce"));
  if (!is_callable && !skip("Fn")) return false;
  skip(" + Send");
  skip(" + Sync");
  return name == ">";
}

bool is_name_of_implementor(std::string_view name) {
  return name == "&dyn" || name == "&mut dyn" || name == "Box<dyn>" || name == "Arc<dyn>" ||
         name == "Rc<dyn>";
}

bool is_text_array(const Type& type) {
  return is_array(type.kind) && is_text(type.arguments.at(0).kind);
}

Family family_of(const Type& type) {
  return is_packed(type) ? Family::packed : family_of(type.kind);
}

Family family_of(TypeKind kind) {
  switch (kind) {
    case TypeKind::unit:
      return Family::unit;
    case TypeKind::boolean:
    case TypeKind::character:
    case TypeKind::i8:
    case TypeKind::i16:
    case TypeKind::i32:
    case TypeKind::i64:
    case TypeKind::isize:
    case TypeKind::u8:
    case TypeKind::u16:
    case TypeKind::u32:
    case TypeKind::u64:
    case TypeKind::usize:
    case TypeKind::f32:
    case TypeKind::f64:
      return Family::scalar;
    case TypeKind::i128:
    case TypeKind::u128:
      return Family::wide;
    case TypeKind::complex32:
    case TypeKind::complex64:
      return Family::complex;
    case TypeKind::duration:
    case TypeKind::system_time:
    case TypeKind::chrono_date:
    case TypeKind::chrono_date_time:
    case TypeKind::chrono_utc:
    case TypeKind::jiff_date:
    case TypeKind::jiff_date_time:
    case TypeKind::jiff_timestamp:
      return Family::time;
    case TypeKind::str:
    case TypeKind::string:
    case TypeKind::boxed_str:
    case TypeKind::cow_str:
    case TypeKind::static_cow:
    case TypeKind::arc_str:
    case TypeKind::rc_str:
    case TypeKind::c_str:
    case TypeKind::c_string:
    case TypeKind::path:
    case TypeKind::path_buf:
    case TypeKind::os_str:
    case TypeKind::os_string:
      return Family::text;
    case TypeKind::pointer:
      return Family::pointer;
    case TypeKind::slice:
    case TypeKind::vector:
    case TypeKind::boxed_slice:
      return Family::array;
    case TypeKind::fixed_array:
      return Family::fixed;
    case TypeKind::strided:
      return Family::strided;
    case TypeKind::deque:
    case TypeKind::hash_set:
    case TypeKind::btree_set:
    case TypeKind::hash_map:
    case TypeKind::btree_map:
    case TypeKind::index_set:
    case TypeKind::index_map:
      return Family::packed;
    case TypeKind::tuple:
      return Family::tuple;
    case TypeKind::function:
      return Family::function;
    case TypeKind::option:
      return Family::option;
    case TypeKind::result:
      return Family::result;
    case TypeKind::named:
      return Family::named;
    case TypeKind::display:
    case TypeKind::opaque:
      break;
  }
  return Family::part;
}

std::string_view name_of(TypeKind kind) {
  switch (kind) {
    case TypeKind::unit:
      return "()";
    case TypeKind::boolean:
      return "bool";
    case TypeKind::character:
      return "char";
    case TypeKind::i8:
      return "i8";
    case TypeKind::i16:
      return "i16";
    case TypeKind::i32:
      return "i32";
    case TypeKind::i64:
      return "i64";
    case TypeKind::isize:
      return "isize";
    case TypeKind::u8:
      return "u8";
    case TypeKind::u16:
      return "u16";
    case TypeKind::u32:
      return "u32";
    case TypeKind::u64:
      return "u64";
    case TypeKind::usize:
      return "usize";
    case TypeKind::f32:
      return "f32";
    case TypeKind::f64:
      return "f64";
    case TypeKind::i128:
      return "i128";
    case TypeKind::u128:
      return "u128";
    case TypeKind::complex32:
      return "Complex<f32>";
    case TypeKind::complex64:
      return "Complex<f64>";
    case TypeKind::duration:
      return "Duration";
    case TypeKind::system_time:
      return "SystemTime";
    case TypeKind::chrono_date:
      return "NaiveDate";
    case TypeKind::chrono_date_time:
      return "NaiveDateTime";
    case TypeKind::chrono_utc:
      return "DateTime<Utc>";
    case TypeKind::jiff_date:
      return "jiff::civil::Date";
    case TypeKind::jiff_date_time:
      return "jiff::civil::DateTime";
    case TypeKind::jiff_timestamp:
      return "jiff::Timestamp";
    case TypeKind::str:
      return "&str";
    case TypeKind::string:
      return "String";
    case TypeKind::boxed_str:
      return "Box<str>";
    case TypeKind::cow_str:
      return "Cow<str>";
    case TypeKind::static_cow:
      return "Cow<'static, str>";
    case TypeKind::arc_str:
      return "Arc<str>";
    case TypeKind::rc_str:
      return "Rc<str>";
    case TypeKind::c_str:
      return "&CStr";
    case TypeKind::c_string:
      return "CString";
    case TypeKind::path:
      return "&Path";
    case TypeKind::path_buf:
      return "PathBuf";
    case TypeKind::os_str:
      return "&OsStr";
    case TypeKind::os_string:
      return "OsString";
    case TypeKind::display:
      return "Display";
    case TypeKind::opaque:
      return "opaque";
    case TypeKind::pointer:
    case TypeKind::slice:
    case TypeKind::vector:
    case TypeKind::boxed_slice:
    case TypeKind::fixed_array:
    case TypeKind::strided:
    case TypeKind::deque:
    case TypeKind::hash_set:
    case TypeKind::btree_set:
    case TypeKind::hash_map:
    case TypeKind::btree_map:
    case TypeKind::index_set:
    case TypeKind::index_map:
    case TypeKind::function:
    case TypeKind::tuple:
    case TypeKind::option:
    case TypeKind::result:
    case TypeKind::named:
      break;
  }
  return {};
}

const Type* view_in(const Type& returns) {
  if (returns.is_view) return &returns;
  const bool is_around = returns.kind == TypeKind::option || returns.kind == TypeKind::result;
  return is_around ? view_in(returns.arguments.at(0)) : nullptr;
}

std::string_view prefix_of(Passing passing) {
  switch (passing) {
    case Passing::value:
      break;
    case Passing::reference:
      return "&";
    case Passing::mutable_reference:
      return "&mut ";
  }
  return {};
}

std::string_view head_of_collection(TypeKind kind) {
  switch (kind) {
    case TypeKind::deque:
      return "VecDeque";
    case TypeKind::hash_set:
      return "HashSet";
    case TypeKind::btree_set:
      return "BTreeSet";
    case TypeKind::hash_map:
      return "HashMap";
    case TypeKind::btree_map:
      return "BTreeMap";
    case TypeKind::index_set:
      return "IndexSet";
    case TypeKind::index_map:
      return "IndexMap";
    default:
      return {};
  }
}

namespace {

std::string list_text(const std::vector<Type>& types) {
  std::string text;
  for (const Type& each : types) text += (text.empty() ? "" : ", ") + to_string(each);
  return text;
}

std::string function_text(const Type& type) {
  if (is_implementor(type)) {
    const std::string object = to_string(type.arguments.at(0));
    if (!type.name.ends_with('>')) return fmt::format("{} {}", type.name, object);
    return fmt::format("{} {}>", type.name.substr(0, type.name.size() - 1), object);
  }
  std::string parameters;
  for (std::size_t i = 1; i < type.arguments.size(); ++i) {
    parameters += (i == 1 ? "" : ", ") + to_string(type.arguments[i]);
  }
  const std::string returns = to_string(type.arguments.at(0));
  const std::string signature =
      fmt::format("({}){}", parameters, returns == "()" ? "" : " -> " + returns);
  if (!is_kept(type)) return std::string(head_of_function(type.passing)) + signature;
  const std::size_t end = type.name.find_first_of("+>");
  const std::size_t at = type.name[end] == '+' ? end - 1 : end;
  return type.name.substr(0, at) + signature + type.name.substr(at);
}

}  // namespace

std::string_view head_of_function(Passing passing) {
  switch (passing) {
    case Passing::value:
      break;
    case Passing::reference:
      return "&dyn Fn";
    case Passing::mutable_reference:
      return "&mut dyn FnMut";
  }
  return "extern \"C\" fn";
}

std::string to_string(const Type& type) {
  const auto argument = [&](std::size_t i) { return to_string(type.arguments.at(i)); };
  switch (family_of(type.kind)) {
    case Family::pointer:
      return (type.is_mutable ? "*mut " : "*const ") + argument(0);
    case Family::array:
      if (type.kind == TypeKind::vector) return fmt::format("Vec<{}>", argument(0));
      if (type.kind == TypeKind::boxed_slice) return fmt::format("Box<[{}]>", argument(0));
      return fmt::format("{}{}[{}]", type.is_view ? "view " : "", prefix_of(type.passing),
                         argument(0));
    case Family::fixed:
      if (is_static_matrix(type)) {
        return fmt::format("{}{}<{}, {}>", prefix_of(type.passing), type.name,
                           to_string(leaf_of(type)), fmt::join(sizes_of_matrix(type), ", "));
      }
      return fmt::format("{}[{}; {}]", prefix_of(type.passing), argument(0), type.length);
    case Family::strided:
      return fmt::format("{}<{}>", type.name, argument(0));
    case Family::packed:
      return fmt::format("{}{}<{}>", prefix_of(type.passing), head_of_collection(type.kind),
                         list_text(type.arguments));
    case Family::tuple:
      return fmt::format("({}{})", list_text(type.arguments),
                         type.arguments.size() == 1 ? "," : "");
    case Family::function:
      return function_text(type);
    case Family::option:
      return "Option<" + argument(0) + ">";
    case Family::result:
      return "Result<" + argument(0) + ", " + argument(1) + ">";
    case Family::named:
      return std::string(prefix_of(type.passing)) + type.name;
    case Family::unit:
    case Family::scalar:
    case Family::wide:
    case Family::complex:
    case Family::time:
    case Family::text:
    case Family::part:
      break;
  }
  return std::string(name_of(type.kind));
}

}  // namespace prebind::model
