#pragma once

#include <string>

#include <nlohmann/json_fwd.hpp>

namespace prebind {

/// JSON for files, programs and terminals: UTF-8 whatever its texts are (file names need not be),
/// and characters that are not seen only as escapes. `indent` as nlohmann's `dump` has it.
std::string json_text(const nlohmann::ordered_json& value, int indent = -1);

}  // namespace prebind
