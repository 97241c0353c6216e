#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "assembler/diagnostic.h"
#include "assembler/target.h"

namespace prebind::assembler {

/// How far a text may go. The bounds are on what is counted, not on time or memory of the machine:
/// the same text passes or fails everywhere.
struct Limits {
  /// Of the text.
  std::size_t text_bytes = std::size_t{32} << 20;
  /// Of the object file, and of what one `.fill` may write.
  std::size_t object_bytes = std::size_t{64} << 20;
  /// What macros and repetitions may expand to, altogether.
  std::size_t expanded_bytes = std::size_t{32} << 20;
  /// What one call of a macro could expand to if each of its arguments was as long as the longest
  /// line; what is more is refused before LLVM makes it.
  std::size_t call_bytes = std::size_t{256} << 20;
  /// After so many errors the rest of the text is not looked at.
  std::size_t errors = 200;
};

struct Object {
  std::string bytes;
  Diagnostics warnings;
};

/// Assembles a text, as `llvm-mc -filetype=obj` would, to the same bytes.
///
/// The object is a function of the text and the variant: files, directory, environment, time,
/// locale, threads have no influence, and no file is read or written. What would need one
/// (`.include`, `.incbin`) is an error. All diagnostics of the text are given, in its order, not
/// only the first. Any text is safe, also one made to do harm; see docs/internals/assembler.md for
/// what is refused and why. Safe to call from many threads at once.
tl::expected<Object, Diagnostics> assemble(std::string_view text, const Variant& variant,
                                           const Limits& limits = {});

}  // namespace prebind::assembler
