#include "hosts/cpp/functions.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>
#include <span>

#include "abi/layout.h"
#include "hosts/cpp/naming.h"
#include "hosts/cpp/spelling.h"
#include "hosts/cpp/text.h"

namespace prebind::hosts::cpp {
namespace {

using model::Family;
using model::Passing;
using model::Type;

struct Argument {
  std::string name;      ///< of the parameter; empty of the receiver
  std::string variable;  ///< an expression for it
  Type type;
  Lowered lowered;
  bool is_generic = false;
};

/// The receiver first.
Result<std::vector<Argument>> lower_all(const Function& function, const TypeNames& names) {
  std::vector<Argument> arguments;
  if (function.receiver) {
    const Type self{
        .kind = model::TypeKind::named, .passing = *function.receiver, .reference = function.named};
    const TypeName& own = names.at(function.named);
    const bool is_packed = own.shape == model::Shape::tagged;
    const std::string variable = is_packed ? fmt::format("packed<{}>(*this)", own.path) : "*this";
    PREBIND_TRY(lowered, lower(self, variable, "this", names));
    arguments.push_back({"", variable, self, std::move(lowered)});
  }
  for (const Parameter& parameter : function.parameters) {
    PREBIND_TRY(lowered, lower(parameter.type, parameter.name, parameter.name, names));
    arguments.push_back(
        {parameter.name, parameter.name, parameter.type, std::move(lowered), parameter.is_generic});
  }
  return arguments;
}

/// Rust may assume that nothing else refers to what it got by value or by `&mut`.
std::vector<Check> alias_checks(const std::vector<Argument>& arguments, const TypeNames& names) {
  std::vector<Type> types;
  for (const Argument& each : arguments) types.push_back(each.type);
  const auto expression = [&](const Part& part) {
    const Argument& argument = arguments.at(part.argument);
    return lent(part, argument.type, argument.variable);
  };
  const std::vector<Part> parts = parts_of(types, names);
  std::vector<Check> checks;
  for (const auto& [first, second] : rivals_among(parts, {Memory::object})) {
    checks.push_back(
        {fmt::format("detail::same({}, {})", expression(first), expression(second)),
         fmt::format("detail::refuse_same(\"{}\")", names.at(first.type->reference).name)});
  }
  for (const auto& rivals : rivals_among(parts, {Memory::elements, Memory::text})) {
    const bool is_written = abi::custody_of(*rivals.first.type) == abi::Custody::borrowed_mutably;
    const Part& written = is_written ? rivals.first : rivals.second;
    const Part& other = is_written ? rivals.second : rivals.first;
    checks.push_back(
        {fmt::format("detail::overlap({}, {})", expression(written), expression(other)),
         fmt::format("detail::refuse_overlap(\"{}\", \"{}\")", arguments[written.argument].name,
                     arguments[other.argument].name)});
  }
  return checks;
}

/// What a function does with a failure.
enum class Manner { returns, throws };

/// `if (…) return …;`, in lines that are not too long.
std::string checked(const Check& check, Manner manner) {
  const std::string consequence = manner == Manner::returns
                                      ? fmt::format("return {};", check.refusal)
                                      : fmt::format("{}.raise();", check.refusal);
  std::string line = fmt::format("  if ({}) {}\n", check.condition, consequence);
  if (line.size() <= kWidth + 1) return line;
  return fmt::format("  if ({}) {{\n    {}\n  }}\n", check.condition, consequence);
}

/// Up to where there is what the call `returned`.
std::string call(const Function& function, const std::vector<Argument>& arguments,
                 const TypeNames& names, Manner manner, const Shared& shared) {
  std::string out;
  std::vector<std::string> values, emptied;
  for (const Argument& argument : arguments) {
    const Lowered& lowered = argument.lowered;
    for (const Check& each : lowered.checks) out += checked(each, manner);
    values.insert(values.end(), lowered.values.begin(), lowered.values.end());
    emptied.insert(emptied.end(), lowered.emptied.begin(), lowered.emptied.end());
  }
  for (const Check& each : alias_checks(arguments, names)) out += checked(each, manner);
  if (shared.keeps_functions) out += "  const detail::Inside inside;\n";
  out += listed(fmt::format("  const auto returned = glue::{}", function.symbol), values, ";\n", 6);
  if (!emptied.empty()) {
    out += "  if (detail::took(detail::status_of(returned))) {\n";
    for (const std::string& each : emptied) out += fmt::format("    detail::empty({});\n", each);
    out += "  }\n";
  }
  return out;
}

std::string body(const Function& function, const std::vector<Argument>& arguments,
                 const Lifted& lifted, const TypeNames& names, Manner manner,
                 const Shared& shared) {
  std::vector<std::string> came_to = {"returned"};
  for (const Argument& argument : arguments) {
    if (model::is_closure(argument.type)) came_to.push_back(argument.name);
  }
  const std::string_view taken = manner == Manner::returns ? "result" : "value";
  const bool is_this = function.returns_receiver && manner == Manner::throws;
  return call(function, arguments, names, manner, shared) +
         listed(fmt::format("  {}detail::{}<{}, {}>", is_this ? "" : "return ", taken, lifted.type,
                            lifted.error),
                came_to, ";\n", 6) +
         (is_this ? "  return *this;\n" : "");
}

/// What fails is in the future.
std::string body_of_future(const Function& function, const std::vector<Argument>& arguments,
                           const Lifted& lifted, const TypeNames& names, const Shared& shared) {
  const std::string types = fmt::format("{}, {}", lifted.type, lifted.error);
  return call(function, arguments, names, Manner::returns, shared) +
         fmt::format(
             "  return detail::Futures::begun<{0}>(returned, glue::{1}, [](void *future) {{\n"
             "    return detail::result<{0}>(glue::{2}_finish(future));\n"
             "  }});\n",
             types, function.futures, function.symbol);
}

/// `const`, `&&` or nothing.
std::string_view qualifier(const Function& function, const TypeNames& names) {
  if (!function.receiver) return "";
  if (names.at(function.named).shape != model::Shape::handle) return " const";
  switch (*function.receiver) {
    case Passing::reference:
      return " const";
    case Passing::value:
      return " &&";
    case Passing::mutable_reference:
      break;
  }
  return "";
}

/// Whether it would be odd to call it and not to look at what it returns.
bool is_nodiscard(const Function& function, const Lifted& lifted) {
  if (lifted.type == "void") return false;
  const auto changes = [](const Type& type) {
    return type.kind == model::TypeKind::function ||
           (type.kind == model::TypeKind::slice && type.passing == Passing::mutable_reference) ||
           (type.kind == model::TypeKind::named && type.passing == Passing::mutable_reference);
  };
  return (!function.receiver || *function.receiver == Passing::reference) &&
         std::ranges::none_of(function.parameters,
                              [&](const Parameter& each) { return any_part(each.type, changes); });
}

std::vector<std::string> declared_parameters(const std::vector<Argument>& arguments) {
  std::vector<std::string> all;
  for (const Argument& argument : arguments) {
    const std::string& type = argument.lowered.parameter;
    if (argument.name.empty() || type.empty()) continue;
    const bool is_bound = type.ends_with('&') || type.ends_with('*');
    all.push_back(fmt::format("{}{}{}", type, is_bound ? "" : " ", argument.name));
  }
  return all;
}

std::vector<std::string> forwarded(const std::vector<Argument>& arguments) {
  std::vector<std::string> all;
  for (const Argument& argument : arguments) {
    if (argument.name.empty() || argument.lowered.parameter.empty()) continue;
    const bool is_moved = argument.lowered.parameter.ends_with("&&");
    all.push_back(is_moved ? fmt::format("std::move({})", argument.name) : argument.name);
  }
  return all;
}

/// What C++ cannot stop: that a function of its own changes what Rust borrows meanwhile.
std::string demand_on_callables(const std::vector<Argument>& arguments, const TypeNames& names) {
  std::vector<Type> types;
  for (const Argument& each : arguments) types.push_back(each.type);
  std::set<std::string> lent;
  for (const Part& part : parts_of(types, names)) {
    const std::string& name = arguments[part.argument].name;
    if (part.memory != Memory::object) lent.insert(fmt::format("`{}`", name));
  }
  std::vector<std::string> callables;
  for (const Argument& each : arguments) {
    if (takes_callables(std::span(&each.type, 1))) {
      callables.push_back(fmt::format("`{}`", each.name));
    }
  }
  if (lent.empty() || callables.empty()) return "";
  return fmt::format("{} must not change or free what {} {}.", fmt::join(callables, " and "),
                     fmt::join(lent, " and "), lent.size() == 1 ? "refers to" : "refer to");
}

std::string documentation(const Function& function, const std::vector<Argument>& arguments,
                          const TypeNames& names) {
  std::string docs = function.docs;
  const std::string demand = demand_on_callables(arguments, names);
  if (!demand.empty()) docs += (docs.empty() ? "" : "\n\n") + demand;
  if (function.is_unsafe) {
    docs += std::string(docs.empty() ? "" : "\n\n") +
            "This function is `unsafe` in Rust: what it demands of its arguments is not checked.";
  }
  return docs;
}

/// Where the throwing function and the other one are declared and defined.
struct Writer {
  const Function& function;
  const std::vector<Argument>& arguments;
  const Lifted& lifted;
  std::string_view qualifier;

