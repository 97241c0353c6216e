#include "model/item_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace prebind::model {
namespace {

template <typename Words>
auto value_of(std::string_view word, const Words& words)
    -> std::optional<typename Words::value_type::second_type> {
  for (const auto& [known, value] : words) {
    if (word == known) return value;
  }
  return {};
}

}  // namespace

constexpr std::array<std::pair<std::string_view, Passing>, 3> kPassings = {
    {{"value", Passing::value},
     {"reference", Passing::reference},
     {"mutable", Passing::mutable_reference}}};

std::string_view word_for(Passing passing) {
  return kPassings.at(static_cast<std::size_t>(passing)).first;
}

std::optional<Passing> passing_named(std::string_view word) {
  return value_of(word, kPassings);
}

std::optional<Passing> function_named(std::string_view head) {
  for (const Passing passing : {Passing::value, Passing::reference, Passing::mutable_reference}) {
    if (head == head_of_function(passing)) return passing;
  }
  return {};
}

constexpr std::array<std::pair<std::string_view, TraitMethod>, 12> kTraitMethods = {
    {{"display", TraitMethod::display},
     {"equal", TraitMethod::equal},
     {"clone", TraitMethod::clone},
     {"hash", TraitMethod::hash},
     {"less", TraitMethod::less},
     {"next", TraitMethod::next},
     {"length", TraitMethod::length},
     {"read", TraitMethod::read},
     {"fill", TraitMethod::fill},
     {"write", TraitMethod::write},
     {"flush", TraitMethod::flush},
     {"seek", TraitMethod::seek}}};

std::string_view word_for(TraitMethod trait_method) {
  return kTraitMethods.at(static_cast<std::size_t>(trait_method)).first;
}

std::optional<TraitMethod> trait_method_named(std::string_view word) {
  return value_of(word, kTraitMethods);
}

constexpr std::array<std::pair<std::string_view, Default::Kind>, 6> kDefaults = {
    {{"rust", Default::Kind::rust},
     {"none", Default::Kind::none},
     {"bool", Default::Kind::boolean},
     {"number", Default::Kind::number},
     {"char", Default::Kind::character},
     {"text", Default::Kind::text}}};

std::string_view word_for(Default::Kind kind) {
  return kDefaults.at(static_cast<std::size_t>(kind)).first;
}

std::optional<Default::Kind> default_named(std::string_view word) {
  return value_of(word, kDefaults);
}

constexpr std::array<std::pair<std::string_view, Service>, 2> kServices = {
    {{"interruptible", Service::interruption}, {"progress", Service::progress}}};

std::string_view word_for(Service service) {
  return kServices.at(static_cast<std::size_t>(service)).first;
}

std::optional<Service> service_named(std::string_view word) {
  return value_of(word, kServices);
}

Type type_of(Service service) {
  const Type unit{.kind = TypeKind::unit};
  const Type boolean{.kind = TypeKind::boolean};
  const Type fraction{.kind = TypeKind::f64};
  const bool asks = service == Service::interruption;
  return {.kind = TypeKind::function,
          .arguments = asks ? std::vector{boolean} : std::vector{unit, fraction},
          .passing = Passing::reference};
}

std::optional<TypeKind> kind_named(std::string_view name) {
  for (int i = 0; i <= static_cast<int>(TypeKind::opaque); ++i) {
    const auto kind = static_cast<TypeKind>(i);
    if (!name.empty() && name == name_of(kind)) return kind;
  }
  return {};
}

std::optional<Type> collection_named(std::string_view head) {
  Type type;
  const std::string_view borrow = prefix_of(Passing::reference);
  if (head.starts_with(borrow)) {
    type.passing = Passing::reference;
    head.remove_prefix(borrow.size());
  }
  for (int i = 0; i <= static_cast<int>(TypeKind::opaque); ++i) {
    type.kind = static_cast<TypeKind>(i);
    if (!head.empty() && head == head_of_collection(type.kind)) return type;
  }
  return {};
}

std::optional<std::string> problem_of_signature(const Type& function) {
  const bool is_c = is_c_function(function);
  const auto is_pointer = [](const Type& each) { return each.kind == TypeKind::pointer; };
  for (std::size_t i = 0; i < function.arguments.size(); ++i) {
    const Type& part = function.arguments[i];
    if (i > 0 && part.kind == TypeKind::unit) return "a function of the host cannot take `()`";
    const bool is_known = is_c     ? is_callable(part.kind) || part.kind == TypeKind::unit
                          : i == 0 ? can_be_answered(part)
                                   : can_be_told(part);
    if (!is_known) {
      return fmt::format("the type `{}` is not allowed in a function of the host", to_string(part));
    }
  }
  if (is_packed_call(function) && std::ranges::any_of(function.arguments, is_pointer)) {
    return "a function of the host that takes or returns more than numbers has no pointers";
  }
  return {};
}

}  // namespace prebind::model
