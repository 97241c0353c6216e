#pragma once

#include <string>
#include <vector>

#include "model/model.h"

namespace prebind::expand {

/// A name in the characters that symbols are made of; others become `_u` and their number in hex.
std::string symbol_text(const std::string& name);

/// `<crate>__<path>__<digest of the signature text>` (docs/formats/records.md, "Symbols").
std::string symbol(const std::string& crate, const std::string& path, const std::string& signature);

/// The names of marked modules, and of the type that an item belongs to, from outside.
using Names = std::vector<std::string>;

/// The 16 hex digits that stand for a named type. `module` is in all of these: the marked modules
/// that the item is written in.
std::string type_id(const std::string& crate, const std::string& host_name,
                    const Names& module = {});

/// `owner` is the path of the owner as it is spelled, empty for a free function.
std::string function_symbol(const model::Function& function, const Names& owner,
                            const Names& module = {});
std::string getter_symbol(const model::Field& field, const std::string& owner,
                          const Names& module = {});
std::string setter_symbol(const model::Field& field, const std::string& owner,
                          const Names& module = {});
std::string release_symbol(const model::NamedType& named, const Names& module = {});
/// Of an enumeration or a value: what it is made of is part of the signature.
std::string definition_symbol(const model::NamedType& named, const Names& module = {});
std::string definition_symbol(const model::Constant& constant, const Names& module = {});
/// Of a module, which has nothing but a record.
std::string module_symbol(const model::Module& item, const Names& module);

/// `x: f64, y: f64`, as digests have it.
std::string fields_text(const std::vector<model::ValueField>& fields);

}  // namespace prebind::expand
