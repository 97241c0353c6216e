#pragma once

#include <filesystem>
#include <string_view>

#include "util/result.h"

namespace prebind {

/// The Error for a system call that failed with `number` (an errno): "cannot write `/a/b`: No space
/// left on device", and the way out that fits that number. `what` is the verb: "write".
Error system_error(std::string_view what, const std::filesystem::path& path, int number);

/// The system's text for an errno: "No space left on device".
std::string errno_text(int number);

}  // namespace prebind
