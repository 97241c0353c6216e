#pragma once

#include <optional>
#include <string>
#include <vector>

#include "expand/future_types.h"
#include "expand/syntax.h"
#include "model/trait_forms.h"

namespace prebind::expand {

/// Reads one item and gathers everything there is to say about it.
class ItemReader {
 public:
  ItemReader(const Tokens& tokens, std::vector<Diagnostic>& diagnostics)
      : tokens_(tokens), diagnostics_(diagnostics) {}

  std::optional<ItemSyntax> read();

 private:
  /// Each instance of the function that starts here; of one that is not generic that one.
  /// `owner` is the type whose method it is.
  std::vector<FreeFunctionSyntax> read_instances(Cursor start, const Attributes& attributes,
                                                 std::optional<TokenRange> owner);
  std::optional<FreeFunctionSyntax> read_instance(Cursor start, const Attributes& attributes,
                                                  std::optional<TokenRange> owner);
  void check_parameters(Cursor start, const Attributes& attributes);
  /// `help` is for `gc_safe`, `others` for what else only functions have.
  void refuse_function_options(const Attributes& attributes, std::string help,
                               const std::string& others = "remove this option");
  void check_base_function(const FunctionSyntax& function, bool is_method);
  void apply_signature(FunctionSyntax& function);
  void add_to_signature(Cursor& entry, FunctionSyntax& function, std::size_t& next,
                        bool is_keyword);
  void add_default(Cursor& entry, ArgumentSyntax& argument, TokenIndex place);
  void check_default(const ArgumentSyntax& argument, TokenIndex place);
  void check_follows(const FunctionSyntax& function, std::size_t index, TokenIndex place);
  void check_async(const FunctionSyntax& function);
  void check_future(const FutureSyntax& future, const FunctionSyntax& function);
  void check_sequence(const FunctionSyntax& function);
  void check_view(const FunctionSyntax& function);
  void check_gc_safe(const FunctionSyntax& function);
  void refuse_service(const Attributes& attributes);
  void check_parameter(const Attributes& attributes, const TypedRange& type);
  void check_c_functions(const FunctionSyntax& function);
  std::optional<FunctionSyntax> read_function(Cursor& cursor, Attributes attributes,
                                              TypeReader& types, bool is_method);
  bool read_qualifiers(Cursor& cursor, FunctionSyntax& function);
  void read_parameters(Cursor cursor, FunctionSyntax& function, TypeReader& types, bool is_method);
  void read_result(Cursor& cursor, FunctionSyntax& function, TypeReader& types);
  bool read_receiver(Cursor& cursor, FunctionSyntax& function, TypeReader& types);
  std::optional<ItemSyntax> read_struct(Cursor cursor, Attributes attributes);
  void read_arguments(Cursor& cursor, StructSyntax& item);
  void read_fields(Cursor cursor, StructSyntax& item);
  std::optional<ItemSyntax> read_value(StructSyntax head, Cursor cursor);
  void check_representation(const StructSyntax& head);
  void read_value_fields(Cursor cursor, ValueSyntax& item);
  void check_value_field(const FieldSyntax& field);
  std::optional<ItemSyntax> read_enum(Cursor cursor, Attributes attributes);
  void read_variants(Cursor cursor, EnumSyntax& item);
  void read_variant_fields(Cursor cursor, VariantSyntax& variant, TypeReader& types);
  void check_variant_field(const FieldSyntax& field);
  std::optional<ItemSyntax> read_constant(Cursor cursor, Attributes attributes);
  std::optional<ItemSyntax> read_module(Cursor cursor, Attributes attributes);
  std::optional<ItemSyntax> read_defined_trait(Cursor cursor, Attributes attributes);
  void read_supertraits(Cursor& cursor, DefinedTraitSyntax& item);
  void read_trait_member(Cursor start, Attributes attributes, TypeReader& told,
                         DefinedTraitSyntax& item);
  bool check_trait_member(Cursor start, const Attributes& attributes, bool& is_left_out);
  std::optional<ItemSyntax> read_impl(Cursor cursor, Attributes attributes);
  std::optional<ItemSyntax> read_own_trait_impl(Cursor cursor, TokenRange trait,
                                                Attributes attributes);
  std::optional<ItemSyntax> read_trait_impl(Cursor cursor, TokenRange trait, Attributes attributes);
  std::optional<ItemSyntax> read_form(const model::TraitForm& form, TokenIndex place, Cursor cursor,
                                      Attributes attributes);
  bool read_form_type(Cursor& cursor, TypeReader& types, FormSyntax& item);
  std::optional<TypedRange> read_form_result(const FormSyntax& item, Cursor& signature,
                                             std::optional<Cursor> output,
                                             std::optional<Cursor> error, TypeReader& types);
  void lend_operands(FormSyntax& item);
  void check_index(const FormSyntax& item);
  void refuse_index(const Attributes& attributes);
  void refuse_prefix(const Attributes& attributes);
  void read_members(Cursor cursor, ImplSyntax& item);
  bool read_impl_generics(Cursor& cursor, bool lifetimes_allowed);
  bool read_owner(Cursor& cursor, TokenIndex first, TokenRange& owner);
  void check_inferred(Cursor generics, const TypeReader& types);
  void check_evaluated(const FunctionSyntax& function);
  bool refuse_generics(Cursor& cursor, std::string_view what, bool lifetimes_allowed);

  void say(TokenRange range, std::string message, std::string help) {
    diagnostics_.push_back({range, std::move(message), std::move(help)});
  }
  const std::string& text(TokenIndex index) const { return tokens_.tokens[index].text; }

  const Tokens& tokens_;
  std::vector<Diagnostic>& diagnostics_;
};

/// The names of the type parameters in the `<…>` here; `const` stands for one that is no type.
std::vector<std::string> type_parameters(Cursor generics);

/// Whether rustc can infer each of them from an argument of the host (bounds.h).
bool has_known_traits(Cursor generics);

/// Behind the `<…>` here, if there is one.
void skip_generics(Cursor& cursor);

/// Whether the item here is a function: `pub const unsafe extern "C" fn`.
bool is_function(Cursor cursor);

/// Behind the member that starts here: behind its `;` or its block.
void skip_member(Cursor& cursor);

/// Behind the `,` that ends a field; commas between `<` and `>` belong to its type.
void skip_field(Cursor& cursor);

/// `pub`, `pub(crate)`; whether it is just `pub`. Leaves the cursor behind it.
bool take_visibility(Cursor& cursor);

}  // namespace prebind::expand
