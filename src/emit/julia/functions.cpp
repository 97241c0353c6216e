#include "emit/julia/functions.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "emit/julia/text.h"
#include "emit/julia/types.h"
#include "model/describe.h"

namespace prebind::emit::julia {
namespace {

using model::Passing;

struct Argument {
  const Parameter* parameter;
  Lowered lowered;
  const model::Type* object;  ///< the handle that it is or may be; null if none

  bool is_given() const { return object != nullptr && object->passing == Passing::value; }
  const model::Type* array() const { return array_of(parameter->type); }
  bool is_exclusive() const { return object != nullptr && object->passing != Passing::reference; }
};

Result<std::vector<Argument>> lower_all(const Method& method, const TypeNames& names) {
  std::vector<Argument> arguments;
  for (const Parameter& parameter : method.parameters) {
    PREBIND_TRY(lowered, lower(parameter.type, written(parameter.name), names));
    arguments.push_back({&parameter, std::move(lowered), handle_of(parameter.type, names)});
  }
  return arguments;
}

// Rust may assume that nothing else refers to what it got by value or by `&mut`.
std::string alias_checks(const std::vector<Argument>& arguments) {
  std::string out;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    for (std::size_t k = i + 1; k < arguments.size(); ++k) {
      const Argument &a = arguments[i], &b = arguments[k];
      if (a.object == nullptr || b.object == nullptr || a.object->reference != b.object->reference)
        continue;
      if (!a.is_exclusive() && !b.is_exclusive()) continue;
      out += fmt::format("    {} === {} && _prebind.refuse_same({})\n", written(a.parameter->name),
                         written(b.parameter->name), written(a.parameter->name));
    }
  }
  return out;
}

bool is_written(const model::Type* array) {
  return array != nullptr && array->passing == Passing::mutable_reference;
}

// The same for memory. What Rust copies is read before it can be written.
std::string overlap_checks(const std::vector<Argument>& arguments) {
  std::string out;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    for (std::size_t k = i + 1; k < arguments.size(); ++k) {
      const Argument &a = arguments[i], &b = arguments[k];
      const bool borrowed = a.array() != nullptr && a.array()->kind == model::TypeKind::slice &&
                            b.array() != nullptr && b.array()->kind == model::TypeKind::slice;
      if (!borrowed || (!is_written(a.array()) && !is_written(b.array()))) continue;
      out += fmt::format("    _prebind.keep_apart({}, {})\n", written(a.parameter->name),
                         written(b.parameter->name));
    }
  }
  return out;
}

struct Body {
  std::string before;  ///< statements ahead of the call
  std::vector<std::string> c_types, values, preserved;
};

// An object given by value is lost to Julia as soon as its handle is taken out. So everything that
// may throw comes before: conversions, and the look into every handle.
void add_taking(Body& body, const std::vector<Argument>& arguments, UniqueNames& locals) {
  std::string gifts;
  for (const Argument& argument : arguments) {
    const std::string variable = written(argument.parameter->name);
    if (argument.object == nullptr) {
      for (const std::string& value : argument.lowered.values) body.values.push_back(value);
      if (argument.lowered.preserve) body.preserved.push_back(variable);
      continue;
    }
    const std::string handle = written(locals.underscored(argument.parameter->name + "_handle"));
    body.before += fmt::format("    {} = {}\n", handle, argument.lowered.values.at(0));
    body.values.push_back(handle);
    const std::vector<std::string>& values = argument.lowered.values;
    body.values.insert(body.values.end(), values.begin() + 1, values.end());
    if (argument.is_given()) {
      gifts += fmt::format("    _prebind.give({})\n", variable);
    } else {
      body.preserved.push_back(variable);
    }
  }
  body.before += gifts;
}

Body body_of(const Method& method, const std::vector<Argument>& arguments, UniqueNames& locals) {
  bool takes = false;
  for (const Argument& argument : arguments) takes = takes || argument.is_given();

  Body body;
  if (method.is_setter) {
    const Argument& value = arguments.back();
    const std::string variable = written(value.parameter->name);
    body.before +=
        fmt::format("    {0} = Base.convert({1}, {0})\n", variable, value.lowered.dispatch);
  }
  body.before += alias_checks(arguments);
  for (const Argument& argument : arguments) {
    const std::string variable = written(argument.parameter->name);
    const std::string& early = argument.lowered.prepared_early;
    const std::string& prepared = takes && !early.empty() ? early : argument.lowered.prepared;
    if (!prepared.empty()) body.before += fmt::format("    {} = {}\n", variable, prepared);
    for (const std::string& type : argument.lowered.c_types) body.c_types.push_back(type);
  }
  body.before += overlap_checks(arguments);
  if (takes) {
    add_taking(body, arguments, locals);
    return body;
  }
  for (const Argument& argument : arguments) {
    for (const std::string& value : argument.lowered.values) body.values.push_back(value);
    if (argument.lowered.preserve) body.preserved.push_back(written(argument.parameter->name));
  }
  return body;
}

