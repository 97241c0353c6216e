#include "hosts/cpp/traits.h"

#include <fmt/format.h>

#include "hosts/cpp/functions.h"
#include "hosts/cpp/runtime/templates.h"

namespace prebind::hosts::cpp {
namespace {

using model::Passing;
using model::Shape;
using model::TraitMethod;

model::Type type_of(std::size_t index, Passing passing) {
  return {.kind = model::TypeKind::named, .passing = passing, .reference = index};
}

/// A free function of one object or two, whose names are `object` and `other`.
Function free_function(const model::Function& function, const std::string& item) {
  Function made{.symbol = function.symbol, .item = item};
  made.parameters.push_back({"object", type_of(*function.owner, *function.receiver)});
  made.returns = function.returns;
  if (function.arguments.size() == 1) {
    made.parameters.push_back({"other", function.arguments.front().type});
  }
  return made;
}

/// `Version::clone() const`.
Function member_function(const model::Function& function, const std::string& item,
                         const TypeName& type, const std::string& name, std::string docs) {
  return {.owner = type.name,
          .name = name,
          .try_name = "try_" + name,
          .receiver = function.receiver,
          .named = *function.owner,
          .returns = function.returns,
          .symbol = function.symbol,
          .item = item,
          .docs = std::move(docs)};
}

/// `const Version &object`; an enum by value.
std::string passed(const TypeName& type, std::string_view name) {
  return type.shape == Shape::enumeration ? fmt::format("{} {}", type.path, name)
                                          : fmt::format("const {} &{}", type.path, name);
}

/// The method of an iterator or a stream, and into `trait` what else these have.
Result<Function> next_of(const model::Function& function, const std::string& item,
                         const std::string& release, const TypeNames& names, Trait& trait) {
  const TypeName& type = names.at(*function.owner);
  PREBIND_TRY(yielded, lift(yielded_by(function), names));
  PREBIND_TRY(next, lift(function.returns, names));
  trait.members = templates::RangeMembers{.item = yielded.type, .type = type.name}.text();
  trait.definitions = templates::RangeDefinitions{.type = type.name}.text();
  if (function.futures.empty()) {
    return member_function(function, item, type, "next", "The next item, or nothing at the end.");
  }
  trait.members = templates::StreamMembers{.next = next.type}.text() + trait.members;
  trait.definitions =
      templates::StreamDefinitions{.next = next.type, .release = release, .type = type.name}
          .text() +
      "\n" + trait.definitions;
  Function made = member_function(
      function, item, type, "next_async",
      "The next item, or nothing at the end. The stream is in use as long as it is not there.");
  made.futures = function.futures;
  return made;
}

}  // namespace

std::vector<std::string_view> names_of(const model::Function& function) {
  switch (*function.trait_method) {
    case TraitMethod::display:
      return {"to_string", "try_to_string"};
    case TraitMethod::equal:
      return {"try_equal"};
    case TraitMethod::less:
      return {"try_less"};
    case TraitMethod::hash:
      return {"try_hash"};
    case TraitMethod::clone:
      return {"clone", "try_clone"};
    case TraitMethod::length:
      return {"size", "try_size"};
    case TraitMethod::next:
      break;
    case TraitMethod::read:
      return {"read", "try_read"};
    case TraitMethod::fill:
      return {"fill"};
    case TraitMethod::write:
      return {"write", "try_write"};
    case TraitMethod::flush:
      return {"flush", "try_flush"};
    case TraitMethod::seek:
      return {"seek", "try_seek"};
  }
  if (function.futures.empty()) return {"next", "try_next", "begin", "end", "iterator"};
  return {"next", "try_next", "next_async", "begin", "end", "iterator", "close", "try_close"};
}

bool is_member(TraitMethod method) {
  switch (method) {
    case TraitMethod::display:
    case TraitMethod::equal:
    case TraitMethod::hash:
    case TraitMethod::less:
      return false;
    case TraitMethod::clone:
    case TraitMethod::next:
    case TraitMethod::length:
    case TraitMethod::read:
    case TraitMethod::fill:
    case TraitMethod::write:
    case TraitMethod::flush:
    case TraitMethod::seek:
      break;
  }
  return true;
}

namespace {

/// What a reader or writer has for its bytes.
Function byte_method(const model::Function& function, const std::string& item,
                     const TypeName& type) {
  const bool waits = !function.futures.empty();
  std::string about;
  switch (*function.trait_method) {
    case TraitMethod::read:
      about = "Reads up to as many bytes as `buffer` has, and says how many; 0 is the end.";
      break;
    case TraitMethod::fill:
      about = "Waits for bytes, which `read` then has, and says how many; 0 is the end.";
      break;
    case TraitMethod::write:
      about = "Writes some of the bytes, and says how many.";
      break;
    case TraitMethod::flush:
      about = waits ? "Sends on what was written; 1 flushes it, and 2 shuts it down behind that."
                    : "Flushes what was written.";
      break;
    default:
      about =
          "Moves by `offset` from the start (0), from here (1) or from the end (2), and says "
          "where that is.";
  }
  Function made = member_function(function, item, type, function.host_name, about);
  for (const model::Argument& each : function.arguments) {
    made.parameters.push_back({each.name, each.type});
  }
  made.futures = function.futures;
  return made;
}

}  // namespace

Result<Trait> render_trait(const model::Function& function, const std::string& item,
                           const std::string& release, const TypeNames& names, const Space& space,
                           const Shared& shared) {
  const TypeName& type = names.at(*function.owner);
  const bool is_handle = type.shape == Shape::handle;
  Function made = free_function(function, item);
  Trait trait;
  switch (*function.trait_method) {
    case TraitMethod::display:
      made.name = "to_string";
      made.try_name = "try_to_string";
      trait.definitions = templates::Display{.object = passed(type, "object")}.text();
      break;
    case TraitMethod::equal:
      made.try_name = "try_equal";
      trait.definitions =
          templates::Equal{.object = passed(type, "object"), .other = passed(type, "other")}.text();
      break;
    case TraitMethod::less:
      made.try_name = "try_less";
      trait.definitions =
          templates::Less{.object = passed(type, "object"), .other = passed(type, "other")}.text();
      break;
    case TraitMethod::hash:
      made.try_name = "try_hash";
      trait.of_std =
          templates::Hash{.scope = space.own, .space = space.library, .type = type.name}.text();
      break;
    case TraitMethod::clone:
      // C++ copies these itself.
      if (!is_handle) return Trait{};
      made = member_function(function, item, type, "clone", "A copy.");
      break;
    case TraitMethod::length:
      made = member_function(function, item, type, "size", "How many items are left.");
      break;
    case TraitMethod::next: {
      PREBIND_TRY(next, next_of(function, item, release, names, trait));
      made = std::move(next);
      break;
    }
    case TraitMethod::read:
    case TraitMethod::fill:
    case TraitMethod::write:
    case TraitMethod::flush:
    case TraitMethod::seek:
      made = byte_method(function, item, type);
      break;
  }
  PREBIND_TRY(text, render(made, names, shared));
  trait.glue = text.glue;
  for (const std::string_view name : names_of(function)) {
    trait.declared.emplace_back(name, text.dispatch);
  }
  trait.members = text.declaration + trait.members;
  trait.definitions = text.definition + (trait.definitions.empty() ? "" : "\n") + trait.definitions;
  return trait;
}

}  // namespace prebind::hosts::cpp
