#pragma once

#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "hosts/selection.h"
#include "model/library.h"
#include "util/result.h"

namespace prebind::hosts {

/// How a host names things.
struct Conventions {
  std::string_view host;    ///< as in `#[export(name(cpp = "…"))]`
  std::string_view title;   ///< in messages: `C++`
  std::string_view rename;  ///< the attribute that names an item in this host
  /// Methods are functions beside the free ones, told apart by what they take first.
  bool methods_are_functions = false;
  /// A function can be a method of one of its own library: `#[julia(as = "length")]`.
  bool has_base_functions = false;
};

/// The library as one host shows it, without what is not for that host (hosts/selection.h): the
/// `host_name` of each item is what this host calls it.
///
/// `support_of` and `skips_unsupported` are `Selector`'s: the first gets the library with the names
/// of this host.
///
/// Errors, all of them, in source order: those of `select`; else items that the host could not tell
/// apart. That is two types of one name; a type and a function; two fields of one type; two
/// functions with the same number of arguments that are both free, both associated functions of one
/// type or both methods of one type, but for instances of one generic function; two constants, or a
/// constant and a function. Where methods are functions, a free one that takes that type first
/// counts as a method.
tl::expected<Selected, std::vector<Error>> show(
    model::Library library, const Conventions& conventions,
    const std::function<Supports(const model::Library&)>& support_of = {},
    bool skips_unsupported = false);

}  // namespace prebind::hosts
