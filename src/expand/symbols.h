#pragma once

#include <string>

#include "model/model.h"

namespace prebind::expand {

/// A name in the characters that symbols are made of; others become `_u` and their number in hex.
std::string symbol_text(const std::string& name);

/// `<crate>__<path>__<digest of the signature text>` (docs/formats/records.md, "Symbols").
std::string symbol(const std::string& crate, const std::string& path, const std::string& signature);

/// The 16 hex digits that stand for a named type.
std::string type_id(const std::string& crate, const std::string& host_name);

/// `owner` is the last segment of the owner's path, empty for a free function.
std::string function_symbol(const model::Function& function, const std::string& owner);
std::string getter_symbol(const model::Field& field, const std::string& owner);
std::string setter_symbol(const model::Field& field, const std::string& owner);
std::string release_symbol(const model::NamedType& named);
/// Of an enumeration or a value: what it is made of is part of the signature.
std::string definition_symbol(const model::NamedType& named);
std::string definition_symbol(const model::Constant& constant);

}  // namespace prebind::expand
