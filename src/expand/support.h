#pragma once

#include <string>

#include "model/model.h"

namespace prebind::expand {

/// Names of what the support code of a crate defines for its own glue; not for hosts.
std::string panicked_symbol(const std::string& crate);
std::string failed_symbol(const std::string& crate);
std::string refused_symbol(const std::string& crate);
/// Unwinds up to the glue function, for a function of the host that threw; returns if that is
/// impossible since a panic is under way.
std::string raise_symbol(const std::string& crate);

/// Of what it defines for hosts: `release_failure` and the like.
std::string crate_symbol(const std::string& crate, const std::string& function);

/// A declaration of the first for glue.
std::string import_panicked(const std::string& crate);

/// The Rust source of what every glue function of a crate needs once: the panic hook, failures and
/// their release (docs/formats/glue-abi.md, "Of a crate"). Goes beside the first item that is
/// expanded.
std::string support_source(const model::Crate& crate);

}  // namespace prebind::expand
