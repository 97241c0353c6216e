#include "hosts/cpp/types.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "abi/failure.h"
#include "abi/layout.h"
#include "hosts/cpp/spelling.h"

namespace prebind::hosts::cpp {

using abi::Role;
using model::Family;
using model::Passing;
using model::Shape;
using model::Type;
using model::TypeKind;

bool holds(const Type& type, Family family) {
  return model::family_of(type.kind) == family ||
         std::ranges::any_of(type.arguments, [&](const Type& each) { return holds(each, family); });
}

namespace {

constexpr std::string_view kWayOut =
    "change the signature, or leave the item out with `#[export(hosts = …)]` or "
    "`--skip-unsupported`";

tl::unexpected<Error> unsupported(const Type& type, std::string_view position) {
  return fail(fmt::format("`{}` cannot be {} in C++", model::to_string(type), position), "",
              std::string(kWayOut));
}

tl::unexpected<Error> unordered(const Type& type) {
  return fail(
      fmt::format("`{}` cannot cross to C++: the keys of a map or a set need an order there, "
                  "which values and handles do not have",
                  model::to_string(type)),
      "", std::string(kWayOut));
}

std::string c_type(const abi::Parameter& parameter, const TypeNames& names) {
  const Type& type = *parameter.type;
  switch (parameter.role) {
    case Role::value:
    case Role::function:
      return plain_type(type, names);
    case Role::low:
    case Role::high:
    case Role::seconds:
      return "std::uint64_t";
    case Role::nanoseconds:
      return "std::uint32_t";
    case Role::real:
    case Role::imaginary:
      return type.kind == TypeKind::complex32 ? "float" : "double";
    case Role::address:
      return is_written(type) ? "void *" : "const void *";
    case Role::axes:
    case Role::rank:
    case Role::length:
      return "std::size_t";
    case Role::named:
      return "const void *";
    case Role::trampoline:
      return plain_type(type, names) + "::Trampoline";
    case Role::data:
      return "void *";
    case Role::hold:
      return "unsigned char (*)(void *, const void *)";
    case Role::present:
      break;
  }
  return "bool";
}

/// Text, or what is packed.
bool is_bytes(const Type& type) {
  return model::is_string_like(type.kind) || model::is_packed(type);
}

/// What is passed as this parameter, of an argument or of an option of it.
std::string value_of(const abi::Parameter& parameter, const std::string& variable, bool is_optional,
                     const TypeNames& names) {
  const Type& type = *parameter.type;
  const auto call = [&](std::string_view function) {
    return fmt::format("detail::{}({})", function, variable);
  };
  switch (parameter.role) {
    case Role::value:
      return is_optional ? call("value_of") : variable;
    case Role::low:
      return call("low");
    case Role::high:
      return call("high");
    case Role::seconds:
      return call("seconds");
    case Role::nanoseconds:
      return call("nanoseconds");
    case Role::real:
      return call("real");
    case Role::imaginary:
      return call("imaginary");
    case Role::address:
      if (is_bytes(type) || is_tagged_array(type, names)) return call("address");
      if (type.kind == TypeKind::fixed_array) return call("values");
      return call(is_written(type) ? "writable" : "elements");
    case Role::length:
      return call(is_bytes(type) ? "length" : "count");
    case Role::named:
      switch (names.at(type.reference).shape) {
        case Shape::handle:
          return call("handle");
        case Shape::enumeration:
          return call("word");
        case Shape::tagged:
          return call("address");
        case Shape::value:
          break;
      }
      return call("place");
    case Role::trampoline:
      return variable + ".trampoline()";
    case Role::data:
      return variable + ".data()";
    case Role::function:
      return variable;
    case Role::hold:
      return variable + ".hold()";
    case Role::axes:  // refused before
    case Role::rank:
    case Role::present:
      break;
  }
  return variable + ".has_value()";
}

Check check(std::string_view test, const std::string& variable, std::string_view refuse,
            const std::string& what) {
  return {fmt::format("detail::{}({})", test, variable),
          fmt::format("detail::{}(\"{}\")", refuse, what)};
}

/// What is to be refused and emptied, of what is no tuple.
void add_care(const Type& type, const std::string& variable, const std::string& name,
              const TypeNames& names, Lowered& lowered) {
  if (is_handle(type, names)) {
    const std::string& object = names.at(type.reference).name;
    lowered.checks.push_back(check("is_empty", variable, "refuse_empty", object));
    if (abi::custody_of(type) == abi::Custody::taken) lowered.emptied.push_back(variable);
  } else if (model::family_of(type) == Family::array && !model::is_text_array(type) &&
             !is_tagged_array(type, names)) {
    lowered.checks.push_back(check("is_misplaced", variable, "refuse_place", name));
  } else if (type.kind == TypeKind::duration) {
    lowered.checks.push_back(check("is_negative", variable, "refuse_negative", name));
  } else if (model::is_c_function(type)) {
    lowered.checks.push_back(check("is_null", variable, "refuse_null", name));
  }
}

void pass(const Type& type, const std::string& variable, bool is_optional, const TypeNames& names,
          Lowered& lowered) {
  for (const abi::Parameter& parameter : abi::parameters_of(type)) {
    lowered.c_types.push_back(c_type(parameter, names));
    lowered.values.push_back(value_of(parameter, variable, is_optional, names));
  }
}

/// Whether what stands for an argument is no number and no mere reference to what the caller has.
bool is_large(const Type& type, const TypeNames& names) {
  return is_tagged(type, names) || is_tagged_array(type, names) || model::is_text_array(type) ||
         model::is_packed(type) || type.kind == TypeKind::fixed_array;
}

Lowered lower_plain(const Type& type, const std::string& variable, const std::string& name,
                    const TypeNames& names) {
  Lowered lowered;
  if (type.kind == TypeKind::named) {
    lowered.parameter = named_type(type, names, true);
    lowered.member = named_type(type, names, false);
  } else {
    lowered.member = plain_type(type, names);
    lowered.parameter =
        is_large(type, names) ? fmt::format("const {} &", lowered.member) : lowered.member;
  }
  pass(type, variable, false, names, lowered);
  add_care(type, variable, name, names, lowered);
  return lowered;
}

template <typename T>
void append(std::vector<T>& to, const std::vector<T>& from) {
  to.insert(to.end(), from.begin(), from.end());
}

Result<Lowered> lower_tuple(const Type& type, const std::string& variable, const std::string& name,
                            const TypeNames& names) {
  Lowered whole;
  std::vector<std::string> members;
  for (std::size_t i = 0; i < type.arguments.size(); ++i) {
    PREBIND_TRY(member, lower(type.arguments[i], fmt::format("std::get<{}>({})", i, variable), name,
                              names));
    if (member.c_types.empty() || holds(type.arguments[i], Family::function)) {
      return unsupported(type, "an argument");
    }
    members.push_back(member.member);
    append(whole.c_types, member.c_types);
    append(whole.values, member.values);
    append(whole.checks, member.checks);
    append(whole.emptied, member.emptied);
  }
  whole.member = fmt::format("std::tuple<{}>", fmt::join(members, ", "));
  whole.parameter = fmt::format("const {} &", whole.member);
  return whole;
}

std::string none_of(const std::string& c_type) {
  return c_type.ends_with('*') ? "nullptr" : fmt::format("{}()", c_type);
}

/// A tuple where there may be none: all that looks into it asks first.
Result<Lowered> lower_optional_tuple(const Type& type, const std::string& variable,
                                     const std::string& name, const TypeNames& names) {
  PREBIND_TRY(lowered, lower(type, fmt::format("*{}", variable), name, names));
  for (std::size_t i = 0; i < lowered.values.size(); ++i) {
    lowered.values[i] =
        fmt::format("{} ? {} : {}", variable, lowered.values[i], none_of(lowered.c_types[i]));
  }
  for (Check& each : lowered.checks) {
    each.condition = fmt::format("{} && {}", variable, each.condition);
  }
  for (std::string& each : lowered.emptied) {
    each = fmt::format("{} ? &{} : nullptr", variable, each);
  }
  lowered.c_types.emplace_back("bool");
  lowered.values.push_back(variable + ".has_value()");
  lowered.member = fmt::format("std::optional<{}>", lowered.member);
  lowered.parameter = fmt::format("const {} &", lowered.member);
  return lowered;
}

/// `Option<&T>` and `Option<&mut T>` of a handle are pointers.
Lowered lower_optional_handle(const Type& type, const std::string& variable,
                              const std::string& name, const TypeNames& names) {
  const std::string& named = names.at(type.reference).path;
  const bool is_taken = type.passing == Passing::value;
  Lowered lowered;
  lowered.member =
      is_taken ? fmt::format("taken<{}>", named)
               : fmt::format("{}{} *", type.passing == Passing::reference ? "const " : "", named);
  lowered.parameter = lowered.member;
  pass(type, variable, true, names, lowered);
  lowered.c_types.emplace_back("bool");
  lowered.values.push_back(is_taken ? variable + ".has_value()" : variable + " != nullptr");
  add_care(type, variable, name, names, lowered);
  return lowered;
}

Result<Lowered> lower_option(const Type& option, const std::string& variable,
                             const std::string& name, const TypeNames& names) {
  const Type& type = option.arguments.at(0);
  if (is_object_array(type, names) || is_object_map(type, names)) {
    return unsupported(option, "an argument");
  }
  switch (model::family_of(type)) {
    case Family::unit:
    case Family::function:
    case Family::option:
    case Family::strided:
    case Family::result:
    case Family::part:
      return unsupported(option, "an argument");
    case Family::tuple:
      return lower_optional_tuple(type, variable, name, names);
    case Family::packed:
      if (nested_type(type, names).empty()) return unordered(type);
      break;
    case Family::scalar:
    case Family::wide:
    case Family::complex:
    case Family::time:
    case Family::fixed:
    case Family::text:
    case Family::pointer:
    case Family::array:
    case Family::named:
      break;
  }
  if (is_handle(type, names)) return lower_optional_handle(type, variable, name, names);
  Lowered lowered;
  lowered.member = fmt::format("std::optional<{}>", plain_type(type, names));
  lowered.parameter =
      is_large(type, names) ? fmt::format("const {} &", lowered.member) : lowered.member;
  pass(type, variable, true, names, lowered);
  if (!abi::is_null_if_absent(type)) {
    lowered.c_types.emplace_back("bool");
    lowered.values.push_back(variable + ".has_value()");
  }
  add_care(type, variable, name, names, lowered);
  return lowered;
}

Result<std::string> lifted_type(const Type& type, const TypeNames& names) {
  if (has_calendar(type)) return unsupported(type, "a return value");
  switch (model::family_of(type)) {
    case Family::unit:
      return std::string("void");
    case Family::scalar:
    case Family::wide:
    case Family::complex:
    case Family::time:
    case Family::fixed:
      return plain_type(type, names);
    case Family::text:
      return std::string("std::string");
    case Family::pointer: {
      std::string text = pointer(type);
      if (text.empty()) return unsupported(type, "a return value");
      return text;
    }
    case Family::array:
      if (is_object_array(type, names)) return unsupported(type, "a return value");
      if (type.is_view) {
        const bool is_changed = type.passing == Passing::mutable_reference;
        return fmt::format("View<{}{}>", is_changed ? "" : "const ",
                           element(type.arguments.at(0), names));
      }
      if (model::is_text_array(type)) return std::string("std::vector<std::string>");
      if (is_tagged_array(type, names)) {
        return fmt::format("std::vector<{}>", element(type.arguments.at(0), names));
      }
      return fmt::format("Vector<{}>", element(type.arguments.at(0), names));
    case Family::packed: {
      // A list of other texts lies in memory in another way, and is a `std::vector<std::string>`.
      const bool is_list_of_text =
          model::is_array(type.kind) && model::is_string_like(type.arguments.at(0).kind);
      if (is_list_of_text) return std::string("packed_texts");
      std::string text = nested_type(type, names);
      if (text.empty()) return unordered(type);
      return text;
    }
    case Family::tuple: {
      std::vector<std::string> members;
      for (const Type& each : type.arguments) {
        PREBIND_TRY(member, lifted_type(each, names));
        if (member == "void") return unsupported(type, "a return value");
        members.push_back(std::move(member));
      }
      return fmt::format("std::tuple<{}>", fmt::join(members, ", "));
    }
    case Family::named:
      if (type.passing != Passing::value) return unsupported(type, "a return value");
      return names.at(type.reference).path;
    case Family::option: {
      PREBIND_TRY(value, lifted_type(type.arguments.at(0), names));
      if (value == "void") value = "std::monostate";
      return fmt::format("std::optional<{}>", value);
    }
    case Family::function:
    case Family::strided:
    case Family::result:
    case Family::part:
      break;
  }
  return unsupported(type, "a return value");
}

}  // namespace

Result<Lowered> lower(const Type& type, const std::string& variable, const std::string& name,
                      const TypeNames& names) {
  if (is_object_array(type, names) || is_object_map(type, names) || has_calendar(type)) {
    return unsupported(type, "an argument");
  }
  switch (model::family_of(type)) {
    case Family::unit:
      return Lowered{};
    case Family::packed:
      if (nested_type(type, names).empty()) return unordered(type);
      return lower_plain(type, variable, name, names);
    case Family::pointer:
      if (pointer(type).empty()) return unsupported(type, "an argument");
      return lower_plain(type, variable, name, names);
    case Family::scalar:
    case Family::wide:
    case Family::complex:
    case Family::time:
    case Family::fixed:
    case Family::text:
    case Family::array:
    case Family::named:
      return lower_plain(type, variable, name, names);
    case Family::function:
      if (plain_type(type, names).empty()) return unsupported(type, "an argument");
      return lower_plain(type, variable, name, names);
    case Family::tuple:
      return lower_tuple(type, variable, name, names);
    case Family::option:
      return lower_option(type, variable, name, names);
    case Family::strided:
    case Family::result:
    case Family::part:
      break;
  }
  return unsupported(type, "an argument");
}

std::string lent(const Part& part, const Type& type, const std::string& variable) {
  const Type* reached = &type;
  std::string path = variable, present;
  for (const std::size_t member : part.members) {
    const bool is_optional = reached->kind == TypeKind::option;
    if (is_optional) {
      present += fmt::format("{}{}", present.empty() ? "" : " && ", path);
      reached = &reached->arguments.at(0);
    }
    path = fmt::format("std::get<{}>({}{})", member, is_optional ? "*" : "", path);
    reached = &reached->arguments.at(member);
  }
  std::string_view absent = "nullptr";
  if (part.memory == Memory::object) {
    path = fmt::format("detail::handle({})", path);
  } else if (!model::is_text_array(*part.type)) {
    path = fmt::format("detail::bytes({})", path);
    absent = "detail::Bytes{0, 0}";
  } else if (!present.empty()) {
    path = "&" + path;
  }
  return present.empty() ? path : fmt::format("{} ? {} : {}", present, path, absent);
}

Result<Lifted> lift(const Type& type, const TypeNames& names) {
  if (type.kind != TypeKind::result) {
    PREBIND_TRY(value, lifted_type(type, names));
    return Lifted{.type = value, .error = "detail::TextOnly"};
  }
  const Type& error = type.arguments.at(1);
  PREBIND_TRY(value, lifted_type(type.arguments.at(0), names));
  Lifted lifted{.type = value, .error = "detail::TextOnly"};
  if (error.kind == TypeKind::display) return lifted;
  if (error.kind == TypeKind::named) {
    const TypeName& named = names.at(error.reference);
    const bool is_known = named.shape == Shape::tagged || named.words <= abi::kFailureWords;
    if (is_known) lifted.error = named.path;
    return lifted;
  }
  lifted.error = scalar(error.kind);
  if (lifted.error.empty()) return unsupported(type, "a return value");
  return lifted;
}

}  // namespace prebind::hosts::cpp
