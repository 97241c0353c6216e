#pragma once

#include <string>

#include "model/library.h"

/// What hosts say of items, to people.
namespace prebind::hosts {

/// For people: `impl Counter { fn increment(&mut self, by: i32) -> i64 }`.
std::string readable(const model::Function& function, const model::Library& library);

/// Whether anything in it is `#[deprecated]`.
bool has_deprecated(const model::Library& library);

/// For people: `deprecated since 1.2: use new_add`.
std::string readable(const model::Deprecation& deprecation);

/// Docs of a variant or a field, which hosts have in a list: with a word ahead that it is
/// deprecated.
std::string listed_docs(const std::string& docs, const model::Marks& marks);

/// For people: `const LIMIT: u32 = 5`.
std::string readable(const model::Constant& constant);

}  // namespace prebind::hosts
