#include "cli/options.h"

#include <CLI/CLI.hpp>

namespace prebind::cli {

void add_crate(CLI::App& command, engine::CrateChoice& crate) {
  command
      .add_option("CRATE", crate.path,
                  "Folder of the crate, or its Cargo.toml (default: the crate of the current "
                  "directory, or the one in the Julia package there)")
      ->type_name("CRATE");
  command.add_option("-p,--package", crate.package, "Package of the workspace to take")
      ->type_name("NAME");
}

tl::expected<engine::FoundCrate, ExitStatus> chosen_crate(Session& session,
                                                          const engine::CrateChoice& choice,
                                                          bool json) {
  auto found = engine::find_crate(session.context(), choice, ".");
  if (!found) {
    return tl::unexpected(session.fail(engine::failure_of(found.error()), json));
  }
  if (choice.path != found->path) found->path = shown_path(found->path);
  return *found;
}

void add_features(CLI::App& command, std::vector<std::string>& features, const std::string& help) {
  command.add_option("--features", features, help)
      ->delimiter(',')
      ->allow_extra_args(false)
      ->type_name("A,B");
}

void add_glibc(CLI::App& command, std::string& glibc) {
  command
      .add_option("--glibc", glibc,
                  "Make the library for Linux with this glibc and newer ones, as 2.17; needs "
                  "cargo-zigbuild")
      ->type_name("VERSION");
}

void add_cargo_flags(CLI::App& command, bool& locked, bool& offline) {
  command.add_flag("--locked", locked, "Fail if Cargo.lock would have to change");
  command.add_flag("--offline", offline, "Do not use the network");
}

void add_paranoid(CLI::App& command, bool& paranoid) {
  command.add_flag("--paranoid", paranoid, "Read every input, whatever its time stamps say");
}

void add_json(CLI::App& command, bool& json) {
  command.add_flag("--json", json, "Print the result as one JSON object");
}

}  // namespace prebind::cli
