#include "abi/header.h"

#include <fmt/format.h>

#include <set>
#include <vector>

#include "abi/failure.h"
#include "abi/prototype.h"
#include "model/describe.h"
#include "util/quote.h"

namespace prebind::abi {
namespace {

using model::Type;
using model::TypeKind;

constexpr std::string_view kStart = R"(#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// Null: the call succeeded. 1: it returned `None`. Else the address of this, which the caller owns.
)";

constexpr std::string_view kEnd = R"(
#ifdef __cplusplus
}
#endif
)";

/// A glue function: its symbol, what its arguments are, in order, and what it returns.
struct Prototype {
  std::string rust;  ///< its signature, for people
  std::string symbol;
  std::vector<Type> arguments = {};
  Type returns = {};
  std::string futures = {};  ///< of an `async fn`, as its record has it
};

class Header {
 public:
  explicit Header(const model::Library& library) : library_(library) {}

  void add(const Prototype& function) {
    const auto words = [this](const Type& named) {
      return std::to_string(words_of(library_.types.at(named.reference).type));
    };
    std::string parameters;
    for (std::size_t i = 0; i < function.arguments.size(); ++i) {
      const std::string own = c_parameters(function.arguments[i], fmt::format("a{}", i));
      parameters += (own.empty() || parameters.empty() ? "" : ", ") + own;
    }
    std::string returned = c_returned(function.returns, words);
    text_ += fmt::format("\n// {}\n", quote::comment(function.rust));
    if (constexpr std::string_view kStruct = "struct {"; returned.starts_with(kStruct)) {
      text_ += fmt::format("struct {}_returned {};\n", function.symbol,
                           returned.substr(kStruct.size() - 1));
      returned = fmt::format("struct {}_returned ", function.symbol);
    }
    text_ += fmt::format("{}{}({});\n", returned, function.symbol,
                         parameters.empty() ? "void" : parameters);
    if (function.futures.empty()) return;
    text_ += fmt::format("{}{}_finish(uint8_t *future);\n", returned, function.symbol);
    if (futures_.insert(function.futures).second) add_futures(function.futures);
  }

  void add(const model::Function& function) {
    Prototype prototype{.rust = model::whole_signature(function, library_),
                        .symbol = function.symbol,
                        .returns = function.returns,
                        .futures = function.futures};
    if (function.receiver) {
      prototype.arguments.push_back(self(*function.owner, *function.receiver));
    }
    for (const model::Argument& argument : function.arguments) {
      prototype.arguments.push_back(argument.type);
    }
    add(prototype);
  }

  void add(const model::LibraryType& named, std::size_t index) {
    const std::string name = model::path_in(library_.modules, named.type.module, named.type.name);
    if (!named.type.release.empty()) {
      add({.rust = fmt::format("the release of a handle to {}", name),
           .symbol = named.type.release,
           .arguments = {self(index, model::Passing::value)}});
    }
    for (const model::Field& field : named.fields) {
      const std::string rust =
          fmt::format("{}.{}: {}", name, field.name, model::to_string(field.type));
      add({.rust = rust,
           .symbol = field.getter,
           .arguments = {self(index, model::Passing::reference)},
           .returns = field.type});
      if (field.setter.empty()) continue;
      add({.rust = rust,
           .symbol = field.setter,
           .arguments = {self(index, model::Passing::mutable_reference), field.type}});
    }
    for (const model::Function& function : named.functions) add(function);
  }

  void add(const model::Crate& crate) {
    text_ += fmt::format(
        "\n// {} {}\nvoid {}(bool chained);\n"
        "void {}(void *memory, size_t bytes, size_t alignment);\nvoid {}(struct Failure "
        "*failure);\n",
        quote::comment(crate.name), quote::comment(crate.version), crate.initialize,
        crate.release_memory, crate.release_failure);
  }

  std::string take() {
    return std::string(kStart) + std::string(kFailureStruct) + text_ + std::string(kEnd);
  }

 private:
  void add_futures(const std::string& prefix) {
    text_ += fmt::format(
        "\n// The futures of the crate\n"
        "void {0}_launch(uint8_t *future);\n"
        "void {0}_launch_with(uint8_t *future, void (*ready)(uint8_t *), uint8_t *data);\n"
        "void {0}_cancel(uint8_t *future);\n"
        "void {0}_listen(int (*ring)(uint8_t *), uint8_t *at);\n"
        "size_t {0}_collect(uint64_t *ids, size_t capacity);\n",
        prefix);
  }

  static Type self(std::size_t index, model::Passing passing) {
    return {.kind = TypeKind::named, .passing = passing, .reference = index};
  }

  const model::Library& library_;
  std::string text_ = {};
  std::set<std::string> futures_ = {};  ///< whose functions are there
};

}  // namespace

std::string c_header(const model::Library& library) {
  Header header(library);
  for (const model::Crate& crate : library.crates) header.add(crate);
  for (std::size_t i = 0; i < library.types.size(); ++i) header.add(library.types[i], i);
  for (const model::Function& function : library.functions) header.add(function);
  return header.take();
}

}  // namespace prebind::abi
