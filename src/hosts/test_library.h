#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hosts/host.h"
#include "model/library.h"
#include "model/test_samples.h"

/// For tests of hosts: a library, and what to make another of.
namespace prebind::hosts {

using model::Passing;
using model::Type;
using model::TypeKind;

using model::samples::named;
using model::samples::option;
using model::samples::result;

Type plain(TypeKind kind);
Type numbered(std::string name, std::size_t reference);
std::string symbol(const std::string& path);
model::Function function(const std::string& name, std::vector<model::Argument> arguments,
                         Type returns, std::string docs = "");
model::Function member(const std::string& owner, const std::string& name,
                       std::optional<Passing> receiver, std::vector<model::Argument> arguments,
                       Type returns, std::string docs = "");
model::Field field(const std::string& owner, const std::string& name, Type type,
                   std::string docs = "");
model::LibraryType type_named(const std::string& name, std::string docs = "");
model::Library empty_library();
/// Two modules, `shapes` and in it `round`, with an item of each name in both; each has a value
/// that holds one of the other.
model::Library modules_library();
/// Why a host cannot have the first item that it cannot have.
std::optional<Error> first_unsupported(const Host& host, const model::Library& library,
                                       const std::string& module_name);
/// One of everything.
model::Library sample_library();
/// One of everything that can be deprecated, with a note that names it.
model::Library deprecated_library();

}  // namespace prebind::hosts
