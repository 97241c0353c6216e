#pragma once

#include <optional>

#include "expand/cursor.h"

namespace prebind::expand {

/// A future as what a function returns.
struct FutureSyntax {
  TokenRange whole = {};  ///< `Pin<Box<dyn Future<Output = T> + Send + '_>>`
  Cursor output;          ///< the `T`
  bool is_sent = false;   ///< other threads may poll it
};

/// `impl Future<Output = T>`, `Pin<Box<dyn Future<Output = T> + Send>>` or `BoxFuture<'_, T>`, if
/// one stands at the cursor.
std::optional<FutureSyntax> future_at(Cursor cursor);

}  // namespace prebind::expand
