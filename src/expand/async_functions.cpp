// What an `async fn` can take and return, and `runtime = "tokio"`.

#include <fmt/format.h>

#include <algorithm>

#include "expand/cursor.h"
#include "expand/futures.h"
#include "expand/item_reader.h"
#include "expand/runtimes.h"
#include "expand/type_words.h"
#include "model/defaults.h"
#include "model/name.h"

namespace prebind::expand {

namespace {

/// `crate::handle`, the path of a function.
bool is_path(std::string_view text) {
  while (true) {
    const std::size_t end = std::min(text.find("::"), text.size());
    if (!model::is_identifier(text.substr(0, end))) return false;
    if (end == text.size()) return true;
    text.remove_prefix(end + 2);
  }
}

}  // namespace

void read_runtime(Cursor& cursor, TokenIndex place, Options& options,
                  std::vector<Diagnostic>& diagnostics) {
  const std::string help =
      "write `runtime = \"tokio\"`, `\"smol\"`, or the path of a function that returns a handle of "
      "tokio: `\"crate::handle\"`";
  options.runtime_place = place;
  if (!cursor.take_punctuation('=') || !cursor.at_literal()) {
    diagnostics.push_back({{place, place}, "`runtime` needs a string: `runtime = \"…\"`", help});
    return;
  }
  const TokenIndex value = cursor.take();
  const std::string& literal = cursor.tokens().tokens[value].text;
  options.runtime = string_value(literal).value_or("");
  if (is_path(options.runtime)) return;
  diagnostics.push_back(
      {{value, value}, fmt::format("{} is no runtime that Prebind knows", literal), help});
}

void ItemReader::check_future(const FutureSyntax& future, const FunctionSyntax& function) {
  Cursor output = future.output;
  const TokenIndex first = output.position();
  skip_type(output);
  if (function.is_async) {
    say(future.whole, "an `async` function cannot return a future", "remove the `async`");
  } else if (!future.is_sent) {
    say(future.whole, "a future is polled in other threads, so it has to be `Send`",
        fmt::format("write `Pin<Box<dyn Future<Output = {}> + Send>>`",
                    spell(tokens_, {first, output.last()})));
  }
}

void ItemReader::check_async(const FunctionSyntax& function) {
  const Options& options = function.attributes.options;
  if (!function.is_async) {
    const bool is_stream = function.sequence && function.sequence->waits;
    for (const auto& place : {options.runtime_place, options.timeout}) {
      if (!place || (is_stream && place == options.runtime_place)) continue;
      say({*place, *place}, fmt::format("`{}` is for `async` functions", text(*place)),
          "remove this option");
    }
    return;
  }
  for (const ArgumentSyntax& argument : function.arguments) {
    const TokenRange range = argument.type.range;
    if (options.timeout && argument.name == "timeout") {
      say({*options.timeout, *options.timeout},
          "a parameter has the name of the keyword that `timeout` makes",
          "give the parameter another name, or remove this option");
    } else if (argument.service) {
      say(range, fmt::format("an `async` function cannot ask the host for `{}`", argument.name),
          "remove the parameter: when the task is interrupted, the future is dropped");
    } else if (!kept(argument.type.type)) {
      say(range,
          fmt::format("an `async` function goes on after the call, so it cannot take `{}`",
                      spell(tokens_, range)),
          "take a type that owns what is in it and is `Send`");
    } else if (model::is_evaluated(argument.otherwise)) {
      say(argument.expression, "a default of an `async` function has to be a literal",
          "take an `Option` with the default `None`, and let the function replace that");
    }
  }
  const model::Type& returns = function.returns.type;
  if (borrows_from_call(returns)) {
    say(function.returns.range, "an `async` function cannot return what it borrows",
        "return a type that owns what is in it");
  }
}

}  // namespace prebind::expand
