#pragma once

#include <string_view>

namespace prebind::hosts::cpp {

/// Whether a name cannot be that of an item in a header of C++: a keyword of any version; a macro
/// of the standard library, of POSIX or of Windows that programs often include; a name of the
/// generated header.
bool is_reserved(std::string_view name);

}  // namespace prebind::hosts::cpp
