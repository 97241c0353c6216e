#include "expand/forms.h"

#include <fmt/format.h>

#include <algorithm>

#include "expand/item_reader.h"
#include "model/base_functions.h"
#include "model/item_words.h"
#include "model/name.h"

namespace prebind::expand {

void read_base_function(Cursor& cursor, TokenIndex place, Mark mark, Options& options,
                        std::vector<Diagnostic>& diagnostics) {
  const auto say = [&](TokenIndex at, std::string message, std::string help) {
    diagnostics.push_back({{at, at}, std::move(message), std::move(help)});
  };
  if (mark != Mark::julia) {
    say(place, "`as` is an option of `#[julia]`", "write `#[julia(as = \"…\")]`");
    return;
  }
  if (!cursor.take_punctuation('=') || !cursor.at_literal()) {
    say(place, "`as` needs the name of a function of Julia's Base: `as = \"length\"`",
        "the names are those that Base exports: `length`, `push!`, `+`");
    return;
  }
  const TokenIndex at = cursor.take();
  const std::string name = string_value(cursor.tokens().tokens[at].text).value_or("");
  const auto known = model::base_function(name);
  if (!known) {
    const std::string_view own = std::string_view(name).substr(name.starts_with("Base.") ? 5 : 0);
    const auto meant = model::base_function(own) ? own : model::nearest_base_function(own);
    say(at, fmt::format("Julia's Base has no function `{}`", model::printable(name)),
        meant ? fmt::format("write `as = \"{}\"`", *meant)
              : "for a function of your own, write `name = \"…\"`");
  } else if (const auto instead = model::instead_of_base_function(name)) {
    say(at, fmt::format("a function of Rust cannot be a method of Julia's `{}`", name),
        std::string(*instead));
  } else if (options.base_place) {
    say(place, "`as` is given twice", "remove one of the two");
  } else {
    options.base_function = *known;
    options.base_place = place;
  }
}

void read_index_base(Cursor& cursor, TokenIndex place, Mark mark, Options& options,
                     std::vector<Diagnostic>& diagnostics) {
  if (mark != Mark::julia) {
    diagnostics.push_back(
        {{place, place}, "`index` is an option of `#[julia]`", "write `#[julia(index = 1)]`"});
    return;
  }
  const bool is_one = cursor.take_punctuation('=') && cursor.at_literal() &&
                      cursor.tokens().tokens[cursor.take()].text == "1";
  if (!is_one) {
    diagnostics.push_back({{place, place},
                           "`index` needs the first index in Julia: `index = 1`",
                           "without it, indices begin with 0, as in Rust"});
  }
  options.index_place = place;
}

void ItemReader::refuse_index(const Attributes& attributes) {
  if (!attributes.options.index_place) return;
  const TokenIndex place = *attributes.options.index_place;
  say({place, place}, "`index` is for `impl Index` and `impl IndexMut`", "remove this option");
}

void ItemReader::refuse_prefix(const Attributes& attributes) {
  if (!attributes.options.prefix_place) return;
  const TokenIndex place = *attributes.options.prefix_place;
  say({place, place}, "`prefix` is for the variants of an enum", "remove this option");
}

void ItemReader::refuse_function_options(const Attributes& attributes, std::string help,
                                         const std::string& others) {
  const auto refuse = [&](std::string_view name, std::optional<TokenIndex> place,
                          std::string instead) {
    if (!place) return;
    say({*place, *place}, fmt::format("`{}` is for functions and methods", name),
        std::move(instead));
  };
  refuse("gc_safe", attributes.options.gc_safe, std::move(help));
  refuse("runtime", attributes.options.runtime_place, others);
  refuse("timeout", attributes.options.timeout, others);
  refuse("view", attributes.options.view, others);
  refuse("as", attributes.options.base_place, others);
  refuse("signature", attributes.options.signature_place, others);
  refuse_service(attributes);
  // That of an `impl` depends on the trait.
  if (others == "remove this option") refuse_index(attributes);
}

void ItemReader::refuse_service(const Attributes& attributes) {
  if (!attributes.options.service_place) return;
  const TokenIndex place = *attributes.options.service_place;
  say({place, place}, fmt::format("`{}` is for a parameter of a function", text(place)),
      "write it on the parameter");
}

/// What the attribute of a parameter says: that the host provides it, and nothing else.
void ItemReader::check_parameter(const Attributes& attributes, const TypedRange& type) {
  const Options& options = attributes.options;
  if (attributes.is_marked && (!options.service || options.other_place)) {
    say(attributes.mark, "a parameter can only be `interruptible` or `progress`",
        "remove the attribute");
  } else if (options.service && type.type != model::type_of(*options.service)) {
    const std::string wanted = model::to_string(model::type_of(*options.service));
    say(type.range,
        fmt::format("a parameter that is `{}` is a `{}`", text(*options.service_place), wanted),
        fmt::format("write `{}`", wanted));
  }
}

/// A method for types of Julia's alone would change what others' code does.
void ItemReader::check_base_function(const FunctionSyntax& function, bool is_method) {
  const Options& options = function.attributes.options;
  refuse_index(function.attributes);
  refuse_service(function.attributes);
  if (is_method) refuse_prefix(function.attributes);
  if (!options.base_place) return;
  const TokenIndex place = *options.base_place;
  if (options.names.contains("julia")) {
    say({place, place}, "`as` and `name` both say what this function is called in Julia",
        "remove one of the two");
  }
  const auto& arguments = function.arguments;
  const bool has_own = std::ranges::any_of(arguments, [](const ArgumentSyntax& each) {
    return each.type.type.kind == model::TypeKind::named;
  });
  if (is_method || has_own) return;
  say({place, place},
      fmt::format("this method of Julia's `{}` would be for types of Julia alone",
                  options.base_function),
      "one of its arguments has to be an exported type of this crate; for a function of your own, "
      "write `name = \"…\"`");
}

}  // namespace prebind::expand
