#include "hosts/julia/functions.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

#include "hosts/julia/markdown.h"
#include "hosts/julia/ready.h"
#include "hosts/julia/text.h"
#include "hosts/julia/types.h"
#include "model/defaults.h"
#include "model/describe.h"

namespace prebind::hosts::julia {
namespace {

struct Argument {
  const Parameter* parameter;
  Lowered lowered;
};

// Whether Rust can make Julia run code of anybody's. To ask whether to stop runs none.
bool runs_julia(const Parameter& parameter) {
  return parameter.type.kind == model::TypeKind::function &&
         parameter.service != model::Service::interruption;
}

// What the method makes, so that nobody passes it.
std::string provided(model::Service service, const std::string& title) {
  return service == model::Service::interruption
             ? "_prebind.interruption()"
             : fmt::format("_prebind.progress({})", literal(title));
}

bool may_run_julia(const Method& method) {
  return method.may_run_julia || std::ranges::any_of(method.parameters, runs_julia);
}

Result<std::vector<Argument>> lower_all(const Method& method, const TypeNames& names) {
  const bool lends = may_run_julia(method);
  std::vector<Argument> arguments;
  for (const Parameter& parameter : method.parameters) {
    PREBIND_TRY(lowered, lower(parameter.type, written(parameter.name), names, lends));
    // Instances of one generic function are methods that differ by these.
    if (parameter.is_exact) lowered.dispatch = lowered.exact;
    if (model::is_evaluated(parameter.otherwise)) {
      const model::Type& type = parameter.type.arguments.at(0);
      PREBIND_TRY(own, lower(type, written(parameter.name), names, lends));
      lowered.documented = own.documented;
    }
    if (parameter.service) {
      lowered.prepared = provided(*parameter.service, method.documented_name);
    }
    arguments.push_back({&parameter, std::move(lowered)});
  }
  return arguments;
}

// What Julia takes for an argument that is left out.
std::string default_value(const model::Default& otherwise, const model::Type& type) {
  using Kind = model::Default::Kind;
  const model::Type& whole = type.kind == model::TypeKind::option ? type.arguments.at(0) : type;
  std::string text = otherwise.text;
  switch (otherwise.kind) {
    case Kind::rust:
    case Kind::none:
      return "Base.nothing";
    case Kind::number:
      if (whole.kind != model::TypeKind::f32) return text;
      // The nearest `f32`, as Rust has it, and not that of the nearest `f64`.
      if (const std::size_t at = text.find('e'); at != std::string::npos) {
        text[at] = 'f';
        return text;
      }
      return text + "f0";
    case Kind::character:
      return fmt::format("Base.getindex({}, 1)", literal(text));
    case Kind::text:
      return literal(text);
    case Kind::boolean:
      break;
  }
  return text;
}

// The parameters of a method as Julia has them: with a `;` before the keywords.
class ParameterList {
 public:
  explicit ParameterList(std::vector<std::string> leading) : items_(std::move(leading)) {}

  void add(std::string text, bool is_keyword) {
    if (!is_keyword || std::exchange(has_keyword_, true)) {
      items_.push_back(std::move(text));
    } else if (items_.empty()) {
      items_.push_back("; " + text);
    } else {
      items_.back() += "; " + text;
    }
  }
  const std::vector<std::string>& items() const { return items_; }

