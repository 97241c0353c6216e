#pragma once

#include <optional>
#include <string>

#include "cargo/package.h"
#include "cargo/place.h"

namespace prebind::cargo {

/// Whether the environment or cargo's configuration lets a build start programs, or read files,
/// that nothing is known of: a wrapper of rustc, another rustc, a linker that lies with the
/// sources, flags that name files. The answer says which, for people; nothing if there is none.
///
/// Linkers of the system (by a bare name, or in `/usr`) and sccache are known.
std::optional<std::string> find_unknown_program(const Package& package, const Homes& homes);

/// Whether flags for rustc name files or a linker.
bool has_unknown_flags(std::string_view flags);

}  // namespace prebind::cargo
