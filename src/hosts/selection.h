#pragma once

#include <functional>
#include <string>
#include <vector>

#include <tl/expected.hpp>

#include "hosts/shown_item.h"
#include "model/library.h"
#include "util/result.h"

namespace prebind::hosts {

/// An item that a host does not have, though the library exports it.
struct LeftOut {
  std::string item;  ///< "the function `f`"
  model::Place place;
  std::string reason;      ///< for people: "it is for `cpp`"
  bool is_chosen = false;  ///< `#[export(hosts = …)]` says so, on it or on its type

  bool operator==(const LeftOut&) const = default;
};

struct Selected {
  model::Library library;
  std::vector<LeftOut> left_out = {};  ///< in the order of `items_of`, without what types own
};

/// Error, with its place, if a host cannot have the item as it is: no name of its language fits, or
/// a type is not allowed where it is.
using Supports = std::function<Result<void>(const ShownItem&)>;

/// Whose items are selected.
struct Selector {
  std::string host;   ///< as in `#[export(hosts = cpp)]`
  std::string title;  ///< in messages: `C++`

  Supports supports = {};  ///< empty: it can have everything

  /// Leave out what the host cannot have, and what needs that, instead of an error.
  bool skips_unsupported = false;
};

/// The library without what is not for this host. Where a type is left out, so are its fields and
/// functions.
///
/// Errors, all of them, in source order: an item that the host cannot have; one that needs a type
/// which this host does not have (of a signature, of a field of a value); one that is for this host
/// by its own `hosts`, while its type is not.
tl::expected<Selected, std::vector<Error>> select(const model::Library& library,
                                                  const Selector& selector);

}  // namespace prebind::hosts
