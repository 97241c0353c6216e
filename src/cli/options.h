#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <tl/expected.hpp>

#include "cli/cli11.h"
#include "cli/session.h"
#include "engine/find_crate.h"

namespace prebind::cli {

/// Options that several commands have, so that they read alike.
void add_crate(CLI::App& command, engine::CrateChoice& crate);
void add_features(CLI::App& command, std::vector<std::string>& features, const std::string& help);
void add_glibc(CLI::App& command, std::string& glibc);
void add_cargo_flags(CLI::App& command, bool& locked, bool& offline);
void add_paranoid(CLI::App& command, bool& paranoid);
void add_json(CLI::App& command, bool& json);

/// The crate that was chosen with the options of `add_crate`; errors are shown, and are the status.
tl::expected<engine::FoundCrate, ExitStatus> chosen_crate(Session& session,
                                                          const engine::CrateChoice& choice,
                                                          bool json);

}  // namespace prebind::cli