  std::string head(const std::string& returns, const std::string& name, bool is_member) const {
    const bool is_bound = returns.ends_with('*') || returns.ends_with('&');
    const std::string space = is_bound || returns.empty() ? "" : " ";
    return returns + space + (is_member ? "" : scope()) + name;
  }
  std::string scope() const { return function.owner.empty() ? "" : function.owner + "::"; }

  std::string in_class(const std::string& returns, const std::string& name,
                       bool is_nodiscard) const {
    std::string prefix =
        "  " + deprecated(function.deprecation) + (is_nodiscard ? "[[nodiscard]] " : "");
    if (function.is_static) prefix += "static ";
    return listed(prefix + head(returns, name, true), declared_parameters(arguments),
                  std::string(qualifier) + ";\n", 6);
  }

  std::string defined(const std::string& returns, const std::string& name, bool is_nodiscard,
                      const std::string& body) const {
    std::string prefix;
    if (function.owner.empty()) {
      prefix = deprecated(function.deprecation) + (is_nodiscard ? "[[nodiscard]] " : "");
    }
    return listed(prefix + "inline " + head(returns, name, false), declared_parameters(arguments),
                  std::string(qualifier) + " {\n", 4) +
           body + "}\n";
  }
};

/// A function that calls another one of its name.
std::string forwarding(const Writer& writer, const std::string& returns, const std::string& name,
                       bool is_nodiscard, const std::vector<std::string>& parameters,
                       const std::vector<std::string>& values) {
  const bool is_member = !writer.function.owner.empty();
  std::string prefix =
      deprecated(writer.function.deprecation) + (is_nodiscard ? "[[nodiscard]] " : "");
  if (writer.function.is_static) prefix += "static ";
  const bool is_moved = writer.qualifier == " &&";
  const std::string text =
      listed(prefix + writer.head(returns, name, true), parameters,
             std::string(writer.qualifier) + " {\n", 4) +
      listed(fmt::format("  return {}{}", is_moved ? "std::move(*this)." : "", name), values, ";\n",
             6) +
      "}\n";
  return is_member ? indented(text, 2) : text;
}

/// Names that nothing in the function has.
std::vector<std::string> template_names(const Writer& writer, const TypeNames& names) {
  UniqueNames unique;
  for (const TypeName& each : names) unique.take(each.name);
  for (const Argument& each : writer.arguments) unique.take(each.name);
  const std::size_t count = writer.function.template_arguments.size();
  std::vector<std::string> all;
  for (std::size_t i = 0; i < count; ++i) {
    all.push_back(unique.give(count == 1 ? "T" : fmt::format("T{}", i + 1)));
  }
  return all;
}

/// `template <typename T, …>`: there is a function for each instance, which takes its own types.
std::string template_head(const Writer& writer, const TypeNames& names) {
  const std::vector<std::string>& types = writer.function.template_arguments;
  const std::vector<std::string> parameters = template_names(writer, names);
  std::string declared, condition;
  for (std::size_t i = 0; i < types.size(); ++i) {
    declared += fmt::format("typename {}, ", parameters[i]);
    condition +=
        fmt::format("{}std::is_same_v<{}, {}>", i == 0 ? "" : " && ", parameters[i], types[i]);
  }
  std::string whole =
      fmt::format("template <{}std::enable_if_t<{}, int> = 0>\n", declared, condition);
  if (whole.size() <= kWidth + 1) return whole;
  return fmt::format("template <{}\n          std::enable_if_t<{}, int> = 0>\n",
                     declared.substr(0, declared.size() - 1), condition);
}

/// What tells instances apart where their arguments do not: a list in braces is of the type of its
/// elements, and the types can be named.
std::string of_instance(const Writer& writer, const std::string& returns, const std::string& name,
                        bool is_nodiscard, const TypeNames& names) {
  const std::vector<std::string>& types = writer.function.template_arguments;
  if (types.empty() || std::ranges::count(types, std::string()) != 0) return "";
  const std::size_t indent = writer.function.owner.empty() ? 0 : 2;
  const std::string docs =
      doxygen(fmt::format("As `{}`, of the instance of these types.", name), indent);
  std::string out = docs + indented(template_head(writer, names), indent) +
                    forwarding(writer, returns, name, is_nodiscard,
                               declared_parameters(writer.arguments), forwarded(writer.arguments));
  std::vector<std::string> parameters = declared_parameters(writer.arguments);
  std::vector<std::string> values = forwarded(writer.arguments);
  std::size_t at = 0;
  bool has_list = false;
  for (const Argument& argument : writer.arguments) {
    if (argument.name.empty() || argument.lowered.parameter.empty()) continue;
    const bool is_view = model::is_array(argument.type.kind) &&
                         !model::is_text_array(argument.type) &&
                         abi::custody_of(argument.type) != abi::Custody::borrowed_mutably;
    if (argument.is_generic && is_view) {
      const std::string element_type = element(argument.type.arguments.at(0), names);
      parameters[at] = fmt::format("std::initializer_list<{}> {}", element_type, argument.name);
      const std::string view = is_tagged_array(argument.type, names)
                                   ? fmt::format("packed_list<{}>", element_type)
                                   : fmt::format("span<const {}>", element_type);
      values[at] = fmt::format("{}({})", view, argument.name);
      has_list = true;
    }
    ++at;
  }
  if (!has_list) return out;
  const std::string text = forwarding(writer, returns, name, is_nodiscard, parameters, values);
  if (indent != 0) return out + text;
  const std::size_t behind = deprecated(writer.function.deprecation).size() +
                             (is_nodiscard ? std::string_view("[[nodiscard]] ").size() : 0);
  return out + text.substr(0, behind) + "inline " + text.substr(behind);
}

std::string declared_constructor(const Writer& writer) {
  const Function& function = writer.function;
  const std::vector<std::string> parameters = declared_parameters(writer.arguments);
  const std::string prefix =
      "  " + deprecated(function.deprecation) + (parameters.size() == 1 ? "explicit " : "");
  return listed(prefix + function.owner, parameters, ";\n", 6);
}

/// It is made of the object that a function with this body returns.
std::string constructor(const Writer& writer, const std::string& body) {
  const std::string& owner = writer.function.owner;
  return listed(fmt::format("inline {0}::{0}", owner), declared_parameters(writer.arguments), "",
                4) +
         fmt::format("\n    : {}([&] {{\n{}      }}()) {{}}\n", owner, indented(body, 6));
}

/// What is declared of the library, and nothing else.
FunctionText with_glue(const Function& function, const std::vector<Argument>& arguments,
                       const Lifted& lifted, const Shared& shared) {
  FunctionText text;
  std::vector<std::string> types;
  for (const Argument& argument : arguments) {
    types.insert(types.end(), argument.lowered.c_types.begin(), argument.lowered.c_types.end());
    if (!argument.name.empty()) text.dispatch.push_back(argument.lowered.parameter);
  }
  const std::string returned = fmt::format("detail::ReturnedBy<{}>", lifted.type);
  text.glue = glue_declaration(shared.macros + "FUNCTION", function.symbol, returned, types);
  if (!function.futures.empty()) {
    text.glue += glue_declaration(shared.macros + "FUNCTION", function.symbol + "_finish", returned,
                                  {"void *"});
  }
  return text;
}

/// Not every compiler has numbers of 128 bits.
FunctionText where_it_can_be(FunctionText text, const Function& function) {
  const bool is_wide = holds(function.returns, Family::wide) ||
                       std::ranges::any_of(function.parameters, [](const Parameter& each) {
                         return holds(each.type, Family::wide);
                       });
  if (!is_wide) return text;
  text.glue = only_with_wide(text.glue);
  if (!text.declaration.empty()) text.declaration = only_with_wide(text.declaration);
  text.definition = only_with_wide(text.definition);
  return text;
}

/// A function that throws nothing: all that can fail is in the `Future`.
FunctionText render_future(const Writer& writer, const TypeNames& names, const Shared& shared) {
  const Function& function = writer.function;
  const bool is_free = function.owner.empty();
  const std::string future = fmt::format("Future<{}>", writer.lifted.type);
  const std::string docs =
      doxygen(documentation(function, writer.arguments, names), is_free ? 0 : 2);
  const std::string templates = of_instance(writer, future, function.name, false, names);
  const std::string defined =
      writer.defined(future, function.name, false,
                     body_of_future(function, writer.arguments, writer.lifted, names, shared));
  FunctionText text = with_glue(function, writer.arguments, writer.lifted, shared);
  if (is_free) {
    text.definition = docs + defined + (templates.empty() ? "" : "\n" + templates);
  } else {
    text.declaration = docs + writer.in_class(future, function.name, false) + templates;
    text.definition = defined;
  }
  return where_it_can_be(std::move(text), function);
}

/// The text with each `what` replaced.
std::string replaced(std::string text, std::string_view what, std::string_view by) {
  for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += by.size()) {
    text.replace(at, what.size(), by);
  }
  return text;
}

}  // namespace

