#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "cli/cli11.h"

namespace prebind::cli {

/// Options that several commands have, so that they read alike.
void add_crate(CLI::App& command, std::filesystem::path& crate);
void add_features(CLI::App& command, std::vector<std::string>& features, const std::string& help);
void add_cargo_flags(CLI::App& command, bool& locked, bool& offline);
void add_paranoid(CLI::App& command, bool& paranoid);
void add_json(CLI::App& command, bool& json);

}  // namespace prebind::cli
