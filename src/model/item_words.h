// The words that the JSON of items has for what types and functions are (docs/formats/records.md).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "model/model.h"

namespace prebind::model {

std::string_view word_for(Passing passing);
std::string_view word_for(TraitMethod trait_method);
std::string_view word_for(Default::Kind kind);
std::string_view word_for(Service service);

/// Each returns nothing for a word that is not known.
std::optional<Passing> passing_named(std::string_view word);
std::optional<TraitMethod> trait_method_named(std::string_view word);
std::optional<Default::Kind> default_named(std::string_view word);
std::optional<Service> service_named(std::string_view word);
std::optional<TypeKind> kind_named(std::string_view name);
/// A collection, and whether it is borrowed: `HashMap`, `&HashMap`.
std::optional<Type> collection_named(std::string_view head);

/// The type that the parameter of a service has.
Type type_of(Service service);

/// What is wrong with what a function of the host takes and returns; nothing if it can.
std::optional<std::string> problem_of_signature(const Type& function);

/// How a function of the host is passed, by what its type begins with: `head_of_function`.
std::optional<Passing> function_named(std::string_view head);

}  // namespace prebind::model
