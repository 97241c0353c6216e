#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "expand/expander.h"
#include "expand/tokens.h"

namespace prebind::expand {

/// What one `cached_embed_asm!` asks for: an archive made from its text.
struct ArchiveRequest {
  std::string name;
  std::string text;
  /// Where the package keeps it, `…/archives/<variant>`; empty if it has none for this target.
  std::string directory;
  /// Whether it is to be kept there; else it is for this build alone.
  bool keep = false;
  /// A folder of this build, for the linker; empty if there is none.
  std::string own_directory;
  /// The offsets in the text at which the values of the call's literals begin.
  std::vector<std::uint32_t> literals;

  bool operator==(const ArchiveRequest&) const = default;
};

/// Makes an archive for a crate. The answer is empty, or says why there is none: at literals of the
/// call by their numbers, or at kAttributePlace for the call itself.
using ArchiveMaker =
    std::function<std::vector<Diagnostic>(const CrateName& crate, const ArchiveRequest& request)>;

}  // namespace prebind::expand
