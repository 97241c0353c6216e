#pragma once

#include <string_view>

/// The files of a new Julia package. Holes, where a file has them, are `$name$` (the package),
/// `$crate$`, `$crate_path$` (from the package's folder), `$uuid$` and `$tests$`.
namespace prebind::engine::templates {

extern const std::string_view kProject;
extern const std::string_view kReadme;
extern const std::string_view kGitIgnore;
extern const std::string_view kModule;
extern const std::string_view kBuildScript;
extern const std::string_view kTests;
extern const std::string_view kWorkflow;

extern const std::string_view kManifest;
extern const std::string_view kLibrary;
extern const std::string_view kLibraryTests;  ///< of what `kLibrary` has, in Julia

/// For a crate that exports nothing yet.
extern const std::string_view kFirstFunction;

}  // namespace prebind::engine::templates