 private:
  std::vector<std::string> items_;
  bool has_keyword_ = false;
};

// A part of an argument, or nothing.
std::string expression(const Part& part, const std::vector<Argument>& arguments) {
  const Parameter& parameter = *arguments.at(part.argument).parameter;
  const model::Type* type = &parameter.type;
  const std::string variable = written(parameter.name);
  std::string path = variable, absent;
  for (const std::size_t member : part.members) {
    if (type->kind == model::TypeKind::option) {
      absent += fmt::format("{} === Base.nothing ? Base.nothing : ", path);
      type = &type->arguments.at(0);
    }
    path += fmt::format("[{}]", member + 1);
    type = &type->arguments.at(member);
  }
  return absent.empty() ? path : fmt::format("({}{})", absent, path);
}

std::string alias_checks(const std::vector<Argument>& arguments, const std::vector<Part>& parts,
                         Memory memory) {
  std::string out;
  for (const auto& [first, second] : rivals_among(parts, {memory})) {
    const std::string a = expression(first, arguments), b = expression(second, arguments);
    out += memory == Memory::object
               ? fmt::format("    {0} === {1} && _prebind.refuse_same({0})\n", a, b)
               : fmt::format("    _prebind.keep_apart({}, {})\n", a, b);
  }
  return out;
}

struct Body {
  std::string before;  ///< statements ahead of the call
  std::string after;   ///< and behind it, whatever it came to
  std::vector<std::string> c_types, values, preserved;
  std::vector<std::string> written;  ///< arguments that Rust gets a copy of and writes into
  std::vector<std::string> stops;    ///< arguments that say whether to stop
  std::vector<std::string> reports;  ///< arguments that show how far the call is
};

// Preparing an argument can run code of the caller's (`convert` of a type of its own), which can do
// anything to an array or a handle. So these come last, and all else is converted ahead of the
// call.
std::string preparations(const std::vector<Argument>& arguments) {
  const auto is_borrowed = [](const Argument& each) { return each.lowered.is_borrowed; };
  const bool any_borrowed = std::any_of(arguments.begin(), arguments.end(), is_borrowed);
  std::string first, last;
  for (const Argument& argument : arguments) {
    const Lowered& lowered = argument.lowered;
    const bool is_early = lowered.prepared.empty() && any_borrowed;
    const std::string& prepared = is_early ? lowered.prepared_early : lowered.prepared;
    if (prepared.empty()) continue;
    (is_borrowed(argument) ? last : first) +=
        fmt::format("    {} = {}\n", written(argument.parameter->name), prepared);
  }
  return first + last;
}

// What Rust wrote into copies goes into the arrays.
void take_back(const Method& method, const std::vector<Argument>& arguments,
               const std::vector<Part>& parts, Body& body) {
  if (!may_run_julia(method)) return;
  for (const Part& part : parts) {
    if (part.memory != Memory::elements ||
        part.type->passing != model::Passing::mutable_reference) {
      continue;
    }
    const std::string slice = expression(part, arguments);
    body.written.push_back(slice);
    body.after += fmt::format("    _prebind.take_back({})\n", slice);
  }
}

Body body_of(const Method& method, const std::vector<Argument>& arguments, const TypeNames& names) {
  std::vector<model::Type> types;
  for (const Argument& each : arguments) types.push_back(each.parameter->type);
  const std::vector<Part> parts = parts_of(types, names);
  Body body;
  if (method.is_setter) {
    const Argument& value = arguments.back();
    const std::string variable = written(value.parameter->name);
    const std::string& type =
        value.lowered.assigned.empty() ? value.lowered.exact : value.lowered.assigned;
    body.before += fmt::format("    {0} = Base.convert({1}, {0})\n", variable, type);
  }
  body.before += alias_checks(arguments, parts, Memory::object);
  body.before += preparations(arguments);
  body.before += alias_checks(arguments, parts, Memory::elements);
  take_back(method, arguments, parts, body);
  for (const Argument& argument : arguments) {
    for (const std::string& type : argument.lowered.c_types) body.c_types.push_back(type);
    for (const std::string& value : argument.lowered.values) body.values.push_back(value);
    const std::string variable = written(argument.parameter->name);
    if (argument.lowered.preserve) body.preserved.push_back(variable);
    if (!argument.parameter->service) continue;
    const bool stops = argument.parameter->service == model::Service::interruption;
    (stops ? body.stops : body.reports).push_back(variable);
  }
  return body;
}

std::string call(const Method& method, const Body& body, const std::string& variable,
                 const std::string& return_type) {
  std::string head = fmt::format("    {} = ", variable);
  if (!body.preserved.empty()) {
    head += fmt::format("Base.GC.@preserve {} ", fmt::join(body.preserved, " "));
  }
  head += method.is_gc_safe ? "_prebind.@gc_safe ccall(" : "ccall(";
  const std::vector<std::string> callee = {field(method.glue, "pointer"), return_type,
                                           tuple(body.c_types)};
  std::vector<std::string> all = callee;
  all.insert(all.end(), body.values.begin(), body.values.end());
  std::string line = fmt::format("{}{})\n", head, fmt::join(all, ", "));
  if (line.size() <= kWidth + 1) return line;
  const bool has_values = !body.values.empty();
  return head + "\n" + wrap("        ", callee, has_values ? ",\n" : ")\n", 8) +
         (has_values ? wrap("        ", body.values, ")\n", 8) : "");
}

// How many threads are in calls decides whether one of Rust's can wait for Julia.
std::string counted(const Method& method, std::string text, const std::string& status) {
  if (!method.may_run_julia) return text;
  return "    _prebind.enter()\n" + std::move(text) +
         fmt::format("    _prebind.leave_with({})\n", status);
}

// Waits for a future that is not ready. What it uses stays alive meanwhile.
std::string awaiting(const Method& method, const Body& body, const std::string& variable,
                     const std::string& status, const std::string& return_type) {
  if (method.finish.empty()) return "";
  std::string head = fmt::format("        {} = ", variable);
  if (!body.preserved.empty()) {
    head += fmt::format("Base.GC.@preserve {} ", fmt::join(body.preserved, " "));
  }
  return fmt::format("    if _prebind.is_pending({})\n", status) +
         wrap(head + "ccall(",
              {field(method.finish, "pointer"), return_type, "(Base.UInt,)",
               fmt::format("_prebind.wait_for({}, {}{})", method.futures, status,
                           method.has_timeout ? ", timeout" : "")},
              ")\n", 12) +
         "    end\n";
}

// What is thrown if the status is a failure. A callback keeps what it threw.
std::string failing(const Lifted& lifted, const std::vector<Argument>& arguments,
                    const std::string& status) {
  std::vector<std::string> callbacks;
  for (const Argument& argument : arguments) {
    if (model::is_closure(argument.parameter->type)) {
      callbacks.push_back(written(argument.parameter->name));
    }
  }
  const std::string error = lifted.error.empty() ? "" : ", " + lifted.error;
  if (callbacks.empty()) return fmt::format("_prebind.fail({}{})", status, error);
  return fmt::format("_prebind.fail_with({}, {}{})", tuple(callbacks), status, error);
}

std::string after_call(const Lifted& lifted, const Body& body, const std::string& status,
                       const std::string& failure) {
  const auto checked = [&](std::string value) {
    if (!body.stops.empty()) {
      value = fmt::format("_prebind.unless_stopped({}, {})", value, fmt::join(body.stops, ", "));
    }
    if (body.written.empty()) return value;
    return fmt::format("_prebind.taken_back({}, {})", value, fmt::join(body.written, ", "));
  };
  if (lifted.optional) {
    return body.after + fmt::format(
                            "    {0} === _prebind.OK && return {1}\n"
                            "    {0} === _prebind.NONE && return {2}\n"
                            "    {3}\n",
                            status, checked(lifted.value), checked("Base.nothing"), failure);
  }
  return body.after + fmt::format(
                          "    {0} === _prebind.OK || {1}\n"
                          "    return {2}\n",
                          status, failure, checked(lifted.value));
}

std::string documented(const Argument& argument) {
  const Parameter& parameter = *argument.parameter;
  std::string text = fmt::format("{}::{}", written(parameter.name), argument.lowered.documented);
  return parameter.otherwise ? text + " = " + model::rust_text(*parameter.otherwise) : text;
}

std::string documentation(const Method& method, const std::vector<Argument>& arguments,
                          const Lifted& lifted) {
  const bool wanted = !method.docs.empty() || method.is_unsafe || method.deprecation ||
                      std::any_of(arguments.begin(), arguments.end(), [](const Argument& each) {
                        return each.parameter->otherwise.has_value();
                      });
  if (method.documented_name.empty() || !wanted) return "";
  ParameterList parameters(method.documented_leading);
  std::vector<std::string> types;
  for (const std::string& type : method.leading) types.push_back(type.substr(2));
  const std::string name = without_types(method.documented_name);
  // The docs of each instance's constructor stand beside those of the others.
  if (name != method.documented_name) types.push_back(fmt::format("Base.Type{{{}}}", method.name));
  for (const Argument& argument : arguments) {
    if (argument.parameter->service) continue;
    const bool is_keyword = argument.parameter->is_keyword;
    if (!is_keyword) types.push_back(argument.lowered.dispatch);
    parameters.add(documented(argument), is_keyword);
  }
  if (method.has_timeout) parameters.add("timeout = nothing", true);
  const std::string shown =
      name == method.documented_name ? without_base(name) : unqualified(method.documented_name);
  std::string signature = fmt::format("{}({})", shown, fmt::join(parameters.items(), ", "));
  // A constructor's result goes without saying.
  if (lifted.documented != shown) signature += " -> " + lifted.documented;
  std::string docs = with_deprecation(method.docs, method.deprecation);
  if (method.is_unsafe) {
    docs +=
        std::string(docs.empty() ? "" : "\n\n") +
        "!!! warning\n    This function is `unsafe` in Rust: what it demands of its arguments is "
        "not checked.";
  }
  return document(name, signature, docs, fmt::format("Base.Tuple{{{}}}", fmt::join(types, ", ")));
}

// The statements with one that runs whatever they come to.
std::string finally(const std::string& body, std::string_view last) {
  std::string out = "    try\n";
  for (std::size_t at = 0; at < body.size();) {
    const std::size_t end = body.find('\n', at) + 1;
    out += "    " + body.substr(at, end - at);
    at = end;
  }
  return out + fmt::format("    finally\n        {}\n    end\n", last);
}

// Whether Rust calls functions of Julia, be they ours or the caller's.
bool calls_back(const Method& method) {
  return method.may_run_julia || std::ranges::any_of(method.parameters, [](const Parameter& each) {
           return each.type.kind == model::TypeKind::function;
         });
}

// Ctrl-C waits while Rust, which may call functions of Julia, runs.
constexpr std::string_view kDefer = "_prebind.defer_interrupts()";
constexpr std::string_view kAllow = "_prebind.allow_interrupts()";

std::string with_services(std::string body, const std::vector<std::string>& reports) {
  for (const std::string& each : reports) {
    body = finally(body, fmt::format("_prebind.finish({})", each));
  }
  return body;
}

}  // namespace

Result<Code> render(const Method& method, const TypeNames& names) {
  PREBIND_TRY(arguments, lower_all(method, names));

  std::set<std::string, std::less<>> taken;
  for (const Parameter& parameter : method.parameters) taken.insert(parameter.name);
  UniqueNames locals(taken);

  PREBIND_TRY(probe, lift(method.returns, "returned", names));
  const bool has_slot = !probe.slot.empty();
  const std::string variable = locals.underscored(has_slot ? "returned" : "status");
  PREBIND_TRY(lifted, lift(method.returns, variable, names));
  if (method.returns_receiver) {
    lifted.value = written(method.parameters.at(0).name);
    lifted.documented = arguments.at(0).lowered.documented;
  }

  ParameterList parameters(method.leading);
  std::vector<std::string> variables;
  bool keeps = false;
  for (const Argument& argument : arguments) {
    if (argument.parameter->service) continue;
    const bool is_open = method.is_setter && &argument == &arguments.back();
    std::string type = argument.lowered.dispatch;
    if (argument.lowered.is_function) {
      type = fmt::format("{}F{}", kReservedPrefix, variables.size() + 1);
      variables.push_back(type + "<:" + argument.lowered.dispatch);
    }
    keeps = keeps || model::is_c_function(argument.parameter->type);
    const auto& otherwise = argument.parameter->otherwise;
    parameters.add(
        written(argument.parameter->name) + (is_open ? "" : "::" + type) +
            (otherwise ? " = " + default_value(*otherwise, argument.parameter->type) : ""),
        argument.parameter->is_keyword);
  }
  if (method.has_timeout) {
    parameters.add("timeout::Base.Union{Base.Nothing,Base.Real} = Base.nothing", true);
  }
  const std::string return_type =
      has_slot ? fmt::format("_prebind.Returned{{{}}}", lifted.slot) : "Base.UInt";
  const Body body = body_of(method, arguments, names);
  const std::string status = has_slot ? field(variable, "status") : variable;
  const bool is_future = !method.finish.empty();
  std::string called = counted(method, call(method, body, variable, return_type), status);
  if (calls_back(method) && is_future) {
    called = fmt::format("    {}\n{}    {}\n", kDefer, called, kAllow);
  }
  std::string text = called + (method.logs ? "    _prebind.logged()\n" : "") +
                     awaiting(method, body, variable, status, return_type) +
                     after_call(lifted, body, status, failing(lifted, arguments, status));
  // Whoever waits for a future can be interrupted.
  if (calls_back(method) && !is_future) {
    text = fmt::format("    {}\n{}", kDefer, finally(text, kAllow));
  }
  // A C function has no way to say that it failed. What it threw is kept, and thrown when the call
  // is over.
  if (keeps) text = "    _prebind.begin_keeping()\n" + finally(text, "_prebind.throw_kept()");
  text = with_services(std::move(text), body.reports);
  const std::string where =
      variables.empty() ? "" : fmt::format(" where {{{}}}", fmt::join(variables, ", "));
  return Code{
      wrap(fmt::format("function {}(", method.name), parameters.items(), ")" + where + "\n",
           std::string_view("function (").size() + method.name.size()) +
          (method.depwarn.empty() ? "" : fmt::format("    Base.depwarn({})\n", method.depwarn)) +
          method.before + body.before + text + "end\n" + documentation(method, arguments, lifted),
      ready(method, names)};
}

std::string depwarn_arguments(const std::string& name, const std::string& symbol,
                              const std::optional<model::Deprecation>& deprecation) {
  if (!deprecation) return "";
  const std::string shown = name.find('{') == name.npos ? name : unqualified(name);
  return fmt::format("{}, Base.Symbol({})",
                     literal(fmt::format("`{}` is {}", shown, readable(*deprecation))),
                     literal(without_types(symbol)));
}

Result<std::vector<Dispatch>> dispatches_of(const Method& method, const TypeNames& names) {
  PREBIND_TRY(arguments, lower_all(method, names));
  std::vector<Dispatch> all = {method.leading};
  std::size_t optional = 0;
  for (const Argument& argument : arguments) {
    if (argument.parameter->is_keyword || argument.parameter->service) continue;
    all[0].push_back(argument.lowered.dispatch);
    optional += argument.parameter->otherwise ? 1 : 0;
  }
  for (; optional > 0; --optional) all.emplace_back(all.back().begin(), all.back().end() - 1);
  return all;
}

std::vector<Parameter> parameters_of(const model::Function& function, const TypeNames& names) {
  // An argument may have the name of a function, but not of a type: the body may construct one.
  std::set<std::string, std::less<>> taken;
  for (const TypeName& type : names) {
    taken.insert(type.path.substr(0, type.path.find_first_of(".{")));
  }
  UniqueNames unique(std::move(taken));

  std::vector<Parameter> parameters;
  if (function.receiver) {
    parameters.push_back({unique.underscored("self"),
                          {.kind = model::TypeKind::named,
                           .passing = *function.receiver,
                           .reference = function.owner.value()}});
  }
  for (std::size_t i = 0; i < function.arguments.size(); ++i) {
    std::string name = identifier(function.arguments[i].name);
    // Patterns and `_` have no name in Rust, and ours have to be left alone.
    if (!is_identifier(name) || name.starts_with(kReservedPrefix)) {
      name = fmt::format("argument{}", i + 1);
    }
    const model::Argument& argument = function.arguments[i];
    // Of a generic struct's methods, the struct tells the instances apart.
    const bool is_exact = argument.is_generic && (function.is_instance || !function.owner);
    parameters.push_back({unique.underscored(std::move(name)), argument.type, is_exact,
                          argument.otherwise, argument.is_keyword, argument.service});
  }
  return parameters;
}

std::string declaration(const std::string& glue, const std::string& symbol,
                        const std::string& signature) {
  return wrap(fmt::format("const {} = _prebind.@declare(", glue),
              {literal(symbol), literal(signature)}, ")\n", 4);
}

}  // namespace prebind::hosts::julia