std::string call(const Method& method, const Body& body, const std::string& variable,
                 const std::string& return_type) {
  std::string head = fmt::format("    {} = ", variable);
  if (!body.preserved.empty()) {
    head += fmt::format("Base.GC.@preserve {} ", fmt::join(body.preserved, " "));
  }
  head += "ccall(";
  const std::vector<std::string> callee = {method.glue + ".pointer", return_type,
                                           tuple(body.c_types)};
  std::vector<std::string> all = callee;
  all.insert(all.end(), body.values.begin(), body.values.end());
  std::string line = fmt::format("{}{})\n", head, fmt::join(all, ", "));
  if (line.size() <= kWidth + 1) return line;
  const bool has_values = !body.values.empty();
  return head + "\n" + wrap("        ", callee, has_values ? ",\n" : ")\n", 8) +
         (has_values ? wrap("        ", body.values, ")\n", 8) : "");
}

std::string after_call(const Lifted& lifted, const std::string& status) {
  const std::string failure = lifted.error.empty()
                                  ? fmt::format("_prebind.fail({})", status)
                                  : fmt::format("_prebind.fail({}, {})", status, lifted.error);
  if (lifted.optional) {
    return fmt::format(
        "    {0} === _prebind.OK && return {1}\n"
        "    {0} === _prebind.NONE && return Base.nothing\n"
        "    {2}\n",
        status, lifted.value, failure);
  }
  return fmt::format(
      "    {0} === _prebind.OK || {1}\n"
      "    return {2}\n",
      status, failure, lifted.value);
}

std::string documentation(const Method& method, const std::vector<Argument>& arguments,
                          const Lifted& lifted) {
  const bool wanted = !method.docs.empty() || method.is_unsafe;
  if (method.documented_name.empty() || !wanted) return "";
  std::vector<std::string> parameters = method.documented_leading;
  for (const Argument& argument : arguments) {
    parameters.push_back(
        fmt::format("{}::{}", written(argument.parameter->name), argument.lowered.documented));
  }
  std::string signature =
      fmt::format("{}({})", method.documented_name, fmt::join(parameters, ", "));
  // A constructor's result goes without saying.
  if (lifted.documented != method.documented_name) signature += " -> " + lifted.documented;
  std::string docs = method.docs;
  if (method.is_unsafe) {
    docs +=
        std::string(docs.empty() ? "" : "\n\n") +
        "!!! warning\n    This function is `unsafe` in Rust: what it demands of its arguments is "
        "not checked.";
  }
  return docstring(signature, docs);
}

}  // namespace

Result<std::string> render(const Method& method, const TypeNames& names) {
  PREBIND_TRY(arguments, lower_all(method, names));

  std::set<std::string, std::less<>> taken;
  for (const Parameter& parameter : method.parameters) taken.insert(parameter.name);
  UniqueNames locals(taken);

  PREBIND_TRY(probe, lift(method.returns, "returned", names));
  const bool has_slot = !probe.slot.empty();
  const std::string variable = locals.underscored(has_slot ? "returned" : "status");
  PREBIND_TRY(lifted, lift(method.returns, variable, names));

  std::vector<std::string> parameters = method.leading;
  for (const Argument& argument : arguments) {
    const bool is_open = method.is_setter && &argument == &arguments.back();
    parameters.push_back(written(argument.parameter->name) +
                         (is_open ? "" : "::" + argument.lowered.dispatch));
  }
  const std::string return_type =
      has_slot ? fmt::format("_prebind.Returned{{{}}}", lifted.slot) : "Base.UInt";
  const Body body = body_of(method, arguments, locals);
  return documentation(method, arguments, lifted) +
         wrap(fmt::format("function {}(", method.name), parameters, ")\n",
              std::string_view("function (").size() + method.name.size()) +
         body.before + call(method, body, variable, return_type) +
         after_call(lifted, has_slot ? variable + ".status" : variable) + "end\n";
}

Result<std::string> dispatch_of(const Method& method, const TypeNames& names) {
  PREBIND_TRY(arguments, lower_all(method, names));
  std::vector<std::string> parameters = method.leading;
  for (const Argument& argument : arguments) parameters.push_back(argument.lowered.dispatch);
  return fmt::format("{}({})", method.name, fmt::join(parameters, ", "));
}

std::vector<Parameter> parameters_of(const model::Function& function, const TypeNames& names) {
  // An argument may have the name of a function, but not of a type: the body may construct one.
  UniqueNames unique;
  for (const TypeName& type : names) unique.underscored(type.name);

  std::vector<Parameter> parameters;
  if (function.receiver) {
    parameters.push_back({unique.underscored("self"),
                          {.kind = model::TypeKind::object,
                           .passing = *function.receiver,
                           .reference = function.owner.value()}});
  }
  for (std::size_t i = 0; i < function.arguments.size(); ++i) {
    std::string name = identifier(function.arguments[i].name);
    // Patterns and `_` have no name in Rust, and ours have to be left alone.
    if (!is_identifier(name) || name.starts_with(kReservedPrefix)) {
      name = fmt::format("argument{}", i + 1);
    }
    parameters.push_back({unique.underscored(std::move(name)), function.arguments[i].type});
  }
  return parameters;
}

std::string readable(const model::Function& function, const std::string& owner) {
  const std::string signature = model::signature(function);
  return owner.empty() ? signature : fmt::format("impl {} {{ {} }}", owner, signature);
}

std::string declaration(const std::string& glue, const std::string& symbol,
                        const std::string& signature) {
  return wrap(fmt::format("const {} = _prebind.declare(", glue),
              {literal(symbol), literal(signature)}, ")\n", 4);
}

}  // namespace prebind::emit::julia
