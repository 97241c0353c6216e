#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "expand/generic_items.h"
#include "expand/glue.h"
#include "expand/inquiry.h"
#include "expand/operations.h"
#include "expand/sequences.h"
#include "expand/symbols.h"
#include "expand/syntax.h"
#include "expand/tokens.h"

namespace prebind::expand {

/// The crate that rustc is compiling, from the macro's hello.
struct CrateName {
  std::string package;
  std::string version;
};

/// What becomes of an item: glue, as source with holes (operations.h), or diagnostics.
struct Expansion {
  std::string glue = {};
  std::vector<Diagnostic> diagnostics = {};
};

/// Expands the items of one crate, in the order in which rustc gets to them. The first brings the
/// crate's support code along.
class Expander {
 public:
  /// Without meanings, rustc is asked nothing.
  explicit Expander(CrateName crate, std::optional<Meanings> meanings = {})
      : crate_(std::move(crate)), meanings_(std::move(meanings)) {}

  Expansion expand(const Tokens& tokens);

 private:
  Expansion expand_known(const Tokens& tokens);
  std::string expand_item(const Tokens& tokens, const FreeFunctionSyntax& item);
  std::string expand_item(const Tokens& tokens, const GenericFunctionSyntax& item);
  std::string expand_item(const Tokens& tokens, const StructSyntax& item);
  std::string expand_item(const Tokens& tokens, const ValueSyntax& item);
  std::string expand_item(const Tokens& tokens, const EnumSyntax& item);
  std::string expand_tagged(const EnumSyntax& item);
  std::string expand_item(const Tokens& tokens, const ConstantSyntax& item);
  std::string expand_item(const Tokens& tokens, const TraitSyntax& item);
  std::string expand_item(const Tokens& tokens, const DefinedTraitSyntax& item);
  std::string expand_item(const Tokens& tokens, const FormSyntax& item);
  std::string expand_form(const FormSyntax& item, const Names& owner, bool is_optional,
                          std::optional<model::TypeKind> number = {});
  std::string expand_item(const Tokens& tokens, const ModuleSyntax& item);
  std::string implement(const Implementation& implementation, const Names& owner,
                        const model::Type& yielded, const Attributes& attributes,
                        GlueContext context);
  std::string derive(const Attributes& attributes, const model::NamedType& named,
                     const TokenRange& type);
  model::NamedType named(const Attributes& attributes, const std::string& name,
                         const std::vector<model::Type>& arguments = {}) const;
  std::string expand_item(const Tokens& tokens, const ImplSyntax& item);
  model::Function function(const FunctionSyntax& syntax) const;
  std::optional<Sequence> sequence(const FunctionSyntax& syntax, const Names& owner,
                                   const Names& module, model::Function& exported);
  std::string support();
  std::string unique(std::string symbol);

  CrateName crate_;
  GenericStructs generics_;
  bool has_support_ = false;
  Runners runners_;
  std::map<std::string, int> symbols_;  ///< how often each was given out
  std::optional<Meanings> meanings_;
  std::map<std::string, int> items_;  ///< how often there was each
  mutable std::set<std::string> exported_;
};

}  // namespace prebind::expand