// On most machines these types are the same.
std::string dispatch_of(const std::vector<std::string>& types) {
  std::string dispatch;
  for (const std::string& each : types) dispatch += each + ", ";
  return replaced(replaced(dispatch, "std::size_t", "std::uint64_t"), "std::intptr_t",
                  "std::int64_t");
}

std::string only_with_wide(const std::string& lines) {
  return "#if defined(__SIZEOF_INT128__)\n" + lines + "#endif\n";
}

std::string glue_declaration(const std::string& macro, const std::string& symbol,
                             const std::string& returned, const std::vector<std::string>& types) {
  std::string whole =
      fmt::format("{}({}, {}({}));\n", macro, symbol, returned, fmt::join(types, ", "));
  if (whole.size() <= kWidth + 1) return whole;
  const std::string signature = listed("    " + returned, types, ");\n", 8);
  return fmt::format("{}(\n    {},\n{}", macro, symbol, signature);
}

Result<FunctionText> render(const Function& function, const TypeNames& names,
                            const Shared& shared) {
  const auto in_item = [&](Error error) {
    if (error.where.empty()) error.where = function.item;
    return error;
  };
  PREBIND_TRY(arguments, lower_all(function, names).map_error(in_item));
  PREBIND_TRY(lifted, lift(function.returns, names).map_error(in_item));
  const Writer writer{function, arguments, lifted, qualifier(function, names)};
  if (!function.futures.empty()) return render_future(writer, names, shared);
  const bool nodiscard = is_nodiscard(function, lifted);
  const std::string returned = function.returns_receiver ? function.owner + " &" : lifted.type;
  const std::string expected = fmt::format("expected<{}, Failure>", lifted.type);
  const std::string try_body = body(function, arguments, lifted, names, Manner::returns, shared);
  const std::size_t indent = function.owner.empty() ? 0 : 2;
  const std::string docs = doxygen(documentation(function, arguments, names), indent);
  const std::string try_docs =
      doxygen(function.name.empty()
                  ? documentation(function, arguments, names)
                  : fmt::format("As `{}`, but it returns what that throws.", function.name),
              indent);

  FunctionText text = with_glue(function, arguments, lifted, shared);
  std::string declared, defined;
  if (function.is_constructor) {
    declared += docs + declared_constructor(writer);
    defined +=
        constructor(writer, body(function, arguments, lifted, names, Manner::throws, shared));
  } else if (!function.name.empty()) {
    declared += docs + writer.in_class(returned, function.name, nodiscard);
  }
  declared += try_docs + writer.in_class(expected, function.try_name, false);
  const std::string with_try = writer.defined(expected, function.try_name, false, try_body);
  if (!function.is_constructor && !function.name.empty()) {
    defined += writer.defined(returned, function.name, nodiscard,
                              body(function, arguments, lifted, names, Manner::throws, shared));
  }
  const bool is_free = function.owner.empty();
  std::string templates;
  if (!function.is_constructor && !function.name.empty()) {
    templates += of_instance(writer, returned, function.name, nodiscard, names);
  }
  templates += of_instance(writer, expected, function.try_name, false, names);
  text.declaration = is_free ? "" : declared + templates;
  text.definition = is_free ? try_docs + with_try + (defined.empty() ? "" : "\n" + docs + defined)
                            : with_try + (defined.empty() ? "" : "\n" + defined);
  if (is_free && !templates.empty()) text.definition += "\n" + templates;
  return where_it_can_be(std::move(text), function);
}

}  // namespace prebind::hosts::cpp
