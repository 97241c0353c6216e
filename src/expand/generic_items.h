#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "expand/substitution.h"
#include "expand/tokens.h"
#include "model/type.h"

namespace prebind::expand {

/// What a type is that can stand for a type parameter of a struct; nothing for a named type.
std::optional<model::TypeKind> kind_of_argument(std::string_view text);

/// The generic structs of a crate: the types that they are exported for are listed where they are
/// declared, and their `impl` blocks follow them.
class GenericStructs {
 public:
  /// The item once for each of its instances, as if each had been written out; alone if it is not
  /// generic. Nothing if diagnostics say why.
  std::vector<Tokens> instances_of(const Tokens& tokens, std::vector<Diagnostic>& diagnostics);

  std::set<std::string, std::less<>> names() const;

 private:
  /// The arguments of each.
  using Instances = std::vector<std::vector<std::string>>;
  struct Listed {
    Instances instances;
    bool is_ambiguous = false;  ///< several structs have this name, and other instances
  };
  class Reader;

  void add(const std::string& name, const std::vector<Choice>& choices);
  const Instances* instances_named(const std::string& name) const;
  void check_owner(Reader& reader) const;
  void check_listed(Reader& reader, const std::vector<Choice>& choices) const;
  bool refuse_unlisted(Reader& reader, const TokenRange& place, const std::string& name,
                       const std::vector<std::string>& arguments) const;
  std::vector<Choice> inherited(Reader& reader) const;

  std::map<std::string, Listed, std::less<>> structs_ = {};
};

}  // namespace prebind::expand
