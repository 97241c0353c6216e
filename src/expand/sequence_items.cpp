// What is exported beside a function that returns an iterator, a reader or a writer.

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <utility>

#include "expand/byte_streams.h"
#include "expand/expander.h"
#include "expand/futures.h"
#include "expand/symbols.h"

namespace prebind::expand {

namespace {

/// What the name of the type ends with that is made for what a function returns.
std::string_view ending_of_name(const SequenceSyntax& sequence) {
  if (!sequence.bytes) return sequence.waits ? "Stream" : "Iterator";
  if (!sequence.bytes->reads) return "Writer";
  return sequence.bytes->writes ? "ReadWriter" : "Reader";
}

/// `WordCount` of `word_count`.
std::string camel_case(const std::string& name) {
  std::string out;
  bool starts = true;
  for (const char c : name) {
    const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80) != 0;
    if (!is_letter && (c < '0' || c > '9')) {
      starts = true;
      continue;
    }
    out += starts && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    starts = false;
  }
  return out;
}

}  // namespace

/// What is exported for the iterator, reader or writer that the function returns.
std::optional<Sequence> Expander::sequence(const FunctionSyntax& syntax, const Names& owner,
                                           const Names& module, model::Function& exported) {
  if (!syntax.sequence) return std::nullopt;
  const std::string function =
      owner.empty() ? exported.host_name : owner.back() + "::" + exported.host_name;
  std::string name = camel_case(function) + std::string(ending_of_name(*syntax.sequence));
  // Instances of one function have types of their own.
  std::string path = fmt::format("{}::{}", fmt::join(module, "::"), name);
  const std::string number = unique(path).substr(path.size());
  if (!number.empty()) name += number.substr(1);

  model::NamedType type{.crate = crate_.package,
                        .name = name,
                        .host_name = name,
                        .docs = fmt::format("What `{}` returns.", function),
                        .id = type_id(crate_.package, name, module),
                        .marks = {.hosts = exported.marks.hosts}};
  type.release = unique(release_symbol(type, module));
  model::Type& returns = exported.returns;
  const bool is_whole = returns.kind == model::TypeKind::named;
  (is_whole ? returns : returns.arguments[0]).name = name;
  if (syntax.sequence->bytes) {
    Sequence bytes{.syntax = *syntax.sequence, .type = std::move(type)};
    bytes.of_bytes = methods_of_bytes(*syntax.sequence, exported);
    for (model::Function& each : bytes.of_bytes) {
      each.symbol = unique(function_symbol(each, {name}, module));
    }
    return bytes;
  }
  model::Function next{.crate = crate_.package,
                       .name = "next",
                       .host_name = "Iterator",
                       .symbol = {},
                       .owner = syntax.sequence->reference,
                       .receiver = model::Passing::mutable_reference,
                       .returns = syntax.sequence->item.type,
                       .futures = syntax.sequence->waits ? futures_symbol(crate_.package) : "",
                       .trait_method = model::TraitMethod::next,
                       .marks = {.hosts = exported.marks.hosts}};
  model::Function length = next;
  length.name = "len";
  length.host_name = "ExactSizeIterator";
  length.returns = {.kind = model::TypeKind::usize};
  length.trait_method = model::TraitMethod::length;
  length.futures.clear();
  next.symbol = unique(function_symbol(next, {name}, module));
  length.symbol = unique(function_symbol(length, {name}, module));

  return Sequence{*syntax.sequence, std::move(type), std::move(next),
                  syntax.sequence->has_length ? std::optional(std::move(length)) : std::nullopt};
}

}  // namespace prebind::expand
