#include "hosts/julia/objects.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "hosts/julia/functions.h"
#include "hosts/julia/markdown.h"
#include "hosts/julia/runtime/templates.h"
#include "hosts/julia/text.h"
#include "hosts/julia/types.h"

namespace prebind::hosts::julia {
namespace {

Result<std::string> properties_text(const model::LibraryType& named, const TypeNames& names) {
  std::string out;
  for (const model::Field& field : named.fields) {
    PREBIND_TRY(lifted, lift(field.type, "returned", names));
    // Without the colon: as it is written behind a dot.
    const std::string property = property_symbol(field.host_name).substr(1);
    out += fmt::format("- `{}::{}`", property, lifted.documented);
    std::string docs = listed_with_deprecation(field.docs, field.marks);
    for (std::size_t at = 0; (at = docs.find('\n', at)) != std::string::npos; at += 3) {
      docs.replace(at, 1, "\n  ");
    }
    out += docs.empty() ? "\n" : fmt::format(": {}\n", docs);
  }
  return out;
}

std::string leading_value(const std::string& symbol) {
  return fmt::format("::Base.Val{{{}}}", symbol);
}

}  // namespace

std::string render_handle(const TypeName& name, std::size_t parameters) {
  if (!name.trait.empty()) {
    const std::string trait = name.trait.substr(name.trait.rfind('.') + 1);
    return templates::TraitType{.trait = written(trait), .type = written(name.name)}.text();
  }
  const std::string type = written(without_types(name.name));
  if (parameters == 0) return templates::HandleType{.type = type}.text();
  UniqueNames unique({type});
  std::vector<std::string> names;
  for (std::size_t i = 1; i <= parameters; ++i) {
    names.push_back(unique.underscored(parameters == 1 ? "T" : fmt::format("T{}", i)));
  }
  return templates::GenericHandleType{.parameters = fmt::format("{}", fmt::join(names, ", ")),
                                      .type = type}
      .text();
}

std::string render_byte_stream(const TypeName& name) {
  return templates::ByteStreamType{.type = written(name.name)}.text();
}

namespace {

/// The docs of a type; all instances of a generic one share them.
Result<std::string> documentation(const model::Library& library, std::size_t index,
                                  const TypeNames& names) {
  const model::NamedType& own = library.types[index].type;
  std::string docs = with_deprecation(own.docs, own.marks.deprecation);
  for (std::size_t i = index; i < library.types.size(); ++i) {
    if (first_instance(library, i) != index) continue;
    PREBIND_TRY(properties, properties_text(library.types[i], names));
    if (properties.empty()) continue;
    const std::string of =
        own.arguments.empty() ? "" : fmt::format(" of {}", unqualified(names.at(i).name));
    docs += fmt::format("{}# Properties{}\n\n{}", docs.empty() ? "" : "\n\n", of, properties);
  }
  if (docs.empty()) return std::string();
  const TypeName& name = names.at(index);
  const std::string path = name.trait.empty() ? without_types(name.path) : name.trait;
  return document(path, written(path), docs);
}

}  // namespace

Result<Code> render_type(const model::Library& library, std::size_t index, const TypeNames& names,
                         UniqueNames& glue) {
  const model::LibraryType& named = library.types.at(index);
  const std::string type = written(names.at(index).path);
  const bool is_instance = !named.type.arguments.empty();
  const std::string& own = is_instance ? named.type.name : names.at(index).name;
  const std::string release = glue.numbered(glue_name({own, "release"}));

  std::string out;
  if (first_instance(library, index) == index) {
    PREBIND_TRY(docs, documentation(library, index, names));
    out += docs;
  }
  out += declaration(release, named.type.release, "the release of " + named.type.name);
  out += templates::Releaser{.glue = release, .type = type}.text();
  if (is_instance) {
    out += templates::TypeName{.literal = literal(unqualified(names.at(index).name)), .type = type}
               .text();
  }

  std::vector<std::string> symbols;
  for (const model::Field& field : named.fields) {
    symbols.push_back(property_symbol(field.host_name));
  }
  if (!names.at(index).trait.empty()) {
    const std::string about =
        fmt::format("An object of Rust's with the methods of `{}`.", names.at(index).trait);
    out += document(names.at(index).path, type, about);
    out += templates::TraitObject{.type = type}.text();
  }
  if (!is_byte_stream(named)) {
    out += templates::PropertyNames{.symbols = tuple(symbols), .type = type}.text();
  }
  return Code{out, {precompile("_prebind.release", {type})}};
}

Result<Code> render_properties(const model::LibraryType& named, std::size_t index,
                               const TypeNames& names, UniqueNames& glue, const Needs& needs) {
  using model::Passing;
  const std::string& name = names.at(index).name;
  const std::string& path = names.at(index).path;
  const std::string& own = named.type.arguments.empty() ? name : named.type.name;
  const auto self = [&](Passing passing) {
    return Parameter{"self",
                     {.kind = model::TypeKind::named, .passing = passing, .reference = index}};
  };

  Code out;
  for (const model::Field& field : named.fields) {
    const std::string symbol = property_symbol(field.host_name);
    const std::string signature =
        fmt::format("{}.{}: {}", named.type.name, field.name, model::to_string(field.type));

    // `Val` goes in front, so that a field's type plays no part in choosing the method.
    Method getter{.name = "_prebind.getter",
                  .leading = {leading_value(symbol)},
                  .parameters = {self(Passing::reference)},
                  .returns = field.type,
                  .glue = glue.numbered(glue_name({own, "get", field.host_name})),
                  .logs = needs.logs,
                  .may_run_julia = needs.kept_calls,
                  .depwarn = depwarn_arguments(path + "." + field.host_name, "getproperty",
                                               field.marks.deprecation)};
    PREBIND_TRY(getter_text, render(getter, names));
    out += "\n" + declaration(getter.glue, field.getter, signature);
    out += std::move(getter_text);

    if (field.setter.empty()) {
      out += templates::ReadOnly{.symbol = symbol, .type = written(path)}.text();
      continue;
    }
    Method setter{.name = "_prebind.setter",
                  .leading = {leading_value(symbol)},
                  .parameters = {self(Passing::mutable_reference), {"value", field.type}},
                  .is_setter = true,
                  .glue = glue.numbered(glue_name({own, "set", field.host_name})),
                  .logs = needs.logs,
                  .may_run_julia = needs.kept_calls,
                  .depwarn = depwarn_arguments(path + "." + field.host_name, "setproperty!",
                                               field.marks.deprecation)};
    PREBIND_TRY(setter_text, render(setter, names));
    out += "\n" + declaration(setter.glue, field.setter, signature);
    out += std::move(setter_text);
  }
  return out;
}

}  // namespace prebind::hosts::julia
